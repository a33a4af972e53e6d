"""Calendars that people add: what they are read for, when they are read again, and which addresses can be one."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from urllib.parse import urlsplit

from bot.domain.occurrences import zone_of
from bot.errors import UserError

MOST = 5
"""Calendars of one person."""
LONGEST_ADDRESS = 1000
HORIZON = timedelta(days=180)
"""How far ahead a calendar is read."""
EVERY = timedelta(minutes=30)
PAUSE = timedelta(minutes=5)
"""So long lies between two readings that somebody asks for, longer than one takes: the host is somebody else's."""
SLOWEST = timedelta(hours=6)
"""How long a calendar that cannot be read is left alone at most."""
SPREAD = 300
"""Seconds over which calendars that were added together are spread."""
PATIENCE = 3
"""Failures in a row after which its owner is told."""
FRESH = timedelta(days=7)
"""After this long a calendar is read whole, changed or not: what lies ahead has moved on."""

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_OWN = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "arpa", "onion", "test")
"""Last parts of names that lead into somebody's own network, or nowhere."""

_COPY = "Copy the whole address from your calendar; it begins with https:// or webcal://."


class FeedKind(StrEnum):
    """What a calendar is read for."""

    BUSY = "busy"
    DEADLINES = "deadlines"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a calendar is. `url` is a secret: whoever knows it reads the calendar. `host` may be shown."""

    url: str = field(repr=False)
    host: str

    @classmethod
    def parse(cls, typed: str) -> "Address":
        """Raises UserError, with words to show, for everything but https to a name on the public internet."""
        try:
            parts = urlsplit(_checked(typed.strip()))
            port = parts.port
        except ValueError:
            raise UserError(f"I cannot read that address. {_COPY}") from None
        if parts.scheme not in ("https", "webcal", "webcals"):
            raise UserError(f"I read calendars over https only. {_COPY}")
        if parts.username is not None or parts.password is not None:
            raise UserError("An address with a name or password in it is not safe here. Use the secret address alone.")
        if port not in (None, 443):
            raise UserError("I read calendars on the usual port of https only. Take the number out of the address.")
        host = _host(parts.hostname or "")
        query = f"?{parts.query}" if parts.query else ""
        return cls(f"https://{host}{parts.path or '/'}{query}", host)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something to hand in. `at` is aware, in UTC; with `is_day` it is the last minute of a day by the clock of `zone`.

    `uid` tells it from others of its calendar and stays the same when it moves.
    """

    uid: str
    title: str
    at: datetime
    is_day: bool = False
    zone: str = field(default="UTC", compare=False)

    @property
    def mark(self) -> str:
        """A short name for it in a button, which a `uid` may be too long for."""
        return sha256(self.uid.encode()).hexdigest()[:20]

    def day(self, zone: str) -> date:
        """The day on which it falls for somebody in a zone; a whole day is the same one for everybody."""
        return self.at.astimezone(zone_of(self.zone if self.is_day else zone)).date()


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar somebody added. `read_at` is when the copy we have was made, None for none yet; `tried_at` when it
    was asked for last; `trouble` why that failed, empty when it did not; `zone` the clock its times were read in. Each
    time somebody sets out to read it there is a new `turn`.
    """

    id: int
    person: int
    kind: FeedKind
    address: Address
    is_shared: bool
    zone: str
    etag: str
    modified: str
    read_at: datetime | None
    tried_at: datetime | None
    failures: int
    trouble: str
    turn: int


def next_read(feed: int, failures: int, now: datetime) -> datetime:
    """When a calendar is read again, after so many failures in a row."""
    wait = min(EVERY * (1 << min(failures, 9)), SLOWEST)
    return now + wait + timedelta(seconds=feed * 37 % SPREAD)


def is_told(feed: Feed) -> bool:
    """Whether its owner hears of this failure, which is counted already: the first of a new calendar, else one."""
    return feed.failures == (PATIENCE if feed.read_at else 1)


def _checked(typed: str) -> str:
    """Raises ValueError for what browsers, libraries and people read in different ways."""
    if (
        not typed.isascii()
        or not typed.isprintable()
        or set(typed) & set(' \\"<>^`{|}')
        or len(typed) > LONGEST_ADDRESS
    ):
        raise ValueError("not an address")
    return typed.partition("#")[0]


def _host(name: str) -> str:
    """A name, in small letters. Raises UserError for a number, and for a name of somebody's own network."""
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise UserError(f"There is no host in that address. {_COPY}")
    if labels[-1][0].isdigit():
        raise UserError("That address has a number instead of a name. Use the one your calendar shows.")
    if len(labels) < 2 or labels[-1] in _OWN:
        raise UserError("That is an address inside a private network, which I do not read.")
    return name
