"""A service that makes rooms, as the core sees it: it can refuse, be slow, and say what it was asked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.ports.rooms import Made, Meeting

Meanwhile = Callable[[], Awaitable[None]]


async def nothing() -> None:
    """Nothing happens while it works."""


@dataclass
class Service:
    """Knows a key again, as Teams does. `refusals` are raised first, one for each call; `prefix` is in each name."""

    refusals: list[Exception] = field(default_factory=list)
    meanwhile: Meanwhile = nothing
    made: dict[str, Meeting] = field(default_factory=dict)
    moved: list[tuple[str, Meeting]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    calls: int = 0
    prefix: str = "id"

    async def create(self, meeting: Meeting) -> Made:
        await self._works()
        self.made[meeting.key] = meeting
        return Made(f"{self.prefix}-{meeting.key}", f"https://zoom.example/j/{meeting.key}")

    async def move(self, external: str, meeting: Meeting) -> None:
        await self._works()
        self.moved.append((external, meeting))

    async def delete(self, external: str, meeting: Meeting) -> None:
        await self._works()
        self.deleted.append(external or f"id-{meeting.key}")

    async def check(self) -> None:
        await self._works()

    async def _works(self) -> None:
        self.calls += 1
        await self.meanwhile()
        if self.refusals:
            raise self.refusals.pop(0)
