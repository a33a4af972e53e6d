"""Where two people meet: a place of their own, or a room that is made for them and told to both."""

import re
from datetime import timedelta

import pytest

from bot.calls import call
from bot.ports.rooms import RoomsUnavailable
from tests.conversations.inside import renders
from tests.conversations.rooms import JITSI, Rooms, links
from tests.conversations.town import Town
from tests.conversations.words import labels, words

SILENT = "does not answer"


@pytest.fixture
async def rooms(town: Town) -> Rooms:
    return await Rooms.built(town)


async def test_without_any_account_a_jitsi_room_is_there_at_once(town: Town) -> None:
    rooms = await Rooms.built(town, rooms=())
    agreed = await rooms.agree()
    [link] = links(agreed)
    assert re.fullmatch(rf"{JITSI}/office-hours-[0-9a-f]{{32}}", link)
    assert links(rooms.ada.last_dm) == [link]
    assert links(await rooms.shown(rooms.ada)) == links(await rooms.shown(rooms.grace)) == [link]
    await rooms.works()
    assert rooms.zoom.calls == 0
    await town.passes(days=7)
    assert [links(view) for view in rooms.ada.dms if "You meet soon" in words(view)] == [[link]] * 2


async def test_rooms_of_two_sessions_have_nothing_in_common(town: Town) -> None:
    rooms = await Rooms.built(town, rooms=())
    await rooms.agree()
    await rooms.agree()
    [first], [second] = links(await rooms.shown(rooms.ada, 1)), links(await rooms.shown(rooms.ada, 2))
    assert first != second


async def test_a_place_of_their_own_stays_what_it_is_in_their_own_words(rooms: Rooms) -> None:
    agreed = await rooms.agree(place="https://evil.example/room")
    assert links(agreed) == []
    assert "https://evil.example/room" in words(agreed)
    await rooms.works()
    assert rooms.zoom.calls == 0
    assert await rooms.room() is None


async def test_what_the_pair_agreed_or_the_mentor_has_stays_too(rooms: Rooms) -> None:
    await rooms.grace.sends(call("mentor.meets_at"), {"link": "https://grace.example/call"})
    assert "grace.example/call" in words(await rooms.agree())
    agreed = {"weeks": "12", "rhythm": "weekly", "meets": "The library", "writes": "Here"}
    await rooms.ada.sends(call("mentorship.agree", rooms.pair), agreed)
    assert "The library" in words(await rooms.agree())
    assert rooms.zoom.calls == 0


async def test_leaving_the_place_out_of_the_form_means_a_room_this_once(rooms: Rooms) -> None:
    await rooms.grace.sends(call("mentor.meets_at"), {"link": "https://grace.example/call"})
    assert "on Zoom" in words(await rooms.agree(place=""))


async def test_the_service_is_asked_beside_and_both_get_the_link(rooms: Rooms) -> None:
    agreed = await rooms.agree()
    assert "on Zoom. I send you both the link" in words(agreed)
    await rooms.works()
    [meeting] = rooms.zoom.made.values()
    session = await rooms.session()
    assert (meeting.start, meeting.length) == (session.start, timedelta(hours=1))
    assert "exam" not in meeting.title
    for one in (rooms.ada, rooms.grace):
        assert "Your room is ready" in words(one.last_dm)
        assert links(one.last_dm) == [f"https://zoom.example/j/{meeting.key}"]
    told = len(rooms.ada.dms)
    await rooms.works(minutes=5)
    assert len(rooms.ada.dms) == told
    assert rooms.zoom.calls == 1


async def test_a_mentor_chooses_the_service_or_a_link_of_their_own(rooms: Rooms) -> None:
    assert "a Zoom room for each session" in words(await rooms.grace.types("/mentor room"))
    assert "Jitsi room each time" in words(await rooms.grace.picks("jitsi"))
    [link] = links(await rooms.agree())
    assert link.startswith(JITSI)
    await rooms.grace.types("/mentor room")
    assert "makes no rooms here" in words(await rooms.grace.sends(call("mentor.meets_on"), {"service": "teams"}))
    await rooms.grace.types("/mentor room")
    await rooms.grace.presses("My own link")
    await rooms.grace.fills(link="https://grace.example/call")
    assert "https://grace.example/call" in words(await rooms.grace.types("/mentor room"))
    assert "https://grace.example/call" in words(await rooms.grace.presses("My own link"))
    assert "/mentor profile" in words(await rooms.ada.types("/mentor room"))


async def test_naming_a_service_as_the_place_means_a_room_of_it(rooms: Rooms) -> None:
    assert links(await rooms.agree(place="jitsi"))
    assert "on Zoom" in words(await rooms.agree(place="Zoom"))
    assert "Teams" in words(await rooms.agree(place="Teams")), "not offered here, so these are their own words"


async def test_a_service_that_stays_silent_gives_way_to_jitsi_with_a_word_about_it(rooms: Rooms) -> None:
    await rooms.agree()
    rooms.zoom.refusals = [RoomsUnavailable(SILENT)] * 9
    for _ in range(12):
        await rooms.works(seconds=10)
    assert rooms.zoom.calls == 4
    for one in (rooms.ada, rooms.grace):
        said = words(one.last_dm)
        assert "Zoom did not answer, so your session with" in said
        assert SILENT not in said
    [link] = links(rooms.ada.last_dm)
    assert link.startswith(f"{JITSI}/office-hours-")
    assert links(rooms.grace.last_dm) == [link]
    assert "because Zoom did not answer" in words(await rooms.shown(rooms.ada))


@pytest.mark.parametrize(
    "refusal", [RoomsUnavailable(SILENT, is_final=True), RoomsUnavailable(SILENT, wait=timedelta(hours=1))]
)
async def test_nobody_waits_for_what_cannot_come(rooms: Rooms, refusal: RoomsUnavailable) -> None:
    await rooms.agree()
    rooms.zoom.refusals = [refusal]
    await rooms.works()
    assert links(rooms.ada.last_dm)[0].startswith(JITSI)
    assert rooms.zoom.calls == 1


async def test_a_service_that_recovers_in_time_is_used(rooms: Rooms) -> None:
    await rooms.agree()
    rooms.zoom.refusals = [RoomsUnavailable(SILENT), RoomsUnavailable(SILENT, wait=timedelta(seconds=30))]
    for _ in range(6):
        await rooms.works(seconds=15)
    assert links(rooms.ada.last_dm)[0].startswith("https://zoom.example")


async def test_a_service_that_was_taken_out_of_the_configuration_gives_way_too(rooms: Rooms) -> None:
    await rooms.agree()
    rooms.maker._services = {}
    await rooms.works()
    assert links(rooms.ada.last_dm)[0].startswith(JITSI)


async def test_calling_it_off_deletes_the_room(rooms: Rooms) -> None:
    await rooms.agree()
    await rooms.works()
    [key] = rooms.zoom.made
    await rooms.grace.types("/sessions")
    await rooms.grace.presses("Call it off")
    await rooms.grace.fills()
    await rooms.works()
    assert rooms.zoom.deleted == [f"id-{key}"]
    await rooms.works(hours=1)
    assert rooms.zoom.calls == 2


async def test_the_end_of_a_mentorship_deletes_its_rooms(rooms: Rooms) -> None:
    await rooms.agree()
    await rooms.works()
    await rooms.ada.sends(call("mentorship.ended", rooms.pair))
    await rooms.works()
    assert len(rooms.zoom.deleted) == 1


async def test_moving_a_session_moves_its_room_and_keeps_its_link(rooms: Rooms) -> None:
    await rooms.agree()
    await rooms.works()
    [before] = links(await rooms.shown(rooms.ada))
    session = await rooms.session()
    at = int((session.start + timedelta(days=1)).timestamp())
    await rooms.ada.sends(call("session.move", 1, at))
    assert links(await rooms.grace.presses("Yes", from_dm=True)) == [before]
    await rooms.works()
    [(external, meeting)] = rooms.zoom.moved
    assert external == f"id-{meeting.key}"
    assert int(meeting.start.timestamp()) == at
    assert links(await rooms.shown(rooms.ada)) == [before]


async def test_a_move_the_service_refuses_is_nobodys_trouble(rooms: Rooms) -> None:
    await rooms.agree()
    await rooms.works()
    told = len(rooms.ada.dms)
    rooms.zoom.refusals = [RoomsUnavailable(SILENT)] * 99
    session = await rooms.session()
    await rooms.ada.sends(call("session.move", 1, int((session.start + timedelta(days=1)).timestamp())))
    await rooms.grace.presses("Yes", from_dm=True)
    for _ in range(12):
        await rooms.works(minutes=70)
    assert rooms.zoom.calls == 9
    assert links(await rooms.shown(rooms.ada))[0].startswith("https://zoom.example")
    assert not [view for view in rooms.ada.dms[told:] if "answer, so" in words(view)]


async def test_sessions_that_repeat_get_their_rooms_two_weeks_ahead_and_one_word_about_it(rooms: Rooms) -> None:
    await rooms.agree(every="1")
    told = len(rooms.ada.dms)
    await rooms.works()
    assert len(rooms.zoom.made) in (2, 3)
    assert len(rooms.ada.dms) == told + 1
    for _ in range(3):
        await rooms.works(days=7)
    assert len(rooms.zoom.made) in (5, 6)
    assert "on Zoom. The link is in your reminder" in words(await rooms.shown(rooms.ada, 9))
    assert len([view for view in rooms.ada.dms if "Your room is ready" in words(view)]) == 1


async def test_what_is_called_off_before_anybody_was_asked_costs_no_call(rooms: Rooms) -> None:
    await rooms.agree()
    await rooms.ada.sends(call("session.cancel", 1), {})
    await rooms.works()
    assert rooms.zoom.calls == 0


async def test_a_session_whose_hour_is_over_gets_no_room_any_more(rooms: Rooms) -> None:
    await rooms.agree()
    await rooms.works(days=10)
    assert rooms.zoom.calls == 0
    assert await rooms.room() is None


async def test_the_two_may_meet_elsewhere_and_go_back(rooms: Rooms) -> None:
    await rooms.agree(place="The library")
    await rooms.shown(rooms.ada)
    offered = await rooms.ada.presses("Meet elsewhere")
    assert "A Zoom room" in words(offered)
    assert "As you two said before" in words(offered)
    assert "voice channel" not in words(offered)
    assert "huddle" not in words(offered)
    assert "on Zoom" in words(await rooms.ada.picks("zoom"))
    await rooms.works()
    assert links(rooms.grace.last_dm)[0].startswith("https://zoom.example")
    await rooms.shown(rooms.grace)
    await rooms.grace.presses("Meet elsewhere")
    assert "The library" in words(await rooms.grace.picks("said"))
    assert "You meet elsewhere" in words(rooms.ada.last_dm)
    assert "The library" in words(rooms.ada.last_dm)
    await rooms.works()
    assert len(rooms.zoom.deleted) == 1
    assert "not offered any more" in words(await rooms.ada.sends(call("room.chosen", 1), {"place": "voice"}))


async def test_a_word_about_a_room_is_not_said_when_it_is_true_no_more(rooms: Rooms) -> None:
    await rooms.agree()
    assert await renders(rooms.town, "room.told", 1, reader=rooms.ada) is None, "the room is not made yet"
    await rooms.works()
    assert await renders(rooms.town, "room.told", 1, reader=rooms.ada) is not None
    assert await renders(rooms.town, "room.told", 1, reader=rooms.town.person("Eve")) is None
    asked = rooms.town.now
    rooms.town.now = (await rooms.session()).end
    assert await renders(rooms.town, "room.told", 1, reader=rooms.ada) is None, "it is over"
    rooms.town.now = asked
    await rooms.ada.sends(call("session.cancel", 1), {})
    assert await renders(rooms.town, "room.told", 1, reader=rooms.ada) is None


async def test_a_session_from_before_there_were_rooms_says_that_no_place_is_known(rooms: Rooms) -> None:
    await rooms.agree()
    async with rooms.town.storage.writing() as tx:
        await tx.store(rooms.town.community.id).rooms.drop(1, rooms.town.now)
    assert "not said yet" in words(await rooms.shown(rooms.ada))


async def test_only_the_two_and_only_before_it_is_over_choose_where_they_meet(rooms: Rooms) -> None:
    await rooms.ada.types("/schedule")
    await rooms.ada.presses("Suggest this")
    await rooms.ada.fills()
    assert "Nobody said yes" in words(await rooms.ada.sends(call("room.choose", 1)))
    assert "a Zoom room, made as soon as" in words(await rooms.shown(rooms.ada))
    await rooms.grace.presses("Yes", from_dm=True)
    eve = rooms.town.person("Eve")
    assert "I do not find" in words(await eve.sends(call("room.choose", 1)))
    assert "I do not find" in words(await eve.sends(call("room.chosen", 1), {"place": "jitsi"}))
    rooms.town.now += timedelta(days=12)
    assert "over" in words(await rooms.ada.sends(call("room.chosen", 1), {"place": "jitsi"}))
    assert "Meet elsewhere" not in labels(await rooms.shown(rooms.ada))
