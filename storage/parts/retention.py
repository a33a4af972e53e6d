"""What is kept no longer, over all communities."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.retention import ASKED_TO_STAY, Kind
from storage.erased import carried, digest_of
from storage.parts.personal import UNTRACED
from storage.parts.rows import counted, insert_or_leave
from storage.parts.vent_rows import SAID
from storage.scrubbing import note_deletion
from storage.shelf import copies_of
from storage.tables import metadata
from storage.tables.afterwards import action_items
from storage.tables.audit import changes
from storage.tables.checkins import check_in_days, check_ins
from storage.tables.groups import group_sessions
from storage.tables.installs import installs
from storage.tables.mentorships import mentorships
from storage.tables.obligations import CLOSED, obligations
from storage.tables.outbox import notices
from storage.tables.people import accounts, communities, people, spaces
from storage.tables.questions import questions
from storage.tables.requests import requests
from storage.tables.safety import reports
from storage.tables.sessions import sessions

_AFTERWARDS = timedelta(days=7)
"""Obligations go so long after their notices: SQLite may give an id again, and a nudge is sent once for an id."""


def _old(kind: Kind, before: datetime) -> Sequence[tuple[Table, ColumnElement[bool]]]:
    """Which rows of which tables are of this kind and older."""
    decided = func.coalesce(requests.c.decided_at, requests.c.created_at)
    olds: Mapping[Kind, Sequence[tuple[Table, ColumnElement[bool]]]] = {
        Kind.CHECK_INS: ((check_ins, check_ins.c.written_at < before),),
        Kind.SESSIONS: (
            (sessions, sessions.c.ends_at < before),
            (group_sessions, group_sessions.c.ends_at < before),
            (action_items, action_items.c.done_at < before),
        ),
        Kind.REQUESTS: (
            (requests, (requests.c.state != "open") & (requests.c.created_at < before) & (decided < before)),
            (questions, questions.c.state.not_in(("open", "held")) & (questions.c.created_at < before)),
        ),
        Kind.CHANGES: (
            (changes, changes.c.at < before),
            (reports, (reports.c.closed_by != 0) & (reports.c.at < before)),
        ),
        Kind.MESSAGES: (
            (notices, (notices.c.done_at < before) & ~notices.c.key.startswith(SAID)),
            (obligations, and_(CLOSED, obligations.c.deadline_at < before - _AFTERWARDS)),
        ),
    }
    return olds[kind]


class RetentionPart:
    """Implements `bot.ports.privacy.Retention`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def communities(self) -> Sequence[int]:
        return list(await self._connection.scalars(select(communities.c.id).order_by(communities.c.id)))

    async def forget(self, community: int, kind: Kind, before: datetime, most: int) -> int:
        gone = 0
        for table, is_old in _old(kind, before):
            if gone >= most:
                return gone
            ours = select(table.c.id).where(table.c.community_id == community, is_old).limit(most - gone)
            ids = list(await self._connection.scalars(ours))
            if not ids:
                continue
            if table is check_ins:
                await self._keep_days(ids)
            if self._connection.dialect.name == "sqlite":  # elsewhere the database vacuums by itself
                note_deletion(self._connection)
            gone += await counted(self._connection, delete(table).where(table.c.id.in_(ids)))
        return gone + (await self._forget_words(community, before) if kind is Kind.SESSIONS else 0)

    async def _forget_words(self, community: int, before: datetime) -> int:
        """What a pair that ended long ago had written into its agreement; that it was one stays."""
        has_words = (mentorships.c.note != b"") | (mentorships.c.meets != "") | (mentorships.c.writes != "")
        ended = (mentorships.c.state == "ended") & (mentorships.c.ended_at < before)
        old = (mentorships.c.community_id == community) & ended & has_words
        return await counted(self._connection, update(mentorships).where(old).values(note=b"", meets="", writes=""))

    async def _keep_days(self, ids: Sequence[int]) -> None:
        """That something was written on a day: streaks go on over what is forgotten."""
        wrote = select(check_ins.c.community_id, check_ins.c.author_id, check_ins.c.on_date)
        for row in (await self._connection.execute(wrote.where(check_ins.c.id.in_(ids)))).all():
            day = {"community_id": row.community_id, "person_id": row.author_id, "on_date": row.on_date}
            await self._connection.execute(insert_or_leave(self._connection, check_in_days, day))

    async def quiet(self, community: int, before: datetime, after: int, most: int) -> tuple[Sequence[int], int]:
        looked = select(people.c.id).where(people.c.community_id == community, people.c.id > after)
        ids = list(await self._connection.scalars(looked.order_by(people.c.id).limit(most)))
        used = exists().where(
            accounts.c.community_id == community, accounts.c.person_id == people.c.id, accounts.c.used_at >= before
        )
        wrote = [
            exists().where(at.table.c.community_id == community, of == people.c.id, at >= before) for at, of in UNTRACED
        ]
        told = exists().where(
            obligations.c.community_id == community,
            obligations.c.kind == ASKED_TO_STAY,
            obligations.c.owes == people.c.id,
            obligations.c.is_open,
        )
        found = select(people.c.id).where(
            people.c.id.in_(ids),
            people.c.joined_at < before,
            people.c.left_at.is_(None),
            ~used,
            ~told,
            *(~one for one in wrote),
        )
        silent = list(await self._connection.scalars(found.order_by(people.c.id)))
        return silent, ids[-1] if len(ids) == most else 0

    async def gone(self, before: datetime, most: int) -> Sequence[tuple[int, int]]:
        left = select(people.c.community_id, people.c.id).where(people.c.left_at < before, ~people.c.is_nobody)
        rows = await self._connection.execute(left.order_by(people.c.id).limit(most))
        return [(row.community_id, row.id) for row in rows]

    async def abandoned(self, before: datetime) -> Sequence[int]:
        ours = spaces.c.community_id == communities.c.id
        here = exists().where(ours, spaces.c.left_at.is_(None) | (spaces.c.left_at >= before))
        found = select(communities.c.id).where(exists().where(ours), ~here).order_by(communities.c.id)
        return list(await self._connection.scalars(found))

    async def purge(self, community: int) -> None:
        theirs = select(spaces.c.platform, spaces.c.external_id).where(spaces.c.community_id == community)
        installed = tuple_(installs.c.platform, installs.c.external_id)
        await self._connection.execute(delete(installs).where(installed.in_(theirs)))
        for table in reversed(metadata.sorted_tables):
            if "community_id" in table.c:
                await self._connection.execute(delete(table).where(table.c.community_id == community))
        await self._connection.execute(delete(communities).where(communities.c.id == community))
        copies_of(self._connection).forget(community)
        note_deletion(self._connection)

    async def revived(self) -> Sequence[tuple[int, int]]:
        erased = carried(self._connection.info).all()
        if not erased:
            return []
        rows = await self._connection.execute(
            select(
                people.c.community_id,
                people.c.id,
                people.c.joined_at,
                accounts.c.used_at,
                accounts.c.platform,
                accounts.c.external_id,
                spaces.c.external_id.label("space"),
            )
            .join(accounts, accounts.c.person_id == people.c.id)
            .join(spaces, spaces.c.id == accounts.c.space_id)
        )
        found = set()
        for row in rows:
            at = erased.get(digest_of(self._connection, row.platform, row.space, row.external_id))
            if at is not None and max(row.joined_at, row.used_at) <= at:  # who was linked since has joined before
                found.add((row.community_id, row.id))
        return sorted(found)
