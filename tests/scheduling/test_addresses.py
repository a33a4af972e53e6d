"""What sending tells about an address is kept, acted on once, and spares it the next send."""

from datetime import timedelta

from bot.ports.directory import Actor
from bot.ports.messenger import Address, Undeliverable
from tests.conversations.town import START
from tests.scheduling.office import Before, Office, nothing


def refusing(**why: bool) -> Before:
    async def refuse(to: Address, number: int) -> None:
        raise Undeliverable("it is refused", **why)

    return refuse


async def test_the_conversation_is_remembered_from_the_first_send(desk: Office) -> None:
    [ada] = await desk.people(1)
    desk.town.dm = "D1"
    await desk.put(ada)
    await desk.clockwork.tick(START)
    await desk.put(ada, first=2)
    await desk.clockwork.tick(START)
    assert [to.dm for to in desk.town.addresses] == ["", "D1"]


async def test_a_conversation_that_changed_is_remembered_instead(desk: Office) -> None:
    [ada] = await desk.people(1)
    for number, dm in enumerate(("D1", "D2", "", ""), 1):
        desk.town.dm = dm
        await desk.put(ada, first=number)
        await desk.clockwork.tick(START)
    assert [to.dm for to in desk.town.addresses] == ["", "D1", "D2", "D2"]


async def test_nothing_is_sent_to_closed_dms_until_they_are_open_again(desk: Office) -> None:
    [ada] = await desk.people(1)
    desk.town.before = refusing(closes_dm=True)
    await desk.put(ada, ada)
    await desk.clockwork.tick(START)
    await desk.put(ada, first=3)
    await desk.clockwork.tick(START)
    assert desk.town.attempts == 1
    assert await desk.states() == {("dead", 0): 3}
    assert await desk.reasons() == {"it is refused", "their direct messages are closed"}
    assert desk.left == []
    desk.town.before = nothing
    async with desk.database.writing() as tx:
        await tx.store(desk.community).people.set_dms_closed(ada, False)
    await desk.put(ada, first=4)
    await desk.clockwork.tick(START)
    assert desk.town.said == ["Number 4"]


async def test_an_account_that_left_is_reported_once_and_spared(desk: Office) -> None:
    [ada, grace] = await desk.people(2)
    desk.town.before = refusing(has_left=True)
    await desk.put(ada, ada)
    await desk.clockwork.tick(START)
    await desk.put(ada, first=3)
    await desk.clockwork.tick(START)
    assert desk.left == [ada]
    assert desk.town.attempts == 1
    assert await desk.states() == {("dead", 0): 3}
    async with desk.database.reading() as tx:
        people = tx.store(desk.community).people
        assert await people.get(ada) is None
        assert await people.get(grace) is not None


async def test_who_left_one_space_is_written_to_in_the_other(desk: Office) -> None:
    [ada] = await desk.people(1)
    async with desk.database.writing() as tx:
        await tx.directory.add_space(desk.community, "town", "T2", "Second")
        there = Actor("town", "T2", "town0", "Ada", is_global=True)
        assert (await tx.directory.enter(there, desk.community, START + timedelta(hours=1))).id == ada

    async def refuse_second(to: Address, number: int) -> None:
        if to.space == "T2":
            raise Undeliverable("not in this server", has_left=True)

    desk.town.before = refuse_second
    for number in (1, 2):
        await desk.put(ada, first=number)
        await desk.clockwork.tick(START)
    assert [to.space for to in desk.town.addresses] == ["T2", "T1"]
    assert desk.town.said == ["Number 2"]
    assert desk.left == []


async def test_a_channel_that_is_lost_is_noted_once_and_spared(desk: Office) -> None:
    await desk.channel("mentors")
    [ada] = await desk.people(1)

    async def refuse_channels(to: Address, number: int) -> None:
        if to.channel:
            raise Undeliverable("the channel is gone")

    desk.town.before = refuse_channels
    await desk.put("mentors", ada, "mentors")
    await desk.clockwork.tick(START)
    await desk.put("mentors", first=4)
    await desk.clockwork.tick(START)
    assert desk.lost == ["mentors"]
    assert desk.town.attempts == 2
    assert desk.town.said == ["Number 2"]
    async with desk.database.reading() as tx:
        assert await tx.store(desk.community).people.troubles() == {"mentors": "the channel is gone"}
    desk.town.before = nothing
    await desk.channel("mentors")
    await desk.put("mentors", first=5)
    await desk.clockwork.tick(START)
    assert desk.town.said_to("mentors") == ["Number 5"]


async def test_a_message_that_is_refused_says_nothing_about_its_reader(desk: Office) -> None:
    [ada] = await desk.people(1)

    async def refuse_first(to: Address, number: int) -> None:
        if number == 1:
            raise Undeliverable("the message is too long")

    desk.town.before = refuse_first
    await desk.put(ada, ada)
    await desk.clockwork.tick(START)
    assert desk.town.said == ["Number 2"]
    assert await desk.states() == {("dead", 0): 1, ("sent", 0): 1}
    assert desk.left == []
