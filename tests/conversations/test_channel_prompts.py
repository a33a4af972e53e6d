"""A community may ask in its check-in channel: one line for all, answers in private, and what else a prompt does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.calls import call
from bot.ports.directory import Actor
from bot.registry import registry
from bot.scheduling.clockwork import Clockwork
from bot.views import Card
from tests.conversations.codes import elsewhere
from tests.conversations.inside import renders
from tests.conversations.test_checkins import checks_in, paired
from tests.conversations.test_prompts import counts, said
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words

TIME = "Check-in time"
RHYTHM = {"is_on": "1", "days": "Mon, Thu", "at": "16:00"}


async def asking_in_channel(town: Town) -> tuple[Speaker, Speaker, int, Speaker]:
    """Berlin's clock shows one on Monday; the channel is asked at four. Ada, in Auckland, agreed."""
    ada, grace, pair = await paired(town)
    mo = town.person("Mo", moderator=True)
    await town.opens_channel("checkins")
    await mo.types("/check-in-rhythm", **RHYTHM, where="channel")
    await ada.types("/timezone", zone="Pacific/Auckland")
    assert "at 16:00, Europe/Berlin time, in the check-in channel" in words(await ada.sends(call("rhythm.agree")))
    return ada, grace, pair, mo


async def test_one_line_for_all_who_are_asked_there_and_no_message(town: Town) -> None:
    ada, _, _, _ = await asking_in_channel(town)
    bo, cy = town.person("Bo"), town.person("Cy", zone="America/Lima")
    for one in (bo, cy):
        await one.sends(call("rhythm.agree"))
    await town.passes(hours=2, minutes=59)
    assert town.channel("checkins") == []
    await town.passes(minutes=1)
    [line] = town.channel("checkins")
    assert isinstance(line, Card)
    assert line.is_public
    assert labels(line) == ["Answer", "My rhythm"]
    assert not any(name in words(line) for name in ("Ada", "Bo", "Cy"))
    assert [counts(one)[0] for one in (ada, bo, cy)] == [0, 0, 0]
    await town.passes(days=7)
    assert len(town.channel("checkins")) == 3, "on Thursday and on Monday, once each"


async def test_the_answer_is_private_and_counts(town: Town) -> None:
    ada, grace, _, _ = await asking_in_channel(town)
    await town.passes(hours=3)
    ada.seen = town.channel("checkins")[-1]
    assert "Your check-in" in words(await ada.presses("Answer"))
    answer = await ada.fills(went="I read.", next="Write.", audience="mentors")
    assert isinstance(answer, Card)
    await ada.presses("I agree")
    assert not answer.is_public
    assert any("I read." in words(view) for view in grace.dms)
    assert all("I read." not in words(view) for view in town.channel("checkins"))
    await town.passes(days=1)
    assert counts(ada) == (0, 0), "answered, so there is no nudge"


async def test_the_one_nudge_comes_by_message_in_waking_hours_and_misses_count(town: Town) -> None:
    ada, grace, _, _ = await asking_in_channel(town)
    await ada.types("/my-rhythm", level="steady", alert="yes")
    await town.passes(hours=8)
    assert counts(ada) == (0, 1), "nine in the morning in Auckland"
    await town.passes(days=5)
    assert counts(ada) == (0, 2)
    assert len(said(grace, "A line may help")) == 1
    await town.passes(days=40)
    assert len(said(ada, "I leave you in peace")) == 1


async def test_who_has_not_agreed_is_welcome_and_offered_to_be_asked(town: Town) -> None:
    await asking_in_channel(town)
    await town.passes(hours=3)
    eve = town.person("Eve")
    eve.seen = town.channel("checkins")[-1]
    await eve.presses("Answer")
    saved = await eve.fills(went="Well.", next="Rest.", audience="private")
    assert "Ask me regularly" in labels(saved)
    await town.passes(days=7)
    assert counts(eve) == (0, 0), "answering once agrees to nothing"


async def test_ones_own_choice_goes_before_the_communitys(town: Town) -> None:
    ada, _, _, mo = await asking_in_channel(town)
    await ada.types("/my-rhythm", level="steady", where="dm")
    await town.passes(hours=14)
    assert counts(ada)[0] == 0
    await town.passes(days=3)
    assert counts(ada)[0] == 1, "Thursday at four in Auckland, by message"
    assert town.channel("checkins") == [], "nobody is asked there"
    await mo.types("/check-in-rhythm", **RHYTHM, where="dm")
    await ada.types("/my-rhythm", level="steady", where="channel")
    await town.passes(days=4)
    assert len(town.channel("checkins")) == 1, "her wish brings the line"
    await ada.types("/my-rhythm", level="off")
    await town.passes(days=7)
    assert (len(town.channel("checkins")), counts(ada)[0]) == (1, 1)


async def test_an_hour_or_days_of_ones_own_come_by_message(town: Town) -> None:
    ada, _, _, _ = await asking_in_channel(town)
    assert "Light or Steady" in words(await ada.types("/my-rhythm", level="close", where="channel"))
    assert "leave this empty" in words(await ada.types("/my-rhythm", level="light", at="9:00", where="channel"))
    await ada.types("/my-rhythm", level="steady", at="9:00")
    await town.passes(days=3)
    assert counts(ada)[0] == 1
    assert town.channel("checkins") == []


async def test_putting_off_to_tomorrow_comes_by_message(town: Town) -> None:
    ada, _, _, _ = await asking_in_channel(town)
    await town.passes(hours=8)
    await ada.presses("Tomorrow", from_dm=True)
    await town.passes(days=2)
    assert counts(ada)[0] == 1
    assert len(town.channel("checkins")) == 1


async def test_without_a_channel_that_works_everybody_is_asked_by_message_at_their_own_hour(town: Town) -> None:
    ada, _, _, mo = await asking_in_channel(town)
    await town.passes(hours=3)
    town.mailbox.lost.add("checkins")
    await town.passes(days=3)
    assert any("Check-in channel does not work" in words(view) for view in mo.dms)
    before = counts(ada)[0]
    await town.passes(days=3, hours=13)
    assert counts(ada)[0] == before + 1, "Monday at four in Auckland"
    shown = words(await mo.types("/check-in-rhythm", **RHYTHM, where="channel"))
    assert "until you choose one I write direct messages" in shown
    assert "Check-in channel" in words(await mo.presses("Choose a channel"))


async def test_a_channel_that_is_set_or_given_up_counts_at_once(town: Town) -> None:
    ada, _, _, mo = await asking_in_channel(town)
    await mo.sends(call("setup.stop", "checkins"))
    await town.passes(hours=4)
    assert town.channel("checkins") == []
    await mo.sends(call("setup.channel", "checkins"), {"channel": "checkins"})
    await town.passes(days=3)
    assert (len(town.channel("checkins")), counts(ada)[0]) == (1, 0)


async def test_clocks_that_go_back_and_outages_bring_no_second_line(town: Town) -> None:
    await asking_in_channel(town)
    await town.passes(days=4)
    before = len(town.channel("checkins"))
    for step in (-timedelta(hours=2), -timedelta(days=2), timedelta(days=2)):
        town.now += step
        await town.clockwork.tick(town.now)
    assert len(town.channel("checkins")) == before
    town.now += timedelta(days=3, hours=12)
    await town.clockwork.tick(town.now)
    assert len(town.channel("checkins")) == before, "too late to be of use"


async def test_the_line_is_the_bots_alone_and_ends_with_the_rhythm(town: Town) -> None:
    ada, _, _, mo = await asking_in_channel(town)
    assert "not for pressing" in words(await ada.sends(call("prompt.posted")))
    assert await renders(town, "prompt.posted") is not None
    await mo.types("/check-in-rhythm", is_on="0", days="Mon", at="16:00")
    assert await renders(town, "prompt.posted") is None
    await checks_in(ada, "private")
    await town.passes(days=7)
    assert town.channel("checkins") == []


async def test_another_community_is_not_asked_in_this_ones_channel(town: Town) -> None:
    await asking_in_channel(town)
    other = await Town.founded(town.storage, "Near Campus", "T2")
    other.mailbox = town.mailbox
    bo = other.person("Bo")
    await bo.types("/my-rhythm", level="steady", where="channel")
    await town.passes(hours=3)
    assert len(town.channel("checkins")) == 1
    assert counts(bo)[0] == 1, "there is no channel there"


async def test_who_is_in_another_server_is_asked_by_message_since_they_do_not_see_the_channel(town: Town) -> None:
    await asking_in_channel(town)
    town.clockwork = Clockwork(town.storage, registry, {"town": town.mailbox, "chat": town.mailbox})
    async with town.storage.writing() as tx:
        await tx.directory.add_space(town.community.id, "chat", "W1", "The Slack")
    bo = elsewhere(town, "Bo")
    await bo.types("/timezone", zone="America/Lima")
    shown = words(await bo.sends(call("rhythm.agree")))
    assert "Mon, Thu at 16:00, your time" in shown
    assert "in the check-in channel" not in shown
    await town.passes(hours=9)
    assert (len(town.channel("checkins")), counts(bo)[0]) == (1, 1), "four in Lima"
    cy = town.person("Cy")
    both = await town.id(bo), await town.id(cy)
    async with town.storage.writing() as tx:
        await tx.store(town.community.id).links.merge(*both)
    await town.passes(days=3)
    assert (len(town.channel("checkins")), counts(bo)[0], counts(cy)[0]) == (2, 1, 0), "linked, they are in both"


async def test_who_comes_to_where_the_channel_is_gets_what_was_planned_and_the_channel_no_second_line(
    town: Town,
) -> None:
    await asking_in_channel(town)
    town.clockwork = Clockwork(town.storage, registry, {"town": town.mailbox, "chat": town.mailbox})
    async with town.storage.writing() as tx:
        await tx.directory.add_space(town.community.id, "town", "T9", "The other server")
    bo = Speaker(town, Actor("town", "T9", "town-bo", "Bo", zone="America/Lima", is_global=True))
    await bo.sends(call("rhythm.agree"))
    await Speaker(town, replace(bo.actor, space=town.space)).types("/home")
    await town.passes(hours=9)
    assert (len(town.channel("checkins")), counts(bo)[0]) == (1, 1)
    await town.passes(days=3)
    assert (len(town.channel("checkins")), counts(bo)[0]) == (2, 1)


@pytest.mark.parametrize("who", ["bot", "person"])
async def test_nobody_is_asked_at_night_when_the_server_of_the_channel_goes(town: Town, who: str) -> None:
    """At the community's hour, which was the channel's, it is four in the morning in Auckland."""
    ada, _, _, _ = await asking_in_channel(town)
    town.clockwork = Clockwork(town.storage, registry, {"town": town.mailbox, "chat": town.mailbox})
    other = elsewhere(town, "Ada too")
    async with town.storage.writing() as tx:
        await tx.directory.add_space(town.community.id, "chat", "W1", "The Slack")
    both = await town.id(other), await town.id(ada)
    async with town.storage.writing() as tx:
        await tx.store(town.community.id).links.merge(*both)
    await town.passes(hours=1)
    async with town.storage.writing() as tx:
        if who == "bot":
            assert await tx.presence.space_left("town", town.space, town.now)
        else:
            assert await tx.presence.account_left("town", town.space, ada.actor.account, town.now) == []
    await town.passes(hours=3)
    assert (counts(other), town.channel("checkins")) == ((0, 0), [])
    await town.passes(days=3)
    assert counts(other)[0] == 1, "Thursday at four in the afternoon there"
    async with town.storage.writing() as tx:
        await tx.presence.space_back("town", town.space)
    await ada.types("/home")
    await town.passes(days=4)
    assert (counts(other)[0], counts(ada)[0], len(town.channel("checkins"))) == (1, 0, 1)
