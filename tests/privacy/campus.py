"""Twenty people who do what people do, and now and then vent without a name. What is true of it is noted aside."""

import random
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.calls import Call, call
from bot.ports.messenger import Address, Sent
from bot.registry import registry
from bot.scheduling.clockwork import Clockwork
from bot.views import Card, View
from tests.conversations.inside import sets
from tests.conversations.town import START, Mailbox, Speaker, Town
from tests.conversations.venting import key_of
from tests.conversations.words import buttons, words

PEOPLE, MENTORS = 20, 4
ALPHABET = "acdeilmnorst"
HEAVY = "I want to die. "
"""What brings an author the card of care first."""


@dataclass
class Somebody:
    """One of them. `usual` is how long they write: short lines or long letters, the same wherever they write."""

    speaker: Speaker
    id: int
    usual: int
    is_mentor: bool


class Careless(Mailbox):
    """Fails at direct messages now and then, with an error that says what it stumbled over."""

    fails = 0

    async def send(self, to: Address, view: View, nonce: str) -> Sent:
        if self.fails and to.account:
            self.fails -= 1
            raise RuntimeError(f"cannot send {words(view)} to {to.account}")
        return await super().send(to, view, nonce)


class Campus:
    """Lives some days; `authors` is the truth, by the id of a post.

    `together` is how many of the vents come right after a check-in of the same person. `after` is called with a
    post that was just written.
    """

    def __init__(self, town: Town, seed: int, together: float = 0.0) -> None:
        self.town = town
        self.mailbox = town.mailbox = Careless()
        town.clockwork = Clockwork(town.storage, registry, {"town": self.mailbox})
        self.draw = random.Random(seed)
        self.together = together
        self.authors: dict[str, int] = {}
        self.days = 0
        self.after: Callable[[str], object] = lambda vent: None
        self.people: list[Somebody] = []
        self.moderator: Speaker = town.person("Moderator", moderator=True)

    async def begins(self) -> None:
        await self.town.opens_channel("vent")
        await sets(self.town, vent_quota=20)
        await self.town.id(self.moderator)
        for number in range(PEOPLE):
            name, is_mentor = f"Person{number}", number < MENTORS
            speaker = await self.town.mentor(name, capacity=9) if is_mentor else self.town.person(name)
            usual = int(40 * 1.2**number)
            self.people.append(Somebody(speaker, await self.town.id(speaker), usual, is_mentor))
        mentors = [one.speaker for one in self.people if one.is_mentor]
        for number, one in enumerate(self.people[MENTORS:]):
            await self.town.pair(one.speaker, mentors[number % MENTORS])
        for one in self.people:
            await self.says(one, call("vent.agree"))

    async def lives(self, vents: int) -> None:
        """A day with so many posts, and twice as many other deeds, at moments that have nothing in common."""
        self.days += 1
        self.mailbox.fails = 2
        plan: list[tuple[datetime, int, Callable[[Somebody], Awaitable[object]], Somebody]] = []
        for number in range(vents):
            who, at = self.draw.choice(self.people), self.some_moment()
            plan.append((at, number, self.vents, who))
            if self.draw.random() < self.together:
                plan.append((at - timedelta(minutes=self.draw.randint(1, 4)), number, self.checks_in, who))
        for number in range(vents, 3 * vents):
            plan.append((self.some_moment(), number, self.some_deed(), self.draw.choice(self.people)))
        for at, _, deed, who in sorted(plan, key=lambda one: one[:2]):
            if at > self.town.now:
                await self.town.passes(seconds=(at - self.town.now).total_seconds())
            await deed(who)
        await self.town.passes(minutes=20)

    def some_moment(self) -> datetime:
        """Between eight in the morning and half past eleven."""
        day = START.replace(hour=0) + timedelta(days=self.days)
        return day + timedelta(hours=8, seconds=self.draw.randrange(15 * 3600 + 1800))

    def some_deed(self) -> Callable[[Somebody], Awaitable[object]]:
        often = (self.looks, self.looks, self.checks_in, self.checks_in, self.keeps, self.tells, self.answers)
        return self.draw.choice((*often, self.reports, self.takes_back, self.aims, self.is_muted_for_a_moment))

    def words(self, who: Somebody) -> str:
        length = max(8, min(1400, round(who.usual * self.draw.lognormvariate(0, 0.5))))
        return "".join(self.draw.choices(ALPHABET, k=length))

    async def says(self, who: Somebody, asked: Call, **typed: str) -> View:
        """As a platform would bring it, with an id of its own."""
        receipt = f"action:{secrets.token_hex(8)}:{who.speaker.actor.account}:{asked}"
        town = self.town
        view = await town.app.answer_once(who.speaker.actor, asked, typed, now=town.now, receipt=receipt)
        assert view is not None
        assert not (isinstance(view, Card) and view.title == "That is on me"), asked
        return view

    async def vents(self, who: Somebody) -> None:
        """One in ten finds words that sound like danger, and posts them all the same."""
        worries = HEAVY if self.draw.random() < 0.1 else ""
        await self.says(who, call("vent.show"))
        view = await self.says(who, call("vent.write"), text=worries + self.words(who))
        if worries:
            view = await self.says(who, next(b.call for b in buttons(view) if b.call.name == "draft.post"))
        key = key_of(view)
        async with self.town.storage.reading() as tx:
            found = await tx.store(self.town.community.id).vents.of_key(key)
        assert found is not None, view
        self.authors[found.id] = who.id
        self.after(found.id)
        await self.says(who, call("vent.mine", key))

    async def looks(self, who: Somebody) -> View:
        return await self.says(who, call("home.show"))

    async def checks_in(self, who: Somebody) -> View:
        audience = self.draw.choice(("private", "mentors"))
        return await self.says(who, call("checkin.write"), went=self.words(who), next="More.", audience=audience)

    async def keeps(self, who: Somebody) -> View:
        return await self.says(who, call("journal.write"), text=self.words(who))

    async def tells(self, who: Somebody) -> View:
        return await self.says(who, call("vent.tell", 0), text=self.words(who))

    async def aims(self, who: Somebody) -> View:
        return await self.says(who, call("goal.add"), title=self.words(who)[:60])

    async def answers(self, who: Somebody) -> View | None:
        threads = [one for one in self.recent(9) if one in self.authors]
        if not threads:
            return None
        return await self.says(who, call("vent.answer", self.draw.choice(threads)), text=self.words(who))

    async def reports(self, who: Somebody) -> View | None:
        posts = self.recent(30)
        return await self.says(who, call("vent.flag", self.draw.choice(posts))) if posts else None

    async def takes_back(self, who: Somebody) -> None:
        view = await self.says(who, call("vent.write"), text=self.words(who))
        if keys := [b.call for b in buttons(view) if b.call.name == "vent.undo"]:
            await self.says(who, keys[0])

    def recent(self, number: int) -> list[str]:
        """The ids of what came into the channel last."""
        views = self.town.channel("vent")[-number:]
        return [b.call.args[0] for view in views for b in buttons(view) if b.call.name == "vent.report"]

    async def is_muted_for_a_moment(self, who: Somebody) -> None:
        """Somebody is, whoever it is."""
        for asked in ("vent.mute", "vent.unmute"):
            if posts := self.recent(1):
                made = call(asked, posts[0], 1) if asked == "vent.mute" else call(asked, posts[0])
                await self.town.app.answer(self.moderator.actor, made, now=self.town.now)
