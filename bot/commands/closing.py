"""How a mentorship ends, comes back, or makes room for another mentor."""

from dataclasses import dataclass
from datetime import timedelta

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import gatherings, invitations, pairs
from bot.commands import request_clocks as requests
from bot.context import Context
from bot.domain.mentorships import Mentorship, MentorshipState, Outcome, undo_until
from bot.domain.requests import RequestState
from bot.errors import Gone
from bot.registry import ask
from bot.text import Mention, Said, Text, When, clipped, text
from bot.views import Button, Card, Confirm, Fact, Tone

_NOT_NOW = "It cannot come back just now: there is no free place any more, or one of you has moved on."


@dataclass(frozen=True, slots=True)
class One:
    mentorship: int


@ask("mentorship.finish", who=anyone, summary="Finish a mentorship that has reached its end")
async def finish(ctx: Context, args: One) -> Confirm:
    pair = await pairs.mine(ctx, args.mentorship)
    pairs.check_running(pair)
    said = text("You and ", Mention(pair.other(ctx.actor.id)), " are done, and it counts as completed. Both are told.")
    yes = Button("Yes, we are done", call("mentorship.finished", pair.id), "primary")
    return Confirm("Is it complete?", said, yes, Button("Not yet", call("mentorship.show", pair.id)))


@ask("mentorship.finished", who=anyone, summary="Finishes a mentorship, after the confirmation")
async def finished(ctx: Context, args: One) -> Card:
    await _end_by_actor(ctx, args.mentorship, Outcome.COMPLETED)
    return Card("Well done, both of you", text("I have written to you both. There you can say thanks."), tone="good")


@ask("mentorship.end", who=anyone, summary="End a mentorship early, without a reason")
async def end(ctx: Context, args: One) -> Confirm:
    pair = await pairs.mine(ctx, args.mentorship)
    pairs.check_running(pair)
    said = text("No reason is needed. ", Mention(pair.other(ctx.actor.id)), " hears kindly that it has ended.")
    yes = Button("End it", call("mentorship.ended", pair.id), "danger")
    return Confirm("End it early?", said, yes, Button("Keep it", call("mentorship.show", pair.id)))


@ask("mentorship.ended", who=anyone, summary="Ends a mentorship early, after the confirmation")
async def ended(ctx: Context, args: One) -> Card:
    await _end_by_actor(ctx, args.mentorship, Outcome.ENDED_EARLY)
    days = ctx.community.settings.undo_days
    said = text(f"I have written to you both. You can undo it for {days} days.")
    return Card("It has ended", said, tone="care")


async def _end_by_actor(ctx: Context, mentorship: int, outcome: Outcome) -> None:
    pair = await pairs.held(ctx, mentorship)
    await pairs.end(ctx, pair, outcome, ctx.actor.id)
    await pairs.tell_both(ctx, f"over:{pair.id}", pair, pairs.told_over(ctx, pair))


async def leave(ctx: Context, mentor: int) -> None:
    """A mentor stops: each of their pairs ends, and each mentee is told kindly, their text kept."""
    await gatherings.stop(ctx, mentor)
    for pair in await ctx.store.mentorships.of(mentor):
        if pair.mentor == mentor:
            await pairs.end(ctx, pair, Outcome.ENDED_EARLY, mentor)
            await pairs.tell(ctx, f"over:{pair.id}", pair.mentee, pairs.told_over(ctx, pair))


async def part(ctx: Context, one: int, other: int) -> None:
    """`one` blocked `other`: what runs between them ends, and the other learns no more than that it did."""
    pair = await ctx.store.mentorships.running_between(one, other)
    if pair is not None:
        await pairs.end(ctx, pair, Outcome.ENDED_EARLY, one)
        await pairs.tell(ctx, f"over:{pair.id}", other, pairs.told_over(ctx, pair))


def undo_button(ctx: Context, pair: Mentorship) -> Button | None:
    """The way back, while it is the actor's to go."""
    until = undo_until(pair, ctx.actor.id, timedelta(days=ctx.community.settings.undo_days))
    return Button("Undo", call("mentorship.undo", pair.id)) if until is not None and ctx.now <= until else None


@ask("mentorship.undo", who=anyone, summary="Bring a mentorship back that has just ended")
async def undo(ctx: Context, args: One) -> Card:
    pair = await pairs.held(ctx, args.mentorship)
    if pair.state is not MentorshipState.ENDED:
        raise Gone(pairs.RUNS)
    if undo_button(ctx, pair) is None:
        raise Gone("This one cannot be brought back any more. A new request (/find-mentor) begins another.")
    other = pair.other(ctx.actor.id)
    if await ctx.store.safety.is_blocked(ctx.actor.id, other):
        raise Gone(_NOT_NOW)
    if not await ctx.store.mentorships.reopen(pair.id, ctx.now):
        raise Gone("You two are a pair already. /mentorships shows it.")
    if not await ctx.store.mentors.take_place(pair.mentor):
        raise Gone(_NOT_NOW)
    await _answer_requests_between(ctx, pair)
    await pairs.go_on(ctx, pair)
    await pairs.tell(ctx, f"runs:{pair.id}", other, call("mentorship.runs", pair.id))
    see = Button("See it", call("mentorship.show", pair.id))
    return Card("It goes on", text(Mention(other), " hears that it is back."), actions=(see,), tone="good")


async def _answer_requests_between(ctx: Context, pair: Mentorship) -> None:
    """What one of them asked of the other in the meantime needs no answer any more."""
    for mentee, mentor in ((pair.mentee, pair.mentor), (pair.mentor, pair.mentee)):
        request = await ctx.store.requests.between(mentee, mentor)
        if request is not None and request.state is RequestState.OPEN:
            await requests.close(ctx, request, RequestState.CLOSED, "", mentor)


@ask("mentorship.rematch", who=anyone, summary="Look for another mentor")
async def rematch(ctx: Context, args: One) -> Card:
    pair = await pairs.mine(ctx, args.mentorship)
    said = "Not every pair fits, and nobody is to blame. Looking around ends nothing and nobody is told."
    find = Button("Who else fits", call("mentor.find"), "primary")
    if pair.state is MentorshipState.ENDED:
        return Card("Another mentor", text(said), actions=(find,))
    end = Button("End this one", call("mentorship.end", pair.id))
    keep = Button("Keep it", call("mentorship.show", pair.id))
    return Card("Another mentor", text(said), actions=(find, end, keep))


@dataclass(frozen=True, slots=True)
class Over:
    mentorship: int
    at: int


@ask("mentorship.over", who=bot_only, summary="Tells one of a pair that it has ended")
async def over(ctx: Context, args: Over) -> Card | None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or pair.ended_at is None or not pair.includes(ctx.actor.id):
        return None
    if int(pair.ended_at.timestamp()) != args.at:
        return None
    title, said = await _kind_words(ctx, pair)
    until = undo_until(pair, ctx.actor.id, timedelta(days=ctx.community.settings.undo_days))
    undo = undo_button(ctx, pair)
    note = text("You can undo it until ", When(until, "day"), ".") if until and undo else ()
    find = Button("Find me another mentor", call("mentor.find"))
    actions = (
        Button("Say thanks, give feedback", call("mentorship.feedback", pair.id), "primary", opens_form=True),
        *((find,) if ctx.actor.id == pair.mentee else ()),
        *((undo,) if undo else ()),
    )
    tone: Tone = "good" if pair.outcome is Outcome.COMPLETED else "care"
    off = await invitations.all_off(ctx, pair.id)
    return Card(title, said, _kept(ctx, pair), actions, tone=tone, note=note, attachment=off)


async def _kind_words(ctx: Context, pair: Mentorship) -> tuple[str, Text]:
    other = Mention(pair.other(ctx.actor.id))
    if pair.outcome is Outcome.COMPLETED:
        return "You reached the end together", text("Your mentorship with ", other, " is complete. Thank you both.")
    if pair.outcome is Outcome.WENT_QUIET:
        said = text("It went quiet between you and ", other, ", so I put it to rest. That happens, and it is fine.")
        return "A mentorship came to rest", said
    if pair.ended_by == ctx.actor.id:
        return "It has ended", text("Your mentorship with ", other, " has ended early. They are told kindly.")
    if pair.ended_by == pair.mentor and await ctx.store.mentors.get(pair.mentor) is None:
        said = text(other, " has stopped mentoring here. It says nothing about you. I can show you who fits next best.")
        return "Your mentor has stopped", said
    said = text(
        "Your mentorship with ", other, " has ended early. No reason was needed, and it says nothing about you."
    )
    return "A mentorship has ended", said


def _kept(ctx: Context, pair: Mentorship) -> tuple[Fact, ...]:
    """The mentee's own words, for the next request."""
    if ctx.actor.id != pair.mentee or not pair.note or pair.outcome is Outcome.COMPLETED:
        return ()
    return (Fact("Your text, kept for the next request", text(Said(clipped(pair.note, 800)))),)
