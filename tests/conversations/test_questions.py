"""A quick question finds one mentor who answers it, and whoever asked is never left in the dark."""

import asyncio

from bot.calls import call
from bot.views import Form
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def asks(ada: Speaker, question: str = "What is a p-value?", topic: str = "statistics") -> str:
    return words(await ada.types("/ask", question=question, topic=topic))


async def test_a_question_goes_to_mentors_of_its_topic_and_one_answers(town: Town) -> None:
    grace, noor, ada = await town.mentor("Grace"), await town.mentor("Noor", topics="Python"), town.person("Ada")
    assert "If nobody has taken it by Tue 3 Mar" in await asks(ada)
    assert "What is a p-value?" in words(grace.last_dm)
    assert "Statistics" in words(grace.last_dm)
    assert not noor.dms
    assert "Yours until" in words(await grace.presses("I take it", from_dm=True))
    await grace.presses("Answer")
    assert "has your answer" in words(await grace.fills(answer="A measure of surprise."))
    assert "Grace answers:\nA measure of surprise." in words(ada.last_dm)
    assert "Ask them to mentor me" in labels(ada.last_dm)
    await ada.presses("Thanks, solved", from_dm=True)
    assert "Ada says thank you" in words(grace.last_dm)
    await town.passes(days=3)
    assert len(ada.dms) == 1


async def test_with_a_channel_the_question_is_posted_there_for_all_to_see(town: Town) -> None:
    await town.opens_channel("mentors")
    grace, ada = await town.mentor("Grace", topics="Python"), town.person("Ada")
    await asks(ada)
    assert not grace.dms
    [post] = town.channel("mentors")
    assert "Ada asks" in words(post)
    assert labels(post) == ["I take it"]
    assert "You have this question" in words(await grace.sends(call("question.claim", 1)))


async def test_a_form_says_who_reads_it_before_anything_is_written(town: Town) -> None:
    form = await town.person("Ada").types("/ask")
    assert isinstance(form, Form)
    assert "Mentors see it with your name" in words(form)


async def test_two_topics_are_asked_one_at_a_time(town: Town) -> None:
    form = await town.person("Ada").types("/ask", question="Help?", topic="statistics, Python")
    assert isinstance(form, Form)
    assert "Pick one topic" in words(form)
    assert form.fields[0].value == "Help?"


async def test_a_hold_ends_with_a_reminder_and_without_blame(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    await asks(ada)
    await grace.presses("I take it", from_dm=True)
    await town.passes(minutes=26)
    assert "You have this question" in words(grace.last_dm)
    await town.passes(minutes=5)
    assert "could not get to it" in words(ada.last_dm)
    assert "No harm done" in words(grace.last_dm)
    assert "do not find this question" in words(await grace.sends(call("question.answer", 1), {"answer": "Late"}))
    await grace.presses("Take it again", from_dm=True)
    await grace.presses("Answer")
    await grace.fills(answer="Here it is.")
    assert "Here it is." in words(ada.last_dm)


async def test_letting_go_opens_the_question_for_the_others(town: Town) -> None:
    grace, noor, ada = await town.mentor("Grace"), await town.mentor("Noor"), town.person("Ada")
    await asks(ada)
    await grace.presses("I take it", from_dm=True)
    assert "Somebody else has this question" in words(await noor.sends(call("question.claim", 1)))
    await town.passes(minutes=1)
    await grace.presses("Let it go")
    assert "You have this question" in words(await noor.presses("I take it", from_dm=True))


async def test_handing_over_gives_it_to_another_mentor(town: Town) -> None:
    grace, noor, ada = await town.mentor("Grace"), await town.mentor("Noor", topics="Python"), town.person("Ada")
    await asks(ada)
    await grace.presses("I take it", from_dm=True)
    for nobody in (ada, grace):
        form = await grace.sends(call("question.hand_over", 1), {"to": nobody.actor.account})
        assert isinstance(form, Form), words(form)
    assert "Noor has it now" in words(await grace.sends(call("question.hand_over", 1), {"to": noor.actor.account}))
    assert "You have this question" in words(noor.last_dm)
    assert "do not find this question" in words(await grace.sends(call("question.answer", 1), {"answer": "x"}))
    await noor.sends(call("question.answer", 1), {"answer": "From Noor"})
    assert "From Noor" in words(ada.last_dm)


async def test_nobody_within_a_day_asks_everybody_and_then_says_so_honestly(town: Town) -> None:
    grace, noor, ada = await town.mentor("Grace"), await town.mentor("Noor", topics="Python"), town.person("Ada")
    await asks(ada)
    await town.passes(days=1, minutes=1)
    assert "I asked all mentors" in words(ada.last_dm)
    assert "What is a p-value?" in words(noor.last_dm)
    assert len(grace.dms) == 2
    await town.passes(days=1, minutes=1)
    assert "nobody has taken your question" in words(ada.last_dm)
    assert "Find a mentor" in labels(ada.last_dm)
    await town.passes(days=9)
    assert len(ada.dms) == 2
    assert "You have this question" in words(await noor.presses("I take it", from_dm=True))


async def test_taking_a_question_back_tells_whoever_works_on_it(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    await asks(ada)
    await grace.presses("I take it", from_dm=True)
    await ada.types("/questions")
    assert "Closed" in words(await ada.presses("No longer needed"))
    assert "does not need an answer any more" in words(grace.last_dm)
    assert "answered or closed already" in words(await ada.sends(call("question.close", 1)))
    assert "Somebody else has" in words(await grace.sends(call("question.claim", 1)))


async def test_questions_shows_what_one_holds_can_take_and_asked(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    assert "asked nothing yet" in words(await ada.types("/questions"))
    for number in range(4):
        await asks(ada, f"Question {number}?")
    await asks(ada, "A Python question?", "Python")
    await grace.sends(call("question.claim", 1))
    first = await grace.types("/questions")
    assert "You hold: Ada" in words(first)
    assert "A Python question" not in words(first)
    assert labels(first).count("I take it") == 3
    mine = await ada.types("/questions")
    assert "Nobody has it yet" in words(mine)
    assert "Somebody is on it" in words(mine)


async def test_blocked_people_never_meet_over_a_question(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    await grace.sends(call("block.do", await town.id(ada)))
    await asks(ada)
    assert not grace.dms
    assert "do not find this question" in words(await grace.sends(call("question.claim", 1)))
    assert "p-value" not in words(await grace.types("/questions"))


async def test_who_may_not_touch_a_question(town: Town) -> None:
    grace, eve, ada = await town.mentor("Grace"), await town.mentor("Eve"), town.person("Ada")
    await asks(ada)
    await grace.presses("I take it", from_dm=True)
    for verb, typed in (("answer", {"answer": "x"}), ("release", {}), ("hand_over", {"to": grace.actor.account})):
        assert "do not find this question" in words(await eve.sends(call(f"question.{verb}", 1), typed)), verb
    for verb in ("close", "solved"):
        assert "do not find this question" in words(await eve.sends(call(f"question.{verb}", 1))), verb
    assert "not answered yet" in words(await ada.sends(call("question.solved", 1)))
    assert "for mentors" in words(await ada.sends(call("question.claim", 1)))
    assert "do not find this question" in words(await eve.sends(call("question.claim", 99)))
    own = await eve.sends(call("question.ask"), {"question": "Mine?"})
    assert "Asked" in words(own)
    assert "do not find this question" in words(await eve.sends(call("question.claim", 2)))


async def test_of_a_hundred_claims_of_one_question_one_wins(town: Town) -> None:
    ada = town.person("Ada")
    mentors = [await town.mentor(f"M{number}") for number in range(10)]
    await asks(ada)
    claims = (
        town.app.answer(mentor.actor, call("question.claim", 1), now=town.now) for mentor in mentors for _ in range(10)
    )
    said = [words(view) for view in await asyncio.gather(*claims)]
    assert sum("You have this question" in one for one in said) == 1


async def test_a_mentor_holds_four_at_most_however_fast_they_press(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    for number in range(10):
        await asks(ada, f"Question {number}?")
    claims = (town.app.answer(grace.actor, call("question.claim", n), now=town.now) for n in range(1, 11))
    said = [words(view) for view in await asyncio.gather(*claims)]
    assert sum("You have this question" in one for one in said) == 4
    assert sum("as many questions as you may" in one for one in said) == 6
    left = next(n for n, one in enumerate(said, 1) if "as many questions" in one)
    noor = await town.mentor("Noor")
    await noor.sends(call("question.claim", left))
    handed = await noor.sends(call("question.hand_over", left), {"to": grace.actor.account})
    assert "They hold as many" in words(handed)
