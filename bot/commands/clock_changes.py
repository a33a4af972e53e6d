"""Clocks that change: by season, which not both of a pair do on one day, and by new rules of a country."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from bot.authority import bot_only
from bot.calls import call
from bot.commands import invitations, meetings, places
from bot.context import Context
from bot.domain.occurrences import next_sociable
from bot.domain.sessions import Session, SessionState, has_wall_shift, start_by_rules
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Mention, When, text
from bot.views import Card

AHEAD = timedelta(days=7)
"""How long before the first session at another hour its reader hears of it."""


async def plan_words(ctx: Context, series: Sequence[Session]) -> None:
    """Whoever's clock shows another hour from one of these sessions on is told a week ahead."""
    for person in series[0].people:
        zone = await meetings.zone_of(ctx, person)
        for earlier, later in pairwise(series):
            if has_wall_shift(earlier.start, later.start, zone):
                said = call("session.shifted", later.id, earlier.id, later.sequence, earlier.sequence)
                due = next_sociable(max(ctx.now, later.start - AHEAD), zone)
                await ctx.outbox.put(Notice(f"{said}:{person}", Dm(person), said, due, later.start))


@dataclass(frozen=True, slots=True)
class Shifted:
    """Two sessions of a series, each as it stood after so many changes."""

    session: int
    earlier: int
    sequence: int = 0
    earlier_sequence: int = 0


@ask("session.shifted", who=bot_only, summary="Tells of another hour when clocks change")
async def shifted(ctx: Context, args: Shifted) -> Card | None:
    later, earlier = await ctx.store.sessions.get(args.session), await ctx.store.sessions.get(args.earlier)
    if later is None or earlier is None or not later.includes(ctx.actor.id):
        return None
    is_as_agreed = (later.sequence, earlier.sequence) == (args.sequence, args.earlier_sequence)
    if later.state is not SessionState.CONFIRMED or not is_as_agreed:
        return None
    if not has_wall_shift(earlier.start, later.start, ctx.actor.zone):
        return None
    other = Mention(later.other(ctx.actor.id))
    times = text(When(later.start, "time"), " for you, no longer at ", When(earlier.start, "time"))
    said = text("From ", When(later.start, "day"), " on you and ", other, " meet at ", times, ". ")
    why = "Your clocks and theirs do not change on the same day."
    return Card("Clocks change", text(said, why), actions=meetings.buttons(ctx, later))


@dataclass(frozen=True, slots=True)
class One:
    session: int


@ask("session.reread", who=bot_only, summary="Reads a session by new rules of its time zone")
async def reread(ctx: Context, args: One) -> None:
    session = await ctx.store.sessions.get(args.session)
    if session is None:
        return
    for person in sorted(session.people):
        await ctx.store.people.lock(person)
    session = await ctx.store.sessions.get(session.id)
    assert session is not None
    start = start_by_rules(session)
    if start <= ctx.now:
        start = session.start
    is_kept = await ctx.store.sessions.reread(session.id, start)
    if start == session.start:
        return
    changed = await ctx.store.sessions.get(session.id)
    assert changed is not None
    if changed.state is SessionState.CONFIRMED and is_kept:
        await places.move_room(ctx, changed)
        await meetings.plan_reminders(ctx, changed)
    for person in changed.people:
        await meetings.tell(ctx, changed, person, call("session.reruled", changed.id, int(is_kept)))


@dataclass(frozen=True, slots=True)
class Reruled:
    session: int
    is_kept: int


@ask("session.reruled", who=bot_only, summary="Tells what new rules of a time zone do to a session")
async def reruled(ctx: Context, args: Reruled) -> Card | None:
    session = await ctx.store.sessions.get(args.session)
    if session is None or not session.includes(ctx.actor.id) or session.start <= ctx.now:
        return None
    if session.state not in (SessionState.PROPOSED, SessionState.CONFIRMED):
        return None
    there, other = meetings.clock(session.start, session.zone), Mention(session.other(ctx.actor.id))
    file = await invitations.invitation(ctx, session) if session.state is SessionState.CONFIRMED else None
    if args.is_kept:
        said = text(
            "Your session with ", other, " keeps its hour there: ", there, ". For you: ", When(session.start), "."
        )
    else:
        why = "It could not keep its hour, because one of you has something else then."
        said = text("Your session with ", other, " is now at ", there, ". For you: ", When(session.start), ". ", why)
    place = session.zone.rpartition("/")[2].replace("_", " ")
    return Card(f"New clock rules in {place}", said, actions=meetings.buttons(ctx, session), attachment=file)
