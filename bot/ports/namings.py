"""Who agreed to be named when the community's week is summed up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Naming:
    """Two people who both agreed: a mentee and their new mentor or, with `is_thanks`, who thanked whom."""

    at: datetime
    one: int
    other: int
    is_thanks: bool


class Namings(Protocol):
    """Of one community. What is named is a new pair (`author` is 0) or the thanks of one of a pair."""

    async def turn(self, mentorship: int, author: int, person: int, on: bool) -> None:
        """They agree to be named with it, or no more."""
        ...

    async def has(self, mentorship: int, author: int, person: int) -> bool: ...

    async def named(self, since: datetime, until: datetime) -> Sequence[Naming]:
        """What happened from one moment up to the other and may be told with names, oldest first.

        Both agreed and are still here, neither blocked the other, and the pair still is one.
        """
        ...
