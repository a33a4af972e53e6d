"""One interaction's answer on its way out: the first, the acknowledgement, and what is edited in later."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
import discord

from adapters.discord.forms import modal
from adapters.discord.rendering import Message, message
from bot.views import Form, View

log = logging.getLogger(__name__)

FIRST_AGAIN = (0.3, 1.0)
"""Waits before a first answer is sent again that may not have arrived, in seconds; all within Discord's three."""
EDIT_AGAIN = (0.5, 2.0, 8.0)
"""Waits before an edit is sent again, in seconds; there are fifteen minutes for it."""

_ACKNOWLEDGED = 40060
LATE = (10062, _ACKNOWLEDGED)
"""Unknown interaction (too late, or another process's), and already acknowledged: normal life."""
LOST = (OSError, aiohttp.ClientError, TimeoutError)
_AGAIN = (discord.DiscordServerError, *LOST)

Interaction = discord.Interaction[discord.Client]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one interaction. `commands` are Discord's ids of those that can be tapped."""

    interaction: Interaction
    commands: Mapping[str, int]

    @property
    def _in_dm(self) -> bool:
        return self.interaction.guild_id is None

    @property
    def _is_in_place(self) -> bool:
        """Whether the message pressed is an answer only they see, and so may become the next one."""
        pressed = self.interaction.message
        if pressed is None:
            return False
        return pressed.flags.ephemeral or (self._in_dm and pressed.interaction_metadata is not None)

    def _shown(self, view: View) -> Message:
        return message(view, in_dm=self._in_dm, commands=self.commands)

    async def first(self, view: View) -> None:
        """The first answer, sent again while it may not have arrived: a second one of the same is refused by Discord.

        Raises discord.HTTPException, and what aiohttp raises when the connection fails for good.
        """
        for wait in FIRST_AGAIN:
            try:
                await self._first(view)
            except _AGAIN as error:
                log.info("a first answer may be lost (%s) and is sent again", type(error).__name__)
                await asyncio.sleep(wait)
            else:
                return
        await self._first(view)

    async def settle(self, view: View) -> None:
        """The first answer, or an edit where somebody who heard the same has acknowledged it. Raises as `first` does.

        A copy that waits for this one to be done knows nothing to say, and may still be the one to acknowledge.
        """
        try:
            await self.first(view)
        except discord.HTTPException as error:
            if error.code != _ACKNOWLEDGED or isinstance(view, Form):
                raise
            await self.edit(view)

    async def _first(self, view: View) -> None:
        """A form opens as a modal, unless a modal is what is being answered."""
        response = self.interaction.response
        if isinstance(view, Form) and self.interaction.type is not discord.InteractionType.modal_submit:
            await response.send_modal(modal(view))
            return
        shown, none = self._shown(view), discord.AllowedMentions.none()
        if self._is_in_place:
            await response.edit_message(view=shown.layout, attachments=shown.files, allowed_mentions=none)
            return
        is_private = not self._in_dm and not getattr(view, "is_public", False)
        await response.send_message(view=shown.layout, files=shown.files, ephemeral=is_private, allowed_mentions=none)

    async def acknowledge(self) -> None:
        """Gains fifteen minutes. Never raises: what is or may be acknowledged already can still be edited."""
        try:
            await self.interaction.response.defer(ephemeral=not self._in_dm, thinking=not self._is_in_place)
        except discord.HTTPException as error:
            log.info("an acknowledgement was not taken: status %s, code %s", error.status, error.code)
        except LOST as error:
            log.info("an acknowledgement may be lost: %s", type(error).__name__)

    async def edit(self, view: View) -> None:
        """Puts the answer where it was acknowledged. Doing it twice is doing it once. Raises as `first` does."""
        for wait in EDIT_AGAIN:
            try:
                await self._edit(view)
            except _AGAIN as error:
                log.info("an answer may be lost (%s) and is edited in again", type(error).__name__)
                await asyncio.sleep(wait)
            else:
                return
        await self._edit(view)

    async def _edit(self, view: View) -> None:
        shown = self._shown(view)
        await self.interaction.edit_original_response(
            view=shown.layout, attachments=shown.files, allowed_mentions=discord.AllowedMentions.none()
        )
