"""What every step of a request shares: whose it is, its clocks, ending it, telling about it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.calls import Call, call
from bot.context import Context
from bot.domain.occurrences import next_sociable
from bot.domain.requests import Request, RequestState
from bot.errors import Gone, NotFound
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice

MENTOR_CLOCK = "request"
MENTEE_CLOCK = "request reply"
ANSWERED = "This request has been answered already. /requests shows what is open."
NO_SUCH_REQUEST = "I do not find this request. /requests shows yours."


async def tell(ctx: Context, key: str, person: int, said: Call, until: datetime) -> None:
    """A direct message about a request, worth reading until a moment."""
    await ctx.outbox.put(Notice(key, Dm(person), said, ctx.now, until))


async def own(ctx: Context, request: int, *, mentee: bool = False, mentor: bool = False) -> Request:
    """A request of the actor's, on the side or sides named. Raises NotFound for anybody else's."""
    found = await ctx.store.requests.get(request)
    sides = ((found.mentee,) if found and mentee else ()) + ((found.mentor,) if found and mentor else ())
    if found is None or ctx.actor.id not in sides:
        raise NotFound(NO_SUCH_REQUEST)
    return found


async def _owes(ctx: Context, kind: str, request: int, owes: int, waits: int, nudge: str) -> datetime:
    """Starts the clock of one side; the deadline."""
    nudges, length = ctx.community.settings.request_clock
    ower = await ctx.store.people.get(owes)
    zone = ower.zone if ower else ctx.community.zone
    deadline = ctx.now + length
    moments = tuple(next_sociable(ctx.now + after, zone) for after in nudges)
    asked, lapsed = call(nudge, request), call("request.lapsed", request)
    await ctx.store.obligations.open(
        Obligation(kind, request, owes, waits, ctx.now, moments, deadline, nudge=asked, lapse=lapsed)
    )
    return deadline


async def mentor_owes(ctx: Context, request: int, mentor: int, mentee: int) -> datetime:
    """The mentor has the word."""
    return await _owes(ctx, MENTOR_CLOCK, request, mentor, mentee, "request.asked")


async def mentee_owes(ctx: Context, request: Request) -> datetime:
    """The student has the word: the mentor asked something."""
    return await _owes(ctx, MENTEE_CLOCK, request.id, request.mentee, request.mentor, "request.questioned")


async def running(ctx: Context, request: Request) -> Sequence[Obligation]:
    """Who has to say something about a request, and until when."""
    owed = ctx.store.obligations
    return (*await owed.about(MENTOR_CLOCK, request.id), *await owed.about(MENTEE_CLOCK, request.id))


async def stop_clocks(ctx: Context, request: Request) -> None:
    """Nobody owes an answer any more."""
    await ctx.store.obligations.close(MENTOR_CLOCK, request.id)
    await ctx.store.obligations.close(MENTEE_CLOCK, request.id)


async def close(ctx: Context, request: Request, state: RequestState, reason: str, told: int) -> None:
    """Ends an open request and its clocks, and tells one side. Raises Gone when it was decided before."""
    if not await ctx.store.requests.decide(request.id, state, ctx.now, reason):
        raise Gone(ANSWERED)
    await stop_clocks(ctx, request)
    until = ctx.now + timedelta(days=7)
    await tell(ctx, f"request.{state}:{request.id}", told, call("request.over", request.id), until)
