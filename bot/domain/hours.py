"""Reads weekly hours as people type them: "Mon-Fri 18-21, Sat 10-12", "weekdays 6pm-9pm", "evenings"."""

import re
import unicodedata
from collections.abc import Iterator

from bot.domain.week import DAYS, Week, span_bits
from bot.errors import UserError

MOST = 300
"""Characters that are read; more is not a week, and the pattern below stays quick on any 300."""
EXAMPLE = "Try: Mon-Fri 18-21, Sat 10-12"

PRESETS = {
    "mornings": "daily 8-12",
    "weekday mornings": "Mon-Fri 8-12",
    "lunchtimes": "Mon-Fri 12-14",
    "lunch": "Mon-Fri 12-14",
    "afternoons": "Mon-Fri 13-17",
    "weekday afternoons": "Mon-Fri 13-17",
    "evenings": "daily 18-21",
    "weekday evenings": "Mon-Fri 18-21",
    "weekends": "Sat-Sun 10-18",
    "weekend": "Sat-Sun 10-18",
    "weekend mornings": "Sat-Sun 9-12",
    "office hours": "Mon-Fri 9-17",
    "any daytime": "daily 9-18",
    "any time": "daily 8-22",
    "anytime": "daily 8-22",
}
"""Names for common weeks, each standing for a text that is read like any other."""

_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GROUPS = {
    "weekdays": range(5),
    "weekday": range(5),
    "weekends": range(5, 7),
    "weekend": range(5, 7),
    "daily": range(7),
    "everyday": range(7),
    "always": range(7),
}
_FILLER = {
    "and",
    "or",
    "on",
    "from",
    "at",
    "every",
    "each",
    "day",
    "the",
    "s",
    "between",
    "o",
    "clock",
    "h",
    "hrs",
}
_TO = {"-", "to", "until", "till", "through"}
_HALF, _DAY = 12 * 60, 24 * 60
_NAMED = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 24 * 60}
_TOKEN = re.compile(r"(\d{1,4})(?:[:.h](\d{2}))?\s?(am\b|pm\b|a\.m\b\.?|p\.m\b\.?)?|([^\W\d_]+)|(-)|([,;/&+\s.'h])|(.)")


def parse_week(text: str) -> Week:
    """The week that a text means. Raises UserError that names what could not be read and shows what can.

    Hours without am or pm are of the 24-hour clock, unless the other end of the span has it: "6-9pm" is three hours.
    A span that ends before it begins runs past midnight. Presets may stand beside other parts.
    """
    words = unicodedata.normalize("NFKC", text).casefold().strip()
    if len(words) > MOST:
        raise UserError(f"That is longer than I can read at once. {EXAMPLE}.")
    words = re.sub(r"[‐-―−~]", "-", words)
    if words == "never":
        return Week(0)
    parts = [" ".join(part.split()) for part in re.split(r"[,;\n]", words)]
    presets = [part for part in parts if part in PRESETS and (part not in _GROUPS or len(parts) == 1)]
    bits = _bits(", ".join(part for part in parts if part not in presets))
    for preset in presets:
        bits |= _bits(PRESETS[preset].casefold())
    if not bits:
        raise UserError(f"When in the week do you have time? {EXAMPLE}.")
    return Week(bits)


def _bits(words: str) -> int:
    bits = 0
    for days, spans in _groups(list(_tokens(words))):
        for day in days:
            for begins, ends in spans:
                bits |= span_bits(day, begins, ends)
    return bits


_Token = tuple[str, str | int]


def _tokens(words: str) -> Iterator[_Token]:
    """("day", 0) or ("days", "weekdays"), a time, ("to", "-"); separators and filler are left out.

    A time is ("half", minutes) with am or pm, ("bare", minutes) where those could be meant, ("named", minutes) for
    noon and midnight, or else ("time", minutes).
    """
    for found in _TOKEN.finditer(words):
        hour, minute, half, word, dash, gap, _ = found.groups()
        if hour is not None:
            is_bare = not hour.startswith("0") and 1 <= int(hour) <= 12
            kind = "half" if half else "bare" if is_bare else "time"
            yield kind, _minutes(found.group(0).strip(), int(hour), minute, half or "")
        elif dash or word in _TO:
            yield "to", "-"
        elif word is not None and word not in _FILLER:
            yield _word(word)
        elif gap is None and word is None:
            raise _unread(found.group(0))


def _unread(part: str) -> UserError:
    return UserError(f'I cannot read "{part[:30]}". {EXAMPLE}.')


def _minutes(shown: str, hour: int, minute: str | None, half: str) -> int:
    """Minutes since midnight. Raises UserError for a time no clock shows."""
    if minute is None and hour > 99:
        hour, minute = hour // 100, f"{hour % 100:02}"
    past = int(minute or 0)
    if half:
        if not 1 <= hour <= 12:
            raise _unread(shown)
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 24 or past > 59 or (hour == 24 and past):
        raise _unread(shown)
    return hour * 60 + past


def _word(word: str) -> _Token:
    if word in _NAMED:
        return "named", _NAMED[word]
    if word in _GROUPS:
        return "days", word
    stem = word[:-1] if word.endswith("s") and len(word) > 4 else word
    for day, name in enumerate(_FULL):
        if (len(stem) >= 2 and name.startswith(stem)) or stem == {1: "tues", 3: "thurs"}.get(day):
            return "day", day
    raise _unread(word)


def _groups(tokens: list[_Token]) -> Iterator[tuple[set[int], list[tuple[int, int]]]]:
    """Days and the spans that hold on them, group by group: new days after a span begin the next group."""
    days: set[int] = set()
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        kind = tokens[at][0]
        if kind in ("day", "days"):
            if spans:
                yield days or set(range(7)), spans
                days, spans = set(), []
            at, more = _days(tokens, at)
            days |= more
        else:
            at, span = _span(tokens, at)
            spans.append(span)
    if days and not spans:
        raise UserError(f"Which hours on {', '.join(DAYS[day] for day in sorted(days))}? {EXAMPLE}.")
    if spans:
        yield days or set(range(7)), spans


def _days(tokens: list[_Token], at: int) -> tuple[int, set[int]]:
    """A day, a named group of days, or a range of days, and where the next token is."""
    kind, value = tokens[at]
    if kind == "days":
        return at + 1, set(_GROUPS[str(value)])
    first = int(value)
    if [token[0] for token in tokens[at + 1 : at + 3]] == ["to", "day"]:
        last = int(tokens[at + 2][1])
        return at + 3, {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return at + 1, {first}


def _span(tokens: list[_Token], at: int) -> tuple[int, tuple[int, int]]:
    """Begin and end in minutes; the end is past 24:00 when the span runs over midnight."""
    kinds = [token[0] for token in tokens[at : at + 3]]
    if len(kinds) < 3 or kinds[1] != "to" or not {kinds[0], kinds[2]} <= {"half", "bare", "time", "named"}:
        raise UserError(f"I need a beginning and an end, such as 18-21. {EXAMPLE}.")
    begins, ends = int(tokens[at][1]) % _DAY, int(tokens[at + 2][1])
    if (kinds[0], kinds[2]) == ("bare", "half"):
        begins = min(begins % _HALF, begins % _HALF + _HALF, key=lambda begin: (ends - begin - 1) % _DAY)
    elif kinds[0] in ("half", "named") and kinds[2] == "bare":
        ends = min(ends % _HALF, ends % _HALF + _HALF, key=lambda end: (end - begins - 1) % _DAY)
    if begins == ends:
        raise UserError(f"A span from {begins // 60}:00 to itself is no time. {EXAMPLE}.")
    return at + 3, (begins, ends if ends > begins else ends + _DAY)
