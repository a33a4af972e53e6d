"""Somebody is no longer in the community: what they had rests, nobody waits for them, and it all can come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.authority import bot_only
from bot.calls import call
from bot.commands import (
    gatherings,
    invitations,
    meetings,
    pairs,
    prompt_states,
    question_clocks,
    request_clocks,
    requests,
    talk_endings,
)
from bot.context import Context
from bot.domain.mentorships import Mentorship, MentorshipState, Outcome
from bot.domain.requests import RequestState
from bot.ports.obligations import Obligation
from bot.registry import ask
from bot.text import Mention, text
from bot.views import Button, Card

AWAY = "mentorship away"
"""One open for each of a pair who is away; closed when they are back."""
LONGEST = timedelta(days=30)
"""A pair rests so long for somebody who is away; then it ends, and blames nobody."""
NOT_HERE = "the mentor is not here any more"


@dataclass(frozen=True, slots=True)
class One:
    person: int


@dataclass(frozen=True, slots=True)
class Pair:
    mentorship: int


@dataclass(frozen=True, slots=True)
class Away:
    """`by_hand` is 1 where the pair rested already, because one of the two had wished it."""

    mentorship: int
    by_hand: int = 0


@ask("people.left", who=bot_only, summary="Somebody left the community")
async def left(ctx: Context, args: One) -> None:
    for pair in await ctx.store.mentorships.of(args.person):
        await _rest(ctx, pair, args.person)
    for request in await ctx.store.requests.open_of(args.person):
        await request_clocks.close(ctx, request, RequestState.WITHDRAWN, "", request.mentor)
    await requests.hand_on(ctx, args.person, NOT_HERE)
    await gatherings.leave(ctx, args.person)
    await let_go(ctx, args.person)
    await prompt_states.settle_all(ctx, args.person)


async def _rest(ctx: Context, pair: Mentorship, away: int) -> None:
    """The pair rests without a day, unless it rested already; its partner hears it once."""
    await pairs.lock(ctx, pair)
    before = await ctx.store.obligations.about(AWAY, pair.id)
    if await ctx.store.mentorships.pause(pair.id, None):
        await pairs.stop_clocks(ctx, pair)
        by_hand = False
    else:
        by_hand = _is_by_hand(before) if before else True
    await meetings.drop_all(ctx, pair.id)
    shown, over = call("mentorship.away", pair.id, int(by_hand)), call("mentorship.away_over", pair.id)
    until = ctx.now + LONGEST
    await ctx.store.obligations.open(Obligation(AWAY, pair.id, away, 0, ctx.now, (), until, nudge=shown, lapse=over))
    await pairs.tell(ctx, f"away:{pair.id}", pair.other(away), shown)


def _is_by_hand(away: Sequence[Obligation]) -> bool:
    """Whether a pair rested by somebody's wish before one of the two left."""
    return any(one.nudge == call("mentorship.away", one.subject, 1) for one in away)


async def let_go(ctx: Context, person: int) -> None:
    """Their questions close; those they had claimed are asked again."""
    for question in await ctx.store.questions.of(person):
        if await ctx.store.questions.close(question.id):
            await question_clocks.stop_clocks(ctx, question.id)
    for question in await ctx.store.questions.held_by(person):
        if await ctx.store.questions.release(question.id, person):
            await question_clocks.stop_clocks(ctx, question.id)
            await question_clocks.ask_mentors(ctx, question)
            await question_clocks.tell(ctx, "question.again", question.id, question.asker)
    await talk_endings.leave(ctx, person)


@ask("people.back", who=bot_only, summary="Somebody who had left is back")
async def back(ctx: Context, args: One) -> None:
    await ctx.store.prompts.replan(args.person)
    for pair in await ctx.store.mentorships.of(args.person):
        away = await ctx.store.obligations.about(AWAY, pair.id)
        if not any(one.owes == args.person for one in away):
            continue
        await ctx.store.obligations.close(AWAY, pair.id, args.person)
        is_alone = any(one.owes != args.person for one in away)
        rests_on = _is_by_hand(away) and (pair.paused_until is None or pair.paused_until > ctx.now)
        if not is_alone and not rests_on and await ctx.store.mentorships.resume(pair.id, ctx.now):
            await pairs.go_on(ctx, pair)
            await pairs.tell_both(ctx, f"runs:{pair.id}", pair, call("mentorship.runs", pair.id))


@ask("mentorship.away", who=bot_only, summary="Tells one of a pair that the other is not here any more")
async def away(ctx: Context, args: Away) -> Card | None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or pair.state is not MentorshipState.PAUSED or not pair.includes(ctx.actor.id):
        return None
    words = (
        "Your mentorship rests on. It says nothing about you. If they come back, you can take it up again."
        if args.by_hand
        else "I let your mentorship rest. It says nothing about you. If they come back, it goes on."
    )
    said = text(Mention(pair.other(ctx.actor.id)), " is not in this community any more. ", words)
    find = (Button("Find me another mentor", call("mentor.find"), "primary"),) if ctx.actor.id == pair.mentee else ()
    off = await invitations.all_off(ctx, pair.id)
    return Card("A mentorship rests", said, actions=find, tone="care", attachment=off)


@ask("mentorship.away_over", who=bot_only, summary="Ends a pair whose other half stayed away")
async def away_over(ctx: Context, args: Pair) -> None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or pair.state is not MentorshipState.PAUSED:
        return
    await ctx.store.obligations.close(AWAY, pair.id)
    await pairs.end(ctx, pair, Outcome.WENT_QUIET, 0)
    await pairs.tell_both(ctx, f"over:{pair.id}", pair, pairs.told_over(ctx, pair))
