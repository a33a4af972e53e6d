"""The community's vocabulary: everybody sees it, moderators tend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone, moderators
from bot.calls import call
from bot.commands import auditing
from bot.context import Context
from bot.domain.people import Role
from bot.domain.topics import Topic, normal
from bot.errors import Gone, UserError
from bot.params import Line
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card, Confirm

PAGE = 60
MOST_TOPICS = 4000
MOST_SYNONYMS = 20
_NAME = 60


@dataclass(frozen=True, slots=True)
class Page:
    skip: int = 0


@ask("topic.list", who=anyone, summary="The topics people help with here", command="topics")
async def topics(ctx: Context, args: Page) -> Card:
    found = await ctx.store.topics.all()
    shown = ", ".join(topic.name for topic in found[args.skip : args.skip + PAGE])
    actions = [Button("Find a mentor", call("mentor.find"), "primary", opens_form=True)]
    if args.skip:
        actions.append(Button("Newer", call("topic.list", max(0, args.skip - PAGE))))
    if len(found) > args.skip + PAGE:
        actions.append(Button("Older", call("topic.list", args.skip + PAGE)))
    if ctx.actor.has(Role.MODERATOR):
        actions.append(Button("Add a topic", call("topic.add"), opens_form=True))
        actions.append(Button("Remove a topic", call("topic.remove"), opens_form=True))
    return Card(f"Topics ({len(found)})", text(shown or "There are none yet."), actions=tuple(actions))


@dataclass(frozen=True, slots=True)
class Add:
    name: Annotated[str, Line("Topic", "Statistics", most=_NAME)]
    synonyms: Annotated[str, Line("Other names for it", "stats, regression", most=300)] = ""


@ask("topic.add", who=moderators, summary="Add a topic, or change its other names", title="Add a topic", submit="Save")
async def add(ctx: Context, args: Add) -> Card:
    known = await ctx.store.topics.all()
    others = tuple(dict.fromkeys(part.strip() for part in args.synonyms.split(",") if normal(part)))
    _check(args.name, others, known)
    before = next((t for t in known if normal(t.name) == normal(args.name)), None)
    topic = await ctx.store.topics.add(args.name, others)
    await auditing.note(ctx, f"Topic {topic.name}"[:100], _listed(before), _listed(topic))
    also = f" It is found as {', '.join(others)} too." if others else ""
    return Card("Saved", text(f"{topic.name} is a topic here.{also}"), tone="good")


def _listed(topic: Topic | None) -> str:
    return ", ".join((topic.name, *topic.synonyms)) if topic else ""


def _check(name: str, others: Sequence[str], known: Sequence[Topic]) -> None:
    """Raises UserError for names that say nothing, are too many, or belong to another topic."""
    if not normal(name) or "," in name:
        raise UserError("Type one topic, such as: Statistics.", field="name")
    if len(others) > MOST_SYNONYMS or any(len(other) > _NAME for other in others):
        raise UserError(f"At most {MOST_SYNONYMS} other names, each of {_NAME} characters.", field="synonyms")
    if len(known) >= MOST_TOPICS:
        raise UserError(f"There are {MOST_TOPICS} topics, which is the most. Remove one first.", field="name")
    rest = [topic for topic in known if normal(topic.name) != normal(name)]
    taken = {normal(word): topic.name for topic in rest for word in (topic.name, *topic.synonyms)}
    for field, words in (("name", (name,)), ("synonyms", tuple(others))):
        clash = next((word for word in words if normal(word) in taken), None)
        if clash is not None:
            raise UserError(f'"{clash}" is another name for {taken[normal(clash)]} already.', field=field)


@dataclass(frozen=True, slots=True)
class Remove:
    name: Annotated[str, Line("Topic", "Statistics", most=_NAME, suggest="topics")]


@ask("topic.remove", who=moderators, summary="Remove a topic", title="Remove a topic", submit="Go on")
async def remove(ctx: Context, args: Remove) -> Confirm:
    found = next((t for t in await ctx.store.topics.all() if normal(t.name) == normal(args.name)), None)
    if found is None:
        raise UserError("There is no topic of this name. /topics shows all of them.", field="name")
    said = text(f"{found.name} goes from every profile that names it. The profiles stay.")
    yes = Button("Remove", call("topic.removed", found.id), "danger")
    return Confirm(f"Remove {found.name}?", said, yes, Button("Keep it", call("topic.list")))


@dataclass(frozen=True, slots=True)
class One:
    topic: int


@ask("topic.removed", who=moderators, summary="Remove a topic, after the confirmation")
async def removed(ctx: Context, args: One) -> Card:
    found = next((t for t in await ctx.store.topics.all() if t.id == args.topic), None)
    if found is None:
        raise Gone("This topic is gone already.")
    await ctx.store.topics.remove(found.id)
    await auditing.note(ctx, f"Topic {found.name}"[:100], _listed(found), "")
    return Card("Removed", text(f"{found.name} is no topic here any more."))
