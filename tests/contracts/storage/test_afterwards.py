"""What surrounds a session: one answer and one note of each, what is to be done, choices, misses; on both engines."""

import asyncio
from datetime import time, timedelta

from bot.domain.mentorships import Outcome
from bot.domain.notes import ActionItem, AgendaItem, Note
from bot.domain.outcomes import Answer, Report
from bot.domain.reminder_choices import ReminderChoice
from bot.domain.sessions import SessionState
from tests.contracts.storage.places import HOUR, START, Place, plan

DAY = timedelta(days=1)


async def paired(place: Place, days: int = 1) -> tuple[int, int]:
    """A pair of Ada and Grace, and a session of theirs that both agreed to."""
    async with place.writing() as store:
        running = await store.mentorships.running_between(place.ada, place.grace)
        pair = running.id if running else await store.mentorships.add(place.ada, place.grace, START)
        assert pair is not None
        session = await store.sessions.propose(plan(pair, place.ada, place.grace, START + days * DAY))
        assert await store.sessions.confirm(session)
    return pair, session


async def test_an_answer_can_change_and_the_moment_of_the_first_stays(campus: Place) -> None:
    _, session = await paired(campus)
    async with campus.writing() as store:
        assert await store.answers.of(session) == {}
        await store.answers.give(session, campus.ada, Answer.HELD, START)
        await store.answers.give(session, campus.ada, Answer.BOTH, START + HOUR)
        await store.answers.give(session, campus.grace, Answer.HELD, START + HOUR)
        assert await store.answers.of(session) == {
            campus.ada: Report(Answer.BOTH, START),
            campus.grace: Report(Answer.HELD, START + HOUR),
        }


async def test_of_many_answers_given_at_once_each_has_one(campus: Place) -> None:
    _, session = await paired(campus)

    async def says(person: int, answer: Answer) -> None:
        async with campus.writing() as store:
            await store.answers.give(session, person, answer, START)

    await asyncio.gather(*(says(who, answer) for who in (campus.ada, campus.grace) for answer in Answer))
    async with campus.writing() as store:
        assert set(await store.answers.of(session)) == {campus.ada, campus.grace}


async def test_a_note_is_one_of_each_author_and_an_empty_one_is_nobody_elses(campus: Place) -> None:
    pair, first = await paired(campus)
    _, second = await paired(campus, 2)
    async with campus.writing() as store:
        await store.notes.write(first, campus.ada, "First", 4, START)
        await store.notes.write(first, campus.ada, "Better", 0, START + HOUR)
        await store.notes.write(second, campus.ada, "", 5, START)
        await store.notes.write(second, campus.grace, "Hers", 0, START)
        mine = Note(first, campus.ada, "Better", 0, START, START + DAY)
        assert await store.notes.get(first, campus.ada) == mine
        assert await store.notes.get(first, campus.grace) is None
        hers = Note(second, campus.grace, "Hers", 0, START, START + 2 * DAY)
        assert await store.notes.of_pair(pair, 0, 9) == [hers, mine]
        assert await store.notes.of_pair(pair, 1, 1) == [mine]


async def test_what_is_to_be_done_waits_until_it_is_ticked_off(campus: Place) -> None:
    pair, _ = await paired(campus)
    async with campus.writing() as store:
        await store.actions.add(pair, campus.ada, campus.grace, "Send the book")
        await store.actions.add(pair, campus.ada, 0, "Pick a date")
        book, day = await store.actions.open_of((pair,))
        assert book == ActionItem(book.id, pair, campus.ada, campus.grace, "Send the book", False)
        assert day.owner == 0
        assert await store.actions.tick(book.id, START)
        assert not await store.actions.tick(book.id, START)
        assert await store.actions.open_of((pair,)) == [day]
        done = await store.actions.get(book.id)
        assert done is not None
        assert done.is_done
        assert await store.actions.tick(book.id, None)
        assert not await store.actions.tick(book.id, None)
        assert await store.actions.open_of((pair,)) == [book, day]
        assert await store.actions.open_of(()) == []
        assert await store.actions.get(10**6) is None


async def test_an_agenda_keeps_its_order(campus: Place) -> None:
    _, session = await paired(campus)
    async with campus.writing() as store:
        await store.agendas.add(session, campus.ada, "One")
        await store.agendas.add(session, campus.grace, "Two")
        assert await store.agendas.of(session) == [AgendaItem(campus.ada, "One"), AgendaItem(campus.grace, "Two")]


async def test_a_choice_of_reminders_counts_its_changes(campus: Place) -> None:
    async with campus.writing() as store:
        usual = await store.reminders.of(campus.ada)
        assert usual == ReminderChoice()
        first = await store.reminders.choose(campus.ada, ReminderChoice((), time(7), time(23)))
        assert first == await store.reminders.of(campus.ada) == ReminderChoice((), time(7), time(23), 1)
        second = await store.reminders.choose(campus.ada, first.turned(DAY, on=True))
        assert second == await store.reminders.of(campus.ada) == ReminderChoice((DAY,), time(7), time(23), 2)
        assert await store.reminders.of(campus.grace) == usual


async def test_a_logged_session_takes_nobodys_time_and_is_logged_once(campus: Place) -> None:
    pair, coming = await paired(campus)
    past = plan(pair, campus.ada, campus.grace, START - DAY, 60)

    async def logs(minutes: int) -> int | None:
        async with campus.writing() as store:
            await store.people.lock(campus.ada)
            return await store.sessions.log(plan(pair, campus.ada, campus.grace, past.start + minutes * HOUR / 60))

    made = await asyncio.gather(*(logs(minutes) for minutes in (0, 15, -15, 0, 29)))
    assert len([one for one in made if one is not None]) == 1
    assert await logs(-120) is not None
    async with campus.writing() as store:
        taken = await store.sessions.taken((campus.ada,), START - 2 * DAY)
        assert [span.start for span in taken[campus.ada]][-1] == START + DAY
        assert len(await store.sessions.past(pair, START + 2 * DAY, 9)) == 3
        assert await store.sessions.get(coming) is not None


async def test_two_misses_in_a_row_show_until_one_is_held_or_the_pair_ends(campus: Place) -> None:
    pair, first = await paired(campus, 1)
    ids = [first, *[(await paired(campus, days))[1] for days in (2, 3, 4)]]

    async def finished(number: int, state: SessionState) -> list[int]:
        async with campus.writing() as store:
            assert await store.sessions.finish(ids[number], state)
            return list(await store.programme.missing_each_other())

    assert await finished(0, SessionState.HELD) == []
    assert await finished(1, SessionState.MISSED) == []
    assert await finished(3, SessionState.MISSED) == [pair], "the one between is not settled"
    assert await finished(2, SessionState.HELD) == []
    assert await finished(2, SessionState.MISSED) == [pair]
    async with campus.writing() as store:
        assert await store.mentorships.end(pair, Outcome.COMPLETED, campus.ada, START)
        assert await store.programme.missing_each_other() == []


async def test_merging_two_people_takes_what_surrounds_their_sessions_along(campus: Place) -> None:
    async with campus.writing() as store:
        pair = await store.mentorships.add(campus.eve, campus.grace, START)
        assert pair is not None
        session = await store.sessions.propose(plan(pair, campus.eve, campus.grace, START + DAY))
        assert await store.sessions.confirm(session)
        await store.answers.give(session, campus.eve, Answer.HELD, START)
        await store.notes.write(session, campus.eve, "Words", 3, START)
        await store.actions.add(pair, campus.grace, campus.eve, "Read it")
        await store.agendas.add(session, campus.eve, "One")
        await store.reminders.choose(campus.eve, ReminderChoice(()))
        await store.links.merge(campus.eve, campus.ada)
        assert set(await store.answers.of(session)) == {campus.ada}
        assert [note.author for note in await store.notes.of_pair(pair, 0, 9)] == [campus.ada]
        assert [one.owner for one in await store.actions.open_of((pair,))] == [campus.ada]
        assert [one.author for one in await store.agendas.of(session)] == [campus.ada]
        assert await store.reminders.of(campus.ada) == ReminderChoice()
