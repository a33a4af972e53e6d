"""The outbox of one community."""

import hashlib
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.outbox import Dm, Notice
from storage.parts.rows import counted, insert_or_leave
from storage.tables.outbox import notices


class OutboxPart:
    """Implements `bot.ports.outbox.Outbox`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def put(self, notice: Notice) -> bool:
        row = row_of(self._community, notice)
        return await counted(self._connection, insert_or_leave(self._connection, notices, row)) == 1


def row_of(community: int, notice: Notice) -> dict[str, Any]:
    """A notice as it is stored."""
    return {
        "community_id": community,
        "key": notice.key,
        "call": str(notice.call),
        "state": "due",
        "due_at": notice.due_at,
        "expires_at": notice.expires_at,
        "is_once": notice.is_once,
        "nonce": _nonce(community, notice),
        "person_id": notice.to.person if isinstance(notice.to, Dm) else None,
        "purpose": None if isinstance(notice.to, Dm) else notice.to.purpose,
    }


def _nonce(community: int, notice: Notice) -> str:
    """24 hex characters, the same for the same notice: Discord takes 25 at most."""
    known = f"{community}\n{notice.key}\n{notice.due_at.isoformat()}"
    return hashlib.blake2s(known.encode(), digest_size=12).hexdigest()
