"""Weekly availability in somebody's own clock, and the hours two people share.

A week is 672 quarter hours, Monday 00:00 first: every zone's offset is a multiple of a quarter hour, so a week
can be turned into any other clock without loss.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.occurrences import zone_of

QUARTERS = 7 * 24 * 4
PER_DAY = 96
_ALL = (1 << QUARTERS) - 1
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Week:
    """Free quarter hours; bit 0 is Monday 00:00 to 00:15 in local time."""

    bits: int

    def __post_init__(self) -> None:
        if not 0 <= self.bits <= _ALL:
            raise ValueError("a week has 672 quarter hours")

    @property
    def hours(self) -> float:
        """How many hours a week are free."""
        return self.bits.bit_count() / 4

    def to_bytes(self) -> bytes:
        """84 bytes, for storage."""
        return self.bits.to_bytes(QUARTERS // 8, "little")

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Week":
        """The week that `to_bytes` wrote."""
        return cls(int.from_bytes(stored, "little"))


def shifted(week: Week, minutes: int) -> Week:
    """The same week in a clock that is `minutes` ahead, rounded down to a quarter hour; Sunday runs into Monday."""
    by = (minutes // 15) % QUARTERS
    return Week(((week.bits << by) | (week.bits >> (QUARTERS - by))) & _ALL)


def offset_minutes(zone: str, at: datetime) -> int:
    """How far the zone is ahead of UTC at an aware moment, in minutes."""
    local = at.astimezone(zone_of(zone))
    return (local.replace(tzinfo=UTC) - at) // timedelta(minutes=1)


def shared(mine: Week, my_zone: str, theirs: Week, their_zone: str, now: datetime) -> Week:
    """The hours both are free, in my clock, at the offsets in force at `now`."""
    ahead = offset_minutes(my_zone, now) - offset_minutes(their_zone, now)
    return Week(mine.bits & shifted(theirs, ahead).bits)


def span_bits(day: int, begins: int, ends: int) -> int:
    """The quarters from minute `begins` to minute `ends` of a day; past midnight it runs into the next day."""
    first, last = begins // 15, -(-ends // 15)
    bits = ((1 << (last - first)) - 1) << (day * PER_DAY + first)
    return (bits & _ALL) | (bits >> QUARTERS)


def week_text(week: Week) -> str:
    """The week in words that `parse_week` reads back: "Mon–Fri 18:00–21:00, Sat 10:00–12:00"; "never" when empty."""
    spans = [_day_spans(week, day) for day in range(7)]
    parts: list[str] = []
    day = 0
    while day < 7:
        last = day
        while last < 6 and spans[last + 1] == spans[day]:
            last += 1
        if spans[day]:
            days = DAYS[day] if day == last else f"{DAYS[day]}–{DAYS[last]}"
            parts.append(f"{days} " + " and ".join(spans[day]))
        day = last + 1
    return ", ".join(parts) or "never"


def _day_spans(week: Week, day: int) -> list[str]:
    """The free spans of one day, each as "18:00–21:00"."""
    bits = (week.bits >> (day * PER_DAY)) & ((1 << PER_DAY) - 1)
    spans: list[str] = []
    quarter = 0
    while bits >> quarter:
        rest = bits >> quarter
        begins = quarter + ((rest & -rest).bit_length() - 1)
        length = ((~(bits >> begins)) & (bits >> begins) + 1).bit_length() - 1
        quarter = begins + length
        spans.append(f"{_clock(begins)}–{_clock(quarter)}")
    return spans


def _clock(quarter: int) -> str:
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"
