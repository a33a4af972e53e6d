"""How parts of the store seal what is private: by the column it stands in."""

from typing import Any

from sqlalchemy import Column
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.seal import seal_of


class Sealing:
    """For one community. What is empty stays empty, so that a query can tell; nothing else can be told."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._seal = seal_of(connection)
        self._community = community

    def shut(self, column: Column[Any], text: str) -> bytes:
        """What is stored in the column for a text."""
        return self._seal.seal(self._community, str(column), text) if text else b""

    def open(self, column: Column[Any], sealed: bytes) -> str:
        """The text that was stored there. Raises WrongKey."""
        return self._seal.open(self._community, str(column), sealed) if sealed else ""

    def shut_number(self, column: Column[Any], number: int) -> bytes:
        """What is stored in the column for a number; nothing for 0."""
        return self.shut(column, str(number) if number else "")

    def open_number(self, column: Column[Any], sealed: bytes) -> int:
        """The number that was stored there. Raises WrongKey."""
        return int(self.open(column, sealed) or 0)

    def mark(self, column: Column[Any], *parts: object) -> str:
        """What tells one text from another in a key, without telling what it says."""
        return self._seal.digest(str(column), self._community, *parts).hex()
