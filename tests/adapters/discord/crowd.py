"""Many people who are known to the bot, and a notice for each of them."""

from datetime import timedelta

from adapters.discord import PLATFORM
from bot.calls import call
from bot.ports.directory import Actor
from bot.ports.outbox import Dm, Notice
from tests.adapters.discord.campus import Campus
from tests.fakes.discord import FakeUser

HELLO = call("dm.hello")
KEPT_FOR = timedelta(days=2)


class Crowd:
    """`users` and their persons' ids, by the same index."""

    def __init__(self, campus: Campus, users: list[FakeUser], people: list[int], community: int) -> None:
        self.campus = campus
        self.users = users
        self.people = people
        self.community = community
        self.told = 0

    @classmethod
    async def gathered(cls, campus: Campus, count: int) -> "Crowd":
        """So many people who each spoke to the bot once."""
        users = [campus.fake.user(f"Person {number}") for number in range(count)]
        people = []
        async with campus.storage.writing() as tx:
            community = await tx.directory.of_space(PLATFORM, str(campus.guild.id))
            assert community is not None
            for user in users:
                actor = Actor(PLATFORM, str(campus.guild.id), str(user.id), user.global_name, is_global=True)
                people.append((await tx.directory.enter(actor, community.id, campus.now)).id)
        return cls(campus, users, people, community.id)

    async def is_told(self) -> None:
        """A notice for everybody, due now; nothing is sent yet."""
        self.told += 1
        async with self.campus.storage.writing() as tx:
            outbox, now = tx.outbox(self.community), self.campus.now
            for person in self.people:
                key = f"told:{self.told}:{person}"
                await outbox.put(Notice(key, Dm(person), HELLO, now, now + KEPT_FOR))

    async def hears(self) -> None:
        """As `is_told`, and sent."""
        await self.is_told()
        await self.campus.tick()

    def heard(self) -> list[int]:
        """How many messages each of them has."""
        return [len(self.campus.fake.dms(user)) for user in self.users]

    async def knows_channels(self) -> None:
        """Their direct messages were opened before, so that nothing but the sends is left to do."""
        async with self.campus.storage.writing() as tx:
            for user, person in zip(self.users, self.people, strict=True):
                channel = str(self.campus.fake.world.dm(user).id)
                await tx.store(self.community).people.set_dm(person, channel)


async def person_of(campus: Campus, user: FakeUser) -> tuple[int, int]:
    """The community on campus, and who this user is there."""
    async with campus.storage.reading() as tx:
        community = await tx.directory.of_space(PLATFORM, str(campus.guild.id))
        assert community is not None
        person = await tx.store(community.id).people.of_account(PLATFORM, str(campus.guild.id), str(user.id))
        assert person is not None
    return community.id, person.id


async def tell(campus: Campus, community: int, person: int) -> None:
    """One notice for them, sent now."""
    async with campus.storage.writing() as tx:
        now = campus.now
        await tx.outbox(community).put(Notice(f"told:{person}:{now}", Dm(person), HELLO, now, now + KEPT_FOR))
    await campus.tick()
    campus.now += timedelta(seconds=1)
