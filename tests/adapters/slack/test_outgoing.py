"""What Slack or the network does to our sends: slowed down, refused, failing, lost."""

import asyncio
import logging
from datetime import timedelta

import pytest

from adapters.slack import pacing
from storage.database import Database
from tests.adapters.slack.crowd import Crowd
from tests.adapters.slack.faculty import Colleague, Faculty, faculty_on

POST = "chat.postMessage"
ONE_SECOND = timedelta(seconds=1)
TROUBLES = {
    "channel_not_found": "is gone",
    "not_in_channel": "invite it",
    "is_archived": "archived",
    "restricted_action": "does not let",
}


async def test_a_wait_that_slack_asks_for_is_kept_and_costs_no_attempt(faculty: Faculty) -> None:
    crowd = await Crowd.gathered(faculty, count=3)
    faculty.fake.slow_down(POST, 300)
    await crowd.hears()
    asked = crowd.requests
    assert sum(crowd.heard()) == asked - 1
    await faculty.passes(minutes=4)
    assert crowd.requests == asked
    await faculty.restarts()
    await faculty.passes(minutes=2)
    assert crowd.heard() == [1, 1, 1]


async def test_the_wait_of_one_workspace_holds_up_no_other(sqlite_database: Database) -> None:
    async with faculty_on(sqlite_database, mode="http", bot_token="") as faculty:
        near = faculty.workspace
        await faculty.installs(near)
        far = faculty.fake.workspace("Near Campus", is_installed=False)
        await faculty.installs(far)
        here = await Crowd.gathered(faculty, count=2)
        faculty.workspace = far
        there = await Crowd.gathered(faculty, count=2)
        faculty.fake.slow_down(POST, 300, times=9, team=near.id)
        await here.is_told()
        await there.hears()
        assert there.heard() == [1, 1]
        faculty.workspace = near
        assert here.heard() == [0, 0]


async def test_answers_that_get_lost_double_nothing(faculty: Faculty) -> None:
    crowd = await Crowd.gathered(faculty, count=5)
    faculty.fake.lose(POST, times=3)
    await crowd.hears()
    assert crowd.heard() == [1] * 5, "those whose answers were lost were written"
    await faculty.passes(minutes=3)
    assert crowd.requests == 8
    assert crowd.heard() == [1] * 5


async def test_answers_that_get_lost_before_a_restart_double_nothing(faculty: Faculty) -> None:
    crowd = await Crowd.gathered(faculty, count=2)
    faculty.fake.lose(POST, times=2)
    await crowd.hears()
    await faculty.restarts()
    await faculty.passes(minutes=3)
    assert crowd.heard() == [1, 1]


@pytest.mark.parametrize("error", ["internal_error", "service_unavailable", "fatal_error", "request_timeout"])
async def test_what_fails_at_slack_is_sent_later(faculty: Faculty, error: str) -> None:
    crowd = await Crowd.gathered(faculty, count=2)
    faculty.fake.error(POST, error, times=2)
    await crowd.hears()
    assert crowd.heard() == [0, 0]
    await faculty.passes(minutes=3)
    assert crowd.heard() == [1, 1]


@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth", "account_inactive"])
async def test_a_token_that_is_refused_is_said_once_an_hour_and_nothing_is_lost(
    faculty: Faculty, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    crowd = await Crowd.gathered(faculty, count=1)
    faculty.fake.error(POST, error, times=2)
    await crowd.hears()
    await faculty.passes(minutes=50)
    assert crowd.requests == 1
    assert [one.levelno for one in caplog.records if error in one.getMessage()] == [logging.ERROR]
    await faculty.passes(hours=2)
    assert crowd.heard() == [1]


async def test_somebody_who_takes_no_messages_costs_one_request(faculty: Faculty) -> None:
    ada = faculty.person("Ada", takes_messages=False)
    await ada.types("home")
    crowd = await Crowd.gathered(faculty, ada.user)
    for _ in range(3):
        await crowd.hears()
        faculty.now += ONE_SECOND
    await faculty.passes(days=1)
    assert crowd.requests == 1
    await ada.types("home")
    assert "/dms" in ada.words


async def test_somebody_whose_account_was_closed_costs_one_request_and_their_partner_hears_it_once(
    faculty: Faculty,
) -> None:
    ada, grace = await pair_on(faculty)
    crowd = await Crowd.gathered(faculty, grace.user)
    grace.user.is_deleted = True
    before, asked = len(ada.dms), crowd.requests
    for _ in range(3):
        await crowd.hears()
        faculty.now += ONE_SECOND
    await faculty.passes(days=3)
    told = [faculty.read(message) for message in ada.dms[before:]]
    assert len(told) == 1, told
    assert "is not in this community any more" in told[0]
    assert crowd.requests == asked + 2


async def pair_on(faculty: Faculty) -> tuple[Colleague, Colleague]:
    """Ada and Grace, her mentor."""
    grace = await faculty.mentor("Grace")
    ada = faculty.person("Ada")
    await ada.types("find-mentor", "statistics")
    await ada.presses("Request")
    await ada.fills(note="Please help me with my thesis.")
    await grace.presses("Accept", on=grace.last_dm)
    return ada, grace


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_a_channel_that_refuses_is_tried_once_and_told_to_moderators_once(faculty: Faculty, trouble: str) -> None:
    mo = faculty.person("Mo", moderator=True)
    channel = faculty.fake.channel(faculty.workspace, "mentors", has_bot=trouble != "not_in_channel")
    channel.is_archived = trouble == "is_archived"
    if trouble == "channel_not_found":
        del faculty.workspace.channels[channel.id]
    if trouble == "restricted_action":
        faculty.fake.error(POST, trouble, times=1)
    await mo.types("setup")
    await mo.presses("Channels")
    await mo.presses("Choose")
    await mo.picks("Which channel", channel.id)
    await mo.presses("Test it")
    await faculty.passes(days=1)
    tried = [one for one in faculty.fake.asked(POST) if one.body["channel"] == channel.id]
    told = [words for one in mo.dms if "does not work" in (words := faculty.read(one))]
    assert len(tried) == 1
    assert len(told) == 1
    assert TROUBLES[trouble] in told[0]


async def test_our_own_pace_provokes_no_refusal(
    faculty: Faculty, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "CHANNEL_SECONDS", 0.4)
    monkeypatch.setattr(pacing, "WORKSPACE_SECONDS", 0.0)
    await faculty.stops()
    await faculty.starts(slowness=1.0)
    crowd = await Crowd.gathered(faculty, count=3)
    faculty.fake.faults.channel_seconds = 0.2
    for _ in range(3):
        await crowd.is_told()
    await faculty.tick()
    assert crowd.heard() == [3, 3, 3]
    assert faculty.fake.faults.refused_429 == 0


async def test_direct_messages_go_where_the_last_one_went(faculty: Faculty) -> None:
    crowd = await Crowd.gathered(faculty, count=1)
    await crowd.hears()
    await crowd.hears()
    first, second = (one.body["channel"] for one in faculty.fake.asked(POST))
    assert first == crowd.users[0].id
    assert second == faculty.workspace.dm(crowd.users[0].id)


async def test_every_message_is_safe_to_show(faculty: Faculty) -> None:
    await pair_on(faculty)
    sent = faculty.fake.asked(POST)
    assert sent
    for one in sent:
        assert one.body["unfurl_links"] in (False, "False")
        assert one.body["unfurl_media"] in (False, "False")
        assert not {"link_names", "parse", "mrkdwn", "metadata", "as_user"} & set(one.body)
        assert one.body["text"].strip()


async def test_stopping_while_a_send_is_under_way_doubles_nothing(faculty: Faculty) -> None:
    crowd = await Crowd.gathered(faculty, count=4)
    await crowd.is_told()
    sending = asyncio.ensure_future(faculty.tick())
    await faculty.fake.until(lambda: crowd.requests > 0, "a send is under way")
    sending.cancel()
    await asyncio.wait([sending])
    await faculty.restarts()
    await faculty.passes(minutes=5)
    assert crowd.heard() == [1] * 4
