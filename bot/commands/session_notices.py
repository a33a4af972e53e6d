"""What the bot says about sessions of its own accord."""

from dataclasses import dataclass
from datetime import datetime

from bot.authority import bot_only
from bot.calls import call
from bot.commands import hours, invitations, meetings
from bot.commands.briefs import brief
from bot.commands.offers import offered
from bot.commands.sessions import standing
from bot.context import Context
from bot.domain.sessions import Session, SessionState
from bot.registry import ask
from bot.text import Mention, Said, Text, When, text
from bot.views import Button, Card


@dataclass(frozen=True, slots=True)
class One:
    session: int


async def _theirs(ctx: Context, session: int, *states: SessionState) -> Session | None:
    """The reader's session, if it is in one of these states still and has not begun."""
    found = await ctx.store.sessions.get(session)
    if found is None or not found.includes(ctx.actor.id) or found.state not in states or found.start <= ctx.now:
        return None
    return found


async def _times(ctx: Context, session: Session, at: datetime) -> Text:
    """In both clocks."""
    return text(When(at), " for you, ", await meetings.for_them(ctx, session, at))


@ask("session.asked", who=bot_only, summary="Asks whether a time suits")
async def asked(ctx: Context, args: One) -> Card | None:
    session = await _theirs(ctx, args.session, SessionState.PROPOSED, SessionState.CONFIRMED)
    if session is None or session.asked != ctx.actor.id:
        return None
    said = text(await _times(ctx, session, session.moves_to or session.start), await meetings.repeats(ctx, session))
    buttons = meetings.buttons(ctx, session)
    if session.moves_to is None:
        title = "Does this hour suit you?" if session.sequence == 0 else "Does this hour suit you better?"
        return Card(title, text(said, ".\n", standing(ctx, session)), actions=buttons)
    now = text(".\n", Mention(session.mover), " would rather meet then than on ", When(session.start))
    return Card("May it move?", text(said, now, ", which holds until you say yes."), actions=buttons)


@dataclass(frozen=True, slots=True)
class Agreed:
    session: int
    is_move: int = 0


@ask("session.agreed", who=bot_only, summary="Tells who suggested a time that it suits")
async def agreed(ctx: Context, args: Agreed) -> Card | None:
    session = await _theirs(ctx, args.session, SessionState.CONFIRMED)
    if session is None:
        return None
    follow = await meetings.repeats(ctx, session, is_move=bool(args.is_move))
    times = text(await _times(ctx, session, session.start), follow)
    said = text(Mention(session.other(ctx.actor.id)), " says yes: ", times, ".")
    where = text("\nWhere: ", await meetings.where(ctx, session))
    file = await invitations.invitation_to_all(ctx, session)
    return Card("It is agreed", text(said, where), actions=meetings.buttons(ctx, session), tone="good", attachment=file)


@dataclass(frozen=True, slots=True)
class Soon:
    """`version` is of the reader's choice; `has_brief` is 1 where it carries what to have in mind."""

    session: int
    sequence: int = 0
    version: int = 0
    has_brief: int = 0


@ask("session.soon", who=bot_only, summary="Reminds of a session")
async def soon(ctx: Context, args: Soon) -> Card | None:
    session = await _theirs(ctx, args.session, SessionState.CONFIRMED)
    if session is None or session.sequence != args.sequence:
        return None
    if args.version != (await ctx.store.reminders.of(ctx.actor.id)).version:
        return None
    where = text("\nWhere: ", await meetings.where(ctx, session))
    said = text(When(session.start), ". ", standing(ctx, session), where)
    facts = await brief(ctx, session) if args.has_brief else ()
    return Card("You meet soon", said, facts, meetings.buttons(ctx, session))


def _another(ctx: Context, session: Session) -> tuple[Button, ...]:
    again = Button("Suggest another time", hours.turn(session.mentorship, session.minutes), "primary")
    return offered(ctx, again)


async def _ended(ctx: Context, session: int) -> Session | None:
    found = await ctx.store.sessions.get(session)
    return found if found is not None and found.includes(ctx.actor.id) else None


@ask("session.declined", who=bot_only, summary="Tells who suggested a time that it does not suit")
async def declined(ctx: Context, args: One) -> Card | None:
    session = await _ended(ctx, args.session)
    if session is None:
        return None
    said = text(When(session.start), " does not suit ", Mention(session.other(ctx.actor.id)), ". It is only the hour.")
    return Card("Not that hour", said, actions=_another(ctx, session))


@dataclass(frozen=True, slots=True)
class Off:
    """`more` of the same series were called off with it."""

    session: int
    more: int = 0


@ask("session.off", who=bot_only, summary="Tells one of two that a session was called off")
async def off(ctx: Context, args: Off) -> Card | None:
    session = await _ended(ctx, args.session)
    if session is None:
        return None
    word = text("\nThey write: ", Said(session.reason)) if session.reason else ()
    more = f", nor the {args.more} that follow{'s' if args.more == 1 else ''}" if args.more else ""
    said = text(Mention(session.other(ctx.actor.id)), " cannot make ", When(session.start), f"{more}.", word)
    file = await invitations.invitation_to_all(ctx, session) if session.state is SessionState.CANCELLED else None
    return Card("Called off", said, actions=_another(ctx, session), attachment=file)


@ask("session.lapsed", who=bot_only, summary="Closes a suggested time nobody answered")
async def lapsed(ctx: Context, args: One) -> None:
    session = await ctx.store.sessions.get(args.session)
    if session is None or not session.asked:
        return
    asker = session.other(session.asked)
    if session.moves_to:
        await ctx.store.sessions.wish(session.id, asker, None)
        await meetings.tell(ctx, session, asker, call("session.stays", session.id))
    else:
        await meetings.drop(ctx, session)
        await meetings.tell(ctx, session, asker, call("session.unanswered", session.id))


@ask("session.stays", who=bot_only, summary="Tells who wished for another time that it stays as it was")
async def stays(ctx: Context, args: One) -> Card | None:
    session = await _theirs(ctx, args.session, SessionState.CONFIRMED)
    if session is None or session.asked:
        return None
    said = text("Nothing came of the other time, so you and ", Mention(session.other(ctx.actor.id)), " still meet on ")
    return Card("It stays as it was", text(said, When(session.start), "."), actions=meetings.buttons(ctx, session))


@ask("session.unanswered", who=bot_only, summary="Tells who suggested a time that nobody answered")
async def unanswered(ctx: Context, args: One) -> Card | None:
    session = await _ended(ctx, args.session)
    if session is None:
        return None
    said = text(
        Mention(session.other(ctx.actor.id)), " has not answered about ", When(session.start), ", so it is off."
    )
    return Card("No answer yet", text(said, " Another time may do."), actions=_another(ctx, session))
