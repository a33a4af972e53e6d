"""Where a session takes place: a place two people named themselves, or a room that is made for them."""

import secrets
from datetime import datetime, timedelta

from bot.calls import call
from bot.context import Context
from bot.domain.mentorships import Mentorship
from bot.domain.rooms import (
    HUDDLE,
    JITSI,
    TITLES,
    VOICE,
    Room,
    RoomState,
    due_of,
    jitsi_url,
    offered,
    place_of,
    service_for,
)
from bot.domain.sessions import Session, SessionState
from bot.ports.outbox import Dm, Notice
from bot.text import Link, Said, Text, text

KEY_BYTES = 16
"""What a room is called is all that keeps others out: nobody guesses 128 bits."""
_NEAR = timedelta(days=1)


async def said_of(ctx: Context, session: Session) -> str:
    """What was said about where: for this session, by the pair, by the mentor; empty when nobody said anything."""
    pair = await ctx.store.mentorships.get(session.mentorship)
    mentor = await ctx.store.mentors.get(session.mentor)
    return place_of((session.place, pair.meets if pair else "", mentor.meeting if mentor else ""))


async def where(ctx: Context, session: Session) -> Text:
    """Where the two meet: a link to a room of ours, or their own words."""
    room = await ctx.store.rooms.of(session.id)
    if room is not None:
        return await _way_into(ctx, session, room)
    said = await said_of(ctx, session)
    service = service_for(said, offered(ctx.installation))
    if not service:
        return text(Said(said))
    if session.state is SessionState.PROPOSED:
        return text(f"a {TITLES[service]} room, made as soon as you both say yes")
    return text("not said yet")


async def open_room(ctx: Context, session: Session) -> None:
    """What was confirmed gets a room, unless its two have a place of their own."""
    service = service_for(await said_of(ctx, session), offered(ctx.installation))
    if service:
        await make(ctx, session, service)


async def make(ctx: Context, session: Session, service: str) -> bool:
    """A room of this service, at once or as soon as it answers; False where the session has one."""
    key = secrets.token_hex(KEY_BYTES)
    url = new_jitsi(ctx.installation.jitsi) if service == JITSI else ""
    due = ctx.now if url else due_of(session.start, ctx.now)
    return await ctx.store.rooms.open(session.id, service, key, due, url) is not None


def new_jitsi(server: str) -> str:
    """A room nobody knows of."""
    return jitsi_url(server, secrets.token_hex(KEY_BYTES))


async def move_room(ctx: Context, session: Session) -> None:
    """The session has another start; its link stays."""
    await ctx.store.rooms.move(session.id, ctx.now, due_of(session.start, ctx.now))


async def _way_into(ctx: Context, session: Session, room: Room) -> Text:
    if room.service == HUDDLE:
        return await huddle(ctx, session)
    if room.service == VOICE:
        return text(Link(room.url, "The server's voice channel"))
    title = TITLES[room.service]
    if not room.is_open:
        return text(
            f"on {title}. {'I send you both the link' if is_told(session, ctx.now) else 'The link is in your reminder'}"
        )
    if room.state is RoomState.FALLEN_BACK:
        return text(Link(room.url, f"Your {TITLES[JITSI]} room"), f", because {title} did not answer")
    return text(Link(room.url, f"Your {title} room"))


async def huddle(ctx: Context, session: Session) -> Text:
    """The way to the other's direct messages, for the reader; where the two share none, words without a link."""
    url = await huddle_url(ctx, session)
    if not url:
        return text("a huddle in your direct messages")
    return text(Link(url, "Your direct messages"), ": press the headphones there to begin a huddle")


async def huddle_url(ctx: Context, session: Session) -> str:
    """To the other one, from where the reader is; empty where there are no huddles, or the other is not there."""
    here = await ctx.store.people.handle(ctx.actor.id)
    form = ctx.installation.huddles.get(here.platform, "") if here else ""
    if here is None or not form:
        return ""
    other = session.other(ctx.actor.id)
    _, account = (await ctx.store.people.named((other,), here.platform, here.space)).get(other, ("", ""))
    return form.format(space=here.space, account=account) if account else ""


def is_told(session: Session, now: datetime) -> bool:
    """Whether both are written to when its room is made.

    Of sessions that repeat, about the first one's alone, and about one that is too near for a reminder to tell.
    """
    return session.series in (0, session.id) or session.start - now < _NEAR


def told(session: Session, person: int, cause: str, now: datetime) -> Notice:
    """Where they meet, while it is of use: once for each cause and moment."""
    key = f"room.told:{session.id}:{cause}:{person}:{now.isoformat()}"
    return Notice(key, Dm(person), call("room.told", session.id), now, session.end)


async def emptied(ctx: Context, pair: Mentorship) -> str:
    """What it means to leave out the place that stood in the form: a room this once, in spite of what they agreed."""
    mentor = await ctx.store.mentors.get(pair.mentor)
    known = place_of((pair.meets, mentor.meeting if mentor else ""))
    services = offered(ctx.installation)
    return TITLES[services[0]] if known and not service_for(known, services) else ""
