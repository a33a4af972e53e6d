"""A community's mentoring as a whole, counted by the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.programme import Needs, Standing
from storage.tables.mentors import mentors, students
from storage.tables.mentorships import mentorships
from storage.tables.obligations import obligations
from storage.tables.people import people
from storage.tables.questions import questions
from storage.tables.requests import requests
from storage.tables.sessions import sessions


class ProgrammePart:
    """Implements `bot.ports.programme.Programme`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def standing(self, now: datetime) -> Standing:
        there = mentors.join(
            people, (people.c.community_id == mentors.c.community_id) & (people.c.id == mentors.c.person_id)
        )
        awake = mentors.c.paused_until.is_(None) | (mentors.c.paused_until <= now)
        ours = mentors.c.community_id == self._community
        can_be_found = (ours, mentors.c.is_approved, people.c.left_at.is_(None), awake)
        pairs = mentorships.c.community_id == self._community
        row = await self._connection.execute(
            select(
                _count(there, *can_be_found),
                _count(there, *can_be_found, mentors.c.taken < mentors.c.capacity),
                _count(mentorships, pairs, mentorships.c.state == "active"),
                _count(mentorships, pairs, mentorships.c.state == "paused"),
                _count(requests, requests.c.community_id == self._community, requests.c.state == "open"),
                _count(questions, questions.c.community_id == self._community, questions.c.state == "open"),
            )
        )
        return Standing(*row.one())

    async def needs(self, now: datetime, quiet_since: datetime, soon: datetime) -> Needs:
        row = await self._connection.execute(
            select(
                _count(people, *self._is_unmatched()),
                _count(mentorships, *self._is_quiet(now, quiet_since)),
                _count(requests, *self._expires(now, soon)),
            )
        )
        return Needs(*row.one())

    def _is_unmatched(self) -> tuple[ColumnElement[bool], ...]:
        """They asked somebody, or wrote what they want to reach, and no mentorship of theirs runs or was completed."""
        pair = mentorships.c
        wrote = exists().where(students.c.community_id == self._community, students.c.person_id == people.c.id)
        asked = exists().where(requests.c.community_id == self._community, requests.c.mentee_id == people.c.id)
        counts = (pair.state != "ended") | (pair.outcome == "completed")
        has_one = exists().where(pair.community_id == self._community, pair.mentee_id == people.c.id, counts)
        return people.c.community_id == self._community, people.c.left_at.is_(None), or_(wrote, asked), ~has_one

    def _is_quiet(self, now: datetime, since: datetime) -> tuple[ColumnElement[bool], ...]:
        meets = exists().where(
            sessions.c.community_id == self._community,
            sessions.c.mentorship_id == mentorships.c.id,
            sessions.c.state == "confirmed",
            sessions.c.ends_at > now,
        )
        ours = mentorships.c.community_id == self._community
        return ours, mentorships.c.state == "active", mentorships.c.active_at <= since, ~meets

    def _expires(self, now: datetime, soon: datetime) -> tuple[ColumnElement[bool], ...]:
        clock = exists().where(
            obligations.c.community_id == self._community,
            obligations.c.kind.in_(("request", "request reply")),
            obligations.c.subject == requests.c.id,
            obligations.c.is_open,
            obligations.c.deadline_at > now,
            obligations.c.deadline_at <= soon,
        )
        return requests.c.community_id == self._community, requests.c.state == "open", clock

    async def missing_each_other(self) -> Sequence[int]:
        settled = (sessions.c.community_id == self._community) & sessions.c.state.in_(("held", "missed"))
        latest = (sessions.c.starts_at.desc(), sessions.c.id.desc())
        back = func.row_number().over(partition_by=sessions.c.mentorship_id, order_by=latest).label("back")
        last = select(sessions.c.mentorship_id, sessions.c.state, back).where(settled).subquery()
        missed = select(last.c.mentorship_id).where(last.c.back <= 2, last.c.state == "missed")
        twice = missed.group_by(last.c.mentorship_id).having(func.count() == 2)
        running = (mentorships.c.community_id == self._community) & (mentorships.c.state == "active")
        found = select(mentorships.c.id).where(running, mentorships.c.id.in_(twice)).order_by(mentorships.c.id)
        return list(await self._connection.scalars(found))


def _count(rows: FromClause, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(rows).where(*conditions).scalar_subquery()
