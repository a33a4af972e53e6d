"""What is typed for a time and is not plain: what to do about it is said in one or two sentences."""

from datetime import UTC, datetime

import pytest

from bot.domain.typed_times import MOST, read_time
from bot.errors import UserError

NOW = datetime(2026, 11, 24, 12, 0, 17, tzinfo=UTC)
"""A Tuesday."""
REFUSED = {
    "": "tomorrow 5pm",
    "\u200b": "tomorrow 5pm",
    "x" * (MOST + 1): "too long",
    "ﷺ" * MOST: "too long",
    "mar " * 17: "too long",
    "hello": "did not understand",
    "half past five": "did not understand",
    "1733100000": "did not understand",
    "in 9999999999 hours": "did not understand",
    "in 99999999 days 5pm": "did not understand",
    "0001-01-01T00:00+05:00": "did not understand",
    "december 5pm": "did not understand",
    "5pm-6pm tomorrow": "one time at once",
    "friday 17:00-18:00": "one time at once",
    "5-6pm tomorrow": "may be two dates",
    "5–6pm": "may be two dates",
    "friday 28 nov 5pm": "28 Nov 2026 is a Saturday",
    "tuesday the 27th 5pm": "27 Nov 2026 is a Friday",
    "fri 5.12. 17:00": "5 Dec 2026 is a Saturday",
    "lunch 5.12. 17:00": "did not understand",
    "tomorrow 10 5pm": "did not understand",
    "today tomorrow 5pm": "did not understand",
    "5 tomorrow 17:00": "did not understand",
    "17h 5": "did not understand",
    "after tomorrow 5pm": "did not understand",
    "before friday 5pm": "did not understand",
    "a week today 5pm": "did not understand",
    "tomorrow week 5pm": "did not understand",
    "next week 5pm": "did not understand",
    "week after next monday 5pm": "did not understand",
    "monday this week 5pm": "Mon 23 Nov 2026, 17:00, which is past",
    "can we please meet on friday the 27th of november 5pm": "did not understand",
    "in 3 days 17h": "in 3 days at 17:00",
    "in 1 h 30": "in 90 minutes",
    "tonight 12:30": "12am or 00:00",
    "tomorrow night 12:30": "12am or 00:00",
    "2026-12-01 10:00-11:00": "one time at once",
    "1.12. 5pm 6": "did not understand",
    "31st 9am": "did not understand",
    "5 dec 2026 5": "did not understand",
    "next month": "did not understand",
    "1:30 IST": "Leave out the zone: I read times in your zone, UTC",
    "5pm EST": "Leave out the zone",
    "tomorrow 5pm cet": "Leave out the zone",
    "5pm tomorrow UTC": "Leave out the zone",
    "tomorrow 17:00 +05:30": "Leave out the zone",
    "friday 5": "Morning or evening? Type 5am or 05:00, 5pm or 17:00",
    "friday at 5 o'clock": "5pm or 17:00",
    "tomorrow at 5": "5pm or 17:00",
    "tonight at 8": "8pm or 20:00",
    "tonight 1:30": "1am or 01:00",
    "friday 12": "12pm or 12:00",
    "5": "5pm or 17:00",
    "friday 17": "If 17 is the hour, type 17:00",
    "friday 0": "type 00:00",
    "tomorrow": "Add the time of day",
    "tomorrow morning": "Add the time of day",
    "friday": "Add the time of day",
    "dec 5": "Add the time of day",
    "in 3 days": "Add the time of day",
    "2026-12-01": "Add the time of day",
    "friday midnight": "both ends of a day",
    "1/12 5pm": "1/12 may be two dates",
    "1-12-2026 5pm": "1-12 may be two dates",
    "30/2 5pm": "no such date",
    "2026-13-01 5pm": "no such date",
    "25:00": "No clock",
    "25pm": "No clock",
    "5:75": "No clock",
    "now": "I read that as Tue 24 Nov 2026, 12:00, which is past",
    "2 hours ago": "10:00, which is past",
    "today 11:00": "Tue 24 Nov 2026, 11:00, which is past",
    "yesterday 5pm": "Mon 23 Nov 2026, 17:00, which is past",
    "last friday 5pm": "Fri 20 Nov 2026, 17:00, which is past",
    "1 dec 2025 5pm": "which is past",
    "1.12.1999 5pm": "which is past",
    "2027-05-24 12:00": "Mon 24 May 2027, 12:00. Type a time in the next 180 days",
    "feb 29 9am": "next 180 days",
}


OTHERS = {
    "lunes 1 de diciembre 17:00": "es",
    "lundi 1 décembre 10h": "fr",
    "lundi en huit 9h": "fr",
    "dans 3 jours 17h": "fr",
    "dans 1 h 30": "fr",
    "segunda 1 de dezembro 17h": "pt",
    "em 3 dias 17h": "pt",
    "um 17 Uhr 5": "de",
    "vor 17 Uhr morgen": "de",
    "heute in 8 Tagen 17 Uhr": "de",
}


@pytest.mark.parametrize(("typed", "language"), OTHERS.items())
def test_what_other_languages_leave_open_is_refused_too(typed: str, language: str) -> None:
    with pytest.raises(UserError):
        read_time(typed, "UTC", (language,), NOW)


@pytest.mark.parametrize(("typed", "sentence"), REFUSED.items())
def test_what_is_not_plain_is_refused_with_what_to_do(typed: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        read_time(typed, "UTC", ("en",), NOW)
    assert sentence in refused.value.message
    assert "!" not in refused.value.message
