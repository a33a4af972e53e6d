"""Meetings. Two of one person never take place at once: the database refuses the second."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.sessions import Plan, Session, SessionState
from bot.domain.slots import Span


class Almanac(Protocol):
    """Sessions of all communities, as far as the rules of time zones concern them."""

    async def outdated(self, now: datetime, after: int, most: int) -> Sequence[tuple[int, int]]:
        """Community and id of sessions to come that were agreed under other rules than those of this process.

        In the order of their ids, those above `after`.
        """
        ...


class Sessions(Protocol):
    """Those of one community: proposed, confirmed, past and cancelled sessions. Times are aware, in UTC."""

    async def propose(self, plan: Plan) -> int:
        """A new proposal; nobody's time is taken yet."""
        ...

    async def get(self, session: int) -> Session | None: ...

    async def repropose(self, session: int, proposer: int, start: datetime) -> bool:
        """Another time for what is proposed, by either of the two; False when it is proposed no more."""
        ...

    async def confirm(self, session: int) -> bool:
        """From proposed to confirmed, which takes the time of both.

        False, and nothing is changed, when it is not proposed or either of them has another confirmed session then.
        """
        ...

    async def repeat(self, session: int, uid: str, start: datetime) -> Session | None:
        """A confirmed session like this one at another start, of the same series.

        None, and nothing is changed, when either of the two has another confirmed session then.
        """
        ...

    async def log(self, plan: Plan) -> int | None:
        """A confirmed session in the past, which takes nobody's time.

        None, and nothing is kept, when the pair has a confirmed or held one then.
        """
        ...

    async def wish(self, session: int, mover: int, start: datetime | None) -> bool:
        """Another start for what is confirmed, wished by one of the two; None takes the wish back.

        False when it is confirmed no more.
        """
        ...

    async def move(self, session: int) -> bool:
        """To the start that is wished for, which takes that time of both and frees the other.

        False, and nothing is changed, when none is wished for or either of them has another confirmed session then.
        """
        ...

    async def reread(self, session: int, start: datetime) -> bool:
        """Where it begins by the time zones' rules of today; proposed ones as well.

        False, and only the rules are noted, when either of the two has another confirmed session then.
        """
        ...

    async def cancel(self, session: int, reason: str = "") -> bool:
        """From proposed or confirmed to cancelled, which frees the time; False when it was settled before."""
        ...

    async def finish(self, session: int, state: SessionState) -> bool:
        """What became of a confirmed one: held or missed, and one of them instead of the other; False for others."""
        ...

    async def coming(self, person: int, now: datetime) -> Sequence[Session]:
        """Proposed and confirmed ones of a person that are not over, soonest first."""
        ...

    async def of_pair(self, mentorship: int, now: datetime) -> Sequence[Session]:
        """Proposed and confirmed ones of a pair that are not over, soonest first."""
        ...

    async def of_series(self, series: int, since: datetime) -> Sequence[Session]:
        """Confirmed ones of a series that begin at `since` or later, soonest first."""
        ...

    async def in_calendar(self, person: int, since: datetime, until: datetime) -> Sequence[Session]:
        """Those of a person that were agreed at some time, cancelled ones too, and begin from `since` to `until`.

        Soonest first.
        """
        ...

    async def past(self, mentorship: int, now: datetime, most: int) -> Sequence[Session]:
        """Confirmed, held and missed ones of a pair that have begun, the latest first."""
        ...

    async def taken(self, people: Sequence[int], now: datetime, besides: int = 0) -> Mapping[int, Sequence[Span]]:
        """By person, when confirmed sessions that are not over take place, without the session `besides`.

        Group sessions that they mentor or have a place in count as well. People who have none are left out.
        """
        ...
