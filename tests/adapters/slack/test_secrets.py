"""What the log must never hold: what members write, who they are, tokens, the keys to answers."""

import pytest

from storage.database import Database
from tests.adapters.discord.test_secrets import open_log
from tests.adapters.slack.crowd import Crowd
from tests.adapters.slack.faculty import Faculty, faculty_on

WRITTEN = "canary-of-a-members-words"
NAME = "Canary-Name"


async def a_life(faculty: Faculty) -> None:
    """Everything a member can write, on good days and bad."""
    fake = faculty.fake
    grace = await faculty.mentor("Grace")
    ada = faculty.person(NAME)
    await ada.types("find-mentor", "statistics")
    await ada.presses("Request")
    await ada.fills(note=WRITTEN)
    await ada.types("find-mentor", WRITTEN)
    await grace.presses("Accept", on=grace.last_dm)
    await fake.open_home(faculty.workspace, ada.user)
    for method in ("response_url", "views.open", "views.update", "views.publish", "users.info"):
        fake.error(method, "internal_error", times=1)
        await fake.command(faculty.workspace, ada.user, "find-mentor", WRITTEN)
        await fake.command(faculty.workspace, ada.user, "ask")
        await faculty.rests()
    crowd = await Crowd.gathered(faculty, ada.user)
    for error in ("internal_error", "token_revoked", "channel_not_found"):
        fake.error("chat.postMessage", error, times=1)
        await crowd.hears()
    fake.slow_down("chat.postMessage", 1)
    await crowd.hears()
    fake.lose("chat.postMessage")
    await crowd.hears()


def found_in(said: str, faculty: Faculty) -> list[str]:
    world = faculty.fake.world
    tokens = (
        faculty.workspace.token,
        world.app_token,
        world.signing_secret,
        world.client_secret,
        *faculty.settings.keys,
    )
    return [secret for secret in (WRITTEN, NAME, *tokens, *world.hooks, *world.triggers) if secret in said]


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_the_log_holds_no_words_no_names_and_no_keys(sqlite_database: Database, mode: str) -> None:
    with open_log() as log:
        async with faculty_on(sqlite_database, mode=mode) as faculty:
            await a_life(faculty)
            if mode == "socket":
                await faculty.fake.sockets.refresh()
                await faculty.fake.sockets.cut()
            await faculty.restarts()
            assert len(faculty.fake.world.hooks) > 10
            assert found_in(log.getvalue(), faculty) == []
    assert "no longer takes the token" in log.getvalue()


async def test_a_failure_of_our_own_is_logged_without_words(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> object:
        raise RuntimeError("a defect") from ValueError(WRITTEN)

    with open_log() as log:
        async with faculty_on(sqlite_database) as faculty:
            for shown in ("blocks", "modal"):
                monkeypatch.setattr(f"adapters.slack.answering.{shown}", broken)
            ada = faculty.person(NAME)
            await faculty.fake.command(faculty.workspace, ada.user, "timezone", WRITTEN, seconds=0.2)
            assert found_in(log.getvalue(), faculty) == []
    assert "a defect" in log.getvalue()
