"""Nudges are given together, and one by one when that fails."""

import pytest

from bot.ports.storage import StorageBusy
from storage.database import Database
from storage.parts.clocks import ClocksPart
from tests.conversations.town import Speaker, Town
from tests.conversations.words import words


async def a_pair(database: Database) -> tuple[Town, tuple[Speaker, Speaker]]:
    town = await Town.founded(database)
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await town.pair(ada, grace)
    return town, (ada, grace)


def asked_after(speaker: Speaker) -> int:
    return sum("How is it going, you two?" in words(view) for view in speaker.dms)


async def test_nudges_that_fail_together_are_given_one_by_one(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    town, both = await a_pair(sqlite_database)

    async def fails(part: ClocksPart, *given: object) -> None:
        raise LookupError("a row that cannot be")

    monkeypatch.setattr(ClocksPart, "nudge", fails)
    await town.passes(days=8)
    assert [asked_after(one) for one in both] == [1, 1]
    assert "tried one by one" in caplog.text


async def test_a_database_that_is_busy_is_told_to_who_ticks(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, both = await a_pair(sqlite_database)

    async def busy(part: ClocksPart, *given: object) -> None:
        raise StorageBusy("locked")

    with monkeypatch.context() as broken:
        broken.setattr(ClocksPart, "nudge", busy)
        with pytest.raises(StorageBusy):
            await town.passes(days=8)
    await town.passes(hours=1)
    assert [asked_after(one) for one in both] == [1, 1]
