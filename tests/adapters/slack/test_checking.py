"""`office-hours check`, before anything runs."""

from dataclasses import replace

import pytest

from adapters.slack.checking import look
from adapters.slack.service import NOT_REACHED, REFUSES_BOT, REFUSES_SOCKETS
from storage.database import Database
from tests.adapters.slack.faculty import Faculty, faculty_on


@pytest.fixture
async def idle(sqlite_database: Database) -> Faculty:
    """A Slack nobody is connected to; its settings are what matters."""
    async with faculty_on(sqlite_database, starts=False) as made:
        yield made  # type: ignore[misc]  # pytest takes generators


async def mends(faculty: Faculty, **changed: object) -> list[str]:
    """What is to be mended."""
    found = await look(replace(faculty.settings, **changed))  # type: ignore[arg-type]  # passed on
    return [mend for _, mend in found if mend]


async def test_a_bot_that_is_set_up_well_has_nothing_to_mend(idle: Faculty) -> None:
    found = await look(idle.settings)
    assert [mend for _, mend in found if mend] == []
    assert any("officehours in Far Campus" in what for what, _ in found)
    assert not idle.workspace.messages


async def test_a_scope_that_is_missing_is_named_with_what_it_is_for(idle: Faculty) -> None:
    idle.workspace.scopes = ("chat:write", "commands")
    found = await look(idle.settings)
    [(what, mend)] = [(what, mend) for what, mend in found if mend]
    assert "users:read (to know names and time zones)" in what
    assert "files:write" in what
    assert "manifest" in mend


async def test_wrong_tokens_are_told_apart(idle: Faculty) -> None:
    assert await mends(idle, bot_token="wrong") == [REFUSES_BOT]
    assert await mends(idle, app_token="wrong") == [REFUSES_SOCKETS]


async def test_what_is_missing_is_named_by_its_key(idle: Faculty) -> None:
    found = await look(replace(idle.settings, mode="http", signing_secret="", client_secret="", keys=(), address=""))
    said = " ".join(what for what, _ in found)
    for key in ("slack.signing_secret", "slack.client_secret", "slack.key", "slack.address"):
        assert f"`{key}`" in said


async def test_an_address_where_nobody_answers_is_explained(idle: Faculty) -> None:
    assert await mends(idle, api_url="http://127.0.0.1:9/api/") == [NOT_REACHED]
