"""Everything of somebody goes: first what others wait for is ended kindly, then nothing of theirs is left."""

from dataclasses import dataclass
from functools import cache

from bot.authority import bot_only
from bot.calls import call
from bot.commands import gatherings, invitations, leaving, pairs, prompt_states, request_clocks, requests
from bot.context import Context
from bot.domain.mentorships import Mentorship, MentorshipState, Outcome
from bot.domain.requests import RequestState
from bot.registry import ask, registry
from bot.text import Said, When, clipped, text
from bot.views import Button, Card, Fact

NOT_HERE = "the mentor is not here any more"
_NAME_SOMEBODY = {"person", "mentor", "author", "other"}
"""What an id in a call is named when it is a person's."""


@dataclass(frozen=True, slots=True)
class One:
    person: int


@dataclass(frozen=True, slots=True)
class Pair:
    """`at` is when it ended, as a whole number of seconds."""

    mentorship: int
    at: int


@cache
def _mentions() -> tuple[tuple[str, int], ...]:
    """Which asks name a person, and where in the call."""
    return tuple(
        (one.name, place) for one in registry for place, param in enumerate(one.ids) if param.name in _NAME_SOMEBODY
    )


async def erase(ctx: Context, person: int) -> bool:
    """False when there was nobody. Those who had something with them are told, without the name."""
    running = await ctx.store.mentorships.of(person)
    for one in sorted({person, *(pair.other(person) for pair in running)}):  # in the order in which all are locked
        await ctx.store.people.lock(one)
    await gatherings.leave(ctx, person)
    for pair in await ctx.store.mentorships.of(person):
        await pairs.end(ctx, pair, Outcome.ENDED_EARLY, person)
        await ctx.store.obligations.close(leaving.AWAY, pair.id)
        said = call("privacy.parted", pair.id, int(ctx.now.timestamp()))
        await pairs.tell(ctx, f"parted:{pair.id}", pair.other(person), said)
    for request in await ctx.store.requests.open_of(person):
        await request_clocks.close(ctx, request, RequestState.WITHDRAWN, "", request.mentor)
    await requests.hand_on(ctx, person, NOT_HERE)
    await leaving.let_go(ctx, person)
    await prompt_states.settle_all(ctx, person)
    await ctx.store.vents.retract(person, ctx.now)
    return await ctx.store.personal.erase(person, _mentions(), ctx.now)


@ask("privacy.forget", who=bot_only, summary="Erases somebody, as they or the rules wish")
async def forget(ctx: Context, args: One) -> None:
    await erase(ctx, args.person)


@ask("privacy.parted", who=bot_only, summary="Tells one of a pair that the other left and was forgotten")
async def parted(ctx: Context, args: Pair) -> Card | None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or pair.state is not MentorshipState.ENDED or not pair.includes(ctx.actor.id):
        return None
    if pair.ended_at is None or int(pair.ended_at.timestamp()) != args.at:
        return None
    is_mentee = ctx.actor.id == pair.mentee
    said = text(
        f"Your {'mentor' if is_mentee else 'mentee'} of the mentorship that began on ",
        When(pair.started_at, "day"),
        " is not here any more, and everything of theirs was erased, so I do not know the name any more. "
        "It says nothing about you. What you had agreed to meet for is off.",
    )
    find = (Button("Find me another mentor", call("mentor.find"), "primary"),) if is_mentee else ()
    off = await invitations.all_off(ctx, pair.id)
    return Card("A mentorship has ended", said, _kept(pair, is_mentee), find, tone="care", attachment=off)


def _kept(pair: Mentorship, is_mentee: bool) -> tuple[Fact, ...]:
    if not is_mentee or not pair.note:
        return ()
    return (Fact("Your text, kept for the next request", text(Said(clipped(pair.note, 800)))),)
