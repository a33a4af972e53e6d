"""Rooms: a channel, the bot's direct messages with somebody, or those of two people."""

from dataclasses import dataclass

from adapters.playground.town import BOT, Persona, Town


@dataclass(frozen=True, slots=True)
class Room:
    """A place to talk. Without `channel` it is a direct message of `people`, sorted; of one: the bot's."""

    space: str
    channel: str = ""
    people: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """`far-campus/#help` or `far-campus/@ada+grace`: the room in addresses and in the journal."""
        return f"{self.space}/#{self.channel}" if self.channel else f"{self.space}/@{'+'.join(self.people)}"

    @property
    def is_direct(self) -> bool:
        return not self.channel


def with_bot(space: str, account: str) -> Room:
    """Where the bot writes to somebody."""
    return Room(space, people=(account,))


def between(space: str, one: str, other: str) -> Room:
    """Where two people write to each other."""
    return Room(space, people=tuple(sorted((one, other))))


def parse(key: str) -> Room | None:
    """The room of a key, or None when it is none. Says nothing about whether there is such a room."""
    space, slash, rest = key.partition("/")
    if not slash or len(rest) < 2:
        return None
    if rest[0] == "#":
        return Room(space, rest[1:])
    return Room(space, people=tuple(rest[1:].split("+"))) if rest[0] == "@" else None


def _channels(town: Town, persona: Persona, space: str) -> list[Room]:
    found = town.space(space)
    channels = found.channels if found else ()
    return [Room(space, channel.id) for channel in channels if persona.is_moderator or not channel.is_private]


def rooms_of(town: Town, persona: Persona, space: str) -> list[Room]:
    """What a persona sees at the left: channels, the bot, then the other personas."""
    others = [between(space, persona.account, p.account) for p in town.personas if p != persona]
    return [*_channels(town, persona, space), with_bot(space, persona.account), *others]


def can_see(town: Town, persona: Persona, room: Room) -> bool:
    """Whether the persona may read and write there."""
    return town.space(room.space) is not None and room in rooms_of(town, persona, room.space)


def partner(town: Town, persona: Persona, room: Room) -> str:
    """The account of the other one in a direct message of two; empty for the bot's."""
    return next((account for account in room.people if account != persona.account), "")


def title(town: Town, persona: Persona, room: Room) -> str:
    """The room's name for this reader, without the # of a channel."""
    if room.channel:
        return room.channel
    other = town.person(partner(town, persona, room))
    return other.name if other else BOT


def topic(town: Town, persona: Persona, room: Room) -> str:
    """One line on what the room is for."""
    space = town.space(room.space)
    if room.channel and space:
        channel = space.channel(room.channel)
        return channel.topic if channel else ""
    other = town.persona(partner(town, persona, room))
    return other.subtitle if other else "Only you and the bot read this"
