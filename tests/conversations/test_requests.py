"""A student asks, a mentor answers, and nobody waits in silence."""

from bot.calls import call
from bot.views import Form, Listing
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def asks(ada: Speaker, mentor: Speaker, note: str = "Please help me with statistics.") -> str:
    return words(await ada.sends(call("request.make", await ada.town.id(mentor)), {"note": note}))


async def test_ada_asks_and_grace_accepts(town: Town) -> None:
    ada, grace = town.person("Ada", zone="Asia/Kolkata"), await town.mentor("Grace")
    await ada.types("/find-mentor", topic="statistics")
    form = await ada.presses("Request")
    assert isinstance(form, Form)
    assert "Only this mentor reads it" in words(form)
    assert "on its way" in words(await ada.fills(note="I fear my statistics exam."))
    assert "I fear my statistics exam." in words(grace.last_dm)
    assert labels(grace.last_dm) == ["Accept", "Decline", "Ask a question", "Accept and pause me"]
    assert "You have a mentee" in words(await grace.presses("Accept", from_dm=True))
    assert len(ada.dms) == 1
    assert "Grace" in words(ada.last_dm)


async def test_a_request_shows_the_mentor_who_asks(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    typed = {"goals": "Pass the exam", "topics": "statistics", "languages": "English", "week": "Mon 18-20"}
    await ada.sends(call("student.edit"), {**typed, "zone": "Lagos"})
    await asks(ada, grace)
    said = words(grace.last_dm)
    assert all(part in said for part in ("Pass the exam", "tatistics", "English", "Mon 18:00"))


async def test_a_mentor_who_forgets_is_nudged_twice_and_then_the_request_closes_for_both(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await asks(ada, grace)
    await town.passes(days=1)
    assert len(grace.dms) == 1
    await town.passes(days=2)
    assert len(grace.dms) == 2
    assert "still waits for your answer" in words(grace.last_dm)
    await town.passes(days=5)
    assert len(grace.dms) == 3
    assert not ada.dms
    await town.passes(days=7)
    assert "is closed: no answer came" in words(ada.last_dm)
    assert "Who fits next best" in labels(ada.last_dm)
    assert "paused you" in words(grace.last_dm)
    await town.passes(days=30)
    assert (len(ada.dms), len(grace.dms)) == (1, 4)


async def test_a_nudge_comes_in_the_mentors_waking_hours(town: Town) -> None:
    ada, kenji = town.person("Ada"), await town.mentor("Kenji", zone="Asia/Tokyo")
    await town.passes(hours=4)
    await asks(ada, kenji)
    await town.passes(days=2, hours=7)
    assert len(kenji.dms) == 1
    await town.passes(hours=1)
    assert len(kenji.dms) == 2


async def test_a_dormant_mentor_is_back_by_one_tap(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await asks(ada, grace)
    await town.passes(days=15)
    found = await ada.types("/find-mentor", topic="statistics")
    assert "Grace" not in words(found)
    await grace.presses("Take requests again", from_dm=True)
    assert "Grace" in words(await ada.types("/find-mentor", topic="statistics"))


async def test_a_no_is_kind_and_offers_the_next_best_with_the_text_kept(town: Town) -> None:
    ada, grace, noor = town.person("Ada"), await town.mentor("Grace"), await town.mentor("Noor")
    await asks(ada, grace, "I need somebody patient.")
    await grace.presses("Decline", from_dm=True)
    await grace.fills(reason="Exam season here too, sorry.")
    said = words(ada.last_dm)
    assert "Exam season here too" in said
    assert "says nothing about you" in said
    form = await town.app.form(ada.actor, call("request.make", await town.id(noor)), now=town.now)
    assert isinstance(form, Form)
    assert form.fields[0].value == "I need somebody patient."
    assert "can ask again in 30 days" in await asks(ada, grace)
    await town.passes(days=31)
    assert "on its way" in await asks(ada, grace)


async def test_a_question_back_hands_the_word_over_and_restarts_the_clock(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await asks(ada, grace)
    await town.passes(days=6)
    await grace.presses("Ask a question", from_dm=True)
    await grace.fills(question="Which course is it?")
    assert "Which course is it?" in words(ada.last_dm)
    graces = len(grace.dms)
    await town.passes(days=3)
    assert len(grace.dms) == graces
    assert len(ada.dms) == 2
    await ada.presses("Answer", from_dm=True)
    await ada.fills(reply="Methods two.")
    assert "Methods two." in words(grace.last_dm)
    await grace.presses("Accept", from_dm=True)
    assert "Grace" in words(await ada.types("/mentorships"))


async def test_a_question_nobody_answers_closes_without_blame_for_the_mentor(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await asks(ada, grace)
    await grace.presses("Ask a question", from_dm=True)
    await grace.fills(question="Which course is it?")
    await town.passes(days=15)
    assert "is closed" in words(ada.last_dm)
    assert "no answer came" not in words(ada.last_dm)
    assert "Free places" in words(await grace.types("/mentor profile"))


async def test_the_first_yes_closes_the_other_requests_with_a_word(town: Town) -> None:
    ada, grace, noor = town.person("Ada"), await town.mentor("Grace"), await town.mentor("Noor")
    await asks(ada, grace)
    await asks(ada, noor)
    await grace.presses("Accept", from_dm=True)
    assert "has found a mentor" in words(noor.last_dm)
    assert "answered already" in words(await noor.sends(call("request.accept", 2)))


async def test_withdrawing_needs_no_reason_and_tells_the_mentor(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await asks(ada, grace)
    await ada.types("/requests")
    await ada.presses("Withdraw")
    assert "took their request back" in words(grace.last_dm)
    assert "answered already" in words(await ada.sends(call("request.withdraw", 1)))
    assert "on its way" in await asks(ada, grace)


async def test_at_most_three_requests_are_open_at_once(town: Town) -> None:
    ada = town.person("Ada")
    mentors = [await town.mentor(name) for name in ("Grace", "Noor", "Mei", "Ravi")]
    for mentor in mentors[:3]:
        assert "on its way" in await asks(ada, mentor)
    form = await ada.sends(call("request.make", await town.id(mentors[3])), {"note": "Please?"})
    assert "3 open requests" in words(form)
    assert isinstance(form, Form)
    assert form.fields[0].value == "Please?"


async def test_who_cannot_be_asked(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace", capacity=1)
    assert "do not find this mentor" in words(await ada.sends(call("request.make", 999), {"note": "Hello"}))
    assert "do not find this mentor" in words(
        await grace.sends(call("request.make", await town.id(ada)), {"note": "Hello"})
    )
    assert "That is you" in words(await grace.sends(call("request.make", await town.id(grace)), {"note": "Hello"}))
    await asks(ada, grace)
    assert "asked this mentor already" in await asks(ada, grace)
    await grace.presses("Accept", from_dm=True)
    assert "a pair already" in await asks(ada, grace)
    assert "takes nobody new" in await asks(town.person("Bo"), grace)


async def test_the_last_place_goes_to_one_and_the_other_is_told(town: Town) -> None:
    ada, bo, grace = town.person("Ada"), town.person("Bo"), await town.mentor("Grace", capacity=1)
    await asks(ada, grace)
    await asks(bo, grace)
    await grace.types("/requests")
    assert "You have a mentee" in words(await grace.presses("Accept"))
    assert "places are all taken" in words(await grace.sends(call("request.accept", 2)))
    assert "Bo" in words(await grace.types("/requests"))


async def test_accept_and_pause_takes_one_and_hides_the_mentor(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace", capacity=5)
    await asks(ada, grace)
    said = await grace.presses("Accept and pause me", from_dm=True)
    assert "Nobody else is sent to you" in words(said)
    assert "Grace" not in words(await town.person("Bo").types("/find-mentor", topic="statistics"))
    await grace.presses("Take requests again")
    assert "Grace" in words(await town.person("Bo").types("/find-mentor", topic="statistics"))


async def test_two_who_ask_each_other_are_a_pair_at_once(town: Town) -> None:
    ada, grace = await town.mentor("Ada"), await town.mentor("Grace")
    await asks(ada, grace)
    assert "asked each other" in words(
        await grace.sends(call("request.make", await town.id(ada)), {"note": "You too?"})
    )
    assert "Ada" in words(await grace.types("/mentorships"))


async def test_a_stranger_cannot_touch_a_request(town: Town) -> None:
    ada, grace, eve = town.person("Ada"), await town.mentor("Grace"), await town.mentor("Eve")
    await asks(ada, grace)
    texts = {"question": "?", "reply": "!", "reason": "no"}
    for verb in ("accept", "accept_and_pause", "decline", "question", "reply", "withdraw"):
        said = await eve.sends(call(f"request.{verb}", 1), texts)
        assert "do not find this request" in words(said), verb
    assert "do not find this request" in words(await ada.sends(call("request.accept", 1)))
    assert "do not find this request" in words(await grace.sends(call("request.withdraw", 1)))
    assert "Ada" in words(await grace.types("/requests"))


async def test_an_answered_request_cannot_be_answered_again(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await asks(ada, grace)
    await grace.presses("Accept", from_dm=True)
    for verb, text in (("accept", ""), ("decline", "x"), ("question", "x"), ("reply", "x")):
        speaker = ada if verb == "reply" else grace
        typed = {"reason": text, "question": text, "reply": text}
        assert "answered already" in words(await speaker.sends(call(f"request.{verb}", 1), typed)), verb


async def test_home_shows_who_owes_what_until_when(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await asks(ada, grace)
    assert "You wait for Grace, until Mon 16 Mar 2026" in words(await ada.types("/home"))
    home = await grace.types("/home")
    assert isinstance(home, Listing)
    assert "Would you mentor somebody?" in words(home)
    assert "You have a mentee" in words(await grace.presses("Accept"))


async def test_requests_lists_both_directions(town: Town) -> None:
    ada, grace = await town.mentor("Ada"), await town.mentor("Grace")
    bo = town.person("Bo")
    assert "No open requests" in words(await ada.types("/requests"))
    await asks(ada, grace, "From Ada to Grace")
    await asks(bo, ada, "From Bo to Ada")
    said = words(await ada.types("/requests"))
    assert "From Bo" in said
    assert "To Grace" in said
    await grace.presses("Ask a question", from_dm=True)
    await grace.fills(question="Why me?")
    assert "Answer their question" in labels(await ada.types("/requests"))


async def test_a_mentor_who_stops_hands_their_requests_on(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await asks(ada, grace)
    await grace.types("/mentor stop")
    assert "Thank you for the time you gave" in words(await grace.presses("Stop mentoring"))
    assert "the mentor has stopped" in words(ada.last_dm)
    assert "Who fits next best" in labels(ada.last_dm)
    assert "to become one" in words(await grace.types("/mentor pause"))


async def test_a_mentor_who_just_took_somebody_on_is_not_paused_for_one_missed_request(town: Town) -> None:
    ada, bo, grace = town.person("Ada"), town.person("Bo"), await town.mentor("Grace", capacity=3)
    await asks(ada, grace)
    await town.passes(days=10)
    await town.pair(bo, grace)
    await town.passes(days=5)
    assert "no answer came" in words(ada.last_dm)
    assert not [view for view in grace.dms if "paused you" in words(view)]


async def test_a_mentor_who_asks_somebody_back_is_not_paused_for_another_request(town: Town) -> None:
    ada, bo, grace = town.person("Ada"), town.person("Bo"), await town.mentor("Grace", capacity=3)
    await asks(ada, grace)
    await town.passes(days=10)
    await asks(bo, grace)
    await grace.presses("Ask a question", from_dm=True)
    await grace.fills(question="Which course is it for?")
    await town.passes(days=5)
    assert "no answer came" in words(ada.last_dm)
    assert not [view for view in grace.dms if "paused you" in words(view)]
