"""Clocks that change while two have agreed on an hour: with the seasons, and by new rules of a country."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

import pytest

from bot.calls import call
from bot.domain.occurrences import zone_of
from bot.registry import registry
from bot.scheduling.clockwork import Clockwork
from tests.conversations.inside import renders
from tests.conversations.test_session_changes import BERLIN, coming, stamp
from tests.conversations.test_sessions import paired
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words

LAGOS = "Africa/Lagos"
NewRules = Callable[[], None]


def forget_zones() -> None:
    """As a process that starts knows none yet."""
    ZoneInfo.clear_cache()
    zone_of.cache_clear()


@pytest.fixture
def lagos_moves_east(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[NewRules]:
    """An edition of the rules in which Lagos keeps Nairobi's clocks: two hours ahead of its own."""

    def arrive() -> None:
        (tmp_path / "Africa").mkdir()
        with as_file(files("tzdata.zoneinfo").joinpath("Africa", "Nairobi")) as nairobi:
            shutil.copy(nairobi, tmp_path / "Africa" / "Lagos")
        reset_tzpath(to=(tmp_path,))
        forget_zones()
        for module in ("sessions", "almanac"):
            monkeypatch.setattr(f"storage.parts.{module}.RULES", "next edition")

    yield arrive
    reset_tzpath(to=())
    forget_zones()


async def restarts(town: Town) -> None:
    """A process with the new rules takes over."""
    town.clockwork = Clockwork(town.storage, registry, {"town": town.mailbox})
    await town.clockwork.tick(town.now)


async def meeting(town: Town, zone: str = LAGOS) -> tuple[Speaker, Speaker, datetime]:
    """Ada suggests to meet next Tuesday at 16:00 by her clock."""
    ada, grace, pair = await paired(town, zone)
    at = datetime(2026, 3, 10, 16, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    await ada.sends(call("session.suggest", pair, stamp(at), 60), {"topic": ""})
    return ada, grace, at


def about_clocks(one: Speaker) -> list[str]:
    return [said for view in one.dms if "Clocks change" in (said := words(view, "UTC"))]


async def test_a_mentor_whose_clock_stands_still_is_told_a_week_ahead(town: Town) -> None:
    ada, grace, pair = await paired(town, BERLIN)
    await grace.types("/timezone", zone=LAGOS)
    at = datetime(2026, 3, 3, 16, tzinfo=ZoneInfo(BERLIN))
    await ada.sends(call("session.suggest", pair, stamp(at), 60), {"every": "1", "until": "2026-04-20"})
    await grace.presses("Yes", from_dm=True)
    await town.passes(days=21)
    assert about_clocks(grace) == []
    await town.passes(days=2)
    [said] = about_clocks(grace)
    assert "From Tue 31 Mar 2026 on" in said
    assert "14:00 for you, no longer at 15:00" in said
    await town.passes(days=40)
    assert len(about_clocks(grace)) == 1
    assert about_clocks(ada) == []


async def test_nothing_is_said_of_a_change_that_no_longer_concerns_them(town: Town) -> None:
    ada, grace, pair = await paired(town, BERLIN)
    await grace.types("/timezone", zone=LAGOS)
    at = datetime(2026, 3, 3, 16, tzinfo=ZoneInfo(BERLIN))
    await ada.sends(call("session.suggest", pair, stamp(at), 60), {"every": "1", "until": "2026-04-20"})
    await grace.presses("Yes", from_dm=True)
    await ada.sends(call("session.cancel", 5), {"reason": ""})
    await town.passes(days=40)
    assert about_clocks(grace) == []
    assert await renders(town, "session.shifted", 10**6, 1, reader=grace) is None


async def test_new_rules_keep_the_hour_on_the_students_wall(town: Town, lagos_moves_east: NewRules) -> None:
    ada, grace, at = await meeting(town)
    await grace.presses("Yes", from_dm=True)
    lagos_moves_east()
    before = len(ada.dms)
    await restarts(town)
    assert await coming(town, ada) == [at - timedelta(hours=2)]
    for one in (ada, grace):
        said = words(one.last_dm, "UTC")
        assert "New clock rules in Lagos" in said
        assert "16:00 (Lagos). For you: Tue 10 Mar 2026, 13:00" in said
        assert "Move it" in labels(one.last_dm)
    await restarts(town)
    await town.passes(days=9)
    reminders = [words(view, "UTC") for view in ada.dms[before:] if "You meet soon" in words(view)]
    assert len(reminders) == 3
    assert all("13:00" in said for said in reminders)


async def test_an_hour_that_is_taken_by_then_stays_the_moment_it_was(town: Town, lagos_moves_east: NewRules) -> None:
    ada, grace, at = await meeting(town)
    await grace.presses("Yes", from_dm=True)
    bo = town.person("Bo", zone="UTC")
    other = await town.pair(bo, grace)
    await bo.sends(call("session.suggest", other, stamp(at - timedelta(hours=2)), 60), {"topic": ""})
    await grace.sends(call("session.confirm", 2))
    lagos_moves_east()
    await restarts(town)
    assert await coming(town, ada) == [at]
    assert "is now at Tue 10 Mar 2026, 18:00 (Lagos)" in words(ada.last_dm)
    assert "something else then" in words(grace.last_dm)
    told = len(ada.dms)
    await restarts(town)
    assert len(ada.dms) == told


async def test_a_proposal_keeps_its_hour_and_new_rules_elsewhere_change_nothing(
    town: Town, lagos_moves_east: NewRules
) -> None:
    ada, grace, at = await meeting(town)
    lagos_moves_east()
    await restarts(town)
    assert "keeps its hour there" in words(ada.last_dm)
    assert await coming(town, grace) == [at - timedelta(hours=2)]
    await grace.sends(call("session.decline", 1))
    assert await renders(town, "session.reruled", 1, 1, reader=grace) is None
    assert await renders(town, "session.reread", 10**6) is None


async def test_who_meets_by_other_clocks_hears_nothing_of_new_rules(town: Town, lagos_moves_east: NewRules) -> None:
    ada, grace, at = await meeting(town, BERLIN)
    await grace.presses("Yes", from_dm=True)
    told = len(ada.dms)
    lagos_moves_east()
    await restarts(town)
    assert await coming(town, ada) == [at]
    assert len(ada.dms) == told


async def test_a_series_that_began_with_another_suggestion_is_told_as_well(town: Town) -> None:
    ada, grace, pair = await paired(town, BERLIN)
    await grace.types("/timezone", zone=LAGOS)
    at = datetime(2026, 3, 3, 16, tzinfo=ZoneInfo(BERLIN))
    await ada.sends(call("session.suggest", pair, stamp(at), 60), {"every": "1", "until": "2026-04-20"})
    await grace.sends(call("session.move", 1, stamp(datetime(2026, 3, 24, 16, tzinfo=ZoneInfo(BERLIN)))))
    await ada.sends(call("session.confirm", 1))
    await town.passes(days=24)
    assert len(about_clocks(grace)) == 1
