"""What to talk about: either of two adds to it before they meet."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import call
from bot.commands import meetings
from bot.commands.briefs import agenda
from bot.context import Context
from bot.errors import Gone, UserError
from bot.params import Line
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card, Fact

MOST = 8


@dataclass(frozen=True, slots=True)
class Add:
    session: int
    item: Annotated[str, Line("What do you want to talk about?", "How to plan the last chapter", most=150)]


@ask(
    "session.agenda",
    who=anyone,
    summary="Add something to talk about",
    title="Add to the agenda",
    intro=text("Both of you read it, here and in the reminders."),
    submit="Add it",
)
async def add(ctx: Context, args: Add) -> Card:
    session = await meetings.held(ctx, args.session)
    meetings.check_open(session)
    if session.end <= ctx.now:
        raise Gone("This session is over. The next one has an agenda too: /sessions.")
    items = await ctx.store.agendas.of(session.id)
    if args.item not in [item.text for item in items]:
        if len(items) >= MOST:
            raise UserError(f"{MOST} things are enough for one session. Keep this one for the next.", field="item")
        await ctx.store.agendas.add(session.id, ctx.actor.id, args.item)
    facts = (Fact("To talk about", await agenda(ctx, session)),)
    more = Button("Add another", call("session.agenda", session.id), opens_form=True)
    return Card("Added", (), facts, (Button("Open", call("session.show", session.id)), more), tone="good")
