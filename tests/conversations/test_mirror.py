"""Two communities in one database: nothing said in one reads or changes a row of the other."""

from typing import Any

from sqlalchemy import select

from bot.calls import Call, call
from bot.params import DayPick, Kind, PersonPick, Pick, Whole, ZonePick
from bot.registry import Ask, registry
from storage.database import Database
from storage.tables import metadata
from tests.conversations.town import Speaker, Town
from tests.conversations.words import words

CANARY = "night-canary"


async def rows_of(database: Database, community: int) -> dict[str, list[Any]]:
    """Every row of a community, by table."""
    found: dict[str, list[Any]] = {}
    async with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if "community_id" in table.c:
                mine = select(table).where(table.c.community_id == community).order_by(*table.primary_key)
                found[table.name] = [tuple(row) for row in await connection.execute(mine)]
    return found


async def lived_in(database: Database) -> Town:
    """A community in which something of everything is going on, full of its canary."""
    town = await Town.founded(database, "Night School", "T2")
    grace, noor = await town.mentor("Grace", bio=CANARY, capacity=9), await town.mentor("Noor", bio=CANARY)
    ada, bo = town.person(f"Ada {CANARY}"), town.person("Bo")
    await town.pair(ada, grace)
    await bo.sends(call("request.make", await town.id(noor)), {"note": CANARY})
    await bo.sends(call("question.ask"), {"question": CANARY, "topic": "statistics"})
    await bo.sends(call("student.edit"), {"goals": CANARY, "topics": "statistics", "languages": "English"})
    await bo.sends(call("safety.report"), {"person": grace.actor.account, "text": CANARY})
    await bo.sends(call("safety.block"), {"person": noor.actor.account})
    return town


def ids_of(rows: dict[str, list[Any]]) -> set[int]:
    """The first and the last id of each table: of people, requests, pairs, questions, reports and the rest."""
    ends = [row for table in rows.values() for row in (*table[:1], *table[-1:])]
    return {value for row in ends for value in row[:2] if isinstance(value, int)}


def typed_for(kind: Kind | None, account: str) -> str:
    match kind:
        case Whole():
            return str(kind.least or 1)
        case Pick():
            return kind.options[0].value
        case DayPick():
            return "2026-12-01"
        case PersonPick():
            return account
        case ZonePick():
            return "Lagos"
        case _:
            return "statistics"


def calls_of(ask: Ask, ids: set[int]) -> list[Call]:
    if not ask.ids:
        return [Call(ask.name)]
    return [call(ask.name, *(one if param.base is int else "" for param in ask.ids)) for one in sorted(ids)]


async def intruder(here: Town) -> Speaker:
    """Somebody who may do everything here: a moderator who mentors."""
    await here.mentor("Eve", capacity=50)
    return here.person("Eve", moderator=True)


async def test_every_ask_with_every_id_of_another_community_touches_nothing_there(database: Database) -> None:
    there = await lived_in(database)
    before = await rows_of(database, there.community.id)
    here = await Town.founded(database, "Far Campus", "T1")
    eve = await intruder(here)
    account = there.person("Grace").actor.account
    tried = 0
    for ask in registry:
        typed = {param.name: typed_for(param.kind, account) for param in ask.typed}
        for made in calls_of(ask, ids_of(before)):
            said = words(await here.app.answer(eve.actor, made, typed, now=here.now))
            form = words(await here.app.form(eve.actor, made, now=here.now))
            assert CANARY not in said + form, made
            tried += 1
    await here.clockwork.tick(here.now)
    assert await rows_of(database, there.community.id) == before
    assert all(CANARY not in words(post.view) for box in here.mailbox.dms.values() for post in box)
    assert tried > len(list(registry))
