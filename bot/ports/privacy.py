"""All that is somebody's: read whole, and erased."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.retention import Kind

Exported = Mapping[str, Sequence[Mapping[str, object]]]
"""Rows by what they are of; every value is one that JSON knows."""


class Personal(Protocol):
    """Of one community. What speaks of people is registered, table by table; a test fails for what is not."""

    async def export(self, person: int) -> Exported:
        """All that is theirs, also what they wrote, in plain words; nothing that others wrote in private."""
        ...

    async def erase(self, person: int, mentions: Sequence[tuple[str, int]], now: datetime) -> bool:
        """Deletes all that is theirs; False when there is nobody of this id.

        What two people had together stays for the other, with nobody in the place of this person and without their
        words. `mentions` are the asks that name a person, and where in the call: such notices go too. It is noted, by
        a keyed digest of each account, that they must stay erased when a backup is restored.
        """
        ...

    async def is_nobody(self, person: int) -> bool:
        """Whether this stands for people who were erased."""
        ...

    async def last_heard(self, person: int) -> datetime | None:
        """When they last used the bot, wrote privately (journal, mentor, listener), or joined; None for nobody."""
        ...


class Retention(Protocol):
    """What is kept no longer, over all communities. Each deletes at most `most` rows and says how many it did."""

    async def communities(self) -> Sequence[int]: ...

    async def forget(self, community: int, kind: Kind, before: datetime, most: int) -> int: ...

    async def quiet(self, community: int, before: datetime, after: int, most: int) -> tuple[Sequence[int], int]:
        """Of the next `most` people after one: those not heard of since, who were not told of it and have not left.

        And after whom to look the next time; 0 at the end of all.
        """
        ...

    async def gone(self, before: datetime, most: int) -> Sequence[tuple[int, int]]:
        """Community and person of those who left before."""
        ...

    async def abandoned(self, before: datetime) -> Sequence[int]:
        """Communities all of whose spaces the bot had left before."""
        ...

    async def purge(self, community: int) -> None:
        """Deletes everything of a community."""
        ...

    async def revived(self) -> Sequence[tuple[int, int]]:
        """Community and person of those who were erased, and are here because a backup was restored."""
        ...
