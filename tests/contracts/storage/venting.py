"""One way to call every method about vents, journals and what is told to a mentor. Ada wrote all of it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot.domain.consents import Purpose
from bot.domain.vents import AUTHOR, VentState
from bot.ports.store import Store
from bot.ports.vents import Words
from tests.contracts.storage.listening import CASES as LISTENING
from tests.contracts.storage.places import START

SOON = START + timedelta(hours=1)
_POSTED = (VentState.POSTED,)


async def lived_in(store: Store, ada: int, noor: int, words: str) -> dict[str, str]:
    """Something of everything; the secrets by their names in `Ids`."""
    await store.consents.give(ada, Purpose.VENT, START)
    assert await store.vents.take("post", ada, 3, START)
    key = await store.vents.wait(ada, Words(words, words), "", AUTHOR, START)
    vent = await store.vents.of_key(key)
    assert vent is not None
    assert await store.vents.release(vent.id, START) == f"vent.said:{vent.id}:1"
    assert await store.vents.voice(vent.id, noor) == 1
    assert await store.vent_safety.report(vent.id, noor) == 1
    assert await store.vent_safety.mute(vent.id, None)
    waits = await store.vents.wait(ada, Words(words), vent.id, AUTHOR, START)
    waiting = await store.vents.of_key(waits)
    assert waiting is not None
    return {
        "vent": vent.id,
        "vent_key": key,
        "waiting": waiting.id,
        "waiting_key": waits,
        "draft": await store.vent_drafts.keep(words, START),
        "told": await store.mentor_vents.send(ada, noor, "", words, START),
    }


async def long(secret: Awaitable[str]) -> int:
    """A secret is another one each time; how long it is, is not."""
    return len(await secret)


async def said(number: Awaitable[int]) -> str:
    return str(await number)


CASES: dict[str, Callable[[Any, Any], Awaitable[object]]] = {
    "vents.take": lambda part, ids: part.take("post", ids.grace, 3, START),
    "vents.give_back": lambda part, ids: part.give_back("post", ids.ada, START),
    "vents.wait": lambda part, ids: long(part.wait(ids.ada, Words("new words"), "", AUTHOR, START)),
    "vents.get": lambda part, ids: part.get(ids.vent),
    "vents.of_key": lambda part, ids: part.of_key(ids.vent_key),
    "vents.is_author": lambda part, ids: part.is_author(ids.vent, ids.ada),
    "vents.retract": lambda part, ids: part.retract(ids.ada, SOON),
    "vents.voice": lambda part, ids: said(part.voice(ids.vent, ids.grace)),
    "vents.undo": lambda part, ids: part.undo(ids.waiting_key),
    "vents.release": lambda part, ids: part.release(ids.waiting, START),
    "vents.show_again": lambda part, ids: part.show_again(ids.vent, _POSTED, START),
    "vents.move": lambda part, ids: part.move(ids.vent, _POSTED, VentState.REMOVED, SOON),
    "vents.clear": lambda part, ids: part.clear(ids.vent),
    "vents.fate": lambda part, ids: part.fate(ids.vent),
    "vent_safety.report": lambda part, ids: said(part.report(ids.vent, ids.grace)),
    "vent_safety.reported": lambda part, ids: part.reported(),
    "vent_safety.mute": lambda part, ids: part.mute(ids.vent, SOON),
    "vent_safety.mute_for": lambda part, ids: part.mute_for("talk-1", ids.ada, SOON),
    "vent_safety.unmute": lambda part, ids: part.unmute(ids.vent),
    "vent_safety.mutes": lambda part, ids: part.mutes(START),
    "vent_safety.muted": lambda part, ids: part.muted(ids.ada, START),
    "vent_drafts.keep": lambda part, ids: long(part.keep("new words", START)),
    "vent_drafts.read": lambda part, ids: part.read(ids.draft, START),
    "vent_drafts.drop": lambda part, ids: part.drop(ids.draft),
    "journal.write": lambda part, ids: part.write(ids.ada, "new words", START),
    "journal.of": lambda part, ids: part.of(ids.ada, 0, 9),
    "journal.get": lambda part, ids: part.get(ids.ada, ids.entry),
    "journal.drop": lambda part, ids: part.drop(ids.ada, ids.entry),
    "mentor_vents.send": lambda part, ids: long(part.send(ids.ada, ids.noor, "", "new words", START)),
    "mentor_vents.get": lambda part, ids: part.get(ids.told),
    "consents.has": lambda part, ids: part.has(ids.ada, Purpose.VENT),
    "consents.give": lambda part, ids: part.give(ids.grace, Purpose.VENT, START),
    "consents.withdraw": lambda part, ids: part.withdraw(ids.ada, Purpose.VENT, SOON),
    "consents.of": lambda part, ids: part.of(ids.ada),
    **LISTENING,
}
