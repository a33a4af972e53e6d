"""What is owed to whom and when: the sentences of the rules, one method each."""

import heapq
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from tests.conversations.town import START
from tests.term.people import DAY, HOUR, WEEK, Pair, Person, Student

LAPSE, PROMPT, SUMMARY, WORD, DEED = range(5)
"""In one moment: what was not answered counts first; who is asked; whose week is over; what is said; then deeds."""
Owed = Counter[tuple[str, str, str]]
"""How often an account is owed a message with a title, about something."""


@dataclass(order=True)
class Event:
    at: datetime
    rank: int
    number: int
    happens: Callable[[], None] = field(compare=False)


class Promises:
    """The model: `now` is the moment it stands at, `owed` what is to come at this moment."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.owed = Owed()
        self.deeds: list[Callable[[], Awaitable[None]]] = []
        self.events: list[Event] = []
        self.number = 0
        self.on_asked: Callable[[Student, date], None]
        self.on_silent: Callable[[Pair, Person], None]

    def later(self, at: datetime, rank: int, happens: Callable[[], None]) -> None:
        self.number += 1
        heapq.heappush(self.events, Event(at, rank, self.number, happens))

    def act(self, at: datetime, deed: Callable[[], Awaitable[None]]) -> None:
        self.later(at, DEED, lambda: self.deeds.append(deed))

    def falls_due(self) -> None:
        """All that is due now."""
        while self.events and self.events[0].at <= self.now:
            heapq.heappop(self.events).happens()

    def owe(self, person: Person, title: str, about: object = "") -> None:
        """Nobody writes to whom left."""
        if person.is_here:
            self.owed[person.account, title, str(about)] += 1

    def say(self, person: Person, holds: Callable[[], bool], title: str, about: object = "") -> None:
        """What the bot says of its own accord waits until its reader is awake, and must still be true then."""
        self.later(person.awake(self.now), WORD, lambda: self.owe(person, title, about) if holds() else None)

    # Weeks.

    def sums_up_anew(self, person: Person) -> None:
        """By the clocks of now: this Monday's nine o'clock, if it has struck and is not over by nine in the evening."""
        person.summary += 1
        on = person.today(self.now)
        if on.weekday() == 0 and person.moment(on, time(9)) <= self.now < person.moment(on, time(21)):
            self.later(self.now, SUMMARY, lambda: self.sums_up(person, on))
        self.plans_summary(person)

    def plans_summary(self, person: Person) -> None:
        on = person.today(self.now) - DAY
        while on.weekday() != 0 or person.moment(on, time(9)) <= self.now:
            on += DAY
        number = person.summary

        def comes() -> None:
            if person.summary == number:
                self.sums_up(person, on)
                self.plans_summary(person)

        self.later(person.moment(on, time(9)), SUMMARY, comes)

    def sums_up(self, person: Person, on: date) -> None:
        """Once for a whole week, to who is in a running pair or is asked, here, and does not pause."""
        monday, student = on - WEEK, person if isinstance(person, Student) else None
        is_in = person.has_running or (student is not None and student.is_on)
        is_away = student is not None and on < student.back_on
        if monday in person.summed_up or not is_in or is_away or not person.is_here:
            return
        if person.moment(monday, time(0)) < START:
            return
        person.summed_up.add(monday)
        if student is None or student.wrote_in(monday) or not student.rests:
            self.owe(person, "Your week")

    # Prompts.

    def agrees(self, student: Student) -> None:
        student.is_on, student.agreed_at = True, self.now
        student.misses, student.leaves_out = 0, False
        self.replans(student)

    def replans(self, student: Student) -> None:
        student.plan += 1
        if student.is_on and student.is_here:
            self.plans(student, self.now)

    def plans(self, student: Student, after: datetime) -> None:
        on, at = student.next_one(after)
        number = student.plan

        def comes() -> None:
            if student.plan == number:
                if not student.is_decided(on):
                    self.decides(student, on)
                if student.plan == number:
                    self.plans(student, at)

        self.later(at, PROMPT, comes)

    def wishes(self, student: Student, on: date, at: datetime) -> None:
        """They put it off to another day, which then has no other."""
        student.decided[on] = at
        self.later(at, PROMPT, lambda: self.decides(student, on))

    def decides(self, student: Student, on: date) -> None:
        """Whether they are asked for a day, now that its time has come."""
        student.decided[on] = self.now
        today, pair = student.today(self.now), student.pair
        if not student.is_on or not student.is_here or today in student.written:
            return
        if today < student.back_on or student.rests:
            return
        if pair is not None and student.agreed_at and pair.ended_at and student.agreed_at <= pair.ended_at:
            student.stops()
            self.owe(student, "Your check-ins rest")
        elif student.leaves_out:
            student.leaves_out = False
        else:
            self.asks(student, on)

    def asks(self, student: Student, on: date) -> None:
        student.latest = on
        self.owe(student, "How is it going?", on.toordinal())
        nudge = student.awake(self.now + 4 * HOUR)
        self.waits(student, on, nudge if student.level != "light" else None, self.now + 22 * HOUR)
        self.on_asked(student, on)

    def waits(self, student: Student, on: date, nudge: datetime | None, lapse: datetime) -> None:
        """One nudge, and the moment at which it counts as missed."""
        self.number += 1
        clock = student.open[on] = self.number
        if nudge is not None and nudge < lapse:

            def nudges() -> None:
                if student.open.get(on) == clock and student.latest == on and not student.rests:
                    self.owe(student, "Room for two lines?", on.toordinal())

            self.later(nudge, WORD, nudges)
        self.later(lapse, LAPSE, lambda: self.lapses(student, on) if student.open.get(on) == clock else None)

    def lapses(self, student: Student, on: date) -> None:
        """After three in a row every second one is left out; after six nothing is asked, and that is said."""
        del student.open[on]
        if student.rests:
            return
        student.misses += 1
        if student.misses == 2 and student.has_consented:
            self.tells_mentor(student)
        student.leaves_out = student.misses >= 3
        if student.misses == 6:
            student.stops()
            self.say(student, lambda: not student.is_on, "I leave you in peace")

    def tells_mentor(self, student: Student) -> None:
        """After two in a row, where the student agreed to it, while it is still so."""
        pair = student.pair
        if pair is None or pair.state != "runs":
            return

        def is_so() -> bool:
            is_quiet = student.is_on and student.misses >= 2 and student.today(self.now) >= student.back_on
            return is_quiet and pair.state == "runs"

        self.say(pair.mentor, is_so, "A line may help", pair.id)

    # Pairs.

    def lives(self, pair: Pair) -> None:
        """A sign of life: words after two, four and six weeks without another, and after eight a question."""
        pair.clock += 1
        pair.is_asked = False
        clock = pair.clock
        for person in pair.both:
            for weeks in (2, 4, 6):
                self.later(person.awake(self.now + weeks * WEEK), WORD, self._silent(pair, person, clock))
        self.later(self.now + 8 * WEEK, LAPSE, lambda: self.wonders(pair) if pair.clock == clock else None)

    def _silent(self, pair: Pair, person: Person, clock: int) -> Callable[[], None]:
        def says() -> None:
            if pair.clock == clock:
                self.owe(person, "How is it going, you two?", pair.id)
                self.on_silent(pair, person)

        return says

    def wonders(self, pair: Pair) -> None:
        """Both are asked whether it goes on; without a word from either within a week it ends."""
        pair.clock += 1
        pair.is_asked = True
        clock = pair.clock
        for person in pair.both:

            def asks(person: Person = person) -> None:
                if pair.clock == clock:
                    self.owe(person, "Does this go on?", pair.id)
                    self.on_silent(pair, person)

            self.later(person.awake(self.now), WORD, asks)
        self.later(self.now + WEEK, LAPSE, lambda: self.goes_quiet(pair) if pair.clock == clock else None)

    def heard_of(self, pair: Pair, by: Person) -> None:
        """One of them says that it goes on; where both had been asked, the other hears it."""
        if pair.is_asked:
            self.owe(pair.other(by), "It goes on", pair.id)
        self.lives(pair)

    def ends(self, pair: Pair) -> None:
        pair.state, pair.ended_at = "ended", self.now
        pair.clock += 1
        pair.is_asked = False

    def goes_quiet(self, pair: Pair) -> None:
        self.ends(pair)
        ended_at = pair.ended_at
        for person in pair.both:
            self.say(person, lambda: pair.ended_at == ended_at, "A mentorship came to rest", pair.id)

    def leaves(self, person: Person) -> None:
        """Their pairs rest, for thirty days at most, and the others hear it."""
        person.is_here = False
        if isinstance(person, Student):
            person.open.clear()
            person.plan += 1
        for pair in person.pairs:
            if pair.state != "ended":
                pair.state, pair.away[person.id] = "rests", self.now
                pair.clock += 1
                pair.is_asked = False
                self.say(pair.other(person), lambda pair=pair: pair.state == "rests", "A mentorship rests")
                self.later(self.now + 30 * DAY, LAPSE, self._over(pair, person, self.now))

    def _over(self, pair: Pair, person: Person, since: datetime) -> Callable[[], None]:
        def over() -> None:
            if pair.state == "rests" and pair.away.get(person.id) == since:
                self.goes_quiet(pair)

        return over

    def returns(self, person: Person) -> None:
        person.is_here = True
        if isinstance(person, Student):
            self.replans(person)
        self.sums_up_anew(person)
        for pair in person.pairs:
            pair.away.pop(person.id, None)
            if pair.state == "rests" and not pair.away:
                pair.state = "runs"
                self.lives(pair)
                for one in pair.both:
                    self.say(one, lambda pair=pair: pair.state == "runs", "It goes on", pair.id)
