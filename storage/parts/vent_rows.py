"""What the parts about vents share: marks of people, hashes of keys, and a row as the core's value."""

import hashlib
from typing import Any

from sqlalchemy import ColumnElement, Row, String, and_, cast, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.vents import Vent, VentState
from bot.ports.vents import Words
from storage.seal import Seal, seal_of
from storage.tables.vents import vent_mutes, vent_reports, vents

_TEXT, _NAME = str(vents.c.sealed), str(vents.c.name)
TOKEN_BYTES = 16
"""128 bits: 22 letters, which fit a button twice."""

REPORTS = (
    select(func.count())
    .where(vent_reports.c.community_id == vents.c.community_id, vent_reports.c.vent_id == vents.c.id)
    .scalar_subquery()
    .label("reports")
)
SAID = "vent.said:"
"""How the keys of notices begin that show a post. They hold the message's id, and go with the post and not before."""
NOTICE = literal(SAID) + vents.c.id + ":" + cast(vents.c.posts, String)
"""The key of the notice that showed it last."""


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def notice_key(vent: str, posts: int) -> str:
    return f"{SAID}{vent}:{posts}"


def author_mark(seal: Seal, community: int, vent: str, person: int) -> bytes:
    """Which no other post of the same person shares."""
    return seal.digest("vent mute", community, vent, person)


def sealed(seal: Seal, community: int, words: Words) -> dict[str, bytes | None]:
    """What stands in a row for the words, and for a name that is to be shown."""
    name = seal.seal(community, _NAME, words.name) if words.name else None
    return {"sealed": seal.seal(community, _TEXT, words.text), "name": name}


def vent_of(seal: Seal, row: Row[Any]) -> Vent:
    text = seal.open(row.community_id, _TEXT, row.sealed) if row.sealed else ""
    name = seal.open(row.community_id, _NAME, row.name) if row.name else ""
    return Vent(row.id, row.thread, row.voice, text, name, VentState(row.state), row.is_cleared, row.reports)


def this(community: int, vent: str) -> ColumnElement[bool]:
    return and_(vents.c.community_id == community, vents.c.id == vent)


async def move_marks(connection: AsyncConnection, community: int, person: int, into: int) -> None:
    """Two people became one: whoever was muted as the one who goes stays muted, and stays the author."""
    seal = seal_of(connection)
    for table, column in ((vent_mutes, vent_mutes.c.vent_id), (vents, vents.c.id)):
        mine = table.c.community_id == community
        for vent, mark in (await connection.execute(select(column, table.c.mark).where(mine))).all():
            if mark == author_mark(seal, community, vent, person):
                again = author_mark(seal, community, vent, into)
                await connection.execute(update(table).where(mine, column == vent).values(mark=again))
