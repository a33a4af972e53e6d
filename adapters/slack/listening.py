"""Bolt's listeners: everything Slack can send goes to one place each, because the registry knows what names mean."""

import logging
import re
from collections.abc import Awaitable, Mapping
from typing import Any, Protocol

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.conversation import Conversation
from adapters.slack.events import Events

NOT_HERE = "I am not installed in this workspace any more. Whoever looks after its apps can install me again."
ANYTHING = re.compile(".*", re.DOTALL)
Body = Mapping[str, Any]


class Listener(Protocol):
    """Who is told."""

    conversation: Conversation
    events: Events

    async def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None: ...

    def own(self, client: AsyncWebClient) -> AsyncWebClient: ...

    async def counted(self, work: Awaitable[None]) -> None: ...


def bolt(to: Listener, client: AsyncWebClient) -> AsyncApp:
    """A Bolt app that tells `to`. Signatures are checked before Bolt sees a request (see `signing`)."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        # Bolt gives arguments by the names it finds, and finds `self` in a method.
        return await to.authorize(enterprise_id, team_id)

    app = AsyncApp(
        client=client,
        authorize=authorize,  # type: ignore[arg-type]  # Bolt takes None for "not installed"
        request_verification_enabled=False,
        user_facing_authorize_error_message=NOT_HERE,
        logger=logging.getLogger("slack_bolt"),
    )
    _listen_to_people(app, to)
    _listen_to_events(app, to)
    return app


def _listen_to_people(app: AsyncApp, to: Listener) -> None:
    async def command(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await to.counted(to.conversation.command(ack, body, to.own(client)))

    async def action(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await to.counted(to.conversation.action(ack, body, to.own(client)))

    async def submission(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await to.counted(to.conversation.submission(ack, body, to.own(client)))

    async def options(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await to.conversation.suggest(ack, body, to.own(client))

    app.command(ANYTHING)(command)
    app.action(ANYTHING)(action)
    app.view(ANYTHING)(submission)
    app.options(ANYTHING)(options)


def _listen_to_events(app: AsyncApp, to: Listener) -> None:
    async def home(body: Body) -> None:
        await to.counted(to.events.home(body))

    async def changed(body: Body) -> None:
        await to.counted(to.events.changed(body))

    async def removed(body: Body) -> None:
        await to.counted(to.events.removed(body))

    async def anything(body: Body) -> None:
        """Acknowledged, or Slack sends it four times."""

    app.event("app_home_opened")(home)
    app.event("user_change")(changed)
    app.event("app_uninstalled")(removed)
    app.event("tokens_revoked")(removed)
    app.event(ANYTHING)(anything)
