"""A pair finds an hour in two taps, is reminded, and hears when it is off."""

from datetime import timedelta

from bot.calls import call
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import labels, words


async def paired(town: Town, ada_zone: str = "Africa/Lagos") -> tuple[Speaker, Speaker, int]:
    ada, grace = town.person("Ada", zone=ada_zone), await town.mentor("Grace")
    return ada, grace, await town.pair(ada, grace)


async def suggests(ada: Speaker, topic: str = "My exam") -> None:
    await ada.types("/schedule")
    await ada.presses("Suggest this")
    await ada.fills(topic=topic)


async def agreed(town: Town) -> tuple[Speaker, Speaker, int]:
    """Ada suggested the first time she was offered, and Grace said yes."""
    ada, grace, pair = await paired(town)
    await suggests(ada)
    await grace.presses("Yes", from_dm=True)
    return ada, grace, pair


async def test_two_taps_and_a_yes_make_a_date_in_both_clocks(town: Town) -> None:
    ada, grace, _ = await paired(town)
    offered = words(await ada.types("/schedule"), "Africa/Lagos")
    assert "Times that suit you both" in offered
    assert "For them: " in offered
    await ada.presses("Suggest this")
    said = words(await ada.fills(topic="My exam"), "Africa/Lagos")
    assert "Grace is asked" in said
    asked = words(grace.last_dm, "Europe/Berlin")
    assert "Does this hour suit you?" in asked
    assert "My exam" in asked
    assert "(Lagos) for them" in asked
    assert "It is agreed" in words(await grace.presses("Yes", from_dm=True))
    assert "Grace says yes" in words(ada.last_dm)
    assert "Call it off" in labels(await ada.types("/sessions"))


async def test_both_are_reminded_before_and_never_after(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    before = len(ada.dms), len(grace.dms)
    await town.passes(days=20)
    for one, told in ((ada, before[0]), (grace, before[1])):
        reminders = [words(view) for view in one.dms[told:] if "You meet soon" in words(view)]
        assert 2 <= len(reminders) <= 3


async def test_a_session_that_is_called_off_reminds_nobody(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    await grace.types("/sessions")
    await grace.presses("Call it off")
    reason = "I have caught a cold, and it is the third this autumn. " * 3
    assert "Ada is told" in words(await grace.fills(reason=reason))
    off = words(ada.last_dm)
    assert "Called off" in off
    assert reason.strip() in off
    before = len(ada.dms)
    await town.passes(days=6)
    assert not [view for view in ada.dms[before:] if "You meet soon" in words(view)]
    assert "No sessions coming" in words(await ada.types("/sessions"))


async def test_a_no_says_it_is_only_the_hour_and_offers_another(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await suggests(ada)
    assert "You said no" in words(await grace.presses("No", from_dm=True))
    assert "It is only the hour" in words(ada.last_dm)
    assert "Times that suit you both" in words(await ada.presses("Suggest another", from_dm=True))


async def test_a_suggestion_nobody_answers_is_closed_with_a_word(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await suggests(ada)
    asked = len(grace.dms)
    await town.passes(days=4)
    assert "has not answered" in words(next(view for view in ada.dms if "No answer yet" in words(view)))
    assert len([view for view in grace.dms[asked - 1 :] if "Does this hour" in words(view)]) in (1, 2)
    assert "called off" in words(await grace.sends(call("session.confirm", 1)))


async def test_an_hour_that_somebody_else_took_is_refused_kindly(town: Town) -> None:
    ada, grace, pair = await paired(town)
    bo = town.person("Bo", zone="Africa/Lagos")
    other = await town.pair(bo, grace)
    at = int((START + timedelta(days=1, hours=6)).timestamp())
    await ada.sends(call("session.suggest", pair, at, 60), {"topic": ""})
    await bo.sends(call("session.suggest", other, at, 60), {"topic": ""})
    await grace.presses("Yes", from_dm=True)
    assert "taken by now" in words(await grace.sends(call("session.confirm", 1)))
    again = words(await ada.sends(call("session.suggest", pair, at, 60), {"topic": ""}))
    assert "taken by now" in again


async def test_nobody_answers_for_somebody_else(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await suggests(ada)
    eve = town.person("Eve")
    for name in ("confirm", "decline", "withdraw", "cancel"):
        assert "I do not find this session" in words(await eve.sends(call(f"session.{name}", 1)))
    assert "yourself" in words(await ada.sends(call("session.confirm", 1)))
    assert "Only who suggested" in words(await grace.sends(call("session.withdraw", 1)))
    assert "Taken back" in words(await ada.sends(call("session.withdraw", 1)))
    assert "called off" in words(await grace.sends(call("session.confirm", 1)))


async def test_without_a_mentorship_there_is_nobody_to_meet(town: Town) -> None:
    ada = town.person("Ada")
    assert "Nobody to meet yet" in words(await ada.types("/schedule"))
    assert "No sessions coming" in words(await ada.types("/sessions"))


async def test_a_time_that_no_button_ever_offered_is_refused(town: Town) -> None:
    ada, _, pair = await paired(town)
    for stamp in (0, 10**12, int(START.timestamp()), int((START + timedelta(days=199)).timestamp())):
        assert "too near or over" in words(await ada.sends(call("session.suggest", pair, stamp, 60), {"topic": ""}))


async def test_a_mentorship_that_ends_calls_its_sessions_off(town: Town) -> None:
    ada, grace, pair = await agreed(town)
    await ada.sends(call("mentorship.end", pair))
    await ada.presses("End it")
    assert "No sessions coming" in words(await grace.types("/sessions"))
    before = len(grace.dms)
    await town.passes(days=6)
    assert not [view for view in grace.dms[before:] if "You meet soon" in words(view)]


async def test_the_next_session_stands_first_at_home(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    for one in (ada, grace):
        said = words(await one.types("/home"))
        assert "Next: " in said
        assert "My exam" in said
    assert "Find an hour" in labels(await ada.types("/home"))


async def test_a_pair_with_several_mentees_chooses_whom_to_meet(town: Town) -> None:
    ada, grace, _ = await paired(town)
    bo = town.person("Bo", zone="Africa/Lagos")
    await town.pair(bo, grace)
    assert "Whom do you want to meet?" in words(await grace.types("/schedule"))
    assert "Times that suit you both" in words(await grace.presses("See times"))
    assert "Times that suit you both" in words(await ada.types("/schedule", length="30"))


async def test_pages_of_times_turn_and_say_where_one_is(town: Town) -> None:
    ada, _, _ = await paired(town)
    first = words(await ada.types("/schedule"))
    assert "1–5 of" in first
    assert "6–10 of" in words(await ada.presses("Older"))
    assert words(await ada.presses("Newer")) == first


async def test_a_new_suggestion_takes_the_place_of_the_old_one(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await suggests(ada)
    await suggests(ada)
    assert labels(await grace.types("/sessions")).count("Yes, that suits me") == 1


async def test_no_common_hour_says_what_may_help(town: Town) -> None:
    ada, grace, _ = await paired(town, "Asia/Kolkata")
    assert "share no free 60 minutes" in words(await ada.types("/schedule"))
    assert "share no free 60 minutes" in words(await grace.types("/schedule"))


async def test_a_time_cannot_be_agreed_while_the_mentorship_rests(town: Town) -> None:
    ada, grace, pair = await paired(town)
    await suggests(ada)
    await ada.sends(call("mentorship.pause", pair))
    assert "It is off" in words(await grace.sends(call("session.confirm", 1)))


async def test_what_is_over_or_unagreed_cannot_be_called_off(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await suggests(ada)
    assert "Nobody said yes to this yet" in words(await ada.sends(call("session.cancel", 1)))
    await grace.presses("Yes", from_dm=True)
    assert "settled already" in words(await grace.sends(call("session.decline", 1)))
    assert "settled already" in words(await ada.sends(call("session.withdraw", 1)))
    await town.passes(days=1)
    assert "begun already" in words(await ada.sends(call("session.cancel", 1)))


async def test_a_suggestion_that_was_waited_out_cannot_be_confirmed(town: Town) -> None:
    ada, grace, pair = await paired(town)
    at = int((START + timedelta(hours=6)).timestamp())
    await ada.sends(call("session.suggest", pair, at, 60), {"topic": ""})
    town.now = START + timedelta(hours=7)
    assert "too near or over" in words(await grace.sends(call("session.confirm", 1)))
