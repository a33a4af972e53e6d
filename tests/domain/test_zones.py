"""Zones are named by cities; abbreviations and offsets are refused with what to type instead."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.zones import all_zones, parse_zone, zone, zone_suggestions
from bot.errors import UserError

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Lagos", "Africa/Lagos"),
        ("new york", "America/New_York"),
        ("NEW_YORK", "America/New_York"),
        ("europe/berlin", "Europe/Berlin"),
        ("America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("San Francisco", "America/Los_Angeles"),
        ("Mumbai", "Asia/Kolkata"),
        ("São Paulo", "America/Sao_Paulo"),
        ("zürich", "Europe/Zurich"),
        ("utc", "UTC"),
    ],
)
def test_a_city_or_a_zones_name_is_understood(typed: str, name: str) -> None:
    assert parse_zone(typed) == name
    assert zone(name) == ZoneInfo(name)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("IST", "Kolkata, Dublin or Jerusalem"),
        ("est", "New York"),
        ("UTC+5:30", "offset changes"),
        ("+5", "offset changes"),
        ("GMT+2", "offset changes"),
        ("Berln", "Did you mean Berlin"),
        ("Etc/Foo", "city near you"),
        ("Amerika/New Yirk", "Did you mean"),
        ("qqqqq", "city near you"),
        ("", "city near you"),
        ("x" * 61, "city near you"),
    ],
)
def test_what_is_no_place_is_refused_with_what_to_type(typed: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence.replace("+", r"\+")):
        parse_zone(typed)


@pytest.mark.parametrize("name", ["Nowhere/Land", "../etc/passwd", "", "/abs"])
def test_a_name_that_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="city near you"):
        zone(name)


def test_suggestions_carry_the_time_it_is_there() -> None:
    assert zone_suggestions("lag", NOW)[0] == ("Africa/Lagos", "Lagos (Africa/Lagos), now 13:00")
    assert ("Asia/Kolkata", "New Delhi (Asia/Kolkata), now 17:30") in zone_suggestions("delhi", NOW)
    assert any(name == "Europe/Berlin" for name, _ in zone_suggestions("europe", NOW, 100))
    assert len(zone_suggestions("", NOW, 5)) == 5
    assert len(zone_suggestions("a", NOW)) == 25


def test_every_listed_zone_can_be_typed() -> None:
    assert len(all_zones()) > 400
    assert all(parse_zone(name) == name for name in all_zones())


@given(st.text(max_size=80))
def test_any_text_gives_a_zone_or_a_mistake_that_can_be_mended(typed: str) -> None:
    try:
        found = parse_zone(typed)
    except UserError:
        return
    assert zone(found) == ZoneInfo(found)
