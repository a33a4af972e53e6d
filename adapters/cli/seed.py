"""Fills the playground with a believable week: everything below goes through the door, as people would do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.cli import village
from adapters.playground import PLATFORM, Chat, SimulatedClock
from adapters.playground.rooms import Room
from bot.app import App
from bot.calls import Call, call
from bot.domain.mentorships import Feedback, Outcome
from bot.domain.settings import Settings
from bot.domain.summaries import next_summary, summary_rhythm
from bot.ports.directory import Actor
from bot.ports.storage import Storage
from bot.scheduling.clockwork import Clockwork

LENGTH = timedelta(days=7)
"""How long before the first screen the story begins: always one Monday, with its summary."""
_SILENT = timedelta(days=16)
"""How long nobody has heard of Ingrid's mentee."""


@dataclass(frozen=True, slots=True)
class Village:
    """What the story is told with."""

    storage: Storage
    app: App
    clockwork: Clockwork
    chat: Chat
    clock: SimulatedClock
    community: int

    async def waits(self, **length: float) -> None:
        """Time goes by, and what is due happens."""
        await self.lives_until(self.clock.now() + timedelta(**length))

    async def lives_until(self, moment: datetime) -> None:
        """So does Monday's summary, at its hour."""
        monday = next_summary(summary_rhythm(Settings(), village.ZONE), self.clock.now())
        for at in (monday, moment) if monday < moment else (moment,):
            self.clock.set(at)
            await self.clockwork.tick(at)

    async def does(self, account: str, name: str, zone: str, what: Call, typed: Mapping[str, str]) -> None:
        """Somebody sends a call."""
        actor = Actor(PLATFORM, village.SPACE, account, name, False, zone)
        await self.app.answer(actor, what, dict(typed), now=self.clock.now())
        await self.waits(minutes=7)

    def says(self, account: str, channel: str, words: str) -> None:
        """Somebody chats."""
        self.chat.say(Room(village.SPACE, channel), account, words, self.clock.now())

    async def person(self, account: str) -> int:
        """The person's id behind an account."""
        async with self.storage.reading() as tx:
            found = await tx.store(self.community).people.of_account(PLATFORM, village.SPACE, account)
        if found is None:
            raise LookupError(account)
        return found.id


async def set_channels(storage: Storage, community: int) -> None:
    """Ties the playground's channels to what the bot uses them for."""
    async with storage.writing() as tx:
        for purpose in ("announcements", "mentors", "vent", "moderators"):
            await tx.store(community).people.set_channel(purpose, PLATFORM, village.SPACE, purpose)


async def enter_personas(storage: Storage, community: int, now: datetime) -> None:
    """The personas are known from the start, so that they can be named and written to."""
    async with storage.writing() as tx:
        for persona in village.town().personas:
            await tx.directory.enter(persona.actor(village.SPACE), community, now)


async def tell_story(story: Village) -> None:
    """Mentors sign up, students arrive, a pair forms, a request and a question wait."""
    first_screen = story.clock.now() + LENGTH
    await _know_each_other(story)
    await story.waits(days=3)
    story.says("maya", "general", "Welcome to Far Campus. Type / anywhere to see what Office Hours can do for you.")
    for mentor in village.MENTORS:
        await _signs_up(story, mentor)
    for student in village.STUDENTS:
        known = {"goals": student.goals, "topics": student.topics, "languages": student.languages}
        typed = {**known, "week": student.week, "zone": student.zone}
        await story.does(student.account, student.name, student.zone, call("student.edit"), typed)
    story.says("leila", "general", "Hi all. Second year, data science, from Casablanca. Nice to meet you.")
    await story.waits(hours=5)
    await _pairs_up(story)
    ears = {"week": "daily 0-24", "languages": "English", "most": "2"}
    await story.does("ravi", "Ravi", "Asia/Kolkata", call("listen.join"), ears)
    await story.waits(hours=20)
    await _still_waiting(story)
    await story.lives_until(first_screen)


async def _know_each_other(story: Village) -> None:
    """Noor, whom Ingrid mentors, has gone quiet; Hugo and Ravi are through, and Hugo said thanks."""
    now = story.clock.now()
    async with story.storage.writing() as tx:
        for name in ("noor", "hugo"):
            member = next(one for one in village.MEMBERS if one.account == name)
            actor = Actor(PLATFORM, village.SPACE, member.account, member.name, False, village.ZONE)
            await tx.directory.enter(actor, story.community, now)
    noor, ingrid, hugo, ravi = [await story.person(name) for name in ("noor", "ingrid", "hugo", "ravi")]
    async with story.storage.writing() as tx:
        pairs = tx.store(story.community).mentorships
        await pairs.add(noor, ingrid, now + LENGTH - _SILENT, "I came to statistics late and want to catch up.")
        over = await pairs.add(hugo, ravi, now - timedelta(weeks=10))
        if over is not None:
            await pairs.end(over, Outcome.COMPLETED, hugo, now)
            await pairs.add_feedback(Feedback(over, hugo, ravi, 5, village.THANKS, "", now))


async def _signs_up(story: Village, mentor: village.Mentor) -> None:
    about = {"topics": mentor.topics, "languages": mentor.languages, "bio": mentor.bio}
    hours = {
        "week": mentor.week,
        "zone": mentor.zone,
        "capacity": str(mentor.capacity),
        "meeting": mentor.meeting,
    }
    await story.does(mentor.account, mentor.name, mentor.zone, call("mentor.about"), about)
    await story.does(mentor.account, mentor.name, mentor.zone, call("mentor.time"), hours)


async def _pairs_up(story: Village) -> None:
    """Leila asks Ravi, and Ravi says yes."""
    ravi = await story.person("ravi")
    note = "My model is fine in the notebook and falls over everywhere else. Could you look over my shoulder?"
    await story.does("leila", "Leila", "Africa/Casablanca", call("request.make", ravi), {"note": note})
    async with story.storage.reading() as tx:
        request = (await tx.store(story.community).requests.open_to(ravi))[0]
    await story.waits(hours=3)
    await story.does("ravi", "Ravi", "Asia/Kolkata", call("request.accept", request.id), {})
    steps = "Write the tests\nPut it in a container\nLet a colleague break it\nShow it to Ravi"
    typed = {"title": "My model runs somewhere else than on my laptop", "who": "mentor", "steps": steps}
    await story.does("leila", "Leila", "Africa/Casablanca", call("goal.add"), typed)
    leila = await story.person("leila")
    async with story.storage.reading() as tx:
        [goal] = await tx.store(story.community).goals.of(leila)
    for step in goal.steps[:2]:
        await story.does("leila", "Leila", "Africa/Casablanca", call("goal.tick", goal.id, step.id, 1), {})
    story.says("ravi", "mentors", "Took on Leila today. One place left, if you meet somebody who likes Python.")


async def _still_waiting(story: Village) -> None:
    """Jonas waits for Ingrid; Sam's question waits for anybody."""
    ingrid = await story.person("ingrid")
    note = "I have three half thesis topics and no whole one. Could we look at them together?"
    await story.does("jonas", "Jonas", "Europe/Berlin", call("request.make", ingrid), {"note": note})
    question = "Is it normal that a take-home test takes me a whole weekend?"
    typed = {"question": question, "topic": "job search"}
    await story.does("sam", "Sam", "Asia/Manila", call("question.ask"), typed)
    story.says("jonas", "general", "Does anybody else write their thesis next to a full-time job?")
