"""What people do in a term, drawn by a seed: each deed through the door, and what it means for the model."""

import random
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time
from typing import Any

from bot.calls import Call, call
from bot.domain.week import DAYS
from bot.presence import Presence
from bot.registry import registry
from bot.text import When
from bot.views import Card, View
from tests.conversations.town import START, Town
from tests.term.people import DAY, HOUR, ZONES, Pair, Person, Student
from tests.term.promises import Promises

WEEKS = 16
HOURS = (time(0, 30), time(2, 30), time(9), time(20), None)
ANSWERS = ("writes", "writes", "shares", "shares", "late", "skips", "puts_off", "pauses")
LIFE = {"travels": 0.15, "leaves": 0.08, "ends": 0.1, "blocks": 0.04, "stops": 0.06, "changes": 0.1}
"""How many students do so once in a term."""
COMMANDS = {ask.command: ask.name for ask in registry.commands()}


class Deeds:
    """Draws what people do, and lets them do it."""

    def __init__(self, town: Town, promises: Promises, draw: random.Random) -> None:
        self.town = town
        self.promises = promises
        self.draw = draw
        self.presence = Presence(town.storage, registry)
        self.done = 0
        promises.on_asked, promises.on_silent = self.may_answer, self.may_speak

    async def says(self, person: Person, asked: Call | str, **typed: str) -> Card:
        """Through the door, as the platform would bring it; whatever is refused is a mistake of the model."""
        self.done += 1
        sent = call(COMMANDS[asked]) if isinstance(asked, str) else asked
        view: View = await self.town.app.answer(person.speaker.actor, sent, typed, now=self.town.now)
        assert isinstance(view, Card), view
        assert view.title != "That did not work", view
        return view

    def plan_lives(self, students: list[Student], mentors: list[Person]) -> None:
        for student in students:
            for what, share in LIFE.items():
                if self.draw.random() < share:
                    self.promises.act(self.some_moment(), self.once(student, getattr(self, what)))
        for mentor in self.draw.sample(mentors, 3):
            self.promises.act(self.some_moment(), self.once(mentor, self.leaves))

    def some_moment(self) -> datetime:
        return START + self.draw.uniform(1, 7 * WEEKS - 7) * 24 // 1 * HOUR

    def once(self, who: Any, deed: Callable[[Any], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        async def does() -> None:
            if who.is_here:
                await deed(who)

        return does

    # When they are asked.

    def may_answer(self, student: Student, on: date) -> None:
        if self.draw.random() < student.keenness:
            what = self.draw.choice(ANSWERS)
            at = self.promises.now + (6 if what == "late" else 1) * HOUR

            async def answers() -> None:
                if student.is_here and on in student.open:
                    await getattr(self, "writes" if what in ("writes", "late", "shares") else what)(
                        student, *((what == "shares",) if what in ("writes", "late", "shares") else (on,))
                    )

            self.promises.act(at, answers)

    async def writes(self, student: Student, is_shared: bool) -> None:
        today, pair = student.today(self.town.now), student.pair
        if today in student.written:
            return
        audience = "mentors" if is_shared else "private"
        await self.says(student, "check-in", went="Well.", next="More.", audience=audience)
        student.written.add(today)
        student.busy_until = self.town.now + 2 * DAY
        student.heard()
        if is_shared and pair is not None and pair.state == "runs":
            self.promises.owe(pair.mentor, "Your mentee checked in", pair.id)
            self.promises.lives(pair)

    async def skips(self, student: Student, on: date) -> None:
        await self.says(student, call("prompt.skip", on.toordinal()))
        del student.open[on]
        student.misses, student.leaves_out = 0, False

    async def pauses(self, student: Student, on: date) -> None:
        student.back_on = student.today(self.town.now) + self.draw.randint(2, 14) * DAY
        await self.says(student, call("prompt.pause"), until=student.back_on.isoformat())
        student.heard()

    async def puts_off(self, student: Student, on: date) -> None:
        """In an hour, this evening or tomorrow, while they are awake: the same day once more, or another's only one."""
        now, tomorrow = self.town.now, student.today(self.town.now) + DAY
        when = self.draw.choice(("hour", "evening", "tomorrow"))
        evening = student.moment(student.today(now), time(19))
        wished = evening if when == "evening" and evening > now else student.awake(now + HOUR)
        if when == "tomorrow":
            wished = student.moment(tomorrow, student.usual)
        card = await self.says(student, call("prompt.later", on.toordinal(), when))
        promised = next(part.at for part in card.text if isinstance(part, When))
        student.misses, student.leaves_out = 0, False
        student.busy_until = now + 3 * DAY
        if student.today(wished) == on:
            assert promised == wished
            self.promises.waits(student, on, wished, wished + 22 * HOUR)
            return
        del student.open[on]
        there = student.moment(student.today(wished), student.usual)
        assert promised in (wished, there)
        if promised != there or not student.asks_on(student.today(wished)):
            self.promises.wishes(student, student.today(wished), promised)

    # What happens once in a while.

    async def travels(self, student: Student) -> None:
        if student.busy_until > self.town.now:
            return
        student.zone = self.draw.choice([zone for zone in ZONES if zone != student.zone])
        await self.says(student, "timezone", zone=student.zone)
        self.promises.sums_up_anew(student)
        self.promises.replans(student)

    async def changes(self, student: Student) -> None:
        """Another rhythm; or, for some, the first."""
        self.draws_rhythm(student)
        days = ",".join(DAYS[day] for day in student.own_days) if student.level == "own" else ""
        at = f"{student.own_time:%H:%M}" if student.own_time else ""
        await self.says(student, "my-rhythm", level=student.level, days=days, at=at)
        self.promises.agrees(student)

    def draws_rhythm(self, student: Student) -> None:
        student.level = self.draw.choices(("light", "steady", "close", "own"), (6, 3, 1, 3))[0]
        student.own_days = set(self.draw.sample(range(7), self.draw.choice((1, 1, 2))))
        student.own_time = self.draw.choice(HOURS)

    async def stops(self, student: Student) -> None:
        await self.says(student, call("prompt.stop"))
        student.open.clear()
        student.stops()
        self.promises.act(self.town.now + self.draw.randint(3, 40) * DAY, self.once(student, self.agrees_again))

    async def agrees_again(self, student: Student) -> None:
        await self.says(student, call("rhythm.agree"))
        if not student.is_on:
            self.promises.agrees(student)

    async def leaves(self, person: Person) -> None:
        """They leave the server; most come back, before thirty days are over and they are forgotten."""
        actor = person.speaker.actor
        await self.presence.account_left(actor.platform, actor.space, actor.account, self.town.now)
        self.promises.leaves(person)
        if self.draw.random() < 0.8:
            self.promises.act(self.town.now + self.draw.choice((2, 9, 20, 28)) * DAY, lambda: self.returns(person))

    async def returns(self, person: Person) -> None:
        await self.says(person, call("rhythm.show"))
        self.promises.returns(person)

    async def ends(self, student: Student) -> None:
        """Early; a few take it back two days later."""
        pair = student.pair
        if pair is None or pair.state == "ended":
            return
        await self.says(student, call("mentorship.ended", pair.id))
        self.promises.ends(pair)
        self.promises.owe(student, "It has ended", pair.id)
        self.promises.owe(pair.mentor, "A mentorship has ended", pair.id)
        if self.draw.random() < 0.4:
            self.promises.act(self.town.now + 2 * DAY, self.once(student, self.takes_back))

    async def takes_back(self, student: Student) -> None:
        pair = student.pair
        if pair is None or not pair.mentor.is_here or pair.is_blocked:
            return
        await self.says(student, call("mentorship.undo", pair.id))
        pair.state, pair.ended_at = "runs", None
        self.promises.owe(pair.mentor, "It goes on", pair.id)
        self.promises.lives(pair)

    async def blocks(self, student: Student) -> None:
        """The other one hears that it has ended and no more."""
        pair = student.pair
        if pair is None or not pair.mentor.is_here:
            return
        await self.says(student, call("block.do", pair.mentor.id))
        pair.is_blocked = True
        if pair.state != "ended":
            self.promises.ends(pair)
            self.promises.owe(pair.mentor, "A mentorship has ended", pair.id)

    def may_speak(self, pair: Pair, person: Person) -> None:
        """Some who are asked how it goes between them say that they talked, or that it goes on."""
        if self.draw.random() < 0.3:

            async def speaks() -> None:
                if person.is_here and pair.state == "runs":
                    await self.says(person, call("mentorship.keep" if pair.is_asked else "mentorship.talked", pair.id))
                    self.promises.heard_of(pair, person)

            self.promises.act(self.promises.now + 2 * HOUR, speaks)
