"""What people do in a Discord client, and waiting for what the bot answers."""

import asyncio
from collections.abc import Mapping
from typing import Any

from tests.fakes.discord.fields import submission
from tests.fakes.discord.gateway import Gateway
from tests.fakes.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT, Interaction, Modal, Reply
from tests.fakes.discord.messages import BUTTON, FakeMessage, walk
from tests.fakes.discord.options import Resolved, Value, command_data, select_values
from tests.fakes.discord.places import FakeChannel, FakeGuild, FakeUser
from tests.fakes.discord.wire import JSON
from tests.fakes.discord.world import World

SELECTS = {3, 5, 6, 7, 8}


class Acting:
    """The people's side of the fake. `timeout`: seconds until an unanswered interaction is an AssertionError."""

    world: World
    gateway: Gateway
    timeout: float = 10.0
    last: Interaction | None = None

    async def command(
        self,
        user: FakeUser,
        guild: FakeGuild | None,
        name: str,
        options: Mapping[str, Value] | None = None,
        *,
        channel: int | None = None,
    ) -> Reply:
        """Runs a slash command, `mentor profile` being a subcommand; without a guild in the bot's direct messages."""
        data = command_data(self.world, guild, name, options or {})
        return await self._act(COMMAND, user, guild, self._channel(user, guild, channel), data)

    async def complete(
        self,
        user: FakeUser,
        guild: FakeGuild | None,
        name: str,
        *,
        field: str,
        typed: str,
        options: Mapping[str, Value] | None = None,
    ) -> Reply:
        """Types into an option with autocomplete; `options` are those already filled in."""
        data = command_data(self.world, guild, name, {**(options or {}), field: typed}, focused=field)
        return await self._act(AUTOCOMPLETE, user, guild, self._channel(user, guild, None), data)

    async def press(self, user: FakeUser, message: FakeMessage, what: str) -> Reply:
        """Presses a button, named by its custom_id or label."""
        button = _find(message, what, {BUTTON}, ("custom_id", "label"))
        assert not button.get("disabled"), f"{what} is disabled"
        assert "custom_id" in button, f"{what} is a link"
        data = {"component_type": BUTTON, "custom_id": button["custom_id"], "id": button["id"]}
        return await self._on(message, user, data)

    async def select(self, user: FakeUser, message: FakeMessage, what: str, values: list[Any]) -> Reply:
        """Chooses in a select, named by its custom_id or placeholder; values, labels, people, or ids."""
        select = _find(message, what, SELECTS, ("custom_id", "placeholder"))
        assert not select.get("disabled"), f"{what} is disabled"
        resolved = Resolved(self.world, self.world.guilds.get(message.guild_id or 0))
        chosen = select_values(select, values, resolved)
        data: JSON = {
            "component_type": select["type"], "custom_id": select["custom_id"], "id": select["id"], "values": chosen
        }  # fmt: skip
        return await self._on(message, user, data | ({"resolved": resolved.found} if resolved.found else {}))

    async def submit(self, user: FakeUser, modal: Modal | None, fields: Mapping[str, Any]) -> Reply:
        """Sends a modal off; fields named by custom_id or label, the others stay as they were."""
        assert modal, "no modal is open"
        origin = modal.origin
        assert user is origin.user, f"the modal is open for {origin.user.name}"
        data = submission(modal, fields, Resolved(self.world, origin.guild))
        return await self._act(SUBMIT, user, origin.guild, origin.channel, data, origin.source)

    async def duplicate(self, interaction: Interaction | None = None, times: int = 1) -> None:
        """Dispatches an interaction, by default the last one, again."""
        again = interaction or self.last
        assert again, "no interaction yet"
        for _ in range(times):
            await self._dispatch(again)

    def _channel(self, user: FakeUser, guild: FakeGuild | None, channel: int | None) -> FakeChannel:
        if guild is None:
            return self.world.dm(user)
        assert guild.joined, f"the bot is not in {guild.name}"
        assert user.id not in guild.gone, f"{user.name} is not in {guild.name}"
        return guild.channels[channel or next(iter(guild.channels), 0) or guild.text_channel("general")]

    async def _on(self, message: FakeMessage, user: FakeUser, data: JSON) -> Reply:
        assert not message.deleted, "the message is gone"
        assert not message.ephemeral or message.seen_by is user, f"{user.name} does not see the message"
        guild = self.world.guilds.get(message.guild_id or 0)
        channel = guild.channels[message.channel_id] if guild else self.world.dm(user)
        assert channel.id == message.channel_id, f"{user.name} does not see the message"
        return await self._act(COMPONENT, user, guild, channel, data, message)

    async def _act(
        self,
        kind: int,
        user: FakeUser,
        guild: FakeGuild | None,
        channel: FakeChannel,
        data: JSON,
        source: FakeMessage | None = None,
    ) -> Reply:
        number, seconds = self.world.ids.next(), self.world.seconds()
        made = Interaction(number, f"token-{number}", kind, user, guild, channel, data, seconds, source)
        self.world.interactions[made.token] = self.last = made
        assert await self._dispatch(made), "no bot is connected to hear of this"
        try:
            await asyncio.wait_for(made.settled.wait(), self.timeout)
        except TimeoutError:
            seen = "nothing" if made.ack is None else f"an answer of type {made.ack} and nothing after it"
            raise AssertionError(f"after {self.timeout} s: {seen}; {data}; refused: {self.world.refusals}") from None
        return Reply(made)

    async def _dispatch(self, made: Interaction) -> int:
        common: JSON = {"application_id": str(self.world.application_id)}
        guild_id = made.guild.id if made.guild else None
        return await self.gateway.dispatch("INTERACTION_CREATE", made.json(common), guild_id)


def _find(message: FakeMessage, what: str, kinds: set[int], keys: tuple[str, ...]) -> JSON:
    there = [part for part in walk(message.components) if part["type"] in kinds]
    for key in keys:
        for part in there:
            if part.get(key) == what:
                return part
    raise AssertionError(f"no {what} on the message: {[tuple(part.get(key) for key in keys) for part in there]}")
