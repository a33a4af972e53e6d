"""What the clock does about anonymous posts, over all communities."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.journal import MENTOR_VENTS_KEPT_DAYS
from bot.domain.vents import VentState
from bot.ports.vents import DueVent, Withdrawal
from storage.parts.talk_rows import forget_talks
from storage.parts.vent_rows import NOTICE, this
from storage.tables.journal import mentor_vents
from storage.tables.outbox import notices
from storage.tables.vents import vent_drafts, vent_mutes, vent_quotas, vents

_SHOWS = vents.c.state.in_((VentState.WAITING.value, VentState.POSTED.value))
_IS_OUT = vents.c.is_up & vents.c.state.in_((VentState.HIDDEN.value, VentState.REMOVED.value))
"""Not to be seen any more, and perhaps still in its channel."""
_ON_ITS_WAY = ("due", "sending")
WAITS = or_(_SHOWS, _IS_OUT)
"""What the clock has to do something about when it is due."""
_LOOK_AGAIN = timedelta(minutes=1)


class VentingPart:
    """Implements `bot.ports.vents.Venting`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def due(self, now: datetime, most: int) -> Sequence[DueVent]:
        due = select(vents.c.community_id, vents.c.id, vents.c.state).where(_SHOWS, vents.c.due_at <= now)
        locked = due.order_by(vents.c.id).limit(most).with_for_update(skip_locked=True)
        rows = await self._connection.execute(locked)
        return [DueVent(row.community_id, row.id, VentState(row.state)) for row in rows]

    async def withdrawals(self, now: datetime, most: int) -> Sequence[Withdrawal]:
        """One that is still on its way is looked at again; one that never arrived needs nothing."""
        sent = and_(notices.c.community_id == vents.c.community_id, notices.c.key == NOTICE)
        asked = select(vents, notices.c.state.label("sent"), notices.c.message).outerjoin(notices, sent)
        due = asked.where(_IS_OUT, vents.c.due_at <= now).order_by(vents.c.id).limit(most)
        found = []
        for row in (await self._connection.execute(due)).all():
            one = Withdrawal(
                row.community_id, row.id, row.platform, row.space, row.channel, row.message or "", row.tries
            )
            if row.sent == "sent":
                found.append(one)
            elif row.sent in _ON_ITS_WAY:
                await self._set(one, {"due_at": now + _LOOK_AGAIN})
            else:
                await self.withdrawn(one)
        return found

    async def withdrawn(self, withdrawal: Withdrawal) -> None:
        await self._set(withdrawal, {"is_up": False, "due_at": vents.c.expires_at})

    async def later(self, withdrawal: Withdrawal, now: datetime, after: timedelta) -> None:
        await self._set(withdrawal, {"tries": vents.c.tries + 1, "due_at": now + after})

    async def _set(self, withdrawal: Withdrawal, values: dict[str, object]) -> None:
        which = this(withdrawal.community, withdrawal.vent)
        await self._connection.execute(update(vents).where(which, _IS_OUT).values(values))

    async def forget(self, now: datetime) -> None:
        """A post goes when it is out of its channel; its notices, which name nobody, go with it."""
        over = and_(vents.c.expires_at <= now, ~vents.c.is_up, ~_SHOWS)
        gone = delete(vents).where(over).returning(vents.c.community_id, vents.c.id)
        for row in (await self._connection.execute(gone)).all():
            about = or_(
                notices.c.call == f"vent.said:{row.id}",
                notices.c.call == f"vent.reported:{row.id}",
                notices.c.call == f"vent.stuck:{row.id}",
            )
            await self._connection.execute(delete(notices).where(notices.c.community_id == row.community_id, about))
        for table in (vent_quotas, vent_mutes, vent_drafts):
            await self._connection.execute(delete(table).where(table.c.until <= now))
        kept_until = now - timedelta(days=MENTOR_VENTS_KEPT_DAYS)
        await self._connection.execute(delete(mentor_vents).where(mentor_vents.c.at <= kept_until))
        await forget_talks(self._connection, now)
