"""Two who meet elsewhere: the other one hears it also late, and calendars follow."""

from datetime import timedelta

import pytest

from bot.calls import call
from bot.commands import clock_changes
from bot.views import View, attachment_of
from tests.conversations.inside import renders
from tests.conversations.rooms import JITSI, Rooms, links
from tests.conversations.town import Town
from tests.conversations.words import labels, words


@pytest.fixture
async def rooms(town: Town) -> Rooms:
    return await Rooms.built(town)


def location(view: View) -> str:
    """Where a file that came with it says that they meet."""
    file = attachment_of(view)
    assert file is not None
    lines = file.data.decode().replace("\r\n ", "").splitlines()
    return next(line.removeprefix("LOCATION:") for line in lines if line.startswith("LOCATION:"))


async def test_meeting_elsewhere_while_it_runs_reaches_the_other_one(rooms: Rooms) -> None:
    await rooms.agree()
    await rooms.works()
    session = await rooms.session()
    rooms.town.now = session.start + timedelta(minutes=2)
    await rooms.ada.sends(call("room.chosen", 1), {"place": "jitsi"})
    await rooms.works(minutes=1)
    assert links(rooms.grace.last_dm)[0].startswith(JITSI)
    assert labels(rooms.grace.last_dm) == ["Open"]
    await rooms.ada.sends(call("room.chosen", 1), {"place": "zoom"})
    await rooms.works(minutes=1)
    assert links(rooms.ada.last_dm) == links(rooms.grace.last_dm)
    assert links(rooms.ada.last_dm)[0].startswith("https://zoom.example")


async def test_a_later_one_of_a_series_that_moves_to_a_service_is_told(rooms: Rooms) -> None:
    await rooms.agree(every="1")
    await rooms.works()
    await rooms.ada.sends(call("room.chosen", 9), {"place": "jitsi"})
    rooms.town.now += timedelta(minutes=1)
    await rooms.ada.sends(call("room.chosen", 9), {"place": "zoom"})
    assert "on Zoom. The link is in your reminder." in words(rooms.grace.last_dm)
    assert attachment_of(rooms.grace.last_dm) is None


async def test_one_that_is_near_is_told_with_its_link_though_it_repeats(rooms: Rooms) -> None:
    await rooms.agree(every="1")
    await rooms.works()
    rooms.town.now = (await rooms.session(2)).start - timedelta(minutes=5)
    await rooms.ada.sends(call("room.chosen", 2), {"place": "jitsi"})
    await rooms.ada.sends(call("room.chosen", 2), {"place": "zoom"})
    await rooms.works()
    assert links(rooms.grace.last_dm)[0].startswith("https://zoom.example")


async def test_calendars_follow_the_room(rooms: Rooms) -> None:
    await rooms.agree()
    await rooms.works()
    assert location(rooms.ada.last_dm) == links(rooms.ada.last_dm)[0]
    changed = await rooms.ada.sends(call("room.chosen", 1), {"place": "jitsi"})
    assert location(changed) == location(rooms.grace.last_dm) == links(rooms.grace.last_dm)[0]
    assert attachment_of(await rooms.ada.sends(call("room.chosen", 1), {"place": "zoom"})) is None


async def test_one_that_was_not_needed_after_all_leaves_no_room_behind(rooms: Rooms) -> None:
    await rooms.agree()
    await rooms.works()
    rooms.town.now = (await rooms.session()).start + timedelta(minutes=20)
    for one in (rooms.ada, rooms.grace):
        await one.sends(call("session.answer", 1, "unneeded"))
    await rooms.works()
    assert len(rooms.zoom.deleted) == 1


async def test_new_rules_of_a_time_zone_move_the_room(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    await rooms.agree()
    await rooms.works()
    monkeypatch.setattr(clock_changes, "start_by_rules", lambda session: session.start + timedelta(hours=1))
    await renders(rooms.town, "session.reread", 1)
    await rooms.works(minutes=1)
    [(_, meeting)] = rooms.zoom.moved
    assert meeting.start == (await rooms.session()).start
