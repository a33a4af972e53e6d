"""An hour in one's own words, another hour for a session there is, and sessions that repeat."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calls import call
from tests.conversations.test_sessions import agreed, paired, suggests
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import labels, words

BERLIN = "Europe/Berlin"


def stamp(at: datetime) -> int:
    return int(at.timestamp())


async def reminded(one: Speaker, since: int) -> list[str]:
    return [words(view, "UTC") for view in one.dms[since:] if "You meet soon" in words(view)]


async def test_a_typed_time_is_read_back_in_both_clocks_before_anybody_is_asked(town: Town) -> None:
    ada, grace, _ = await paired(town)
    before = len(grace.dms)
    said = words(await ada.types("/schedule", when="next Tue 16:00"), "Africa/Lagos")
    assert "Is this the time?" in said
    assert "16:00 for you" in said
    assert "(Berlin) for Grace" in said
    assert len(grace.dms) == before
    await ada.presses("Ask them")
    assert "Grace is asked" in words(await ada.fills(topic=""))
    assert "Does this hour suit you?" in words(grace.last_dm)


async def test_words_that_are_no_time_come_back_beside_the_field(town: Town) -> None:
    ada, _, pair = await paired(town)
    for typed, said in (("5pm IST", "Leave out the zone"), ("1/12 17:00", "two dates"), ("yesterday 5pm", "past")):
        assert said in words(await ada.types("/schedule", when=typed))
        assert said in words(await ada.sends(call("session.type", pair, 60, 0), {"when": typed}))


async def test_an_hour_the_clocks_skip_or_show_twice_is_explained_with_both_moments(town: Town) -> None:
    ada, _, _ = await paired(town, BERLIN)
    skipped = await ada.types("/schedule", when="2026-03-29 02:30")
    assert "skip" in words(skipped)
    assert labels(skipped)[:2] == ["01:30, UTC+01:00", "03:30, UTC+02:00"]
    ada.town.now = datetime(2026, 10, 1, tzinfo=UTC)
    await ada.presses("01:30")
    assert "too near or over" in words(await ada.fills(topic=""))


async def test_an_hour_that_comes_twice_is_asked_about(town: Town) -> None:
    ada, _, _ = await paired(town, "America/Havana")
    twice = await ada.types("/schedule", when="2026-03-08 00:30")
    assert "skip" in words(twice)
    bo, grace = town.person("Bo", zone="America/Santiago"), await town.mentor("Lin")
    await town.pair(bo, grace)
    twice = await bo.types("/schedule", when="2026-04-04 23:30")
    assert "comes twice" in words(twice)
    assert labels(twice)[:2] == ["23:30, UTC-03:00", "23:30, UTC-04:00"]


async def test_a_time_somebody_has_taken_is_refused_when_it_is_read_back(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    bo = town.person("Bo", zone="UTC")
    await town.pair(bo, grace)
    [taken] = await coming(town, ada)
    view = await bo.types("/schedule", when=f"{taken:%Y-%m-%d %H:%M}")
    assert "They have something else then" in words(view)
    assert labels(view) == ["See free times"]
    assert "at least 2 hours ahead" in words(await bo.types("/schedule", when="in 30 minutes"))
    assert "outside the hours" in words(await bo.types("/schedule", when="tomorrow 03:00"))


async def test_another_time_for_a_suggestion_asks_the_first_one_back(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await suggests(ada)
    assert "Times that suit you both" in words(await grace.presses("Other times", from_dm=True))
    assert "Another time is suggested" in words(await grace.presses("Suggest this"))
    assert "Does this hour suit you better?" in words(ada.last_dm)
    assert "It is agreed" in words(await ada.presses("Yes", from_dm=True))
    assert "Ada says yes" in words(grace.last_dm)
    assert len(await coming(town, ada)) == 1


async def coming(town: Town, one: Speaker) -> list[datetime]:
    person = await town.id(one)
    async with town.storage.reading() as tx:
        return [session.start for session in await tx.store(town.community.id).sessions.coming(person, town.now)]


async def test_a_session_moves_once_the_other_agrees_and_reminds_at_the_new_time_only(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    [start] = await coming(town, ada)
    later = start + timedelta(days=3)
    before = len(ada.dms)
    assert "Another time is suggested" in words(await ada.sends(call("session.move", 1, stamp(later))))
    assert "holds until you say yes" in words(grace.last_dm)
    assert await coming(town, ada) == [start]
    await grace.presses("Yes", from_dm=True)
    assert await coming(town, ada) == [later]
    await town.passes(days=10)
    told = await reminded(ada, before)
    assert 2 <= len(told) <= 3
    assert all(f"{later:%H:%M}" in said and f" {later.day} " in said for said in told)


async def test_a_no_to_another_time_leaves_the_session_where_it_was(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    [start] = await coming(town, ada)
    await ada.sends(call("session.move", 1, stamp(start + timedelta(days=1))))
    assert "It stays as it was" in words(await grace.presses("Keep it", from_dm=True))
    assert "still meet on" in words(ada.last_dm)
    assert await coming(town, ada) == [start]


async def test_a_wish_nobody_answers_or_that_is_taken_back_leaves_it_too(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    [start] = await coming(town, ada)
    await ada.sends(call("session.move", 1, stamp(start + timedelta(hours=3))))
    assert "It stays on" in words(await ada.sends(call("session.withdraw", 1)))
    assert "settled" in words(await grace.sends(call("session.confirm", 1)))
    await grace.sends(call("session.move", 1, stamp(start + timedelta(hours=4))))
    before = len(grace.dms)
    await town.passes(hours=(start - town.now) / timedelta(hours=1) - 0.5)
    assert [said for view in grace.dms[before:] if "It stays as it was" in (said := words(view))]
    assert await coming(town, ada) == [start]


async def test_moving_has_its_limits_and_says_them(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await suggests(ada)
    [start] = await coming(town, ada)
    assert "the time it has already" in words(await grace.sends(call("session.move", 1, stamp(start))))
    speakers = [grace, ada] * 4
    said = [
        words(await one.sends(call("session.move", 1, stamp(start + timedelta(days=1 + number)))))
        for number, one in enumerate(speakers)
    ]
    assert all("Another time is suggested" in one for one in said[:6])
    assert "A word to each other" in said[6]
    eve = town.person("Eve")
    assert "I do not find" in words(await eve.sends(call("session.move", 1, stamp(start + timedelta(days=2)))))
    assert "I do not find" in words(await eve.sends(call("session.show", 1)))


async def weekly(town: Town, until: str = "2026-04-20") -> tuple[Speaker, Speaker]:
    """Ada, in Berlin, and Grace meet every week from 3 March on, over the change of clocks."""
    ada, grace, pair = await paired(town, BERLIN)
    at = datetime(2026, 3, 3, 16, tzinfo=ZoneInfo(BERLIN))
    typed = {"topic": "", "every": "1", "until": until}
    said = words(await ada.sends(call("session.suggest", pair, stamp(at), 60), typed))
    assert "6 more every week until" in said
    return ada, grace


async def test_a_session_every_week_keeps_the_students_clock_over_a_change(town: Town) -> None:
    ada, grace = await weekly(town)
    assert "6 more every week until" in words(grace.last_dm)
    assert "6 more every week" in words(await grace.presses("Yes", from_dm=True))
    starts = await coming(town, ada)
    assert len(starts) == 7
    assert {f"{start.astimezone(ZoneInfo(BERLIN)):%a %H:%M}" for start in starts} == {"Tue 16:00"}
    assert len({start.hour for start in starts}) == 2


async def test_dates_that_clash_are_left_out_and_said(town: Town) -> None:
    ada, grace = await weekly(town)
    bo = town.person("Bo", zone=BERLIN)
    other = await town.pair(bo, grace)
    at = datetime(2026, 3, 10, 16, 30, tzinfo=ZoneInfo(BERLIN))
    await bo.sends(call("session.suggest", other, stamp(at), 60), {"topic": ""})
    assert "It is agreed" in words(await grace.sends(call("session.confirm", 2)))
    said = words(await grace.sends(call("session.confirm", 1)))
    assert "Left out" in said
    assert "10 Mar" in said
    assert len(await coming(town, ada)) == 6


async def test_one_of_a_series_or_all_that_follow_are_called_off(town: Town) -> None:
    ada, grace = await weekly(town)
    await grace.presses("Yes", from_dm=True)
    third = (await coming(town, ada))[2]
    await ada.sends(call("session.cancel", 3), {"reason": ""})
    assert third not in await coming(town, ada) or len(await coming(town, ada)) == 6
    view = await ada.sends(call("session.show", 4))
    assert "Call off all that follow" in labels(view)
    assert "All called off" in words(await ada.sends(call("session.cancel_series", 4), {"reason": "Exams"}))
    assert "Exams" in words(grace.last_dm)
    left = await coming(town, ada)
    assert len(left) == 2
    assert all(start < START + timedelta(days=21) for start in left)


async def test_an_end_that_leaves_nothing_to_repeat_is_refused(town: Town) -> None:
    ada, _, pair = await paired(town, BERLIN)
    at = stamp(START + timedelta(days=1))
    for until in ("2026-03-04", "2029-01-01"):
        typed = {"topic": "", "every": "2", "until": until}
        assert "two weeks to a year after" in words(await ada.sends(call("session.suggest", pair, at, 60), typed))


async def test_moving_one_of_a_series_says_that_the_others_stay(town: Town) -> None:
    ada, grace = await weekly(town)
    await grace.presses("Yes", from_dm=True)
    second = (await coming(town, ada))[1]
    said = words(await grace.sends(call("session.move", 2, stamp(second + timedelta(days=1)))))
    assert "(only this one, the others stay)" in said
    assert "only this one" in words(ada.last_dm)
    assert "only this one" in words(await ada.presses("Yes", from_dm=True))
    assert "only this one" in words(grace.last_dm)
    assert "every week" not in words(grace.last_dm)


async def test_the_same_suggestion_asks_once_and_another_takes_its_place(town: Town) -> None:
    ada, grace, pair = await paired(town)
    await suggests(ada)
    [first] = await coming(town, ada)
    asked = len(grace.dms)
    typed = {"topic": ""}
    assert "this very time already" in words(await ada.sends(call("session.suggest", pair, stamp(first), 60), typed))
    assert len(grace.dms) == asked
    later = stamp(first + timedelta(days=1))
    assert "takes the place" in words(await ada.sends(call("session.suggest", pair, later, 60), typed))
    assert "another time was suggested since" in words(await grace.sends(call("session.confirm", 1)))


async def test_where_sessions_are_off_one_that_stands_is_moved_and_none_begins(town: Town) -> None:
    ada, grace, pair = await paired(town)
    await suggests(ada)
    await town.person("Mo", moderator=True).sends(call("setup.feature", "is_scheduling", 0))
    assert "Times that suit you both" in words(await grace.presses("Other times", from_dm=True))
    await grace.presses("Type a time")
    assert "Is this the time?" in words(await grace.fills(when="2026-03-05 19:00"))
    assert "Another time is suggested" in words(await grace.presses("Ask them"))
    await ada.presses("Yes", from_dm=True)
    await ada.types("/sessions")
    assert "Times that suit you both" in words(await ada.presses("Move it"))
    for asked in (call("session.times", pair, 60, 0), call("session.times", pair, 60, 0, 0)):
        assert "switched this off" in words(await ada.sends(asked))
    typed = await ada.sends(call("session.type", pair, 60, 0), {"when": "2026-03-05 19:00"})
    assert "switched this off" in words(typed)
