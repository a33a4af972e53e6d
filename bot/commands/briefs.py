"""What somebody wants to have in mind before a session: what to talk about, last notes, what is open and due."""

from datetime import timedelta

from bot.commands.checkin_reading import day_text, shared_check_ins
from bot.commands.deadlines import shared_deadlines
from bot.context import Context
from bot.domain.notes import ActionItem
from bot.domain.sessions import Session
from bot.text import Mention, Said, Text, clipped, joined, text
from bot.views import Fact

_LINES = 5
_LINE = 100
_NOTE = 300
_SAID = 150
_CHECKED_IN_WITHIN = timedelta(days=14)
_DUE_WITHIN = timedelta(days=7)
"""After a session, that what is due by then is worth a word in it."""


async def brief(ctx: Context, session: Session) -> tuple[Fact, ...]:
    """The mentor's brief with the last notes and all that is open; the student's own part of it. Short, or nothing."""
    is_mentor = ctx.actor.id == session.mentor
    due = await shared_deadlines(ctx, session.mentee, session.start + _DUE_WITHIN) if is_mentor else ()
    facts = (
        ("To talk about", await agenda(ctx, session)),
        ("Last notes", await _last_notes(ctx, session) if is_mentor else ()),
        ("Still open" if is_mentor else "For you to do", await _open(ctx, session, everything=is_mentor)),
        ("Due by then", due),
        ("Last check-in", await _checked_in(ctx, session) if is_mentor else ()),
    )
    return tuple(Fact(label, said) for label, said in facts if said)


async def agenda(ctx: Context, session: Session) -> Text:
    """What both added, a line each."""
    items = await ctx.store.agendas.of(session.id)
    return _lines([text("· ", Said(clipped(item.text, _LINE))) for item in items])


def _lines(lines: list[Text]) -> Text:
    more = [text(f"and {len(lines) - _LINES} more")] if len(lines) > _LINES else []
    return joined([*lines[:_LINES], *more], "\n")


async def _last_notes(ctx: Context, session: Session) -> Text:
    """What the two wrote down about the session before."""
    found = await ctx.store.notes.of_pair(session.mentorship, 0, 2)
    latest = [note for note in found if note.session == found[0].session]
    return joined([text(Mention(note.author), ": ", Said(clipped(note.text, _NOTE))) for note in latest], "\n")


async def _checked_in(ctx: Context, session: Session) -> Text:
    """The latest that the student shared with the reader, if it is not old."""
    shared = await shared_check_ins(ctx, session.mentee, ctx.now - _CHECKED_IN_WITHIN)
    if not shared:
        return ()
    latest = shared[0]
    lines = [text(f"{day_text(latest.on)}: ", Said(clipped(latest.went, _SAID)))]
    lines += [text("Next: ", Said(clipped(latest.next, _SAID)))] if latest.next else []
    lines += [text("In the way: ", Said(clipped(latest.blockers, _SAID)))] if latest.blockers else []
    return joined(lines, "\n")


async def _open(ctx: Context, session: Session, *, everything: bool) -> Text:
    items = await ctx.store.actions.open_of((session.mentorship,))
    mine = [item for item in items if everything or item.owner in (0, ctx.actor.id)]
    return _lines([text("· ", whose(ctx, item), Said(clipped(item.text, _LINE))) for item in mine])


def whose(ctx: Context, item: ActionItem) -> Text:
    """Whose it is, before a colon; nothing for the reader's own."""
    if item.owner == ctx.actor.id:
        return ()
    return text(Mention(item.owner), ": ") if item.owner else text("Both of you: ")
