"""What every handler of a request shares, and how a request says who looks at what."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from adapters.playground import rooms
from adapters.playground.chat import Chat
from adapters.playground.clock import SimulatedClock
from adapters.playground.rendering import Reader, Renderer
from adapters.playground.town import Persona, Town
from adapters.playground.travel import Clockwork
from bot.app import App


@dataclass(frozen=True, slots=True)
class State:
    """The parts the playground is made of. `turn` is held while something happens: one thing at a time."""

    app: App
    clockwork: Clockwork
    chat: Chat
    clock: SimulatedClock
    renderer: Renderer
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def town(self) -> Town:
        return self.chat.town


STATE: web.AppKey[State] = web.AppKey("state", State)


def home(state: State, persona: Persona, space: str) -> rooms.Room:
    """Where a persona begins: with the bot when it has written to them, else in the first lively channel."""
    own = rooms.with_bot(space, persona.account)
    if state.chat.unread(persona.account, own):
        return own
    there = rooms.rooms_of(state.town, persona, space)
    return next((room for room in there if room.channel and state.chat.posts(room, persona.account)), own)


def reader(state: State, asked: Mapping[str, str]) -> Reader:
    """Who asks and about which room (`as` and `room` of a request). Raises HTTPNotFound for a closed room."""
    account, key = asked.get("as", ""), asked.get("room", "")
    persona = state.town.persona(account) if account else state.town.personas[0]
    if persona is None:
        raise web.HTTPNotFound(text="Nobody here has that account.")
    if not key:
        return Reader(persona, home(state, persona, state.town.spaces[0].id))
    room = rooms.parse(key)
    if room is None or not rooms.can_see(state.town, persona, room):
        raise web.HTTPNotFound(text="There is no such room for this persona.")
    return Reader(persona, room)
