"""One way to call every method about goals."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from bot.domain.goals import GoalState
from tests.contracts.storage.gathering import said
from tests.contracts.storage.places import START

CASES: dict[str, Callable[[Any, Any], Awaitable[object]]] = {
    "goals.add": lambda part, ids: part.add(ids.ada, "Swim", date(2026, 5, 1), True),
    "goals.get": lambda part, ids: part.get(ids.goal),
    "goals.of": lambda part, ids: part.of(ids.ada),
    "goals.edit": lambda part, ids: part.edit(ids.goal, "Swim", None, False),
    "goals.write_steps": lambda part, ids: part.write_steps(ids.goal, ("One", "Two")),
    "goals.tick": lambda part, ids: part.tick(ids.goal, ids.step, True),
    "goals.progress": lambda part, ids: part.progress(ids.goal, 60),
    "goals.move": lambda part, ids: part.move(ids.reached, GoalState.OPEN, START),
    "goals.reached": lambda part, ids: said(part.reached(ids.ada)),
}
