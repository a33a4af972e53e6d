"""The product on a fake Slack: real slack-bolt, real database, a clock that moves when it is told to."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from yarl import URL

import bot.commands
from adapters.slack import PLATFORM
from adapters.slack.service import Settings, Slack
from adapters.slack.web import serving_on
from bot.app import App
from bot.ports.storage import Storage
from bot.presence import Presence
from bot.registry import registry
from bot.scheduling.clockwork import Clockwork
from tests.conversations.town import START
from tests.fakes.slack import FakeMessage, FakeSlack, FakeUser, FakeView, FakeWorkspace
from tests.fakes.slack.acting import labels, said

assert bot.commands

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


@dataclass
class Faculty:
    """A workspace with its people, and the bot in it."""

    fake: FakeSlack
    storage: Storage
    workspace: FakeWorkspace
    settings: Settings
    now: datetime = START
    address: str = ""
    services: list[Slack] = field(default_factory=list)
    _stacks: list[AsyncExitStack] = field(default_factory=list)

    @property
    def service(self) -> Slack:
        return self.services[-1]

    async def starts(self, **changed: Any) -> Slack:
        """A bot's process starts."""
        settings = replace(self.settings, **changed)
        presence = Presence(self.storage, registry)
        service = Slack(settings, App(self.storage, registry), self.storage, presence, lambda: self.now)
        stack = AsyncExitStack()
        await service.start()
        stack.push_async_callback(service.stop)
        if settings.mode == "http":
            port = await stack.enter_async_context(serving_on(service, settings, lambda: self.now, 0))
            self.address = f"http://127.0.0.1:{port}"
            self.fake.request_url = f"{self.address}/slack/events"
        self.services.append(service)
        self._stacks.append(stack)
        return service

    async def stops(self) -> None:
        """The newest process ends."""
        self.services.pop()
        await self._stacks.pop().aclose()

    async def installs(self, workspace: FakeWorkspace) -> int:
        """Somebody installs the bot in a workspace, in a browser; the status they end with."""
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
            begun = await browser.get(f"{self.address}/slack/install", allow_redirects=False)
            state = URL(begun.headers["Location"]).query["state"]
            jar = {name: cookie.value for name, cookie in begun.cookies.items()}
            asked = {"code": self.fake.code(workspace), "state": state}
            ended = await browser.get(f"{self.address}/slack/oauth_redirect", params=asked, cookies=jar)
            return ended.status

    async def restarts(self) -> None:
        """The process ends and another begins."""
        await self.stops()
        await self.starts()

    def read(self, thing: FakeMessage | FakeView) -> str:
        """The words of a message or view, with people's names in place of their ids."""
        words = said(thing)
        for user in self.workspace.users.values():
            words = words.replace(user.id, user.name)
        return words

    async def rests(self) -> None:
        """Every answer under way is given."""
        await self.fake.until(lambda: not any(one.is_busy for one in self.services), "the answers are given")

    async def tick(self) -> None:
        """Whatever is due is done."""
        await Clockwork(self.storage, registry, {PLATFORM: self.service.messenger}).tick(self.now)

    async def passes(self, **length: float) -> None:
        """Time goes by, and what is due then is done."""
        clockwork = Clockwork(self.storage, registry, {PLATFORM: self.service.messenger})
        target = self.now + timedelta(**length)
        while (moment := await clockwork.next_at()) is not None and moment <= target:
            self.now = max(self.now, moment)
            await clockwork.tick(self.now)
        self.now = target
        await clockwork.tick(self.now)

    def person(self, name: str, zone: str = "", *, moderator: bool = False, **known: Any) -> "Colleague":
        """Somebody in the workspace."""
        return Colleague(self, self.fake.user(self.workspace, name, zone, is_admin=moderator, **known))

    async def mentor(self, name: str, *, topics: str = "statistics", week: str = "Mon-Fri 18-21") -> "Colleague":
        """Somebody with a complete mentor profile, made the way people do."""
        one = self.person(name, "Europe/Berlin")
        await one.types("mentor profile")
        await one.presses("Who you are")
        await one.fills(topics=topics, languages="English", bio="I like to explain things twice.")
        await one.presses("Your time")
        await one.fills(week=week, zone="Europe/Berlin", capacity="2")
        return one

    async def ends(self) -> None:
        """Every process ends."""
        while self.services:
            await self.stops()


@dataclass
class Colleague:
    """Somebody with a Slack client. `seen` is what they look at: a message, or a modal."""

    faculty: Faculty
    user: FakeUser
    seen: FakeMessage | FakeView | None = None

    async def types(self, command: str, words: str = "", **how: Any) -> FakeMessage | FakeView:
        """A slash command: its first word is the name, and all the rest is text."""
        name, _, rest = f"{command} {words}".strip().partition(" ")
        await self.faculty.fake.command(self.faculty.workspace, self.user, name, rest, **how)
        return await self._looks()

    async def presses(self, label: str, on: FakeMessage | FakeView | None = None, **how: Any) -> FakeMessage | FakeView:
        """The first button whose label begins so, on a message or on what they look at."""
        await self.faculty.fake.press(self.faculty.workspace, self.user, on or self._in_sight, label, **how)
        return await self._looks()

    async def picks(self, what: str, value: str, on: FakeMessage | FakeView | None = None) -> FakeMessage | FakeView:
        """An option of a menu, by its placeholder."""
        await self.faculty.fake.pick(self.faculty.workspace, self.user, on or self._in_sight, what, value)
        return await self._looks()

    async def fills(self, **typed: Any) -> FakeMessage | FakeView:
        """Sends the modal that is open."""
        view = self._in_sight
        assert isinstance(view, FakeView), f"no modal is open, but:\n{said(view)}"
        how = {key: typed.pop(key) for key in ("times",) if key in typed}
        await self.faculty.fake.submit(self.faculty.workspace, self.user, view, typed, **how)
        return await self._looks()

    async def _looks(self) -> FakeMessage | FakeView:
        await self.faculty.rests()
        assert not self.faculty.fake.world.refusals, self.faculty.fake.world.refusals
        mine = [thing for who, thing in self.faculty.fake.world.shown if who == self.user.id]
        assert mine, f"{self.user.name} was shown nothing"
        self.seen = mine[-1]
        await self.faculty.tick()
        return self.seen

    @property
    def _in_sight(self) -> FakeMessage | FakeView:
        assert self.seen is not None, f"{self.user.name} looks at nothing"
        return self.seen

    @property
    def words(self) -> str:
        """All they read; people by their names, as a client shows them."""
        return self.faculty.read(self._in_sight)

    @property
    def labels(self) -> list[str]:
        """All they can press."""
        return labels(self._in_sight)

    @property
    def dms(self) -> list[FakeMessage]:
        """What the bot wrote to them of its own accord."""
        return self.faculty.fake.dms(self.faculty.workspace, self.user)

    @property
    def last_dm(self) -> FakeMessage:
        assert self.dms, f"{self.user.name} has no direct message"
        return self.dms[-1]


@asynccontextmanager
async def faculty_on(storage: Storage, *, starts: bool = True, **settings: Any) -> AsyncIterator[Faculty]:
    """A workspace called Far Campus with the bot in it, until the block ends; in socket mode unless said otherwise."""
    stamp: list[Faculty] = []
    async with FakeSlack(lambda: stamp[0].now.timestamp()) as fake:
        workspace = fake.workspace("Far Campus")
        chosen = Settings(
            bot_token=workspace.token,
            app_token=fake.world.app_token,
            signing_secret=fake.world.signing_secret,
            client_id=fake.world.client_id,
            client_secret=fake.world.client_secret,
            keys=(KEY,),
            api_url=fake.api_url,
            address="https://bot.example",
            slowness=0.0,
        )
        faculty = Faculty(fake, storage, workspace, replace(chosen, **settings))
        stamp.append(faculty)
        try:
            if starts:
                await faculty.starts()
            yield faculty
        finally:
            await faculty.ends()
