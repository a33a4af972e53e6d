"""Goals keep their promises on every database."""

import asyncio
from datetime import date, timedelta

from sqlalchemy import delete, select

from bot.domain.goals import Goal, GoalState
from bot.ports.store import Store
from storage.tables.goals import goal_steps, goals
from storage.tables.people import people
from tests.contracts.storage.places import START, Place

WEEK = timedelta(weeks=1)


async def one(store: Store, goal: int) -> Goal:
    found = await store.goals.get(goal)
    assert found is not None
    return found


async def test_open_goals_come_by_their_day_and_those_without_one_last(campus: Place) -> None:
    async with campus.writing() as store:
        for title, until in (("late", date(2026, 5, 1)), ("never", None), ("soon", date(2026, 4, 1))):
            await store.goals.add(campus.ada, title, until, False)
        await store.goals.add(campus.grace, "hers", None, True)
        assert [goal.title for goal in await store.goals.of(campus.ada)] == ["soon", "late", "never"]
        assert [goal.is_shared for goal in await store.goals.of(campus.grace)] == [True]


async def test_steps_that_are_written_anew_stay_ticked_where_they_say_the_same(campus: Place) -> None:
    async with campus.writing() as store:
        goal = await store.goals.add(campus.ada, "Thesis", None, False)
        await store.goals.write_steps(goal, ("Read", "Write", "Print"))
        read, write, _ = (await one(store, goal)).steps
        assert await store.goals.tick(goal, write.id, True)
        await store.goals.write_steps(goal, ("Write", "Send", "Read"))
        steps = (await one(store, goal)).steps
        assert [(step.title, step.is_done) for step in steps] == [("Write", True), ("Send", False), ("Read", False)]
        assert {steps[0].id, steps[2].id} == {write.id, read.id}
        assert await store.goals.tick(goal, write.id, False)
        await store.goals.write_steps(goal, ())
        assert (await one(store, goal)).steps == ()
        assert not await store.goals.tick(goal, write.id, True)


async def test_a_goal_that_is_over_changes_no_more_until_it_is_taken_up_again(campus: Place) -> None:
    async with campus.writing() as store:
        goal = await store.goals.add(campus.ada, "Thesis", None, False)
        await store.goals.write_steps(goal, ("Read",))
        [step] = (await one(store, goal)).steps
        assert not await store.goals.move(goal, GoalState.OPEN, START)
        assert await store.goals.move(goal, GoalState.DONE, START)
        assert not await store.goals.move(goal, GoalState.DROPPED, START)
        assert not await store.goals.progress(goal, 50)
        assert not await store.goals.edit(goal, "Other", None, True)
        assert not await store.goals.tick(goal, step.id, True)
        [over] = await store.goals.of(campus.ada, is_over=True)
        assert (over.state, over.ended_at, await store.goals.reached(campus.ada)) == (GoalState.DONE, START, 1)
        assert await store.goals.move(goal, GoalState.OPEN, START)
        assert (await one(store, goal)).ended_at is None
        assert await store.goals.reached(campus.ada) == 0


async def test_of_many_who_finish_one_goal_at_once_one_does(campus: Place) -> None:
    async with campus.writing() as store:
        goal = await store.goals.add(campus.ada, "Thesis", None, False)

    async def finishes() -> bool:
        async with campus.writing() as store:
            return await store.goals.move(goal, GoalState.DONE, START)

    assert sum(await asyncio.gather(*(finishes() for _ in range(10)))) == 1


async def test_two_accounts_that_become_one_person_keep_the_goals_of_both(campus: Place) -> None:
    async with campus.writing() as store:
        for person in (campus.ada, campus.eve):
            goal = await store.goals.add(person, "Thesis", None, False)
            await store.goals.write_steps(goal, ("Read",))
        await store.links.merge(campus.eve, campus.ada)
        assert [len(goal.steps) for goal in await store.goals.of(campus.ada)] == [1, 1]


async def test_with_a_person_go_their_goals_and_every_step(campus: Place) -> None:
    async with campus.writing() as store:
        goal = await store.goals.add(campus.ada, "Thesis", None, False)
        await store.goals.write_steps(goal, ("Read",))
        hers = await store.goals.add(campus.grace, "Hers", None, False)
        assert not await store.links.is_young()
    async with campus.database.engine.begin() as connection:
        await connection.execute(delete(people).where(people.c.id == campus.ada))
        assert list(await connection.scalars(select(goals.c.id))) == [hers]
        assert list(await connection.scalars(select(goal_steps.c.id))) == []


async def test_a_deadline_is_one_goal_of_each_person_and_the_goal_goes_where_it_goes(campus: Place) -> None:
    first, moved = date(2026, 5, 1), date(2026, 5, 8)
    async with campus.writing() as store:
        goal = await store.goals.adopt(campus.ada, "Essay", first, "essay")
        assert goal is not None
        assert await store.goals.adopt(campus.ada, "Essay", first, "essay") is None
        assert await store.goals.adopt(campus.grace, "Essay", first, "essay") is not None
        assert set(await store.goals.adopted(campus.ada)) == {"essay"}
        assert not await store.goals.follow(goal, first)
        assert await store.goals.follow(goal, moved)
        found = await one(store, goal)
        assert (found.until, found.due_on, found.was_on, found.deadline) == (moved, moved, first, "essay")
        own = await store.goals.add(campus.ada, "Own", first, False)
        assert not await store.goals.follow(own, moved)
        assert await store.goals.move(goal, GoalState.DONE, START)
        assert not await store.goals.follow(goal, first)
        assert await store.goals.adopt(campus.ada, "Essay", first, "essay") is None


async def test_two_people_who_become_one_keep_both_goals_of_one_deadline(campus: Place) -> None:
    on = date(2026, 5, 1)
    async with campus.writing() as store:
        for person in (campus.ada, campus.eve):
            assert await store.goals.adopt(person, "Essay", on, "essay") is not None
        await store.links.merge(campus.eve, campus.ada)
        assert sorted(goal.deadline for goal in await store.goals.of(campus.ada)) == ["", "essay"]
