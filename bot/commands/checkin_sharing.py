"""A check-in that mentors read: before the first one its author agrees, once, with a tap of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.authority import anyone
from bot.calls import call
from bot.commands import pairs
from bot.commands.care import with_care
from bot.commands.checkin_reading import NO_SUCH, STAYS, active_pairs
from bot.commands.local_days import today_of
from bot.commands.prompt_states import streak_words
from bot.context import Context
from bot.domain.care import is_worrying
from bot.domain.checkins import Audience, CheckIn
from bot.domain.consents import Purpose
from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.rhythms import Habit
from bot.errors import NotFound
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Mention, Text, joined, text
from bot.views import Button, Card


@dataclass(frozen=True, slots=True)
class One:
    check_in: int


async def open_pairs(ctx: Context) -> list[Mentorship]:
    """The pairs whose mentor reads what the actor shares now."""
    running = await active_pairs(ctx, ctx.actor.id)
    return [pair for pair in running if not await ctx.store.safety.is_blocked(pair.mentee, pair.mentor)]


async def before_the_first(ctx: Context, written: CheckIn, saved: int, shared: Sequence[Mentorship]) -> Card:
    """Kept for its author alone until they agree that it is read."""
    said = text(
        "What you wrote is saved, and only you can read it so far. It may say how you are doing, so I ask you once. "
        "If you agree, ",
        _names(shared),
        " can read it, and so can your mentors what you share later. "
        "Moderators cannot. You choose each time, and take this back in /privacy.",
    )
    yes = Button("I agree, share it", call("checkin.agreed", saved), "primary")
    no = Button("Keep it to myself", call("checkin.kept", saved))
    asked = Card("May your mentor read it?", said, actions=(yes, no))
    return await with_care(ctx, asked) if _is_heavy(written) else asked


def _is_heavy(written: CheckIn) -> bool:
    """Whether it sounds like danger: then its author is shown care, and no days are counted."""
    return is_worrying("\n\n".join((written.went, written.next, written.blockers)))


@ask("checkin.agreed", who=anyone, summary="Agree that your mentors read what you share with them")
async def agreed(ctx: Context, args: One) -> Card:
    mine = await _mine(ctx, args.check_in)
    await ctx.store.consents.give(ctx.actor.id, Purpose.CHECK_INS, ctx.now)
    shared = await open_pairs(ctx)
    await ctx.store.check_ins.share(mine.id, frozenset(pair.mentor for pair in shared))
    return await saved(ctx, mine.id, None, shared)


@ask("checkin.kept", who=anyone, summary="Keep a check-in to yourself")
async def kept(ctx: Context, args: One) -> Card:
    return await saved(ctx, (await _mine(ctx, args.check_in)).id, None, ())


async def _mine(ctx: Context, check_in: int) -> CheckIn:
    found = await ctx.store.check_ins.get(check_in)
    if found is None or found.author != ctx.actor.id:
        raise NotFound(NO_SUCH)
    return found


async def saved(ctx: Context, check_in: int, before: CheckIn | None, shared: Sequence[Mentorship]) -> Card:
    """Tells those it is shared with, and its author who they are."""
    written = await _mine(ctx, check_in)
    for pair in shared:
        await _tell(ctx, pair, written)
    habit = await ctx.store.prompts.habit(ctx.actor.id)
    stays = f" {STAYS}" if before and before.readers - written.readers else ""
    is_heavy = _is_heavy(written)
    streak = () if is_heavy else text("\n", await streak_words(ctx, habit, today_of(ctx)))
    said = text(_read_by(written.audience, shared), stays, streak)
    noted = Card("Changed" if before else "Noted", said, actions=_actions(habit, bool(shared)), tone="good")
    return await with_care(ctx, noted) if is_heavy else noted


async def _tell(ctx: Context, pair: Mentorship, written: CheckIn) -> None:
    """The mentor hears of it once, and once more when something in the way was added. It is a sign of life."""
    is_blocked = int(bool(written.blockers))
    key = f"checkin.shared:{written.id}:{written.written_at.isoformat()}:{pair.mentor}:{is_blocked}"
    said = call("checkin.shared", written.id, is_blocked)
    await ctx.outbox.put(Notice(key, Dm(pair.mentor), said, ctx.now, ctx.now + pairs.READ_WITHIN))
    held = await pairs.held(ctx, pair.id)
    if held.state is MentorshipState.ACTIVE:
        await ctx.store.mentorships.touch(pair.id, ctx.now)
        await pairs.go_on(ctx, pair)


def _read_by(audience: Audience, shared: Sequence[Mentorship]) -> Text:
    if audience is Audience.PRIVATE:
        return text("Only you read it.")
    if not shared:
        return text("You have no running mentorship, so nobody but you reads it.")
    return text(_names(shared), " can read it and answer.")


def _names(shared: Sequence[Mentorship]) -> Text:
    return joined([text(Mention(pair.mentor)) for pair in shared])


def _actions(habit: Habit, is_shared: bool) -> tuple[Button, ...]:
    always = Button("Share by default from now on", call("checkin.share", 1))
    rhythm = Button("Ask me regularly", call("rhythm.mine"), opens_form=True)
    return (
        Button("Change it", call("checkin.write"), opens_form=True),
        Button("Your check-ins", call("checkin.list")),
        *((always,) if is_shared and habit.shares_at is None else ()),
        *((rhythm,) if not habit.is_on else ()),
    )
