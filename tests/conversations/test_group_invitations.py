"""Group sessions go into calendars too, without telling anybody who else comes."""

import pytest

from bot.domain.installation import Installation
from bot.registry import registry
from bot.views import attachment_of
from tests.calendars.program import Program, events, opened
from tests.conversations.groups import mentored, opens, takes
from tests.conversations.test_calendar_feed import made, written
from tests.conversations.test_invitations import file
from tests.conversations.town import Town


@pytest.fixture
def served(town: Town) -> Town:
    town.app.registry = registry.on(Installation(feeds="https://bot.example/calendar"))
    return town


async def test_a_place_brings_a_file_that_names_the_mentor_and_nobody_else(town: Town) -> None:
    grace, (ada, bo) = await mentored(town, "Ada", "Bo")
    await opens(grace)
    mine = file(grace.seen)  # type: ignore[arg-type]  # the answer to opening it
    await takes(bo)
    await takes(ada)
    hers = file(ada.seen)  # type: ignore[arg-type]  # the answer to taking a place
    [one], [other] = events(mine), events(hers)
    assert one.uid.value == other.uid.value
    assert other.summary.value == "Group session with Grace: Reading a paper"
    assert other.location.value == "https://meet.example/grace"
    assert "Bo" not in hers.decode()
    assert "Ada" not in mine.decode()


async def test_a_place_given_back_and_a_session_called_off_leave_the_calendar(town: Town) -> None:
    grace, (ada, bo) = await mentored(town, "Ada", "Bo")
    await opens(grace)
    calendars = {who.actor.name: Program() for who in (ada, bo)}
    for who in (ada, bo):
        await takes(who)
        calendars[who.actor.name].opens(file(who.seen))  # type: ignore[arg-type]  # the answer to taking a place
        assert len(calendars[who.actor.name].shown) == 1
    calendars["Ada"].opens(file(await ada.presses("Give it back")))
    assert calendars["Ada"].shown == {}
    await grace.types("/group-sessions")
    await grace.presses("Call it off")
    off = file(await grace.fills(reason=""))
    assert opened(off).method.value == "CANCEL"
    calendars["Bo"].opens(file(bo.last_dm))
    assert calendars["Bo"].shown == {}
    assert attachment_of(ada.last_dm) is None, "she had given her place back"


async def test_one_that_moves_moves_in_the_calendar(town: Town) -> None:
    grace, (ada,) = await mentored(town, "Ada")
    await opens(grace)
    await takes(ada)
    calendar = Program()
    calendar.opens(file(ada.seen))  # type: ignore[arg-type]  # the answer to taking a place
    before = dict(calendar.shown)
    await grace.types("/group-sessions")
    await grace.presses("Move it")
    await grace.fills(when="tomorrow 19:00")
    await grace.presses("Move it")
    calendar.opens(file(ada.last_dm))
    assert calendar.shown.keys() == before.keys()
    assert calendar.shown != before


async def test_the_feed_shows_what_somebody_has_a_place_in(served: Town) -> None:
    grace, (ada,) = await mentored(served, "Ada")
    address = await made(ada)
    await opens(grace)
    assert events(await written(served, address)) == []
    await takes(ada)
    [event] = events(await written(served, address))
    assert event.summary.value == "Group session with Grace: Reading a paper"


async def test_without_a_place_of_their_own_a_room_is_made(town: Town) -> None:
    grace, (ada,) = await mentored(town, "Ada")
    await opens(grace, place="")
    await takes(ada)
    [event] = events(file(ada.seen))  # type: ignore[arg-type]  # the answer to taking a place
    assert event.url.value.startswith("https://meet.jit.si/")
