"""Mentorships keep their promises on every database."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.mentorships import Feedback, MentorshipState, Outcome
from bot.ports.directory import Actor
from bot.ports.mentorships import Mentorships
from storage.database import Database

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = START + timedelta(days=3)


class Place:
    """A community with a few people, and its mentorships in a transaction of their own."""

    def __init__(self, database: Database, community: int, people: tuple[int, ...]) -> None:
        self.database = database
        self.community = community
        self.ada, self.grace, self.eve = people

    @classmethod
    async def made(cls, database: Database, space: str) -> "Place":
        async with database.writing() as tx:
            community = (await tx.directory.add_community(space, "UTC", START)).id
            await tx.directory.add_space(community, "town", space, space)
            people = [
                (await tx.directory.enter(Actor("town", space, name, name), community, START)).id
                for name in ("Ada", "Grace", "Eve")
            ]
        return cls(database, community, tuple(people))

    async def add(self, mentee: int, mentor: int, at: datetime = START, note: str = "") -> int | None:
        async with self.database.writing() as tx:
            return await tx.store(self.community).mentorships.add(mentee, mentor, at, note)

    async def pair(self) -> int:
        made = await self.add(self.ada, self.grace, note="Help")
        assert made is not None
        return made


@pytest.fixture
async def place(database: Database) -> Place:
    return await Place.made(database, "T1")


async def test_a_new_pair_is_active_and_has_its_note(place: Place) -> None:
    pair = await place.pair()
    async with place.database.reading() as tx:
        found = await tx.store(place.community).mentorships.get(pair)
    assert found is not None
    assert (found.mentee, found.mentor, found.note) == (place.ada, place.grace, "Help")
    assert (found.state, found.started_at, found.active_at) == (MentorshipState.ACTIVE, START, START)
    assert (found.weeks, found.rhythm, found.meets, found.writes) == (0, "", "", "")
    assert (found.paused_until, found.ended_at, found.ended_by, found.outcome) == (None, None, 0, None)


async def test_two_people_have_one_running_pair_whoever_mentors(place: Place) -> None:
    pair = await place.pair()
    assert await place.add(place.ada, place.grace) is None
    assert await place.add(place.grace, place.ada) is None
    async with place.database.writing() as tx:
        mentorships = tx.store(place.community).mentorships
        assert await mentorships.pause(pair, None)
    assert await place.add(place.grace, place.ada) is None
    async with place.database.writing() as tx:
        assert await tx.store(place.community).mentorships.end(pair, Outcome.COMPLETED, place.ada, LATER)
    assert await place.add(place.grace, place.ada, LATER) is not None


async def test_states_are_left_once_and_only_forwards(place: Place) -> None:
    pair = await place.pair()
    async with place.database.writing() as tx:
        mentorships = tx.store(place.community).mentorships
        assert not await mentorships.resume(pair, LATER)
        assert not await mentorships.reopen(pair, LATER)
        assert await mentorships.pause(pair, LATER)
        assert not await mentorships.pause(pair, None)
        resting = await mentorships.get(pair)
        assert resting is not None
        assert (resting.state, resting.paused_until) == (MentorshipState.PAUSED, LATER)
        assert await mentorships.resume(pair, LATER)
        running = await mentorships.get(pair)
        assert running is not None
        assert (running.state, running.paused_until, running.active_at) == (MentorshipState.ACTIVE, None, LATER)
        assert await mentorships.end(pair, Outcome.WENT_QUIET, 0, LATER)
        assert not await mentorships.end(pair, Outcome.COMPLETED, place.ada, LATER)
        assert not await mentorships.pause(pair, None)
        assert not await mentorships.resume(pair, LATER)
        ended = await mentorships.get(pair)
        assert ended is not None
        assert (ended.outcome, ended.ended_at, ended.ended_by) == (Outcome.WENT_QUIET, LATER, 0)
        assert await mentorships.reopen(pair, LATER)
        again = await mentorships.get(pair)
        assert again is not None
        assert (again.state, again.outcome, again.ended_at) == (MentorshipState.ACTIVE, None, None)


async def test_a_resting_pair_can_end_and_forgets_its_day(place: Place) -> None:
    pair = await place.pair()
    async with place.database.writing() as tx:
        mentorships = tx.store(place.community).mentorships
        await mentorships.pause(pair, LATER)
        assert await mentorships.end(pair, Outcome.ENDED_EARLY, place.ada, LATER)
        ended = await mentorships.get(pair)
    assert ended is not None
    assert ended.paused_until is None


async def test_a_pair_is_not_reopened_over_a_running_one_and_the_transaction_goes_on(place: Place) -> None:
    first = await place.pair()
    async with place.database.writing() as tx:
        await tx.store(place.community).mentorships.end(first, Outcome.COMPLETED, place.ada, LATER)
    second = await place.add(place.grace, place.ada, LATER)
    assert second is not None
    async with place.database.writing() as tx:
        mentorships = tx.store(place.community).mentorships
        assert not await mentorships.reopen(first, LATER)
        await mentorships.touch(second, LATER + timedelta(days=1))
    async with place.database.reading() as tx:
        mentorships = tx.store(place.community).mentorships
        running = await mentorships.running_between(place.ada, place.grace)
        assert running is not None
        assert (running.id, running.active_at) == (second, LATER + timedelta(days=1))


async def test_what_was_agreed_is_kept(place: Place) -> None:
    pair = await place.pair()
    async with place.database.writing() as tx:
        mentorships = tx.store(place.community).mentorships
        await mentorships.agree(pair, 8, "weekly", "Zoom", "Slack")
        found = await mentorships.get(pair)
    assert found is not None
    assert (found.weeks, found.rhythm, found.meets, found.writes) == (8, "weekly", "Zoom", "Slack")


async def test_pairs_are_found_from_either_side_newest_first(place: Place) -> None:
    first = await place.pair()
    second = await place.add(place.eve, place.ada, LATER)
    async with place.database.writing() as tx:
        mentorships = tx.store(place.community).mentorships
        assert [pair.id for pair in await mentorships.of(place.ada)] == [second, first]
        assert [pair.id for pair in await mentorships.of(place.grace)] == [first]
        await mentorships.end(first, Outcome.COMPLETED, 0, LATER)
        assert [pair.id for pair in await mentorships.of(place.ada)] == [second]
        assert [pair.id for pair in await mentorships.of(place.ada, with_ended=True)] == [second, first]
        assert await mentorships.running_between(place.grace, place.ada) is None


async def test_those_in_a_state_come_longest_silent_first(place: Place) -> None:
    first = await place.pair()
    second = await place.add(place.eve, place.ada, LATER)
    async with place.database.writing() as tx:
        mentorships = tx.store(place.community).mentorships
        assert [pair.id for pair in await mentorships.with_state(MentorshipState.ACTIVE)] == [first, second]
        await mentorships.touch(first, LATER + timedelta(days=1))
        assert [pair.id for pair in await mentorships.with_state(MentorshipState.ACTIVE)] == [second, first]
        assert not await mentorships.with_state(MentorshipState.PAUSED)


async def test_each_side_gives_feedback_once(place: Place) -> None:
    pair = await place.pair()
    adas = Feedback(pair, place.ada, place.grace, 5, "Thanks", "", START)
    graces = Feedback(pair, place.grace, place.ada, 0, "", "A concern", LATER)
    async with place.database.writing() as tx:
        mentorships = tx.store(place.community).mentorships
        assert await mentorships.add_feedback(adas)
        assert await mentorships.add_feedback(graces)
        assert not await mentorships.add_feedback(Feedback(pair, place.ada, place.grace, 1, "x", "", LATER))
        assert await mentorships.feedback(pair, place.ada) == adas
        assert await mentorships.feedback(pair, place.grace) == graces
        assert await mentorships.feedback(pair, place.eve) is None
        assert list(await mentorships.thanks_to(place.grace)) == [adas]
        assert not await mentorships.thanks_to(place.ada)


async def test_thanks_come_newest_first(place: Place) -> None:
    first, second = await place.pair(), await place.add(place.eve, place.grace, START)
    assert second is not None
    async with place.database.writing() as tx:
        mentorships = tx.store(place.community).mentorships
        await mentorships.add_feedback(Feedback(first, place.ada, place.grace, 0, "older", "", START))
        await mentorships.add_feedback(Feedback(second, place.eve, place.grace, 0, "newer", "", LATER))
        assert [words.thanks for words in await mentorships.thanks_to(place.grace)] == ["newer", "older"]


async def _seen(mentorships: Mentorships, pair: int, place: Place) -> list[object]:
    return [
        await mentorships.get(pair),
        await mentorships.running_between(place.ada, place.grace),
        *await mentorships.of(place.ada, with_ended=True),
        *await mentorships.with_state(MentorshipState.ACTIVE),
        await mentorships.feedback(pair, place.ada),
        *await mentorships.thanks_to(place.grace),
    ]


async def test_another_community_sees_and_changes_nothing(place: Place, database: Database) -> None:
    pair = await place.pair()
    async with database.writing() as tx:
        mine = tx.store(place.community).mentorships
        await mine.add_feedback(Feedback(pair, place.ada, place.grace, 5, "Thanks", "", START))
        before = await _seen(mine, pair, place)
    elsewhere = await Place.made(database, "T2")
    async with database.writing() as tx:
        theirs = tx.store(elsewhere.community).mentorships
        assert not any(await _seen(theirs, pair, place))
        await theirs.agree(pair, 1, "weekly", "x", "y")
        await theirs.touch(pair, LATER)
        assert not await theirs.pause(pair, None)
        assert not await theirs.end(pair, Outcome.COMPLETED, 0, LATER)
        assert not await theirs.resume(pair, LATER)
        assert not await theirs.reopen(pair, LATER)
    async with database.reading() as tx:
        assert await _seen(tx.store(place.community).mentorships, pair, place) == before
