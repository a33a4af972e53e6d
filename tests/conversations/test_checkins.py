"""A check-in takes a minute, is read by whom its author chose, and gets a word back."""

from bot.calls import call
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words

WENT, NEXT = "I read two papers.", "Finish the draft."


async def paired(town: Town) -> tuple[Speaker, Speaker, int]:
    ada, grace = town.person("Ada", zone="Africa/Lagos"), await town.mentor("Grace")
    return ada, grace, await town.pair(ada, grace)


async def checks_in(who: Speaker, audience: str = "mentors", **typed: str) -> str:
    await who.types("/check-in")
    said = await who.fills(**{"went": WENT, "next": NEXT, "audience": audience, **typed})
    return words(await who.presses("I agree") if "I agree, share it" in labels(said) else said)


def about_check_ins(who: Speaker) -> list[str]:
    return [words(view) for view in who.dms if "checked in" in words(view)]


async def test_the_form_says_who_reads_it_and_suggests_nobody_until_somebody_agreed(town: Town) -> None:
    ada, _, _ = await paired(town)
    form = words(await ada.types("/check-in"))
    assert "the mentors you are paired with, or nobody but you" in form
    assert "Who reads this? Needed until you agree to share by default. Moderators never read it []" in form
    assert "Pick who reads this" in words(await ada.fills(went=WENT, next=NEXT))
    assert "only you can read it so far" in words(await ada.fills(audience="mentors"))
    said = words(await ada.presses("I agree"))
    assert "Grace can read it and answer." in said
    assert "A beginning. That counts." in said
    assert "You agreed to share" in words(await ada.presses("Share by default"))
    await town.passes(days=1)
    assert "[mentors]" in words(await ada.types("/check-in"))
    assert "Grace can read it" in await checks_in(ada, "")
    await ada.sends(call("checkin.share", 0))
    await town.passes(days=1)
    assert "[mentors]" not in words(await ada.types("/check-in"))


async def test_the_next_form_recalls_what_was_wanted(town: Town) -> None:
    ada, _, _ = await paired(town)
    assert "You wanted" not in words(await ada.types("/check-in"))
    await checks_in(ada)
    await town.passes(days=1)
    assert "You wanted to: Finish the draft." in words(await ada.types("/check-in"))


async def test_a_mentor_reads_a_shared_one_once_and_a_word_back_arrives(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await checks_in(ada, mood="4")
    await checks_in(ada, went="I read three papers.")
    [said] = about_check_ins(grace)
    assert WENT in said
    assert "4 (good)" in said
    assert labels(grace.last_dm) == ["Well done", "I feel with you", "Write a line", "Let us talk"]
    assert "They hear it" in words(await grace.presses("Well done", from_dm=True))
    assert "Grace: Well done." in words(ada.last_dm)
    assert "You said that already" in words(await grace.presses("Well done", from_dm=True))
    await grace.presses("Write a line", from_dm=True)
    assert "Sent" in words(await grace.fills(line="Three! Tell me about the second."))
    assert "Grace: Three! Tell me about the second." in words(ada.last_dm)
    shown = words(await ada.presses("See it", from_dm=True))
    assert "What came back: Grace: Well done." in shown
    assert "I read three papers." in shown
    assert "Times that suit you both" in words(await grace.presses("Let us talk", from_dm=True))


async def test_something_in_the_way_is_said_kindly_and_once_also_when_it_is_added_later(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await checks_in(ada)
    await checks_in(ada, blockers="I cannot sleep.")
    await checks_in(ada, blockers="I cannot sleep well.")
    plain, kind = about_check_ins(grace)
    assert "something is in the way" not in plain
    assert "Your mentee may need a word" in kind
    assert "I cannot sleep." in kind


async def test_a_private_one_reaches_nobody_and_making_it_private_closes_it(town: Town) -> None:
    ada, grace, _ = await paired(town)
    assert "Only you read it." in await checks_in(ada, "private")
    assert about_check_ins(grace) == []
    stays = "A message that somebody has already stays with them."
    assert stays not in await checks_in(ada)
    assert len(about_check_ins(grace)) == 1
    assert f"Only you read it. {stays}" in await checks_in(ada, "private")
    assert stays not in await checks_in(ada, "private")
    assert "I do not find this check-in" in words(await grace.presses("Well done", from_dm=True))


async def test_on_the_same_local_day_the_form_comes_filled_and_the_next_day_it_is_empty(town: Town) -> None:
    ada, _, _ = await paired(town)
    await checks_in(ada, "private", blockers="Noise", mood="2")
    form = words(await ada.types("/check-in"))
    assert all(f"[{value}]" in form for value in (WENT, NEXT, "Noise", "2", "private"))
    assert "Changed" in await checks_in(ada, "private")
    await town.passes(hours=11)
    assert "[]" in words(await ada.types("/check-in"))
    assert "Noted" in await checks_in(ada, "private")


async def test_the_history_turns_pages_and_one_can_be_forgotten(town: Town) -> None:
    ada, grace, _ = await paired(town)
    assert "No check-ins of yours yet" in words(await ada.types("/check-ins"))
    for day in range(7):
        await checks_in(ada, "mentors" if day else "private", went=f"Day {day}.")
        await town.passes(days=1)
    first = words(await ada.types("/check-ins"))
    assert "Day 6." in first
    assert "Day 1." not in first
    second = words(await ada.presses("Older"))
    assert "Day 0." in second
    assert "Only you read it." in second
    assert "Day 6." in words(await ada.presses("Newer"))
    await ada.presses("Delete")
    assert "Deleted" in words(await ada.presses("Delete it"))
    assert "Day 6." not in words(await ada.types("/check-ins"))
    assert "I do not find" in words(await ada.sends(call("checkin.deleted", 7)))
    assert "I do not find" in words(await grace.sends(call("checkin.deleted", 2)))
    assert "I do not find" in words(await grace.sends(call("checkin.show", 2)))


async def test_the_history_says_who_reads_one_and_that_it_ends_with_the_mentorship(town: Town) -> None:
    ada, grace, pair = await paired(town)
    await checks_in(ada)
    one = "Shared with your mentor, who reads it while they mentor you."
    assert one in words(await ada.types("/check-ins"))
    await grace.sends(call("mentorship.ended", pair))
    assert one in words(await ada.types("/check-ins"))
    await town.passes(days=1)
    await checks_in(ada)
    assert "Only you read it." in words(await ada.sends(call("checkin.show", 2)))
    for name in ("Olu", "Noor"):
        await town.pair(ada, await town.mentor(name))
    await checks_in(ada)
    assert "Shared with your mentors, who read it" in words(await ada.sends(call("checkin.show", 2)))


async def test_what_is_deleted_before_it_was_delivered_is_not_told(town: Town) -> None:
    ada, grace, _ = await paired(town)
    town.mailbox.hiccups = 1
    await checks_in(ada)
    await ada.sends(call("checkin.deleted", 1))
    await town.passes(hours=2)
    assert about_check_ins(grace) == []


async def test_without_a_mentor_a_shared_one_says_that_nobody_reads_it(town: Town) -> None:
    ada = town.person("Ada")
    assert "nobody but you reads it" in await checks_in(ada)


async def test_a_reaction_that_is_none_and_an_own_check_in_are_refused(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await checks_in(ada)
    assert "I do not know this reaction" in words(await grace.sends(call("checkin.react", 1, "line")))
    assert "I do not find this check-in" in words(await ada.sends(call("checkin.react", 1, "done")))


async def test_a_check_in_is_a_sign_of_life_of_the_pair(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await town.passes(days=6)
    await checks_in(ada)
    await town.passes(days=3)
    assert not [view for view in (*ada.dms, *grace.dms) if "I have not heard of you" in words(view)]


async def test_whoever_writes_at_a_rested_time_counts_weeks_and_is_never_blamed(town: Town) -> None:
    ada = town.person("Ada")
    for _ in range(3):
        said = await checks_in(ada, "private")
        await town.passes(days=7)
    assert "3 weeks in a row, your best so far" in said
    await town.passes(days=60)
    assert "Good to have you back." in await checks_in(ada, "private")
    await town.passes(days=7)
    assert "That is 2 weeks in a row, your best is 3." in await checks_in(ada, "private")


async def test_a_second_one_typed_on_the_same_day_replaces_nothing_unseen(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await checks_in(ada, mood="4")
    form = words(await ada.types("/check-in", went="I slept.", next=NEXT, audience="private"))
    assert "You checked in today already, and nothing is changed yet." in form
    assert f"[{WENT}\nI slept.]" in form
    assert f"[{NEXT}]" in form
    assert "They hear it" in words(await grace.presses("Well done", from_dm=True))
    assert WENT in words(await ada.sends(call("checkin.show", 1)))
    await ada.types("/check-in", went="I slept.", next=NEXT)
    assert "Changed" in words(await ada.fills())
    kept = words(await ada.sends(call("checkin.show", 1)))
    assert f"{WENT}\nI slept." in kept
    assert "4 (good)" in kept
    assert "Well done" in kept


async def test_what_does_not_fit_below_todays_stands_alone_in_the_form(town: Town) -> None:
    ada, _, _ = await paired(town)
    await checks_in(ada, "private")
    form = words(await ada.types("/check-in", went="x" * 800, next=NEXT, audience="private"))
    assert f"[{'x' * 800}]" in form
    assert WENT in words(await ada.sends(call("checkin.show", 1)))


async def test_a_low_mood_or_something_in_the_way_offers_sympathy_first(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await checks_in(ada, mood="2")
    assert labels(grace.last_dm)[:2] == ["I feel with you", "Well done"]
    await town.passes(days=1)
    await checks_in(ada, blockers="I cannot sleep.")
    assert labels(grace.last_dm)[:2] == ["I feel with you", "Well done"]


async def test_what_was_wanted_long_ago_is_not_recalled(town: Town) -> None:
    ada, _, _ = await paired(town)
    await checks_in(ada, "private")
    await town.passes(days=14)
    assert "You wanted to" in words(await ada.types("/check-in"))
    await town.passes(days=1)
    assert "You wanted to" not in words(await ada.types("/check-in"))


async def test_a_mentor_without_check_ins_is_shown_the_way_to_their_mentees(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await checks_in(ada)
    assert "What your mentees share with you: /mentees" in words(await grace.types("/check-ins"))
    assert "Your mentees" in words(await grace.presses("Your mentees"))
    assert "mentees" not in words(await town.person("Bo").types("/check-ins"))
