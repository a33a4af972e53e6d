"""What was counted for one community's weekly summaries, and who wants none."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.suppression import Cell, Rate
from bot.ports.summaries import WeekNumbers
from storage.parts.counting import CHECK_INS, PAIRS, SESSIONS, THANKS
from storage.tables.people import people
from storage.tables.summaries import weekly_numbers

_NOTHING = (0, 0)


class SummariesPart:
    """Implements `bot.ports.summaries.Summaries`."""

    def __init__(self, connection: AsyncConnection, community: int) -> None:
        self._connection = connection
        self._community = community

    async def weeks(self, mondays: Sequence[date]) -> Sequence[WeekNumbers]:
        ours = weekly_numbers.c.community_id == self._community
        rows = await self._connection.execute(
            select(
                weekly_numbers.c.monday, weekly_numbers.c.measure, weekly_numbers.c["count"], weekly_numbers.c.people
            ).where(ours, weekly_numbers.c.monday.in_(list(mondays)))
        )
        found = {(monday, measure): (count, behind) for monday, measure, count, behind in rows}
        return [_week({name: two for (on, name), two in found.items() if on == monday}) for monday in mondays]

    async def is_on(self, person: int) -> bool:
        found = await self._connection.execute(select(people.c.has_summary).where(self._person(person)))
        return bool(found.scalar())

    async def turn(self, person: int, is_on: bool) -> None:
        await self._connection.execute(update(people).where(self._person(person)).values(has_summary=is_on))

    def _person(self, person: int) -> ColumnElement[bool]:
        return (people.c.community_id == self._community) & (people.c.id == person)


def _week(found: dict[str, tuple[int, int]]) -> WeekNumbers:
    answered, asked = found.get(CHECK_INS, _NOTHING)
    sessions, pairs, thanks = (Cell(*found.get(name, _NOTHING)) for name in (SESSIONS, PAIRS, THANKS))
    return WeekNumbers(Rate(asked, answered), sessions, pairs, thanks)
