"""Every mentor of a community laid out in arrays, kept up to date by the database's own count of changes.

A shelf is a copy, never the truth: each search first reads the rows that changed since, which the community's counter
of changes makes a short look at an index, whichever process changed them. Everybody is scored at once, by tables that
the rule itself fills, in whole numbers: so the order is the rule's own, to the last draw among equals.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ranking import DRAWN, ENOUGH_HOURS, Scorer

_WORDS = 11
"""64-bit words that hold the 672 quarter hours of a week."""
_NEVER = float("-inf")
_ENOUGH = 4 * ENOUGH_HOURS

Whole = NDArray[np.int64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Row:
    """What scoring needs of one mentor; `change` is the community's count when the row was last changed."""

    person: int
    change: int
    is_listed: bool
    standing: int
    paused_until: datetime | None
    zone: str
    week: bytes
    topics: tuple[int, ...]
    languages: tuple[str, ...]


class Shelf:
    """The mentors of one community, a column each. `seen` is the count of changes up to which everything is on it.

    `turn` is held while it is brought up to date, so that only one search reads what all are waiting for.
    """

    def __init__(self) -> None:
        self.seen = 0
        self.turn = asyncio.Lock()
        self._places: dict[int, int] = {}
        self._codes: dict[str, int] = {}
        self._zones: dict[str, int] = {}
        self._people = np.zeros(0, np.int64)
        self._changes = np.zeros(0, np.int64)
        self._listed = np.zeros(0, np.bool_)
        self._standing = np.zeros(0, np.int64)
        self._paused = np.zeros(0, np.float64)
        self._zone = np.zeros(0, np.intp)
        self._weeks = np.zeros((_WORDS, 0), np.uint64)
        self._topics = np.zeros((4, 0), np.int64)
        self._languages = np.zeros((2, 0), np.int64)

    def __len__(self) -> int:
        return len(self._places)

    def take(self, rows: Iterable[Row]) -> None:
        """Adds or replaces mentors; a row older than the one it would replace is left out."""
        newer = [row for row in rows if row.change >= self._change_of(row.person)]
        if not newer:
            return
        at = np.array([self._places.setdefault(row.person, len(self._places)) for row in newer], np.intp)
        self._grow()
        self._people[at] = [row.person for row in newer]
        self._changes[at] = [row.change for row in newer]
        self._listed[at] = [row.is_listed for row in newer]
        self._standing[at] = [row.standing for row in newer]
        self._paused[at] = [row.paused_until.timestamp() if row.paused_until else _NEVER for row in newer]
        self._zone[at] = [self._zones.setdefault(row.zone, len(self._zones)) for row in newer]
        self._weeks[:, at] = _words(row.week for row in newer)
        self._topics = _written(self._topics, at, [row.topics for row in newer])
        self._languages = _written(self._languages, at, [self._numbers(row.languages) for row in newer])

    def drop(self, removals: Iterable[tuple[int, int]]) -> None:
        """(person, change) of those who mentor no more."""
        for person, change in removals:
            place = self._places.get(person)
            if place is not None and change > self._changes[place]:
                self._listed[place], self._changes[place] = False, change

    def best(self, scorer: Scorer, left_out: frozenset[int], wanted: int) -> list[int]:
        """The people with the `wanted` highest scores, best first, drawn among equals as the rule says."""
        able, scores = self._covering(scorer, self._open(scorer, left_out))
        if not len(able):
            return []
        free = np.array([scorer.score(0, quarters / 4, 0) for quarters in range(_ENOUGH + 1)], np.int64)
        scores += free[np.minimum(self._quarters(scorer, able), _ENOUGH)] + self._standing[able]
        factor, shift = scorer.lot
        draws = (self._people[able] % DRAWN * factor + shift) % DRAWN
        order = scores * DRAWN + (DRAWN - 1 - draws)
        if len(order) > wanted:
            first = np.argpartition(order, len(order) - wanted)[len(order) - wanted :]
            able, order = able[first], order[first]
        found: list[int] = self._people[able[np.argsort(-order)]].tolist()
        return found

    def _open(self, scorer: Scorer, left_out: frozenset[int]) -> NDArray[np.bool_]:
        """Who takes requests now, and may be shown to this student."""
        able: NDArray[np.bool_] = self._listed & (self._paused <= scorer.now.timestamp())
        for person in left_out & self._places.keys():
            able[self._places[person]] = False
        return able

    def _covering(self, scorer: Scorer, able: NDArray[np.bool_]) -> tuple[Places, Whole]:
        """The places of those who cover a topic and speak a language, and their points for the topics."""
        covered = np.zeros(len(able), np.intp)
        for topic in scorer.asked:
            covered += (self._topics == topic).any(axis=0)
        places = np.flatnonzero(able & (covered > 0) if scorer.asked else able)
        if scorer.languages:
            codes = [self._codes[code] for code in scorer.languages if code in self._codes]
            places = places[np.isin(self._languages[:, places], codes).any(axis=0)]
        nothing = scorer.score(0, 0.0, 0)
        points = np.array([scorer.score(number, 0.0, 0) - nothing for number in range(len(scorer.asked) + 1)], np.int64)
        return places, points[covered[places]]

    def _quarters(self, scorer: Scorer, able: Places) -> Whole:
        """The quarter hours that each shares with the student."""
        mine = _words(scorer.week_in(zone).to_bytes(_WORDS * 8, "little") for zone in self._zones)
        zones = self._zone[able]
        found = np.zeros(len(able), np.int64)
        for theirs, ours in zip(self._weeks, mine, strict=True):
            found += np.bitwise_count(theirs[able] & ours[zones])
        return found

    def _change_of(self, person: int) -> int:
        place = self._places.get(person)
        return 0 if place is None else int(self._changes[place])

    def _numbers(self, codes: Iterable[str]) -> tuple[int, ...]:
        return tuple(self._codes.setdefault(code, len(self._codes) + 1) for code in codes)

    def _grow(self) -> None:
        """Makes room for everybody who has a place, and for as many again."""
        size = len(self._people)
        if len(self._places) <= size:
            return
        more = max(64, 2 * len(self._places)) - size
        for name in ("_people", "_changes", "_listed", "_standing", "_paused", "_zone"):
            setattr(self, name, np.pad(getattr(self, name), (0, more)))
        for name in ("_weeks", "_topics", "_languages"):
            setattr(self, name, np.pad(getattr(self, name), ((0, 0), (0, more))))


def _words(weeks: Iterable[bytes]) -> NDArray[np.uint64]:
    """A column of words for each week."""
    joined = b"".join(week.ljust(_WORDS * 8, b"\0") for week in weeks)
    return np.frombuffer(joined, "<u8").reshape(-1, _WORDS).T.astype(np.uint64)


def _written(table: Whole, at: Places, rows: Sequence[tuple[int, ...]]) -> Whole:
    """The table with these columns written, zeros below; taller when a row needs it."""
    most = max(map(len, rows))
    if most > len(table):
        table = np.pad(table, ((0, most - len(table)), (0, 0)))
    table[:, at] = np.array([row + (0,) * (len(table) - len(row)) for row in rows], np.int64).T
    return table


class Shelves:
    """The shelves of one process, the least used ones given up when there are too many mentors on them."""

    MOST = 400_000
    """Mentors on all shelves together: about 100 MB."""

    def __init__(self) -> None:
        self._shelves: OrderedDict[int, Shelf] = OrderedDict()

    def of(self, community: int) -> Shelf:
        """The shelf of a community, empty at first."""
        shelf = self._shelves.setdefault(community, Shelf())
        self._shelves.move_to_end(community)
        while len(self._shelves) > 1 and sum(map(len, self._shelves.values())) > self.MOST:
            self._shelves.popitem(last=False)
        return shelf

    def forget(self, community: int) -> None:
        """Gives up the shelf of a community."""
        self._shelves.pop(community, None)


class Copies:
    """One transaction's view of the shelves: the shared ones, until it has changed a mentor itself."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self.is_changed = False

    def shelf(self, community: int) -> Shelf:
        """The shared shelf; an empty one of its own where the transaction may yet be rolled back."""
        return Shelf() if self.is_changed else self._shelves.of(community)

    def forget(self, community: int) -> None:
        """The community is no more; SQLite may give its id to another."""
        self._shelves.forget(community)


_KEY = "office hours: copies"


def begin_copies(connection: AsyncConnection, shelves: Shelves) -> None:
    """A transaction begins on this connection."""
    connection.info[_KEY] = Copies(shelves)


def copies_of(connection: AsyncConnection) -> Copies:
    """The copies of the transaction that runs on this connection."""
    found = connection.info[_KEY]
    if not isinstance(found, Copies):
        raise TypeError("no transaction has begun here")
    return found
