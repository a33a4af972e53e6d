"""Whether the keys given are those that the database was sealed with; asked before anything is read or written."""

import base64
import secrets
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, inspect, select, text

from storage.seal import KEY_BYTES, Seal, WrongKey
from storage.tables.keys import seal_checks

NOWHERE = 0
"""The secret is no community's."""
_COLUMN = "seal_checks.secret"


def names(connection: Connection) -> tuple[str, ...]:
    """What the keys are called that something here may be sealed with; none where nothing was ever sealed."""
    return tuple(row.name for row in _rows(connection)) if is_sealing(connection) else ()


def is_sealing(connection: Connection) -> bool:
    """Whether the tables are of a version that seals."""
    return inspect(connection).has_table(seal_checks.name)


def prove(connection: Connection, seal: Seal) -> Seal | None:
    """The seal with the database's own secret for pseudonyms; None when its first key was never used here.

    Raises WrongKey when a key is missing that something here may be sealed with.
    """
    rows = _rows(connection)
    refuse_wrong([row.name for row in rows], seal)
    mine = next((row for row in rows if row.name == seal.names[0]), None)
    return None if mine is None else seal.keeping(_secret(mine, seal))


def enter(connection: Connection, seal: Seal, *, is_swept: bool = True) -> Seal:
    """As `prove`, but notes the first key, so that nobody starts without it from now on. In a transaction that writes.

    Of two who do so at once one waits for the other, so that both end with the same secret.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE seal_checks IN EXCLUSIVE MODE"))
    found = prove(connection, seal)
    if found is not None:
        return found
    rows = _rows(connection)
    secret = _secret(rows[0], seal) if rows else secrets.token_bytes(KEY_BYTES)
    sealed = seal.seal(NOWHERE, _COLUMN, base64.b64encode(secret).decode())
    swept = all(row.is_swept for row in rows) and is_swept
    connection.execute(insert(seal_checks).values(name=seal.names[0], secret=sealed, is_swept=swept))
    return seal.keeping(secret)


def retire(connection: Connection, seal: Seal) -> None:
    """Forgets every key but the first: nothing is sealed with them any more."""
    connection.execute(delete(seal_checks).where(seal_checks.c.name != seal.names[0]))


def refuse_wrong(used: Collection[str], seal: Seal) -> None:
    """Raises WrongKey when a key is missing of those that something may be sealed with."""
    missing = [name for name in used if name not in seal.names]
    if missing:
        given = ", ".join(seal.names)
        keys = "the key you gave is" if len(seal.names) == 1 else "the keys you gave are"
        raise WrongKey(f"This database was sealed with key {', '.join(missing)}; {keys} {given}. Nothing was changed.")


def _rows(connection: Connection) -> Sequence[Row[Any]]:
    return connection.execute(select(seal_checks).order_by(seal_checks.c.name)).all()


def _secret(row: Row[Any], seal: Seal) -> bytes:
    return base64.b64decode(seal.open(NOWHERE, _COLUMN, row.secret))
