"""The playground as somebody uses it: its pages read as HTML, its buttons pressed as the page's script does."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

from aiohttp import ClientSession

from adapters.playground.chat import Chat
from adapters.playground.clock import SimulatedClock
from adapters.playground.journal import Journal
from adapters.playground.messenger import PlaygroundMessenger
from adapters.playground.server import Playground
from adapters.playground.town import PLATFORM, Persona, Space, Town
from bot.app import App
from bot.founding import found
from bot.ports.storage import Storage
from bot.registry import registry
from bot.scheduling.clockwork import Clockwork
from tests.adapters.playground.conftest import Page
from tests.contracts.conversations.life import Player, Seen
from tests.conversations.town import START

SPACE = "far"
PAGING = {"← Previous": "Newer", "Next →": "Older"}


@dataclass
class Shown:
    """One message, or the open form."""

    post: int = 0
    is_private: bool = False
    title: str = ""
    call: str = ""
    buttons: list[tuple[str, str, bool]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def seen(self) -> Seen:
        return Seen(self.title, tuple(sorted(PAGING.get(label, label) for label, _, _ in self.buttons)))


class Reading(HTMLParser):
    """Reads messages and forms off a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.shown: list[Shown] = []
        self._words: list[str] | None = None
        self._field = ""
        self._button: tuple[str, bool] = ("", False)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if "data-post" in has:
            self.shown.append(Shown(int(has["data-post"]), "only" in has["class"].split()))
        elif tag == "form" and "data-call" in has:
            if not self.shown or self.shown[-1].title:
                self.shown.append(Shown())
            self.shown[-1].call = has["data-call"]
        elif self.shown:
            self._part(tag, has)

    def _part(self, tag: str, has: dict[str, str]) -> None:
        if tag in ("h2", "textarea") or (tag == "button" and "data-call" in has):
            self._words = []
        if tag == "button":
            self._button = has.get("data-call", ""), "data-form" in has
        if has.get("name") and tag in ("input", "textarea", "select"):
            self._field = has["name"]
            self.shown[-1].fields[self._field] = has.get("value", "")
        if tag == "option" and "selected" in has:
            self.shown[-1].fields[self._field] = has["value"]

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._words is None or tag not in ("h2", "textarea", "button"):
            return
        words, self._words = "".join(self._words).strip(), None
        if tag == "h2":
            self.shown[-1].title = self.shown[-1].title or words
        elif tag == "textarea":
            self.shown[-1].fields[self._field] = words
        else:
            self.shown[-1].buttons.append((words, *self._button))


@dataclass
class PagePlayer:
    """Somebody at the playground's page, in the bot's direct messages."""

    stage: "PageStage"
    account: str
    looks_at: Shown = field(default_factory=Shown)
    dms: list[Shown] = field(default_factory=list)

    async def types(self, command: str, **typed: str) -> Seen:
        ask = next(ask for ask in registry.commands() if ask.command == command)
        return await self._acts(ask.name, typed)

    async def presses(self, label: str, *, from_dm: bool = False) -> Seen:
        if from_dm:
            await self.reads()
        on = self.dms[-1] if from_dm else self.looks_at
        call, opens = next(
            (call, opens) for word, call, opens in on.buttons if PAGING.get(word, word).startswith(label)
        )
        return await self._acts(call, {}, post=on.post, form=opens)

    async def fills(self, **typed: str) -> Seen:
        assert set(typed) <= set(self.looks_at.fields)
        sent = {name: value for name, value in {**self.looks_at.fields, **typed}.items() if value}
        return await self._acts(self.looks_at.call, sent, post=self.looks_at.post)

    def messages(self) -> list[Seen]:
        return [shown.seen for shown in self.dms]

    async def reads(self) -> list[Shown]:
        """What stands on the page now."""
        status, html = await self.stage.page.get("", **{"as": self.account, "room": self._room})
        assert status == 200
        shown = [one for one in Reading(html).shown if one.post]
        self.dms = [one for one in shown if not one.is_private]
        return shown

    async def _acts(self, call: str, typed: dict[str, str], *, post: int = 0, form: bool = False) -> Seen:
        answer = await self.stage.page.act(
            call, account=self.account, room=self._room, typed=typed, post=post, form=form
        )
        shown = await self.reads()
        if "dialog" in answer:
            [self.looks_at] = Reading(answer["dialog"]).shown
            return Seen(self.looks_at.title)
        private = [one for one in shown if one.is_private]
        self.looks_at = next((one for one in private if one.post == post), private[-1])
        return self.looks_at.seen

    @property
    def _room(self) -> str:
        return f"{SPACE}/@{self.account}"


@dataclass
class PageStage:
    """A playground with Ada, Grace and Mo in it."""

    page: Page
    clock: SimulatedClock
    playground: Playground
    clockwork: Clockwork
    players: list[PagePlayer] = field(default_factory=list)

    def player(self, name: str, *, moderator: bool = False) -> Player:
        player = PagePlayer(self, name.lower())
        self.players.append(player)
        return player

    async def passes(self, *, hours: float) -> None:
        for _ in range(round(hours)):
            answer = await self.page.post("clock", **{"as": "ada", "room": f"{SPACE}/@ada", "by": "hour"})
            assert answer.status == 200, await answer.text()
        for player in self.players:
            await player.reads()

    async def restarts(self) -> None:
        """Every page is read anew each time; nothing else could be forgotten."""


@asynccontextmanager
async def page_on(storage: Storage) -> AsyncIterator[PageStage]:
    """A served playground on this storage, until the block ends."""
    people = tuple(Persona(name.lower(), name, "", "UTC", name == "Mo") for name in ("Ada", "Grace", "Mo"))
    town, journal = Town(people, (Space(SPACE, "Far Campus"),)), Journal(None)
    await found(storage, "Far Campus", "UTC", PLATFORM, SPACE, START)
    chat, clock = Chat(town, journal), SimulatedClock(START, journal)
    clockwork = Clockwork(storage, registry, {PLATFORM: PlaygroundMessenger(chat, clock)})
    served = Playground(App(storage, registry), clockwork, chat, clock)
    async with AsyncExitStack() as stack:
        runner = await served.serve(0)
        stack.push_async_callback(runner.cleanup)
        session = await stack.enter_async_context(ClientSession())
        yield PageStage(Page(session, served.url), clock, served, clockwork)
