"""The day somebody types, and the words around it.

The `dateparser` library reads the names of days and months in the languages the bot knows, and "in 3 days". It guesses
at "next Tuesday", at "1/12" and at what is only half a date, so those are read here.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from bot.errors import UserError

EXAMPLES = 'Type it like "tomorrow 5pm", "fri 17:00" or "2026-12-01 18:30".'
UNCLEAR = f"I did not understand that time. {EXAMPLES}"
DAY = timedelta(days=1)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d\d)(?!\d)|\.?(?!\d))")


def plain(typed: str) -> str:
    """Lower case on one line; compatibility forms, digits of any script, accents and what nobody sees are folded."""
    letters = unicodedata.normalize("NFKD", typed.lower())
    letters = "".join("-" if unicodedata.category(char) == "Pd" else char for char in letters)
    kept = [char for char in letters if char.isspace() or unicodedata.category(char) not in _UNSEEN]
    return " ".join("".join(str(unicodedata.decimal(char, char)) for char in kept).split())


_UNSEEN = frozenset({"Mn", "Cc", "Cf", "Cs", "Co", "Cn"})


@cache
def _stored() -> dict[str, Any]:
    stored: dict[str, Any] = tomllib.loads(files("bot.domain").joinpath("typed_times.toml").read_text("utf-8"))
    return stored


@cache
def some(*kinds: str) -> frozenset[str]:
    """The words of those lists in typed_times.toml, in their plain form."""
    return frozenset(plain(word) for kind in kinds for word in _stored()[kind])


@cache
def _others() -> dict[str, str]:
    return {f" {plain(old)} ": f" {plain(new)} " for old, new in _stored()["rewritten"].items()}


def rewritten(text: str) -> str:
    """The plain text with what the library does not know in other words."""
    for old, new in _others().items():
        text = f" {text} ".replace(old, new).strip()
    return text


def trimmed(words: Sequence[str]) -> str:
    """The words without the small ones that join a day to its clock time."""
    first, last = 0, len(words)
    while first < last and words[first] in some("at"):
        first += 1
    while first < last and words[last - 1] in some("at"):
        last -= 1
    return " ".join(words[first:last])


def day_of(typed: str, languages: tuple[str, ...], today: date) -> tuple[date, timedelta]:
    """The day in plain words, and how much later it is when its hour is past: nothing for a day without a choice.

    No word at all is today or tomorrow. Raises UserError when there is no day, or more than one.
    """
    if set(typed.split()) <= some("this", "link"):
        return today, DAY
    numbers = _numbers(typed, languages, today)
    if numbers:
        return numbers, timedelta()
    return _weekly(typed, languages, today) or (_other(typed, languages, today), timedelta())


def _numbers(typed: str, languages: tuple[str, ...], today: date) -> date | None:
    """The day of a date in figures; None when there is none. Raises UserError for one that may be two dates.

    Beside it there may be its weekday.
    """
    found = _YEAR_FIRST.search(typed) or _DAY_FIRST.search(typed)
    if not found:
        return None
    try:
        read = date(*map(int, found.groups())) if found.re is _YEAR_FIRST else _day_and_month(found, today)
    except ValueError:
        raise UserError(f"There is no such date. {EXAMPLES}") from None
    for word in _words(f"{typed[: found.start()]} {typed[found.end() :]}"):
        if not _agrees(word, read, languages, today):
            raise UserError(UNCLEAR)
    return read


def _words(typed: str) -> list[str]:
    """Without commas and the dots of abbreviations."""
    return [bare for word in typed.replace(",", " ").split() if (bare := word.strip(".?!"))]


def _agrees(word: str, read: date, languages: tuple[str, ...], today: date) -> bool:
    """Whether a word that a reading does not need is no objection to it. Raises UserError for another weekday."""
    number = "".join(filter(str.isdigit, word))
    if word in some("at", "link", "soon", "this") or number in (str(read.year), str(read.day)):
        return True
    weekday = _weekday(word, languages, today)
    if weekday is not None and weekday != read.weekday():
        raise UserError(f"{read.day} {read:%b %Y} is a {read:%A}. Type the weekday or the date, not both.")
    alone, parts = dated(word, languages, datetime.combine(today, time()))
    is_month = alone is not None and parts == ("month",) and alone.month == read.month
    return weekday is not None or is_month


def has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _day_and_month(found: re.Match[str], today: date) -> date:
    """The date of "13/12", "12/13" or "1.12."; the coming one when it has no year. Raises ValueError for none."""
    first, sign, second, year = found.groups()
    day, month = int(first), int(second)
    if sign != "." and day != month and max(day, month) <= 12:
        raise UserError(f"{first}{sign}{second} may be two dates. Write the month as a word, or like 2026-12-01.")
    if sign != "." and month > 12:
        day, month = month, day
    if year:
        return date(int(year) % 100 + 2000 if len(year) == 2 else int(year), month, day)
    read = date(today.year, month, day)
    return read if read >= today else read.replace(year=today.year + 1)


def _weekly(typed: str, languages: tuple[str, ...], today: date) -> tuple[date, timedelta] | None:
    """The day of a weekday with "next", "this" or "week" around it; None when there is no weekday."""
    words = typed.replace(",", " ").split()
    name = " ".join(word for word in words if word not in some("next", "this", "week", "link"))
    weekday = _weekday(name, languages, today) if len(_words(name)) == 1 else None
    if weekday is None:
        return None
    if not some("next").isdisjoint(words):
        return today + DAY * (7 + weekday - today.weekday()), timedelta()
    coming = today + DAY * ((weekday - today.weekday()) % 7)
    if some("week").isdisjoint(words):
        return coming, 7 * DAY
    if some("this").isdisjoint(words):
        return coming + 7 * DAY, timedelta()
    return today + DAY * (weekday - today.weekday()), timedelta()


def _weekday(name: str, languages: tuple[str, ...], today: date) -> int | None:
    """0 for Monday's name in one of the languages; None for what is no weekday.

    A weekday is what falls on the same day of the week when it is read a day later.
    """
    if not name or has_digit(name):
        return None
    base = datetime.combine(today, time(12))
    (first, parts), (second, _) = dated(name, languages, base), dated(name, languages, base + DAY)
    if first is None or second is None or "day" not in parts or "time" in parts:
        return None
    coming = -DAY < first - base < 8 * DAY
    return first.weekday() if coming and first.weekday() == second.weekday() else None


def _other(typed: str, languages: tuple[str, ...], today: date) -> date:
    """The day that the library reads. Raises UserError when it reads none, or leaves out what means something."""
    words = _words(typed)
    if len(words) > _MOST_WORDS or typed.isdigit() or set(words) <= some("next", "this", "week", "link"):
        raise UserError(UNCLEAR)
    while words[0] in some("link"):  # the library takes "am 1. Dezember" for a time before noon
        words = words[1:]
    read = _read(" ".join(words), languages, today)
    if read is None:
        raise UserError(UNCLEAR)
    for index, word in enumerate(words):
        without = " ".join(words[:index] + words[index + 1 :])
        is_left_out = len(words) > 1 and _read(without, languages, today) == read
        if is_left_out and not _agrees(word, read, languages, today):
            raise UserError(UNCLEAR)
    return read


_MOST_WORDS = 7
"""As in "friday the 4th of december 2026": what is longer is a sentence."""


def _read(typed: str, languages: tuple[str, ...], today: date) -> date | None:
    """The day that the library reads; None when it reads none, or a time."""
    base = datetime.combine(today, time())
    read, parts = dated(typed, languages, base)
    if read and parts == ("day",) and read < base:
        read, parts = dated(typed, languages, base.replace(day=1) + 32 * DAY)
    if read is None or "day" not in parts or "time" in parts:
        return None
    named_today = "year" not in parts and (read.month, read.day) == (today.month, today.day)
    return today if named_today else read.date()


def known(languages: Sequence[str]) -> tuple[str, ...]:
    """Those of the languages (ISO 639) that the library knows, in the same order, and English."""
    from dateparser.data.languages_info import language_order

    return tuple(dict.fromkeys([*(code for code in languages if code in language_order), "en"]))


def dated(
    text: str, languages: tuple[str, ...], base: datetime, *parsers: str
) -> tuple[datetime | None, tuple[str, ...]]:
    """What the library reads from `base` on (both without a zone), and which of year, month, day and time were typed.

    Nothing that it takes for a zone is accepted. Its tables are kept by itself, per language; a parser is made anew
    because it holds `base`, which takes 50 µs.
    """
    from dateparser.date import DateDataParser

    settings = {
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": base,
        "TIMEZONE": "UTC",
        "DATE_ORDER": "DMY",
        "PARSERS": list(parsers or ("relative-time", "absolute-time")),
    }
    parser: Any = DateDataParser(languages=list(languages), use_given_order=True, settings=settings)
    data = parser.get_date_data(text)
    read: datetime | None = data.date_obj
    return (None, ()) if read is None or read.tzinfo else (read, tuple(data.parts))
