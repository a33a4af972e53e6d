"""Somebody adds a calendar: hours they are busy are not offered, and what they must hand in is at hand."""

from datetime import timedelta

import pytest

from bot.calls import call
from bot.commands.deadlines import shared_deadlines
from bot.domain.installation import Installation
from bot.handling import bot_itself, context
from bot.ports.feeds import Read, Refused, Seen, Unchanged
from bot.registry import registry
from bot.text import plain
from tests.conversations.calendars import KEPT, SECRET, Reading, adds, due, span
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import labels, words

HOST = "calendar.example.com"


@pytest.fixture
def reading(town: Town) -> Reading:
    return Reading(town)


def times(view_words: str) -> list[str]:
    return [line for line in view_words.split("\n") if "2026, " in line]


async def test_what_is_kept_and_who_sees_it_is_said_before_anything_is_typed(town: Town) -> None:
    ada = town.person("Ada")
    first = words(await ada.types("/calendars"))
    form = words(await ada.presses("Add a calendar"))
    for said in (first, form):
        assert "others only find you not free, never why" in said
        assert "your mentor sees it only if you share it" in said
    assert "never show it again" in form


async def test_a_calendar_is_read_at_once_and_its_owner_hears_what_was_found(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    spans = tuple(span(START + timedelta(days=day, hours=1)) for day in (1, 2, 30))
    reading.library.answers[HOST] = Read(KEPT, spans)
    await adds(ada)
    assert ada.seen is not None
    assert "send you a message" in words(ada.seen)
    assert "I read it in a moment" in words(await ada.types("/calendars"))
    await reading.goes_round()
    told = words(ada.last_dm)
    assert "Your calendar is read" in told
    assert "2 busy times in the next two weeks" in told
    listed = words(await ada.presses("Your calendars", from_dm=True), "Europe/Berlin")
    assert "Times I am busy. Read Mon 2 Mar 2026, 13:00." in listed


async def test_an_hour_that_somebody_is_busy_is_not_offered_and_not_said_why(town: Town, reading: Reading) -> None:
    ada, grace = town.person("Ada", zone="Africa/Lagos"), await town.mentor("Grace")
    pair = await town.pair(ada, grace)
    before = times(words(await ada.types("/schedule"), "Africa/Lagos"))
    assert before
    start = START.replace(hour=17)
    evenings = tuple(span(start + timedelta(days=day), 3) for day in (0, 1, 2))
    reading.library.answers[HOST] = Read(KEPT, evenings)
    await adds(grace)
    await reading.goes_round()
    after = times(words(await ada.types("/schedule"), "Africa/Lagos"))
    assert after
    assert not {one for one in after if any(f" {day} Mar" in one for day in (2, 3, 4))}
    at = int((start + timedelta(days=1)).timestamp())
    refused = words(await ada.sends(call("session.suggest", pair, at, 60), {"topic": ""}))
    assert "taken by now" in refused
    typed = words(await ada.sends(call("session.type", pair, 60, 0), {"when": "2026-03-03 18:30"}))
    assert "They have something else then" in typed


async def test_a_group_session_is_not_opened_while_its_mentor_is_busy(town: Town, reading: Reading) -> None:
    grace = await town.mentor("Grace")
    reading.library.answers[HOST] = Read(KEPT, (span(START.replace(hour=17) + timedelta(days=1)),))
    await adds(grace)
    await reading.goes_round()
    typed = {"when": "tomorrow 18:30", "places": "3", "audience": "mentees"}
    assert "You have something else then" in words(await grace.types("/group-session", **typed))
    at = int((START.replace(hour=17) + timedelta(days=1)).timestamp())
    opened = await grace.sends(call("group.open", at, 60, 3, "mentees"), {"topic": "Reading a paper"})
    assert "You have something else then" in words(opened)
    town.app.registry = registry.on(Installation(calendars=False))
    assert "Is this the time?" in words(await grace.types("/group-session", **typed))


async def test_the_address_is_never_shown_again(town: Town, reading: Reading, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    ada = town.person("Ada")
    reading.library.answers[HOST] = Refused("It does not let me in.")
    await adds(ada)
    await reading.goes_round()
    await adds(ada)
    seen = [ada.seen, await ada.types("/calendars"), await ada.presses("Remove"), *ada.dms, await ada.types("/home")]
    assert [view for view in seen[1:] if view is not None and "5f3a" in words(view)] == []
    assert HOST in words(seen[1])  # type: ignore[arg-type]  # the listing
    assert "5f3a" not in caplog.text


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("http://calendar.example.com/a", "over https only"),
        ("https://127.0.0.1/a", "number instead of a name"),
        ("https://localhost/a", "private network"),
        ("https://ada:secret@calendar.example.com/a", "name or password"),
        ("my calendar", "cannot read that address"),
    ],
)
async def test_an_address_that_cannot_be_one_is_refused_beside_its_field(town: Town, address: str, word: str) -> None:
    ada = town.person("Ada")
    await adds(ada, address)
    assert ada.seen is not None
    assert word in words(ada.seen)
    assert await Reading(town).goes_round() == 0


async def test_nobody_adds_one_twice_nor_more_than_five(town: Town) -> None:
    ada = town.person("Ada")
    for number in range(5):
        await adds(ada, f"https://calendar.example.com/{number}")
    assert "Add a calendar" not in labels(await ada.types("/calendars"))
    again = await ada.sends(call("calendar.add"), {"address": SECRET, "kind": "busy"})
    assert "as many as I read" in words(again)
    await ada.sends(call("calendar.forget", 1))
    twice = await ada.sends(call("calendar.add"), {"address": "https://calendar.example.com/3", "kind": "busy"})
    assert "You have this calendar already" in words(twice)


async def test_nobody_touches_somebody_elses(town: Town, reading: Reading) -> None:
    ada, eve = town.person("Ada"), town.person("Eve")
    await adds(ada, kind="deadlines")
    await reading.goes_round()
    for name in ("again", "share", "hide", "remove", "forget"):
        assert "I do not find this calendar" in words(await eve.sends(call(f"calendar.{name}", 1)))
    for name in ("read", "trouble"):
        assert "not for pressing" in words(await ada.sends(call(f"calendar.{name}", 1)))
    assert "No calendars yet" in words(await eve.types("/calendars"))
    assert HOST in words(await ada.types("/calendars"))


async def test_removing_one_forgets_what_was_read(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    reading.library.answers[HOST] = Read(KEPT, (), (due(2, "Essay"),))
    await adds(ada, kind="deadlines")
    await reading.goes_round()
    assert "Essay" in words(await ada.types("/home"))
    await ada.types("/calendars")
    assert "I forget its address" in words(await ada.presses("Remove"))
    assert "are gone" in words(await ada.presses("Remove it"))
    assert "Essay" not in words(await ada.types("/home"))
    assert "No calendars yet" in words(await ada.types("/calendars"))


async def test_deadlines_are_at_home_in_one_row(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    tasks = tuple(due(day, f"Task {day} @everyone <!channel>") for day in (1, 2, 3, 4, 5, 20))
    reading.library.answers[HOST] = Read(KEPT, (), (due(0.5, "Lab", is_day=True), *tasks))
    await adds(ada, kind="deadlines")
    await reading.goes_round()
    assert "6 deadlines in the next two weeks" in words(ada.last_dm)
    home = words(await ada.types("/home"))
    assert "Due soon\nTue 3 Mar 2026: Lab\nTue 3 Mar 2026, 12:00: Task 1" in home
    assert "and 3 more" in home
    assert "Task 20" not in home


async def said_to_mentor(town: Town, mentee: Speaker) -> str:
    """What a mentor's brief would say."""
    student = await town.id(mentee)
    async with town.storage.writing() as tx:
        ctx = context(tx, registry, town.community, bot_itself(town.community), town.now)
        return plain(await shared_deadlines(ctx, student, town.now + timedelta(days=14)))


async def test_a_mentor_sees_deadlines_only_while_they_are_shared(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    reading.library.answers[HOST] = Read(KEPT, (), (due(2, "Essay"),))
    await adds(ada, kind="deadlines", share="no")
    await reading.goes_round()
    assert await said_to_mentor(town, ada) == ""
    await ada.types("/calendars")
    assert "your mentor sees what is due" in words(await ada.presses("Share with my mentor"))
    assert "Wed 4 Mar 2026, 12:00: Essay" in await said_to_mentor(town, ada)
    await ada.types("/calendars")
    assert "Only you see" in words(await ada.presses("Stop sharing"))
    assert await said_to_mentor(town, ada) == ""


async def test_busy_times_cannot_be_shared(town: Town) -> None:
    ada = town.person("Ada")
    await adds(ada, share="yes")
    assert "Stop sharing" not in labels(await ada.types("/calendars"))
    assert "nothing is shared" in words(await ada.sends(call("calendar.share", 1)))


async def test_a_calendar_is_read_again_when_asked_but_not_all_the_time(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    await adds(ada)
    await ada.sends(call("calendar.again", 1))
    await reading.goes_round()
    await town.passes(minutes=1)
    await ada.types("/calendars")
    assert "a little after the last time" in words(await ada.presses("Read it now"))
    assert await reading.goes_round() == 0
    await reading.passes(minutes=4)
    assert len(reading.library.asked) == 2
    await town.passes(minutes=10)
    assert "I read it now" in words(await ada.sends(call("calendar.again", 1)))


async def test_only_what_has_changed_is_sent_again_and_the_whole_once_a_week(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    await adds(ada)
    await reading.goes_round()
    reading.library.answers[HOST] = Unchanged()
    await reading.passes(hours=1)
    await ada.sends(call("zone.set"), {"zone": "Asia/Tokyo"})
    await reading.passes(hours=1)
    reading.library.answers[HOST] = Read(KEPT)
    await reading.passes(hours=1)
    await reading.passes(hours=1)
    await reading.passes(days=8)
    assert [seen for _, seen, _ in reading.library.asked] == [Seen(), KEPT, Seen(), Seen(), KEPT, Seen()]
    assert [wanted.zone for _, _, wanted in reading.library.asked[-2:]] == ["Asia/Tokyo"] * 2


async def test_where_calendars_are_switched_off_that_is_said(town: Town) -> None:
    town.app.registry = registry.on(Installation(calendars=False))
    ada = town.person("Ada")
    assert "switched the reading of calendars off" in words(await ada.types("/calendars"))
    refused = await ada.sends(call("calendar.add"), {"address": SECRET, "kind": "busy"})
    assert "switched the reading of calendars off" in words(refused)


async def test_what_was_added_before_calendars_were_switched_off_can_be_removed(town: Town) -> None:
    ada = town.person("Ada")
    await adds(ada)
    town.app.registry = registry.on(Installation(calendars=False))
    listed = await ada.types("/calendars")
    assert HOST in words(listed)
    assert "switched the reading of calendars off" in words(listed)
    assert labels(listed) == ["Remove"]
    assert "switched the reading of calendars off" in words(await ada.sends(call("calendar.again", 1)))
    await ada.sends(call("calendar.remove", 1))
    await ada.presses("Remove it")
    assert HOST not in words(await ada.types("/calendars"))
