"""Whatever people press in whatever order, sessions become what a simple diary says, and nobody is booked twice."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.calls import Call, call
from storage.database import Database
from storage.tables.obligations import obligations
from storage.tables.outbox import notices
from storage.tables.sessions import bookings, sessions
from tests.conversations.inside import acting
from tests.conversations.town import Town
from tests.properties.budget import budget
from tests.properties.diary import CANCELLED, CONFIRMED, PROPOSED, Couple, Diary, Entry, quarters
from tests.sealing import SEAL

T = TypeVar("T")
ZONES = {"Ada": "Europe/Berlin", "Bo": "America/New_York", "Grace": "Australia/Lord_Howe", "Kenji": "America/Santiago"}
"""From 2 March on the clocks of the four change in four different weeks, two forward and two back."""
COUPLES = (("Ada", "Grace"), ("Bo", "Grace"), ("Bo", "Kenji"), ("Grace", "Kenji"))
"""Grace is a mentor and a mentee."""
couple = st.integers(0, len(COUPLES) - 1)
which = st.integers(0, 5)
"""One of the sessions, counted from the newest."""
side = st.sampled_from(("mentee", "mentor"))
hand = st.sampled_from(("mentee", "mentor", "mentee", "mentor", "stranger"))
days = st.sampled_from((0, 1, 1, 2, 7, 14, 27, 34))
minutes = st.sampled_from((600, 600, 630, 660, 607, 720))
"""After midnight in UTC; few, so that they clash. 607 is between quarter hours."""
Make = Callable[[], Coroutine[Any, Any, str]]
Drop = Callable[[str], Coroutine[Any, Any, None]]


class Bookings(RuleBasedStateMachine):
    """Four people in four zones, driven through the door; a database of their own for each life."""

    def __init__(self, make: Make, drop: Drop) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.make, self.drop = make, drop
        self.diary = Diary()
        self.sequences: dict[str, int] = {}

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(coroutine)

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.run(self.database.close())
            self.run(self.drop(self.url))
        self.runner.close()

    @initialize()
    def settle(self) -> None:
        self.run(self._settle())

    async def _settle(self) -> None:
        self.url = await self.make()
        self.database = Database.open(self.url, seal=SEAL)
        if self.url == "sqlite://":
            await self.database.make_tables()
        self.town = await Town.founded(self.database)
        self.people = {name: self.town.person(name, zone=zone) for name, zone in ZONES.items()}
        for name in ("Grace", "Kenji"):
            await self.town.mentor(name, zone=ZONES[name])
        self.ids = {name: await self.town.id(speaker) for name, speaker in self.people.items()}
        self.couples = [Couple(mentee, mentor, ZONES[mentee]) for mentee, mentor in COUPLES]
        self.pairs = [await self._pair(mentee, mentor) for mentee, mentor in COUPLES]

    async def _pair(self, mentee: str, mentor: str) -> int:
        """`Town.pair` reads and writes at once, which a database in memory cannot."""
        await self.people[mentee].sends(call("request.make", self.ids[mentor]), {"note": "Please?"})
        async with acting(self.town) as ctx:
            requests = await ctx.store.requests.open_to(self.ids[mentor])
        await self.people[mentor].sends(call("request.accept", requests[-1].id))
        async with acting(self.town) as ctx:
            pair = await ctx.store.mentorships.running_between(self.ids[mentee], self.ids[mentor])
        assert pair is not None
        return pair.id

    def press(self, name: str, asked: Call, **typed: str) -> None:
        """Nothing is delivered until time passes, which is quicker."""
        self.run(self.town.app.answer(self.people[name].actor, asked, typed, now=self.town.now))

    def at(self, days: int, minutes: int) -> datetime:
        midnight = self.town.now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=days, minutes=minutes)

    @rule(number=couple, side=side, days=days, minutes=minutes, length=st.sampled_from((30, 60, 90)))
    def suggest(self, number: int, side: str, days: int, minutes: int, length: int) -> None:
        self._suggest(number, side, self.at(days, minutes), length, 0, 0)

    @rule(number=couple, side=side, days=days, minutes=minutes, every=st.sampled_from((1, 2)), times=st.integers(1, 4))
    def suggest_a_series(self, number: int, side: str, days: int, minutes: int, every: int, times: int) -> None:
        self._suggest(number, side, self.at(days, minutes), 60, every, times)

    def _suggest(self, number: int, side: str, start: datetime, length: int, every: int, times: int) -> None:
        couple = self.couples[number]
        name = getattr(couple, side)
        first = start.astimezone(ZoneInfo(couple.zone)).date()
        until = first + timedelta(weeks=every * times) if every else None
        self.diary.suggest(Entry(couple, start, length, name, every, until), self.town.now)
        typed = {"every": str(every), **({"until": until.isoformat()} if until else {})}
        asked = call("session.suggest", self.pairs[number], int(start.timestamp()), length)
        self.press(name, asked, **typed)

    def chosen(self, which: int, hand: str) -> tuple[Entry, int, str, bool] | None:
        """A session, its id, who presses, and whether it is any business of theirs."""
        if not self.diary.entries:
            return None
        place = -1 - which % len(self.diary.entries)
        entry = self.diary.entries[place]
        session = self.run(self._rows())[place].id
        if hand == "stranger":
            name = next(name for name in ZONES if name not in (entry.couple.mentee, entry.couple.mentor))
            return entry, session, name, False
        return entry, session, getattr(entry.couple, hand), True

    @rule(which=which, hand=hand, seen=st.sampled_from(("as it is", "as it is", "not said", "another")))
    def confirm(self, which: int, hand: str, seen: str) -> None:
        """A yes from a message, which is about the time that stood there."""
        chosen = self.chosen(which, hand)
        if chosen is None:
            return
        entry, session, name, is_theirs = chosen
        at = int((entry.wish or entry.start).timestamp())
        stamps = {"as it is": (at,), "not said": (), "another": (at + 900,)}[seen]
        if is_theirs and seen != "another":
            self.diary.confirm(entry, name, self.town.now)
        self.press(name, call("session.confirm", session, *stamps))

    @rule(which=which)
    def the_one_who_is_asked_says_yes(self, which: int) -> None:
        for hand in ("mentee", "mentor"):
            self.confirm(which, hand, "as it is")

    @rule(which=which, hand=hand, days=days, minutes=minutes)
    def move(self, which: int, hand: str, days: int, minutes: int) -> None:
        chosen = self.chosen(which, hand)
        if chosen is None:
            return
        entry, session, name, is_theirs = chosen
        start = self.at(days, minutes)
        if is_theirs:
            self.diary.move(entry, name, start, self.town.now)
        self.press(name, call("session.move", session, int(start.timestamp())))

    @rule(which=which, hand=hand, verb=st.sampled_from(("decline", "withdraw")))
    def refuse(self, which: int, hand: str, verb: str) -> None:
        chosen = self.chosen(which, hand)
        if chosen is None:
            return
        entry, session, name, is_theirs = chosen
        if is_theirs:
            (self.diary.refuse if verb == "decline" else self.diary.withdraw)(entry, name)
        self.press(name, call(f"session.{verb}", session))

    @rule(which=which, hand=hand, is_all=st.booleans())
    def call_off(self, which: int, hand: str, is_all: bool) -> None:
        chosen = self.chosen(which, hand)
        if chosen is None:
            return
        entry, session, name, is_theirs = chosen
        if is_theirs:
            self.diary.cancel(entry, self.town.now, is_all=is_all)
        self.press(name, call("session.cancel_series" if is_all else "session.cancel", session), reason="A cold")

    @rule(number=couple, side=side)
    def rest_or_go_on(self, number: int, side: str) -> None:
        couple = self.couples[number]
        verb = "pause" if couple.is_active else "resume"
        self.press(getattr(couple, side), call(f"mentorship.{verb}", self.pairs[number]))
        couple.is_active = not couple.is_active

    @rule(number=couple, side=side)
    def end_and_regret(self, number: int, side: str) -> None:
        couple = self.couples[number]
        for verb in ("ended", "undo"):
            self.press(getattr(couple, side), call(f"mentorship.{verb}", self.pairs[number]))
        self.diary.part(couple, self.town.now)
        couple.is_active = True

    @rule(hours=st.sampled_from((0.3, 1, 2, 9, 22, 24, 71)))
    def time_passes(self, hours: float) -> None:
        """They talk, so that no pair goes quiet."""
        self.run(self.town.passes(hours=hours))
        self.diary.pass_to(self.town.now)
        for couple, pair in zip(self.couples, self.pairs, strict=True):
            self.press(couple.mentee, call("mentorship.talked", pair))

    async def _rows(self) -> list[Any]:
        async with self.database.engine.connect() as connection:
            return list(await connection.execute(select(sessions).order_by(sessions.c.id)))

    @invariant()
    def all_is_in_order(self) -> None:
        if hasattr(self, "pairs"):
            self.run(self._all_is_in_order())

    async def _all_is_in_order(self) -> None:
        rows = await self._rows()
        assert len(rows) == len(self.diary.entries)
        known = list(zip(rows, self.diary.entries, strict=True))
        for row, entry in known:
            self._is_as_written(row, entry)
        assert not any(self.diary.is_twice_at_once(name) for name in ZONES)
        async with self.database.engine.connect() as connection:
            await self._bookings_are_those_of_what_is_confirmed(connection, known)
            await self._who_is_asked_owes_an_answer(connection, known)
            await self._reminders_are_before_the_start(connection, known)

    def _is_as_written(self, row: Any, entry: Entry) -> None:
        """One that is over may have been told of since, so of it only that it was not called off."""
        length = (row.ends_at - row.starts_at) // timedelta(minutes=1)
        asked = ""
        if row.state == PROPOSED or row.moves_to:
            by = row.mover_id if row.moves_to else row.proposer_id
            asked = entry.couple.other(next(name for name, known in self.ids.items() if known == by))
        if entry.state == CONFIRMED and entry.end <= self.town.now:
            assert row.state != CANCELLED
        else:
            assert (row.starts_at, length, row.state, row.sequence, row.moves_to, asked) == entry.row
        assert row.sequence >= self.sequences.get(row.uid, 0), "a sequence went back"
        self.sequences[row.uid] = row.sequence

    async def _bookings_are_those_of_what_is_confirmed(self, connection: Any, known: list[tuple[Any, Entry]]) -> None:
        booked = Counter(
            (row.session_id, row.person_id, row.quarter) for row in await connection.execute(select(bookings))
        )
        expected = Counter(
            (row.id, person, quarter)
            for row, entry in known
            if entry.state == CONFIRMED
            for person in (row.mentee_id, row.mentor_id)
            for quarter in quarters(entry.start, entry.minutes)
        )
        assert booked == expected

    async def _who_is_asked_owes_an_answer(self, connection: Any, known: list[tuple[Any, Entry]]) -> None:
        found = select(obligations).where(obligations.c.is_open, obligations.c.kind == "session")
        owed = sorted((row.subject, row.owes, row.deadline_at) for row in await connection.execute(found))
        assert owed == sorted((row.id, self.ids[one.asked], one.deadline) for row, one in known if one.asked)

    async def _reminders_are_before_the_start(self, connection: Any, known: list[tuple[Any, Entry]]) -> None:
        """Of those that would still be shown; the last one is ten minutes before, once for each of the two."""
        soon = {(row.id, entry.sequence): entry for row, entry in known if entry.state == CONFIRMED}
        last: Counter[tuple[int, int]] = Counter()
        waiting = select(notices).where(notices.c.call.startswith("session.soon:"), notices.c.state == "due")
        for notice in await connection.execute(waiting):
            session, sequence = map(int, Call.parse(notice.call).args[:2])
            entry = soon.get((session, sequence))
            if entry is None:
                continue
            assert notice.due_at < entry.start
            assert notice.expires_at <= entry.start
            if notice.due_at == entry.start - timedelta(minutes=10):
                last[session, notice.person_id] += 1
        for row, entry in known:
            if entry.state == CONFIRMED and entry.start - timedelta(minutes=10) > self.town.now:
                assert [last[row.id, person] for person in (row.mentee_id, row.mentor_id)] == [1, 1], entry


async def _in_memory() -> str:
    return "sqlite://"


async def _forgotten(url: str) -> None: ...


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_sessions_become_what_the_diary_says(engine: str, request: pytest.FixtureRequest) -> None:
    make: Make = _in_memory
    drop: Drop = _forgotten
    if engine == "postgresql":
        server, template = request.getfixturevalue("server"), request.getfixturevalue("template")

        async def make() -> str:
            return str(await server.make(template=template))

        drop = server.drop
    lives: list[Bookings] = []

    def life() -> Bookings:
        lives.append(Bookings(make, drop))
        return lives[-1]

    usual, steps = (4, 30) if engine == "sqlite" else (5, 30)
    run_state_machine_as_test(life, settings=budget(usual, steps))  # type: ignore[no-untyped-call]  # theirs
    assert any(one.diary.entries for one in lives)
