"""Two people of one community become one."""

from collections.abc import Sequence

from sqlalchemy import Table, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.prompts import OWED
from bot.domain.summaries import PERSON, PROGRAMME, key_of
from storage.parts.replanning import drop_planned, replan
from storage.parts.talk_rows import move_talks
from storage.parts.vent_rows import move_marks
from storage.tables.afterwards import action_items, agenda_items, session_answers, session_notes
from storage.tables.audit import changes
from storage.tables.calendar_links import calendar_links
from storage.tables.checkins import check_in_answers, check_in_days, check_in_readers, check_ins
from storage.tables.consents import consents
from storage.tables.goals import goals
from storage.tables.groups import group_sessions, seats
from storage.tables.journal import journal_entries, mentor_vents
from storage.tables.keys import person_keys
from storage.tables.listening import talk_lines, talk_offers, talk_reports
from storage.tables.mentorships import feedback, mentorships, namings
from storage.tables.obligations import obligations
from storage.tables.outbox import notices
from storage.tables.people import accounts, people
from storage.tables.prompts import habits, prompts, rests
from storage.tables.questions import questions
from storage.tables.requests import requests
from storage.tables.safety import blocks, reports
from storage.tables.sessions import bookings, sessions

SPEAK_OF_PEOPLE = (
    (accounts, "person_id"),
    (requests, "mentee_id"),
    (requests, "mentor_id"),
    (mentorships, "mentee_id"),
    (mentorships, "mentor_id"),
    (mentorships, "low_id"),
    (mentorships, "high_id"),
    (mentorships, "ended_by"),
    (feedback, "author_id"),
    (feedback, "about_id"),
    (questions, "asker_id"),
    (questions, "holder_id"),
    (reports, "author_id"),
    (reports, "about_id"),
    (reports, "closed_by"),
    (obligations, "owes"),
    (obligations, "waits"),
    (notices, "person_id"),
    (changes, "person_id"),
    (sessions, "mentee_id"),
    (sessions, "mentor_id"),
    (sessions, "proposer_id"),
    (sessions, "mover_id"),
    (group_sessions, "mentor_id"),
    (agenda_items, "author_id"),
    (session_answers, "person_id"),
    (session_notes, "author_id"),
    (action_items, "author_id"),
    (action_items, "owner_id"),
    (goals, "person_id"),
    (check_ins, "author_id"),
    (person_keys, "person_id"),
    (journal_entries, "author_id"),
    (mentor_vents, "author_id"),
    (mentor_vents, "reader_id"),
    (talk_lines, "author_id"),
    (talk_reports, "author_id"),
)
"""What history and everybody else's safety rest on. Profiles, dismissals and choices go with the person."""


async def merge(connection: AsyncConnection, community: int, person: int, into: int) -> None:
    """As `bot.ports.links.Links.merge` promises; nothing happens unless both are of this community."""
    both = select(people.c.id).where(people.c.community_id == community, people.c.id.in_((person, into)))
    if len((await connection.execute(both)).all()) != 2:
        return
    await _move_what_one_has_once(connection, community, person, into)
    await _part_twin_goals(connection, community, person, into)
    await _move_summaries(connection, community, person, into)
    for table, column in SPEAK_OF_PEOPLE:
        theirs = (table.c.community_id == community) & (table.c[column] == person)
        await connection.execute(update(table).where(theirs).values({column: into}))
    await connection.execute(
        update(mentorships)
        .where(mentorships.c.community_id == community, mentorships.c.low_id > mentorships.c.high_id)
        .values(low_id=mentorships.c.high_id, high_id=mentorships.c.low_id)
    )
    named = select(people.c.is_named_moderator).where(people.c.community_id == community, people.c.id == person)
    keeps = (people.c.community_id == community) & (people.c.id == into) & named.scalar_subquery()
    await connection.execute(update(people).where(keeps).values(is_named_moderator=True))
    await move_marks(connection, community, person, into)
    await move_talks(connection, community, person, into)
    await _move_seats(connection, community, person, into)
    await _move_bookings(connection, community, person, into)
    await _move_blocks(connection, community, person, into)
    await connection.execute(delete(people).where(people.c.community_id == community, people.c.id == person))


async def _part_twin_goals(connection: AsyncConnection, community: int, person: int, into: int) -> None:
    """Of two goals made of one deadline both stay, and one follows it."""
    twin = goals.alias()
    has_both = exists().where(
        twin.c.community_id == community, twin.c.person_id == into, twin.c.deadline == goals.c.deadline
    )
    doubled = (goals.c.community_id == community) & (goals.c.person_id == person) & has_both
    await connection.execute(update(goals).where(doubled).values(deadline=None))


async def _move_summaries(connection: AsyncConnection, community: int, person: int, into: int) -> None:
    """Whoever had a week's summary has had it, as whom of the two ever."""
    twin = notices.alias()
    for name in (PERSON, PROGRAMME):
        old, new = key_of(name, person), key_of(name, into)
        key = func.replace(notices.c.key, old, new)
        has_both = exists().where(twin.c.community_id == community, twin.c.key == key)
        theirs = (notices.c.community_id == community) & notices.c.key.startswith(old) & ~has_both
        await connection.execute(update(notices).where(theirs).values(key=key))


async def _move_seats(connection: AsyncConnection, community: int, person: int, into: int) -> None:
    """Of two seats in one group session the better stays: a place before a wait. Nobody sits in their own."""
    twin, mine = seats.alias(), seats.c.community_id == community
    is_same = (twin.c.community_id == community) & (twin.c.group_id == seats.c.group_id)
    has_place = exists().where(is_same, twin.c.person_id == person, twin.c.number.is_not(None))
    worse = (seats.c.person_id == into) & seats.c.number.is_(None) & has_place
    await connection.execute(delete(seats).where(mine, worse))
    has_both = exists().where(is_same, twin.c.person_id == into)
    moves = (seats.c.person_id == person) & ~has_both
    await connection.execute(update(seats).where(mine, moves).values(person_id=into))
    is_theirs = exists().where(
        group_sessions.c.community_id == community,
        group_sessions.c.id == seats.c.group_id,
        group_sessions.c.mentor_id == into,
    )
    await connection.execute(delete(seats).where(mine, seats.c.person_id == into, is_theirs))


async def _move_bookings(connection: AsyncConnection, community: int, person: int, into: int) -> None:
    """Of a time that both had taken, one booking stays."""
    twin = bookings.alias()
    has_both = exists().where(
        twin.c.community_id == community, twin.c.person_id == into, twin.c.quarter == bookings.c.quarter
    )
    moves = (bookings.c.community_id == community) & (bookings.c.person_id == person) & ~has_both
    await connection.execute(update(bookings).where(moves).values(person_id=into))


async def _move_blocks(connection: AsyncConnection, community: int, person: int, into: int) -> None:
    """Whoever blocked one of the two has blocked both, and the other way round."""
    mine = blocks.c.community_id == community
    for side, other in (("person_id", "other_id"), ("other_id", "person_id")):
        twin = blocks.alias()
        has_both = exists().where(
            twin.c.community_id == community, twin.c[side] == into, twin.c[other] == blocks.c[other]
        )
        moves = (blocks.c[side] == person) & (blocks.c[other] != into) & ~has_both
        await connection.execute(update(blocks).where(mine, moves).values({side: into}))


MOVED_WHERE_FREE = (
    (check_in_readers, "person_id", ("check_in_id",)),
    (check_in_answers, "author_id", ("check_in_id", "kind")),
    (check_in_days, "person_id", ("on_date",)),
    (habits, "person_id", ()),
    (rests, "person_id", ("begins_on",)),
    (prompts, "person_id", ("on_date",)),
    (calendar_links, "person_id", ()),
    (consents, "person_id", ("purpose",)),
    (talk_offers, "person_id", ("talk_id",)),
    (namings, "person_id", ("mentorship_id", "author_id")),
    (namings, "author_id", ("mentorship_id", "person_id")),
)
"""What a person has once for each of these columns: where both have one, the other's own stays."""


async def _move_what_one_has_once(connection: AsyncConnection, community: int, person: int, into: int) -> None:
    """What both wrote on a day stays both, side by side. What was asked of the one who goes is asked no more."""
    twin = check_ins.alias()
    both = exists().where(
        twin.c.community_id == community, twin.c.author_id == into, twin.c.on_date == check_ins.c.on_date
    )
    doubled = (check_ins.c.community_id == community) & (check_ins.c.author_id == person) & both
    await connection.execute(update(check_ins).where(doubled).values(apart=check_ins.c.id))
    owed = (obligations.c.community_id == community) & (obligations.c.owes == person) & (obligations.c.kind == OWED)
    await connection.execute(update(obligations).where(owed).values(is_open=False))
    await drop_planned(connection, community, person)
    for table, column, key in MOVED_WHERE_FREE:
        await _move_where_free(connection, community, table, column, key, person, into)
    await replan(connection, community, into)


async def _move_where_free(
    connection: AsyncConnection, community: int, table: Table, column: str, key: Sequence[str], person: int, into: int
) -> None:
    twin = table.alias()
    same = [twin.c[name] == table.c[name] for name in key]
    has_both = exists().where(twin.c.community_id == community, twin.c[column] == into, *same)
    theirs = (table.c.community_id == community) & (table.c[column] == person) & ~has_both
    await connection.execute(update(table).where(theirs).values({column: into}))
