"""Group sessions: never a place too many, never two things of one person at once, however many ask together."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Insert, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.domain.groups import Audience, Group, GroupState, Taking
from bot.domain.mentorships import Outcome
from bot.ports.directory import Actor
from storage.tables.groups import seats
from storage.tables.sessions import bookings
from tests.contracts.storage.places import HOUR, START, Place, group_plan, plan

TOMORROW = START + timedelta(days=1)


async def opened(place: Place, places: int = 3, after: timedelta = timedelta(0), mentor: int = 0) -> int:
    """A group session of Grace's tomorrow noon, or so long after it."""
    async with place.writing() as store:
        made = await store.groups.open(group_plan(mentor or place.grace, TOMORROW + after, places))
    assert made is not None
    return made


async def took(place: Place, group: int, person: int) -> Taking:
    async with place.writing() as store:
        return await store.groups.take(group, person, START)


async def found(place: Place, group: int) -> Group:
    async with place.writing() as store:
        one = await store.groups.get(group)
    assert one is not None
    return one


async def crowd(place: Place, many: int) -> list[int]:
    """People who come only for this."""
    async with place.database.writing() as tx:
        actors = [Actor("town", place.space, f"c{number}", f"C{number}") for number in range(many)]
        return [(await tx.directory.enter(actor, place.community, START)).id for actor in actors]


async def run(place: Place, statement: Insert) -> None:
    """Past the store, as somebody might who does not know its rules."""
    async with place.database.engine.begin() as connection:
        await connection.execute(statement)


async def test_of_a_hundred_who_take_three_places_at_once_three_have_one(campus: Place) -> None:
    group, people = await opened(campus), await crowd(campus, 100)
    came = await asyncio.gather(*(took(campus, group, person) for person in people))
    assert sorted(came) == [*[Taking.FULL] * 97, *[Taking.SEATED] * 3]
    async with campus.writing() as store:
        assert [seat.number for seat in await store.groups.seats(group)] == [1, 2, 3]
    async with campus.database.engine.connect() as connection:
        taken = await connection.scalar(select(func.count()).select_from(bookings))
    assert taken == 4 * 4


async def test_of_one_who_takes_a_place_twenty_times_at_once_one_is_taken(campus: Place) -> None:
    group = await opened(campus)
    came = await asyncio.gather(*(took(campus, group, campus.ada) for _ in range(20)))
    assert came.count(Taking.SEATED) == 1
    assert came.count(Taking.ALREADY) == 19
    assert (await found(campus, group)).taken == 1


async def test_of_two_group_sessions_at_one_hour_somebody_gets_into_one(campus: Place) -> None:
    groups = [await opened(campus), await opened(campus, mentor=campus.eve, after=HOUR / 2)]
    came = await asyncio.gather(*(took(campus, group, campus.ada) for group in groups * 10))
    assert came.count(Taking.SEATED) == 1
    assert came.count(Taking.BUSY) == 10


@pytest.mark.parametrize("is_group_first", [True, False])
async def test_a_pair_and_a_group_never_meet_at_one_hour(campus: Place, is_group_first: bool) -> None:
    async with campus.writing() as store:
        pair = await store.mentorships.add(campus.ada, campus.eve, START)
        assert pair is not None
        session = await store.sessions.propose(plan(pair, campus.ada, campus.eve, TOMORROW + HOUR / 2))
    group = await opened(campus)
    if is_group_first:
        assert await took(campus, group, campus.ada) is Taking.SEATED
    async with campus.writing() as store:
        assert await store.sessions.confirm(session) is not is_group_first
        assert await store.groups.open(group_plan(campus.grace, TOMORROW + HOUR / 2)) is None
    assert await took(campus, group, campus.ada) is (Taking.ALREADY if is_group_first else Taking.BUSY)


async def test_a_hundred_yeses_and_takings_for_one_hour_leave_one(campus: Place) -> None:
    async with campus.writing() as store:
        pair = await store.mentorships.add(campus.ada, campus.eve, START)
        assert pair is not None
        asked = [await store.sessions.propose(plan(pair, campus.ada, campus.eve, TOMORROW)) for _ in range(50)]
    group = await opened(campus)

    async def confirmed(session: int) -> bool:
        async with campus.writing() as store:
            return await store.sessions.confirm(session)

    async def seated() -> bool:
        return await took(campus, group, campus.ada) is Taking.SEATED

    won = await asyncio.gather(*(one for session in asked for one in (confirmed(session), seated())))
    assert won.count(True) == 1


async def test_what_takes_time_is_a_session_or_a_group_never_both_and_never_neither(campus: Place) -> None:
    group = await opened(campus)
    for what in ({"group_id": None, "session_id": None}, {"group_id": group, "session_id": 1}):
        row = {"community_id": campus.community, "person_id": campus.ada, "quarter": 1, **what}
        with pytest.raises(IntegrityError):
            await run(campus, insert(bookings).values(row))


async def test_a_number_is_given_once_and_is_never_below_one(campus: Place) -> None:
    group = await opened(campus)
    assert await took(campus, group, campus.ada) is Taking.SEATED
    for number in (1, 0):
        row = {"community_id": campus.community, "group_id": group, "person_id": campus.eve, "since": START}
        with pytest.raises(IntegrityError):
            await run(campus, insert(seats).values(**row, number=number))


async def test_a_place_given_back_goes_to_whoever_waits_longest_and_has_time(campus: Place) -> None:
    group = await opened(campus, 2)
    first, busy, patient, late = await crowd(campus, 4)
    for person in (campus.ada, first):
        assert await took(campus, group, person) is Taking.SEATED
    elsewhere = await opened(campus, mentor=campus.eve)
    assert await took(campus, elsewhere, busy) is Taking.SEATED
    async with campus.writing() as store:
        for minute, person in enumerate((busy, patient, late)):
            assert await store.groups.wait(group, person, START + timedelta(minutes=minute))
        assert not await store.groups.wait(group, patient, START), "once is enough"
        assert not await store.groups.wait(group, first, START), "they have a place"
        assert await store.groups.promote(group) is None, "no place is free"
        assert await store.groups.give_back(group, campus.ada)
        assert not await store.groups.give_back(group, campus.ada)
        assert await store.groups.promote(group) == patient
        assert await store.groups.promote(group) is None
        in_order = [(one.person, one.number) for one in await store.groups.seats(group)]
        assert in_order == [(patient, 1), (first, 2), (busy, 0), (late, 0)]
        assert await store.sessions.taken((campus.ada,), START) == {}
    whole = await found(campus, group)
    assert (whole.taken, whole.waiting, whole.left) == (2, 2, 0)


async def test_somebody_who_waits_may_take_the_place_that_is_free(campus: Place) -> None:
    group = await opened(campus)
    async with campus.writing() as store:
        assert await store.groups.wait(group, campus.ada, START)
    assert await took(campus, group, campus.ada) is Taking.SEATED
    assert (await found(campus, group)).waiting == 0


async def test_a_move_takes_those_along_who_have_time_then(campus: Place) -> None:
    group, other = await opened(campus), await opened(campus, mentor=campus.eve, after=2 * HOUR)
    [busy] = await crowd(campus, 1)
    assert await took(campus, group, campus.ada) is Taking.SEATED
    assert await took(campus, group, busy) is Taking.SEATED
    assert await took(campus, other, busy) is Taking.SEATED
    async with campus.writing() as store:
        assert await store.groups.move(group, TOMORROW + HOUR * 3 / 2) == [busy]
        taken = await store.sessions.taken((campus.ada, campus.grace, busy), START)
    moved = TOMORROW + HOUR * 3 / 2
    assert [span.start for span in taken[campus.ada]] == [moved]
    assert [span.start for span in taken[campus.grace]] == [moved]
    assert [span.start for span in taken[busy]] == [TOMORROW + 2 * HOUR]
    one = await found(campus, group)
    assert (one.start, one.minutes, one.sequence, one.taken) == (moved, 60, 1, 1)


async def test_a_move_to_an_hour_the_mentor_does_not_have_changes_nothing(campus: Place) -> None:
    group = await opened(campus)
    await opened(campus, after=2 * HOUR)
    assert await took(campus, group, campus.ada) is Taking.SEATED
    before = await found(campus, group)
    async with campus.writing() as store:
        assert await store.groups.move(group, TOMORROW + HOUR * 3 / 2) is None
        assert [span.start for span in (await store.sessions.taken((campus.ada,), START))[campus.ada]] == [TOMORROW]
    assert await found(campus, group) == before


async def test_calling_off_frees_everybody_and_ends_all_taking(campus: Place) -> None:
    group = await opened(campus)
    assert await took(campus, group, campus.ada) is Taking.SEATED
    async with campus.writing() as store:
        assert await store.groups.cancel(group, "A cold")
        assert not await store.groups.cancel(group)
        assert not await store.groups.finish(group, GroupState.HELD)
        assert not await store.groups.give_back(group, campus.ada)
        assert not await store.groups.wait(group, campus.eve, START)
        assert await store.groups.promote(group) is None
        assert await store.groups.move(group, TOMORROW + HOUR) is None
        assert await store.sessions.taken((campus.ada, campus.grace), START) == {}
        assert await store.groups.coming(campus.ada, START) == []
    assert await took(campus, group, campus.eve) is Taking.GONE
    one = await found(campus, group)
    assert (one.state, one.reason, one.sequence) == (GroupState.CANCELLED, "A cold", 1)


async def test_those_that_repeat_are_one_series_and_clash_with_nothing(campus: Place) -> None:
    first = await opened(campus)
    async with campus.writing() as store:
        again = await store.groups.open(group_plan(campus.grace, TOMORROW + timedelta(days=7)), first)
        assert again is not None
        assert await store.groups.open(group_plan(campus.grace, TOMORROW + HOUR / 2), first) is None
        assert [one.id for one in await store.groups.of_series(first, TOMORROW)] == [first, again]
        assert [one.id for one in await store.groups.of_series(first, TOMORROW + HOUR)] == [again]


async def test_what_one_may_come_to_is_listed_and_nothing_else(campus: Place) -> None:
    mentees = await opened(campus)
    async with campus.writing() as store:
        everybody = await store.groups.open(group_plan(campus.grace, TOMORROW + 4 * HOUR, audience=Audience.EVERYBODY))

        async def listed(person: int) -> list[int]:
            return [one.id for one in await store.groups.listed(person, START, 9)]

        assert await listed(campus.ada) == [everybody]
        pair = await store.mentorships.add(campus.ada, campus.grace, START)
        assert pair is not None
        assert await listed(campus.ada) == [mentees, everybody]
        assert await listed(campus.eve) == [everybody]
        await store.safety.block(campus.eve, campus.grace, START)
        assert await listed(campus.eve) == []
        assert len(await store.groups.listed(campus.grace, START, 2, 1)) == 1
        await store.mentorships.end(pair, Outcome.COMPLETED, campus.ada, START)
        assert await listed(campus.ada) == [everybody]
        assert await store.groups.listed(campus.grace, TOMORROW + 9 * HOUR, 9) == []


async def test_who_was_there_is_ticked_and_one_note_is_kept(campus: Place) -> None:
    group = await opened(campus)
    assert await took(campus, group, campus.ada) is Taking.SEATED
    async with campus.writing() as store:
        assert await store.groups.wait(group, campus.eve, START)
        assert await store.groups.wish(group, campus.ada, "Proofs")
        assert not await store.groups.wish(group, campus.eve, "Proofs"), "who waits has no say yet"
        assert await store.groups.tick(group, (campus.ada, campus.eve), True) == 1
        assert await store.groups.finish(group, GroupState.HELD)
        assert await store.groups.note(group, "Thank you")
        assert not await store.groups.note(group, "Again")
        seat = await store.groups.seat(group, campus.ada)
    assert seat is not None
    assert (seat.wish, seat.came, seat.has_place) == ("Proofs", True, True)
    assert (await found(campus, group)).note == "Thank you"


async def test_two_accounts_of_one_person_keep_the_better_seat_once(campus: Place) -> None:
    both, waits, own = await opened(campus), await opened(campus, after=HOUR), await opened(campus, after=2 * HOUR)
    for group, person in ((both, campus.ada), (both, campus.eve), (waits, campus.eve), (own, campus.eve)):
        assert await took(campus, group, person) is Taking.SEATED
    async with campus.writing() as store:
        assert await store.groups.wait(waits, campus.ada, START)
        await store.links.merge(campus.eve, campus.ada)
        assert [seat.person for seat in await store.groups.seats(both)] == [campus.ada]
        [seat] = await store.groups.seats(waits)
        assert (seat.person, seat.number) == (campus.ada, 1)
        taken = await store.sessions.taken((campus.ada,), START)
        assert [span.start for span in taken[campus.ada]] == [TOMORROW, TOMORROW + HOUR, TOMORROW + 2 * HOUR]
        await store.links.merge(campus.ada, campus.grace)
        assert await store.groups.seats(own) == []
