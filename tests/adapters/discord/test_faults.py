"""What Discord or the network does to our sends: slowed down, refused, failing, lost."""

import logging
from datetime import timedelta

import pytest

from adapters.discord import wire
from bot.scheduling.lanes import IN_FLIGHT
from tests.adapters.discord.campus import Campus
from tests.adapters.discord.crowd import Crowd
from tests.adapters.discord.evidence import posts
from tests.fakes.discord.wire import Request

SENDS = r"^/channels/\d+/messages"
OPENINGS = "/users/@me/channels"
WAIT = 0.4
PACE = 20
"""Requests a second, so slow that most of a crowd's still wait for their turn when the first is answered."""


async def waiting_crowd(campus: Campus, count: int) -> Crowd:
    """Whose direct messages are open, and a notice for each is due."""
    crowd = await Crowd.gathered(campus, count)
    await crowd.knows_channels()
    await crowd.is_told()
    return crowd


def statuses(campus: Campus, status: int) -> list[Request]:
    return [one for one in campus.fake.requests if one.status == status]


async def test_the_wait_for_one_route_holds_up_that_route_alone(campus: Campus) -> None:
    crowd = await waiting_crowd(campus, 4)
    slow = f"/channels/{campus.fake.world.dm(crowd.users[0]).id}/messages"
    campus.fake.fail("POST", slow, 429, retry_after=WAIT)
    since = len(campus.fake.requests)
    await campus.tick()
    refused, again = (one for one in campus.fake.requests if one.path == slow)
    assert refused.status == 429
    assert again.at - refused.at >= WAIT
    others = [one for one in posts(campus, since=since) if one.path != slow]
    assert len(others) == 3
    assert all(one.at < again.at for one in others)
    assert crowd.heard() == [1, 1, 1, 1]
    assert len(statuses(campus, 429)) == 1


async def test_the_wait_for_all_routes_holds_up_what_waits_for_its_turn_too(campus: Campus) -> None:
    await campus.service.stop()
    await campus.starts(requests_per_second=PACE)
    crowd = await waiting_crowd(campus, 6)
    campus.fake.fail("POST", SENDS, 429, retry_after=WAIT, everywhere=True, headers={"Retry-After": str(WAIT)})
    since = len(campus.fake.requests)
    await campus.tick()
    refused, *later = posts(campus, since=since)
    assert refused.status == 429
    assert len([one for one in later if one.at - refused.at < WAIT]) <= 1, "one may have been on its way"
    assert crowd.heard() == [1] * 6
    assert len(statuses(campus, 429)) == 1


@pytest.mark.parametrize("everywhere", [True, False])
async def test_a_wait_longer_than_a_send_may_take_is_waited_for_in_the_outbox(campus: Campus, everywhere: bool) -> None:
    crowd = await waiting_crowd(campus, 1)
    campus.fake.fail("POST", SENDS, 429, retry_after=300, everywhere=everywhere)
    since = len(campus.fake.requests)
    await campus.tick()
    assert len(statuses(campus, 429)) == 1
    assert 299 < campus.service.wire.closed_seconds <= 300 if everywhere else not campus.service.wire.closed_seconds
    await campus.passes(minutes=4)
    assert crowd.heard() == [0]
    assert len(posts(campus, since=since)) == 1
    await campus.restarts()
    await campus.passes(minutes=2)
    assert crowd.heard() == [1]


async def test_a_ban_by_the_network_in_front_ends_all_sending_for_longer_than_ten_minutes(
    campus: Campus, caplog: pytest.LogCaptureFixture
) -> None:
    crowd = await waiting_crowd(campus, 20)
    campus.fake.fail("POST", SENDS, 429, html=True)
    ada = campus.person("Ada")
    since = len(campus.fake.requests)
    await campus.tick()
    banned = posts(campus, since=since)
    assert campus.service.wire.closed_seconds > 600
    for _ in range(3):
        await ada.types("help")
        assert ada.seen.text
        await campus.passes(minutes=20)
    assert posts(campus, since=since) == banned
    assert len(statuses(campus, 429)) == 1
    assert len([one for one in caplog.records if one.levelno >= logging.ERROR]) == 1
    await campus.restarts()
    await campus.passes(minutes=20)
    assert crowd.heard() == [1] * 20


async def test_a_ban_that_is_over_lets_everything_through_without_a_restart(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "BANNED_SECONDS", 0.05)
    monkeypatch.setattr(wire, "LONGEST_HELD", 0.0)
    crowd = await waiting_crowd(campus, 20)
    for _ in range(6):
        campus.fake.fail("POST", SENDS, 429, html=True)
        await campus.tick()
        await campus.fake.until(lambda: not campus.service.wire.closed_seconds, "the ban is over")
        campus.now += timedelta(seconds=2)
    campus.fake.heal()
    await campus.tick()
    assert crowd.heard() == [1] * 20, "six bans are no attempts, of which there are five"


async def test_a_ban_of_an_answer_stops_what_we_send_of_our_own_accord(campus: Campus) -> None:
    crowd = await waiting_crowd(campus, 1)
    ada = campus.person("Ada")
    campus.fake.fail("POST", "/callback", 429, html=True)
    campus.fake.timeout = 0.1
    with pytest.raises(AssertionError, match="nothing"):
        await ada.types("help")
    campus.fake.timeout = 10
    await ada.types("help")
    assert ada.seen.text
    assert crowd.heard() == [0]
    assert campus.service.wire.closed_seconds > 600


async def test_our_own_pace_provokes_no_refusal_and_loses_nothing(campus: Campus) -> None:
    await campus.service.stop()
    await campus.starts(requests_per_second=48)
    crowd = await waiting_crowd(campus, 75)
    campus.fake.rate_limit = 50
    await campus.tick()
    assert crowd.heard() == [1] * 75
    assert campus.fake.refused_429 == 0


async def test_what_fails_at_discord_or_on_the_way_arrives_once(campus: Campus) -> None:
    crowd = await waiting_crowd(campus, 12)
    for number, user in enumerate(crowd.users[:8]):
        path = f"/channels/{campus.fake.world.dm(user).id}/messages"
        if number % 2:
            campus.fake.fail("POST", path, 503)
        else:
            campus.fake.drop("POST", path)
    await campus.tick()
    assert len(statuses(campus, 503)) == 4
    assert len([one for one in campus.fake.requests if one.status is None]) == 4
    assert sum(crowd.heard()) == 12 - 4, "those whose answers were lost were written"
    await campus.passes(minutes=2)
    assert crowd.heard() == [1] * 12


async def test_discord_out_of_reach_for_a_while_loses_nothing(campus: Campus) -> None:
    crowd = await waiting_crowd(campus, 5)
    async with campus.fake.down():
        await campus.tick()
        assert crowd.heard() == [0] * 5
    await campus.fake.connected()
    await campus.passes(minutes=2)
    assert crowd.heard() == [1] * 5


async def test_closed_direct_messages_hold_up_nobody_else(campus: Campus) -> None:
    crowd = await waiting_crowd(campus, 50)
    for user in crowd.users[::5]:
        campus.fake.close_dms(user)
    await campus.tick()
    assert crowd.heard() == [0, 1, 1, 1, 1] * 10
    assert len(statuses(campus, 403)) == 10
    await crowd.hears()
    assert crowd.heard() == [0, 2, 2, 2, 2] * 10
    assert len(statuses(campus, 403)) == 10, "nobody is tried again who is known to take none"


async def test_direct_messages_are_opened_once_for_ever(campus: Campus) -> None:
    crowd = await Crowd.gathered(campus, 3)
    await crowd.hears()
    assert len(posts(campus, OPENINGS)) == 3
    await campus.restarts()
    await crowd.hears()
    assert crowd.heard() == [2, 2, 2]
    assert len(posts(campus, OPENINGS)) == 3


async def test_direct_messages_whose_channel_is_gone_are_opened_anew(campus: Campus) -> None:
    crowd = await Crowd.gathered(campus, 1)
    await crowd.hears()
    world = campus.fake.world
    world.direct_channels.pop(world.direct.pop(crowd.users[0].id).id)
    await crowd.hears()
    assert crowd.heard() == [1]
    await crowd.hears()
    assert crowd.heard() == [2]
    assert len(posts(campus, OPENINGS)) == 2


async def test_direct_messages_opened_too_fast_are_opened_later(campus: Campus) -> None:
    crowd = await Crowd.gathered(campus, 2)
    campus.fake.close_dms(crowd.users[0], 40003)
    await crowd.hears()
    assert crowd.heard() == [0, 1]
    campus.fake.open_dms(crowd.users[0])
    await campus.passes(minutes=9)
    assert crowd.heard() == [0, 1]
    await campus.passes(minutes=20)
    assert crowd.heard() == [1, 1]


async def test_sending_stops_long_before_discord_bans_for_refused_requests(
    campus: Campus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(wire, "MOST_REFUSED", 5)
    crowd = await waiting_crowd(campus, 60)
    for user in crowd.users:
        campus.fake.close_dms(user)
    await campus.tick()
    await campus.passes(minutes=9)
    assert 5 <= len(statuses(campus, 403)) <= 5 + IN_FLIGHT
    assert "refused 5 requests" in caplog.text
    assert campus.service.wire.closed_seconds > 590


async def test_a_token_that_is_taken_away_stops_all_sending_at_once(
    campus: Campus, caplog: pytest.LogCaptureFixture
) -> None:
    crowd = await waiting_crowd(campus, 3)
    campus.fake.fail("POST", SENDS, 401, times=9)
    await campus.tick()
    since = len(campus.fake.requests)
    await campus.passes(hours=1)
    assert campus.fake.requests[since:] == []
    assert crowd.heard() == [0, 0, 0]
    assert "make a new one and start again" in caplog.text
