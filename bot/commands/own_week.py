"""What somebody did in a week, for themselves alone: never a reproach, never their mood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.commands import gatherings
from bot.commands.checkin_reading import active_pairs
from bot.commands.goals import about
from bot.commands.local_days import today_of
from bot.commands.prompt_states import is_resting, streak_words
from bot.commands.sessions import all_coming
from bot.context import Context
from bot.domain.goals import Goal, GoalState
from bot.domain.groups import Group
from bot.domain.mondays import bounds
from bot.domain.prompts import PromptState
from bot.domain.rhythms import Habit
from bot.domain.sessions import Session, SessionState
from bot.text import Mention, Said, Text, When, clipped, joined, text
from bot.views import Fact

_WAS_ASKED = (PromptState.ASKED, PromptState.ANSWERED, PromptState.MISSED)
_GOALS = 3
_TITLE = 60


@dataclass(frozen=True, slots=True)
class OwnWeek:
    """`is_quiet`: nothing of it is known to us."""

    facts: tuple[Fact, ...]
    is_quiet: bool


async def own_week(ctx: Context, monday: date) -> OwnWeek | None:
    """The actor's; None for somebody who has nothing to hear of, because they rest or are no student here."""
    since, end = bounds((monday,), ctx.actor.zone)
    habit = await ctx.store.prompts.habit(ctx.actor.id)
    days = await _days(ctx, monday)
    reached = await _reached(ctx, since, end)
    held = await _held(ctx, since, end)
    is_quiet = not (days or reached or held)
    if is_quiet and not await _is_awaited(ctx, habit):
        return None
    told = [
        ("Check-ins", text(await _checked_in(ctx, monday, len(days)))) if days else ("", ()),
        ("Streak", text(await streak_words(ctx, habit, today_of(ctx)))) if days else ("", ()),
        ("Sessions held", _with_whom(ctx, held)),
        ("Goals reached", _titles(reached)),
        ("On your way", () if is_quiet else await _on_the_way(ctx)),
        ("Next session", await _next(ctx)),
    ]
    return OwnWeek(tuple(Fact(label, said) for label, said in told if said), is_quiet)


async def _is_awaited(ctx: Context, habit: Habit) -> bool:
    """Whether a quiet week is worth a word: they have a mentor or are asked, and nothing of it rests."""
    today = today_of(ctx)
    is_away = any(begins <= today < back for begins, back in await ctx.store.prompts.rests(ctx.actor.id))
    if is_away or await is_resting(ctx, ctx.actor.id):
        return False
    return habit.is_on or bool(await active_pairs(ctx, ctx.actor.id))


async def _days(ctx: Context, monday: date) -> list[date]:
    written = await ctx.store.check_ins.days(ctx.actor.id)
    return [on for on in written if monday <= on < monday + timedelta(weeks=1)]


async def _checked_in(ctx: Context, monday: date, made: int) -> str:
    """How many, and how often they were asked where they kept up with it. Whoever skipped one was not asked."""
    past = await ctx.store.prompts.history(ctx.actor.id)
    states = [one.state for one in past if monday <= one.on < monday + timedelta(weeks=1)]
    asked = sum(state in _WAS_ASKED for state in states)
    kept = min(made, states.count(PromptState.ANSWERED))
    if not kept:
        return f"{made}."
    more = f", and {made - kept} more" if made > kept else ""
    return f"{kept} of the {asked} I asked for{more}." if asked > 1 else f"The one I asked for{more}."


async def _reached(ctx: Context, since: datetime, end: datetime) -> list[Goal]:
    over = await ctx.store.goals.of(ctx.actor.id, is_over=True)
    return [one for one in over if one.state is GoalState.DONE and one.ended_at and since <= one.ended_at < end]


async def _held(ctx: Context, since: datetime, end: datetime) -> list[Session]:
    found = await ctx.store.sessions.in_calendar(ctx.actor.id, since, end)
    return [one for one in found if one.state is SessionState.HELD and one.mentee == ctx.actor.id]


def _with_whom(ctx: Context, held: Sequence[Session]) -> Text:
    mentors = list(dict.fromkeys(one.mentor for one in held))[:_GOALS]
    return text(f"{len(held)}, with ", joined([text(Mention(one)) for one in mentors]), ".") if held else ()


def _titles(found: Sequence[Goal]) -> Text:
    return joined([text(Said(clipped(one.title, _TITLE))) for one in found[:_GOALS]], "\n")


async def _on_the_way(ctx: Context) -> Text:
    """Open goals that have begun to move."""
    begun = [one for one in await ctx.store.goals.of(ctx.actor.id) if one.progress]
    return joined([text(Said(clipped(one.title, _TITLE)), f" · {about(one)}") for one in begun[:_GOALS]], "\n")


async def _next(ctx: Context) -> Text:
    """What is agreed and in which they do not mentor."""
    for one in await all_coming(ctx):
        if isinstance(one, Group):
            if one.mentor != ctx.actor.id and await gatherings.takes_part(ctx, one):
                return text(When(one.start), ", in a group of ", Mention(one.mentor), ".")
        elif one.state is SessionState.CONFIRMED and one.mentee == ctx.actor.id:
            return text(When(one.start), ", with ", Mention(one.mentor), ".")
    return ()
