"""Conversations with listeners where more than one community or person is concerned: forgetting and merging them."""

from datetime import datetime

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.listening import KEPT, OWED, QUIET, TalkState
from storage.tables.listening import listeners, talk_lines, talk_partings, talks
from storage.tables.obligations import obligations
from storage.tables.outbox import notices


async def forget_talks(connection: AsyncConnection, now: datetime) -> None:
    """Deletes lines and conversations that were kept long enough, and what the outbox still knows of these."""
    old = delete(talk_lines).where(talk_lines.c.at <= now - KEPT).returning(talk_lines.c.community_id, talk_lines.c.id)
    for row in (await connection.execute(old)).all():
        said = (notices.c.community_id == row.community_id) & (notices.c.call == f"talk.line:{row.id}")
        await connection.execute(delete(notices).where(said))
    over = delete(talks).where(talks.c.expires_at <= now).returning(talks.c.community_id, talks.c.id)
    for row in (await connection.execute(over)).all():
        mine = notices.c.community_id == row.community_id
        about = or_(notices.c.call.like(f"talk.%:{row.id}"), notices.c.call.like(f"talk.%:{row.id}:%"))
        await connection.execute(delete(notices).where(mine, about, ~notices.c.call.like("talk.line:%")))
        owed = (obligations.c.community_id == row.community_id) & (obligations.c.subject == row.id)
        await connection.execute(delete(obligations).where(owed, obligations.c.kind.in_((OWED, QUIET))))


async def move_talks(connection: AsyncConnection, community: int, person: int, into: int) -> None:
    """Two people became one. Of two that both had begun, theirs who stays goes on; nobody talks with themselves."""
    mine = talks.c.community_id == community
    twin = talks.alias()
    has_one = exists().where(twin.c.community_id == community, twin.c.author_id == into, twin.c.is_live)
    ended = {"state": TalkState.ENDED.value, "is_live": False}
    await connection.execute(update(talks).where(mine, talks.c.author_id == person, has_one).values(ended))
    for column in (talks.c.author_id, talks.c.listener_id):
        await connection.execute(update(talks).where(mine, column == person).values({column: into}))
    await connection.execute(delete(talks).where(mine, talks.c.author_id == talks.c.listener_id))
    await _move_listener(connection, community, person, into)
    for side, other in (("person_id", "other_id"), ("other_id", "person_id")):
        both = talk_partings.alias()
        is_there = exists().where(
            both.c.community_id == community, both.c[side] == into, both.c[other] == talk_partings.c[other]
        )
        moves = (talk_partings.c[side] == person) & (talk_partings.c[other] != into) & ~is_there
        of = talk_partings.c.community_id == community
        await connection.execute(update(talk_partings).where(of, moves).values({side: into}))


async def _move_listener(connection: AsyncConnection, community: int, person: int, into: int) -> None:
    """Whoever was taken off as one of the two is taken off."""
    mine = listeners.c.community_id == community
    barred = select(listeners.c.person_id).where(mine, listeners.c.person_id == person, listeners.c.is_barred)
    is_there = select(listeners.c.person_id).where(mine, listeners.c.person_id == into)
    if (await connection.execute(barred)).first() is not None:
        await connection.execute(delete(listeners).where(mine, listeners.c.person_id == into))
    if (await connection.execute(is_there)).first() is None:
        moved = update(listeners).where(mine, listeners.c.person_id == person).values(person_id=into)
        await connection.execute(moved)
