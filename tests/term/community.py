"""Five hundred people in twenty time zones, and a clock that goes from one promise to the next."""

import random
from dataclasses import replace
from datetime import datetime

from bot.commands import mentorships
from bot.domain.consents import Purpose
from bot.domain.mentors import MentorProfile
from bot.domain.rhythms import Level
from bot.domain.settings import Settings
from bot.handling import bot_itself, context
from bot.ports.messenger import Address, Sent
from bot.registry import registry
from bot.views import Action, Button, Card, Menu, View
from tests.conversations.town import START, Mailbox, Town
from tests.term.deeds import WEEKS, Deeds
from tests.term.people import DAY, WEEK, ZONES, Pair, Person, Student
from tests.term.promises import WORD, Owed, Promises

MENTORS, EACH, ALONE = 40, 11, 20
"""Mentors, students of each of them, and students without one."""
SETTINGS = Settings(silence_first_days=14, silence_second_days=28, silence_third_days=42)
"""A community that leaves its pairs alone for longer than others do."""


class Post(Mailbox):
    """Keeps what came since somebody looked, by account, title and what it is about."""

    def __init__(self) -> None:
        super().__init__()
        self.fresh = Owed()

    async def send(self, to: Address, view: View, nonce: str) -> Sent:
        assert isinstance(view, Card)
        self.fresh[to.account, view.title, _about(view)] += 1
        return Sent(nonce)


def _about(card: Card) -> str:
    """The day, the pair: what the first button that names something names."""
    return next((_first(action) for action in card.actions if _first(action)), "")


def _first(action: Action) -> str:
    asked = action.call if isinstance(action, Button | Menu) else None
    return (
        asked.args[0]
        if asked is not None and asked.args and not asked.name.startswith(("checkin.", "summary."))
        else ""
    )


class Community:
    """The town and its model, side by side. `checked` counts the messages that came as promised."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town, self.post = town, Post()
        town.mailbox = self.post
        town.clockwork = type(town.clockwork)(town.storage, registry, {"town": self.post})
        self.draw = random.Random(seed)
        self.promises = Promises(START)
        self.deeds = Deeds(town, self.promises, self.draw)
        self.checked = Owed()

    async def begins(self) -> None:
        """Everybody enters and pairs are made, in one transaction; then what follows from it is promised."""
        mentors = [Person(*self._somebody(f"M{number}")) for number in range(MENTORS)]
        students = [Student(*self._somebody(f"S{number}")) for number in range(MENTORS * EACH + ALONE)]
        async with self.town.storage.writing() as tx:
            community = replace(self.town.community, settings=SETTINGS)
            ctx = context(tx, registry, community, bot_itself(community), START)
            await ctx.store.choices.save(SETTINGS)
            for person in (*mentors, *students):
                person.id = (await tx.directory.enter(person.speaker.actor, self.town.community.id, START)).id
                self.promises.sums_up_anew(person)
            for mentor in mentors:
                profile = MentorProfile(mentor.id, mentor.speaker.actor.name, mentor.zone, capacity=EACH)
                await ctx.store.mentors.save(profile)
            for student in students:
                await ctx.store.consents.give(student.id, Purpose.CHECK_INS, START)
                student.keenness = self.draw.choice((0.0, 0.3, 0.6, 0.9))
                if self.draw.random() < 0.8:
                    self.deeds.draws_rhythm(student)
                    days = student.own_days if student.level == "own" else ()
                    await ctx.store.prompts.choose(student.id, Level(student.level), days, student.own_time, START)
                    self.promises.agrees(student)
                    if self.draw.random() < 0.4:
                        student.has_consented = True
                        await ctx.store.prompts.alert(student.id, START)
            for number, student in enumerate(students[: MENTORS * EACH]):
                mentor = mentors[number % MENTORS]
                assert await ctx.store.mentors.take_place(mentor.id)
                made = await mentorships.start(ctx, student.id, mentor.id, "Please help me.")
                assert made is not None
                self.pairs(Pair(made, student, mentor))
        self.deeds.plan_lives(students, mentors)

    def _somebody(self, name: str) -> tuple:
        zone = self.draw.choice(ZONES)
        return self.town.person(name, zone=zone), zone

    def pairs(self, pair: Pair) -> None:
        """First steps for both, once they are awake; a day later the student is asked whether to be asked."""
        pair.student.pair = pair
        promises, student = self.promises, pair.student
        for person in pair.both:
            person.pairs.append(pair)
            promises.say(person, lambda: pair.state != "ended", "You are a pair", pair.id)
        promises.lives(pair)

        def offers() -> None:
            if student.agreed_at is None and pair.state == "runs":
                promises.owe(student, "Shall I ask how it goes?")

        promises.later(student.awake(START + DAY), WORD, offers)

    async def runs(self) -> None:
        events = self.promises.events
        while events and events[0].at <= START + WEEKS * WEEK:
            await self.goes_on_to(events[0].at)
            await self.ticks()
            if self.promises.deeds:
                for deed in self.promises.deeds:
                    await deed()
                self.promises.deeds.clear()
                await self.ticks()

    async def ticks(self) -> None:
        self.promises.falls_due()
        await self.town.clockwork.tick(self.town.now)
        self.compare()

    async def goes_on_to(self, at: datetime) -> None:
        """Nothing may come before then."""
        while (own := await self.town.clockwork.next_at()) is not None and max(own, self.town.now) < at:
            self.town.now = max(own, self.town.now)
            await self.town.clockwork.tick(self.town.now)
            assert not self.post.fresh, f"came at {self.town.now} and nobody promised it: {self.post.fresh}"
        self.town.now = self.promises.now = at

    def compare(self) -> None:
        came, owed = self.post.fresh, self.promises.owed
        assert came == owed, f"at {self.town.now}: owed {owed - came}, and not {came - owed}"
        self.checked.update(came)
        came.clear()
        owed.clear()
