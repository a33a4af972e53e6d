"""Channels that break, and servers the bot comes into, is thrown out of, and finds again."""

from datetime import timedelta

import pytest

from tests.adapters.discord.campus import Campus, Member
from tests.adapters.discord.crowd import Crowd
from tests.adapters.discord.evidence import at_rest, posts
from tests.fakes.discord import FakeGuild

ONE_SECOND = timedelta(seconds=1)
TROUBLES = {"gone": "is gone", "hidden": "cannot see", "closed": "may not write"}


async def mentors_channel(campus: Campus) -> tuple[Member, int]:
    """A moderator, and the channel they set for mentors."""
    channel = campus.guild.text_channel("mentors")
    await campus.fake.dispatch("CHANNEL_CREATE", campus.guild.channels[channel].json(), campus.guild)
    mo = campus.person("Mo", moderator=True)
    await sets(campus, mo, channel)
    assert len(campus.fake.messages(channel)) == 1
    return mo, channel


async def sets(campus: Campus, mo: Member, channel: int) -> None:
    """The moderator chooses a channel for mentors, and tests it."""
    await mo.types("setup")
    await mo.presses("Channels")
    await mo.presses("Choose")
    menu = next(part for part in mo.seen.json()["components"][0]["components"] if part["type"] == 1)
    await mo.picks(menu["components"][0]["custom_id"], channel)
    await mo.presses("Test it")


def broken(mo: Member) -> list[str]:
    return [message.text for message in mo.dms if "does not work" in message.text]


async def test_a_deleted_channel_is_told_to_moderators_once_and_mended_by_setup(campus: Campus) -> None:
    mo, channel = await mentors_channel(campus)
    await campus.fake.delete_channel(channel)
    await at_rest(campus)
    await campus.passes(days=1)
    assert len(broken(mo)) == 1
    assert "was deleted" in broken(mo)[0]
    await campus.restarts()
    await campus.passes(days=1)
    assert len(broken(mo)) == 1
    await sets(campus, mo, another := campus.guild.text_channel("mentors-again"))
    assert len(campus.fake.messages(another)) == 1
    await mo.types("setup")
    assert "does not work" not in mo.seen.text


async def test_a_deleted_channel_that_is_nobodys_concern_is_not_told(campus: Campus) -> None:
    mo, _ = await mentors_channel(campus)
    await campus.fake.delete_channel(next(iter(campus.guild.channels)))
    await at_rest(campus)
    await campus.tick()
    assert broken(mo) == []


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_a_channel_that_refuses_is_tried_once_and_told_once(campus: Campus, trouble: str) -> None:
    mo, channel = await mentors_channel(campus)
    place = campus.guild.channels[channel]
    if trouble == "gone":
        del campus.guild.channels[channel]
    place.can_view = trouble != "hidden"
    place.can_send = trouble != "closed"
    campus.now += ONE_SECOND
    await mo.types("setup")
    await mo.presses("Channels")
    await mo.presses("Test it")
    since = len(campus.fake.requests)
    await campus.passes(days=1)
    assert posts(campus, f"/channels/{channel}", since=since) == []
    assert [one.status for one in posts(campus, f"/channels/{channel}")].count(200) == 1
    assert len(posts(campus, f"/channels/{channel}")) == 2
    assert len(broken(mo)) == 1
    assert TROUBLES[trouble] in broken(mo)[0]
    place.can_view = place.can_send = True
    campus.guild.channels[channel] = place
    await mo.presses("Mend it", on=mo.last_dm)
    assert "does not work" in mo.seen.text
    await sets(campus, mo, channel)
    assert len(campus.fake.messages(channel)) == 2


async def test_nothing_is_sent_where_the_bot_was_thrown_out(campus: Campus) -> None:
    crowd = await Crowd.gathered(campus, 3)
    _, channel = await mentors_channel(campus)
    await crowd.hears()
    await campus.fake.kick(campus.guild)
    await at_rest(campus)
    since = len(campus.fake.requests)
    await crowd.hears()
    await campus.passes(days=3)
    assert campus.fake.requests[since:] == []
    assert crowd.heard() == [1, 1, 1]
    assert len(campus.fake.messages(channel)) == 1


async def test_coming_back_finds_everything_and_says_no_second_welcome(campus: Campus) -> None:
    crowd = await Crowd.gathered(campus, 2)
    mo, channel = await mentors_channel(campus)
    grace = await campus.mentor("Grace")
    await campus.fake.kick(campus.guild)
    await at_rest(campus)
    await campus.passes(days=1)
    await campus.fake.join(campus.guild)
    await at_rest(campus)
    await crowd.hears()
    assert crowd.heard() == [1, 1]
    ada = campus.person("Ada")
    await ada.types("find-mentor", {"topic": "statistics"})
    assert str(grace.user.id) in ada.seen.text
    await mo.types("setup")
    await mo.presses("Channels")
    await mo.presses("Test it")
    assert len(campus.fake.messages(channel)) == 2
    assert len(welcomes(campus, campus.guild)) == 1


async def test_an_outage_changes_nothing(campus: Campus) -> None:
    crowd = await Crowd.gathered(campus, 2)
    await campus.fake.outage(campus.guild)
    await at_rest(campus)
    await crowd.hears()
    assert crowd.heard() == [1, 1]
    await campus.restarts()
    await crowd.hears()
    assert crowd.heard() == [2, 2]
    await campus.fake.join(campus.guild)
    await at_rest(campus)
    await crowd.hears()
    assert crowd.heard() == [3, 3]
    assert len(welcomes(campus, campus.guild)) == 1


async def test_servers_that_came_and_went_while_nobody_was_connected_are_noticed(campus: Campus) -> None:
    crowd = await Crowd.gathered(campus, 2)
    await campus.service.stop()
    await campus.fake.kick(campus.guild)
    near = campus.fake.guild("Near Campus", joined=True)
    near.text_channel("lobby")
    await campus.starts()
    await crowd.hears()
    assert crowd.heard() == [0, 0]
    assert len(welcomes(campus, near)) == 1
    await campus.service.stop()
    await campus.fake.join(campus.guild)
    await campus.starts()
    await crowd.hears()
    assert crowd.heard() == [1, 1]
    assert len(welcomes(campus, near)) == len(welcomes(campus, campus.guild)) == 1


async def test_a_server_first_seen_in_an_outage_is_welcomed_when_it_is_over(campus: Campus) -> None:
    await campus.service.stop()
    near = campus.fake.guild("Near Campus", joined=True)
    lobby = near.text_channel("lobby")
    near.unavailable = True
    await campus.starts()
    assert welcomes(campus, near) == []
    await campus.fake.join(near)
    await at_rest(campus)
    assert len(campus.fake.messages(lobby)) == 1
    ada = campus.person("Ada")
    reply = await campus.fake.command(ada.user, near, "home")
    assert reply.message.text
    async with campus.storage.reading() as tx:
        community = await tx.directory.of_space("discord", str(near.id))
    assert community is not None
    assert community.name == "Near Campus"


def welcomes(campus: Campus, guild: FakeGuild) -> list[str]:
    """What was said of the bot's own accord in any channel of a server, or to its owner."""
    said = [message for channel in guild.channels for message in campus.fake.messages(channel)]
    return [one.text for one in (*said, *campus.fake.dms(guild.owner)) if "Hello from Office Hours" in one.text]


async def joins(campus: Campus, guild: FakeGuild) -> None:
    await campus.fake.join(guild)
    await at_rest(campus)


async def test_a_new_server_is_welcomed_in_its_system_channel(campus: Campus, monkeypatch: pytest.MonkeyPatch) -> None:
    near = campus.fake.guild("Near Campus")
    near.text_channel("rules")
    hall = near.text_channel("hall")
    json = FakeGuild.json
    monkeypatch.setattr(FakeGuild, "json", lambda guild: json(guild) | {"system_channel_id": str(hall)})
    await joins(campus, near)
    assert len(campus.fake.messages(hall)) == len(welcomes(campus, near)) == 1
    assert "/setup" in campus.fake.messages(hall)[0].text


async def test_a_new_server_is_welcomed_in_the_first_channel_that_can_be_written_to(campus: Campus) -> None:
    near = campus.fake.guild("Near Campus")
    near.text_channel("rules", can_send=False)
    lobby = near.text_channel("lobby")
    near.text_channel("talk")
    await joins(campus, near)
    assert len(campus.fake.messages(lobby)) == len(welcomes(campus, near)) == 1


async def test_a_server_where_nothing_can_be_written_is_welcomed_through_its_owner(campus: Campus) -> None:
    near = campus.fake.guild("Near Campus", owner=campus.fake.user("Noor"))
    near.text_channel("rules", can_send=False)
    await joins(campus, near)
    assert len(campus.fake.dms(near.owner)) == len(welcomes(campus, near)) == 1


async def test_a_server_that_cannot_be_welcomed_at_all_is_served_nevertheless(
    campus: Campus, caplog: pytest.LogCaptureFixture
) -> None:
    near = campus.fake.guild("Near Campus", owner=campus.fake.user("Noor"))
    near.text_channel("rules", can_send=False)
    campus.fake.close_dms(near.owner)
    await joins(campus, near)
    assert welcomes(campus, near) == []
    assert f"nobody in server {near.id} could be welcomed" in caplog.text
    assert [one for one in caplog.records if one.exc_info] == []
    ada = campus.person("Ada")
    reply = await campus.fake.command(ada.user, near, "home")
    assert "which community" not in reply.message.text


async def test_a_role_of_the_server_makes_moderators_and_everybodys_does_not(campus: Campus) -> None:
    mo, ada, eve = campus.person("Mo", moderator=True), campus.person("Ada"), campus.person("Eve")
    role = campus.guild.role("Crew", ada.user)
    await campus.fake.dispatch(
        "GUILD_ROLE_CREATE", {"guild_id": str(campus.guild.id), "role": campus.guild.role_json(role)}, campus.guild
    )
    for chosen, answer in ((campus.guild.id, "everybody's"), (role, "looks after the community")):
        await mo.types("setup")
        await mo.presses("Moderators")
        await mo.presses("Choose a role")
        menu = next(part for part in mo.seen.json()["components"][0]["components"] if part["type"] == 1)
        await mo.picks(menu["components"][0]["custom_id"], chosen)
        assert answer in str(mo.reply.modal or mo.seen.text)
    await ada.types("setup")
    assert "Set up" in ada.seen.text
    await eve.types("setup")
    assert "This is for moderators" in eve.seen.text
