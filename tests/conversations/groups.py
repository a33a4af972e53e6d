"""How group sessions begin in conversations."""

from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words

WHEN = "tomorrow 18:00"


async def opens(mentor: Speaker, when: str = WHEN, *, places: str = "3", audience: str = "mentees", **more: str) -> str:
    """Opens one the way a mentor does; what the bot says to it."""
    await mentor.types("/group-session", when=when, places=places, audience=audience)
    assert mentor.seen is not None
    assert "Is this the time?" in words(mentor.seen)
    await mentor.presses("Yes, this time")
    return words(await mentor.fills(**{"topic": "Reading a paper", "place": "https://meet.example/grace", **more}))


async def mentored(town: Town, *names: str, capacity: int = 9) -> tuple[Speaker, list[Speaker]]:
    """Grace in Berlin and her mentees in Lagos."""
    grace = await town.mentor("Grace", capacity=capacity)
    mentees = [town.person(name, zone="Africa/Lagos") for name in names]
    for mentee in mentees:
        await town.pair(mentee, grace)
    return grace, mentees


async def takes(student: Speaker) -> str:
    """A place in the first one that is listed."""
    await student.types("/group-sessions")
    return words(await student.presses("Take a place"))


def heard(one: Speaker, since: int, what: str) -> list[str]:
    """Their messages since then that say so."""
    return [words(view) for view in one.dms[since:] if what in words(view)]


async def seen_labels(one: Speaker) -> list[str]:
    return labels(await one.types("/group-sessions"))
