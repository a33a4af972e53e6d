"""Somebody who writes a word of their own in every place, told once and played on every platform."""

from collections.abc import Awaitable, Callable

from tests.contracts.conversations.life import Player, Stage

NAME = "Canarynamezq"
VENT, ANSWER, JOURNAL, TOLD, REPLY, DRAFT, CHECKIN, SHARED, GOAL, REQUEST, FEED, NOTE, REPORT = WORDS = (
    "canaryventzq", "canaryanswerzq", "canaryjournalzq", "canarytoldzq", "canaryreplyzq", "canarydraftzq",
    "canarycheckinzq", "canarysharedzq", "canarygoalzq", "canaryrequestzq", "canaryfeedzq",
    "canarynotezq", "canaryreportzq",
)  # fmt: skip
SEEN_IN = {
    VENT: {"the vent channel"},
    ANSWER: {"the vent channel"},
    JOURNAL: {"an answer"},
    TOLD: {"a direct message", "an answer"},
    REPLY: {"a direct message", "an answer"},
    DRAFT: {"an answer"},
    CHECKIN: {"an answer"},
    SHARED: {"a direct message", "an answer"},
    GOAL: {"an answer"},
    REQUEST: {"a direct message", "an answer"},
    FEED: {"an answer"},
    NOTE: {"an answer"},
    REPORT: {"an answer"},
}
"""Where each may be read on its way to people: an answer is seen by who asked alone."""
EXPORTED = {JOURNAL, TOLD, DRAFT, CHECKIN, SHARED, GOAL, REQUEST, FEED}
"""What is theirs to take along: not what was posted without a name, for that would tell whose it is; nor an answer."""


async def written(stage: Stage, opens_channel: Callable[[], Awaitable[None]]) -> Player:
    """All of them, by somebody called NAME, who gets everything of theirs in the end."""
    grace, ada = stage.player("Grace"), stage.player(NAME)
    await grace.types("mentor profile")
    await grace.presses("Who you are")
    await grace.fills(topics="statistics", languages="English", bio="I explain things twice.")
    await grace.presses("Your time")
    await grace.fills(week="Mon-Fri 18-21", zone="Europe/Berlin", capacity="1")
    await ada.types("find-mentor", topic="statistics")
    await ada.presses("Request")
    await ada.fills(note=REQUEST)
    await grace.presses("Accept", from_dm=True)
    await opens_channel()
    await ada.types("vent")
    await ada.presses("I understand")
    await ada.presses("Choose who")
    for button, words in (("Write in my journal", JOURNAL), ("Tell my mentor", TOLD), ("Vent anonymously", VENT)):
        await ada.types("vent")
        await ada.presses(button)
        await ada.fills(text=f"{words}.")
    await ada.presses("How it stands")
    await grace.presses("Answer", from_dm=True)
    await grace.fills(text=f"{REPLY}.")
    await stage.passes(hours=0.5)
    await ada.presses("How it stands")
    await ada.presses("Answer as the author")
    await ada.fills(text=f"{ANSWER}.")
    await stage.passes(hours=0.5)
    await ada.types("vent")
    await ada.presses("Vent anonymously")
    await ada.fills(text=f"I want to die. {DRAFT}")
    await ada.presses("Keep it in my journal")
    await ada.types("check-in")
    await ada.fills(went=CHECKIN, next="x", audience="private")
    await stage.passes(hours=24)
    await ada.types("check-in")
    await ada.fills(went=SHARED, next="x", audience="mentors")
    await ada.presses("I agree")
    await ada.types("goal")
    await ada.presses("New goal")
    await ada.fills(title=GOAL)
    await ada.types("calendars")
    await ada.presses("Add a calendar")
    await ada.fills(address=f"https://calendar.example.com/{FEED}.ics", kind="busy", share="no")
    await ada.types("vent")
    await ada.presses("Read my journal")
    await ada.types("check-ins")
    await ada.types("goal")
    await ada.types("privacy")
    await ada.presses("Get everything")
    return ada


async def erased(ada: Player, stage: Stage) -> None:
    """The same one is; what stands in the channel leaves it."""
    await ada.types("privacy")
    await ada.presses("Erase me")
    await ada.presses("Erase me for good")
    await stage.passes(hours=1)
