"""The views that the product itself shows: the life of a town, step by step, and every notice on the way."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

import bot.commands
from bot.authority import bot_only
from bot.calls import Call, call
from bot.errors import UserError
from bot.handling import handled
from bot.params import Line
from bot.ports.feeds import Read, Refused
from bot.ports.storage import Storage
from bot.registry import Ask, registry
from bot.scheduling.feeds import Rounds
from bot.views import Choice, Confirm, Form, Picker, View
from tests.contracts.adapters.deeds import SAID, Days, Deed, Notices, Press, Reading, Setting, Step
from tests.contracts.adapters.steps import LIFE, LOOKS
from tests.contracts.adapters.views import value_for
from tests.conversations.calendars import KEPT, Library, due, span
from tests.conversations.inside import acting, sets
from tests.conversations.town import Speaker, Town
from tests.conversations.words import buttons

assert bot.commands

HIGHEST = 3
"""Ids that notices are rendered for: 1 to this."""
REFUSED = ("That did not work", "That is on me")


class _Undone(Exception):
    """Nothing of this transaction stays."""


class Harvest:
    """What has been seen, by a name that says where it came from; `asks` gave something other than a refusal."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.views: dict[str, View] = {}
        self.asks: set[str] = set()
        self.people: dict[str, Speaker] = {}

    def keep(self, source: str, view: View | None) -> None:
        """Adds a view; of those from one place with one headline the first is kept."""
        if view is None:
            return
        title = view.question if isinstance(view, Choice | Picker | Confirm) else view.title
        self.views.setdefault(f"{source}: {type(view).__name__} {title!r}", view)
        if title not in REFUSED:
            self.asks.add(source)

    async def live(self, deed: Deed) -> None:
        """One deed of the town's life."""
        match deed:
            case Step():
                await self.step(deed)
            case Press(who=who, ask=asked, typed=typed):
                await self.press(self.people[who], asked, typed)
            case Days(length=length):
                await self.town.passes(days=length)
            case Setting(name=name, value=value):
                await sets(self.town, **{name: value})
            case Notices(who=who):
                await self.notices(who)
            case Reading():
                await self.read()

    async def step(self, step: Step) -> None:
        """What one of them does: the form first, where the ask has one."""
        speaker = self.people.get(step.who)
        if speaker is None:
            speaker = self.people[step.who] = self.town.person(step.who, moderator=step.who == "Mo")
        args = [await self._id(arg) if isinstance(arg, str) else arg for arg in step.args]
        typed = {name: self._account(value) for name, value in step.typed.items()}
        if registry.find(step.ask).typed:
            self.keep(step.ask, await self.town.app.form(speaker.actor, call(step.ask, *args), now=self.town.now))
        if step in LOOKS:
            self.keep(step.ask, await self.town.app.answer(speaker.actor, call(step.ask, *args), now=self.town.now))
        else:
            self.keep(step.ask, await speaker.sends(call(step.ask, *args), typed))

    async def press(self, speaker: Speaker, asked: str, typed: Mapping[str, str]) -> None:
        """The form first, where the ask has one."""
        boxes = (*self.town.mailbox.channels.values(), self.town.mailbox.dms.get(speaker.actor.account, []))
        shown = [post.view for box in boxes for post in box] + ([speaker.seen] if speaker.seen else [])
        made = [button.call for view in shown for button in buttons(view) if button.call.name == asked][-1]
        if registry.find(asked).typed:
            self.keep(asked, await self.town.app.form(speaker.actor, made, now=self.town.now))
        self.keep(asked, await speaker.sends(made, typed))

    async def read(self) -> None:
        """Everybody has much to hand in, and is busy now and then."""
        tasks = tuple(due(day, f"{SAID} {day}") for day in range(1, 9))
        library = Library({"bad.example.com": Refused("There is no calendar at that address any more.")})
        library.answers["calendar.example.com"] = Read(KEPT, (span(self.town.now),), tasks)
        await Rounds(self.town.storage, library).run(self.town.now)
        await self.town.clockwork.tick(self.town.now)

    async def notices(self, who: str) -> None:
        """What only the bot itself says, as things are now; what it would do besides is undone."""
        with suppress(_Undone):
            async with acting(self.town, self.people[who]) as ctx:
                for made in (made for ask in registry if ask.who is bot_only for made in _calls(ask)):
                    with suppress(UserError):
                        self.keep(made.name, await handled(registry, ctx, made))
                raise _Undone

    async def _id(self, name: str) -> int | str:
        return await self.town.id(self.people[name]) if name in self.people else name

    def _account(self, value: str) -> str:
        return self.people[value].actor.account if value in self.people else value


async def harvested(storage: Storage) -> Harvest:
    """Everything met in the town's life, and every form of the product, empty and as full as may be."""
    town = await Town.founded(storage)
    harvest = Harvest(town)
    for purpose in ("moderators", "mentors", "questions", "announcements", "vent"):
        await town.opens_channel(purpose)
    for name in ("Grace", "Noor"):
        harvest.people[name] = await town.mentor(name, bio=SAID, capacity=3)
    for deed in LIFE:
        await harvest.live(deed)
    for place, posts in (*town.mailbox.dms.items(), *town.mailbox.channels.items()):
        for post in posts:
            harvest.keep(f"sent to {place}", post.view)
    harvest.views.update(_forms())
    return harvest


def _calls(ask: Ask) -> Iterator[Call]:
    if not ask.ids:
        yield Call(ask.name)
        return
    for number in range(1, HIGHEST + 1):
        for other in range(1, HIGHEST + 1) if len(ask.ids) > 1 else (0,):
            yield call(ask.name, *(number, other)[: len(ask.ids)])


def _forms() -> Iterator[tuple[str, Form]]:
    for ask in (ask for ask in registry if ask.typed):
        asked = call(ask.name, *(1 for _ in ask.ids))
        brim = {param.name: value_for(param.kind) for param in ask.typed if param.kind}
        signs = {
            param.name: "`" * param.kind.most if isinstance(param.kind, Line) else brim[param.name]
            for param in ask.typed
        }
        errors = dict.fromkeys(brim, "That does not fit here: type it again.")
        yield f"{ask.name}, empty", ask.form(asked)
        yield f"{ask.name}, full", ask.form(asked, brim)
        yield f"{ask.name}, wrong", ask.form(asked, brim, errors)
        yield f"{ask.name}, wrong and full of signs", ask.form(asked, signs, {**errors, "": "All of it is wrong."})
