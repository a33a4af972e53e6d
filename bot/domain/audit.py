"""What those who look after a community changed in it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Change:
    """`person` made `what` of `before` into `after`, in words for a reader; either may be empty."""

    id: int
    person: int
    what: str
    before: str
    after: str
    at: datetime
