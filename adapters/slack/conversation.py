"""From what somebody does in Slack to its answer, within Slack's three seconds.

What is ready within half a second is the acknowledgement itself; anything slower is acknowledged first and shown when
it is there. A form opens while its trigger lives. Nothing about a message is kept here.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import incoming, typing
from adapters.slack.action_id import read as read_action
from adapters.slack.answering import Answer
from adapters.slack.blocks import option
from adapters.slack.forms import call_of
from adapters.slack.homes import Homes
from adapters.slack.incoming import Incoming
from adapters.slack.profiles import Profiles
from bot.app import App
from bot.calls import Call
from bot.errors import UserError
from bot.params import Option
from bot.ports.directory import Actor
from bot.text import Text, text
from bot.views import Card, Fact, View

log = logging.getLogger(__name__)

READY_SECONDS = 0.5
SUGGEST_SECONDS = 1.5
FOREIGN = "You are a guest from another workspace here. Ask in your own workspace, where your mentors know you."
Body = Mapping[str, Any]


class Conversation:
    """Answers commands, actions and forms; several may be under way at once. `prefix` begins every command's name."""

    def __init__(
        self, app: App, profiles: Profiles, homes: Homes, clock: Callable[[], datetime], prefix: str = ""
    ) -> None:
        self._app = app
        self._profiles = profiles
        self._homes = homes
        self._clock = clock
        self._prefix = prefix

    async def command(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A slash command."""
        name = str(body["command"]).removeprefix("/").removeprefix(self._prefix)
        said = str(body.get("text") or "")
        asked = Incoming(
            str(body["team_id"]),
            str(body["user_id"]),
            str(body.get("user_team_id") or ""),
            Call("help.show"),
            "command",
            f"command:{body.get('trigger_id', '')}",
            trigger=str(body.get("trigger_id") or ""),
            response_url=str(body.get("response_url") or ""),
        )
        found = typing.split(self._app.registry, name, said)
        answer = Answer(client, ack, asked, "UTC")
        if found is None or found[1].lower() == "help":
            await answer.first(self._explained(name))
            return
        ask, rest = found
        typed = typing.typed(ask, rest)
        people = tuple(value for value in typed.values() if value[:1] in "UW" and value.isalnum())
        asked = replace(asked, call=Call(ask.name), typed=typed, opens=typing.wants_form(ask, typed), people=people)
        await self._go(client, ack, asked)

    async def action(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A button, a menu or a picker, wherever it stands."""
        await self._read(incoming.action, ack, body, client)

    async def submission(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A modal that was sent."""
        await self._read(incoming.submission, ack, body, client)

    async def suggest(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """Options while somebody types in a field; what they typed is always one of them."""
        typed = str(body.get("value") or "")[:75]
        options: tuple[Option, ...] = ()
        try:
            name, field = _field(body)
            async with asyncio.timeout(SUGGEST_SECONDS):
                who = await self._who(client, body)
                options = await self._app.suggest(who, name, field, typed, now=self._clock())
        except (UserError, TimeoutError):
            log.info("suggestions were left out")
        own = (Option(typed, typed),) if typed.strip() and all(one.value != typed for one in options) else ()
        await ack(options=[option(one) for one in (*options, *own)][:100])

    async def _who(self, client: AsyncWebClient, body: Body) -> Actor:
        user: Body = body["user"]
        return await self._profiles.actor(client, str((body.get("team") or {}).get("id") or ""), str(user["id"]))

    async def _read(
        self, reader: Callable[[Body], Incoming], ack: AsyncAck, body: Body, client: AsyncWebClient
    ) -> None:
        try:
            asked = reader(body)
        except UserError as error:
            log.info("something unknown was pressed")
            await Answer.sorry(ack, body, client, error.message)
            return
        await self._go(client, ack, asked)

    async def _go(self, client: AsyncWebClient, ack: AsyncAck, asked: Incoming) -> None:
        answer = Answer(client, ack, asked, "UTC")
        if asked.is_foreign:
            await answer.first(Card("Not here", text(FOREIGN), tone="warning"))
            return
        working = asyncio.ensure_future(self._work(client, asked))
        done, _ = await asyncio.wait({working}, timeout=READY_SECONDS)
        if not done and asked.opens:
            working.cancel()
            ask = self._app.registry.find(asked.call.name)
            await answer.first(ask.form(asked.call, asked.typed))
            return
        if not done:
            await answer.acknowledge()
        zone, view = await working
        if view is not None:
            answer = replace(answer, zone=zone)
            await (answer.first(view) if done else answer.later(view))
            await answer.hand_over(view)
        elif done:
            await ack()
        if not asked.opens:
            await self._homes.refresh(asked.team, asked.user)

    async def _work(self, client: AsyncWebClient, asked: Incoming) -> tuple[str, View | None]:
        actor = await self._profiles.actor(client, asked.team, asked.user)
        zone, now = actor.zone or "UTC", self._clock()
        if asked.opens:
            return zone, await self._app.form(actor, asked.call, asked.typed, now=now)
        names = {person: await self._name(client, asked.team, person) for person in asked.people}
        known = {person: name for person, name in names.items() if name}
        return zone, await self._app.answer_once(
            actor, asked.call, asked.typed, now=now, receipt=asked.receipt, names=known
        )

    async def _name(self, client: AsyncWebClient, team: str, user: str) -> str:
        """The name of somebody who was picked; empty for bots and for whom Slack does not know."""
        found = await self._profiles.find(client, team, user)
        return "" if found is None or found.is_bot or found.is_gone else found.name

    def _explained(self, name: str) -> Card:
        """`/command help`, and a command that is none."""
        asks = [ask for ask in self._app.registry.commands() if ask.command.split(" ")[0] == name]
        if not asks:
            return Card("I do not know this command", text("Type /help to see what you can do."), tone="warning")
        facts = tuple(Fact(f"/{self._prefix}{ask.command}", _usage(ask.summary, ask.typed)) for ask in asks[:10])
        return Card(f"/{self._prefix}{name}", facts=facts)


def _usage(summary: str, params: tuple[Any, ...]) -> Text:
    fields = " ".join(f"{param.name}: ..." for param in params)
    return text(f"{summary}. You can type: {fields}" if fields else f"{summary}.")


def _field(body: Body) -> tuple[str, str]:
    """The ask and field that are typed in: in a modal, or in a picker of a message. Raises UserError."""
    view: Body = body.get("view") or {}
    if view.get("callback_id"):
        return call_of(view).name, str(body["block_id"])
    wanted = read_action(str(body["action_id"]))
    return wanted.call.name, wanted.field
