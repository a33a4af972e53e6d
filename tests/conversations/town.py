"""A small town to test in: people speak, buttons are pressed, days pass, and everything real runs but the platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import bot.commands
from bot.app import App
from bot.calls import Call, call
from bot.domain.people import Community
from bot.founding import found
from bot.ports.directory import Actor
from bot.ports.messenger import Address, Sent, TryLater, Undeliverable
from bot.ports.storage import Storage
from bot.registry import registry
from bot.scheduling.clockwork import Clockwork
from bot.views import Card, Form, Listing, Menu, View
from tests.conversations.words import buttons, words

assert bot.commands

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""A Monday noon, in a week in which no clock changes."""


@dataclass
class Post:
    """What arrives somewhere, with the nonce it was sent with."""

    view: View
    nonce: str


@dataclass
class Mailbox:
    """The platform's side: keeps what is sent; `hiccups` fail that many times first.

    Addresses in `closed` bounce, accounts in `gone` have left, channels in `lost` are no more; nothing can be taken out
    of channels in `kept`. `cut_off` sends get lost, and nobody knows it.
    """

    dms: dict[str, list[Post]] = field(default_factory=dict)
    channels: dict[str, list[Post]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    cut_off: int = 0
    hiccups: int = 0
    attempts: int = 0

    async def send(self, to: Address, view: View, nonce: str) -> Sent:
        self.attempts += 1
        if self.hiccups:
            self.hiccups -= 1
            raise TryLater("the platform hiccups")
        if self.cut_off:
            self.cut_off -= 1
            raise TryLater("the connection failed", is_unknown=True)
        if to.account in self.closed:
            raise Undeliverable("direct messages are closed", closes_dm=True)
        if to.account in self.gone:
            raise Undeliverable("they have left the server", has_left=True)
        if to.channel in self.lost:
            raise Undeliverable("the channel is gone")
        box = self.channels.setdefault(to.channel, []) if to.channel else self.dms.setdefault(to.account, [])
        if all(post.nonce != nonce for post in box):
            box.append(Post(view, nonce))
        return Sent(nonce)

    async def withdraw(self, channel: Address, message: str) -> None:
        if self.hiccups:
            self.hiccups -= 1
            raise TryLater("the platform hiccups")
        if channel.channel in self.kept:
            raise Undeliverable("the bot may not delete there")
        box = self.channels[channel.channel]
        box[:] = [post for post in box if post.nonce != message]


@dataclass
class Speaker:
    """Somebody with an account. `seen` is what they looked at last."""

    town: "Town"
    actor: Actor
    seen: View | None = None

    async def sends(self, asked: Call, typed: Mapping[str, str] | None = None) -> View:
        """Any call, as an attacker would send it too."""
        self.seen = await self.town.app.answer(self.actor, asked, dict(typed or {}), now=self.town.now)
        await self.town.clockwork.tick(self.town.now)
        return self.seen

    async def types(self, command: str, **typed: str) -> View:
        """A slash command with its typed options."""
        ask = next(ask for ask in registry.commands() if ask.command == command.removeprefix("/"))
        return await self.sends(Call(ask.name), typed)

    async def presses(self, label: str, *, from_dm: bool = False) -> View:
        """The first button whose label begins so, on what they looked at last or on their newest DM."""
        view = self.last_dm if from_dm else self.seen
        assert view is not None
        pressed = next((b for b in buttons(view) if b.label.startswith(label)), None)
        assert pressed is not None, f"no button {label!r} in: {[b.label for b in buttons(view)]}\n{words(view)}"
        if pressed.opens_form:
            self.seen = await self.town.app.form(self.actor, pressed.call, now=self.town.now)
            return self.seen
        return await self.sends(pressed.call)

    async def picks(self, value: str) -> View:
        """A value from the menu or choice they look at."""
        assert self.seen is not None
        if isinstance(self.seen, Card | Listing):
            menu = next(action for action in self.seen.actions if isinstance(action, Menu))
            return await self.sends(menu.call, {menu.field: value})
        assert not isinstance(self.seen, Form)
        return await self.sends(self.seen.call, {self.seen.field: value})  # type: ignore[union-attr]  # Choice, Picker

    async def fills(self, **typed: str) -> View:
        """Submits the form they look at; fields left out keep what stands in them."""
        form = self.seen
        assert isinstance(form, Form), words(form) if form else "nothing seen"
        known = {f.name: f.value for f in form.fields if isinstance(f.value, str) and f.value}
        return await self.sends(form.call, {**known, **typed})

    @property
    def dms(self) -> list[View]:
        return [post.view for post in self.town.mailbox.dms.get(self.actor.account, [])]

    @property
    def last_dm(self) -> View:
        assert self.dms, f"{self.actor.name} has no DM"
        return self.dms[-1]


class Town:
    """One community, its people and a clock that only moves when it is told to."""

    def __init__(self, storage: Storage, community: Community, space: str, mailbox: Mailbox) -> None:
        self.storage = storage
        self.community = community
        self.space = space
        self.mailbox = mailbox
        self.now = START
        self.app = App(storage, registry)
        self.clockwork = Clockwork(storage, registry, {"town": mailbox})

    @classmethod
    async def founded(cls, storage: Storage, name: str = "Far Campus", space: str = "T1") -> "Town":
        community = await found(storage, name, "Europe/Berlin", "town", space, START)
        return cls(storage, community, space, Mailbox())

    def person(self, name: str, *, zone: str = "Europe/Berlin", moderator: bool = False) -> Speaker:
        account = f"{self.space}-{name.lower()}"
        return Speaker(self, Actor("town", self.space, account, name, moderator, zone))

    async def mentor(
        self,
        name: str,
        *,
        topics: str = "statistics",
        week: str = "Mon-Fri 18-21",
        zone: str = "Europe/Berlin",
        capacity: int = 2,
        languages: str = "English",
        bio: str = "I like to explain things twice.",
    ) -> Speaker:
        """Somebody with a complete mentor profile."""
        speaker = self.person(name, zone=zone)
        await speaker.sends(call("mentor.about"), {"topics": topics, "languages": languages, "bio": bio})
        await speaker.sends(call("mentor.time"), {"week": week, "zone": zone, "capacity": str(capacity)})
        return speaker

    async def pair(self, mentee: Speaker, mentor: Speaker) -> int:
        """An active mentorship of the two, begun the way people do."""
        await mentee.sends(call("request.make", await self.id(mentor)), {"note": "Please help me with statistics."})
        async with self.storage.reading() as tx:
            requests = await tx.store(self.community.id).requests.open_to(await self.id(mentor))
        await mentor.sends(call("request.accept", requests[-1].id))
        async with self.storage.reading() as tx:
            running = tx.store(self.community.id).mentorships
            pair = await running.running_between(await self.id(mentee), await self.id(mentor))
        assert pair is not None
        return pair.id

    async def id(self, speaker: Speaker) -> int:
        """Their person's id; they enter if they have not yet."""
        async with self.storage.writing() as tx:
            return (await tx.directory.enter(speaker.actor, self.community.id, self.now)).id

    async def passes(self, **length: float) -> None:
        """Time goes by: every due moment in between is ticked, in order."""
        target = self.now + timedelta(**length)
        while (moment := await self.clockwork.next_at()) is not None and moment <= target:
            self.now = max(self.now, moment)
            await self.clockwork.tick(self.now)
        self.now = target
        await self.clockwork.tick(self.now)

    def channel(self, name: str) -> list[View]:
        return [post.view for post in self.mailbox.channels.get(name, [])]

    async def opens_channel(self, purpose: str) -> None:
        """A channel of this purpose, named like it."""
        async with self.storage.writing() as tx:
            await tx.store(self.community.id).people.set_channel(purpose, "town", self.space, purpose)
