"""Plans everybody's prompts a day ahead, in batches, and asks those that are due."""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache

from bot.calls import call
from bot.domain.occurrences import Rhythm, zone_of
from bot.domain.prompts import (
    ANSWER_WITHIN,
    HORIZON,
    LATE,
    OWED,
    REFILL,
    PromptState,
    Step,
    is_unplanned,
    nudge_at,
    planned,
    step,
)
from bot.domain.rhythms import CHANNEL, rhythm_of
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice, Post
from bot.ports.prompts import Ahead, Due, Wanted
from bot.ports.storage import Storage, StorageBusy, Transaction

log = logging.getLogger(__name__)

BATCH = 500
"""People planned, or asked, in one transaction: on SQLite the event loop stands still for as long."""
ROUND = 20
"""Batches before deliveries have their turn."""
_AHEAD = (PromptState.PLANNED, PromptState.WISHED)
_BECOMES = {
    Step.ANSWERED: PromptState.ANSWERED,
    Step.REST: PromptState.RESTED,
    Step.LEAVE_OUT: PromptState.RESTED,
    Step.END: PromptState.RESTED,
}


Dates = Sequence[tuple[date, datetime]]


class Prompter:
    """Whether there is anything to do is one look at two indexes."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def keep(self, now: datetime) -> int:
        """Plans and asks what there is at `now`, at most a round of each; how many rows that were."""
        try:
            return await self._kept(now)
        except StorageBusy:
            log.info("the database was busy; prompts are looked at again")
        except Exception:
            log.exception("prompts failed; they are looked at again, and what is in the outbox goes out")
        return 0

    async def _kept(self, now: datetime) -> int:
        async with self._storage.reading() as tx:
            ahead = await tx.prompting.ahead()
        done = 0
        if _has_to_plan(ahead, now):
            done += await self._plan(now)
        if done or (ahead.due is not None and ahead.due <= now):
            done += await self._ask(now)
        return done

    async def _plan(self, now: datetime) -> int:
        """Many share a rhythm and a zone, which is looked at once a round."""
        done, alike = 0, cache(planned)
        for _ in range(ROUND):
            async with self._storage.writing() as tx:
                wanted = await tx.prompting.unplanned(now, BATCH)
                await tx.prompting.plan(plans(wanted, now, alike), now + HORIZON)
            done += len(wanted)
            if len(wanted) < BATCH:
                break
        return done

    async def _ask(self, now: datetime) -> int:
        done = 0
        for _ in range(ROUND):
            async with self._storage.writing() as tx:
                due = await tx.prompting.due(now, BATCH)
                for one in due:
                    await _settle(tx, one, now)
            done += len(due)
            if len(due) < BATCH:
                break
        return done


def next_at(ahead: Ahead) -> datetime | None:
    """The next moment at which there is something to plan or to ask."""
    moments = (ahead.first - REFILL if ahead.first is not None else None, ahead.due)
    return min((moment for moment in moments if moment is not None), default=None)


def _has_to_plan(ahead: Ahead, now: datetime) -> bool:
    return any(end is not None and is_unplanned(end, now) for end in (ahead.first, ahead.last))


Plan = Callable[[Rhythm, datetime, datetime, tuple[datetime, ...], str], Dates]


def plans(wanted: Sequence[Wanted], now: datetime, plan: Plan = planned) -> dict[tuple[int, int], Dates]:
    """What to plan for each, by the rule `plan`; nothing for those who are not here."""

    def dates(one: Wanted, rhythm: Rhythm | None) -> Dates:
        if rhythm is None or not one.is_here:
            return ()
        return plan(rhythm, one.planned_until, now, one.fixed, one.zone)

    return {(one.community, one.habit.person): dates(one, rhythm_of(one.habit, one.rhythm, one.zone)) for one in wanted}


async def _settle(tx: Transaction, due: Due, now: datetime) -> None:
    """One prompt: asked, or left for a reason. Whoever has no mentor any more hears once that prompts have ended."""
    store, person, on = tx.store(due.community), due.prompt.person, due.prompt.on
    what = step(due.standing, now)
    if not await store.prompts.mark(person, on, _AHEAD, _BECOMES.get(what, PromptState.ASKED)):
        return
    if what is Step.ASK:
        await _ask(tx, due, now)
    elif what is Step.LEAVE_OUT:
        await store.prompts.leave_out(person, False)
    elif what is Step.ANSWERED:
        await store.prompts.heard(person)
    elif what is Step.END:
        await store.prompts.stop(person)
        await _tell(tx, due, "prompt.ended", now)


async def _ask(tx: Transaction, due: Due, now: datetime) -> None:
    """The word itself at once, one nudge, and what happens when neither is answered."""
    person, subject = due.prompt.person, due.prompt.on.toordinal()
    nudge = nudge_at(now, due.standing.zone, due.standing.level)
    again, lapse = call("prompt.nudged", subject), call("prompt.lapsed", person, subject)
    owed = Obligation(
        OWED, subject, person, 0, now, (nudge,) if nudge else (), now + ANSWER_WITHIN, nudge=again, lapse=lapse
    )
    await tx.store(due.community).obligations.open(owed)
    if due.posted_in:
        await _post(tx, due, now)
    else:
        await _tell(tx, due, "prompt.asked", now)


async def _post(tx: Transaction, due: Due, now: datetime) -> None:
    """One line in the channel for all who are asked there at that day and hour of the community's: the key is both."""
    at = due.prompt.due_at.astimezone(zone_of(due.posted_in))
    key = f"prompt.posted:{at:%Y-%m-%d:%H:%M}"
    await tx.outbox(due.community).put(Notice(key, Post(CHANNEL), call("prompt.posted"), now, now + LATE))


async def _tell(tx: Transaction, due: Due, name: str, now: datetime) -> None:
    key = f"{name}:{due.prompt.person}:{due.prompt.on.isoformat()}:{int(now.timestamp())}"
    said = call(name, due.prompt.on.toordinal())
    await tx.outbox(due.community).put(Notice(key, Dm(due.prompt.person), said, now, now + ANSWER_WITHIN))
