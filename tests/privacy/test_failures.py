"""A failure of our own with a member's words in hand: the log tells where, on either engine, and no word of them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import insert, text

from bot.calls import call
from storage.parts.goals import GoalsPart
from storage.tables.goals import goals
from storage.tables.people import people
from tests.adapters.discord.test_secrets import open_log
from tests.conversations.town import START, Town
from tests.conversations.words import words

WRITTEN = "canary-of-a-members-words"
Fails = Callable[..., Awaitable[None]]


async def bad_value(part: Any, *_: object, **__: object) -> None:
    await part._connection.execute(text("SELECT CAST(CAST(:said AS TEXT) AS INTEGER), nowhere"), {"said": WRITTEN})


async def in_the_statement(part: Any, *_: object, **__: object) -> None:
    await part._connection.execute(text(f"SELECT '{WRITTEN}"))


async def of_a_wrong_type(part: Any, *_: object, **__: object) -> None:
    await part._connection.execute(insert(goals).values(community_id=1, person_id=1, title=WRITTEN))


async def of_a_broken_key(part: Any, *_: object, **__: object) -> None:
    values = {"community_id": 987_654, "name": WRITTEN, "joined_at": START}
    await part._connection.execute(insert(people).values(**values))


async def of_a_group(*_: object, **__: object) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(with_a_cause(), name=WRITTEN)


async def with_a_cause(*_: object, **__: object) -> None:
    error = KeyError(WRITTEN)
    error.add_note(WRITTEN)
    raise error from LookupError(WRITTEN)


@pytest.mark.parametrize(
    "fails", [bad_value, in_the_statement, of_a_wrong_type, of_a_broken_key, of_a_group, with_a_cause]
)
async def test_the_door_logs_where_and_no_word(town: Town, monkeypatch: pytest.MonkeyPatch, fails: Fails) -> None:
    ada = town.person("Canary-Name")
    await town.id(ada)
    monkeypatch.setattr(GoalsPart, "add", fails)
    with open_log() as log:
        said = words(await ada.sends(call("goal.add"), {"title": WRITTEN}))
    assert "That is on me" in said
    assert f"in {fails.__name__}" in log.getvalue()
    assert "(its words are not told)" in log.getvalue()
    assert [word for word in (WRITTEN, ada.actor.name, ada.actor.account) if word in log.getvalue()] == []
