"""Whatever is typed, the answer is a moment that is ahead or a mistake that can be mended."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.typed_times import HORIZON, read_time
from bot.errors import UserError

_PIECES = """
next this week in a of at on ago last now today tomorrow tonight friday tue mar may dec december second noon midnight
morning evening am pm 5pm 17:00 17h h m uhr hours days years century quarter MMXXVI 1e9 5 12 24 31 99 2026 0000 9999
99999999999 1.5 1/12 25.12. 2026-12-01 T Z UTC +05:30 -11:00 IST W49 1733100000 morgen Dezember nächsten mañana próximo
demain prochain amanhã कल अगले . : , / - + ( ) ' " – ٥ ½ ² Ⅻ ﷺ İ ß
"""
PIECES = _PIECES.split()
words = st.lists(st.sampled_from(PIECES), max_size=12)
typing = st.one_of(st.text(max_size=200), words.map(" ".join), words.map("".join))
zones = st.sampled_from(("UTC", "America/St_Johns", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"))
tongues = st.lists(st.sampled_from(("en", "de", "es", "fr", "pt", "hi", "ar", "xx")), max_size=3, unique=True)
nows = st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(max_examples=400, deadline=None)
@given(typing, zones, tongues, nows)
def test_any_text_gives_a_moment_ahead_or_a_mistake_that_can_be_mended(
    typed: str, zone: str, languages: list[str], now: datetime
) -> None:
    try:
        moment = read_time(typed, zone, languages, now)
    except UserError:
        return
    assert now < moment.at <= now + HORIZON
    assert moment.at.tzinfo is UTC
    assert moment.local.astimezone(UTC) == moment.at
    assert (moment.note == "") == (moment.other is None)


WRITTEN = {
    "en": (
        "{day} {month} {year} {hour:02}:{minute:02}",
        "{weekday}, {day} {month} at {hour:02}:{minute:02}",
        "{hour12}:{minute:02}{half} {month} {day}",
        "{weekday} the {day}{th} of {month} {hour12}.{minute:02} {half}",
    ),
    "de": ("{weekday}, {day}. {month} {hour}:{minute:02} Uhr", "am {day}. {month} um {hour} Uhr {minute:02}"),
    "es": ("{weekday} {day} de {month} a las {hour:02}:{minute:02}", "el {day} de {month} {hour}:{minute:02}"),
    "fr": ("{weekday} {day} {month} à {hour}h{minute:02}", "le {day} {month} {hour}:{minute:02}"),
    "pt": ("{weekday}, {day} de {month} às {hour}h{minute:02}", "{day} de {month} {hour:02}:{minute:02}"),
    "hi": ("{day} {month} {hour:02}:{minute:02}",),
}
"""How people write a moment, with names in their own language."""
WRITING = [(language, form) for language, forms in WRITTEN.items() for form in forms]


def written(form: str, language: str, local: datetime) -> str:
    names = Locale.parse(language)
    return form.format(
        day=local.day,
        th={1: "st", 2: "nd", 3: "rd"}.get(local.day % 10 if local.day not in (11, 12, 13) else 0, "th"),
        month=names.months["format"]["wide"][local.month],
        year=local.year,
        weekday=names.days["format"]["wide"][local.weekday()],
        hour=local.hour,
        hour12=(local.hour - 1) % 12 + 1,
        half="ap"[local.hour // 12] + "m",
        minute=local.minute,
    )


@settings(deadline=None, max_examples=150)
@given(nows, st.integers(2, 179 * 24 * 60), zones, st.sampled_from(WRITING), st.integers(0, 40), st.integers(1, 6))
def test_a_moment_in_anybodys_words_is_read_as_itself_or_refused(
    now: datetime, minutes: int, zone: str, writing: tuple[str, str], place: int, wrong: int
) -> None:
    """And with a letter less never as another one, nor when its weekday is another date's."""
    language, form = writing
    at = (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    typed = written(form, language, local)
    read = read_time(typed, zone, (language,), now)
    assert at in (read.at, read.other), typed
    if "{weekday}" in form:
        another = written(form.replace("{weekday}", "{{weekday}}"), language, local).format(
            weekday=Locale.parse(language).days["format"]["wide"][(local.weekday() + wrong) % 7]
        )
        with pytest.raises(UserError):
            read_time(another, zone, (language,), now)
    slip = place % len(typed)
    try:
        slipped = read_time(typed[:slip] + typed[slip + 1 :], zone, (language,), now)
    except UserError:
        return
    is_known = typed[slip].isdigit() or language == "hi"  # a figure less is another time, "9 मई" without its end "9 में"
    assert is_known or at in (slipped.at, slipped.other), (typed, slip)


@settings(deadline=None)
@given(nows, st.integers(2, 179 * 24 * 60), zones)
def test_a_time_shown_in_full_is_read_back_as_it_was(now: datetime, minutes: int, zone: str) -> None:
    at = (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    shown = at.astimezone(ZoneInfo(zone))
    for typed in (f"{shown:%Y-%m-%d %H:%M}", f"{shown:%d %b %Y}, {shown:%I:%M %p}", f"{shown:%H:%M} {shown:%d.%m.%Y}"):
        read = read_time(typed, zone, (), now)
        assert read.local.replace(tzinfo=None) == shown.replace(tzinfo=None, fold=0)
        assert at in (read.at, read.other)
