"""Communities and the people in them."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.settings import Settings


class Role(StrEnum):
    """What somebody is in a community. Everybody is a student; the others come on top."""

    MENTOR = "mentor"
    MODERATOR = "moderator"
    VOUCHED_FOR = "vouched for"
    """Has the role of the platform that makes a mentor without a moderator's look."""
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Community:
    """The tenant: one mentoring community. `zone` is an IANA name."""

    id: int
    name: str
    zone: str
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in one community. `id` is ours, 0 for the bot itself.

    `zone` is always usable: their own, or the community's, and then `is_zone_assumed`. `is_back`: they had left,
    and this is the first that was heard of them since.
    """

    id: int
    name: str
    zone: str
    is_zone_assumed: bool = False
    roles: frozenset[Role] = frozenset()
    is_back: bool = False

    def has(self, role: Role) -> bool:
        return role in self.roles
