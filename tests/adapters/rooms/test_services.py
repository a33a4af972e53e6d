"""What each service is asked for, as its documents want it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from adapters.rooms.meet import BadKey, ServiceKey
from adapters.rooms.opening import Settings, opened
from bot.ports.rooms import RoomsUnavailable
from tests.adapters.rooms.studio import LATER, MEETING, NOW, studio_of
from tests.fakes.rooms.google import FakeGoogle
from tests.fakes.rooms.microsoft import FakeMicrosoft
from tests.fakes.rooms.zoom import FakeZoom


async def refused_with(settings: Settings, name: str) -> RoomsUnavailable:
    """What a client with these settings hears when it makes a room."""
    async with opened(settings, lambda: NOW) as services:
        with pytest.raises(RoomsUnavailable) as caught:
            await services[name].create(MEETING)
    assert caught.value.is_final
    return caught.value


async def test_zoom_makes_moves_and_deletes_a_meeting_the_two_can_enter_alone() -> None:
    async with studio_of("zoom") as studio:
        assert isinstance(studio.fake, FakeZoom)
        made = await studio.service.create(replace(MEETING, length=timedelta(minutes=44, seconds=1)))
        meeting = studio.fake.meetings[int(made.external)]
        assert (meeting["start_time"], meeting["duration"]) == ("2026-03-03T12:00:00Z", 45)
        assert meeting["settings"] == {"join_before_host": True, "jbh_time": 0, "waiting_room": False}
        assert made.url == f"{studio.fake.link}{made.external}"
        await studio.service.move(made.external, LATER)
        assert meeting["start_time"] == "2026-03-03T14:00:00Z"
        await studio.service.delete(made.external, LATER)
        assert studio.fake.meetings == {}
        await studio.service.delete("", LATER)
        with pytest.raises(RoomsUnavailable, match="no such meeting"):
            await studio.service.move(made.external, LATER)


async def test_zoom_says_which_credentials_are_wrong() -> None:
    async with studio_of("zoom") as studio:
        settings = studio.settings.zoom
        assert settings is not None
        for wrong in ({"client_secret": "other"}, {"account_id": "other"}):
            error = await refused_with(Settings(zoom=replace(settings, **wrong)), "zoom")
            assert "Look at the app" in error.reason
        assert (
            "(1001). Does `zoom.user` exist"
            in (await refused_with(Settings(zoom=replace(settings, user="nobody")), "zoom")).reason
        )


async def test_meet_opens_a_space_to_whoever_has_the_link_and_closes_it_again() -> None:
    async with studio_of("meet") as studio:
        assert isinstance(studio.fake, FakeGoogle)
        made = await studio.service.create(MEETING)
        assert studio.fake.spaces == {made.external: "OPEN"}
        asked = len(studio.fake.said)
        await studio.service.move(made.external, LATER)
        await studio.service.delete("", MEETING)
        assert len(studio.fake.said) == asked, "a space has no hours"
        await studio.service.delete(made.external, MEETING)
        assert studio.fake.spaces == {made.external: "RESTRICTED"}


async def test_meet_says_that_the_key_or_the_delegation_is_wrong() -> None:
    async with studio_of("meet") as studio:
        assert isinstance(studio.fake, FakeGoogle)
        settings = studio.settings.meet
        assert settings is not None
        other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        deleted = replace(settings, key=ServiceKey.read(studio.fake.key_file(other)))
        assert "invalid_grant" in (await refused_with(Settings(meet=deleted), "meet")).reason
        stranger = replace(settings, user="somebody@else.example")
        assert "domain-wide delegation" in (await refused_with(Settings(meet=stranger), "meet")).reason
        studio.fake.lasts = 9999
        with pytest.raises(RoomsUnavailable, match="lasts longer"):
            await studio.service.create(MEETING)


@pytest.mark.parametrize("text", ["", "{}", "[]", "7", '{"client_email": "a", "private_key": "x"}'])
def test_a_key_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadKey):
        ServiceKey.read(text)


async def test_teams_makes_one_meeting_for_a_key_and_lets_everybody_in() -> None:
    async with studio_of("teams") as studio:
        assert isinstance(studio.fake, FakeMicrosoft)
        made = await studio.service.create(MEETING)
        assert await studio.service.create(LATER) == made
        [meeting] = studio.fake.meetings.values()
        assert meeting["externalId"] == MEETING.key
        assert meeting["lobbyBypassSettings"]["scope"] == "everyone"
        assert meeting["startDateTime"] == "2026-03-03T14:00:00Z"
        await studio.service.move(made.external, MEETING)
        assert (meeting["startDateTime"], meeting["endDateTime"]) == ("2026-03-03T12:00:00Z", "2026-03-03T12:45:00Z")
        await studio.service.delete(made.external, MEETING)
        assert studio.fake.meetings == {}
        with pytest.raises(RoomsUnavailable, match="no such meeting"):
            await studio.service.move(made.external, MEETING)


async def test_teams_deletes_what_was_made_and_never_heard_of() -> None:
    async with studio_of("teams") as studio:
        assert isinstance(studio.fake, FakeMicrosoft)
        await studio.service.create(MEETING)
        await studio.service.delete("", MEETING)
        assert studio.fake.meetings == {}


async def test_teams_says_whether_the_secret_or_the_policy_is_wrong() -> None:
    async with studio_of("teams") as studio:
        assert isinstance(studio.fake, FakeMicrosoft)
        settings = studio.settings.teams
        assert settings is not None
        for wrong in ({"client_secret": "other"}, {"tenant": "other"}):
            assert (
                "teams.client_secret"
                in (await refused_with(Settings(teams=replace(settings, **wrong)), "teams")).reason
            )
        studio.fake.has_policy = False
        assert "application access policy" in (await refused_with(studio.settings, "teams")).reason
