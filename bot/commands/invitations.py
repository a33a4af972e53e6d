"""Sessions for the calendar of whoever reads: files to add, links to add by, and what a feed is made of.

Each file is written for `ctx.actor`: it names the other, and speaks of one session under one name for ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.commands import meetings
from bot.context import Context
from bot.domain.invitations import Guest, Invitation, google_link, invitation_file, outlook_links, web_address
from bot.domain.people import Person
from bot.domain.sessions import Session, SessionState
from bot.text import Link, Said, Text, joined
from bot.views import Attachment

ICS = "text/calendar"
_SERIES = timedelta(days=370)
"""Within which all sessions of a series begin."""
_WAITS = timedelta(days=1)
"""So long at most the word of an ending waits for its reader to be awake."""


async def invitation(ctx: Context, *sessions: Session) -> Attachment:
    """A file that adds the sessions to the reader's calendar, changes them there, or takes them out, as they stand."""
    data = invitation_file(await invited(ctx, sessions), ctx.now)
    if all(session.state is SessionState.CANCELLED for session in sessions):
        return Attachment("remove-from-calendar.ics", ICS, data)
    return Attachment("add-to-calendar.ics", ICS, data)


async def invitation_to_all(ctx: Context, session: Session) -> Attachment:
    """As `invitation`, of a session and of those that stand or fall with it."""
    return await invitation(ctx, *await _together(ctx, session))


async def all_off(ctx: Context, mentorship: int) -> Attachment | None:
    """A file that takes out what a pair would have met for, after it came to an end; None where nothing was agreed."""
    since = ctx.now - _WAITS
    later = await ctx.store.sessions.in_calendar(ctx.actor.id, since, ctx.now + _SERIES)
    off = [one for one in later if one.mentorship == mentorship and one.state is SessionState.CANCELLED]
    return await invitation(ctx, *off) if off else None


async def _together(ctx: Context, session: Session) -> Sequence[Session]:
    """With the first of a series all that follow; with one called off, those of its series that are off too."""
    if session.state is SessionState.CANCELLED and session.series:
        later = await ctx.store.sessions.in_calendar(ctx.actor.id, session.start, session.start + _SERIES)
        return [one for one in later if one.series == session.series and one.state is SessionState.CANCELLED]
    if session.series == session.id:
        return await ctx.store.sessions.of_series(session.series, session.start)
    return [session]


async def invited(ctx: Context, sessions: Sequence[Session]) -> list[Invitation]:
    """The sessions as the reader's calendar shows them."""
    known = sorted({person for one in sessions for person in one.people})
    people = {person: await ctx.store.people.get(person) for person in known}
    alarms = (await ctx.store.reminders.of(ctx.actor.id)).before
    return [replace(await _invited(ctx, session, people), reminders=alarms) for session in sessions]


async def _invited(ctx: Context, session: Session, people: Mapping[int, Person | None]) -> Invitation:
    mentor, mentee = people[session.mentor], people[session.mentee]
    other = mentee if ctx.actor.id == session.mentor else mentor
    about = f": {session.topic}" if session.topic else ""
    place = place_of(await meetings.where(ctx, session))
    guests = _guest(mentor, "mentor"), _guest(mentee, "mentee")
    return Invitation(
        uid=session.uid,
        sequence=session.sequence,
        start=session.start,
        end=session.end,
        zone=mentee.zone if mentee else ctx.community.zone,
        title=f"Office Hours with {_name(other)}{about}",
        description=_description(ctx, session, place),
        organizer=guests[0],
        guests=guests,
        place=place,
        url=web_address(place),
        is_off=session.state is SessionState.CANCELLED,
    )


async def links(ctx: Context, session: Session) -> Text:
    """Links that open a calendar with the session filled in."""
    [shown] = await invited(ctx, (session,))
    home, work = outlook_links(shown)
    named = ((google_link(shown), "Google"), (home, "Outlook"), (work, "Outlook at work or school"))
    return joined([Link(url, label) for url, label in named], " · ")


def _name(person: Person | None) -> str:
    return person.name if person else "somebody who left"


def _guest(person: Person | None, seat: str) -> Guest:
    return Guest(_name(person), seat)


def place_of(where: Text) -> str:
    """A place that somebody named, or that a room was made at; empty for our own words on there being none yet."""
    for span in where:
        if isinstance(span, Link | Said):
            return span.url if isinstance(span, Link) else span.text
    return ""


def _description(ctx: Context, session: Session, place: str) -> str:
    if session.state is SessionState.CANCELLED:
        return "This session was called off."
    lines = [
        f"About: {session.topic}" if session.topic else "",
        f"Where: {place}" if place else "",
        f"To move it or call it off, type /sessions in {ctx.community.name}.",
    ]
    return "\n".join(line for line in lines if line)
