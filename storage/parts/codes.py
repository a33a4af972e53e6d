"""How a one-time code is kept and found: by its hash."""

import hashlib
from datetime import datetime

from sqlalchemy import ColumnElement, and_

from bot.ports.links import Kind
from storage.tables.links import link_codes


def code_hash(code: str) -> str:
    """64 hex characters. Plain, because what it hides is worth nothing after an hour."""
    return hashlib.blake2b(code.encode(), digest_size=32, person=b"one-time code").hexdigest()


def open_code(code: str, kind: Kind, now: datetime) -> ColumnElement[bool]:
    """The row of this code, as long as it can be used for this kind of thing."""
    return and_(link_codes.c.hash == code_hash(code), link_codes.c.kind == kind, link_codes.c.expires_at > now)
