"""The vocabulary of one community."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.topics import Topic, normal
from storage.parts.changes import mark_topic_changed
from storage.parts.rows import insert_or_leave
from storage.tables.topics import synonyms, topics


class TopicsPart:
    """Implements `bot.ports.people.Topics`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def all(self) -> Sequence[Topic]:
        rows = await self._connection.execute(
            select(topics.c.id, topics.c.name).where(topics.c.community_id == self._community).order_by(topics.c.normal)
        )
        others = await self._connection.execute(
            select(synonyms.c.topic_id, synonyms.c.name)
            .where(synonyms.c.community_id == self._community)
            .order_by(synonyms.c.topic_id, synonyms.c.position)
        )
        named: dict[int, list[str]] = {}
        for topic, name in others:
            named.setdefault(topic, []).append(name)
        return [Topic(row.id, row.name, tuple(named.get(row.id, ()))) for row in rows]

    async def add(self, name: str, others: Sequence[str]) -> Topic:
        values = {"community_id": self._community, "name": name, "normal": normal(name)}
        await self._connection.execute(insert_or_leave(self._connection, topics, values))
        found = await self._connection.execute(
            select(topics.c.id, topics.c.name)
            .where(topics.c.community_id == self._community, topics.c.normal == normal(name))
            .with_for_update()
        )
        row = found.one()
        await self._connection.execute(
            delete(synonyms).where(synonyms.c.community_id == self._community, synonyms.c.topic_id == row.id)
        )
        if others:
            rows = [
                {"community_id": self._community, "topic_id": row.id, "position": position, "name": other}
                for position, other in enumerate(others)
            ]
            await self._connection.execute(insert(synonyms), rows)
        return Topic(row.id, row.name, tuple(others))

    async def begin_with(self, vocabulary: Sequence[tuple[str, Sequence[str]]]) -> None:
        mine = {"community_id": self._community}
        rows = [mine | {"name": name, "normal": normal(name)} for name, _ in vocabulary]
        await self._connection.execute(insert(topics), rows)
        found = await self._connection.execute(
            select(topics.c.normal, topics.c.id).where(topics.c.community_id == self._community)
        )
        ids = {known: topic for known, topic in found}
        others = [
            mine | {"topic_id": ids[normal(name)], "position": position, "name": other}
            for name, synonyms_of in vocabulary
            for position, other in enumerate(synonyms_of)
        ]
        await self._connection.execute(insert(synonyms), others)

    async def remove(self, topic: int) -> None:
        await mark_topic_changed(self._connection, self._community, topic)
        await self._connection.execute(
            delete(topics).where(topics.c.community_id == self._community, topics.c.id == topic)
        )
