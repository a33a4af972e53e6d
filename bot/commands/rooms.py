"""Where a session takes place, told by the bot and changed by the two who meet."""

from dataclasses import dataclass, replace
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import invitations, meetings, places
from bot.context import Context
from bot.domain.rooms import HUDDLE, TITLES, VOICE, Room, RoomState, offered, service_for
from bot.domain.sessions import Session, SessionState
from bot.errors import Gone
from bot.params import Line, Option
from bot.registry import ask
from bot.text import Mention, Text, When, text
from bot.views import Attachment, Button, Card, Choice

_AS_SAID = "said"


@dataclass(frozen=True, slots=True)
class One:
    session: int


@ask("room.told", who=bot_only, summary="Tells both where they meet")
async def told(ctx: Context, args: One) -> Card | None:
    session = await ctx.store.sessions.get(args.session)
    if session is None or session.state is not SessionState.CONFIRMED or not session.includes(ctx.actor.id):
        return None
    room = await ctx.store.rooms.of(session.id)
    if session.end <= ctx.now or (room is not None and not room.is_open and places.is_told(session, ctx.now)):
        return None
    card = _told(await places.where(ctx, session), session, room, ctx.actor.id)
    has_begun = session.start <= ctx.now
    buttons = (Button("Open", call("session.show", session.id)),) if has_begun else meetings.buttons(ctx, session)
    return replace(card, actions=buttons, attachment=await _file(ctx, session, room))


def _told(way: Text, session: Session, room: Room | None, reader: int) -> Card:
    whom = text(" with ", Mention(session.other(reader)), " on ", When(session.start))
    here = text("Your session", whom, " is here: ", way)
    if room is None:
        return Card("You meet elsewhere", here)
    if not room.is_open:
        return Card("You meet elsewhere", text("Your session", whom, " is ", way, "."))
    if room.state is RoomState.FALLEN_BACK:
        said = text(f"{TITLES[room.service]} did not answer, so your session", whom, " is here: ", *way[:1])
        return Card("You meet on another service", said)
    return Card("Your room is ready", here, tone="good")


async def _file(ctx: Context, session: Session, room: Room | None) -> Attachment | None:
    """The session with its new place for a calendar; None while the place is not known."""
    return await invitations.invitation(ctx, session) if room is None or room.is_open else None


async def _coming(ctx: Context, session: int) -> Session:
    """A confirmed session of the actor's, not over, while nobody else changes it. Raises NotFound or Gone."""
    found = await meetings.held(ctx, session)
    meetings.check_open(found)
    if found.state is not SessionState.CONFIRMED:
        raise Gone("Nobody said yes to this yet. See /sessions.")
    if found.end <= ctx.now:
        raise Gone("This session is over. /sessions shows what is coming.")
    return found


async def _options(ctx: Context, session: Session) -> tuple[Option, ...]:
    """Where these two can meet, as the reader sees it."""
    services = offered(ctx.installation)
    options = [Option(one, f"A {TITLES[one]} room", "I make a new one for you") for one in services]
    if await _voice_url(ctx, session):
        options.append(Option(VOICE, "In the server's voice channel", "Whoever is in the server can come in"))
    if await places.huddle_url(ctx, session):
        options.append(Option(HUDDLE, "In a huddle", "In your direct messages to each other"))
    said = await places.said_of(ctx, session)
    if said and not service_for(said, services):
        options.append(Option(_AS_SAID, "As you two said before", said[:75]))
    return tuple(options)


async def _voice_url(ctx: Context, session: Session) -> str:
    """The link to the voice channel, where both have an account in its server."""
    channel = await ctx.store.people.channel(VOICE)
    if channel is None or channel[0] not in ctx.installation.voices:
        return ""
    platform, space, name = channel
    known = await ctx.store.people.named(session.people, platform, space)
    if not all(known.get(person, ("", ""))[1] for person in session.people):
        return ""
    return ctx.installation.voices[platform].format(space=space, channel=name)


@ask("room.choose", who=anyone, summary="Meet somewhere else")
async def choose(ctx: Context, args: One) -> Choice:
    session = await _coming(ctx, args.session)
    said = text("The other one is told. Now it is here: ", await places.where(ctx, session))
    return Choice("Where do you meet?", call("room.chosen", session.id), "place", await _options(ctx, session), said)


@dataclass(frozen=True, slots=True)
class Chosen:
    session: int
    place: Annotated[str, Line("Where?", "One of those that are offered", most=20)]


@ask("room.chosen", who=anyone, summary="Choose where a session takes place", title="Where do you meet?")
async def chosen(ctx: Context, args: Chosen) -> Card:
    session = await _coming(ctx, args.session)
    if args.place not in {option.value for option in await _options(ctx, session)}:
        raise Gone("That is not offered any more. Open the session again: /sessions.")
    await ctx.store.rooms.drop(session.id, ctx.now)
    await _take(ctx, session, args.place)
    other = session.other(ctx.actor.id)
    await ctx.outbox.put(places.told(session, other, "chosen", ctx.now))
    back = Button("Open the session", call("session.show", session.id))
    file = await _file(ctx, session, await ctx.store.rooms.of(session.id))
    return Card("Changed", await _now_here(ctx, session, other), actions=(back,), tone="good", attachment=file)


async def _now_here(ctx: Context, session: Session, other: int) -> Text:
    return text(Mention(other), " is told. You meet here: ", await places.where(ctx, session))


async def _take(ctx: Context, session: Session, place: str) -> None:
    if place == VOICE:
        await ctx.store.rooms.open(session.id, VOICE, VOICE, ctx.now, await _voice_url(ctx, session))
    elif place == HUDDLE:
        await ctx.store.rooms.open(session.id, HUDDLE, HUDDLE, ctx.now, HUDDLE)
    elif place != _AS_SAID:
        await places.make(ctx, session, place)
