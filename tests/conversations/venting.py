"""What every conversation about vents begins with."""

from bot.calls import call
from bot.views import View
from tests.conversations.town import Speaker, Town
from tests.conversations.words import buttons, words

CHANNEL = "vent"


async def agreed(*people: Speaker) -> None:
    for one in people:
        await one.sends(call("vent.agree"))


async def opened(town: Town, *names: str) -> list[Speaker]:
    """People who agreed, in a town with a vent channel."""
    await town.opens_channel(CHANNEL)
    people = [town.person(name) for name in names]
    await agreed(*people)
    return people


async def vents(who: Speaker, said: str = "Exams are hard.") -> str:
    """Posts it; the author's key."""
    await who.sends(call("vent.write"), {"text": said})
    return key_of(who.seen)


def key_of(view: View | None) -> str:
    assert view is not None
    return next((b.call.args[0] for b in buttons(view) if b.call.name in ("vent.undo", "vent.mine")), words(view))


def posts(town: Town) -> list[str]:
    return [words(view) for view in town.channel(CHANNEL)]


def last(town: Town) -> View:
    return town.channel(CHANNEL)[-1]


def ids(town: Town) -> list[str]:
    """The random ids of what stands in the channel, oldest first."""
    return [b.call.args[0] for view in town.channel(CHANNEL) for b in buttons(view) if b.call.name == "vent.report"]
