"""One way to call every method about check-ins and prompts. Ada wrote `check_in`, shared with Noor, and `mine`."""

from collections.abc import Awaitable, Callable
from datetime import date, time, timedelta
from typing import Any

from bot.domain.checkins import Answer, AnswerKind, Audience, CheckIn
from bot.domain.prompts import Prompt, PromptState
from bot.domain.rhythms import Level, Where
from bot.ports.store import Store
from tests.contracts.storage.places import START

TODAY = date(2026, 3, 2)
LAST_MONDAY = TODAY - timedelta(days=7)
TOMORROW = TODAY + timedelta(days=1)
PLANNED, ASKED = (PromptState.PLANNED,), (PromptState.ASKED,)


def check_in(author: int, reader: int, words: str = "new words", on: date = TODAY) -> CheckIn:
    return CheckIn(
        author=author,
        on=on,
        written_at=START,
        went=words,
        next=words,
        blockers=words,
        mood=3,
        audience=Audience.MENTORS if reader else Audience.PRIVATE,
        readers=frozenset({reader} if reader else ()),
    )


async def lived_in(store: Store, ada: int, noor: int, words: str) -> tuple[int, int]:
    """Something of everything; the ids of what Ada shared with Noor and of what she kept for herself."""
    shared = await store.check_ins.save(check_in(ada, noor, words))
    mine = await store.check_ins.save(check_in(ada, 0, words, TODAY - timedelta(days=3)))
    assert await store.check_ins.answer(Answer(shared, noor, AnswerKind.LINE, words, START))
    await store.prompts.choose(ada, Level.OWN, (0, 3), time(9), START)
    await store.prompts.share(ada, START)
    await store.prompts.alert(ada, START)
    await store.prompts.ask_in(ada, Where.DM)
    await store.prompts.rest(ada, TODAY, TODAY + timedelta(days=9))
    assert await store.prompts.wish(Prompt(ada, TODAY, START))
    assert await store.prompts.mark(ada, TODAY, (PromptState.WISHED,), PromptState.ASKED)
    assert await store.prompts.missed(ada) == 1
    return shared, mine


async def said(number: Awaitable[int]) -> str:
    return str(await number)


CASES: dict[str, Callable[[Any, Any], Awaitable[object]]] = {
    "check_ins.save": lambda part, ids: part.save(check_in(ids.ada, ids.noor)),
    "check_ins.get": lambda part, ids: part.get(ids.check_in),
    "check_ins.of_day": lambda part, ids: part.of_day(ids.ada, TODAY),
    "check_ins.last": lambda part, ids: part.last(ids.ada, TODAY),
    "check_ins.of": lambda part, ids: part.of(ids.ada, 9),
    "check_ins.days": lambda part, ids: part.days(ids.ada),
    "check_ins.shared": lambda part, ids: part.shared(ids.ada, ids.noor, START),
    "check_ins.delete": lambda part, ids: part.delete(ids.mine, ids.ada),
    "check_ins.answer": lambda part, ids: part.answer(Answer(ids.check_in, ids.noor, AnswerKind.DONE, "", START)),
    "check_ins.answers": lambda part, ids: part.answers(ids.check_in),
    "prompts.habit": lambda part, ids: part.habit(ids.ada),
    "prompts.choose": lambda part, ids: part.choose(ids.ada, Level.LIGHT, (), None, START),
    "prompts.stop": lambda part, ids: part.stop(ids.ada),
    "prompts.share": lambda part, ids: part.share(ids.ada, None),
    "prompts.alert": lambda part, ids: part.alert(ids.ada, None),
    "prompts.ask_in": lambda part, ids: part.ask_in(ids.ada, Where.CHANNEL),
    "prompts.replan": lambda part, ids: part.replan(ids.ada),
    "prompts.rest": lambda part, ids: part.rest(ids.ada, TOMORROW, TOMORROW),
    "prompts.rests": lambda part, ids: part.rests(ids.ada),
    "prompts.get": lambda part, ids: part.get(ids.ada, TODAY),
    "prompts.latest": lambda part, ids: part.latest(ids.ada, START),
    "prompts.mark": lambda part, ids: part.mark(ids.ada, TODAY, ASKED, PromptState.SKIPPED),
    "prompts.wish": lambda part, ids: part.wish(Prompt(ids.ada, TOMORROW, START)),
    "prompts.history": lambda part, ids: part.history(ids.ada),
    "prompts.heard": lambda part, ids: part.heard(ids.ada),
    "prompts.missed": lambda part, ids: said(part.missed(ids.ada)),
    "prompts.leave_out": lambda part, ids: part.leave_out(ids.ada, True),
    "summaries.weeks": lambda part, ids: part.weeks((LAST_MONDAY,)),
    "summaries.is_on": lambda part, ids: part.is_on(ids.ada),
    "summaries.turn": lambda part, ids: part.turn(ids.ada, False),
}
"""By the name of the part and of the method, as the ports spell them."""
