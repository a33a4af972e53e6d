"""From an interaction to its answer, within Discord's times.

An interaction must be answered within three seconds, once; afterwards its first answer may be edited for fifteen
minutes. What is ready within half a second is that first answer, a modal included; anything slower is acknowledged
first and edited in. Nothing about a message is kept here: whatever is needed comes with the interaction.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

import aiohttp
import discord
from discord.app_commands import Choice as Suggestion

from adapters.discord import incoming
from adapters.discord.forms import modal, typed_before
from adapters.discord.incoming import Incoming
from adapters.discord.rendering import message
from bot.app import App
from bot.errors import UserError
from bot.text import text
from bot.views import Card, Form, View

log = logging.getLogger(__name__)

READY_SECONDS = 0.5
"""An answer that takes longer is acknowledged first, well before the one second we promise."""
SUGGEST_SECONDS = 1.5
"""Suggestions later than this are left out: what is typed can be sent without them."""
AGAIN_SECONDS = (0.5, 2.0, 8.0)
"""Waits before an answer is sent again that the connection, or Discord, failed to take."""

_LATE = (10062, 40060)
"""Unknown interaction (too late, or another process's), and already acknowledged: normal life."""
_LOST = (OSError, aiohttp.ClientError, asyncio.TimeoutError)

Seen = discord.Interaction[discord.Client]


class Conversation:
    """Answers interactions. `clock` says the moment; several may be under way at once."""

    def __init__(self, app: App, clock: Callable[[], datetime]) -> None:
        self._app = app
        self._clock = clock

    async def take(self, interaction: Seen) -> None:
        """Answers one interaction. Never raises for what Discord or the connection does."""
        try:
            if interaction.type is discord.InteractionType.autocomplete:
                await self._suggest(interaction)
            elif interaction.type is not discord.InteractionType.ping:
                await self._answer(interaction)
        except discord.HTTPException as error:
            level = logging.INFO if error.code in _LATE else logging.WARNING
            log.log(level, "an answer was not taken: status %s, code %s", error.status, error.code)
        except _LOST as error:
            log.warning("an answer was lost: %s", type(error).__name__)

    async def _suggest(self, interaction: Seen) -> None:
        typing = incoming.typing(interaction, self._app.registry)
        options: list[Suggestion[str]] = []
        if typing is not None:
            asked = self._app.suggest(
                incoming.actor(interaction), typing.ask.name, typing.field, typing.so_far, now=self._clock()
            )
            try:
                found = await asyncio.wait_for(asked, SUGGEST_SECONDS)
                options = [Suggestion(name=option.label, value=option.value) for option in found]
            except TimeoutError:
                log.warning("suggestions for %s came too late", typing.field)
        await interaction.response.autocomplete(options)

    async def _answer(self, interaction: Seen) -> None:
        try:
            asked = incoming.read(interaction, self._app.registry)
        except UserError as error:
            await _first(interaction, Card("That did not work", text(error.message), tone="warning"))
            return
        if asked.opens:
            await self._open(interaction, asked)
            return
        answer = self._app.answer_once(
            asked.actor, asked.call, asked.typed, now=self._clock(), receipt=str(interaction.id), names=asked.names
        )
        await _reply(interaction, answer)

    async def _open(self, interaction: Seen, asked: Incoming) -> None:
        """A modal must be the first answer, so what is known is waited for only briefly."""
        try:
            ask = self._app.registry.find(asked.call.name)
        except UserError as error:
            await _first(interaction, Card("That did not work", text(error.message), tone="warning"))
            return
        seen = [part.to_dict() for part in interaction.message.components] if interaction.message else []
        typed = asked.typed or typed_before(ask, seen)
        filling = asyncio.ensure_future(self._app.form(asked.actor, asked.call, typed, now=self._clock()))
        done, _ = await asyncio.wait({filling}, timeout=READY_SECONDS)
        if not done:
            log.warning("the form of %s is opened without what is known", asked.call.name)
        await _first(interaction, filling.result() if done else ask.form(asked.call, typed))


async def _reply(interaction: Seen, answer: Coroutine[Any, Any, View | None]) -> None:
    working = asyncio.ensure_future(answer)
    done, _ = await asyncio.wait({working}, timeout=READY_SECONDS)
    if not done:
        await _acknowledge(interaction)
    view = await working
    if view is None:
        return
    if done:
        await _first(interaction, view)
    else:
        await _edit(interaction, view)


def _is_in_place(interaction: Seen) -> bool:
    """Whether the message pressed is an answer only they see, and so may become the next one."""
    pressed = interaction.message
    if pressed is None:
        return False
    return pressed.flags.ephemeral or (interaction.guild_id is None and pressed.interaction_metadata is not None)


def _is_private(interaction: Seen, view: View) -> bool:
    """In a DM nobody else listens, and the answer may stay."""
    return interaction.guild_id is not None and not getattr(view, "is_public", False)


async def _acknowledge(interaction: Seen) -> None:
    """Gains fifteen minutes. What is known to be acknowledged already, or may be, goes on."""
    in_place = _is_in_place(interaction)
    try:
        await interaction.response.defer(ephemeral=interaction.guild_id is not None, thinking=not in_place)
    except discord.HTTPException as error:
        log.info("an acknowledgement was not taken: status %s, code %s", error.status, error.code)
    except _LOST as error:
        log.info("an acknowledgement may be lost: %s", type(error).__name__)


async def _first(interaction: Seen, view: View) -> None:
    """The first and only answer. A form opens as a modal, unless a modal is what is being answered."""
    if isinstance(view, Form) and interaction.type is not discord.InteractionType.modal_submit:
        await interaction.response.send_modal(modal(view))
        return
    shown = message(view, in_dm=interaction.guild_id is None)
    none = discord.AllowedMentions.none()
    if _is_in_place(interaction):
        await interaction.response.edit_message(view=shown.layout, attachments=shown.files, allowed_mentions=none)
        return
    await interaction.response.send_message(
        view=shown.layout, files=shown.files, ephemeral=_is_private(interaction, view), allowed_mentions=none
    )


async def _edit(interaction: Seen, view: View) -> None:
    """Puts the answer where it was acknowledged. Doing it twice is doing it once, so it may be tried again."""
    for wait in (*AGAIN_SECONDS, None):
        shown = message(view, in_dm=interaction.guild_id is None)
        try:
            await interaction.edit_original_response(
                view=shown.layout, attachments=shown.files, allowed_mentions=discord.AllowedMentions.none()
            )
        except (discord.DiscordServerError, *_LOST):
            if wait is None:
                raise
            await asyncio.sleep(wait)
        else:
            return
