"""A wall clock that is believed as far as it agrees with what else tells the time.

One that jumps ahead would send a year's reminders in a minute and let all that is owed lapse. One that goes back only
delays: what was sent and planned has its key in the database, and is not sent again.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

log = logging.getLogger(__name__)

JUMP = timedelta(minutes=5)
"""A clock is put right by less than this; more is asked about (`reliability`, section 4, rule 7)."""
BACK = timedelta(minutes=1)
ASK_EVERY = timedelta(seconds=30)
PATIENCE = timedelta(minutes=10)
"""How long a jump is waited with when nobody can say what time it is."""

Witness = Callable[[], Awaitable[datetime | None]]


async def nobody() -> datetime | None:
    """The witness of who has none."""
    return None


class SteadyClock:
    """`wall` is the machine's clock (aware, UTC), `elapsed` counts seconds evenly from anywhere.

    `witness` tells the time from outside, or None when it cannot be reached.
    """

    def __init__(self, wall: Callable[[], datetime], elapsed: Callable[[], float], witness: Witness) -> None:
        self._wall = wall
        self._elapsed = elapsed
        self._witness = witness
        self._zero: datetime | None = None
        self._doubted_at: timedelta | None = None
        self._asked_at: timedelta | None = None

    async def now(self) -> datetime | None:
        """What the clock shows; None while it is not believed, which an operator finds in the log."""
        elapsed = timedelta(seconds=self._elapsed())
        zero = self._wall() - elapsed
        if not await self._is_believed(zero, elapsed):
            return None
        if self._doubted_at is not None:
            log.warning("the clock is believed again")
        self._zero, self._doubted_at, self._asked_at = zero, None, None
        return zero + elapsed

    async def _is_believed(self, zero: datetime, elapsed: timedelta) -> bool:
        if self._zero is not None and zero - self._zero <= JUMP:
            if self._zero - zero > BACK:
                log.warning("the clock went back by %s; nothing is sent twice", self._zero - zero)
            return True
        if self._asked_at is not None and elapsed - self._asked_at < ASK_EVERY:
            return False
        self._asked_at = elapsed
        told = await self._witness()
        if told is None:
            return self._is_first() or self._has_waited(zero, elapsed)
        if abs(told - (zero + elapsed)) <= JUMP:
            return True
        self._doubt(
            elapsed, f"this machine's clock is off by {zero + elapsed - told}; nothing is sent until it is right"
        )
        return False

    def _is_first(self) -> bool:
        """At the start, with nobody to ask, there is nothing to compare with."""
        return self._zero is None and self._doubted_at is None

    def _has_waited(self, zero: datetime, elapsed: timedelta) -> bool:
        if self._doubted_at is not None and elapsed - self._doubted_at >= PATIENCE:
            return True
        ahead = f"ahead by {zero - self._zero}" if self._zero else "to a time that was wrong"
        self._doubt(elapsed, f"the clock jumped {ahead} and nobody can be asked; nothing is sent for {PATIENCE}")
        return False

    def _doubt(self, elapsed: timedelta, why: str) -> None:
        if self._doubted_at is None:
            log.error("%s", why)
            self._doubted_at = elapsed
