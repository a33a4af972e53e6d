"""Where group sessions take place: at a place the mentor names, or in a room made for each date."""

import pytest

from bot.calls import call
from bot.domain.installation import Installation
from bot.registry import registry
from bot.text import Link
from bot.views import Card
from tests.conversations.groups import WHEN, mentored, opens, takes
from tests.conversations.town import Speaker, Town
from tests.conversations.words import words

MADE = "Your Jitsi room"


def link(one: Speaker) -> str:
    """Where the card they look at leads."""
    assert isinstance(one.seen, Card)
    [found] = [span.url for fact in one.seen.facts for span in fact.text if isinstance(span, Link)]
    return found


async def test_a_mentor_who_likes_a_service_gets_a_room_and_not_its_name(town: Town) -> None:
    town.app.registry = registry.on(Installation(rooms=("zoom",)))
    grace, [ada] = await mentored(town, "Ada")
    await grace.sends(call("mentor.meets_on"), {"service": "zoom"})
    await grace.types("/group-session", when=WHEN, places="3", audience="mentees")
    form = words(await grace.presses("Yes, this time"))
    assert "Zoom" not in form
    await grace.fills(topic="Reading a paper")
    assert f"Where: {MADE}" in await takes(ada)
    assert link(ada).startswith("https://meet.jit.si/office-hours-")


@pytest.mark.parametrize("typed", ["Zoom", " google  meet "])
async def test_the_bare_name_of_a_service_is_no_place(town: Town, typed: str) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await opens(grace, place=typed)
    assert f"Where: {MADE}" in await takes(ada)


async def test_each_date_has_a_room_of_its_own(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await opens(grace, "Wed 18:00", every="1", until="2026-03-18", place="")
    ways = []
    for group in (1, 2, 3):
        await ada.sends(call("group.take", group))
        await ada.sends(call("group.show", group))
        ways.append(link(ada))
    assert len(set(ways)) == 3


async def test_a_place_of_the_mentors_own_is_the_same_each_time(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await opens(grace, "Wed 18:00", every="1", until="2026-03-11", place="Room 12")
    for group in (1, 2):
        assert "Room 12" in words(await ada.sends(call("group.take", group)))
