"""At the end: a private rating, thanks for the other, and a word to the moderators if something should be done."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import namings, pairs
from bot.context import Context
from bot.domain.mentorships import Feedback, MentorshipState
from bot.domain.people import Role
from bot.errors import Gone, NotFound, UserError
from bot.params import Option, Paragraph, Pick
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Mention, Said, Text, When, text
from bot.views import Button, Card

_RATINGS = tuple(Option(str(n), said) for n, said in enumerate(("1 poor", "2", "3 fine", "4", "5 great"), start=1))
_READ_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Words:
    mentorship: int
    rating: Annotated[str, Pick("How was it for you? Nobody is shown this", options=_RATINGS)] = ""
    thanks: Annotated[str, Paragraph("Thanks (optional)", "The other reads this", most=800)] = ""
    concern: Annotated[
        str,
        Paragraph(
            "Should we act on something? (optional)", "Moderators read this text, no more: say who and what", most=800
        ),
    ] = ""


@ask(
    "mentorship.feedback",
    who=anyone,
    summary="Say thanks and how it was",
    title="At the end",
    intro=text("All of it is optional. The last field is private to the moderators; the other never sees it."),
)
async def give(ctx: Context, args: Words) -> Card:
    pair = await pairs.held(ctx, args.mentorship)
    if pair.state is not MentorshipState.ENDED:
        raise Gone("This mentorship goes on. Feedback is for its end; /mentorships shows it.")
    if not (args.rating or args.thanks or args.concern):
        raise UserError("Fill in one of the three; whichever you like.", field="thanks")
    other = pair.other(ctx.actor.id)
    thanks = "" if await ctx.store.safety.is_blocked(ctx.actor.id, other) else args.thanks
    words = Feedback(pair.id, ctx.actor.id, other, int(args.rating or 0), thanks, args.concern, ctx.now)
    if not await ctx.store.mentorships.add_feedback(words):
        raise Gone("You have given your feedback for this one already. Thank you.")
    if thanks:
        await _tell(ctx, "thanked", words, other)
    may_tell = await namings.offered(ctx, pair, words.author)
    return Card("Thank you", text("Kept.", await _passed_on(ctx, words)), actions=may_tell, tone="good")


async def _passed_on(ctx: Context, words: Feedback) -> Text:
    """Tells the moderators about a concern, but none of the pair; what the author is told of it."""
    if not words.concern:
        return ()
    moderators = [m.id for m in await ctx.store.people.moderators() if m.id not in (words.about, words.author)]
    for moderator in moderators:
        await _tell(ctx, "concern", words, moderator)
    if not moderators:
        return text(" No moderator but the two of you is known to me yet: please tell somebody you trust.")
    return text(" The moderators read your concern, and only they do.")


async def _tell(ctx: Context, what: str, words: Feedback, person: int) -> None:
    said = call(f"mentorship.{what}", words.mentorship, words.author)
    key = f"mentorship.{what}:{words.mentorship}:{words.author}:{person}"
    await ctx.outbox.put(Notice(key, Dm(person), said, ctx.now, ctx.now + _READ_WITHIN))


@dataclass(frozen=True, slots=True)
class From:
    mentorship: int
    author: int


async def _thanks(ctx: Context, args: From) -> Feedback | None:
    """What that author said to the actor, if it says thanks."""
    words = await ctx.store.mentorships.feedback(args.mentorship, args.author)
    return words if words is not None and words.about == ctx.actor.id and words.thanks else None


@ask("mentorship.thanked", who=bot_only, summary="Tells somebody that a thank-you waits for them")
async def thanked(ctx: Context, args: From) -> Card | None:
    words = await _thanks(ctx, args)
    if words is None:
        return None
    read = Button("Read", call("mentorship.thanks", words.mentorship, words.author), "primary")
    return Card("You have a thank-you", text("Somebody you worked with left you a few words."), actions=(read,))


@ask("mentorship.thanks", who=anyone, summary="Read a thank-you")
async def thanks(ctx: Context, args: From) -> Card:
    words = await _thanks(ctx, args)
    if words is None:
        raise NotFound("I do not find this thank-you. /thanks-received shows yours.")
    return _card(words, (Button("All of them", call("thanks.received")), *await _may_tell(ctx, words)))


async def _may_tell(ctx: Context, words: Feedback) -> tuple[Button, ...]:
    """The question to whoever was thanked, whatever the author said to it: that is theirs alone to know."""
    pair = await ctx.store.mentorships.get(words.mentorship)
    return await namings.offered(ctx, pair, words.author) if pair is not None else ()


def _card(words: Feedback, actions: tuple[Button, ...], where: str = "") -> Card:
    said = text(Said(words.thanks), "\n", Mention(words.author), ", ", When(words.at, "day"))
    return Card("A thank-you for you", said, actions=actions, tone="good", note=text(where) if where else ())


@dataclass(frozen=True, slots=True)
class Page:
    page: int = 0


@ask("thanks.received", who=anyone, summary="Thank-yous you got, one at a time", command="thanks-received")
async def received(ctx: Context, args: Page) -> Card:
    every = await ctx.store.mentorships.thanks_to(ctx.actor.id)
    if not every:
        return Card("No thank-yous yet", text("They come at the end of a mentorship, and you can read them here."))
    page = min(args.page, len(every) - 1)
    newer = (Button("Newer", call("thanks.received", page - 1)),) if page else ()
    older = (Button("Older", call("thanks.received", page + 1)),) if page + 1 < len(every) else ()
    actions = (*newer, *older, *await _may_tell(ctx, every[page]))
    return _card(every[page], actions, f"{page + 1} of {len(every)}")


@ask("mentorship.concern", who=bot_only, summary="A concern, for a moderator")
async def concern(ctx: Context, args: From) -> Card | None:
    words = await ctx.store.mentorships.feedback(args.mentorship, args.author)
    is_theirs = ctx.actor.has(Role.MODERATOR) and words is not None and ctx.actor.id not in (words.author, words.about)
    if words is None or not words.concern or not is_theirs:
        return None
    return Card("Somebody asks you to act", text(Said(words.concern)), tone="care", note=text("Told in private."))
