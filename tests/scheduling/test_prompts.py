"""Planning and asking in batches, and what a database that is busy or broken does to the rest of a tick."""

from datetime import time, timedelta

import pytest

from bot.domain.rhythms import Level
from bot.ports.storage import StorageBusy
from bot.scheduling import prompts as scheduling
from bot.scheduling.prompts import Prompter
from storage.database import Database
from storage.parts.prompting import PromptingPart
from tests.contracts.storage.places import HOUR, START, Place


async def asked_at_one(campus: Place) -> None:
    async with campus.writing() as store:
        for person in (campus.ada, campus.grace, campus.eve):
            await store.prompts.choose(person, Level.OWN, range(7), time(13), START)


async def states(campus: Place) -> list[str]:
    async with campus.writing() as store:
        every = [await store.prompts.history(person) for person in (campus.ada, campus.grace, campus.eve)]
    return sorted(one.state.value for history in every for one in history)


async def test_more_than_a_round_holds_waits_for_the_next_one(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    campus = await Place.made(sqlite_database)
    await asked_at_one(campus)
    monkeypatch.setattr(scheduling, "BATCH", 1)
    monkeypatch.setattr(scheduling, "ROUND", 2)
    prompter = Prompter(sqlite_database)
    assert [await prompter.keep(START) for _ in range(3)] == [2, 1, 0]
    assert await states(campus) == ["planned"] * 6
    assert [await prompter.keep(START + HOUR) for _ in range(3)] == [2, 1, 0]
    assert await states(campus) == ["asked"] * 3 + ["planned"] * 3


@pytest.mark.parametrize("error", [StorageBusy("locked"), LookupError("a row that cannot be")])
async def test_what_fails_is_tried_at_the_next_tick_and_raises_nothing(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    campus = await Place.made(sqlite_database)
    await asked_at_one(campus)

    async def fails(part: PromptingPart, *given: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(PromptingPart, "plan", fails)
        assert await Prompter(sqlite_database).keep(START) == 0
    assert ("prompts failed" in caplog.text) == isinstance(error, LookupError)
    assert await states(campus) == []
    assert await Prompter(sqlite_database).keep(START) == 3
    assert len(await states(campus)) == 6


async def test_what_an_outage_made_late_is_asked_the_same_day_or_let_go(sqlite_database: Database) -> None:
    campus = await Place.made(sqlite_database)
    await asked_at_one(campus)
    prompter = Prompter(sqlite_database)
    await prompter.keep(START)
    await prompter.keep(START + 5 * HOUR)
    assert await states(campus) == ["asked"] * 3 + ["planned"] * 3
    await prompter.keep(START + timedelta(days=1, hours=8))
    assert await states(campus) == ["asked"] * 3 + ["planned"] * 3 + ["rested"] * 3
