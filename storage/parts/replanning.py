"""What was planned for somebody is planned anew: their zone, or a rhythm, is another one."""

from datetime import UTC, datetime

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.prompts import PromptState
from storage.tables.people import communities, people
from storage.tables.prompts import habits, prompts

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Planned until then: not at all."""
SUMMARIES = ("is_summaries", "summary_day", "summary_minute")
"""The settings by which summaries are planned."""


async def replan(connection: AsyncConnection, community: int, person: int | None = None) -> None:
    """Prompts and summaries of one person, or of everybody, in another zone. People go first: whoever changes a zone
    holds them already."""
    await replan_summaries(connection, community, person)
    await replan_prompts(connection, community, person)


async def replan_prompts(connection: AsyncConnection, community: int, person: int | None = None) -> None:
    """For one person, or for everybody. The habit goes first: whoever is planning holds it until they are done."""
    await connection.execute(
        update(habits)
        .where(habits.c.community_id == community, *([habits.c.person_id == person] if person is not None else []))
        .values(planned_until=NEVER)
    )
    await drop_planned(connection, community, person)


async def replan_summaries(connection: AsyncConnection, community: int, person: int | None = None) -> None:
    """For one person, or for everybody and the community itself. Nothing is sent twice for it: a notice's key sees to
    that."""
    mine = people.c.community_id == community
    if person is None:
        ours = update(communities).where(communities.c.id == community)
        await connection.execute(ours.values(summary_at=NEVER))
        await connection.execute(update(people).where(mine).values(summary_at=NEVER))
    else:
        await connection.execute(update(people).where(mine, people.c.id == person).values(summary_at=NEVER))


async def drop_planned(connection: AsyncConnection, community: int, person: int | None = None) -> None:
    """What was planned and not asked yet; what somebody wished for stays."""
    await connection.execute(
        delete(prompts).where(
            prompts.c.community_id == community,
            prompts.c.state == PromptState.PLANNED.value,
            *([prompts.c.person_id == person] if person is not None else []),
        )
    )
