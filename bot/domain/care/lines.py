"""Help lines: where they are, when they answer, and when somebody last looked whether they still do."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

FINDER = "https://findahelpline.com"
"""Lines of some 130 countries, kept by people whose work that is; always shown beside ours."""
OLD = timedelta(days=180)
"""After that, what was checked once is no longer known."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `country` is an ISO 3166 code; `how` is call, text or chat; `source` is where to check it again."""

    country: str
    name: str
    number: str
    how: str
    hours: str
    languages: str
    source: str
    checked: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Book:
    """All lines, and each country's emergency number."""

    lines: tuple[Line, ...]
    emergency: dict[str, str]

    def of(self, country: str) -> tuple[Line, ...]:
        """What may be shown of a country: nothing that nobody has seen on a page."""
        return tuple(line for line in self.lines if line.country == country and line.verified)


def read_book(toml: str) -> Book:
    held = tomllib.loads(toml)
    lines = (Line(country, **line) for country, some in held["lines"].items() for line in some)
    return Book(tuple(lines), held["emergency"])


@cache
def book() -> Book:
    return read_book(files("bot.domain.care").joinpath("lines.toml").read_text("utf-8"))


def stale(lines: Iterable[Line], today: date) -> tuple[Line, ...]:
    """Those that nobody has looked at for longer than `OLD`."""
    return tuple(line for line in lines if today - line.checked > OLD)
