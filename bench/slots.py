"""Common meeting times of two people in two weeks and of eight in a month, as a ratio to a scan in the same run.

    python -m bench.slots [--runs 200]

The baseline asks every member's clock and busy times for every minute of the horizon, then keeps the quarter hours
from which enough free minutes follow. It only lists times and does not choose among them; every time that is offered
must be among those it lists.
"""

import argparse
import random
import statistics
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.hours import parse_week
from bot.domain.slots import UNSAID, Member, Span, Wanted, free_slots
from bot.domain.week import PER_DAY

NOW = datetime(2026, 3, 20, 12, 7, tzinfo=UTC)
"""Nine days before clocks change in Berlin and London."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ZONES = ("Europe/Berlin", "Africa/Lagos", "Asia/Kathmandu", "Europe/London")
WEEKS = ("daily 7-23", "Mon-Fri 9-21, Sat 10-16", "weekdays 8am-8pm", None)


def somebody(dice: random.Random, at: int, days: int) -> Member:
    """A member who is busy twice a day."""
    text = WEEKS[at % len(WEEKS)]
    starts = [NOW + dice.randrange(days * 24 * 60) * MINUTE for _ in range(2 * days)]
    busy = [Span(start, start + dice.randrange(15, 120) * MINUTE) for start in starts]
    return Member(parse_week(text) if text else None, ZONES[at % len(ZONES)], busy)


def is_free(member: Member, clock: ZoneInfo, at: datetime, buffer: timedelta) -> bool:
    """Whether somebody is at leisure in the minute that begins at `at`."""
    local = at.astimezone(clock)
    quarter = local.weekday() * PER_DAY + local.hour * 4 + local.minute // 15
    week = member.week or UNSAID
    return bool(week.bits >> quarter & 1) and not any(
        busy.start - buffer <= at < busy.end + buffer for busy in member.busy
    )


def scan(members: Sequence[Member], wanted: Wanted) -> list[datetime]:
    """Every common time, minute by minute."""
    clocks = [ZoneInfo(member.zone) for member in members]
    minutes = wanted.days * 24 * 60
    free = [
        all(
            is_free(member, clock, NOW + at * MINUTE, wanted.buffer)
            for member, clock in zip(members, clocks, strict=True)
        )
        for at in range(minutes)
    ]
    length = wanted.length // MINUTE
    starts = range(wanted.notice // MINUTE, minutes - length + 1)
    times = ((NOW + at * MINUTE, free[at : at + length]) for at in starts if (NOW + at * MINUTE).minute % 15 == 0)
    return [at for at, following in times if all(following)]


def measure(people: int, days: int, runs: int) -> None:
    """Prints the times of one group and the ratio."""
    dice = random.Random(people)
    members = [somebody(dice, at, days) for at in range(people)]
    wanted = Wanted(HOUR / 2, 12 * HOUR, 10 * MINUTE, days)
    spent: list[float] = []
    for _ in range(runs):
        began = time.perf_counter()
        offered = free_slots(members, wanted, NOW)
        spent.append((time.perf_counter() - began) * 1000)
    began = time.perf_counter()
    listed = scan(members, wanted)
    plain = (time.perf_counter() - began) * 1000
    if not offered or not set(offered) <= set(listed):
        raise AssertionError("the offer and the plain scan disagree")
    p50, p99 = statistics.median(spent), statistics.quantiles(spent, n=100)[98]
    print(
        f"{people} people, {days:>2} days: {len(offered)} offered of {len(listed):>3}  p50 {p50:5.2f} ms  "
        f"p99 {p99:5.2f} ms  plain scan {plain:6.0f} ms  1 : {plain / p50:.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=200)
    runs = parser.parse_args().runs
    measure(2, 14, runs)
    measure(8, 30, runs)


if __name__ == "__main__":
    main()
