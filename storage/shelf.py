"""Every mentor of a community laid out in arrays, kept up to date by the database's own count of changes.

A shelf is a copy, never the truth: each search first reads the rows that changed since, which the community's counter
of changes makes a short look at an index, whichever process changed them. Scores are computed for all at once and the
few best are then scored again by the rule itself.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ranking import ENOUGH_HOURS, HOURS, TOPICS, Scorer

_WORDS = 11
"""64-bit words that hold the 672 quarter hours of a week."""
_NEVER = float("-inf")
_NEAR = 1e-3
"""How close to the last place a score is still looked at exactly: far more than rounding can move it."""


@dataclass(frozen=True, slots=True)
class Row:
    """What scoring needs of one mentor; `change` is the community's count when the row was last changed."""

    person: int
    change: int
    is_listed: bool
    standing: float
    paused_until: datetime | None
    zone: str
    week: bytes
    topics: tuple[int, ...]
    languages: tuple[str, ...]


class Shelf:
    """The mentors of one community. `seen` is the count of changes up to which everything is on it."""

    def __init__(self) -> None:
        self.seen = 0
        self._places: dict[int, int] = {}
        self._codes: dict[str, int] = {}
        self._zones: list[str] = []
        self._people = np.zeros(0, np.int64)
        self._changes = np.zeros(0, np.int64)
        self._listed = np.zeros(0, np.bool_)
        self._standing = np.zeros(0, np.float64)
        self._paused = np.zeros(0, np.float64)
        self._zone = np.zeros(0, np.int32)
        self._weeks = np.zeros((0, _WORDS), np.uint64)
        self._topics = np.zeros((0, 4), np.int64)
        self._languages = np.zeros((0, 2), np.int64)

    def __len__(self) -> int:
        return len(self._places)

    def take(self, rows: Iterable[Row]) -> None:
        """Adds or replaces mentors; a row older than the one it would replace is left out."""
        for row in rows:
            place = self._place(row.person)
            if row.change < self._changes[place]:
                continue
            self._people[place], self._changes[place] = row.person, row.change
            self._listed[place], self._standing[place] = row.is_listed, row.standing
            self._paused[place] = row.paused_until.timestamp() if row.paused_until else _NEVER
            self._zone[place] = self._zone_of(row.zone)
            self._weeks[place] = _words(int.from_bytes(row.week, "little"))
            self._topics = _written(self._topics, place, row.topics)
            codes = tuple(self._codes.setdefault(code, len(self._codes) + 1) for code in row.languages)
            self._languages = _written(self._languages, place, codes)

    def drop(self, removals: Iterable[tuple[int, int]]) -> None:
        """(person, change) of those who mentor no more."""
        for person, change in removals:
            place = self._places.get(person)
            if place is not None and change > self._changes[place]:
                self._listed[place], self._changes[place] = False, change

    def best(self, scorer: Scorer, left_out: frozenset[int], wanted: int) -> list[int]:
        """The people with the `wanted` highest scores, best first, drawn among equals as the rule says."""
        able, covered = self._able(scorer, left_out)
        if not len(able):
            return []
        hours = self._hours(scorer, able)
        scores = HOURS * np.minimum(hours / ENOUGH_HOURS, 1.0) + self._standing[able]
        if scorer.asked:
            scores += TOPICS * covered / len(scorer.asked)
        if len(able) > wanted:
            last = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
            near = scores >= last - _NEAR
            able, covered, hours = able[near], covered[near], hours[near]
        exact = [
            (-scorer.score(int(c), float(h), float(self._standing[place])), int(self._people[place]))
            for place, c, h in zip(able, covered, hours, strict=True)
        ]
        exact.sort(key=lambda one: (one[0], scorer.draw(one[1])))
        return [person for _, person in exact[:wanted]]

    def _able(self, scorer: Scorer, left_out: frozenset[int]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """Places of those who may be shown, and how many asked topics each covers."""
        able = self._listed & (self._paused <= scorer.now.timestamp())
        if scorer.languages:
            codes = [self._codes[code] for code in scorer.languages if code in self._codes]
            able &= np.isin(self._languages, codes).any(axis=1)
        for person in left_out & self._places.keys():
            able[self._places[person]] = False
        places = np.flatnonzero(able)
        covered = np.zeros(len(places), np.int64)
        for topic in scorer.asked:
            covered += (self._topics[places] == topic).any(axis=1)
        if scorer.asked:
            places, covered = places[covered > 0], covered[covered > 0]
        return places, covered

    def _hours(self, scorer: Scorer, able: NDArray[np.intp]) -> NDArray[np.float64]:
        mine = np.array([_words(scorer.week_in(zone)) for zone in self._zones], np.uint64)
        both = self._weeks[able] & mine[self._zone[able]]
        found: NDArray[np.float64] = np.bitwise_count(both).sum(axis=1) / 4.0
        return found

    def _place(self, person: int) -> int:
        place = self._places.setdefault(person, len(self._places))
        if place >= len(self._people):
            self._grow(max(64, 2 * len(self._people)))
        return place

    def _grow(self, size: int) -> None:
        for name in ("_people", "_changes", "_listed", "_standing", "_paused", "_zone"):
            old = getattr(self, name)
            setattr(self, name, np.concatenate((old, np.zeros(size - len(old), old.dtype))))
        for name in ("_weeks", "_topics", "_languages"):
            old = getattr(self, name)
            setattr(self, name, np.concatenate((old, np.zeros((size - len(old), old.shape[1]), old.dtype))))

    def _zone_of(self, zone: str) -> int:
        if zone not in self._zones:
            self._zones.append(zone)
        return self._zones.index(zone)


def _words(bits: int) -> NDArray[np.uint64]:
    return np.frombuffer(bits.to_bytes(_WORDS * 8, "little"), "<u8").astype(np.uint64)


def _written(table: NDArray[np.int64], place: int, values: tuple[int, ...]) -> NDArray[np.int64]:
    """The table with a row of values, zeros behind them; wider when the row needs it."""
    if len(values) > table.shape[1]:
        wider = np.zeros((len(table), len(values)), table.dtype)
        wider[:, : table.shape[1]] = table
        table = wider
    table[place] = 0
    table[place, : len(values)] = values
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


class Copies:
    """One transaction's view of the shelves: the shared ones, until it has changed a mentor itself."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self.is_changed = False

    def shelf(self, community: int) -> Shelf:
        """The shared shelf; an empty one of its own where the transaction may yet be rolled back."""
        return Shelf() if self.is_changed else self._shelves.of(community)


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
