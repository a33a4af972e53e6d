"""The platforms to play on: the core alone, Discord and Slack."""

from dataclasses import dataclass

from bot.views import Card, Form, Listing, View
from tests.adapters.discord.campus import Campus, Member
from tests.adapters.slack.faculty import Colleague, Faculty
from tests.contracts.conversations.life import Player, Seen
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels
from tests.fakes.discord import FakeMessage, Reply
from tests.fakes.discord.messages import walk
from tests.fakes.slack import FakeMessage as SlackMessage
from tests.fakes.slack import FakeView
from tests.fakes.slack.acting import labels as slack_labels


def seen_by_core(view: View) -> Seen:
    title = view.title if isinstance(view, Card | Listing | Form) else view.question
    return Seen(title, tuple(sorted(labels(view))))


@dataclass
class CorePlayer:
    """Speaks to the door itself."""

    speaker: Speaker

    async def types(self, command: str, **typed: str) -> Seen:
        return seen_by_core(await self.speaker.types(f"/{command}", **typed))

    async def presses(self, label: str, *, from_dm: bool = False) -> Seen:
        return seen_by_core(await self.speaker.presses(label, from_dm=from_dm))

    async def fills(self, **typed: str) -> Seen:
        return seen_by_core(await self.speaker.fills(**typed))

    def messages(self) -> list[Seen]:
        return [seen_by_core(view) for view in self.speaker.dms]


@dataclass
class CoreStage:
    """The core with nothing round it: what every platform is compared with."""

    town: Town

    def player(self, name: str, *, moderator: bool = False) -> Player:
        speaker = self.town.person(name, moderator=moderator)
        return CorePlayer(Speaker(self.town, type(speaker.actor)("town", self.town.space, name, name, moderator)))

    async def passes(self, *, hours: float) -> None:
        await self.town.passes(hours=hours)

    async def restarts(self) -> None:
        """There is nothing that could forget."""


def seen_on_discord(message: FakeMessage) -> Seen:
    first = next(part["content"] for part in walk(message.components) if part["type"] == 10)
    title = first.split("\n")[0].removeprefix("### ").replace("\\", "")
    return Seen(
        title, tuple(sorted(label for label in message.labels if label not in ("Open it again", "Open the form")))
    )


def seen_in(reply: Reply) -> Seen:
    return Seen(str(reply.modal["title"])) if reply.modal is not None else seen_on_discord(reply.message)


@dataclass
class DiscordPlayer:
    """Uses a Discord client. A form that came back with mistakes is opened again before it is filled in."""

    member: Member

    async def types(self, command: str, **typed: str) -> Seen:
        return seen_in(await self.member.types(command, typed))

    async def presses(self, label: str, *, from_dm: bool = False) -> Seen:
        return seen_in(await self.member.presses(label, on=self.member.last_dm if from_dm else None))

    async def fills(self, **typed: str) -> Seen:
        reply = self.member.reply
        if reply is not None and reply.modal is None and "Open it again" in reply.message.labels:
            await self.member.presses("Open it again")
        return seen_in(await self.member.fills(**typed))

    def messages(self) -> list[Seen]:
        return [seen_on_discord(message) for message in self.member.dms]


@dataclass
class DiscordStage:
    """A server on a fake Discord."""

    campus: Campus

    def player(self, name: str, *, moderator: bool = False) -> Player:
        return DiscordPlayer(self.campus.person(name, moderator=moderator))

    async def passes(self, *, hours: float) -> None:
        await self.campus.passes(hours=hours)

    async def restarts(self) -> None:
        await self.campus.restarts()


def seen_on_slack(thing: SlackMessage | FakeView) -> Seen:
    if isinstance(thing, FakeView) and "submit" in thing.shown:
        return Seen(str(thing.shown["title"]["text"]))
    title = next(str(block["text"]["text"]) for block in thing.blocks if block["type"] == "header")
    return Seen(title, tuple(sorted(slack_labels(thing))))


@dataclass
class SlackPlayer:
    """Uses a Slack client."""

    colleague: Colleague

    async def types(self, command: str, **typed: str) -> Seen:
        words = " ".join(f"{name}: {value}" for name, value in typed.items())
        return seen_on_slack(await self.colleague.types(command, words))

    async def presses(self, label: str, *, from_dm: bool = False) -> Seen:
        return seen_on_slack(await self.colleague.presses(label, on=self.colleague.last_dm if from_dm else None))

    async def fills(self, **typed: str) -> Seen:
        return seen_on_slack(await self.colleague.fills(**typed))

    def messages(self) -> list[Seen]:
        return [seen_on_slack(message) for message in self.colleague.dms]


@dataclass
class SlackStage:
    """A workspace on a fake Slack."""

    faculty: Faculty

    def player(self, name: str, *, moderator: bool = False) -> Player:
        return SlackPlayer(self.faculty.person(name, moderator=moderator))

    async def passes(self, *, hours: float) -> None:
        await self.faculty.passes(hours=hours)

    async def restarts(self) -> None:
        await self.faculty.restarts()
