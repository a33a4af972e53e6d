"""Many people who are known to the bot, and a notice for each of them."""

from datetime import timedelta

from adapters.slack import PLATFORM
from bot.calls import call
from bot.ports.directory import Actor
from bot.ports.outbox import Dm, Notice
from tests.adapters.slack.faculty import Faculty
from tests.fakes.slack import FakeUser

HELLO = call("dm.hello")
KEPT_FOR = timedelta(days=2)


class Crowd:
    """`users` and their persons' ids, by the same index."""

    def __init__(self, faculty: Faculty, users: list[FakeUser], people: list[int], community: int) -> None:
        self.faculty = faculty
        self.users = users
        self.people = people
        self.community = community
        self.told = 0

    @classmethod
    async def gathered(cls, faculty: Faculty, *users: FakeUser, count: int = 0) -> "Crowd":
        """These, or so many people, who each spoke to the bot once."""
        there = [*users, *(faculty.fake.user(faculty.workspace, f"Person {number}") for number in range(count))]
        people = []
        async with faculty.storage.writing() as tx:
            community = await tx.directory.of_space(PLATFORM, faculty.workspace.id)
            assert community is not None
            for user in there:
                actor = Actor(PLATFORM, faculty.workspace.id, user.id, user.name)
                people.append((await tx.directory.enter(actor, community.id, faculty.now)).id)
        return cls(faculty, there, people, community.id)

    async def is_told(self) -> None:
        """A notice for everybody, due now; nothing is sent yet."""
        self.told += 1
        async with self.faculty.storage.writing() as tx:
            outbox, now = tx.outbox(self.community), self.faculty.now
            for person in self.people:
                key = f"told:{self.told}:{person}"
                await outbox.put(Notice(key, Dm(person), HELLO, now, now + KEPT_FOR))

    async def hears(self) -> None:
        """As `is_told`, and sent."""
        await self.is_told()
        await self.faculty.tick()

    def heard(self) -> list[int]:
        """How many messages each of them has."""
        return [len(self.faculty.fake.dms(self.faculty.workspace, user)) for user in self.users]

    @property
    def requests(self) -> int:
        """How many messages Slack was asked to write."""
        return len(self.faculty.fake.asked("chat.postMessage"))
