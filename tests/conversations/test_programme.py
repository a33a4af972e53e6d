"""Moderators see the last eight weeks in numbers and a picture, and never a number of few people."""

from datetime import timedelta

from sqlalchemy import update

from bot.domain.mentorships import Feedback
from bot.domain.sessions import SessionState
from bot.views import Card, View
from storage.database import Database
from storage.tables.people import communities, people
from tests.contracts.storage.places import plan
from tests.conversations.town import START, Town
from tests.conversations.words import words

WEEK = timedelta(weeks=1)


async def of_age(town: Town) -> None:
    """The community and everybody in it were here long ago."""
    assert isinstance(town.storage, Database)
    then = START - 20 * WEEK
    async with town.storage.engine.begin() as connection:
        await connection.execute(update(communities).values(created_at=then))
        await connection.execute(update(people).values(joined_at=then))


async def busy_week(town: Town, pairs: int, weeks_ago: int) -> None:
    """So many new pairs meet once, and each mentee says thanks."""
    at = START - weeks_ago * WEEK
    for number in range(pairs):
        mentee, mentor = [town.person(f"{role}-{weeks_ago}-{number}") for role in ("Mentee", "Mentor")]
        one, other = await town.id(mentee), await town.id(mentor)
        async with town.storage.writing() as tx:
            store = tx.store(town.community.id)
            pair = await store.mentorships.add(one, other, at)
            assert pair is not None
            session = await store.sessions.propose(plan(pair, one, other, at))
            await store.sessions.confirm(session)
            await store.sessions.finish(session, SessionState.HELD)
            await store.mentorships.add_feedback(Feedback(pair, one, other, 5, "Thank you", "", at))


async def summed_up(town: Town) -> View:
    """What a moderator sees once the weeks of a community that is old enough are counted."""
    await of_age(town)
    await town.clockwork.tick(town.now)
    return await town.person("Mo", moderator=True).types("/programme")


async def test_weeks_of_ten_people_and_more_are_shown_and_the_others_are_not(town: Town) -> None:
    await busy_week(town, 5, 1)
    await busy_week(town, 6, 3)
    await busy_week(town, 4, 2)
    view = await summed_up(town)
    assert isinstance(view, Card)
    said = words(view)
    for measure in ("Sessions held", "New pairs", "Thanks"):
        assert f"{measure}: Last week: 5. In 8 weeks: not shown." in said
        is_drawn = measure != "Thanks"
        assert (f"{measure}: {'not shown, ' * 5}6, not shown, 5." in said) is is_drawn
    assert "Weeks from 5 Jan, 12 Jan, 19 Jan, 26 Jan, 2 Feb, 9 Feb, 16 Feb, 23 Feb." in said
    assert view.picture is not None
    assert view.picture.png.startswith(b"\x89PNG")


async def test_a_sum_is_shown_when_every_week_is(town: Town) -> None:
    for weeks_ago in range(1, 9):
        await busy_week(town, 5, weeks_ago)
    said = words(await summed_up(town))
    assert "Sessions held: Last week: 5. In 8 weeks: 40." in said


async def test_the_week_that_runs_and_what_is_long_ago_are_left_out(town: Town) -> None:
    await busy_week(town, 6, 0)
    await busy_week(town, 6, 9)
    view = await summed_up(town)
    assert isinstance(view, Card)
    assert view.picture is None
    assert "In none of the last 8 weeks were 10 people or more behind a number" in words(view)


async def test_a_young_community_and_everybody_else_see_no_number(town: Town) -> None:
    await busy_week(town, 4, 1)
    view = await summed_up(town)
    assert "4" not in words(view)
    for other in (town.person("Ada"), await town.mentor("Grace")):
        assert "This is for moderators" in words(await other.types("/programme"))
