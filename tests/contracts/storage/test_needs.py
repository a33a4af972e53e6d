"""What may need a moderator is counted alike on every database."""

from datetime import timedelta

from bot.calls import call
from bot.domain.mentors import StudentProfile
from bot.domain.mentorships import Outcome
from bot.ports.obligations import Obligation
from bot.ports.programme import Needs
from bot.ports.store import Store
from tests.contracts.storage.places import START, Place, plan

WEEK = timedelta(weeks=1)


async def needs(store: Store, days: int = 0) -> Needs:
    now = START + timedelta(days=days)
    return await store.programme.needs(now, now - WEEK, now + WEEK)


async def test_a_student_looks_until_a_pair_runs_or_was_completed(campus: Place) -> None:
    async with campus.writing() as store:
        assert (await needs(store)).unmatched == 0, "who only came in looks for nothing"
        await store.students.save(StudentProfile(campus.eve, "UTC", "Finish my thesis"))
        await store.requests.add(campus.ada, campus.grace, "Please", START)
        assert (await needs(store)).unmatched == 2
        pair = await store.mentorships.add(campus.ada, campus.grace, START)
        assert pair is not None
        assert (await needs(store)).unmatched == 1
        await store.mentorships.end(pair, Outcome.ENDED_EARLY, campus.ada, START)
        assert (await needs(store)).unmatched == 2
        await store.mentorships.reopen(pair, START)
        await store.mentorships.end(pair, Outcome.COMPLETED, campus.ada, START)
        assert (await needs(store)).unmatched == 1


async def test_a_pair_is_quiet_after_its_time_unless_it_rests_or_has_agreed_to_meet(campus: Place) -> None:
    async with campus.writing() as store:
        pair = await store.mentorships.add(campus.ada, campus.grace, START)
        assert pair is not None
        assert [(await needs(store, days)).quiet for days in (6, 7)] == [0, 1]
        await store.mentorships.pause(pair, None)
        assert (await needs(store, 7)).quiet == 0
        await store.mentorships.resume(pair, START)
        session = await store.sessions.propose(plan(pair, campus.ada, campus.grace, START + timedelta(days=9)))
        assert (await needs(store, 7)).quiet == 1
        assert await store.sessions.confirm(session)
        assert [(await needs(store, days)).quiet for days in (7, 10)] == [0, 1]


async def test_a_request_is_counted_in_the_week_before_it_closes(campus: Place) -> None:
    async with campus.writing() as store:
        request = await store.requests.add(campus.ada, campus.grace, "Please", START)
        assert request is not None
        assert (await needs(store)).expiring == 0
        said = call("request.asked", request)
        for kind in ("request", "request reply"):
            clock = Obligation(kind, request, campus.grace, campus.ada, START, (), START + 2 * WEEK, said, said)
            await store.obligations.open(clock)
        assert [(await needs(store, days)).expiring for days in (6, 7, 13, 14)] == [0, 1, 1, 0]
        await store.obligations.close("request", request)
        await store.obligations.close("request reply", request)
        assert (await needs(store, 7)).expiring == 0
