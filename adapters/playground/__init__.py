"""A chat on this machine to try the bot in: it plays the chat service and translates, nothing else.

Composed by hand, in this order, because the messenger is needed before there is an app:

    journal = Journal(path or None)
    chat = Chat(town, journal)
    clock = SimulatedClock(start, journal)
    messenger = PlaygroundMessenger(chat, clock)      # for the clockwork, under the name PLATFORM
    playground = Playground(app, clockwork, chat, clock)
    runner = await playground.serve(port)             # playground.url is what to open
    await runner.cleanup()
"""

from adapters.playground.chat import Chat
from adapters.playground.clock import SimulatedClock
from adapters.playground.journal import Journal
from adapters.playground.messenger import PlaygroundMessenger
from adapters.playground.server import Playground
from adapters.playground.town import PLATFORM, Channel, Member, Persona, Space, Town

__all__ = [
    "PLATFORM",
    "Channel",
    "Chat",
    "Journal",
    "Member",
    "Persona",
    "Playground",
    "PlaygroundMessenger",
    "SimulatedClock",
    "Space",
    "Town",
]
