"""What a tired student types for a time, and the moment it is; test_typed_times_refused has the rest."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.typed_times import HORIZON, Moment, read_time, warm_up

NOW = datetime(2026, 11, 24, 12, 0, 17, tzinfo=UTC)
"""A Tuesday."""

ENGLISH = {
    "5pm": "2026-11-24 17:00",
    "5 pm": "2026-11-24 17:00",
    "5:30 p.m.": "2026-11-24 17:30",
    "5.30pm": "2026-11-24 17:30",
    "17:00": "2026-11-24 17:00",
    "17.30": "2026-11-24 17:30",
    "17h": "2026-11-24 17:00",
    "17:00:00": "2026-11-24 17:00",
    "18:00 hrs": "2026-11-24 18:00",
    "at 17:00": "2026-11-24 17:00",
    "at 5pm today": "2026-11-24 17:00",
    "11:00": "2026-11-25 11:00",
    "12am": "2026-11-25 00:00",
    "12 pm": "2026-11-25 12:00",
    "noon": "2026-11-25 12:00",
    "12 noon": "2026-11-25 12:00",
    "9am in the morning": "2026-11-25 09:00",
    "today 5pm": "2026-11-24 17:00",
    "today at 13:00": "2026-11-24 13:00",
    "tonight 8pm": "2026-11-24 20:00",
    "tonight 8:00": "2026-11-24 20:00",
    "this evening 7:30": "2026-11-24 19:30",
    "tomorrow at 5pm": "2026-11-25 17:00",
    "Tomorrow, 5pm": "2026-11-25 17:00",
    "tomorrow @ 5pm": "2026-11-25 17:00",
    "5 pm tomorrow": "2026-11-25 17:00",
    "tmrw 5pm": "2026-11-25 17:00",
    "tom 5pm": "2026-11-25 17:00",
    "tomorrow 17h": "2026-11-25 17:00",
    "tomorrow 17h30": "2026-11-25 17:30",
    "tomorrow noon": "2026-11-25 12:00",
    "noon tomorrow": "2026-11-25 12:00",
    "tomorrow morning 9:30": "2026-11-25 09:30",
    "tomorrow evening 7:30": "2026-11-25 19:30",
    "tomorrow evening 20:00": "2026-11-25 20:00",
    "day after tomorrow 10am": "2026-11-26 10:00",
    "in 2 hours": "2026-11-24 14:00",
    "in 2h": "2026-11-24 14:00",
    "in 90 minutes": "2026-11-24 13:30",
    "in 15 min": "2026-11-24 12:15",
    "in 1h30m": "2026-11-24 13:30",
    "in 1.5 hours": "2026-11-24 13:30",
    "in an hour": "2026-11-24 13:00",
    "in half an hour": "2026-11-24 12:30",
    "1 hour from now": "2026-11-24 13:00",
    "in 2 days at 5pm": "2026-11-26 17:00",
    "in 2 weeks at 17h": "2026-12-08 17:00",
    "tue 16:00": "2026-11-24 16:00",
    "Tuesday 11:00": "2026-12-01 11:00",
    "this tue 11:00": "2026-12-01 11:00",
    "next Tue 16:00": "2026-12-01 16:00",
    "next mon 9am": "2026-11-30 09:00",
    "friday at 5pm": "2026-11-27 17:00",
    "Fri, 5pm": "2026-11-27 17:00",
    "5pm on friday": "2026-11-27 17:00",
    "this friday 17:00": "2026-11-27 17:00",
    "this week fri 5pm": "2026-11-27 17:00",
    "friday noon": "2026-11-27 12:00",
    "next friday 5pm": "2026-12-04 17:00",
    "nxt friday 5pm": "2026-12-04 17:00",
    "friday next week 5pm": "2026-12-04 17:00",
    "next week friday at 5pm": "2026-12-04 17:00",
    "friday week 5pm": "2026-12-04 17:00",
    "tuesday week 16:00": "2026-12-01 16:00",
    "a week on friday 4pm": "2026-12-04 16:00",
    "a week from tuesday 4pm": "2026-12-01 16:00",
    "sunday 00:00": "2026-11-29 00:00",
    "1 Dec 18:30": "2026-12-01 18:30",
    "Dec 1 at 6:30pm": "2026-12-01 18:30",
    "dec 24th 5pm": "2026-12-24 17:00",
    "3rd of december at 5pm": "2026-12-03 17:00",
    "24 nov 5pm": "2026-11-24 17:00",
    "3 jan 10:00": "2027-01-03 10:00",
    "24th 5pm": "2026-11-24 17:00",
    "3rd 5pm": "2026-12-03 17:00",
    "friday the 27th at 5pm": "2026-11-27 17:00",
    "fri, 27.11. 5pm": "2026-11-27 17:00",
    "friday the 4th of december 2026 at 5pm": "2026-12-04 17:00",
    "Wednesday, November 25 at 3:00 PM": "2026-11-25 15:00",
    "Nov 25, 2026 3:00 PM": "2026-11-25 15:00",
    "25/12 5pm": "2026-12-25 17:00",
    "12/25/2026 5pm": "2026-12-25 17:00",
    "25/11/26 15:00": "2026-11-25 15:00",
    "12/12 15:00": "2026-12-12 15:00",
    "1.12. 5pm": "2026-12-01 17:00",
    "1.2. 5pm": "2027-02-01 17:00",
    "2026/12/01 18:30": "2026-12-01 18:30",
    "2026-12-01 6.30 pm": "2026-12-01 18:30",
    "2026-12-01 18:30": "2026-12-01 18:30",
    "2026-12-01T18:30": "2026-12-01 18:30",
    "2026-12-01T18": "2026-12-01 18:00",
    "2026-12-01T18:30Z": "2026-12-01 18:30",
    "2026-12-01 18:30 UTC": "2026-12-01 18:30",
    "2026-12-01 18:30 +05:30": "2026-12-01 13:00",
    "2026-12-01T18:30-05:00": "2026-12-01 23:30",
    "１７：００": "2026-11-24 17:00",
    "٥:٣٠ pm": "2026-11-24 17:30",
    "tomorrow\u200b 5\u00a0pm": "2026-11-25 17:00",
}
OTHERS = {
    "de": {
        "14. Dezember 17 Uhr": "2026-12-14 17:00",
        "morgen um 17 Uhr": "2026-11-25 17:00",
        "morgen Abend um 8 Uhr": "2026-11-25 20:00",
        "morgen früh um 8 Uhr": "2026-11-25 08:00",
        "übermorgen um 9:30": "2026-11-26 09:30",
        "heute 18 Uhr 30": "2026-11-24 18:30",
        "Mittwoch 18.30 Uhr": "2026-11-25 18:30",
        "am Freitag um 17 Uhr": "2026-11-27 17:00",
        "Do 17 Uhr": "2026-11-26 17:00",
        "nächsten Dienstag 16:00": "2026-12-01 16:00",
        "nächste Woche Freitag 16 Uhr": "2026-12-04 16:00",
        "kommenden Montag 9:15": "2026-11-30 09:15",
        "1.12.2026 18:30": "2026-12-01 18:30",
        "in 2 Stunden": "2026-11-24 14:00",
        "in einer halben Stunde": "2026-11-24 12:30",
    },
    "es": {
        "mañana a las 17:00": "2026-11-25 17:00",
        "pasado mañana a las 10:00": "2026-11-26 10:00",
        "hoy a las 18:00": "2026-11-24 18:00",
        "el viernes a las 5 pm": "2026-11-27 17:00",
        "sábado a las 5 pm": "2026-11-28 17:00",
        "el próximo viernes a las 17 horas": "2026-12-04 17:00",
        "martes de la próxima semana a las 16:00": "2026-12-01 16:00",
        "1 de diciembre de 2026 18:30": "2026-12-01 18:30",
        "en 2 horas": "2026-11-24 14:00",
    },
    "fr": {
        "demain à 17h30": "2026-11-25 17:30",
        "demain soir 20h": "2026-11-25 20:00",
        "17 heures 30": "2026-11-24 17:30",
        "apres demain 9h": "2026-11-26 09:00",
        "après-demain à 9h": "2026-11-26 09:00",
        "vendredi à 17 h 30": "2026-11-27 17:30",
        "samedi à midi": "2026-11-28 12:00",
        "mardi prochain 16:00": "2026-12-01 16:00",
        "1er décembre 18:30": "2026-12-01 18:30",
        "dans 2 jours à 17h": "2026-11-26 17:00",
        "dans 2 heures": "2026-11-24 14:00",
    },
    "pt": {
        "amanhã às 17h": "2026-11-25 17:00",
        "depois de amanhã 9:00": "2026-11-26 09:00",
        "depois de amanhã às 9h": "2026-11-26 09:00",
        "depois de amanhã 9h": "2026-11-26 09:00",
        "hoje às 20h": "2026-11-24 20:00",
        "segunda 10:00": "2026-11-30 10:00",
        "próxima quinta-feira às 18h": "2026-12-03 18:00",
        "em 2 horas": "2026-11-24 14:00",
    },
    "hi": {
        "कल 17:00": "2026-11-25 17:00",
        "परसों 10:00": "2026-11-26 10:00",
        "आज 18:00": "2026-11-24 18:00",
        "शुक्रवार 17:00": "2026-11-27 17:00",
        "सोमवार को 10:00": "2026-11-30 10:00",
        "अगले मंगलवार 16:00": "2026-12-01 16:00",
        "१ दिसंबर १८:३०": "2026-12-01 18:30",
        "2 घंटे में": "2026-11-24 14:00",
    },
}


def local(typed: str, zone: str = "UTC", languages: tuple[str, ...] = ("en",), now: datetime = NOW) -> str:
    return f"{read_time(typed, zone, languages, now).local:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(("typed", "expected"), ENGLISH.items())
def test_english_means_what_people_mean(typed: str, expected: str) -> None:
    assert local(typed) == expected


@pytest.mark.parametrize(
    ("language", "typed", "expected"), [(code, *row) for code, table in OTHERS.items() for row in table.items()]
)
def test_other_languages_mean_what_people_mean(language: str, typed: str, expected: str) -> None:
    assert local(typed, languages=(language,)) == expected


def test_english_and_known_languages_are_understood_beside_unknown_ones() -> None:
    assert local("tomorrow 5pm", languages=("xx", "de", "tlh")) == "2026-11-25 17:00"
    assert local("morgen 17 Uhr", languages=("xx", "de", "tlh")) == "2026-11-25 17:00"


def test_the_same_words_are_read_in_the_readers_zone() -> None:
    kolkata = read_time("tomorrow 5pm", "Asia/Kolkata", ("en",), NOW)
    assert kolkata.at == datetime(2026, 11, 25, 11, 30, tzinfo=UTC)
    assert kolkata.at.tzinfo is UTC
    assert kolkata.local.utcoffset() == timedelta(hours=5, minutes=30)
    late = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    assert local("tomorrow 5pm", "Asia/Kolkata", now=late) == "2026-11-26 17:00"
    assert local("in 20 minutes", "Asia/Kolkata", now=late) == "2026-11-25 04:50"


@pytest.mark.parametrize("typed", ["tomorrow 5pm", "in 2 hours", "friday 17:00", "next tue 9am", "in 3 days 9:00"])
def test_the_answer_moves_with_now(typed: str) -> None:
    first, second = (read_time(typed, "UTC", ("en",), NOW + shift).at for shift in (timedelta(), timedelta(days=70)))
    assert second - first == timedelta(days=70)


def test_an_offset_is_exact_in_any_zone() -> None:
    assert local("2026-12-01T18:30Z", "Asia/Kolkata") == "2026-12-02 00:00"


def test_a_moment_may_be_as_far_as_the_horizon() -> None:
    edge = NOW.replace(second=0) + HORIZON
    assert read_time(f"{edge:%Y-%m-%d %H:%M}", "UTC", (), NOW) == Moment(edge, edge)


@pytest.mark.parametrize(
    ("zone", "typed", "read", "other"),
    [
        ("America/New_York", "2027-03-14 02:30", "2027-03-14T07:30", "2027-03-14T06:30"),
        ("Europe/Berlin", "28.3.2027 2:30 am", "2027-03-28T01:30", "2027-03-28T00:30"),
        ("Australia/Lord_Howe", "4 october 2026 2:15am", "2026-10-03T15:45", "2026-10-03T15:15"),
        ("Africa/Cairo", "30 april 2027 00:30", "2027-04-29T22:30", "2027-04-29T21:30"),
    ],
)
def test_a_time_the_clocks_skip_is_later_by_the_gap(zone: str, typed: str, read: str, other: str) -> None:
    moment = read_time(typed, zone, ("en",), datetime.fromisoformat(read + "Z") - timedelta(days=30))
    assert (moment.note, f"{moment.at:%Y-%m-%dT%H:%M}") == ("gap", read)
    assert moment.other == datetime.fromisoformat(other + "Z")
    assert moment.local.astimezone(UTC) == moment.at


@pytest.mark.parametrize(
    ("zone", "typed", "first", "second"),
    [
        ("America/New_York", "1 nov 2026 1:30am", "2026-11-01T05:30", "2026-11-01T06:30"),
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30", "2026-10-25T01:30"),
        ("Australia/Lord_Howe", "2027-04-04 01:45", "2027-04-03T14:45", "2027-04-03T15:15"),
        ("Africa/Cairo", "29 oct 2026 23:30", "2026-10-29T20:30", "2026-10-29T21:30"),
    ],
)
def test_a_time_the_clocks_show_twice_is_the_first(zone: str, typed: str, first: str, second: str) -> None:
    moment = read_time(typed, zone, ("en",), datetime.fromisoformat(first + "Z") - timedelta(days=30))
    assert (moment.note, f"{moment.at:%Y-%m-%dT%H:%M}") == ("fold", first)
    assert moment.other == datetime.fromisoformat(second + "Z")


def test_hours_from_now_pass_whatever_the_clocks_do() -> None:
    before = datetime(2027, 3, 14, 6, 30, tzinfo=UTC)
    assert read_time("in 3 hours", "America/New_York", ("en",), before).at == before + timedelta(hours=3)
    assert local("in 1 day 5pm", "America/New_York", now=before) == "2027-03-15 17:00"


def test_neither_the_process_zone_nor_its_clock_matters() -> None:
    code = (
        "from datetime import UTC, datetime\n"
        "from bot.domain.typed_times import read_time\n"
        "now = datetime(2031, 5, 6, 22, 0, tzinfo=UTC)\n"
        "for typed in ('tomorrow 5pm', 'fri 17:00', 'in 2 hours', '8 may 9am'):\n"
        "    print(read_time(typed, 'Asia/Tokyo', ('en',), now).at.isoformat())"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"TZ": "Pacific/Apia"},
    )
    assert [line[:16] for line in run.stdout.split()] == [
        "2031-05-08T08:00",
        "2031-05-09T08:00",
        "2031-05-07T00:00",
        "2031-05-08T00:00",
    ]


def test_warming_up_changes_no_answer() -> None:
    cold = local("demain 17h", languages=("fr",))
    warm_up(("fr", "xx"))
    assert local("demain 17h", languages=("fr",)) == cold == "2026-11-25 17:00"
