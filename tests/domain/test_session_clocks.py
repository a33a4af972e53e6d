"""Sessions that repeat, their reminders and the words for them at every change of clocks from 2026 to 2030.

The oracle knows no zone rules: only what the clocks show before one change and after it.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.commands.meetings import clock
from bot.domain.occurrences import CLOSES, OPENS
from bot.domain.sessions import MOST_DATES, REMINDERS, reminders
from bot.domain.slots import repeated
from bot.text import When, when_text
from tests.domain.test_transitions import DAY, HOUR, QUARTER, Change, ahead, all_changes

UNTIL = datetime(2031, 1, 1, tzinfo=UTC)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def unlike() -> tuple[tuple[str, Change], ...]:
    """A zone for each change: zones that change alike are one."""
    found = {change: name for name, change in all_changes() if change[0] < UNTIL}
    return tuple((name, change) for change, name in found.items())


def shown(change: Change, moment: datetime) -> datetime:
    """What the clocks show, without a zone."""
    when, before, after = change
    return (moment + (before if moment < when else after)).replace(tzinfo=None)


def first_shown(change: Change, by: timedelta) -> datetime:
    """When the clocks first show what they would `by` from the change had there been none; past a gap by its length."""
    when, before, after = change
    early, late = when + by, when + by + before - after
    return early if early < when or late < when else late


def test_the_changes_are_many_and_of_many_kinds() -> None:
    steps = {after - before for _, (_, before, after) in unlike()}
    assert len(unlike()) > 60
    assert {HOUR, -HOUR, HOUR / 2, -HOUR / 2, 2 * HOUR, -2 * HOUR} <= steps


def test_a_series_has_one_session_a_local_date_whatever_date_the_change_falls_on() -> None:
    """It begins one to three weeks or fortnights before the change, so that the change is at any place of it."""
    checked = 0
    for name, change in unlike():
        gap = max(timedelta(), change[2] - change[1])
        for by in (steps * QUARTER for steps in range(-9, 10)):
            local = (change[0] + change[1] + by).replace(tzinfo=None)
            for weeks in (1, 2):
                step = 7 * weeks * DAY
                begins = change[0] + by - step
                found = repeated(begins, name, weeks, local.date() + step, MOST_DATES)
                assert found == [begins, first_shown(change, by), begins + 2 * step + change[1] - change[2]], (name, by)
                exact = [one.astimezone(ZoneInfo(name)).replace(tzinfo=None) for one in found]
                is_skipped = timedelta() <= by < gap
                assert exact == [local - step, local + gap * is_skipped, local + step], (name, by)
                checked += 1
    assert checked > 2_000


def test_around_every_change_reminders_are_before_the_start_awake_and_once() -> None:
    """Sessions from a day before the change to two days after, at every thirteenth quarter hour."""
    checked = 0
    for name, change in unlike():
        now = change[0] - 4 * DAY
        for step in range(-96, 193, 13):
            start = change[0] + step * QUARTER
            found = reminders(start, name, REMINDERS, now)
            at = [one.at for one in found]
            assert at == sorted(set(at)), (name, start)
            assert at[-1] == start - REMINDERS[-1], (name, start)
            assert all(start - 2 * DAY < one < start for one in at), (name, start)
            assert all(OPENS <= shown(change, one).time() < CLOSES for one in at[:-1]), (name, start)
            due = [start - before for before in REMINDERS[:-1]]
            awake = [one for one in due if OPENS <= shown(change, one).time() < CLOSES]
            assert set(awake) <= set(at), (name, start)
            checked += 1
    assert checked > 1_200


def test_around_every_change_the_words_for_a_moment_are_what_the_clocks_show() -> None:
    for name, change in unlike():
        for by in (-DAY, -QUARTER, -QUARTER / 15, timedelta(), QUARTER / 15, QUARTER, DAY):
            at = change[0] + by
            local = shown(change, at)
            words = f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year}"
            said = f"{words}, {local.hour:02}:{local.minute:02}"
            assert when_text(When(at), name) == said, (name, at)
            assert when_text(When(at, "day"), name) == words
            assert when_text(When(at, "time"), name) == said[-5:]
            place = name.split("/")[-1].replace("_", " ")
            assert clock(at, name) == f"{said} ({place})"


def test_the_oracle_agrees_with_the_zone_on_either_side_of_its_change() -> None:
    for name, change in unlike():
        for by in (-3 * DAY, -QUARTER, timedelta(), 3 * DAY):
            moment = change[0] + by
            assert shown(change, moment).replace(tzinfo=UTC) - moment == ahead(ZoneInfo(name), moment), name
