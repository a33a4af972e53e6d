"""Socket Mode: connections that are renewed or break, several processes, and refusals at the start."""

from dataclasses import replace

import pytest

from adapters.slack.service import CONNECTIONS, NOT_REACHED, REFUSES_BOT, REFUSES_SOCKETS, Refused
from storage.database import Database
from tests.adapters.slack.faculty import Faculty, faculty_on

PRESSES = 40


async def presses_through(faculty: Faculty, trouble: str) -> list[str]:
    """Ada asks for help again and again, while something happens to the connections; what she was answered."""
    ada = faculty.person("Ada")
    heard = []
    for number in range(PRESSES):
        if number == PRESSES // 4:
            await (faculty.fake.sockets.refresh() if trouble == "refresh" else faculty.fake.sockets.cut())
        await ada.types("timezone", f"{('Asia/Kolkata', 'Asia/Thimphu')[number % 2]}")
        heard.append(ada.words)
    return heard


@pytest.mark.parametrize("trouble", ["refresh", "cut"])
async def test_connections_that_are_renewed_or_break_lose_nothing(faculty: Faculty, trouble: str) -> None:
    heard = await presses_through(faculty, trouble)
    assert len(heard) == PRESSES
    assert all(("Thimphu" if number % 2 else "Kolkata") in words for number, words in enumerate(heard))
    await faculty.fake.until(lambda: faculty.fake.sockets.seen > CONNECTIONS, "connections are made anew")


async def test_slack_out_of_reach_for_a_while_is_connected_to_again(faculty: Faculty) -> None:
    while faculty.fake.sockets.open:
        await faculty.fake.sockets.cut()
    await faculty.fake.until(lambda: bool(faculty.fake.sockets.open), "a connection is made anew", seconds=20)
    ada = faculty.person("Ada")
    await ada.types("home")
    assert "Home" in ada.words


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"bot_token": "wrong"}, REFUSES_BOT), ({"app_token": "wrong"}, REFUSES_SOCKETS), ({}, NOT_REACHED)],
)
async def test_a_start_that_slack_refuses_says_what_to_do(
    sqlite_database: Database, changed: dict[str, str], words: str
) -> None:
    async with faculty_on(sqlite_database, starts=False) as faculty:
        if not changed:
            faculty.settings = replace(faculty.settings, api_url="http://127.0.0.1:9/api/")
        with pytest.raises(Refused) as refused:
            await faculty.starts(**changed)
    assert str(refused.value) == words


async def test_a_token_that_was_revoked_before_the_start_is_explained(sqlite_database: Database) -> None:
    async with faculty_on(sqlite_database, starts=False) as faculty:
        faculty.workspace.why_not = "token_revoked"
        with pytest.raises(Refused, match="Copy it again"):
            await faculty.starts()
