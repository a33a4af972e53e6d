"""Notes on a session and what came out of it, for the two of them; a rating for oneself."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import Call, call
from bot.commands import afterwards, meetings, pairs
from bot.context import Context
from bot.domain.notes import EDITABLE, Note, action_lines
from bot.domain.sessions import Session, SessionState
from bot.errors import Gone, UserError
from bot.params import Option, Paragraph, Pick
from bot.registry import ask
from bot.text import Mention, Said, When, text
from bot.views import Button, Card, Item, Listing

PAGE = 3
"""Notes on one page: three of the longest fit a message."""
PAIRS = 5
MOST = 800
_ACTION = 150
_RATINGS = tuple(Option(str(n), said) for n, said in enumerate(("1 poor", "2", "3 fine", "4", "5 great"), start=1))
_LINES = 'One a line: "Read chapter 2" is yours; "them: Send the slides", "both: Book a room"'
_NO_NOTES = "You write notes from the beginning of a session on. /sessions shows what is coming."


@dataclass(frozen=True, slots=True)
class Write:
    session: int
    notes: Annotated[str, Paragraph("Notes (optional)", "The two of you read this", most=MOST)] = ""
    actions: Annotated[str, Paragraph("What is to be done? (optional)", _LINES, most=1000)] = ""
    rating: Annotated[str, Pick("How was it for you? Only you see this", options=_RATINGS)] = ""


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """What they wrote before. Raises NotFound."""
    raw = asked.args[0] if asked.args else ""
    session = await meetings.mine(ctx, int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 18 else 0)
    note = await ctx.store.notes.get(session.id, ctx.actor.id)
    return {"notes": note.text, "rating": str(note.rating or "")} if note else {}


@ask(
    "session.note",
    who=anyone,
    summary="Write notes on a session",
    title="Notes",
    intro=text("Notes and what is to be done are read by the two of you and nobody else. The rating is for you alone."),
    submit="Save",
    prefill=known,
)
async def write(ctx: Context, args: Write) -> Card:
    session = await meetings.held(ctx, args.session)
    await _check(ctx, session)
    if not (args.notes or args.actions or args.rating):
        raise UserError("Fill in one of the three; whichever you like.", field="notes")
    if args.notes or args.rating:
        await ctx.store.notes.write(session.id, ctx.actor.id, args.notes, int(args.rating or 0), ctx.now)
    other = session.other(ctx.actor.id)
    already = {(item.owner, item.text) for item in await ctx.store.actions.open_of((session.mentorship,))}
    for owner, line in dict.fromkeys(action_lines(args.actions, ctx.actor.id, other, _ACTION)):
        if (owner, line) not in already:
            await ctx.store.actions.add(session.mentorship, ctx.actor.id, owner, line)
    again, actions = await afterwards.next_session(ctx, session)
    waiting = Button("What is to be done", call("action.list"))
    said = text("You can change your notes for a week. Open actions come back in your reminders. ", again)
    return Card("Kept for the two of you", said, actions=(waiting, *actions), tone="good")


async def _check(ctx: Context, session: Session) -> None:
    """Raises Gone when the actor can write nothing about it."""
    if await afterwards.is_parted(ctx, session):
        raise Gone("You two do not meet through me any more, so nothing can be added.")
    if session.state not in (SessionState.CONFIRMED, SessionState.HELD) or session.start > ctx.now:
        raise Gone(_NO_NOTES)
    note = await ctx.store.notes.get(session.id, ctx.actor.id)
    if note is not None and not note.is_editable(ctx.now):
        raise Gone(f"Notes can be changed for {EDITABLE.days} days. /notes shows this one as it stays.")


@dataclass(frozen=True, slots=True)
class Skip:
    skip: int = 0


@ask("note.list", who=anyone, summary="Notes of your sessions", command="notes")
async def show_all(ctx: Context, args: Skip) -> Listing | Card:
    every = await ctx.store.mentorships.of(ctx.actor.id, with_ended=True)
    if not every:
        return Card("No notes yet", text("They come after your first session: /schedule finds an hour."))
    if len(every) == 1:
        return await page(ctx, Page(every[0].id))
    shown = every[args.skip : args.skip + PAIRS]
    rows = tuple(
        Item(
            text("With ", Mention(pair.other(ctx.actor.id)), ", since ", When(pair.started_at, "day")),
            actions=(Button("Read", call("note.page", pair.id, 0)),),
        )
        for pair in shown
    )
    newer = call("note.list", max(0, args.skip - PAIRS)) if args.skip else None
    older = call("note.list", args.skip + PAIRS) if len(every) > args.skip + PAIRS else None
    return Listing("Whose notes?", rows, newer=newer, older=older)


@dataclass(frozen=True, slots=True)
class Page:
    mentorship: int
    skip: int = 0


@ask("note.page", who=anyone, summary="Notes of one of your mentorships")
async def page(ctx: Context, args: Page) -> Listing | Card:
    pair = await pairs.mine(ctx, args.mentorship)
    found = await ctx.store.notes.of_pair(pair.id, args.skip, PAGE + 1)
    write = tuple(
        Button("Write about the last one", call("session.note", one.id), opens_form=True)
        for one in await ctx.store.sessions.past(pair.id, ctx.now, 1)
        if one.state is not SessionState.MISSED
    )
    if not found:
        said = text("After a session each of you can write some, for the two of you.")
        return Card("No notes yet", said, actions=write)
    rows = tuple(_row(ctx, note) for note in found[:PAGE])
    newer = call("note.page", pair.id, max(0, args.skip - PAGE)) if args.skip else None
    older = call("note.page", pair.id, args.skip + PAGE) if len(found) > PAGE else None
    said = text("With ", Mention(pair.other(ctx.actor.id)), ". Only the two of you read this.")
    return Listing("Notes", rows, said, newer=newer, older=older, actions=write)


def _row(ctx: Context, note: Note) -> Item:
    is_mine = note.author == ctx.actor.id and note.is_editable(ctx.now)
    change = Button("Change it", call("session.note", note.session), opens_form=True)
    who = "You" if note.author == ctx.actor.id else Mention(note.author)
    return Item(text(When(note.start), ", ", who), text(Said(note.text)), (change,) if is_mine else ())
