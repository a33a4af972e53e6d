"""When, by which clock and where whole communities are asked for check-ins."""

from collections.abc import Collection, Mapping

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.rhythms import CHANNEL, CommunityRhythm, community_rhythm
from bot.domain.settings import settings_of
from storage.tables.people import channels, communities, settings, spaces

_SETTINGS = ("is_prompting", "prompt_days", "prompt_minute", "is_prompt_channel")
_HAS_CHANNEL = exists().where(
    channels.c.community_id == communities.c.id,
    channels.c.purpose == CHANNEL,
    channels.c.trouble == "",
    spaces.c.id == channels.c.space_id,
    spaces.c.left_at.is_(None),
)


async def rhythms_of(connection: AsyncConnection, of: Collection[int]) -> Mapping[int, CommunityRhythm]:
    """The rhythm of each of these communities, as things are set now."""
    if not of:
        return {}
    stored: dict[int, dict[str, str]] = {community: {} for community in of}
    asked = select(settings).where(settings.c.community_id.in_(of), settings.c.name.in_(_SETTINGS))
    for row in await connection.execute(asked):
        stored[row.community_id][row.name] = row.value
    here = select(communities.c.id, communities.c.zone, _HAS_CHANNEL).where(communities.c.id.in_(of))
    return {
        community: community_rhythm(settings_of(stored[community]), zone, has_channel=has_channel)
        for community, zone, has_channel in await connection.execute(here)
    }
