"""Places are found by old names, countries and small typos; what could mean two things is asked back."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.domain.zones import all_zones, parse_zone, zone, zone_suggestions
from bot.errors import UserError

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Kiev", "Europe/Kyiv"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Etc/UTC", "UTC"),
        ("Europe/Oslo", "Europe/Oslo"),
    ],
)
def test_an_old_name_is_stored_by_its_canonical_one(typed: str, name: str) -> None:
    assert parse_zone(typed) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("India", "Asia/Kolkata"),
        ("Germany", "Europe/Berlin"),
        ("Paris, France", "Europe/Paris"),
        ("Boston, USA", "America/New_York"),
        ("St. Petersburg", "Europe/Moscow"),
        ("København", "Europe/Copenhagen"),
        ("東京", "Asia/Tokyo"),
    ],
)
def test_countries_of_one_clock_and_local_names_are_understood(typed: str, name: str) -> None:
    assert parse_zone(typed) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Londn", "Europe/London"), ("Kolkatta", "Asia/Kolkata"), ("san fransisco", "America/Los_Angeles")],
)
def test_a_small_typing_error_with_one_meaning_is_forgiven(typed: str, name: str) -> None:
    assert parse_zone(typed) == name


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Berln", "Did you mean Berlin, Bern or Bergen"),
        ("USA", "USA has several time zones. Type a city instead: New York, Chicago or Los Angeles"),
        ("Portland, Maine", "I do not know the place"),
        ("Paris, Germany", "I do not know the place"),
        ("HST", "HST is used in Hawaii. Type a city instead: Honolulu"),
        ("utc-5", "offset changes"),
        ("Etc/GMT+2", "offset changes"),
    ],
)
def test_what_could_mean_two_places_is_asked_back(typed: str, sentence: str) -> None:
    with pytest.raises(UserError) as raised:
        parse_zone(typed)
    assert sentence in raised.value.message


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("EST", "New York, Toronto or Sydney"), ("GMT+2", "offset changes"), ("localtime", "city near you")],
)
def test_names_that_the_library_knows_and_we_do_not_are_refused(name: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        zone(name)


def test_every_region_and_city_of_the_library_is_a_zone_here() -> None:
    cities = {name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}
    assert {name for name in cities if zone(name) != ZoneInfo(name)} == set()
    assert {parse_zone(name) for name in cities} <= set(all_zones())


def test_suggestions_find_a_word_a_country_an_abbreviation_and_a_typing_error() -> None:
    assert ("America/New_York", "New York (America/New_York), now 07:00") in zone_suggestions("york", NOW)
    assert zone_suggestions("germ", NOW)[0][0] == "Europe/Berlin"
    assert [name for name, _ in zone_suggestions("jst", NOW)] == ["Asia/Tokyo"]
    assert zone_suggestions("europe/ber", NOW)[0][0] == "Europe/Berlin"
    assert zone_suggestions("berlni", NOW)[0][0] == "Europe/Berlin"
    assert zone_suggestions("qqqqq", NOW) == ()


def test_a_suggestion_comes_once() -> None:
    found = zone_suggestions("a", NOW, 1000)
    assert len(found) == len(set(found)) > 100
