"""A voice channel, where a platform has such, and a huddle: offered where both can go there."""

from dataclasses import replace

from bot.calls import call
from tests.conversations.rooms import Rooms, links
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words

VOICES = {"town": "https://town.example/{space}/{channel}"}
HUDDLES = {"town": "https://town.example/dm/{space}/{account}"}


async def sets_voice(mo: Speaker) -> None:
    await mo.types("/setup")
    await mo.sends(call("voice.choose"))
    await mo.picks("V1")


async def chosen(one: Speaker, place: str) -> str:
    await one.sends(call("room.choose", 1))
    return words(await one.picks(place))


async def test_the_servers_voice_channel_is_set_by_moderators_and_chosen_by_a_pair(town: Town) -> None:
    rooms = await Rooms.built(town, voices=VOICES)
    mo = town.person("Mo", moderator=True)
    assert "Voice channel" in words(await mo.sends(call("setup.channels", 1)))
    await sets_voice(mo)
    assert "It is set. Pairs may choose" in words(await mo.sends(call("setup.channels", 1)))
    await rooms.agree()
    assert "In the server's voice channel" in words(await rooms.ada.sends(call("room.choose", 1)))
    assert "voice channel" in await chosen(rooms.ada, "voice")
    assert links(rooms.grace.last_dm) == ["https://town.example/T1/V1"]
    assert links(await rooms.shown(rooms.ada)) == ["https://town.example/T1/V1"]
    await rooms.works()
    assert rooms.zoom.calls == 0
    assert "Use none" in labels(await mo.sends(call("setup.channels", 1)))
    assert "offered to nobody" in words(await mo.sends(call("voice.stop")))
    assert "In the server's voice channel" not in words(await rooms.grace.sends(call("room.choose", 1)))


async def test_only_moderators_set_a_voice_channel_and_only_where_there_are_such(town: Town) -> None:
    ada, mo = town.person("Ada"), town.person("Mo", moderator=True)
    assert "moderator" in words(await ada.sends(call("voice.set"), {"channel": "V1"}))
    assert "no voice channels here" in words(await mo.sends(call("voice.set"), {"channel": "V1"}))
    assert "Voice channel" not in words(await mo.sends(call("setup.channels")))


async def test_what_is_in_another_server_is_not_offered_to_who_is_not_there(town: Town, workspace: str) -> None:
    elsewhere = {"chat": "https://chat.example/{space}/{channel}"}
    rooms = await Rooms.built(town, voices=elsewhere, huddles={"chat": "https://chat.example/{space}/{account}"})
    async with town.storage.writing() as tx:
        await tx.store(town.community.id).people.set_channel("voice", "chat", workspace, "V9")
    await rooms.agree()
    offered = words(await rooms.ada.sends(call("room.choose", 1)))
    assert "A Jitsi room" in offered
    assert "voice channel" not in offered
    assert "huddle" not in offered


async def test_a_huddle_has_no_link_for_who_reads_elsewhere(town: Town) -> None:
    rooms = await Rooms.built(town, huddles=HUDDLES)
    await rooms.agree()
    await chosen(rooms.ada, "huddle")
    rooms.town.app.registry.installation = replace(rooms.town.app.registry.installation, huddles={})
    card = await rooms.shown(rooms.grace)
    assert "a huddle in your direct messages" in words(card)
    assert links(card) == []


async def test_a_huddle_is_begun_in_the_direct_messages_of_the_two(town: Town) -> None:
    rooms = await Rooms.built(town, huddles=HUDDLES)
    await rooms.agree()
    assert "In a huddle" in words(await rooms.ada.sends(call("room.choose", 1)))
    assert "press the headphones" in await chosen(rooms.ada, "huddle")
    assert links(await rooms.shown(rooms.ada)) == ["https://town.example/dm/T1/T1-grace"]
    assert links(rooms.grace.last_dm) == ["https://town.example/dm/T1/T1-ada"]
