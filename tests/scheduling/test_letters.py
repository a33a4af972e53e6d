"""Many notices are rendered in one transaction, and the one that breaks it harms no other."""

import pytest

from bot.scheduling.lanes import CHUNK
from storage.database import Database
from tests.conversations.town import START
from tests.conversations.words import words
from tests.scheduling.office import Office


@pytest.mark.parametrize("how", ["raises", "sql"])
async def test_a_notice_that_cannot_be_rendered_stops_no_other_of_its_chunk(desk: Office, how: str) -> None:
    desk.breaking = {3: how, CHUNK: how}
    await desk.put(*await desk.people(5) * (CHUNK // 5 + 2))
    await desk.clockwork.tick(START)
    assert await desk.states() == {("sent", 0): CHUNK + 8, ("due", 1): 2}
    assert len(desk.town.arrived) == desk.town.attempts == CHUNK + 8
    assert desk.town.said_to("town2") == [f"Number {n}" for n in range(8, CHUNK + 10, 5)]


async def test_a_notice_that_hides_its_error_in_the_database_breaks_itself_alone(desk: Office) -> None:
    """On PostgreSQL the transaction is lost from there on, for the names in its own view too."""
    desk.breaking = {2: "hidden sql"}
    await desk.put(*await desk.people(4))
    await desk.clockwork.tick(START)
    assert {"Number 1", "Number 3", "Number 4"} <= set(desk.town.said)
    desk.breaking = {}
    if len(desk.town.said) == 3:
        await desk.clockwork.tick(await desk.next_at())
    assert desk.town.said == ["Number 1", "Number 2", "Number 3", "Number 4"]


async def test_a_broken_notice_is_logged_once_for_each_try(desk: Office, caplog: pytest.LogCaptureFixture) -> None:
    desk.breaking = {2: "raises"}
    await desk.put(*await desk.people(8))
    await desk.clockwork.tick(START)
    assert [record.message for record in caplog.records if "failed" in record.message] == [
        "notice 2 (say.number) failed"
    ]
    assert "broken template" in caplog.text


async def test_everybody_reads_their_own_name_and_account_of_their_own_space(database: Database) -> None:
    office = await Office.opened(database, "town", "other")
    people = [*await office.people(2), *await office.people(2, "other")]
    await office.put(*people, *people)
    await office.clockwork.tick(START)
    for platform in office.platforms.values():
        assert len(platform.arrived) == 4
        for account, view in platform.arrived.values():
            assert account in words(view)
