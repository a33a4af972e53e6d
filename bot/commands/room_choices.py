"""Where a mentor likes to meet: one of the services that make rooms here, or a link of their own."""

from dataclasses import dataclass, replace
from typing import Annotated

from bot.authority import anyone
from bot.calls import Call, call
from bot.context import Context
from bot.domain.mentors import MentorProfile
from bot.domain.rooms import TITLES, offered, service_for
from bot.errors import NotFound, UserError
from bot.params import Line, Nothing, Option
from bot.registry import ask
from bot.text import Said, text
from bot.views import Button, Card, Menu


async def _mine(ctx: Context) -> MentorProfile:
    """The actor's profile. Raises NotFound for whoever is no mentor."""
    found = await ctx.store.mentors.get(ctx.actor.id)
    if found is None:
        raise NotFound("Mentors choose this. /mentor profile makes you one.")
    return found


@ask("mentor.rooms", who=anyone, summary="Choose where you like to meet as a mentor", command="mentor room")
async def rooms(ctx: Context, args: Nothing) -> Card:
    mine, services = await _mine(ctx), offered(ctx.installation)
    service = service_for(mine.meeting, services)
    now = text(f"a {TITLES[service]} room for each session") if service else text(Said(mine.meeting))
    said = text("What you two agree on, or say for one session, goes before this.\nNow: ", now)
    options = tuple(Option(one, TITLES[one], "I make a room for each session") for one in services)
    menu = Menu(call("mentor.meets_on"), "service", "A room made for you", options)
    own = Button("My own link", call("mentor.meets_at"), opens_form=True)
    return Card("Where you like to meet", said, actions=(menu, own))


@dataclass(frozen=True, slots=True)
class On:
    service: Annotated[str, Line("Which service?", "One of those that are offered", most=20)]


@ask("mentor.meets_on", who=anyone, summary="Meet in rooms of one service", title="Which service?")
async def meets_on(ctx: Context, args: On) -> Card:
    mine = await _mine(ctx)
    if args.service not in offered(ctx.installation):
        raise UserError("This service makes no rooms here. /mentor room shows those that do.", field="service")
    await ctx.store.mentors.save(replace(mine, meeting=TITLES[args.service]))
    return _saved(f"From the next session on, you get a {TITLES[args.service]} room each time.")


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    mine = await ctx.store.mentors.get(ctx.actor.id)
    return {"link": mine.meeting if mine and not service_for(mine.meeting, offered(ctx.installation)) else ""}


@dataclass(frozen=True, slots=True)
class At:
    link: Annotated[str, Line("Your link, or a place", "https://zoom.us/my/your-name", most=200)]


@ask(
    "mentor.meets_at",
    who=anyone,
    summary="Meet at a link of your own",
    title="My own link",
    intro=text("Your mentees see it in each reminder."),
    submit="Save",
    prefill=known,
)
async def meets_at(ctx: Context, args: At) -> Card:
    mine = await _mine(ctx)
    await ctx.store.mentors.save(replace(mine, meeting=args.link))
    return _saved("From the next session on, your mentees meet you there.")


def _saved(said: str) -> Card:
    back = Button("Your profile", call("mentor.profile"))
    return Card("Saved", text(said), actions=(back,), tone="good")
