"""When a pair goes quiet: words to both, then one question to both, and an end only when neither answers."""

from dataclasses import dataclass

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import pairs
from bot.context import Context
from bot.domain.mentorships import Mentorship, MentorshipState, Outcome, silence_clock
from bot.registry import ask
from bot.text import Mention, When, text
from bot.views import Button, Card


@dataclass(frozen=True, slots=True)
class One:
    mentorship: int


async def _active(ctx: Context, mentorship: int) -> Mentorship | None:
    """The pair for the bot's own doing, while nobody else can change it; None unless it is running."""
    found = await ctx.store.mentorships.get(mentorship)
    if found is None:
        return None
    await pairs.lock(ctx, found)
    found = await ctx.store.mentorships.get(mentorship)
    return found if found is not None and found.state is MentorshipState.ACTIVE else None


async def _goes_on(ctx: Context, pair: Mentorship) -> bool:
    """Whether they have agreed to meet; then the silence begins anew."""
    if not await pairs.is_booked(ctx, pair):
        return False
    await pairs.go_on(ctx, pair)
    return True


async def _sign_of_life(ctx: Context, mentorship: int) -> tuple[Mentorship, bool]:
    """Counts the actor's word as one; the pair, and whether both had been asked if it goes on."""
    pair = await pairs.held(ctx, mentorship)
    pairs.check_active(pair)
    was_asked = bool(await ctx.store.obligations.about(pairs.QUESTION, pair.id))
    await ctx.store.mentorships.touch(pair.id, ctx.now)
    await pairs.go_on(ctx, pair)
    if was_asked:
        await pairs.tell(ctx, f"runs:{pair.id}", pair.other(ctx.actor.id), call("mentorship.runs", pair.id))
    return pair, was_asked


@ask("mentorship.talked", who=anyone, summary="Say that you two talked")
async def talked(ctx: Context, args: One) -> Card:
    pair, _ = await _sign_of_life(ctx, args.mentorship)
    see = Button("See it", call("mentorship.show", pair.id))
    return Card("Good to hear", text("I have noted that you talked today."), actions=(see,), tone="good")


@ask("mentorship.keep", who=anyone, summary="Say that it goes on")
async def keep(ctx: Context, args: One) -> Card:
    pair, was_asked = await _sign_of_life(ctx, args.mentorship)
    told = text(Mention(pair.other(ctx.actor.id)), " hears that it goes on.") if was_asked else text("So it was.")
    return Card("It goes on", told, actions=(Button("See it", call("mentorship.show", pair.id)),), tone="good")


@ask("mentorship.silent", who=bot_only, summary="A word to somebody whose mentorship is quiet")
async def silent(ctx: Context, args: One) -> Card | None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or not pair.includes(ctx.actor.id):
        return None
    if not silence_clock(ctx.community.settings).is_silent(pair, ctx.now) or await pairs.is_booked(ctx, pair):
        return None
    said = text(
        "I have not heard of you and ",
        Mention(pair.other(ctx.actor.id)),
        " since ",
        When(pair.active_at, "day"),
        ". If you talked, one tap tells me. If not, a short hello is a good start. ",
        pairs.tools(pair),
    )
    actions = (
        Button("We talked", call("mentorship.talked", pair.id), "primary"),
        Button("Pause", call("mentorship.pause", pair.id), opens_form=True),
        Button("See it", call("mentorship.show", pair.id)),
    )
    return Card("How is it going, you two?", said, actions=actions)


@ask("mentorship.unheard", who=bot_only, summary="Asks a long silent pair whether it goes on")
async def unheard(ctx: Context, args: One) -> None:
    pair = await _active(ctx, args.mentorship)
    if pair is not None and not await _goes_on(ctx, pair):
        await pairs.stop_clocks(ctx, pair)
        await pairs.ask_whether_it_goes_on(ctx, pair)


@ask("mentorship.asked", who=bot_only, summary="The question whether it goes on")
async def asked(ctx: Context, args: One) -> Card | None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    open_questions = await ctx.store.obligations.about(pairs.QUESTION, args.mentorship)
    if pair is None or not pair.includes(ctx.actor.id) or not open_questions or await pairs.is_booked(ctx, pair):
        return None
    until = open_questions[0].deadline_at
    said = text(
        "It has been quiet between you and ",
        Mention(pair.other(ctx.actor.id)),
        ". Every answer is fine. I asked both of you; one word by ",
        When(until, "day"),
        " is enough. Without one I put it to rest for you, and you can undo that. ",
        pairs.tools(pair),
    )
    actions = (
        Button("Yes, it goes on", call("mentorship.keep", pair.id), "primary"),
        Button("Let it rest", call("mentorship.pause", pair.id), opens_form=True),
        Button("We are done", call("mentorship.finish", pair.id)),
    )
    return Card("Does this go on?", said, actions=actions, tone="care")


@ask("mentorship.unanswered", who=bot_only, summary="Ends a pair that went quiet")
async def unanswered(ctx: Context, args: One) -> None:
    pair = await _active(ctx, args.mentorship)
    if pair is not None and not await _goes_on(ctx, pair):
        await pairs.end(ctx, pair, Outcome.WENT_QUIET, 0)
        await pairs.tell_both(ctx, f"over:{pair.id}", pair, pairs.told_over(ctx, pair))


@ask("mentorship.runs", who=bot_only, summary="Tells one of a pair that it goes on")
async def runs(ctx: Context, args: One) -> Card | None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or pair.state is not MentorshipState.ACTIVE or not pair.includes(ctx.actor.id):
        return None
    said = text("Your mentorship with ", Mention(pair.other(ctx.actor.id)), " is running. ", pairs.tools(pair))
    actions = (
        Button("We talked", call("mentorship.talked", pair.id), "primary"),
        Button("See it", call("mentorship.show", pair.id)),
    )
    return Card("It goes on", said, actions=actions, tone="good")
