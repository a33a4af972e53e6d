"""The sending side of every outbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls import Call
from bot.ports.outbox import UNKNOWN, Delivery, Dm, Done, Later, Notice, Place, Post
from storage.parts.readers import readers
from storage.tables.outbox import WAITING, notices
from storage.tables.people import channels, spaces

_DONE = (
    update(notices)
    .where(notices.c.id == bindparam("delivery"), WAITING)
    .values(
        state=bindparam("end"),
        done_at=bindparam("moment"),
        message=bindparam("sent_as"),
        reason=bindparam("why"),
    )
)
_LATER = (
    update(notices)
    .where(notices.c.id == bindparam("delivery"), notices.c.state == "sending")
    .values(
        state="due",
        due_at=bindparam("moment"),
        attempts=notices.c.attempts + bindparam("tries"),
        reason=bindparam("why"),
    )
)
_now: BindParameter[Any] = bindparam("now")
_EXPIRED = (
    update(notices)
    .where(WAITING, notices.c.due_at <= _now, notices.c.expires_at <= _now)
    .values(state="expired", done_at=_now, reason="too late to be of use")
)
_UNSURE = (
    update(notices)
    .where(WAITING, notices.c.state == "sending", notices.c.is_once, notices.c.due_at <= _now)
    .values(state="dead", done_at=_now, reason=UNKNOWN)
)
"""What must not be sent twice, and may have been sent once."""
_DUE = (
    select(notices)
    .where(WAITING, notices.c.due_at <= _now)
    .order_by(notices.c.due_at, notices.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIMED = (
    update(notices)
    .where(notices.c.id.in_(bindparam("claimed", expanding=True)))
    .values(state="sending", due_at=bindparam("until"))
)


class DeliveriesPart:
    """Implements `bot.ports.outbox.Deliveries`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, now: datetime, until: datetime, most: int) -> Sequence[Delivery]:
        await self._connection.execute(_EXPIRED, {"now": now})
        await self._connection.execute(_UNSURE, {"now": now})
        taken = (await self._connection.execute(_DUE, {"now": now, "most": most})).all()
        if taken:
            await self._connection.execute(_CLAIMED, {"claimed": [row.id for row in taken], "until": until})
        return [_delivery(row) for row in taken]

    async def places(self, deliveries: Sequence[Delivery]) -> Mapping[int, Place]:
        wanted = {delivery.id: (delivery.community, delivery.notice.to) for delivery in deliveries}
        people = {(community, to.person) for community, to in wanted.values() if isinstance(to, Dm)}
        purposes = {(community, to.purpose) for community, to in wanted.values() if isinstance(to, Post)}
        found: dict[tuple[int, Dm | Post], Place] = {}
        for (community, person), place in (await readers(self._connection, people)).items():
            found[community, Dm(person)] = place
        for (community, purpose), place in (await self._channels(purposes)).items():
            found[community, Post(purpose)] = place
        return {delivery: found[to] for delivery, to in wanted.items() if to in found}

    async def _channels(self, wanted: set[tuple[int, str]]) -> Mapping[tuple[int, str], Place]:
        if not wanted:
            return {}
        rows = await self._connection.execute(
            select(
                channels.c.community_id,
                channels.c.purpose,
                spaces.c.platform,
                spaces.c.external_id.label("space"),
                channels.c.external_id.label("channel"),
            )
            .join(spaces, spaces.c.id == channels.c.space_id)
            .where(
                channels.c.community_id.in_({community for community, _ in wanted}),
                channels.c.trouble == "",
                spaces.c.left_at.is_(None),
            )
        )
        return {(row.community_id, row.purpose): Place(row.platform, row.space, channel=row.channel) for row in rows}

    async def done(self, ends: Sequence[Done], now: datetime) -> None:
        marks = [
            {
                "delivery": end.delivery,
                "end": end.state,
                "moment": now,
                "sent_as": end.said if end.state == "sent" else None,
                "why": None if end.state == "sent" else end.said,
            }
            for end in sorted(ends, key=lambda end: end.delivery)
        ]
        if marks:
            await self._connection.execute(_DONE, marks)

    async def later(self, waits: Sequence[Later]) -> None:
        marks = [
            {"delivery": wait.delivery, "moment": wait.at, "tries": int(wait.is_attempt), "why": wait.reason}
            for wait in sorted(waits, key=lambda wait: wait.delivery)
        ]
        if marks:
            await self._connection.execute(_LATER, marks)


def _delivery(row: Row[Any]) -> Delivery:
    to = Dm(row.person_id) if row.person_id is not None else Post(row.purpose)
    notice = Notice(row.key, to, Call.parse(row.call), row.due_at, row.expires_at, row.is_once)
    return Delivery(row.id, row.community_id, notice, row.attempts, row.nonce)
