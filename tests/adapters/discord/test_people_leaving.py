"""People who cannot be reached any more: direct messages closed, accounts deleted, nobody in common."""

from datetime import timedelta

import pytest

from tests.adapters.discord.campus import Campus, Member
from tests.adapters.discord.crowd import person_of, tell
from tests.adapters.discord.evidence import posts

ONE_MINUTE = timedelta(minutes=1)
GONE = {"deleted": 50033, "unknown": 10013, "in no server with the bot": 50278}


async def pair_on(campus: Campus) -> tuple[Member, Member]:
    """Ada and Grace, her mentor."""
    grace = await campus.mentor("Grace")
    ada = campus.person("Ada")
    await ada.types("find-mentor", {"topic": "statistics"})
    await ada.presses("Request")
    await ada.fills(note="Please help me with my thesis.")
    await grace.presses("Accept", on=grace.last_dm)
    return ada, grace


async def test_closed_direct_messages_cost_one_request_and_show_in_the_next_answer(campus: Campus) -> None:
    ada = campus.person("Ada")
    await ada.types("home")
    assert "could not send you" not in ada.seen.text
    community, person = await person_of(campus, ada.user)
    campus.fake.close_dms(ada.user)
    since = len(campus.fake.requests)
    for _ in range(4):
        await tell(campus, community, person)
    await campus.passes(hours=30)
    sent = f"/channels/{campus.fake.world.dm(ada.user).id}/messages"
    assert [one.status for one in posts(campus, sent, since=since)] == [403]
    await ada.types("home")
    assert "/dms" in ada.seen.text


async def test_the_dms_command_finds_out_that_they_are_open_again(campus: Campus) -> None:
    ada = campus.person("Ada")
    await ada.types("home")
    community, person = await person_of(campus, ada.user)
    campus.fake.close_dms(ada.user)
    await tell(campus, community, person)
    await ada.types("dms")
    await ada.types("home")
    assert "/dms" in ada.seen.text, "they were tried again, and are closed still"
    campus.fake.open_dms(ada.user)
    campus.now += ONE_MINUTE
    await ada.types("dms")
    await ada.types("home")
    assert "/dms" not in ada.seen.text
    await tell(campus, community, person)
    assert len(ada.dms) == 2


@pytest.mark.parametrize("how", GONE)
async def test_somebody_who_is_gone_costs_one_request_and_their_partner_hears_it_once(campus: Campus, how: str) -> None:
    ada, grace = await pair_on(campus)
    community, person = await person_of(campus, grace.user)
    campus.fake.close_dms(grace.user, GONE[how])
    since, before = len(campus.fake.requests), len(ada.dms)
    for _ in range(3):
        await tell(campus, community, person)
    await campus.passes(days=3)
    theirs = f"/channels/{campus.fake.world.dm(grace.user).id}/messages"
    assert len(posts(campus, theirs, since=since)) == 1
    told = [message.text for message in ada.dms[before:]]
    assert len(told) == 1, told
    assert "is not in this community any more" in told[0]


async def test_somebody_who_comes_back_finds_everything_as_it_was(campus: Campus) -> None:
    ada, grace = await pair_on(campus)
    community, person = await person_of(campus, grace.user)
    campus.guild.gone.add(grace.user.id)
    campus.fake.close_dms(grace.user, 50278)
    await tell(campus, community, person)
    assert "rests" in ada.last_dm.text
    await ada.types("find-mentor", {"topic": "statistics"})
    assert "Grace" not in ada.seen.text

    campus.guild.gone.clear()
    campus.fake.open_dms(grace.user)
    await campus.passes(days=1)
    before = len(ada.dms), len(grace.dms)
    await grace.types("mentorships")
    assert "Ada" in grace.seen.text or str(ada.user.id) in grace.seen.text
    assert (len(ada.dms), len(grace.dms)) == (before[0] + 1, before[1] + 1)
    await tell(campus, community, person)
    assert len(grace.dms) == before[1] + 2


async def test_a_deleted_account_nobody_ever_wrote_to_is_noticed_when_it_is_opened(campus: Campus) -> None:
    ada = campus.person("Ada")
    await ada.types("home")
    community, person = await person_of(campus, ada.user)
    del campus.fake.world.users[ada.user.id]
    for _ in range(3):
        await tell(campus, community, person)
    assert [one.status for one in posts(campus, "/users/@me/channels")] == [400]
