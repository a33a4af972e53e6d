"""Who reads a check-in now, and how it looks to them."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.commands import pairs
from bot.context import Context
from bot.domain.care import is_worrying
from bot.domain.checkins import Audience, CheckIn, is_fresh, may_read
from bot.domain.mentorships import Mentorship, MentorshipState
from bot.errors import NotFound
from bot.text import Said, text
from bot.views import Fact

WENT, NEXT = 800, 400
"""Characters of how it went, and of what is next or in the way."""
NO_SUCH = "I do not find this check-in. It was deleted, or it is not for you."
STAYS = "A message that somebody has already stays with them."
_LONGEST = {"went": WENT, "next": NEXT, "blockers": NEXT}
MOODS = {1: "1 (hard)", 2: "2 (not so good)", 3: "3 (all right)", 4: "4 (good)", 5: "5 (very good)"}


async def active_pairs(ctx: Context, mentee: int) -> list[Mentorship]:
    """The running mentorships in which they are the mentee."""
    every = await ctx.store.mentorships.of(mentee)
    return [pair for pair in every if pair.mentee == mentee and pair.state is MentorshipState.ACTIVE]


async def is_readable(ctx: Context, check_in: CheckIn) -> bool:
    """Whether the actor may read it now."""
    reader = ctx.actor.id
    pair = await ctx.store.mentorships.running_between(check_in.author, reader)
    is_blocked = await ctx.store.safety.is_blocked(check_in.author, reader)
    return may_read(check_in, reader, pair, is_blocked=is_blocked)


async def readable(ctx: Context, check_in: int) -> CheckIn:
    """One the actor may read now. Raises NotFound."""
    found = await ctx.store.check_ins.get(check_in)
    if found is None or not await is_readable(ctx, found):
        raise NotFound(NO_SUCH)
    return found


async def shared_check_ins(ctx: Context, mentee: int, since: datetime) -> Sequence[CheckIn]:
    """What a mentee shared with the actor at `since` or later and the actor may read now, newest first."""
    given = await ctx.store.check_ins.shared(mentee, ctx.actor.id, since)
    return [one for one in given if await is_readable(ctx, one)]


async def shared_pair(ctx: Context, check_in: CheckIn) -> Mentorship:
    """The pair through which the actor reads somebody's check-in, while nobody else can change it. Raises NotFound."""
    pair = await ctx.store.mentorships.running_between(check_in.author, ctx.actor.id)
    if pair is None or ctx.actor.id == check_in.author:
        raise NotFound(NO_SUCH)
    held = await pairs.held(ctx, pair.id)
    if held.state is not MentorshipState.ACTIVE:
        raise NotFound(NO_SUCH)
    return held


def typed_in(check_in: CheckIn) -> dict[str, str]:
    """What stands in the fields of the form, by name."""
    mood = str(check_in.mood) if check_in.mood else ""
    told = {"went": check_in.went, "next": check_in.next, "blockers": check_in.blockers, "mood": mood}
    return told | {"audience": check_in.audience.value}


def together(standing: dict[str, str], typed: dict[str, str]) -> dict[str, str]:
    """Each field with both, what stood there first; what was typed alone where both do not fit or one is picked."""
    joined = dict(standing)
    for name, words in typed.items():
        before = standing[name]
        both = f"{before}\n{words}"
        fits = before and name in _LONGEST and len(both) <= _LONGEST[name]
        if words and words != before:
            joined[name] = both if fits else words
    return joined


def facts(check_in: CheckIn) -> tuple[Fact, ...]:
    """Everything in it."""
    said = (
        ("How it went", check_in.went),
        ("What is next", check_in.next),
        ("In the way", check_in.blockers),
    )
    shown = tuple(Fact(label, text(Said(words))) for label, words in said if words)
    return (*shown, Fact("Mood, of 5", text(MOODS[check_in.mood]))) if check_in.mood else shown


def wanted(last: CheckIn | None, today: date) -> str:
    """What they wanted to do when they wrote last; nothing where it is old, or sounds like danger: who would ask how
    that went?
    """
    return last.next if last and is_fresh(last, today) and not is_worrying(last.next) else ""


def whose_eyes(check_in: CheckIn) -> str:
    """Who reads it, for its author: true also when a mentorship rests or has ended since."""
    if check_in.audience is Audience.PRIVATE or not check_in.readers:
        return "Only you read it."
    if len(check_in.readers) > 1:
        return "Shared with your mentors, who read it while they mentor you."
    return "Shared with your mentor, who reads it while they mentor you."
