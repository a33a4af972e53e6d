"""Reports that moderators look at."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody told the moderators about somebody. The one it is about never learns of it from us."""

    id: int
    author: int
    about: int
    text: str
    at: datetime
    closed_by: int = 0
    outcome: str = ""
