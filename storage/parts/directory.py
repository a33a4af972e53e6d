"""Who is where, over all communities."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import Community, Person
from bot.domain.settings import settings_of
from bot.ports.directory import Actor
from bot.ports.storage import StorageBusy
from storage.parts.changes import mark_changed
from storage.parts.people import PeoplePart
from storage.parts.person import PERSON
from storage.parts.person import person as person_of
from storage.parts.replanning import replan
from storage.parts.rows import counted, insert_or_leave, insert_or_set
from storage.tables.people import accounts, communities, homes, people, settings, spaces

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""When an account was used last of which somebody else spoke first."""
_TOLD = ("is_moderator", "moderates_by_role", "is_vouched_for")
FRESH = timedelta(minutes=1)
"""How long the moment of an account's last use may stay behind: a write saved for each of many quick calls."""

_known = (
    select(
        *PERSON,
        people.c.is_zone_chosen,
        people.c.left_at,
        accounts.c.id.label("account_id"),
        accounts.c.used_at,
        accounts.c.left_at.label("account_left_at"),
    )
    .select_from(accounts)
    .join(people, people.c.id == accounts.c.person_id)
    .join(communities, communities.c.id == accounts.c.community_id)
    .where(
        accounts.c.community_id == bindparam("community"),
        accounts.c.platform == bindparam("platform"),
        accounts.c.external_id == bindparam("account"),
    )
)
_KNOWN_HERE = _known.join(spaces, spaces.c.id == accounts.c.space_id).where(spaces.c.external_id == bindparam("space"))
_KNOWN_LAST = _known.order_by(accounts.c.used_at.desc()).limit(1)
_USED = update(accounts).where(accounts.c.id == bindparam("account")).values(used_at=bindparam("now"))
_COMMUNITY = select(
    communities.c.id, communities.c.name, communities.c.zone, settings.c.name.label("setting"), settings.c.value
).outerjoin(settings, settings.c.community_id == communities.c.id)
_BY_ID = _COMMUNITY.where(communities.c.id == bindparam("community"))
_OF_SPACE = _COMMUNITY.join(spaces, spaces.c.community_id == communities.c.id).where(
    spaces.c.platform == bindparam("platform"), spaces.c.external_id == bindparam("space")
)
"""What every call asks, put together once."""


class DirectoryPart:
    """Implements `bot.ports.directory.Directory`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_community(self, name: str, zone: str, now: datetime) -> Community:
        made = await self._connection.execute(
            insert(communities).values(name=name, zone=zone, created_at=now).returning(communities.c.id)
        )
        return Community(made.scalar_one(), name, zone)

    async def add_space(self, community: int, platform: str, external_id: str, name: str) -> None:
        await self._connection.execute(
            insert(spaces).values(community_id=community, platform=platform, external_id=external_id, name=name)
        )

    async def community(self, community: int) -> Community | None:
        return _community((await self._connection.execute(_BY_ID, {"community": community})).all())

    async def of_space(self, platform: str, space: str) -> Community | None:
        return _community((await self._connection.execute(_OF_SPACE, {"platform": platform, "space": space})).all())

    async def of_account(self, platform: str, account: str) -> tuple[Community, ...]:
        mine = (
            select(accounts.c.community_id)
            .join(people, people.c.id == accounts.c.person_id)
            .where(accounts.c.platform == platform, accounts.c.external_id == account, people.c.left_at.is_(None))
        )
        remembered = select(homes.c.community_id).where(homes.c.platform == platform, homes.c.external_id == account)
        home = (await self._connection.execute(remembered)).scalar()
        rows = (
            await self._connection.execute(
                select(communities).where(communities.c.id.in_(mine)).order_by(communities.c.name)
            )
        ).all()
        at_home = [row for row in rows if row.id == home]
        return tuple([await self._community(row) for row in at_home or rows])

    async def platforms(self) -> frozenset[str]:
        return frozenset(await self._connection.scalars(select(spaces.c.platform).distinct()))

    async def remember(self, platform: str, account: str, community: int) -> None:
        values = {"platform": platform, "external_id": account, "community_id": community}
        await self._connection.execute(insert_or_set(self._connection, homes, ("platform", "external_id"), values))

    async def enter(self, actor: Actor, community: int, now: datetime, *, is_traced: bool = True) -> Person:
        seen = await self._seen(actor, community)
        if seen is not None and _is_as_told(seen, actor):
            if is_traced and now - seen.used_at >= FRESH:
                await self._connection.execute(_USED, {"account": seen.account_id, "now": now})
            return person_of(seen)
        space = await self._space(actor, community)
        known = await self._person_of(actor, space)
        person = known if known is not None else await self._arrived(actor, community, space, now, now)
        is_back = await self._is_back(community, person)
        await self._refresh(actor, community, space, person, now if is_traced else None)
        found = await PeoplePart(self._connection, community).get(person)
        if found is None:
            raise StorageBusy(f"person {person} vanished while entering")
        return replace(found, is_back=is_back)

    async def introduce(self, actor: Actor, community: int, now: datetime) -> None:
        space = await self._space(actor, community)
        if await self._person_of(actor, space) is None:
            await self._arrived(actor, community, space, _LONG_AGO, joined_at=now)

    async def _seen(self, actor: Actor, community: int) -> Row[Any] | None:
        asked = {"community": community, "platform": actor.platform, "account": actor.account, "space": actor.space}
        return (await self._connection.execute(_KNOWN_HERE if actor.space else _KNOWN_LAST, asked)).first()

    async def _is_back(self, community: int, person: int) -> bool:
        """Takes back that somebody had left; False when they had not."""
        was_gone = people.c.left_at.is_not(None)
        if not await counted(
            self._connection, update(people).where(people.c.id == person, was_gone).values(left_at=None)
        ):
            return False
        await mark_changed(self._connection, community, person)
        return True

    async def _space(self, actor: Actor, community: int) -> int:
        """The space's id; for a DM that belongs to none, the one in which the account was used last."""
        if actor.space:
            found = select(spaces.c.id).where(
                spaces.c.community_id == community,
                spaces.c.platform == actor.platform,
                spaces.c.external_id == actor.space,
            )
        else:
            found = (
                select(accounts.c.space_id)
                .where(
                    accounts.c.community_id == community,
                    accounts.c.platform == actor.platform,
                    accounts.c.external_id == actor.account,
                )
                .order_by(accounts.c.used_at.desc())
            )
        space = (await self._connection.execute(found.limit(1))).scalar()
        if space is None:
            raise LookupError(f"{actor.platform} space {actor.space!r} is not of community {community}")
        return int(space)

    async def _person_of(self, actor: Actor, space: int) -> int | None:
        found = await self._connection.execute(
            select(accounts.c.person_id).where(accounts.c.space_id == space, accounts.c.external_id == actor.account)
        )
        return found.scalar()

    async def _elsewhere(self, actor: Actor, community: int) -> int | None:
        """Who this account is in another space of the community, where the platform's ids are the same in all."""
        if not actor.is_global:
            return None
        found = await self._connection.execute(
            select(accounts.c.person_id)
            .where(
                accounts.c.community_id == community,
                accounts.c.platform == actor.platform,
                accounts.c.external_id == actor.account,
            )
            .order_by(accounts.c.used_at.desc())
            .limit(1)
        )
        return found.scalar()

    async def _arrived(self, actor: Actor, community: int, space: int, used_at: datetime, joined_at: datetime) -> int:
        known = await self._elsewhere(actor, community)
        person = known if known is not None else await self._new_person(actor, community, joined_at)
        account = {
            "community_id": community,
            "person_id": person,
            "space_id": space,
            "platform": actor.platform,
            "external_id": actor.account,
            "used_at": used_at,
        }
        added = await self._connection.execute(insert_or_leave(self._connection, accounts, account))
        if added.rowcount or known is not None:
            return person
        await self._connection.execute(people.delete().where(people.c.id == person))
        found = await self._person_of(actor, space)
        if found is None:
            raise StorageBusy(f"account {actor.account!r} vanished while entering")
        return found

    async def _new_person(self, actor: Actor, community: int, now: datetime) -> int:
        made = await self._connection.execute(
            insert(people).values(community_id=community, name=actor.name, joined_at=now).returning(people.c.id)
        )
        return int(made.scalar_one())

    async def _refresh(self, actor: Actor, community: int, space: int, person: int, now: datetime | None) -> None:
        fresh: dict[str, object] = {"name": actor.name} if actor.name else {}
        if actor.space:
            fresh |= dict(zip(_TOLD, _told(actor), strict=True))
        if fresh:
            await self._connection.execute(update(people).where(people.c.id == person).values(**fresh))
        if actor.zone:
            told = update(people).where(people.c.id == person, ~people.c.is_zone_chosen, people.c.zone != actor.zone)
            if await counted(self._connection, told.values(zone=actor.zone)):
                await mark_changed(self._connection, community, person)
                await replan(self._connection, community, person)
        account = update(accounts).where(accounts.c.space_id == space, accounts.c.external_id == actor.account)
        await self._connection.execute(account.values(left_at=None, **({"used_at": now} if now else {})))

    async def _community(self, row: Row[tuple[int, str, str]]) -> Community:
        stored = await self._connection.execute(
            select(settings.c.name, settings.c.value).where(settings.c.community_id == row.id)
        )
        return Community(row.id, row.name, row.zone, settings_of({name: value for name, value in stored}))


def _community(rows: Sequence[Any]) -> Community | None:
    """The one community of rows that hold a setting each, if any."""
    if not rows:
        return None
    stored = {row.setting: row.value for row in rows if row.setting is not None}
    return Community(rows[0].id, rows[0].name, rows[0].zone, settings_of(stored))


def _told(actor: Actor) -> tuple[bool, bool, bool]:
    """What the platform says of them in a space, as the columns of `_TOLD` keep it."""
    return actor.is_moderator, actor.moderates_by_role, actor.is_vouched_for


def _is_as_told(seen: Row[Any], actor: Actor) -> bool:
    """Whether nothing of what the platform tells is new."""
    is_gone = seen.left_at is not None or seen.account_left_at is not None
    known = (seen.is_moderator, seen.moderates_by_role, seen.is_vouched_for)
    has_changed = (actor.name and actor.name != seen.name) or (actor.space and _told(actor) != known)
    has_moved = actor.zone and not seen.is_zone_chosen and (seen.is_assumed or actor.zone != seen.zone)
    return not (is_gone or has_changed or has_moved)
