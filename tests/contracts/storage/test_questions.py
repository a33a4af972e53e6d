"""Quick questions keep their promises on every database."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.questions import Question, QuestionState
from tests.contracts.storage.places import HOUR, START, Place

SOON = START + HOUR


async def asked(campus: Place, text: str = "How?", topic: int = 0) -> int:
    async with campus.writing() as store:
        return await store.questions.add(campus.ada, topic, text, START)


async def found(campus: Place, question: int) -> Question:
    async with campus.writing() as store:
        kept = await store.questions.get(question)
    assert kept is not None
    return kept


async def test_a_new_question_is_open_for_its_topic(campus: Place) -> None:
    question = await asked(campus, topic=7)
    assert await found(campus, question) == Question(question, campus.ada, 7, "How?", QuestionState.OPEN, START)
    other = await asked(campus)
    async with campus.writing() as store:
        assert [one.id for one in await store.questions.open(7)] == [question]
        assert [one.id for one in await store.questions.open()] == [question, other]
        assert [one.id for one in await store.questions.of(campus.ada)] == [other, question]
        assert await store.questions.of(campus.grace) == []


async def test_of_a_hundred_claims_of_one_question_one_counts(campus: Place) -> None:
    question = await asked(campus)

    async def claims(mentor: int) -> int | None:
        async with campus.writing() as store:
            return mentor if await store.questions.claim(question, mentor, SOON, 200) else None

    people = (campus.grace, campus.eve)
    answers = await asyncio.gather(*(claims(people[number % 2]) for number in range(100)))
    [winner] = [mentor for mentor in answers if mentor is not None]
    kept = await found(campus, question)
    assert (kept.state, kept.holder, kept.held_until) == (QuestionState.HELD, winner, SOON)


async def test_a_mentor_holds_no_more_than_the_most_whatever_races(campus: Place) -> None:
    questions = [await asked(campus, str(number)) for number in range(12)]

    async def claims(question: int) -> bool:
        async with campus.writing() as store:
            return await store.questions.claim(question, campus.grace, SOON, 4)

    assert sum(await asyncio.gather(*(claims(question) for question in questions))) == 4
    async with campus.writing() as store:
        assert len(await store.questions.held_by(campus.grace)) == 4
        free = (await store.questions.open())[0].id
        assert await store.questions.claim(free, campus.eve, SOON, 1)
        assert not await store.questions.hand_over(free, campus.eve, campus.grace, SOON, 4)


async def test_only_its_holder_lets_a_question_go_hands_it_on_or_answers_it(campus: Place) -> None:
    question = await asked(campus)
    async with campus.writing() as store:
        assert await store.questions.claim(question, campus.grace, SOON, 4)
        assert not await store.questions.release(question, campus.eve)
        assert not await store.questions.hand_over(question, campus.eve, campus.ada, SOON, 4)
        assert not await store.questions.answer(question, campus.eve, "No")
        assert await store.questions.hand_over(question, campus.grace, campus.eve, SOON + HOUR, 4)
        assert not await store.questions.answer(question, campus.grace, "Too late")
        assert await store.questions.release(question, campus.eve)
    freed = await found(campus, question)
    assert (freed.state, freed.holder, freed.held_until) == (QuestionState.OPEN, 0, None)


@pytest.mark.parametrize("end", ["answered", "closed"])
async def test_an_ended_question_stays_as_it_ended(campus: Place, end: str) -> None:
    question = await asked(campus)
    async with campus.writing() as store:
        assert await store.questions.claim(question, campus.grace, SOON, 4)
        if end == "answered":
            assert await store.questions.answer(question, campus.grace, "So.")
        else:
            assert await store.questions.close(question)
    before = await found(campus, question)
    assert before.state == end
    assert (before.answer, before.holder) == (("So.", campus.grace) if end == "answered" else ("", 0))
    async with campus.writing() as store:
        assert not await store.questions.close(question)
        assert not await store.questions.claim(question, campus.grace, SOON, 4)
        assert not await store.questions.release(question, campus.grace)
        assert not await store.questions.answer(question, campus.grace, "Again")
        assert await store.questions.held_by(campus.grace) == []
        assert await store.questions.open() == []
    assert await found(campus, question) == before


async def test_held_questions_come_with_the_oldest_claim_first(campus: Place) -> None:
    questions = [await asked(campus, str(number)) for number in range(3)]
    async with campus.writing() as store:
        for question, minutes in zip(questions, (20, 10, 30), strict=True):
            assert await store.questions.claim(question, campus.grace, START + timedelta(minutes=minutes), 4)
        held = [one.id for one in await store.questions.held_by(campus.grace)]
    assert held == [questions[1], questions[0], questions[2]]


async def test_a_widened_question_says_so(campus: Place) -> None:
    question, other = await asked(campus), await asked(campus)
    async with campus.writing() as store:
        await store.questions.widen(question)
    assert [(await found(campus, one)).is_wide for one in (question, other)] == [True, False]
