"""/calendar-feed: a secret address, shown once, renewed or switched off by its owner, and read by whoever has it."""

import re
from datetime import timedelta

import pytest

from bot.calls import call
from bot.domain.installation import Installation
from bot.feeds import Feed, Feeds
from bot.registry import registry
from bot.text import Link, Strong
from bot.views import Card, View
from tests.calendars.program import Program, events, moment, opened
from tests.conversations.test_invitations import file, series
from tests.conversations.test_sessions import agreed
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words

ADDRESS = "https://bot.example/calendar"
SERVED = Installation(feeds=ADDRESS)


@pytest.fixture
def served(town: Town) -> Town:
    """The same town where calendars are served."""
    town.app.registry = registry.on(SERVED)
    return town


def secret(view: View) -> str:
    """The secret in the address on a card."""
    assert isinstance(view, Card)
    [address] = [span.text for span in view.text if isinstance(span, Strong)]
    assert [span.url for span in view.note if isinstance(span, Link)] == [address]
    found = re.fullmatch(re.escape(ADDRESS) + r"/([0-9a-f]{32,})\.ics", address)
    assert found
    return found[1]


async def made(who: Speaker) -> str:
    await who.types("/calendar-feed")
    return secret(await who.presses("Make my address"))


async def read(town: Town, found: str) -> Feed | None:
    return await Feeds(town.storage, town.app.registry).read(found, town.now)


async def written(town: Town, found: str) -> bytes:
    feed = await read(town, found)
    assert feed is not None
    return await feed.written()


async def test_where_nothing_is_served_it_says_so_and_files_still_come(town: Town) -> None:
    ada, _, _ = await agreed(town)
    said = words(await ada.types("/calendar-feed"))
    assert "has not set up addresses" in said
    assert "still brings a file" in said
    assert file(ada.last_dm)


async def test_the_address_is_shown_once_with_who_can_see_what(served: Town) -> None:
    ada = served.person("Ada")
    assert "Whoever has the address sees when you meet, with whom" in words(await ada.types("/calendar-feed"))
    found = secret(await ada.presses("Make my address"))
    assert ada.seen is not None
    assert "I show it only now" in words(ada.seen)
    again = await ada.types("/calendar-feed")
    assert found not in repr(again)
    assert "I keep no copy" in words(again)
    assert labels(again) == ["Make a new address", "Switch it off"]


async def test_a_new_address_ends_the_old_one_and_asks_before(served: Town) -> None:
    ada = served.person("Ada")
    old = await made(ada)
    await ada.types("/calendar-feed")
    await ada.presses("Make a new address")
    assert await read(served, old) is not None, "nothing has happened yet"
    new = secret(await ada.presses("Yes, a new one"))
    assert await read(served, old) is None
    assert await read(served, new) is not None
    await ada.types("/calendar-feed")
    assert "Switched off" in words(await ada.presses("Switch it off"))
    assert await read(served, new) is None
    assert "Nothing to switch off" in words(await ada.sends(call("feed.drop")))
    assert labels(await ada.types("/calendar-feed")) == ["Make my address"]


async def test_the_feed_says_the_same_as_the_files(served: Town) -> None:
    ada, grace, data = await series(served)
    hers = await made(ada)
    by_file, by_feed = Program(), Program()
    by_file.opens(file(ada.last_dm))
    by_feed.opens(await written(served, hers))
    assert by_feed.shown == by_file.shown
    assert {uid: one.sequence for uid, one in by_feed.events.items()} == {
        uid: one.sequence for uid, one in by_file.events.items()
    }
    assert {one.summary.value for one in events(await written(served, hers))} == {"Office Hours with Grace"}
    theirs = await made(grace)
    assert {one.summary.value for one in events(await written(served, theirs))} == {"Office Hours with Ada"}
    assert by_feed.shown == {one.uid.value: (moment(one.dtstart), moment(one.dtend)) for one in events(data)}


async def test_what_is_called_off_stands_there_as_called_off_for_a_while(served: Town) -> None:
    ada, grace, _ = await agreed(served)
    hers = await made(ada)
    calendar = Program()
    calendar.opens(await written(served, hers))
    assert len(calendar.shown) == 1
    await grace.types("/sessions")
    await grace.presses("Call it off")
    await grace.fills()
    [event] = events(await written(served, hers))
    assert event.status.value == "CANCELLED"
    calendar.opens(await written(served, hers))
    assert calendar.shown == {}
    await served.passes(days=40)
    assert events(await written(served, hers)) == []


async def test_what_is_only_suggested_is_not_there(served: Town) -> None:
    ada, _, _ = await agreed(served)
    await ada.types("/schedule")
    await ada.presses("Suggest this")
    await ada.fills()
    assert len(events(await written(served, await made(ada)))) == 1


async def test_the_same_sessions_are_the_same_bytes_since_the_same_moment(served: Town) -> None:
    ada, grace, _ = await agreed(served)
    hers = await made(ada)
    first = await read(served, hers)
    served.now += timedelta(hours=1)
    second = await read(served, hers)
    assert first is not None
    assert second is not None
    assert (first.digest, first.changed_at) == (second.digest, second.changed_at)
    assert await first.written() == await second.written()
    await grace.types("/sessions")
    await grace.presses("Call it off")
    await grace.fills()
    third = await read(served, hers)
    assert third is not None
    assert third.digest != second.digest
    assert third.changed_at > second.changed_at


async def test_a_feed_never_asks_and_never_rings(served: Town) -> None:
    ada, _, _ = await agreed(served)
    calendar = opened(await written(served, await made(ada)))
    assert calendar.method.value == "PUBLISH"
    assert "valarm" not in calendar.vevent.contents
    assert "attendee" not in calendar.vevent.contents


async def test_who_left_has_no_calendar(served: Town) -> None:
    ada, _, _ = await agreed(served)
    hers = await made(ada)
    async with served.storage.writing() as tx:
        await tx.presence.account_left("town", served.space, ada.actor.account, served.now)
    assert await read(served, hers) is None


async def test_an_address_that_was_pressed_for_after_serving_ended_is_not_made(served: Town) -> None:
    ada = served.person("Ada")
    await ada.types("/calendar-feed")
    served.app.registry = registry
    assert "has not set up addresses" in words(await ada.presses("Make my address"))
