"""From an interaction to its answer, within Discord's times.

An interaction must be answered within three seconds, once; afterwards its first answer may be edited for fifteen
minutes. What is ready within half a second is that first answer, a modal included; anything slower is acknowledged
first and edited in. Nothing about a message is kept here: whatever is needed comes with the interaction.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from typing import Any

import discord
from discord.app_commands import Choice as Suggestion

from adapters.discord import incoming
from adapters.discord.answering import LATE, LOST, Answer, Interaction
from adapters.discord.forms import typed_before
from adapters.discord.incoming import Incoming
from bot.app import App
from bot.errors import UserError
from bot.text import text
from bot.views import Card, View

log = logging.getLogger(__name__)

READY_SECONDS = 0.5
"""An answer that takes longer is acknowledged first, well before the one second we promise."""
SUGGEST_SECONDS = 1.5
"""Suggestions later than this are left out: what is typed can be sent without them."""


class Conversation:
    """Answers interactions; several may be under way at once. `clock` says the moment."""

    def __init__(self, app: App, clock: Callable[[], datetime], commands: Mapping[str, int]) -> None:
        self._app = app
        self._clock = clock
        self._commands = commands

    async def take(self, interaction: Interaction) -> None:
        """Answers one interaction. Never raises for what Discord or the connection does."""
        try:
            if interaction.type is discord.InteractionType.autocomplete:
                await self._suggest(interaction)
            elif interaction.type is not discord.InteractionType.ping:
                await self._answer(interaction, Answer(interaction, self._commands))
        except discord.HTTPException as error:
            level = logging.INFO if error.code in LATE else logging.WARNING
            log.log(level, "an answer was not taken: status %s, code %s", error.status, error.code)
        except LOST as error:
            log.warning("an answer was lost: %s", type(error).__name__)

    async def _suggest(self, interaction: Interaction) -> None:
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

    async def _answer(self, interaction: Interaction, answer: Answer) -> None:
        try:
            asked = incoming.read(interaction, self._app.registry)
            if asked.opens:
                await self._open(interaction, asked, answer)
                return
        except UserError as error:
            await answer.first(Card("That did not work", text(error.message), tone="warning"))
            return
        work = self._app.answer_once(
            asked.actor, asked.call, asked.typed, now=self._clock(), receipt=str(interaction.id), names=asked.names
        )
        await _give(answer, work)

    async def _open(self, interaction: Interaction, asked: Incoming, answer: Answer) -> None:
        """A modal must be the first answer, so what is known is waited for only briefly. Raises UserError."""
        ask = self._app.registry.find(asked.call.name)
        seen = [part.to_dict() for part in interaction.message.components] if interaction.message else []
        typed = asked.typed or typed_before(ask, seen)
        filling = asyncio.ensure_future(self._app.form(asked.actor, asked.call, typed, now=self._clock()))
        done, _ = await asyncio.wait({filling}, timeout=READY_SECONDS)
        if not done:
            log.warning("the form of %s is opened without what is known", asked.call.name)
        await answer.first(filling.result() if done else ask.form(asked.call, typed))


async def _give(answer: Answer, work: Coroutine[Any, Any, View | None]) -> None:
    """Nothing is given for what was delivered before: the first delivery is answered."""
    working = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({working}, timeout=READY_SECONDS)
    if not done:
        await answer.acknowledge()
    view = await working
    if view is not None:
        await (answer.settle(view) if done else answer.edit(view))
