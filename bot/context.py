"""All that a handler is given."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.installation import Installation
from bot.domain.people import Community, Person
from bot.ports.links import Joining
from bot.ports.outbox import Outbox
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class Context:
    """One call's world: who asks, where, when (aware, UTC), and one transaction's store, outbox and way out.

    For a notice being rendered, `actor` is its reader; for the bot's own doing it is the bot (`id` 0).
    """

    actor: Person
    community: Community
    now: datetime
    store: Store
    outbox: Outbox
    joining: Joining
    installation: Installation
    space: tuple[str, str] = ("", "")
    """The platform and the space in which it was asked; the space is empty in a direct message that belongs to none."""
