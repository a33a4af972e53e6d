"""What the bot says about sessions of its own accord."""

from dataclasses import dataclass

from bot.authority import bot_only
from bot.calls import call
from bot.commands import meetings, pairs
from bot.commands.sessions import standing
from bot.context import Context
from bot.domain.sessions import Session, SessionState
from bot.registry import ask
from bot.text import Mention, Said, Text, When, text
from bot.views import Button, Card


@dataclass(frozen=True, slots=True)
class One:
    session: int


async def _theirs(ctx: Context, session: int, state: SessionState) -> Session | None:
    """The reader's session, if it is in that state still and has not begun."""
    found = await ctx.store.sessions.get(session)
    if found is None or not found.includes(ctx.actor.id) or found.state is not state or found.start <= ctx.now:
        return None
    return found


async def _times(ctx: Context, session: Session) -> Text:
    """In both clocks."""
    return text(When(session.start), " for you, ", await meetings.for_them(ctx, session))


async def _where(ctx: Context, session: Session) -> Text:
    """Where the pair agreed to meet."""
    pair = await ctx.store.mentorships.get(session.mentorship)
    found = pairs.tools(pair) if pair else ()
    return text("\n", found) if found else ()


@ask("session.asked", who=bot_only, summary="Asks whether a time suits")
async def asked(ctx: Context, args: One) -> Card | None:
    session = await _theirs(ctx, args.session, SessionState.PROPOSED)
    if session is None:
        return None
    said = text(await _times(ctx, session), ".\n", standing(ctx, session))
    return Card("Does this hour suit you?", said, actions=meetings.buttons(ctx, session))


@ask("session.agreed", who=bot_only, summary="Tells who suggested a time that it suits")
async def agreed(ctx: Context, args: One) -> Card | None:
    session = await _theirs(ctx, args.session, SessionState.CONFIRMED)
    if session is None:
        return None
    said = text(Mention(session.other(ctx.actor.id)), " says yes: ", await _times(ctx, session), ".")
    return Card(
        "It is a date",
        text(said, await _where(ctx, session)),
        actions=meetings.buttons(ctx, session),
        tone="good",
    )


@ask("session.soon", who=bot_only, summary="Reminds of a session")
async def soon(ctx: Context, args: One) -> Card | None:
    session = await _theirs(ctx, args.session, SessionState.CONFIRMED)
    if session is None:
        return None
    said = text(When(session.start), ". ", standing(ctx, session), await _where(ctx, session))
    return Card("You meet soon", said, actions=meetings.buttons(ctx, session))


def _another(session: Session) -> Button:
    return Button("Suggest another time", call("session.times", session.mentorship, session.minutes, 0), "primary")


async def _ended(ctx: Context, session: int) -> Session | None:
    found = await ctx.store.sessions.get(session)
    return found if found is not None and found.includes(ctx.actor.id) else None


@ask("session.declined", who=bot_only, summary="Tells who suggested a time that it does not suit")
async def declined(ctx: Context, args: One) -> Card | None:
    session = await _ended(ctx, args.session)
    if session is None:
        return None
    said = text(When(session.start), " does not suit ", Mention(session.other(ctx.actor.id)), ". It is only the hour.")
    return Card("Not that hour", said, actions=(_another(session),))


@ask("session.off", who=bot_only, summary="Tells one of two that a session was called off")
async def off(ctx: Context, args: One) -> Card | None:
    session = await _ended(ctx, args.session)
    if session is None:
        return None
    word = text("\nThey write: ", Said(session.reason)) if session.reason else ()
    said = text(Mention(session.other(ctx.actor.id)), " cannot make ", When(session.start), ".", word)
    return Card("Called off", said, actions=(_another(session),))


@ask("session.lapsed", who=bot_only, summary="Closes a suggested time nobody answered")
async def lapsed(ctx: Context, args: One) -> None:
    session = await ctx.store.sessions.get(args.session)
    if session is not None and session.state is SessionState.PROPOSED:
        await meetings.drop(ctx, session)
        await meetings.tell(ctx, session, session.proposer, call("session.unanswered", session.id))


@ask("session.unanswered", who=bot_only, summary="Tells who suggested a time that nobody answered")
async def unanswered(ctx: Context, args: One) -> Card | None:
    session = await _ended(ctx, args.session)
    if session is None:
        return None
    said = text(
        Mention(session.other(ctx.actor.id)), " has not answered about ", When(session.start), ", so it is off."
    )
    return Card("No answer yet", text(said, " Another time may do."), actions=(_another(session),))
