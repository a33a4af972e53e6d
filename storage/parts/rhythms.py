"""When, by which clock and where whole communities are asked for check-ins."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.rhythms import CHANNEL, CommunityRhythm, community_rhythm
from bot.domain.settings import settings_of
from storage.tables.people import accounts, channels, communities, settings, spaces

_SETTINGS = ("is_prompting", "prompt_days", "prompt_minute", "is_prompt_channel")
_HAS_CHANNEL = exists().where(
    channels.c.community_id == communities.c.id,
    channels.c.purpose == CHANNEL,
    channels.c.trouble == "",
    spaces.c.id == channels.c.space_id,
    spaces.c.left_at.is_(None),
)


_OF: BindParameter[Any] = bindparam("of", expanding=True)
_SET = select(settings).where(settings.c.community_id.in_(_OF), settings.c.name.in_(_SETTINGS))
_HERE = select(communities.c.id, communities.c.zone, _HAS_CHANNEL).where(communities.c.id.in_(_OF))
_WITH_CHANNEL = (
    select(accounts.c.person_id)
    .join(
        channels,
        and_(channels.c.community_id == accounts.c.community_id, channels.c.space_id == accounts.c.space_id),
    )
    .where(channels.c.purpose == CHANNEL, accounts.c.left_at.is_(None), accounts.c.person_id.in_(_OF))
)
"""Asked with every prompt, so put together once."""


async def rhythms_for(connection: AsyncConnection, people: Mapping[int, int]) -> Mapping[int, CommunityRhythm]:
    """For each person the rhythm of their community, which `people` names, as it is for them: a channel in a space in
    which they are not is none."""
    rhythms = await _rhythms_of(connection, set(people.values()))
    if not any(rhythm.has_channel for rhythm in rhythms.values()):
        return {person: rhythms[community] for person, community in people.items()}
    there = set((await connection.execute(_WITH_CHANNEL, {"of": list(people)})).scalars())
    without = {community: replace(rhythm, has_channel=False) for community, rhythm in rhythms.items()}
    return {person: (rhythms if person in there else without)[community] for person, community in people.items()}


async def _rhythms_of(connection: AsyncConnection, of: Collection[int]) -> Mapping[int, CommunityRhythm]:
    """The rhythm of each of these communities, as things are set now."""
    if not of:
        return {}
    stored: dict[int, dict[str, str]] = {community: {} for community in of}
    asked = {"of": list(of)}
    for row in await connection.execute(_SET, asked):
        stored[row.community_id][row.name] = row.value
    return {
        community: community_rhythm(settings_of(stored[community]), zone, has_channel=has_channel)
        for community, zone, has_channel in await connection.execute(_HERE, asked)
    }
