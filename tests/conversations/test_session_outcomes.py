"""Did it happen? Both say so on their own; nobody is accused by one word, and nobody is named for saying none."""

import asyncio
from datetime import timedelta

import pytest

from bot.calls import call
from bot.domain.outcomes import Standing
from bot.domain.sessions import SessionState
from tests.conversations.afterwards import TOMORROW, agree, begun, over, told
from tests.conversations.inside import parts, renders
from tests.conversations.test_leaving import leaves
from tests.conversations.town import Town
from tests.conversations.words import labels, words


async def test_both_are_asked_when_it_is_over_and_two_yeses_settle_it(town: Town) -> None:
    two = await over(town)
    for one in (two.ada, two.grace):
        assert "Did you two meet?" in words(one.last_dm)
        assert "Did you two meet?" in words(await one.types("/home"))
    assert "Good to hear" in words(await two.ada.presses("Yes, we met", from_dm=True))
    assert (await two.state()).state is SessionState.CONFIRMED, "one side alone is no more than a report"
    assert "Ada says you met" in words(await two.grace.types("/home"))
    assert "You both say so" in words(await two.grace.presses("Yes, we met", from_dm=True))
    assert (await two.state()).state is SessionState.HELD
    assert "Did you two meet?" not in words(await two.grace.types("/home"))
    assert "Good to hear" in await two.says(two.grace, "held"), "the same button twice says the same"


async def test_a_no_says_what_happened_and_agreeing_on_who_keeps_it(town: Town) -> None:
    two = await over(town)
    await two.grace.presses("No", from_dm=True)
    assert "Noted" in words(await two.grace.presses("They were not there"))
    assert await two.standing() is Standing.REPORTED
    assert "Tell me how you saw it" in words(await two.ada.types("/home"))
    assert "You both say so" in await two.says(two.ada, "me")
    assert (await two.state()).state is SessionState.MISSED


async def test_a_disagreement_is_told_kindly_and_mended_by_either(town: Town) -> None:
    two = await over(town)
    await two.says(two.ada, "held")
    for said in (await two.says(two.grace, "they"), words(two.ada.last_dm)):
        assert "You remember it differently" in said
        assert "nobody's fault" in said
    assert "You remember it differently" in words(await two.grace.types("/home"))
    assert (await two.state()).state is SessionState.CONFIRMED
    assert "You both say so" in words(await two.grace.presses("Yes, we met"))
    assert (await two.state()).state is SessionState.HELD
    before = len(two.ada.dms)
    assert "is over" in await two.says(two.ada, "they")
    assert len(two.ada.dms) == before


async def test_a_disagreement_nobody_mends_keeps_neither_word(town: Town) -> None:
    two = await over(town)
    await two.says(two.ada, "held")
    await two.says(two.grace, "they")
    differ = len(told(two.ada.dms, "You remember"))
    await town.passes(days=8)
    assert (await two.state()).state is SessionState.CONFIRMED
    assert "neither word is kept" in await two.says(two.grace, "held")
    assert len(told(two.ada.dms, "You remember")) == differ == 1
    assert "remember" not in words(await two.ada.types("/home"))
    shown = await two.ada.sends(call("session.show", two.session))
    assert "It stays open whether you met" in words(shown)
    assert "Yes, we met" not in labels(shown)


async def test_silence_is_nudged_once_then_lapses_and_accuses_nobody(town: Town) -> None:
    two = await over(town)
    await town.passes(days=9)
    for one in (two.ada, two.grace):
        assert len(told(one.dms, "Did you two meet?")) == 2
    assert (await two.state()).state is SessionState.CONFIRMED
    assert await two.standing() is Standing.UNKNOWN
    assert "Did you two meet?" not in words(await two.ada.types("/home"))
    assert "Good to hear" in await two.says(two.ada, "held"), "late answers are welcome"
    assert "Did you two meet?" in words(await two.grace.types("/home"))
    await town.passes(days=8)
    assert len(told(two.grace.dms, "Did you two meet?")) == 2, "a late answer of the other brings no other nudge"
    assert (await two.state()).state is SessionState.HELD


@pytest.mark.parametrize(("said", "state"), [("held", SessionState.HELD), ("they", SessionState.MISSED)])
async def test_one_word_that_nobody_disputes_for_a_week_is_kept(town: Town, said: str, state: SessionState) -> None:
    two = await over(town)
    await two.says(two.ada, said)
    await town.passes(days=6, hours=23)
    assert (await two.state()).state is SessionState.CONFIRMED
    await town.passes(hours=2)
    assert (await two.state()).state is state


async def test_nobody_is_named_for_not_having_answered(town: Town) -> None:
    two = await over(town)
    await two.says(two.ada, "held")
    await town.passes(days=3)
    assert "You wait for" not in words(await two.ada.types("/home"))
    assert len(told(two.grace.dms, "Did you two meet?")) == 2
    assert len(told(two.ada.dms, "Did you two meet?")) == 1


async def test_they_are_not_here_can_be_said_after_ten_minutes_and_asks_kindly(town: Town) -> None:
    two = await begun(town)
    await town.passes(days=1, hours=6, minutes=5)
    assert "They are not here" not in labels(await two.ada.sends(call("session.show", two.session)))
    assert "ten minutes after the start" in await two.says(two.ada, "they")
    await town.passes(minutes=6)
    await two.ada.types("/sessions")
    await two.ada.presses("Open")
    assert "I ask Grace kindly" in words(await two.ada.presses("They are not here"))
    assert "Are you on your way?" in words(two.grace.last_dm)
    assert "You remember it differently" in words(await two.grace.presses("I am there", from_dm=True))
    await town.passes(hours=1)
    assert "You both say so" in await two.says(two.ada, "held")
    assert (await two.state()).state is SessionState.HELD


async def test_who_is_reported_missing_may_agree_without_a_word(town: Town) -> None:
    two = await begun(town)
    await town.passes(days=1, hours=6, minutes=15)
    await two.ada.sends(call("session.show", two.session))
    await two.ada.presses("They are not here")
    await two.grace.presses("I cannot make it", from_dm=True)
    assert (await two.state()).state is SessionState.MISSED
    before = len(two.grace.dms)
    await town.passes(days=6)
    assert told(two.grace.dms[before:], "Did you two meet?") == []


async def test_a_session_both_did_not_need_counts_for_nothing(town: Town) -> None:
    two = await over(town)
    for one in (two.ada, two.grace):
        await one.sends(call("session.no", two.session))
        await one.presses("We moved it")
    assert (await two.state()).state is SessionState.CANCELLED
    assert "Noted" in await two.says(two.ada, "unneeded")


async def test_both_answering_at_once_settle_it_once(town: Town) -> None:
    two = await over(town)
    for one in (two.ada, two.grace):
        await one.types("/home")
    for _ in range(2):
        views = await asyncio.gather(
            *(
                town.app.answer(who.actor, call("session.answer", two.session, "held"), now=town.now)
                for who in (two.ada, two.grace, two.ada, two.grace)
            )
        )
        assert all("Good to hear" in words(view) for view in views)
    assert (await two.state()).state is SessionState.HELD
    assert await two.standing() is Standing.AGREED


async def test_two_different_words_at_once_are_one_disagreement_told_to_both(town: Town) -> None:
    two = await over(town)
    asked = (two.ada, "held"), (two.grace, "they")
    for one in (two.ada, two.grace):
        await one.types("/home")
    views = await asyncio.gather(
        *(town.app.answer(who.actor, call("session.answer", two.session, said), now=town.now) for who, said in asked)
    )
    await town.clockwork.tick(town.now)
    assert await two.standing() is Standing.DISPUTED
    heard = [*views, *two.ada.dms, *two.grace.dms]
    assert len(told(heard, "You remember it differently")) == 2


async def test_strangers_find_nothing_and_broken_buttons_do_nothing(town: Town) -> None:
    two = await over(town)
    eve, mo = town.person("Eve"), town.person("Mo", moderator=True)
    for who in (eve, mo):
        for asked in (call("session.answer", two.session, "held"), call("session.no", two.session)):
            assert "I do not find this session" in words(await who.sends(asked))
        assert await renders(town, "session.happened", two.session, reader=who) is None
    assert "settled" in await two.says(two.ada, "whatever")
    assert await two.standing() is Standing.OPEN


async def test_what_was_called_off_or_moved_is_not_asked_about_at_its_old_end(town: Town) -> None:
    two = await begun(town)
    await two.ada.sends(call("session.cancel", two.session), {"reason": ""})
    await town.passes(days=2)
    assert told(two.ada.dms, "Did you two meet?") == []
    assert "called off" in await two.says(two.ada, "held")
    await two.again(timedelta(hours=6))
    later = int((town.now + timedelta(hours=9)).timestamp())
    await two.ada.sends(call("session.move", two.session, later))
    await two.grace.sends(call("session.confirm", two.session))
    await town.passes(hours=9)
    assert told(two.ada.dms, "Did you two meet?") == []
    await town.passes(hours=1)
    assert len(told(two.ada.dms, "Did you two meet?")) == 1


async def test_after_a_block_neither_hears_of_it_any_more(town: Town) -> None:
    two = await over(town)
    await two.ada.sends(call("block.do", await town.id(two.grace)))
    before = len(two.grace.dms), len(two.ada.dms)
    assert "Noted" in await two.says(two.ada, "they")
    await town.passes(days=8)
    heard = two.grace.dms[before[0] :], two.ada.dms[before[1] :]
    assert [told(views, title) for views in heard for title in ("Did you", "You remember", "Are you")] == [[]] * 6
    assert (await two.state()).state is SessionState.CONFIRMED, "Grace was never asked"
    assert "do not meet through me" in words(
        await two.ada.sends(call("session.note", two.session), {"notes": "One more word"})
    )


async def test_a_pair_that_has_ended_can_still_say_how_the_last_one_went(town: Town) -> None:
    two = await over(town)
    await parts(town, two.ada, two.grace)
    said = await two.says(two.ada, "held")
    assert "Good to hear" in said
    assert "next week" not in said
    await two.says(two.grace, "held")
    assert (await two.state()).state is SessionState.HELD


async def test_the_same_hour_next_week_is_offered_when_it_is_free(town: Town) -> None:
    two = await over(town)
    await two.ada.presses("Yes, we met", from_dm=True)
    await two.ada.presses("Same hour next week")
    assert "Grace is asked" in words(await two.ada.fills(topic="On we go"))
    said = await two.says(two.grace, "held")
    assert "Suggested for the next time: Tue 10 Mar 2026, 18:00" in said


async def test_a_later_session_or_one_that_takes_the_hour_is_respected(town: Town) -> None:
    two = await over(town)
    bo = town.person("Bo")
    other = await town.pair(bo, two.grace)
    await agree(town, bo, two.grace, other, TOMORROW + timedelta(days=7))
    shown = await two.ada.sends(call("session.answer", two.session, "held"))
    assert "Same hour next week" not in labels(shown)
    assert "Find an hour" in labels(shown)
    await agree(town, two.ada, two.grace, two.pair, TOMORROW + timedelta(days=2))
    assert "You meet again on Thu 5 Mar 2026, 18:00" in await two.says(two.grace, "held")


async def test_a_session_shows_how_it_went_as_far_as_it_is_known(town: Town) -> None:
    two = await over(town)
    shows = call("session.show", two.session)
    assert "Your word is missing yet" in words(await two.ada.sends(shows))
    await two.says(two.ada, "held")
    assert "Without another word it is settled on Tue 10 Mar 2026" in words(await two.ada.sends(shows))
    assert "Your word is missing yet" in words(await two.grace.sends(shows))
    await two.says(two.grace, "both")
    assert "You remember it differently" in words(await two.ada.sends(shows))
    await two.says(two.ada, "me")
    assert "It did not take place" in words(await two.grace.sends(shows))
    await two.again(timedelta(days=1))
    await town.passes(days=1, hours=1)
    for one in (two.ada, two.grace):
        await two.says(one, "held")
    assert "You met." in words(await two.ada.sends(call("session.show", two.session)))


async def test_somebody_who_left_is_waited_for_quietly(town: Town) -> None:
    two = await over(town)
    await leaves(town, two.grace)
    assert "Good to hear" in await two.says(two.ada, "held")
    await town.passes(days=8)
    assert (await two.state()).state is SessionState.HELD
