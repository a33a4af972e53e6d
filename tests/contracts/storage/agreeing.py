"""One way to call every method about what Ada agreed to or made her own, and about all that is hers."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

from bot.domain.consents import Purpose
from tests.contracts.storage.places import START

SOON = START + timedelta(hours=1)

CASES: dict[str, Callable[[Any, Any], Awaitable[object]]] = {
    "check_ins.share": lambda part, ids: part.share(ids.check_in, frozenset({ids.grace})),
    "check_ins.close": lambda part, ids: part.close(ids.ada),
    "consents.has": lambda part, ids: part.has(ids.ada, Purpose.VENT),
    "consents.give": lambda part, ids: part.give(ids.ada, Purpose.CHECK_INS, START),
    "consents.withdraw": lambda part, ids: part.withdraw(ids.ada, Purpose.VENT, SOON),
    "consents.of": lambda part, ids: part.of(ids.ada),
    "namings.turn": lambda part, ids: part.turn(ids.pair, ids.noor, ids.ada, True),
    "namings.has": lambda part, ids: part.has(ids.pair, 0, ids.ada),
    "namings.named": lambda part, ids: part.named(START - timedelta(hours=1), SOON),
    "goals.adopt": lambda part, ids: part.adopt(ids.ada, "Essay", date(2026, 5, 1), "essay"),
    "goals.adopted": lambda part, ids: part.adopted(ids.ada),
    "goals.follow": lambda part, ids: part.follow(ids.followed, date(2026, 6, 1)),
    "personal.export": lambda part, ids: part.export(ids.ada),
    "personal.erase": lambda part, ids: part.erase(ids.ada, (), START),
    "personal.is_nobody": lambda part, ids: part.is_nobody(ids.ada),
    "personal.last_heard": lambda part, ids: part.last_heard(ids.ada),
}
"""By the name of the part and of the method, as the ports spell them."""
