"""The bot's way into the chat."""

from adapters.playground.chat import Chat
from adapters.playground.clock import SimulatedClock
from adapters.playground.rooms import Room, with_bot
from bot.ports.messenger import Address, Sent, Undeliverable
from bot.views import View, in_channel


class PlaygroundMessenger:
    """Sends by adding to the chat; messages of members whom nobody plays are kept and never seen."""

    def __init__(self, chat: Chat, clock: SimulatedClock) -> None:
        self._chat = chat
        self._clock = clock

    async def send(self, to: Address, view: View, nonce: str) -> Sent:
        """As the port promises. Raises Undeliverable for closed direct messages and for unknown places."""
        room = self._channel(to) if to.channel else self._direct(to)
        view = in_channel(view) if to.channel else view
        return Sent(str(self._chat.show(room, view, self._clock.now(), nonce=nonce).id))

    async def withdraw(self, channel: Address, message: str) -> None:
        """As the port promises."""
        self._chat.withdraw(int(message))

    def _channel(self, to: Address) -> Room:
        space = self._chat.town.space(to.space)
        if space is None or space.channel(to.channel) is None:
            raise Undeliverable(f"there is no channel #{to.channel}")
        return Room(to.space, to.channel)

    def _direct(self, to: Address) -> Room:
        if not self._chat.takes_dms(to.account):
            raise Undeliverable("they take no direct messages", closes_dm=True)
        return with_bot(to.space, to.account)
