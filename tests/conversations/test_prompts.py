"""Who agreed is asked at their own hour, once a local day, and can put it off, skip it, pause it and stop it."""

from datetime import timedelta

from bot.calls import call
from bot.views import View
from tests.conversations.test_checkins import checks_in, paired
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words

ASKED, NUDGED = "How is it going?", "Room for two lines?"


def said(who: Speaker, title: str) -> list[View]:
    return [view for view in who.dms if words(view).split("\n")[0] == title]


def counts(who: Speaker) -> tuple[int, int]:
    """How often they were asked and nudged."""
    return len(said(who, ASKED)), len(said(who, NUDGED))


async def agreed(town: Town, zone: str = "Africa/Lagos") -> tuple[Speaker, Speaker, int]:
    """Ada has a mentor and agreed to be asked: Mondays and Thursdays at four, her time; it is Monday, one o'clock."""
    ada, grace, pair = await paired(town)
    await ada.types("/timezone", zone=zone)
    await ada.sends(call("rhythm.agree"))
    return ada, grace, pair


async def test_nobody_is_asked_who_did_not_agree_and_everybody_is_offered_it_once(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await town.passes(days=6)
    assert counts(ada) == (0, 0)
    [offer] = said(ada, "Shall I ask how it goes?")
    assert "Mon, Thu at 16:00, your time" in words(offer)
    assert said(grace, "Shall I ask how it goes?") == []
    ada.seen = offer
    assert "I ask you Mon, Thu at 16:00" in words(await ada.presses("Yes, ask me"))
    await town.passes(days=2)
    assert counts(ada)[0] == 1


async def test_an_offer_is_not_made_to_who_agreed_already_or_where_nobody_is_asked(town: Town) -> None:
    ada, _, _ = await agreed(town)
    mo, bo = town.person("Mo", moderator=True), town.person("Bo")
    await town.pair(bo, await town.mentor("Noor"))
    await mo.types("/check-in-rhythm", is_on="0", days="Mon", at="16:00")
    await town.passes(days=3)
    assert said(ada, "Shall I ask how it goes?") == said(bo, "Shall I ask how it goes?") == []
    assert "This community asks nobody" in words(await ada.sends(call("rhythm.show")))


async def test_a_wish_that_sounds_like_danger_is_not_asked_about(town: Town) -> None:
    ada, _, _ = await paired(town)
    await ada.sends(call("checkin.write"), {"went": "Badly.", "next": "I want to die.", "audience": "private"})
    await ada.sends(call("rhythm.agree"))
    await town.passes(days=7)
    prompt = said(ada, ASKED)[0]
    assert "I want to die" not in words(prompt)
    assert "Two lines are plenty" in words(prompt)
    ada.seen = prompt
    assert "I want to die" not in words(await ada.presses("Answer"))


async def test_a_prompt_comes_at_the_local_hour_with_its_buttons_and_recalls_the_last_one(town: Town) -> None:
    ada, _, _ = await paired(town)
    await checks_in(ada, "private")
    await town.passes(days=1)
    await ada.sends(call("rhythm.agree"))
    await town.passes(days=2, hours=2, minutes=59)
    assert counts(ada) == (0, 0)
    await town.passes(minutes=1)
    [prompt] = said(ada, ASKED)
    assert "You wanted to: Finish the draft." in words(prompt)
    assert labels(prompt) == [
        "Answer",
        "In an hour",
        "This evening",
        "Tomorrow",
        "Skip this one",
        "Pause until a date",
        "Stop asking",
    ]
    assert "Your check-in" in words(await ada.presses("Answer", from_dm=True))
    assert "Noted" in words(await ada.fills(went="Well.", next="Rest.", audience="private"))
    await town.passes(days=2)
    assert counts(ada) == (1, 0)


async def test_an_unanswered_prompt_is_followed_by_one_nudge_in_waking_hours(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await ada.types("/my-rhythm", level="steady", at="20:00")
    await town.passes(hours=9)
    assert counts(ada) == (1, 0)
    await town.passes(hours=10)
    assert counts(ada) == (1, 0), "it is night in Lagos"
    await town.passes(hours=1)
    assert counts(ada) == (1, 1)
    await town.passes(days=1)
    assert counts(ada) == (1, 1)


async def test_whoever_wrote_today_is_not_asked_and_it_counts(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await checks_in(ada, "private")
    await town.passes(days=1)
    assert counts(ada) == (0, 0)
    await town.passes(days=2)
    assert "That is 2 check-ins in a row" in await checks_in(ada, "private")


async def test_an_hour_later_and_this_evening_ask_once_more_on_the_same_day(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await town.passes(hours=3)
    assert "I ask you again on" in words(await ada.presses("In an hour", from_dm=True))
    await town.passes(minutes=59)
    assert counts(ada) == (1, 0)
    await town.passes(minutes=1)
    assert counts(ada) == (1, 1)
    await ada.presses("This evening", from_dm=True)
    await town.passes(hours=2)
    assert counts(ada) == (1, 2)
    await town.passes(days=2)
    assert counts(ada) == (1, 2)


async def test_tomorrow_is_another_day_and_never_has_two(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await ada.types("/my-rhythm", level="own", days="Mon, Wed")
    await town.passes(hours=3)
    await ada.presses("Tomorrow", from_dm=True)
    await town.passes(days=1)
    assert counts(ada) == (2, 0), "Tuesday, as she wished"
    assert "I ask you again on" in words(await ada.presses("Tomorrow", from_dm=True))
    await town.passes(days=1, hours=3)
    assert counts(ada) == (3, 0), "Wednesday's own, and no second one"
    assert "This one is over" in words(await ada.sends(call("prompt.later", 739_677, "tomorrow")))


async def test_skipping_breaks_nothing_and_an_old_button_says_so(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await town.passes(hours=3)
    assert "breaks nothing" in words(await ada.presses("Skip", from_dm=True))
    assert "This one is over" in words(await ada.presses("Skip", from_dm=True))
    assert "This one is over" in words(await ada.sends(call("prompt.skip", 0)))
    await town.passes(days=1)
    assert counts(ada) == (1, 0)


async def test_a_pause_asks_nothing_until_its_day_and_can_end_before(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await town.passes(hours=3)
    await ada.presses("Pause", from_dm=True)
    assert "Type a day from tomorrow" in words(await ada.fills(until="2026-03-02"))
    assert "Mon 16 Mar 2026" in words(await ada.fills(until="2026-03-16"))
    assert "You pause until Mon 16 Mar 2026" in words(await ada.sends(call("rhythm.show")))
    await town.passes(days=13)
    assert counts(ada) == (1, 0)
    await town.passes(days=1)
    assert counts(ada) == (2, 0)
    await ada.sends(call("prompt.pause"), {"until": "2026-04-30"})
    await ada.presses("Take it up")
    await town.passes(days=3)
    assert counts(ada) == (3, 0)


async def test_stopping_stops_and_one_tap_brings_it_back(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await town.passes(hours=3)
    await ada.presses("Stop asking", from_dm=True)
    await town.passes(days=8)
    assert counts(ada) == (1, 0)
    await ada.presses("Ask me again")
    await town.passes(days=2)
    assert counts(ada) == (2, 0)


async def test_who_never_answers_is_asked_less_and_then_left_in_peace_with_a_word(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await town.passes(days=9)
    assert counts(ada)[0] == 3
    await town.passes(days=40)
    assert counts(ada) == (6, 6)
    [word] = said(ada, "I leave you in peace")
    assert labels(word) == ["Begin again", "Another rhythm"]
    ada.seen = word
    await ada.presses("Begin again")
    await town.passes(days=8)
    assert counts(ada)[0] >= 7


async def test_a_late_answer_is_welcome_and_starts_the_count_anew(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await town.passes(days=8)
    assert counts(ada)[0] == 3
    await checks_in(ada, "private")
    await town.passes(days=9)
    assert counts(ada)[0] >= 5


async def test_nothing_is_asked_while_the_mentorship_rests_and_after_it_ended_only_by_wish(town: Town) -> None:
    ada, grace, pair = await agreed(town)
    await grace.sends(call("mentorship.pause", pair))
    await town.passes(days=7)
    assert counts(ada) == (0, 0)
    await grace.sends(call("mentorship.resume", pair))
    await town.passes(days=1)
    await grace.sends(call("mentorship.ended", pair))
    await town.passes(days=9)
    assert len(said(ada, "Your check-ins rest")) == 1
    asked = counts(ada)[0]
    ada.seen = said(ada, "Your check-ins rest")[0]
    await ada.presses("Begin again")
    await town.passes(days=4)
    assert counts(ada)[0] > asked


async def test_who_left_is_asked_nothing_and_who_came_back_is(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await town.passes(hours=3)
    town.mailbox.gone.add(ada.actor.account)
    await town.passes(days=15)
    town.mailbox.gone.clear()
    before = counts(ada)
    await ada.types("/home")
    await town.passes(days=4)
    assert counts(ada)[0] == before[0] + 1


async def test_travelling_over_midnight_never_brings_two_on_one_day(town: Town) -> None:
    """Asked on Tuesday morning in Kiritimati, where it is Monday still in Honolulu."""
    ada, _, _ = await agreed(town, "Pacific/Kiritimati")
    await ada.types("/my-rhythm", level="own", days="daily", at="09:00")
    await town.passes(hours=7)
    assert counts(ada) == (1, 0)
    await ada.types("/timezone", zone="Pacific/Honolulu")
    await town.passes(hours=14)
    assert counts(ada)[0] == 1
    await town.passes(days=2)
    assert counts(ada)[0] == 2, "that Tuesday had its prompt already; Wednesday has its own"


async def test_a_clock_that_goes_back_and_forth_asks_nothing_twice(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await town.passes(days=4)
    before = counts(ada)
    for step in (-timedelta(hours=2), -timedelta(days=2), timedelta(days=2)):
        town.now += step
        await town.clockwork.tick(town.now)
    assert counts(ada) == before
    there = town.now
    town.now = there + timedelta(days=365 * 12)
    await town.clockwork.tick(town.now)
    town.now = there
    await town.clockwork.tick(town.now)
    await ada.sends(call("rhythm.agree"))
    await town.passes(days=8)
    assert counts(ada)[0] > before[0]


async def test_home_shows_what_is_asked(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await town.passes(hours=3)
    assert NUDGED in words(await ada.types("/home"))
    await checks_in(ada, "private")
    assert NUDGED not in words(await ada.types("/home"))


async def test_a_rhythm_that_cannot_be_is_refused_with_what_to_type(town: Town) -> None:
    ada, mo = town.person("Ada"), town.person("Mo", moderator=True)
    assert "I do not know the day 'funday'" in words(await ada.types("/my-rhythm", level="own", days="funday"))
    assert "These count with" in words(await ada.types("/my-rhythm", level="light", days="Mon"))
    assert "Type a time like 17:30" in words(await ada.types("/my-rhythm", level="close", at="25:00"))
    assert "I do not ask you" in words(await ada.types("/my-rhythm", level="off"))
    assert "People sleep then" in words(await mo.types("/check-in-rhythm", is_on="1", days="Mon", at="3:00"))
    assert "This is for moderators" in words(await ada.types("/check-in-rhythm", is_on="1", days="Mon", at="16:00"))


async def test_a_new_rhythm_of_the_community_holds_at_once(town: Town) -> None:
    ada, _, _ = await agreed(town)
    mo = town.person("Mo", moderator=True)
    assert "[Mon, Thu]" in words(await mo.types("/check-in-rhythm"))
    assert "every day at 14:30" in words(await mo.fills(is_on="1", days="every day", at="2:30 pm"))
    await town.passes(hours=1, minutes=30)
    assert counts(ada) == (1, 0)
    assert "Off" in words(await mo.types("/check-in-rhythm", is_on="0", days="every day", at="14:30"))
    await town.passes(days=3)
    assert counts(ada)[0] == 1
