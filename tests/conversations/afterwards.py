"""A pair whose session has ended, for conversations about what comes after it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.calls import call
from bot.domain.outcomes import Standing, outcome
from bot.domain.sessions import Session
from bot.views import View
from tests.conversations.inside import acting
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import words

TOMORROW = START + timedelta(days=1, hours=6)
"""Tuesday, 19:00 in Lagos and Berlin."""


@dataclass
class Two:
    """Ada and her mentor Grace, with a session of an hour."""

    town: Town
    ada: Speaker
    grace: Speaker
    pair: int
    session: int

    async def says(self, who: Speaker, said: str) -> str:
        return words(await who.sends(call("session.answer", self.session, said)))

    async def state(self) -> Session:
        async with acting(self.town) as ctx:
            found = await ctx.store.sessions.get(self.session)
        assert found is not None
        return found

    async def standing(self) -> Standing:
        session = await self.state()
        async with acting(self.town) as ctx:
            return outcome(await ctx.store.answers.of(self.session), session.end, self.town.now).standing

    async def again(self, after: timedelta) -> None:
        """They agree on another session of an hour, and that one is meant from now on."""
        self.session = await agree(self.town, self.ada, self.grace, self.pair, self.town.now + after)


async def agree(town: Town, ada: Speaker, grace: Speaker, pair: int, at: datetime) -> int:
    """Ada suggests that moment and Grace says yes."""
    stamp = int(at.timestamp())
    await ada.sends(call("session.suggest", pair, stamp, 60), {"topic": "My exam"})
    async with acting(town) as ctx:
        [session] = [
            one for one in await ctx.store.sessions.of_pair(pair, town.now) if int(one.start.timestamp()) == stamp
        ]
    await grace.sends(call("session.confirm", session.id))
    return session.id


async def begun(town: Town) -> Two:
    """The two have agreed on tomorrow; nothing has happened yet."""
    ada, grace = town.person("Ada", zone="Africa/Lagos"), await town.mentor("Grace")
    pair = await town.pair(ada, grace)
    return Two(town, ada, grace, pair, await agree(town, ada, grace, pair, TOMORROW))


async def over(town: Town) -> Two:
    """Their session has just ended."""
    two = await begun(town)
    await town.passes(days=1, hours=7)
    return two


def told(views: list[View], title: str) -> list[str]:
    """What was said under a title, oldest first."""
    return [said for said in map(words, views) if said.startswith(title)]
