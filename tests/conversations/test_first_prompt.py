"""From the bot's first word in a community to a student's first prompt: a few presses and less than five minutes."""

from bot.calls import call
from bot.views import View
from tests.conversations.inside import renders
from tests.conversations.town import Speaker, Town
from tests.conversations.words import words

FIVE_MINUTES = 5


class Counted:
    """A moderator, and how often they type, press or send a form."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.deeds = 0

    async def types(self, command: str) -> View:
        self.deeds += 1
        return await self.speaker.types(command)

    async def presses(self, label: str) -> View:
        self.deeds += 1
        return await self.speaker.presses(label)

    async def fills(self, **typed: str) -> View:
        self.deeds += 1
        return await self.speaker.fills(**typed)


async def student(town: Town) -> Speaker:
    """Somebody with a mentor who agreed to be asked: what students and mentors do themselves."""
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await town.pair(ada, grace)
    await ada.sends(call("rhythm.agree"))
    return ada


def prompts(who: Speaker) -> list[View]:
    return [view for view in who.dms if words(view).startswith("How is it going?")]


async def test_three_presses_of_a_moderator_lead_from_the_welcome_to_the_first_prompt(town: Town) -> None:
    mo = Counted(town.person("Mo", moderator=True))
    welcome = await renders(town, "setup.welcome")
    assert welcome is not None
    assert "Moderators begin with /setup." in words(welcome)
    await mo.types("/setup")
    await mo.presses("When to ask")
    assert "Those who agreed are asked Mon at 13:04" in words(await mo.fills(days="Mon", at="13:04"))
    assert mo.deeds == 3
    ada = await student(town)
    await town.passes(minutes=FIVE_MINUTES)
    assert len(prompts(ada)) == 1


async def test_a_moderator_who_does_nothing_has_a_community_that_asks_all_the_same(town: Town) -> None:
    ada = await student(town)
    await town.passes(hours=3)
    assert len(prompts(ada)) == 1, "Mondays at four, as it is where nobody chose otherwise"


async def test_every_step_of_the_set_up_takes_a_few_presses(town: Town) -> None:
    """All of it: a channel chosen and tested, the clock, the rhythms of check-ins and of summaries."""
    mo = Counted(town.person("Mo", moderator=True))
    await mo.types("/setup")
    await mo.presses("Channels")
    await mo.presses("Choose")
    mo.deeds += 1
    assert "is set" in words(await mo.speaker.picks("c-mentors"))
    await mo.presses("Test it")
    for step, typed in (
        ("Change", {"zone": "Berlin"}),
        ("When to ask", {"days": "Mon, Thu", "at": "16:00"}),
        ("Weekly summary", {"at": "09:00"}),
    ):
        await mo.types("/setup")
        await mo.presses(step)
        await mo.fills(**typed)
    assert mo.deeds == 14
    assert "This works" in words(town.channel("c-mentors")[-1])
