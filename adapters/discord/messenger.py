"""The bot's way out to Discord: one message a send, refusals turned into the core's words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

import discord

from adapters.discord.rendering import message
from adapters.discord.wire import BANNED_SECONDS, LOST, Held, Wire
from bot.ports.messenger import Address, Sent, TryLater, Undeliverable
from bot.views import View, in_channel

_CLOSED = (50007,)
_LEFT = (10013, 50033, 50278)
"""Unknown user, invalid recipient, no server in common."""
_TOO_FAST = 40003
_NO_CHANNEL = (10003,)
_GONE = (10003, 10008)
"""The channel or the message is no more."""
_CHANNEL_TROUBLES = {
    10003: "the channel is gone",
    50001: "I cannot see the channel",
    50013: "I may not write in the channel",
    50008: "nobody can write in a channel of this kind",
    50083: "the thread is archived",
}
_OPEN_LATER = timedelta(minutes=10)
"""When Discord says that direct messages are opened too fast."""


class DiscordMessenger:
    """Implements `bot.ports.messenger.Messenger` on a client that is logged in."""

    def __init__(self, client: discord.Client, wire: Wire, commands: Mapping[str, int]) -> None:
        self._client = client
        self._commands = commands
        self._wire = wire

    async def send(self, to: Address, view: View, nonce: str) -> Sent:
        """As the port promises; the nonce makes Discord take the same message once within some minutes."""
        with self._in_our_words():
            return await (self._post(to, view, nonce) if to.channel else self._direct(to, view, nonce))

    async def withdraw(self, channel: Address, message: str) -> None:
        """As the port promises."""
        with self._in_our_words():
            await self._delete(channel, message)

    async def _delete(self, channel: Address, message: str) -> None:
        try:
            await self._client.http.delete_message(int(channel.channel), int(message))
        except discord.HTTPException as error:
            if error.code not in _GONE and (error.code in _CHANNEL_TROUBLES or error.status in (403, 404)):
                said = _CHANNEL_TROUBLES.get(error.code, f"Discord refuses it (code {error.code})")
                raise Undeliverable(said) from error
            if error.code not in _GONE:
                raise

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        """What Discord or the way to it raises, as the port says it."""
        try:
            yield
        except discord.DiscordServerError as error:
            raise TryLater(f"Discord fails (status {error.status})", is_unknown=True) from error
        except Held as error:
            raise TryLater(
                "Discord asks to wait", timedelta(seconds=error.seconds), is_pause=error.is_for_all
            ) from error
        except discord.HTTPException as error:
            raise self._refused(error) from error
        except LOST as error:
            raise TryLater(f"the connection failed ({type(error).__name__})", is_unknown=True) from error

    async def _post(self, to: Address, view: View, nonce: str) -> Sent:
        try:
            return Sent(await self._say(to.channel, in_channel(view), nonce, in_dm=False))
        except discord.HTTPException as error:
            if error.code in _CHANNEL_TROUBLES or error.status in (403, 404):
                said = _CHANNEL_TROUBLES.get(error.code, f"Discord refuses it (code {error.code})")
                raise Undeliverable(said) from error
            raise

    async def _direct(self, to: Address, view: View, nonce: str) -> Sent:
        dm = to.dm or await self._opened(to.account)
        try:
            return Sent(await self._say(dm, view, nonce, in_dm=True), dm)
        except discord.HTTPException as error:
            if error.code not in _NO_CHANNEL or not to.dm:
                raise
        dm = await self._opened(to.account)
        return Sent(await self._say(dm, view, nonce, in_dm=True), dm)

    async def _opened(self, account: str) -> str:
        """Asked of Discord itself: the client would answer a channel that is gone from its cache."""
        opened = await self._client.http.start_private_message(int(account))
        return str(opened["id"])

    async def _say(self, channel: str, view: View, nonce: str, *, in_dm: bool) -> str:
        shown = message(view, in_dm=in_dm, commands=self._commands)
        sent = await self._client.get_partial_messageable(int(channel)).send(
            view=shown.layout,
            files=shown.files,
            nonce=nonce,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        return str(sent.id)

    def _refused(self, error: discord.HTTPException) -> Exception:
        if error.status == 429:
            return TryLater("Discord asks to wait, again and again")
        if error.status == 401:
            self._wire.close(BANNED_SECONDS, "it no longer takes the token; make a new one and start again")
            return TryLater("Discord does not take the token", timedelta(seconds=BANNED_SECONDS), is_pause=True)
        if error.code == _TOO_FAST:
            return TryLater("direct messages are opened too fast", _OPEN_LATER)
        if error.code in _LEFT:
            return Undeliverable("they are in none of the bot's servers any more", has_left=True)
        if error.code in _CLOSED or error.status == 403:
            return Undeliverable("they take no direct messages from the bot", closes_dm=True)
        return error
