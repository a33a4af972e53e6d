"""The chat service: rooms, messages, who has read what; and the messenger into it."""

from datetime import timedelta

import pytest

from adapters.playground import PLATFORM, Persona, Space, Town
from adapters.playground.rooms import Room, between, can_see, parse, partner, rooms_of, title, topic, with_bot
from bot.ports.messenger import Address, Undeliverable
from bot.views import Card
from tests.adapters.playground.gallery import ADA, GRACE, MO, START, TOWN, Stage, dm, views

HELP = Room("far", "help")


def test_a_room_is_named_and_read_back() -> None:
    for room in (HELP, with_bot("far", "ada"), between("far", "grace", "ada")):
        assert parse(room.key) == room


@pytest.mark.parametrize("key", ["", "far", "far/", "far/#", "far/help", "/x"])
def test_what_is_no_room_is_none(key: str) -> None:
    assert parse(key) is None


def test_private_channels_are_for_moderators() -> None:
    staff = Room("far", "staff")
    assert can_see(TOWN, MO, staff)
    assert not can_see(TOWN, ADA, staff)


def test_nobody_reads_the_direct_messages_of_others() -> None:
    assert can_see(TOWN, ADA, with_bot("far", "ada"))
    assert not can_see(TOWN, GRACE, with_bot("far", "ada"))
    assert not can_see(TOWN, MO, between("far", "ada", "grace"))
    assert not can_see(TOWN, ADA, with_bot("elsewhere", "ada"))


def test_rooms_are_named_for_their_reader() -> None:
    pair = between("far", "ada", "grace")
    assert (title(TOWN, ADA, pair), title(TOWN, GRACE, pair)) == ("Grace Obi", "Ada Rao")
    assert topic(TOWN, ADA, pair) == "Mentor"
    assert title(TOWN, ADA, with_bot("far", "ada")) == "Office Hours"
    assert partner(TOWN, ADA, with_bot("far", "ada")) == ""
    assert (title(TOWN, ADA, HELP), topic(TOWN, ADA, HELP)) == ("help", "Ask anything")
    assert topic(TOWN, ADA, Room("far", "gone")) == ""
    assert rooms_of(TOWN, ADA, "elsewhere")[0] == with_bot("elsewhere", "ada")


def test_a_town_needs_people_and_places_and_one_account_each() -> None:
    with pytest.raises(ValueError, match="somebody to speak as"):
        Town((), ())
    twin = Persona("ada", "Another Ada", "Student", "UTC")
    with pytest.raises(ValueError, match="two people"):
        Town((ADA, twin), (Space("far", "Far"),))


def test_unread_messages_are_those_of_others_since_the_last_look(stage: Stage) -> None:
    stage.chat.say(HELP, "ada", "My own", START)
    stage.chat.say(HELP, "grace", "An answer", START)
    assert stage.chat.unread("ada", HELP) == 1
    assert stage.chat.unread("grace", HELP) == 1
    stage.chat.read("ada", HELP)
    assert stage.chat.unread("ada", HELP) == 0
    assert stage.chat.unread_of(GRACE) == 1


def test_an_answer_is_seen_by_its_reader_only_and_can_be_dismissed_by_them_only(stage: Stage) -> None:
    post = stage.chat.answer(HELP, "ada", views()["good"], START)
    assert stage.chat.posts(HELP, "grace") == []
    stage.chat.dismiss("grace", post.id)
    assert stage.chat.posts(HELP, "ada") == [post]
    stage.chat.dismiss("ada", post.id)
    assert stage.chat.posts(HELP, "ada") == []


def test_an_answer_takes_the_place_of_the_earlier_one(stage: Stage) -> None:
    first = stage.chat.answer(HELP, "ada", views()["good"], START)
    second = stage.chat.answer(HELP, "ada", views()["care"], START, instead_of=first.id)
    assert (second.id, second.view) == (first.id, views()["care"])
    assert second.change > first.change
    assert stage.chat.posts(HELP, "ada") == [second]


@pytest.mark.parametrize("whose", ["nobody's", "somebody else's", "everybody's"])
def test_an_answer_never_replaces_what_is_not_theirs(stage: Stage, whose: str) -> None:
    other = {
        "nobody's": lambda: 999,
        "somebody else's": lambda: stage.chat.answer(HELP, "grace", views()["good"], START).id,
        "everybody's": lambda: stage.chat.show(HELP, views()["good"], START).id,
    }[whose]()
    mine = stage.chat.answer(HELP, "ada", views()["care"], START, instead_of=other)
    assert mine.id != other


async def test_the_bot_writes_to_channels_and_people_at_the_clocks_time(stage: Stage) -> None:
    stage.clock.set(START + timedelta(hours=1))
    sent = await stage.messenger.send(dm(ADA), views()["good"], "n1")
    await stage.messenger.send(Address(PLATFORM, "far", "", "help", "UTC"), views()["care"], "n2")
    direct = stage.chat.posts(with_bot("far", "ada"), "ada")
    assert [(str(post.id), post.at) for post in direct] == [(sent.message, START + timedelta(hours=1))]
    assert [post.view for post in stage.chat.posts(HELP, "grace")] == [views()["care"]]


async def test_the_same_nonce_is_the_same_message(stage: Stage) -> None:
    first = await stage.messenger.send(dm(ADA), views()["good"], "n1")
    assert await stage.messenger.send(dm(ADA), views()["care"], "n1") == first
    assert len(stage.chat.posts(with_bot("far", "ada"), "ada")) == 1


async def test_closed_direct_messages_and_unknown_channels_bounce(stage: Stage) -> None:
    stage.chat.set_takes_dms("ada", False)
    with pytest.raises(Undeliverable) as closed:
        await stage.messenger.send(dm(ADA), views()["good"], "n1")
    assert closed.value.closes_dm
    for space, channel in (("far", "gone"), ("elsewhere", "help")):
        with pytest.raises(Undeliverable) as unknown:
            await stage.messenger.send(Address(PLATFORM, space, "", channel, "UTC"), views()["good"], "n2")
        assert not unknown.value.closes_dm


async def test_a_message_that_is_withdrawn_leaves_a_line_and_no_words(stage: Stage) -> None:
    place = Address(PLATFORM, "far", "", "help", "UTC")
    sent = await stage.messenger.send(place, views()["good"], "n7")
    before = len(stage.chat.posts(HELP, "ada"))
    for _ in range(2):
        await stage.messenger.withdraw(place, sent.message)
    found = stage.chat.get(int(sent.message))
    assert found is not None
    assert found.view == Card("This message was taken out")
    assert len(stage.chat.posts(HELP, "ada")) == before
    await stage.messenger.withdraw(place, "99999")
    mine = stage.chat.answer(HELP, "ada", views()["good"], START)
    await stage.messenger.withdraw(place, str(mine.id))
    assert stage.chat.get(mine.id) == mine
