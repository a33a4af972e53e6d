"""Whatever people press in whatever order, and whoever presses it, mentorships stay in order."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from bot.calls import call
from bot.commands import closing, pairs
from bot.context import Context
from bot.domain.mentorships import Mentorship, MentorshipState
from storage.database import Database
from storage.tables.obligations import obligations
from tests.conversations.inside import acting
from tests.conversations.town import Speaker, Town
from tests.sealing import SEAL

T = TypeVar("T")

MENTORS = {"Grace": 1, "Kenji": 3}
NAMES = ("Grace", "Kenji", "Ada", "Bo")
who = st.sampled_from(NAMES)
mentor = st.sampled_from(tuple(MENTORS))
which = st.integers(0, 3)
"""One of the newest mentorships, counted from the last."""
hand = st.sampled_from(("mentee", "mentor", "mentee", "mentor", "stranger"))
"""Who presses: now and then somebody it is none of the business of."""


class Life(RuleBasedStateMachine):
    """A town in memory, driven through the door; every rule is something somebody presses, or time that passes."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.places: Counter[int] = Counter()
        self.blocked: set[frozenset[int]] = set()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(coroutine)

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.run(self.database.close())
        self.runner.close()

    @initialize()
    def settle(self) -> None:
        self.database = Database.open("sqlite://", seal=SEAL)
        self.run(self._settle())

    async def _settle(self) -> None:
        await self.database.make_tables()
        self.town = await Town.founded(self.database)
        self.people: dict[str, Speaker] = {name: self.town.person(name) for name in NAMES}
        for name, capacity in MENTORS.items():
            await self.town.mentor(name, capacity=capacity)
        self.ids = {name: await self.town.id(speaker) for name, speaker in self.people.items()}
        for mentee, mentor in (("Ada", "Kenji"), ("Bo", "Kenji"), ("Ada", "Grace")):
            await self._ask_and_accept(mentee, mentor)

    async def _press(self, name: str, ask: str, *args: int, **typed: str) -> None:
        """As `Speaker.sends`, but nothing is delivered until time passes, which is quicker."""
        await self.town.app.answer(self.people[name].actor, call(ask, *args), typed, now=self.town.now)

    def press(self, name: str, ask: str, *args: int, **typed: str) -> None:
        self.run(self._press(name, ask, *args, **typed))

    def recent(self, which: int) -> Mentorship | None:
        every = self.run(self._every())
        return every[-1 - which % len(every)] if every else None

    def press_about(self, which: int, hand: str, ask: str, **typed: str) -> None:
        """Somebody presses a button of a recent mentorship, if there is one."""
        pair = self.recent(which)
        if pair is not None:
            self.press_pair(pair, hand, ask, **typed)

    def press_pair(self, pair: Mentorship, hand: str, ask: str, **typed: str) -> None:
        """A button of this mentorship; a stranger changes nothing by it."""
        before = self.run(self._every())
        sides = {"mentee": pair.mentee, "mentor": pair.mentor}
        names = [name for name, known in self.ids.items() if known == sides.get(hand, known)]
        name = next(name for name in names if pair.includes(self.ids[name]) is (hand in sides))
        self.press(name, ask, pair.id, **typed)
        if hand not in sides:
            assert self.run(self._every()) == before, "a stranger changed a mentorship"

    @rule(mentee=who, mentor=mentor)
    def ask_and_accept(self, mentee: str, mentor: str) -> None:
        self.run(self._ask_and_accept(mentee, mentor))

    async def _ask_and_accept(self, mentee: str, mentor: str) -> None:
        await self._press(mentee, "request.make", self.ids[mentor], note="Please?")
        async with acting(self.town) as ctx:
            requests = await ctx.store.requests.open_to(self.ids[mentor])
        for request in requests:
            await self._press(mentor, "request.accept", request.id)

    @rule(which=which, hand=hand, verb=st.sampled_from(("talked", "keep", "resume")))
    def say_that_it_goes_on(self, which: int, hand: str, verb: str) -> None:
        self.press_about(which, hand, f"mentorship.{verb}")

    @rule(which=which, hand=hand, verb=st.sampled_from(("finished", "ended")))
    def end(self, which: int, hand: str, verb: str) -> None:
        self.press_about(which, hand, f"mentorship.{verb}")

    @rule(mentor=mentor, hand=hand, meanwhile=st.sampled_from(("same", "others", "others", "block")))
    def finish_and_regret(self, mentor: str, hand: str, meanwhile: str) -> None:
        """Pressed twice, as people do; before the undo the place may be taken, or somebody blocks."""
        running = [pair for pair in self.run(self._every()) if self._runs_with(pair, mentor)]
        if not running:
            return
        pair = running[-1]
        mentee = next(name for name, known in self.ids.items() if known == pair.mentee)
        for _ in range(2):
            self.press(mentor, "mentorship.finished", pair.id)
        if meanwhile == "block":
            self.block(mentee, mentor)
        for name in NAMES if meanwhile in ("same", "others") else ():
            if name != mentor and (name == mentee) is (meanwhile == "same"):
                self.run(self._ask_and_accept(name, mentor))
        self.press_pair(pair, hand, "mentorship.undo")

    def _runs_with(self, pair: Mentorship, mentor: str) -> bool:
        return pair.mentor == self.ids[mentor] and pair.state is not MentorshipState.ENDED

    @rule(which=which, hand=hand)
    def undo(self, which: int, hand: str) -> None:
        self.press_about(which, hand, "mentorship.undo")

    @rule(which=which, hand=hand, days=st.integers(0, 40))
    def pause(self, which: int, hand: str, days: int) -> None:
        until = (self.town.now + timedelta(days=days)).date().isoformat()
        self.press_about(which, hand, "mentorship.pause", **({"until": until} if days else {}))

    @rule(name=mentor)
    def stop_and_begin_again(self, name: str) -> None:
        self.press(name, "mentor.stopped")
        self.run(self.town.mentor(name, capacity=MENTORS[name]))

    @rule(name=mentor, capacity=st.integers(1, 2))
    def change_places(self, name: str, capacity: int) -> None:
        self.press(name, "mentor.time", week="Mon-Fri 18-21", capacity=str(capacity))

    @rule(days=st.sampled_from((1, 5, 8, 37)))
    def time_passes(self, days: int) -> None:
        self.run(self.town.passes(days=days))

    @rule(one=who, other=who)
    def block(self, one: str, other: str) -> None:
        if one != other and not self.blocked:
            self.run(self._block(one, other))
            self.blocked.add(frozenset((self.ids[one], self.ids[other])))

    async def _block(self, one: str, other: str) -> None:
        async with acting(self.town, self.people[one]) as ctx:
            await ctx.store.safety.block(self.ids[one], self.ids[other], ctx.now)
            await closing.part(ctx, self.ids[one], self.ids[other])

    async def _every(self) -> list[Mentorship]:
        async with acting(self.town) as ctx:
            found = [pair for state in MentorshipState for pair in await ctx.store.mentorships.with_state(state)]
        return sorted(found, key=lambda pair: pair.id)

    @invariant()
    def all_is_in_order(self) -> None:
        if hasattr(self, "town"):
            self.run(self._all_is_in_order())

    async def _all_is_in_order(self) -> None:
        every = await self._every()
        async with acting(self.town) as ctx:
            running = [pair for pair in every if pair.state is not MentorshipState.ENDED]
            couples = [frozenset((pair.mentee, pair.mentor)) for pair in running]
            assert len(couples) == len(set(couples)), "two running mentorships of one couple"
            assert not self.blocked & set(couples), "a blocked couple runs"
            await self._places_are_counted(ctx, Counter(pair.mentor for pair in running))
        open_clocks = await self._open_clocks()
        for pair in every:
            assert clocks_fit(pair, open_clocks), f"clocks of {pair}"

    async def _open_clocks(self) -> Counter[tuple[str, int]]:
        """How many of each kind are open, by kind and mentorship."""
        found = select(obligations.c.kind, obligations.c.subject).where(obligations.c.is_open)
        async with self.database.engine.connect() as connection:
            return Counter((kind, subject) for kind, subject in await connection.execute(found))

    async def _places_are_counted(self, ctx: Context, taken: Counter[int]) -> None:
        for name in MENTORS:
            profile = await ctx.store.mentors.get(self.ids[name])
            assert profile is not None
            assert profile.taken == taken[profile.person], "taken is not what runs"
            if taken[profile.person] > self.places[profile.person]:
                assert taken[profile.person] <= profile.capacity, "more mentees than places"
        self.places = taken


def clocks_fit(pair: Mentorship, open_clocks: Counter[tuple[str, int]]) -> bool:
    """One cause is asked about at a time, of both alike; nothing is asked of what rests or has ended."""
    counts = tuple(open_clocks[kind, pair.id] for kind in (pairs.SILENCE, pairs.QUESTION, pairs.PAUSE))
    if pair.state is MentorshipState.ACTIVE:
        return counts in ((2, 0, 0), (0, 2, 0))
    return counts == (0, 0, int(pair.state is MentorshipState.PAUSED and pair.paused_until is not None))


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=6, stateful_step_count=20, deadline=None, derandomize=True, database=None, print_blob=False
)
