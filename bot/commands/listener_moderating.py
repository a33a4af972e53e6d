"""What moderators see of listeners: how many there are. They can keep somebody from listening."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import bot_only, moderators
from bot.calls import call
from bot.commands import auditing, talk_endings, talks
from bot.context import Context
from bot.domain.people import Person
from bot.errors import UserError
from bot.params import Nothing, PersonPick
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Mention, text
from bot.views import Button, Card, Fact

_SILENT = "I do not say whether they listened."


async def for_moderators(ctx: Context) -> tuple[tuple[Fact, ...], tuple[Button, ...]]:
    """How many listen here, and what can be done about one of them."""
    number = await ctx.store.listeners.count(ctx.now)
    switch = "/setup switches listeners on and off."
    buttons = (
        Button("Take a listener off", call("listen.bar"), opens_form=True),
        Button("Let somebody listen again", call("listen.unbar"), opens_form=True),
    )
    return (Fact("Listeners here", text(f"{number}. You see how many, and not who. {switch}")),), buttons


@dataclass(frozen=True, slots=True)
class Whom:
    person: Annotated[int, PersonPick("Who?", "Somebody of this community")]


async def _person(ctx: Context, person: int) -> Person:
    found = await ctx.store.people.get(person)
    if found is None:
        raise UserError("I do not find them here. Ask them to type /home once.", field="person")
    return found


@ask(
    "listen.bar",
    who=moderators,
    summary="Keep somebody from listening",
    title="Take a listener off",
    intro=text("They listen to nobody here from now on, and hear it if they did. ", _SILENT),
    submit="Take them off",
)
async def bar(ctx: Context, args: Whom) -> Card:
    person = await _person(ctx, args.person)
    before = await ctx.store.listeners.get(person.id)
    await talk_endings.stop_listening(ctx, person.id)
    await ctx.store.listeners.bar(person.id, True)
    if before is not None and not before.is_barred:
        said = call("listen.barred")
        key = f"{said}:{person.id}:{ctx.now.isoformat()}"
        await ctx.outbox.put(Notice(key, Dm(person.id), said, ctx.now, ctx.now + talks.READ_WITHIN))
    await auditing.note(ctx, "Somebody may not listen here", "", person.name)
    words = text(Mention(person.id), f" listens to nobody here. {_SILENT}")
    return Card("Taken off", words, actions=(Button("Listening", call("listen.show")),))


@ask(
    "listen.unbar",
    who=moderators,
    summary="Let somebody listen again",
    title="Let them listen again",
    submit="Let them",
)
async def unbar(ctx: Context, args: Whom) -> Card:
    person = await _person(ctx, args.person)
    await ctx.store.listeners.bar(person.id, False)
    await auditing.note(ctx, "Somebody may listen here again", "", person.name)
    said = text(Mention(person.id), " can type /listen to offer it again. They are not told.")
    return Card("Done", said, actions=(Button("Listening", call("listen.show")),))


@ask("listen.barred", who=bot_only, summary="Tells a listener that moderators took them off")
async def barred(ctx: Context, args: Nothing) -> Card | None:
    found = await ctx.store.listeners.get(ctx.actor.id)
    if found is None or not found.is_barred:
        return None
    said = (
        "Moderators have asked that you do not listen here any more. You can ask them why. "
        "Thank you for having been there."
    )
    return Card("About your listening", text(said), tone="care")
