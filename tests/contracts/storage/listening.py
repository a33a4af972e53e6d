"""One way to call every method about listeners and their conversations. Ada talks with Noor; Eve looks for somebody."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.domain.listening import Listener, TalkState
from bot.domain.week import Week
from bot.ports.store import Store
from tests.contracts.storage.gathering import said
from tests.contracts.storage.places import HOUR, START

SOON = START + HOUR
WEEK = Week((1 << 672) - 1)
_OPEN = (TalkState.OPEN,)


async def lived_in(store: Store, ada: int, noor: int, eve: int, words: str) -> dict[str, int]:
    """Something of everything; ids by their names in `Ids`."""
    await store.listeners.save(Listener(noor, "", WEEK, (words,), 3))
    await store.listeners.asked(noor)
    await store.listeners.save(Listener(ada, "", WEEK, ("en",)))
    await store.listeners.pause(ada, SOON)
    await store.listeners.bar(eve, True)
    talk = await store.talks.begin(ada, (words,), words, START)
    assert talk is not None
    assert await store.talks.offer(talk, noor)
    assert await store.talks.take(talk, noor, 3, START)
    lost = await store.talks.begin(noor, (), words, START)
    assert lost is not None
    assert await store.talks.move(lost, (TalkState.LOOKING,), TalkState.NOBODY, START)
    looks = await store.talks.begin(eve, (), words, START)
    assert looks is not None
    assert await store.talks.offer(looks, noor)
    await store.talks.part(eve, noor)
    line = await store.talks.write(talk, True, words, START)
    report = await store.talks.report(talk, True, words, START)
    return {"talk": talk, "lost": lost, "looks": looks, "line": line, "told_off": report}


CASES: dict[str, Callable[[Any, Any], Awaitable[object]]] = {
    "listeners.get": lambda part, ids: part.get(ids.noor),
    "listeners.save": lambda part, ids: part.save(Listener(ids.grace, "", WEEK, ("en",))),
    "listeners.pause": lambda part, ids: part.pause(ids.noor, SOON),
    "listeners.remove": lambda part, ids: part.remove(ids.noor),
    "listeners.bar": lambda part, ids: part.bar(ids.noor, True),
    "listeners.count": lambda part, ids: said(part.count(START, ids.noor)),
    "listeners.in_turn": lambda part, ids: part.in_turn(START),
    "listeners.asked": lambda part, ids: part.asked(ids.noor),
    "talks.begin": lambda part, ids: part.begin(ids.grace, ("en",), "new words", START),
    "talks.get": lambda part, ids: part.get(ids.talk),
    "talks.live_of": lambda part, ids: part.live_of(ids.ada),
    "talks.offer": lambda part, ids: part.offer(ids.looks, ids.grace),
    "talks.offered": lambda part, ids: part.offered(ids.talk),
    "talks.take": lambda part, ids: part.take(ids.looks, ids.noor, 3, START),
    "talks.move": lambda part, ids: part.move(ids.talk, _OPEN, TalkState.ENDED, START),
    "talks.look_again": lambda part, ids: part.look_again(ids.lost, START),
    "talks.write": lambda part, ids: part.write(ids.talk, True, "new words", START),
    "talks.line": lambda part, ids: part.line(ids.line),
    "talks.lines": lambda part, ids: part.lines(ids.talk, 9),
    "talks.wish": lambda part, ids: part.wish(ids.talk, True),
    "talks.part": lambda part, ids: part.part(ids.ada, ids.noor),
    "talks.are_apart": lambda part, ids: part.are_apart(ids.noor, ids.eve),
    "talks.report": lambda part, ids: part.report(ids.talk, False, "new words", START),
    "talks.get_report": lambda part, ids: part.get_report(ids.told_off),
    "talks.reports": lambda part, ids: part.reports(),
    "talks.settle": lambda part, ids: part.settle(ids.told_off),
}
