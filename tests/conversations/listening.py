"""What every conversation with a listener begins with, and who could be known by what was sent."""

from dataclasses import fields, is_dataclass

from bot.calls import call
from bot.text import Mention
from tests.conversations.town import Speaker, Town
from tests.conversations.venting import agreed
from tests.conversations.words import buttons, words

ALWAYS = "daily 0-24"


async def listens(town: Town, name: str, *, week: str = ALWAYS, languages: str = "English", most: int = 1) -> Speaker:
    """Somebody who has offered to listen."""
    one = town.person(name)
    await one.types("/listen")
    await one.presses("I have read it")
    await one.fills(week=week, languages=languages, most=str(most))
    return one


async def writes(town: Town, name: str, said: str = "Nobody asks how I am.") -> Speaker:
    """Somebody who agreed and looks for a listener."""
    one = town.person(name)
    await agreed(one)
    await one.sends(call("talk.write"), {"text": said})
    return one


async def met(town: Town, said: str = "Nobody asks how I am.") -> tuple[Speaker, Speaker, int]:
    """An author, the listener who took it, and their conversation."""
    listener = await listens(town, "Lin")
    author = await writes(town, "Ada", said)
    await listener.presses("I listen", from_dm=True)
    return author, listener, talk_of(listener)


def talk_of(one: Speaker) -> int:
    """The conversation that somebody looks at."""
    assert one.seen is not None
    return int(next(b.call.args[0] for b in buttons(one.seen) if b.call.name in ("talk.reply", "talk.call_off")))


def mentions(value: object) -> list[Mention]:
    """Every mention inside a view, however deep."""
    if isinstance(value, Mention):
        return [value]
    if isinstance(value, tuple):
        return [found for one in value for found in mentions(one)]
    if is_dataclass(value):
        return [found for field in fields(value) for found in mentions(getattr(value, field.name))]
    return []


def tells_of(reader: Speaker, other: Speaker) -> list[str]:
    """What was sent to a reader that says who the other is: name, mention or account."""
    shown = [*reader.dms, *([reader.seen] if reader.seen else [])]
    known = (other.actor.name, other.actor.account)
    return [
        words(view)
        for view in shown
        if any(one in repr(view) for one in known) or any(m.name == other.actor.name for m in mentions(view))
    ]
