"""Who agreed to what, in one community."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.consents import Consent, Purpose


class Consents(Protocol):
    """Records are kept when a consent is withdrawn, and go with the person."""

    async def has(self, person: int, purpose: Purpose) -> bool:
        """Whether they agreed to the words of now, and have not taken it back."""
        ...

    async def give(self, person: int, purpose: Purpose, now: datetime) -> None:
        """Agreeing twice is agreeing once. A consent to older words ends with this one."""
        ...

    async def withdraw(self, person: int, purpose: Purpose, now: datetime) -> bool:
        """False when there was nothing to take back."""
        ...

    async def of(self, person: int) -> Sequence[Consent]:
        """All they ever gave, oldest first."""
        ...
