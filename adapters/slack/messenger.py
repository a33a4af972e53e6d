"""The bot's way out to Slack: one message a send, refusals turned into the core's words."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid5

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.blocks import Surface, blocks, picture_of, summary
from adapters.slack.files import give, uploaded
from adapters.slack.homes import Homes
from adapters.slack.pacing import Pace
from adapters.slack.refusal import status, wait_seconds, word
from bot.ports.messenger import Address, Sent, TryLater, Undeliverable
from bot.views import View, attachment_of, in_channel

log = logging.getLogger(__name__)

Clients = Callable[[str], Awaitable[AsyncWebClient | None]]
"""The client of a workspace by its id, without retries of its own; None when the bot is no longer there."""

_LOST = (OSError, aiohttp.ClientError, asyncio.TimeoutError)
_LEFT = ("user_not_found", "user_disabled", "account_inactive_user")
_CLOSED = ("messages_tab_disabled", "cannot_dm_bot", "restricted_action")
_CHANNEL = {
    "channel_not_found": "the channel is gone, or the app was not invited to it",
    "not_in_channel": "the app is not in the channel: invite it there",
    "is_archived": "the channel is archived",
    "restricted_action": "the workspace does not let the app write there",
    "restricted_action_read_only_channel": "nobody but a few may write in the channel",
}
_REVOKED = ("token_revoked", "invalid_auth", "account_inactive", "not_authed", "token_expired")
_BUSY = ("service_unavailable", "internal_error", "fatal_error", "request_timeout", "team_added_to_org")
_GONE = ("message_not_found",)
_OURS = UUID("6f8f2a4e-6d0d-5d3e-9c53-2f1d7c6c1c11")
"""The namespace of the ids that our nonces become."""
_REVOKED_WAIT = timedelta(hours=1)


class SlackMessenger:
    """Implements `bot.ports.messenger.Messenger` for every workspace the bot is in."""

    def __init__(self, clients: Clients, pace: Pace, homes: Homes) -> None:
        self._clients = clients
        self._pace = pace
        self._homes = homes

    async def send(self, to: Address, view: View, nonce: str) -> Sent:
        """As the port promises. The nonce goes as `client_msg_id` (docs/decisions/0008)."""
        closed = self._pace.closed_seconds(to.space)
        if closed:
            raise TryLater("Slack asked to wait", timedelta(seconds=closed))
        client = await self._clients(to.space)
        if client is None:
            raise Undeliverable("the app is no longer in this workspace")
        channel = to.channel or to.dm or to.account
        await self._pace.turn(to.space, channel)
        try:
            sent = await self._sent(client, to, channel, view, nonce)
        except SlackApiError as error:
            raise await self._refused(client, to, error) from error
        except _LOST as error:
            raise TryLater(f"the connection failed ({type(error).__name__})", is_unknown=True) from error
        if not to.channel:
            await self._homes.refresh(to.space, to.account)
        return sent

    async def withdraw(self, channel: Address, message: str) -> None:
        """As the port promises."""
        client = await self._clients(channel.space)
        if client is None:
            raise Undeliverable("the app is no longer in this workspace")
        await self._pace.turn(channel.space, channel.channel)
        try:
            await client.chat_delete(channel=channel.channel, ts=message)
        except SlackApiError as error:
            if word(error) == "cant_delete_message":
                raise Undeliverable("Slack does not let the app delete it") from error
            if word(error) not in _GONE:
                raise await self._refused(client, channel, error) from error
        except _LOST as error:
            raise TryLater(f"the connection failed ({type(error).__name__})") from error

    async def _sent(self, client: AsyncWebClient, to: Address, channel: str, view: View, nonce: str) -> Sent:
        picture = picture_of(view)
        view = in_channel(view) if to.channel else view
        shown = await uploaded(client, picture) if picture else ""
        surface = Surface(to.zone, pings=not to.channel, picture=shown, is_beside_files=True)
        answer = await client.chat_postMessage(
            channel=channel,
            text=summary(view, to.zone),
            blocks=blocks(view, surface),
            unfurl_links=False,
            unfurl_media=False,
            client_msg_id=str(uuid5(_OURS, nonce)),
        )
        attachment = attachment_of(view)
        if attachment:
            await give(client, attachment, to.account)
        return Sent(str(answer["ts"]), "" if to.channel else str(answer["channel"]))

    async def _refused(self, client: AsyncWebClient, to: Address, error: SlackApiError) -> Exception:
        said, wait = word(error), wait_seconds(error)
        if wait is not None:
            self._pace.close(to.space, wait)
            return TryLater("Slack asked to wait", timedelta(seconds=wait))
        if said in _REVOKED:
            log.error("Slack no longer takes the token of workspace %s (%s)", to.space, said)
            return TryLater(f"Slack refuses the token ({said})", _REVOKED_WAIT)
        if status(error) >= 500 or said in _BUSY:
            return TryLater(f"Slack fails ({said})", is_unknown=True)
        if to.channel:
            return Undeliverable(_CHANNEL[said]) if said in _CHANNEL else error
        if said in _LEFT or (said in _CHANNEL and await _is_gone(client, to.account)):
            return Undeliverable("they have left the workspace", has_left=True)
        if said in _CLOSED or said in _CHANNEL:
            return Undeliverable("they take no messages from the app", closes_dm=True)
        return error


async def _is_gone(client: AsyncWebClient, user: str) -> bool:
    """Whether an account was closed, which Slack does not say when a message to it is refused."""
    try:
        return bool((await client.users_info(user=user))["user"].get("deleted"))
    except SlackApiError as error:
        return word(error) == "user_not_found"
    except _LOST:
        return False
