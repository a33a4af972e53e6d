"""Rooms: the services that make them, and what a community keeps of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.rooms import Room


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a service hears of a session: nothing that anybody wrote, and no name.

    `key` (32 characters, 0-9 and a-f) is the same in every try, so that a service that knows it makes no second room.
    `start` is aware and in UTC.
    """

    key: str
    start: datetime
    length: timedelta
    title: str = "Mentoring session"

    @property
    def end(self) -> datetime:
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Made:
    """A room at a service: its own name for it, and the https link that opens it."""

    external: str
    url: str


class RoomsUnavailable(Exception):
    """A service did not do what it was asked to.

    The words are for whoever runs the bot: no secret, and nothing that a member wrote. `wait` is how long the service
    asks to be left alone; `is_final` that another try cannot help before somebody mends something.
    """

    def __init__(self, reason: str, *, wait: timedelta | None = None, is_final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait
        self.is_final = is_final


class MeetingRooms(Protocol):
    """One service. All raise RoomsUnavailable, and nothing else, when it does not work."""

    async def create(self, meeting: Meeting) -> Made:
        """A room that whoever has its link can enter, also when nobody of the service's account is there."""
        ...

    async def move(self, external: str, meeting: Meeting) -> None:
        """The room of that name takes place when the meeting does now; its link stays."""
        ...

    async def delete(self, external: str, meeting: Meeting) -> None:
        """Nobody meets there. Fine when it is gone already.

        `external` is empty when a try to make it was never heard of again.
        """
        ...

    async def check(self) -> None:
        """Signs in, and makes nothing."""
        ...


class Rooms(Protocol):
    """Opened for one community. A session has one room at most that is not given up."""

    async def open(self, session: int, service: str, key: str, due_at: datetime, url: str = "") -> int | None:
        """A room with its link, or one that is wanted from a service at `due_at`. None where the session has one."""
        ...

    async def of(self, session: int) -> Room | None:
        """The one that is not given up."""
        ...

    async def move(self, session: int, now: datetime, due_at: datetime) -> None:
        """The session starts at another time. What a service keeps is moved; what it was not asked for yet is due then.

        What it is making just now is left to whoever waits for its answer.
        """
        ...

    async def drop(self, session: int, now: datetime) -> None:
        """Gives the session's room up. What a service keeps, or may have made, is deleted there."""
        ...

    async def held(self, room: int) -> Room | None:
        """As it is while nobody else can change it, until the transaction ends."""
        ...

    async def keep(self, room: Room) -> None:
        """Its state, names, tries and moment from now on."""
        ...


class RoomWork(Protocol):
    """What services are to be asked, over all communities."""

    async def is_due(self, now: datetime) -> bool:
        """Whether a claim would find anything."""
        ...

    async def claim(self, now: datetime, until: datetime, most: int) -> Sequence[tuple[int, Room]]:
        """(community, room) of what is due, with one more try counted; nobody else gets it before `until`."""
        ...
