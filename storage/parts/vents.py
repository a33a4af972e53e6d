"""Anonymous posts of one community."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.vents import DRAWS, KEPT, MOST_A_DAY, QUOTA_FOR, Fate, Vent, VentState, next_hour, posts_at
from bot.ports.outbox import UNKNOWN
from bot.ports.storage import StorageBusy
from bot.ports.vents import Words
from storage.parts.rows import counted, insert_or_leave
from storage.parts.vent_rows import (
    NOTICE,
    REPORTS,
    TOKEN_BYTES,
    author_mark,
    hashed,
    notice_key,
    sealed,
    this,
    vent_of,
)
from storage.seal import seal_of
from storage.tables.outbox import notices
from storage.tables.people import channels, people, spaces
from storage.tables.vents import vent_quotas, vent_voices, vents


class VentsPart:
    """Implements `bot.ports.vents.Vents`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community
        self._seal = seal_of(connection)

    async def take(self, what: str, person: int, most: int, now: datetime) -> bool:
        await self._connection.execute(delete(vent_quotas).where(self._quota(), vent_quotas.c.until <= now))
        used = await self._used(what, person, most, now)
        until = next_hour(now + QUOTA_FOR)
        for mark in self._marks(what, person, most, now):
            if len(used) >= most:
                return False
            values = {"community_id": self._community, "mark": mark, "until": until}
            if await counted(self._connection, insert_or_leave(self._connection, vent_quotas, values)):
                return True
            used.add(mark)
        return False

    async def give_back(self, what: str, person: int, now: datetime) -> None:
        used = await self._used(what, person, MOST_A_DAY, now)
        for mark in sorted(used)[:1]:
            await self._connection.execute(delete(vent_quotas).where(self._quota(), vent_quotas.c.mark == mark))

    def _marks(self, what: str, person: int, most: int, day: datetime) -> list[bytes]:
        """One for each time of a day, none of which tells of another."""
        of = (self._community, person, what, day.date())
        return [self._seal.digest("vent quota", *of, number) for number in range(most)]

    async def _used(self, what: str, person: int, most: int, now: datetime) -> set[bytes]:
        before = self._marks(what, person, most, now - timedelta(days=1))
        wanted = [*before, *self._marks(what, person, most, now)]
        found = select(vent_quotas.c.mark).where(self._quota(), vent_quotas.c.mark.in_(wanted))
        return set(await self._connection.scalars(found.where(vent_quotas.c.until > now)))

    def _quota(self) -> ColumnElement[bool]:
        return vent_quotas.c.community_id == self._community

    async def wait(self, author: int, words: Words, thread: str, voice: int, now: datetime) -> str:
        await self._hold(author)
        vent, key = secrets.token_urlsafe(TOKEN_BYTES), secrets.token_urlsafe(TOKEN_BYTES)
        waiting = select(vents.c.due_at).where(self._mine(), vents.c.state == VentState.WAITING.value)
        due_at = posts_at(now, secrets.randbelow(DRAWS), list(await self._connection.scalars(waiting)))
        values: dict[str, object] = {
            "community_id": self._community,
            "id": vent,
            "thread": thread or vent,
            "voice": voice,
            **sealed(self._seal, self._community, words),
            "key_hash": hashed(key),
            "mark": author_mark(self._seal, self._community, vent, author),
            "state": VentState.WAITING.value,
            "due_at": due_at,
            "expires_at": next_hour(now) + KEPT,
        }
        await self._connection.execute(insert(vents).values(values))
        return key

    async def _hold(self, author: int) -> None:
        """No row refers to the author, so nothing else keeps them from being erased while this is written."""
        here = select(people.c.id).where(people.c.community_id == self._community, people.c.id == author)
        if (await self._connection.execute(here.with_for_update(read=True, key_share=True))).first() is None:
            raise StorageBusy("whoever wrote it was erased meanwhile")

    async def get(self, vent: str) -> Vent | None:
        return await self._one(vents.c.id == vent)

    async def of_key(self, key: str) -> Vent | None:
        return await self._one(vents.c.key_hash == hashed(key))

    async def _one(self, which: ColumnElement[bool]) -> Vent | None:
        row = (await self._connection.execute(select(vents, REPORTS).where(self._mine(), which))).first()
        return vent_of(self._seal, row) if row else None

    async def is_author(self, vent: str, person: int) -> bool:
        mark = (await self._connection.execute(select(vents.c.mark).where(this(self._community, vent)))).scalar()
        return mark is not None and mark == author_mark(self._seal, self._community, vent, person)

    async def retract(self, person: int, now: datetime) -> int:
        shown = (VentState.POSTED, VentState.HIDDEN)
        still = vents.c.state.in_([state.value for state in (VentState.WAITING, *shown)])
        rows = (await self._connection.execute(select(vents.c.id, vents.c.mark).where(self._mine(), still))).all()
        mine = [row.id for row in rows if row.mark == author_mark(self._seal, self._community, row.id, person)]
        waits = vents.c.state == VentState.WAITING.value
        for vent in mine:
            await self._connection.execute(delete(vents).where(this(self._community, vent), waits))
            await self.move(vent, shown, VentState.REMOVED, now)
        return len(mine)

    async def voice(self, thread: str, person: int) -> int:
        mark = self._seal.digest("vent voice", self._community, thread, person)
        mine = (vent_voices.c.community_id == self._community) & (vent_voices.c.thread == thread)
        for _ in range(2):
            found = select(vent_voices.c.number).where(mine, vent_voices.c.mark == mark)
            number = (await self._connection.execute(found)).scalar()
            if number is not None:
                return int(number)
            await self._connection.execute(select(vents.c.id).where(this(self._community, thread)).with_for_update())
            last = (await self._connection.execute(select(func.max(vent_voices.c.number)).where(mine))).scalar() or 0
            values = {"community_id": self._community, "thread": thread, "number": last + 1, "mark": mark}
            if await counted(self._connection, insert_or_leave(self._connection, vent_voices, values)):
                return int(last) + 1
        raise LookupError(f"no voice could be found in a thread of community {self._community}")

    async def undo(self, key: str) -> bool:
        waits = (vents.c.key_hash == hashed(key)) & (vents.c.state == VentState.WAITING.value)
        return await counted(self._connection, delete(vents).where(self._mine(), waits)) == 1

    async def release(self, vent: str, now: datetime) -> str | None:
        return await self.show_again(vent, (VentState.WAITING,), now)

    async def show_again(self, vent: str, before: Collection[VentState], now: datetime) -> str | None:
        place = await self._place()
        values = {
            "state": VentState.POSTED.value,
            "due_at": vents.c.expires_at,
            "posts": vents.c.posts + 1,
            "is_up": True,
            "tries": 0,
        }
        among = vents.c.state.in_([state.value for state in before])
        is_out = ~vents.c.is_up | (vents.c.state == VentState.POSTED.value)
        can = this(self._community, vent) & among & is_out & (vents.c.expires_at > now)
        shown = update(vents).where(can).values(**values, **place).returning(vents.c.posts)
        posts = (await self._connection.execute(shown)).scalar()
        return None if posts is None else notice_key(vent, posts)

    async def _place(self) -> dict[str, str]:
        """Where it is sent to now, so that it is found there later whatever channel is chosen then."""
        found = (
            select(spaces.c.platform, spaces.c.external_id.label("space"), channels.c.external_id.label("channel"))
            .join(spaces, spaces.c.id == channels.c.space_id)
            .where(channels.c.community_id == self._community, channels.c.purpose == "vent")
        )
        row = (await self._connection.execute(found)).mappings().first()
        return dict(row) if row else {"platform": "", "space": "", "channel": ""}

    async def move(self, vent: str, before: Collection[VentState], after: VentState, now: datetime) -> bool:
        values: dict[str, object] = {"state": after.value, "due_at": now, "tries": 0}
        if after is VentState.REMOVED:
            values |= {"sealed": None, "name": None}
        among = vents.c.state.in_([state.value for state in before])
        moved = update(vents).where(this(self._community, vent), among).values(values)
        return await counted(self._connection, moved) == 1

    async def clear(self, vent: str) -> None:
        await self._connection.execute(update(vents).where(this(self._community, vent)).values(is_cleared=True))

    async def fate(self, vent: str) -> Fate:
        sent = (notices.c.community_id == self._community) & (notices.c.key == NOTICE)
        asked = select(notices.c.state, notices.c.reason).select_from(vents).join(notices, sent)
        alone = asked.where(this(self._community, vent)).with_for_update(of=vents)
        row = (await self._connection.execute(alone)).first()
        if row is None or row.state in ("due", "sending"):
            return Fate.COMING
        if row.state == "sent":
            return Fate.ARRIVED
        return Fate.UNKNOWN if row.reason == UNKNOWN else Fate.LOST

    def _mine(self) -> ColumnElement[bool]:
        return vents.c.community_id == self._community
