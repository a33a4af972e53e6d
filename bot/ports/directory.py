"""Who is where: the only part of the storage that sees more than one community."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.people import Community, Person


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is speaking, as the platform knows them: what an adapter hands to the door.

    `space` is the platform's id of the server or workspace, empty in a DM that belongs to none. `zone` is the
    IANA name the platform tells, empty where it does not. `is_moderator` is the platform's own word (Manage
    Server, workspace admin), never something a member can type. `roles` are the platform's ids of the roles they hold
    in the space; with the community's settings they say who moderates too and who is vouched for. `is_global`: the
    platform knows this account by the same id in all its spaces, so two spaces of one community see one person.
    """

    platform: str
    space: str
    account: str
    name: str
    is_moderator: bool = False
    zone: str = ""
    is_global: bool = False
    roles: frozenset[str] = frozenset()
    moderates_by_role: bool = False
    is_vouched_for: bool = False


class Directory(Protocol):
    """Communities, their spaces, and the accounts people speak through."""

    async def add_community(self, name: str, zone: str, now: datetime) -> Community:
        """A new, empty community."""
        ...

    async def add_space(self, community: int, platform: str, external_id: str, name: str) -> None:
        """Ties a server or workspace to a community. A space belongs to one community only."""
        ...

    async def community(self, community: int) -> Community | None:
        """The community with its settings."""
        ...

    async def of_space(self, platform: str, space: str) -> Community | None:
        """The community a space belongs to."""
        ...

    async def of_account(self, platform: str, account: str) -> tuple[Community, ...]:
        """Every community this account is known in, by name; the remembered one alone if one is remembered."""
        ...

    async def platforms(self) -> frozenset[str]:
        """Every platform on which some community of this database talks."""
        ...

    async def remember(self, platform: str, account: str, community: int) -> None:
        """From now on a DM of this account means this community."""
        ...

    async def enter(self, actor: Actor, community: int, now: datetime, *, is_traced: bool = True) -> Person:
        """The person behind an account, made on first sight; name and moderator flag kept fresh.

        When it was used last is noted with it, but not for a known one that is not `is_traced`.

        A zone told by the platform is stored unless the person chose one. Somebody who had left is back, and
        `is_back` says so this once.
        """
        ...

    async def introduce(self, actor: Actor, community: int, now: datetime) -> None:
        """Makes the account known where it is not yet, as somebody else named it.

        Nothing is changed of a person who is known already: neither what they may do, nor whether they have left, nor
        where they are written to.
        """
        ...
