"""All that is somebody's in one community: read whole, and erased."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Select, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls import Call
from bot.ports.privacy import Exported
from storage.erased import digest_of
from storage.parts.exporting import exported
from storage.parts.sealing import Sealing
from storage.scrubbing import note_deletion
from storage.shelf import copies_of
from storage.tables.audit import changes
from storage.tables.columns import Sealed
from storage.tables.erasures import erasures
from storage.tables.journal import journal_entries, mentor_vents
from storage.tables.listening import talk_lines
from storage.tables.mentorships import mentorships
from storage.tables.outbox import notices
from storage.tables.people import accounts, homes, people, spaces
from storage.tables.requests import requests
from storage.traces import TRACES, Fate, Trace

SOMEBODY = "somebody who left"
UNTRACED = (
    (journal_entries.c.at, journal_entries.c.author_id),
    (mentor_vents.c.at, mentor_vents.c.author_id),
    (talk_lines.c.at, talk_lines.c.author_id),
)
"""Signs of life of somebody who vents or listens: an account's last use does not tell of it."""
_PAIRED = (mentorships, requests)


class PersonalPart:
    """Implements `bot.ports.privacy.Personal`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def export(self, person: int) -> Exported:
        return await exported(self._connection, self._community, person)

    async def is_nobody(self, person: int) -> bool:
        found = select(people.c.id).where(self._ours(person), people.c.is_nobody)
        return (await self._connection.execute(found)).first() is not None

    async def last_heard(self, person: int) -> datetime | None:
        moments = [(accounts.c.used_at, accounts.c.person_id), *UNTRACED]
        found = [(await self._connection.execute(self._last(at, of, person))).scalar() for at, of in moments]
        joined = select(people.c.joined_at).where(self._ours(person), ~people.c.is_nobody)
        since: datetime | None = (await self._connection.execute(joined)).scalar()
        return max(since, *(at for at in found if at)) if since else None

    def _last(self, at: Column[datetime], of: Column[int], person: int) -> Select[datetime | None]:
        return select(func.max(at)).where(at.table.c.community_id == self._community, of == person)

    async def erase(self, person: int, mentions: Sequence[tuple[str, int]], now: datetime) -> bool:
        found = select(people.c.name).where(self._ours(person), ~people.c.is_nobody).with_for_update()
        name = (await self._connection.execute(found)).scalar()
        if name is None:
            return False
        await self._note(person, now)
        await self._forget_name(name)
        await self._forget_mentions(person, mentions)
        nobody = await self._nobody(now)
        for trace in TRACES:
            if trace.fate is not Fate.GOES:
                empty = nobody if trace.fate is Fate.NOBODY else None if trace.who.nullable else 0
                theirs = (trace.table.c.community_id == self._community) & (trace.who == person)
                values = {**self._blanks(trace), trace.column: empty}
                await self._connection.execute(update(trace.table).where(theirs).values(values))
        for table in _PAIRED:  # of two people who are both gone nobody is left to remember
            alone = (table.c.mentee_id == nobody) & (table.c.mentor_id == nobody)
            await self._connection.execute(delete(table).where(table.c.community_id == self._community, alone))
        for trace in reversed(TRACES):  # the person comes first in the list, and goes last
            if trace.fate is Fate.GOES:
                theirs = (trace.table.c.community_id == self._community) & (trace.who == person)
                await self._connection.execute(delete(trace.table).where(theirs))
        copies_of(self._connection).is_changed = True
        note_deletion(self._connection)
        await self._guard_ids(person, nobody, now)
        return True

    def _blanks(self, trace: Trace) -> dict[str, object]:
        """As they are stored: some columns take only what is sealed."""
        sealing, columns = Sealing(self._connection, self._community), trace.table.c
        return {
            name: sealing.shut(columns[name], words) if isinstance(columns[name].type, Sealed) else words
            for name, words in trace.blanks.items()
        }

    async def _note(self, person: int, now: datetime) -> None:
        """Their accounts, so that they stay erased; and what is kept by account alone goes."""
        theirs = (
            select(accounts.c.platform, accounts.c.external_id, spaces.c.external_id.label("space"))
            .join(spaces, spaces.c.id == accounts.c.space_id)
            .where(accounts.c.community_id == self._community, accounts.c.person_id == person)
        )
        for row in (await self._connection.execute(theirs)).all():
            digest = digest_of(self._connection, row.platform, row.space, row.external_id)
            noted = {"community_id": self._community, "digest": digest, "at": now}
            await self._connection.execute(insert(erasures).values(noted))
            home = (homes.c.platform == row.platform) & (homes.c.external_id == row.external_id)
            await self._connection.execute(delete(homes).where(home, homes.c.community_id == self._community))

    async def _forget_name(self, name: str) -> None:
        """The audit trail names those who were made moderators."""
        for column in (changes.c.before, changes.c.after):
            named = (changes.c.community_id == self._community) & (column == name)
            await self._connection.execute(update(changes).where(named).values({column.name: SOMEBODY}))

    async def _forget_mentions(self, person: int, mentions: Sequence[tuple[str, int]]) -> None:
        """Notices to others that name the person in their call."""
        names = [notices.c.call.startswith(f"{name}:", autoescape=True) for name in sorted({n for n, _ in mentions})]
        if not names:
            return
        found = select(notices.c.id, notices.c.call).where(notices.c.community_id == self._community, or_(*names))
        speak = [row.id for row in await self._connection.execute(found) if _names(row.call, person, mentions)]
        for first in range(0, len(speak), 500):
            await self._connection.execute(delete(notices).where(notices.c.id.in_(speak[first : first + 500])))

    async def _nobody(self, now: datetime) -> int:
        """Who stands for all who were erased here; made when it is needed first."""
        mine = select(people.c.id).where(people.c.community_id == self._community, people.c.is_nobody)
        found = (await self._connection.execute(mine.order_by(people.c.id).limit(1))).scalar()
        return int(found) if found is not None else await self._make_nobody(now)

    async def _make_nobody(self, now: datetime) -> int:
        values = {"community_id": self._community, "name": SOMEBODY, "joined_at": now, "left_at": now}
        made = await self._connection.execute(insert(people).values(**values, is_nobody=True).returning(people.c.id))
        return int(made.scalar_one())

    async def _guard_ids(self, person: int, nobody: int, now: datetime) -> None:
        """SQLite gives the highest id away again when its row is gone; old buttons would then mean somebody else."""
        if self._connection.dialect.name != "sqlite":
            return
        higher = select(people.c.id).where(people.c.id > person).limit(1)
        if (await self._connection.execute(higher)).first() is not None:
            return
        spare = (people.c.community_id == self._community) & people.c.is_nobody & (people.c.id != nobody)
        await self._connection.execute(delete(people).where(spare))
        values = {"id": person + 1, "community_id": self._community, "name": SOMEBODY}
        await self._connection.execute(insert(people).values(**values, joined_at=now, left_at=now, is_nobody=True))

    def _ours(self, person: int) -> ColumnElement[bool]:
        return (people.c.community_id == self._community) & (people.c.id == person)


def _names(call: str, person: int, mentions: Sequence[tuple[str, int]]) -> bool:
    asked = Call.parse(call)
    return any(
        asked.name == name and len(asked.args) > place and asked.args[place] == str(person) for name, place in mentions
    )
