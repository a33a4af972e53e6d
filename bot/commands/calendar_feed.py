"""A secret address of one's own sessions, for a calendar to subscribe to."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.authority import anyone
from bot.calls import call
from bot.commands import group_invitations
from bot.commands.invitations import invited
from bot.context import Context
from bot.domain.invitations import MOST_EVENTS, Invitation
from bot.params import Nothing
from bot.registry import ask
from bot.text import Link, Strong, When, text
from bot.views import Button, Card, Confirm

BACK, AHEAD = timedelta(days=30), timedelta(days=366)
"""What part of somebody's sessions stands there."""
TITLE = "Your sessions in your calendar"
_SHOWS = (
    "Whoever has the address sees when you meet, with whom, what about and where. Give it to your calendar and to "
    "nobody else."
)
_FORMAT = 1
"""Of what the digest is about: another one when the same sessions are written in another way."""


@ask("feed.show", who=anyone, summary="Your sessions in your own calendar", command="calendar-feed")
async def show(ctx: Context, args: Nothing) -> Card:
    if not ctx.installation.feeds:
        return _nobody_serves()
    made_at = await ctx.store.calendar_links.made_at(ctx.actor.id)
    if made_at is None:
        said = (
            "Your calendar can fetch your sessions by itself, from an address of your own. Sessions that move or are "
            "called off change there too. "
        )
        make = Button("Make my address", call("feed.make"), "primary")
        return Card(TITLE, text(said, _SHOWS), actions=(make,))
    said = "Lost it, or somebody else has it? Make a new one: the old one ends at once."
    lines = text("You have had an address since ", When(made_at, "day"), f". I keep no copy of it. {said}\n{_SHOWS}")
    actions = (
        Button("Make a new address", call("feed.renew")),
        Button("Switch it off", call("feed.drop"), "danger"),
    )
    return Card(TITLE, lines, actions=actions)


def _nobody_serves() -> Card:
    said = (
        "Whoever runs this bot has not set up addresses to subscribe to. Each session you agree on still brings a "
        "file that adds it to your calendar."
    )
    return Card(TITLE, text(said), actions=(Button("Your sessions", call("session.list")),))


@ask("feed.renew", who=anyone, summary="Make a new address of your sessions")
async def renew(ctx: Context, args: Nothing) -> Confirm:
    said = "The address you have ends at once, in every calendar that uses it."
    return Confirm(
        "Make a new address?",
        text(said),
        Button("Yes, a new one", call("feed.make"), "primary"),
        Button("Keep it", call("feed.show")),
    )


@ask("feed.make", who=anyone, summary="Get an address of your sessions")
async def make(ctx: Context, args: Nothing) -> Card:
    if not ctx.installation.feeds:
        return _nobody_serves()
    secret = await ctx.store.calendar_links.make(ctx.actor.id, ctx.now)
    address = f"{ctx.installation.feeds}/{secret}.ics"
    steps = (
        "\nGoogle: Other calendars, +, From URL.\nOutlook: Add calendar, Subscribe from web."
        "\nApple: File, New Calendar Subscription."
    )
    said = text(Strong(address), steps, "\nYour calendar asks for news by itself, some only twice a day.")
    off = Button("Switch it off", call("feed.drop"), "danger")
    note = text(f"I show it only now and keep no copy. {_SHOWS} ", Link(address, "Look at it"))
    return Card("The address of your sessions", said, actions=(off,), note=note, tone="good")


@ask("feed.drop", who=anyone, summary="Switch the address of your sessions off")
async def drop(ctx: Context, args: Nothing) -> Card:
    again = Button("Make an address", call("feed.make"))
    if not await ctx.store.calendar_links.drop(ctx.actor.id):
        return Card("Nothing to switch off", text("You have no address. Nobody can see your sessions."))
    said = (
        "The address opens nothing any more. Calendars that used it may show what they fetched last: remove it there."
    )
    return Card("Switched off", text(said), actions=(again,))


@dataclass(frozen=True, slots=True)
class Content:
    """What stands at somebody's address; `digest` is another one whenever something in it is."""

    name: str
    invitations: tuple[Invitation, ...]
    digest: str


async def content(ctx: Context) -> Content:
    """The actor's sessions, as each of their files shows them: those of the last days, and of a year to come."""
    found = await ctx.store.sessions.in_calendar(ctx.actor.id, ctx.now - BACK, ctx.now + AHEAD)
    together = await group_invitations.coming(ctx)
    pairs = await invited(ctx, found[: MOST_EVENTS - len(together)])
    # Whoever subscribes is reminded by the bot already, and would be by each of their devices.
    shown = tuple(replace(one, reminders=()) for one in (*pairs, *together))
    name = f"Office Hours, {ctx.community.name}"
    digest = hashlib.sha256(repr((_FORMAT, name, shown)).encode(errors="replace")).hexdigest()
    return Content(name, shown, digest)
