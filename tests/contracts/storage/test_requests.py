"""Requests keep their promises on every database."""

import asyncio

import pytest

from bot.domain.requests import RequestState
from tests.contracts.storage.places import HOUR, START, Place

DECIDED = (RequestState.ACCEPTED, RequestState.DECLINED, RequestState.WITHDRAWN, RequestState.CLOSED)


async def made(campus: Place, mentor: int, note: str = "Help") -> int:
    async with campus.writing() as store:
        request = await store.requests.add(campus.ada, mentor, note, START)
    assert request is not None
    return request


async def test_of_a_hundred_requests_between_two_people_one_is_made(campus: Place) -> None:
    async def asks() -> int | None:
        async with campus.writing() as store:
            return await store.requests.add(campus.ada, campus.grace, "Help", START)

    answers = await asyncio.gather(*(asks() for _ in range(100)))
    [winner] = [answer for answer in answers if answer is not None]
    async with campus.writing() as store:
        assert [request.id for request in await store.requests.open_of(campus.ada)] == [winner]


async def test_of_a_hundred_decisions_one_counts(campus: Place) -> None:
    request = await made(campus, campus.grace)

    async def decides(number: int) -> tuple[RequestState, bool]:
        state = DECIDED[number % len(DECIDED)]
        async with campus.writing() as store:
            return state, await store.requests.decide(request, state, START + HOUR, f"reason {number}")

    answers = await asyncio.gather(*(decides(number) for number in range(100)))
    [winner] = [state for state, counted in answers if counted]
    async with campus.writing() as store:
        found = await store.requests.get(request)
    assert found is not None
    assert found.state is winner


@pytest.mark.parametrize("state", DECIDED)
async def test_a_decided_request_stays_decided_and_makes_room_for_another(campus: Place, state: RequestState) -> None:
    request = await made(campus, campus.grace)
    async with campus.writing() as store:
        assert await store.requests.decide(request, state, START + HOUR, "Because")
        assert not await store.requests.decide(request, RequestState.ACCEPTED, START, "Again")
        found = await store.requests.get(request)
        assert found is not None
        assert (found.state, found.decided_at, found.reason) == (state, START + HOUR, "Because")
        again = await store.requests.add(campus.ada, campus.grace, "Once more", START + HOUR)
        latest = await store.requests.between(campus.ada, campus.grace)
    assert latest is not None
    assert latest.id == again


async def test_a_refused_request_spoils_nothing_else_in_its_transaction(campus: Place) -> None:
    first = await made(campus, campus.grace)
    async with campus.writing() as store:
        assert await store.requests.add(campus.ada, campus.grace, "Twice", START) is None
        second = await store.requests.add(campus.ada, campus.eve, "You too", START)
    async with campus.writing() as store:
        assert [request.id for request in await store.requests.open_of(campus.ada)] == [first, second]
        assert [request.id for request in await store.requests.open_to(campus.eve)] == [second]


async def test_two_may_ask_each_other(campus: Place) -> None:
    await made(campus, campus.grace)
    async with campus.writing() as store:
        assert await store.requests.add(campus.grace, campus.ada, "And you me", START) is not None


async def test_only_open_requests_are_listed_and_the_newest_is_the_last(campus: Place) -> None:
    first, second = await made(campus, campus.grace, "one"), await made(campus, campus.eve, "two")
    async with campus.writing() as store:
        await store.requests.decide(second, RequestState.WITHDRAWN, START)
        assert [request.id for request in await store.requests.open_of(campus.ada)] == [first]
        assert await store.requests.open_to(campus.eve) == []
        last = await store.requests.last_of(campus.ada)
        assert last is not None
        assert (last.id, last.note) == (second, "two")
        assert await store.requests.last_of(campus.grace) is None
        assert await store.requests.between(campus.grace, campus.ada) is None


async def test_a_new_question_clears_the_reply_to_the_old_one(campus: Place) -> None:
    request = await made(campus, campus.grace)
    async with campus.writing() as store:
        await store.requests.ask(request, "Which course?")
        await store.requests.reply(request, "Statistics")
        found = await store.requests.get(request)
        assert found is not None
        assert (found.question, found.reply) == ("Which course?", "Statistics")
        await store.requests.ask(request, "Which year?")
        found = await store.requests.get(request)
    assert found is not None
    assert (found.question, found.reply) == ("Which year?", "")
