"""What every step after a session shares: what is known of it, who is asked, what is kept, what may come next."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calls import Call, call
from bot.commands import hours, meetings
from bot.commands.offers import offered
from bot.context import Context
from bot.domain.mentorships import MentorshipState
from bot.domain.occurrences import next_sociable
from bot.domain.outcomes import MENDS, WAIT, Answer, Outcome, Standing, outcome
from bot.domain.sessions import Session, SessionState
from bot.domain.slots import Reason, repeated
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice
from bot.text import Text, When, text
from bot.views import Button

KIND = "session outcome"
_NUDGE_AFTER = timedelta(days=2)
_STREAK = 9
"""How many sessions are looked back upon."""


async def outcome_of(ctx: Context, session: Session) -> Outcome:
    """What is known now of whether it took place."""
    return outcome(await ctx.store.answers.of(session.id), session.end, ctx.now)


async def tell(ctx: Context, session: Session, person: int, said: Call, *, awake: bool = False) -> None:
    """Once for each session and person; `awake` waits for their day."""
    due = await _awake(ctx, person, timedelta(0)) if awake else ctx.now
    key = f"{said.name}:{session.id}:{person}"
    await ctx.outbox.put(Notice(key, Dm(person), said, due, due + MENDS))


async def _awake(ctx: Context, person: int, after: timedelta) -> datetime:
    choice = await ctx.store.reminders.of(person)
    return next_sociable(ctx.now + after, await meetings.zone_of(ctx, person), choice.opens, choice.closes)


async def keep(ctx: Context, session: Session, *, is_late: bool = False) -> Outcome:
    """What the answers come to: kept when it is settled, waited for while it is not. Both people are locked.

    `is_late`: the days of waiting had passed, with their nudge, so that there is none again.
    """
    found = await outcome_of(ctx, session)
    if found.standing is Standing.UNDISPUTED and await is_parted(ctx, session):
        return found  # who hears nothing any more cannot dispute it either
    if found.kept:
        await ctx.store.obligations.close(KIND, session.id)
        await _keep(ctx, session, found.kept)
    else:
        await _wait(ctx, session, found, is_quiet=is_late or found.standing is Standing.DISPUTED)
    return found


async def _keep(ctx: Context, session: Session, kept: Answer) -> None:
    if kept is Answer.UNNEEDED:
        await meetings.drop(ctx, session)
    elif kept is Answer.HELD:
        await ctx.store.sessions.finish(session.id, SessionState.HELD)
    else:
        await ctx.store.sessions.finish(session.id, SessionState.MISSED)
        await _notice_misses(ctx, session)


async def _notice_misses(ctx: Context, session: Session) -> None:
    """Both hear a kind word when two in a row did not take place; a third one brings no other."""
    past = await ctx.store.sessions.past(session.mentorship, ctx.now, _STREAK)
    settled = [one.state for one in past if one.state is not SessionState.CONFIRMED]
    if settled[:2] == [SessionState.MISSED] * 2 and settled[2:3] != [SessionState.MISSED]:
        for person in session.people:
            await tell(ctx, session, person, call("session.missed_two", session.mentorship, session.id), awake=True)


async def _wait(ctx: Context, session: Session, found: Outcome, *, is_quiet: bool) -> None:
    """Whoever has not answered is waited for, and both are while they remember it differently; `is_quiet`: no nudge."""
    reports = await ctx.store.answers.of(session.id)
    before = {one.owes: one.nudges_at for one in await ctx.store.obligations.about(KIND, session.id)}
    await ctx.store.obligations.close(KIND, session.id)
    if found.until <= ctx.now:
        return
    happened, settle = call("session.happened", session.id), call("session.settle", session.id)
    for person in session.people:
        if person in reports and found.standing is not Standing.DISPUTED:
            continue
        nudges = before[person] if person in before else (await _awake(ctx, person, _NUDGE_AFTER),)
        later = tuple(at for at in nudges if at > ctx.now) if not is_quiet else ()
        await ctx.store.obligations.open(
            Obligation(KIND, session.id, person, 0, ctx.now, later, found.until, happened, settle)
        )


async def so_far(ctx: Context, session: Session) -> Text:
    """How it went, as far as it is known; nothing before it is over."""
    if session.state is SessionState.HELD:
        return text("You met.")
    if session.state is SessionState.MISSED:
        return text("It did not take place.")
    if session.state is not SessionState.CONFIRMED or ctx.now < session.end:
        return ()
    found = await outcome_of(ctx, session)
    if found.is_closed(ctx.now):
        return text("It stays open whether you met.")
    if found.standing is Standing.DISPUTED:
        return text("You remember it differently. That can be mended until ", When(found.until, "day"), ".")
    if found.standing is Standing.REPORTED and ctx.actor.id in await ctx.store.answers.of(session.id):
        return text("You told me. Without another word it is settled on ", When(found.until, "day"), ".")
    return text("Your word is missing yet.")


async def is_parted(ctx: Context, session: Session) -> bool:
    """Whether one of the two does not want to hear of the other any more."""
    return await ctx.store.safety.is_blocked(session.mentee, session.mentor)


def yes(session: Session) -> Button:
    return Button("Yes, we met", call("session.answer", session.id, "held"), "primary")


def notes(session: Session) -> Button:
    return Button("Write notes", call("session.note", session.id), opens_form=True)


async def actions(ctx: Context, session: Session) -> tuple[Button, ...]:
    """What the actor can do about a session that has begun or was called off."""
    found: list[Button] = []
    is_open = session.state is SessionState.CONFIRMED and ctx.now >= session.start + WAIT
    if is_open and not (await outcome_of(ctx, session)).is_closed(ctx.now):
        found.append(yes(session))
        if ctx.now < session.end:
            found.append(Button("They are not here", call("session.answer", session.id, "they")))
        else:
            found.append(Button("No", call("session.no", session.id)))
    if session.state in (SessionState.CONFIRMED, SessionState.HELD):
        found.append(notes(session))
    plan = Button("Find an hour", call("session.plan"), "plain" if found else "primary")
    return (*found, Button("Past notes", call("note.page", session.mentorship, 0)), *offered(ctx, plan))


async def next_session(ctx: Context, session: Session) -> tuple[Text, tuple[Button, ...]]:
    """When the two meet again, or how they can."""
    pair = await ctx.store.mentorships.get(session.mentorship)
    if pair is None or pair.state is not MentorshipState.ACTIVE:
        return (), ()
    coming = [one for one in await ctx.store.sessions.of_pair(pair.id, ctx.now) if one.start > ctx.now]
    if coming:
        said = "You meet again on " if coming[0].state is SessionState.CONFIRMED else "Suggested for the next time: "
        return text(said, When(coming[0].start), "."), (Button("Open", call("session.show", coming[0].id)),)
    find = Button("Find an hour", hours.turn(pair.id, hours.length_of(session.minutes)))
    zone = await meetings.zone_of(ctx, session.mentee)
    week_later = session.start.astimezone(ZoneInfo(zone)).date() + timedelta(days=7)
    again = repeated(session.start, zone, 1, week_later)[1]
    members = await hours.members_of(ctx, pair)
    finds = offered(ctx, find)
    if not finds:
        return (), ()
    if hours.fit(members, again, session.minutes, ctx.now).reason not in (None, Reason.OUTSIDE):
        return text("When do you meet again?"), finds
    same = hours.pick("Same hour next week", pair, again, session.minutes, 0)
    return text("Meet again at the same hour, on ", When(again), "?"), (same, *finds)
