"""Old buttons, hours that are near, series that end, and other places where a session goes wrong in silence."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calls import call
from bot.commands import closing
from bot.domain.sessions import SessionState
from tests.conversations.inside import acting
from tests.conversations.test_session_changes import BERLIN, coming, stamp, weekly
from tests.conversations.test_sessions import agreed, paired, suggests
from tests.conversations.town import START, Town
from tests.conversations.words import buttons, labels, words


async def test_a_yes_is_to_the_time_that_was_read(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await suggests(ada)
    [start] = await coming(town, ada)
    old = grace.last_dm
    await ada.sends(call("session.move", 1, stamp(start + timedelta(hours=1))))
    for button in (buttons(old)[0], buttons(old)[2]):
        assert "Another time was suggested since" in words(await grace.sends(button.call))
    assert "It is agreed" in words(await grace.presses("Yes", from_dm=True))
    assert await coming(town, ada) == [start + timedelta(hours=1)]


async def test_a_yes_to_a_wish_is_to_the_wish_that_was_read(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    [start] = await coming(town, ada)
    await ada.sends(call("session.move", 1, stamp(start + timedelta(days=1))))
    old = grace.last_dm
    await ada.sends(call("session.move", 1, stamp(start + timedelta(days=2))))
    assert "Another time was suggested since" in words(await grace.sends(buttons(old)[0].call))
    assert await coming(town, ada) == [start]


async def test_a_wish_within_the_last_hour_is_asked_and_not_answered_by_the_bot(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    [start] = await coming(town, ada)
    await town.passes(hours=(start - town.now) / timedelta(hours=1) - 0.5)
    told = len(ada.dms)
    assert "Grace is asked" in words(await ada.sends(call("session.move", 1, stamp(start + timedelta(days=1)))))
    assert "May it move?" in words(grace.last_dm)
    assert not [view for view in ada.dms[told:] if "It stays as it was" in words(view)]
    await grace.presses("Yes", from_dm=True)
    assert await coming(town, ada) == [start + timedelta(days=1)]


async def test_what_has_begun_moves_no_more_whoever_says_yes(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    [start] = await coming(town, ada)
    await ada.sends(call("session.move", 1, stamp(start + timedelta(days=1))))
    town.now = start + timedelta(minutes=5)
    said = await town.app.answer(grace.actor, call("session.confirm", 1), now=town.now)
    assert "too near or over" in words(said)
    assert await coming(town, ada) == [start]


async def test_the_other_hears_how_many_of_a_series_are_called_off(town: Town) -> None:
    ada, grace = await weekly(town)
    await grace.presses("Yes", from_dm=True)
    await ada.sends(call("session.cancel_series", 3), {"reason": ""})
    assert "nor the 4 that follow." in words(grace.last_dm)
    await ada.sends(call("session.cancel", 2), {"reason": ""})
    assert "that follow" not in words(grace.last_dm)
    await ada.sends(call("session.cancel_series", 1), {"reason": ""})
    assert "that follow" not in words(grace.last_dm)


async def test_a_session_that_was_called_off_says_so_when_an_old_button_opens_it(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    await ada.sends(call("session.cancel", 1), {"reason": ""})
    said = words(await grace.sends(call("session.show", 1)))
    assert "Called off" in said
    assert "does not take place" in said
    assert "Where" not in said


async def test_a_session_called_off_in_the_last_minute_is_told_though_the_platform_hiccups(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    [start] = await coming(town, ada)
    await town.passes(hours=(start - town.now) / timedelta(hours=1) - 0.005)
    town.mailbox.hiccups = 2
    await ada.sends(call("session.cancel", 1), {"reason": "The train stands still"})
    await town.passes(minutes=30)
    assert "The train stands still" in words(grace.last_dm)


@pytest.mark.parametrize(("every", "until"), [("1", "2026-03-09"), ("2", "2026-03-16")])
async def test_a_last_day_that_leaves_nothing_to_repeat_is_refused(town: Town, every: str, until: str) -> None:
    ada, grace, pair = await paired(town, BERLIN)
    at = datetime(2026, 3, 3, 16, tzinfo=ZoneInfo(BERLIN))
    asked, typed = call("session.suggest", pair, stamp(at), 60), {"topic": "", "every": every}
    assert "to a year after" in words(await ada.sends(asked, {**typed, "until": until}))
    later = f"{datetime.fromisoformat(until) + timedelta(days=1):%Y-%m-%d}"
    assert "and 1 more every" in words(await ada.sends(asked, {**typed, "until": later}))
    assert "and 1 more every" in words(grace.last_dm)


async def test_a_typed_time_is_read_back_too_when_there_are_several_to_meet(town: Town) -> None:
    ada, grace, _ = await paired(town, BERLIN)
    bo = town.person("Bo", zone="Africa/Lagos")
    await town.pair(bo, grace)
    before = len(ada.dms), len(bo.dms)
    for typed in ("2026-03-29 02:30", "tomorrow 03:00", "tomorrow 16:07"):
        assert "Whom do you want to meet?" in words(await grace.types("/schedule", when=typed))
        said = words(await grace.presses("This one"))
        assert ("skip the time you typed" in said) == ("02:30" in typed)
        assert ("outside the hours" in said) == ("16:07" not in typed or "outside" in said)
        assert " for Ada" in said or " for Bo" in said
    assert (len(ada.dms), len(bo.dms)) == before
    assert "too near or over" in words(await grace.sends(call("session.typed", 1, 60, 10**17)))


async def test_a_mentor_of_many_turns_pages_to_whom_they_want_to_meet(town: Town) -> None:
    grace = await town.mentor("Grace", capacity=9)
    for number in range(7):
        await town.pair(town.person(f"Student{number}"), grace)
    assert "1–5 of 7" in words(await grace.types("/schedule", when="tomorrow 19:00"))
    second = await grace.presses("Older")
    assert "6–7 of 7" in words(second)
    assert labels(second)[:2] == ["This one", "This one"]
    assert "Is this the time?" in words(await grace.presses("This one"))
    assert "See times" in labels(await grace.sends(call("session.whom", 10**17, 60)))


async def test_a_time_between_quarter_hours_is_refused_at_once_and_not_after_a_yes(town: Town) -> None:
    ada, grace, pair = await paired(town)
    bo = town.person("Bo", zone="Africa/Lagos")
    other = await town.pair(bo, grace)
    first = START + timedelta(days=1, hours=6, minutes=7)
    await ada.sends(call("session.suggest", pair, stamp(first), 60), {"topic": ""})
    await grace.presses("Yes", from_dm=True)
    for after, is_taken in ((60, True), (67, True), (68, False)):
        asked = call("session.suggest", other, stamp(first + timedelta(minutes=after)), 60)
        assert ("taken by now" in words(await bo.sends(asked, {"topic": ""}))) == is_taken
    assert "It is agreed" in words(await grace.presses("Yes", from_dm=True))


async def test_a_block_that_meets_a_yes_leaves_no_session(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await suggests(ada)
    ids = await town.id(grace), await town.id(ada)
    answer = town.app.answer(grace.actor, call("session.confirm", 1), now=town.now)
    async with acting(town, ada) as ctx:
        await closing.part(ctx, ids[1], ids[0])
        later = asyncio.create_task(answer)
        await asyncio.sleep(0.05)  # it gets as far as it can
    assert "called off" in words(await later)
    async with acting(town) as ctx:
        session = await ctx.store.sessions.get(1)
        assert session is not None
        assert session.state is SessionState.CANCELLED
        assert await ctx.store.sessions.taken(ids, datetime(2026, 1, 1, tzinfo=UTC)) == {}


async def test_numbers_that_no_button_carries_change_nothing(town: Town) -> None:
    ada, grace, pair = await agreed(town)
    for number in ("0", str(10**17), "9" * 18):
        for name in ("confirm", "decline", "withdraw", "cancel", "cancel_series", "show"):
            assert "I do not find" in words(await grace.sends(call(f"session.{name}", number)))
        for asked in (call("session.move", 1, number), call("session.suggest", pair, number, number)):
            assert "That did not work" in words(await ada.sends(asked))
        assert "Suggest this" in labels(await ada.sends(call("session.times", pair, number, number)))
        assert "That is on me" not in words(await ada.sends(call("session.list", number)))
    assert len(await coming(town, ada)) == 1
