"""Discord's ids: milliseconds since 2015 above 22 bits that tell apart what one millisecond made."""

from collections.abc import Callable
from datetime import datetime

from discord.utils import time_snowflake

MILLISECOND = 1 << 22


class Snowflakes:
    """Hands out ids that only grow; `clock` gives aware UTC datetimes, since discord.py reads the age from the id."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self._last = 0

    def next(self) -> int:
        """A new id."""
        self._last = max(self._last + 1, time_snowflake(self.clock()))
        return self._last

    def next_guild(self) -> int:
        """A new id in a millisecond of its own: consecutive guilds fall on consecutive shards."""
        self._last = max(self._last + MILLISECOND, time_snowflake(self.clock()))
        return self._last
