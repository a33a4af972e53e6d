"""What was planned for somebody is planned anew: their zone, or their rhythm, is another one."""

from datetime import UTC, datetime

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.prompts import PromptState
from storage.tables.prompts import habits, prompts

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Planned until then: not at all."""


async def replan(connection: AsyncConnection, community: int, person: int | None = None) -> None:
    """For one person, or for everybody. The habit goes first: whoever is planning holds it until they are done."""
    await connection.execute(
        update(habits)
        .where(habits.c.community_id == community, *([habits.c.person_id == person] if person is not None else []))
        .values(planned_until=NEVER)
    )
    await drop_planned(connection, community, person)


async def drop_planned(connection: AsyncConnection, community: int, person: int | None = None) -> None:
    """What was planned and not asked yet; what somebody wished for stays."""
    await connection.execute(
        delete(prompts).where(
            prompts.c.community_id == community,
            prompts.c.state == PromptState.PLANNED.value,
            *([prompts.c.person_id == person] if person is not None else []),
        )
    )
