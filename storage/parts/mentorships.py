"""Mentorships of one community."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.mentorships import Feedback, Mentorship, MentorshipState, Outcome
from storage.parts.rows import counted, insert_or_leave
from storage.parts.sealing import Sealing
from storage.tables import mentorships as tables

mentorships, said = tables.mentorships, tables.feedback
_ACTIVE, _PAUSED, _ENDED = (state.value for state in MentorshipState)


class MentorshipsPart:
    """Implements `bot.ports.mentorships.Mentorships`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._sealing = Sealing(connection, community)

    async def add(self, mentee: int, mentor: int, now: datetime, note: str = "") -> int | None:
        values = {
            "community_id": self._community,
            "mentee_id": mentee,
            "mentor_id": mentor,
            "low_id": min(mentee, mentor),
            "high_id": max(mentee, mentor),
            "state": _ACTIVE,
            "started_at": now,
            "active_at": now,
            "note": self._sealing.shut(mentorships.c.note, note),
        }
        made = insert_or_leave(self._connection, mentorships, values).returning(mentorships.c.id)
        identity: int | None = (await self._connection.execute(made)).scalar()
        return identity

    async def get(self, mentorship: int) -> Mentorship | None:
        found = await self._found(mentorships.c.id == mentorship)
        return found[0] if found else None

    async def of(self, person: int, *, with_ended: bool = False) -> Sequence[Mentorship]:
        theirs = (mentorships.c.mentee_id == person) | (mentorships.c.mentor_id == person)
        return await self._found(theirs if with_ended else theirs & (mentorships.c.state != _ENDED))

    async def running_between(self, one: int, other: int) -> Mentorship | None:
        pair = (mentorships.c.low_id == min(one, other)) & (mentorships.c.high_id == max(one, other))
        found = await self._found(pair & (mentorships.c.state != _ENDED))
        return found[0] if found else None

    async def agree(self, mentorship: int, weeks: int, rhythm: str, meets: str, writes: str) -> None:
        agreed = {"weeks": weeks, "rhythm": rhythm, "meets": meets, "writes": writes}
        await self._connection.execute(self._one(mentorship).values(**agreed))

    async def touch(self, mentorship: int, now: datetime) -> None:
        await self._connection.execute(self._one(mentorship).values(active_at=now))

    async def pause(self, mentorship: int, until: datetime | None) -> bool:
        return await self._moved(mentorship, (_ACTIVE,), state=_PAUSED, paused_until=until)

    async def resume(self, mentorship: int, now: datetime) -> bool:
        return await self._moved(mentorship, (_PAUSED,), state=_ACTIVE, paused_until=None, active_at=now)

    async def end(self, mentorship: int, outcome: Outcome, by: int, now: datetime) -> bool:
        ended = {"state": _ENDED, "outcome": outcome.value, "ended_by": by, "ended_at": now, "paused_until": None}
        return await self._moved(mentorship, (_ACTIVE, _PAUSED), **ended)

    async def reopen(self, mentorship: int, now: datetime) -> bool:
        again = {"state": _ACTIVE, "active_at": now, "outcome": None, "ended_by": 0, "ended_at": None}
        try:
            async with self._connection.begin_nested():
                return await self._moved(mentorship, (_ENDED,), **again)
        except IntegrityError:
            return False

    async def with_state(self, state: MentorshipState) -> Sequence[Mentorship]:
        return await self._found(mentorships.c.state == state.value, mentorships.c.active_at, mentorships.c.id)

    async def add_feedback(self, feedback: Feedback) -> bool:
        values = {
            "community_id": self._community,
            "mentorship_id": feedback.mentorship,
            "author_id": feedback.author,
            "about_id": feedback.about,
            "rating": feedback.rating,
            "thanks": feedback.thanks,
            "concern": self._sealing.shut(said.c.concern, feedback.concern),
            "at": feedback.at,
        }
        return await counted(self._connection, insert_or_leave(self._connection, said, values)) == 1

    async def feedback(self, mentorship: int, author: int) -> Feedback | None:
        found = await self._said((said.c.mentorship_id == mentorship) & (said.c.author_id == author))
        return found[0] if found else None

    async def thanks_to(self, person: int) -> Sequence[Feedback]:
        return await self._said((said.c.about_id == person) & (said.c.thanks != ""))

    def _one(self, mentorship: int) -> Update:
        return update(mentorships).where(mentorships.c.community_id == self._community, mentorships.c.id == mentorship)

    async def _moved(self, mentorship: int, before: tuple[str, ...], **values: object) -> bool:
        moved = self._one(mentorship).where(mentorships.c.state.in_(before)).values(**values)
        return await counted(self._connection, moved) == 1

    async def _found(self, which: ColumnElement[bool], *order: ColumnElement[Any]) -> Sequence[Mentorship]:
        rows = await self._connection.execute(
            select(mentorships)
            .where(mentorships.c.community_id == self._community, which)
            .order_by(*order or (mentorships.c.id.desc(),))
        )
        return [self._mentorship(row) for row in rows]

    async def _said(self, which: ColumnElement[bool]) -> Sequence[Feedback]:
        rows = await self._connection.execute(
            select(said)
            .where(said.c.community_id == self._community, which)
            .order_by(said.c.at.desc(), said.c.mentorship_id.desc())
        )
        return [self._feedback(row) for row in rows]

    def _feedback(self, row: Row[Any]) -> Feedback:
        concern = self._sealing.open(said.c.concern, row.concern)
        return Feedback(row.mentorship_id, row.author_id, row.about_id, row.rating, row.thanks, concern, row.at)

    def _mentorship(self, row: Row[Any]) -> Mentorship:
        return Mentorship(
            row.id,
            row.mentee_id,
            row.mentor_id,
            MentorshipState(row.state),
            row.started_at,
            row.active_at,
            self._sealing.open(mentorships.c.note, row.note),
            row.weeks,
            row.rhythm,
            row.meets,
            row.writes,
            row.paused_until,
            row.ended_at,
            row.ended_by,
            Outcome(row.outcome) if row.outcome else None,
        )
