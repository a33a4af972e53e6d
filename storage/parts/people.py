"""The people of one community, and what its moderators set."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import Person
from bot.domain.settings import Settings
from bot.ports.people import Handle
from storage.parts.changes import mark_assumed_zones_changed, mark_changed
from storage.parts.person import PERSON
from storage.parts.person import person as person_of
from storage.parts.replanning import SUMMARIES, replan, replan_summaries
from storage.parts.rows import counted, insert_or_set
from storage.tables.people import MODERATES, accounts, channels, communities, people, settings, spaces

_PEOPLE = (
    select(*PERSON)
    .join(communities, communities.c.id == people.c.community_id)
    .where(people.c.community_id == bindparam("community"), people.c.left_at.is_(None))
)
_ONE = _PEOPLE.where(people.c.id == bindparam("person"))
_NAMES = select(people.c.id, people.c.name).where(
    people.c.community_id == bindparam("community"), people.c.id.in_(bindparam("wanted", expanding=True))
)
_HERE = (
    select(accounts.c.person_id, accounts.c.external_id)
    .join(spaces, spaces.c.id == accounts.c.space_id)
    .where(
        accounts.c.community_id == bindparam("community"),
        accounts.c.person_id.in_(bindparam("wanted", expanding=True)),
        spaces.c.platform == bindparam("platform"),
        spaces.c.external_id == bindparam("space"),
    )
)
_ARE_DMS_CLOSED = (
    select(accounts.c.has_dms_closed)
    .where(accounts.c.community_id == bindparam("community"), accounts.c.person_id == bindparam("person"))
    .order_by(accounts.c.used_at.desc(), accounts.c.id.desc())
    .limit(1)
)
"""What nearly every call asks, put together once: that costs twice what asking does."""


class PeoplePart:
    """Implements `bot.ports.people.People`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def get(self, person: int) -> Person | None:
        asked = {"community": self._community, "person": person}
        row = (await self._connection.execute(_ONE, asked)).first()
        return person_of(row) if row else None

    async def of_account(self, platform: str, space: str, account: str) -> Person | None:
        found = await self._connection.execute(
            _PEOPLE.join(accounts, accounts.c.person_id == people.c.id)
            .join(spaces, spaces.c.id == accounts.c.space_id)
            .where(
                accounts.c.community_id == self._community,
                accounts.c.platform == platform,
                accounts.c.external_id == account,
                spaces.c.external_id == space if space else spaces.c.platform == platform,
            )
            .limit(1),
            {"community": self._community},
        )
        row = found.first()
        return person_of(row) if row else None

    async def named(self, wanted: Sequence[int], platform: str, space: str) -> Mapping[int, tuple[str, str]]:
        asked = {"community": self._community, "wanted": list(wanted)}
        known = await self._connection.execute(_NAMES, asked)
        here = await self._connection.execute(_HERE, asked | {"platform": platform, "space": space})
        account = {person: external for person, external in here}
        return {person: (name, account.get(person, "")) for person, name in known}

    async def lock(self, person: int) -> None:
        """SQLite has one writer at a time, so there the transaction itself is the lock."""
        if self._connection.dialect.name != "sqlite":
            mine = select(people.c.id).where(people.c.community_id == self._community, people.c.id == person)
            await self._connection.execute(mine.with_for_update())

    async def set_zone(self, person: int, zone: str) -> None:
        mine = (people.c.community_id == self._community) & (people.c.id == person)
        moved = await counted(self._connection, update(people).where(mine, people.c.zone != zone).values(zone=zone))
        await self._connection.execute(update(people).where(mine).values(is_zone_chosen=True))
        if moved:
            await replan(self._connection, self._community, person)
        await mark_changed(self._connection, self._community, person)

    async def seen_since(self, since: datetime) -> int:
        used = select(func.count(accounts.c.person_id.distinct())).join(people, people.c.id == accounts.c.person_id)
        mine = (accounts.c.community_id == self._community) & people.c.left_at.is_(None)
        found = await self._connection.execute(
            used.where(mine, accounts.c.left_at.is_(None), accounts.c.used_at >= since)
        )
        return int(found.scalar_one())

    async def help_country(self, person: int) -> str:
        chosen = select(people.c.help_country).where(people.c.community_id == self._community, people.c.id == person)
        return str(await self._connection.scalar(chosen) or "")

    async def set_help_country(self, person: int, country: str) -> None:
        mine = (people.c.community_id == self._community) & (people.c.id == person)
        await self._connection.execute(update(people).where(mine).values(help_country=country))

    async def moderators(self) -> Sequence[Person]:
        moderators = _PEOPLE.where(MODERATES).order_by(people.c.id)
        rows = await self._connection.execute(moderators, {"community": self._community})
        return [person_of(row) for row in rows]

    async def set_named(self, person: int, is_named: bool) -> bool:
        mine = (people.c.community_id == self._community) & (people.c.id == person)
        changed = update(people).where(mine, people.c.is_named_moderator != is_named)
        return await counted(self._connection, changed.values(is_named_moderator=is_named)) == 1

    async def forget_roles(self) -> None:
        mine = people.c.community_id == self._community
        await self._connection.execute(update(people).where(mine).values(moderates_by_role=False, is_vouched_for=False))

    async def handle(self, person: int) -> Handle | None:
        found = await self._connection.execute(
            select(
                accounts.c.platform,
                spaces.c.external_id.label("space"),
                accounts.c.external_id.label("account"),
                accounts.c.has_dms_closed,
                accounts.c.dm,
            )
            .join(spaces, spaces.c.id == accounts.c.space_id)
            .join(people, people.c.id == accounts.c.person_id)
            .where(
                accounts.c.community_id == self._community,
                accounts.c.person_id == person,
                people.c.left_at.is_(None),
                accounts.c.left_at.is_(None),
                spaces.c.left_at.is_(None),
            )
            .order_by(accounts.c.used_at.desc(), accounts.c.id.desc())
            .limit(1)
        )
        row = found.first()
        return Handle(row.platform, row.space, row.account, row.has_dms_closed, row.dm) if row else None

    async def channel(self, purpose: str) -> tuple[str, str, str] | None:
        found = await self._connection.execute(
            select(
                spaces.c.platform,
                spaces.c.external_id.label("space"),
                channels.c.external_id.label("channel"),
            )
            .join(spaces, spaces.c.id == channels.c.space_id)
            .where(
                channels.c.community_id == self._community,
                channels.c.purpose == purpose,
                channels.c.trouble == "",
                spaces.c.left_at.is_(None),
            )
        )
        row = found.first()
        return (row.platform, row.space, row.channel) if row else None

    async def set_channel(self, purpose: str, platform: str, space: str, channel: str) -> None:
        found = await self._connection.execute(
            select(spaces.c.id).where(
                spaces.c.community_id == self._community,
                spaces.c.platform == platform,
                spaces.c.external_id == space,
            )
        )
        values = {
            "community_id": self._community,
            "purpose": purpose,
            "space_id": found.scalar_one(),
            "external_id": channel,
            "trouble": "",
        }
        await self._connection.execute(insert_or_set(self._connection, channels, ("community_id", "purpose"), values))

    async def drop_channel(self, purpose: str) -> None:
        mine = (channels.c.community_id == self._community) & (channels.c.purpose == purpose)
        await self._connection.execute(delete(channels).where(mine))

    async def troubles(self) -> Mapping[str, str]:
        found = await self._connection.execute(
            select(channels.c.purpose, channels.c.trouble)
            .where(channels.c.community_id == self._community, channels.c.trouble != "")
            .order_by(channels.c.purpose)
        )
        return {purpose: trouble for purpose, trouble in found}

    async def set_dm(self, person: int, dm: str) -> None:
        await self._set_last(person, dm=dm)

    async def set_dms_closed(self, person: int, is_closed: bool) -> None:
        await self._set_last(person, has_dms_closed=is_closed)

    async def _set_last(self, person: int, **values: object) -> None:
        last = (
            select(accounts.c.id)
            .where(accounts.c.community_id == self._community, accounts.c.person_id == person)
            .order_by(accounts.c.left_at.is_(None).desc(), accounts.c.used_at.desc(), accounts.c.id.desc())
            .limit(1)
        )
        await self._connection.execute(update(accounts).where(accounts.c.id == last.scalar_subquery()).values(**values))

    async def are_dms_closed(self, person: int) -> bool:
        asked = {"community": self._community, "person": person}
        return bool((await self._connection.execute(_ARE_DMS_CLOSED, asked)).scalar())


class ChoicesPart:
    """Implements `bot.ports.people.Choices`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def save(self, chosen: Settings) -> None:
        default = Settings()
        changed = {
            f.name: str(getattr(chosen, f.name))
            for f in fields(Settings)
            if getattr(chosen, f.name) != getattr(default, f.name)
        }
        mine = settings.c.community_id == self._community
        summaries = select(settings.c.name, settings.c.value).where(mine, settings.c.name.in_(SUMMARIES))
        before = {name: value for name, value in await self._connection.execute(summaries)}
        await self._connection.execute(delete(settings).where(mine, settings.c.name.not_in(changed)))
        for name, value in changed.items():
            values = {"community_id": self._community, "name": name, "value": value}
            await self._connection.execute(insert_or_set(self._connection, settings, ("community_id", "name"), values))
        if before != {name: value for name, value in changed.items() if name in SUMMARIES}:
            await replan_summaries(self._connection, self._community)

    async def set_zone(self, zone: str) -> None:
        mine = communities.c.id == self._community
        await self._connection.execute(update(communities).where(mine).values(zone=zone))
        await mark_assumed_zones_changed(self._connection, self._community)
        await replan(self._connection, self._community)

    async def help_country(self) -> str:
        chosen = select(communities.c.help_country).where(communities.c.id == self._community)
        return str(await self._connection.scalar(chosen) or "")

    async def set_help_country(self, country: str) -> None:
        mine = communities.c.id == self._community
        await self._connection.execute(update(communities).where(mine).values(help_country=country))
