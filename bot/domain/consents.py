"""What somebody agreed to, in which words, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What is asked for before it happens the first time. The values stand in the database: never change one."""

    CHECK_INS = "check-ins"
    VENT = "vent"


WORDING: Mapping[Purpose, int] = {Purpose.CHECK_INS: 1, Purpose.VENT: 1}
"""The version of the words that are agreed to. Raise it when they come to mean more: everybody is asked again."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One "I agree". It stays when it is withdrawn, so that both can be shown."""

    person: int
    purpose: Purpose
    wording: int
    given_at: datetime
    withdrawn_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether it was given to the words of now, and not withdrawn."""
        return self.withdrawn_at is None and self.wording == WORDING[self.purpose]
