"""Where the bot is installed, over all communities."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.installs import Install
from storage.parts.rows import insert_or_set
from storage.tables.installs import installs


class InstallsPart:
    """Implements `bot.ports.installs.Installs`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, install: Install, now: datetime) -> None:
        values = {
            "platform": install.platform,
            "external_id": install.space,
            "name": install.name,
            "token": install.token,
            "bot": install.bot,
            "at": now,
        }
        key = ("platform", "external_id")
        await self._connection.execute(insert_or_set(self._connection, installs, key, values))

    async def find(self, platform: str, space: str) -> Install | None:
        this = (installs.c.platform == platform) & (installs.c.external_id == space)
        row = (await self._connection.execute(select(installs).where(this))).first()
        return Install(row.platform, row.external_id, row.name, row.token, row.bot) if row else None

    async def remove(self, platform: str, space: str) -> None:
        this = (installs.c.platform == platform) & (installs.c.external_id == space)
        await self._connection.execute(delete(installs).where(this))
