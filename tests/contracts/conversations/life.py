"""One life of a mentorship, told once and played on every platform word for word."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody looks at: its title, and what can be pressed, in the alphabet's order."""

    title: str
    labels: tuple[str, ...] = ()


class Player(Protocol):
    """Somebody on a platform. Each deed answers with what they see then."""

    async def types(self, command: str, **typed: str) -> Seen: ...

    async def presses(self, label: str, *, from_dm: bool = False) -> Seen: ...

    async def fills(self, **typed: str) -> Seen: ...

    def messages(self) -> list[Seen]:
        """The bot's direct messages to them, oldest first."""
        ...


class Stage(Protocol):
    """A community on a platform."""

    def player(self, name: str, *, moderator: bool = False) -> Player: ...

    async def passes(self, *, hours: float) -> None: ...

    async def restarts(self) -> None: ...


@dataclass
class Log:
    """Who saw what, in order."""

    lines: list[tuple[str, Seen]] = field(default_factory=list)

    def note(self, who: str, seen: Seen) -> Seen:
        self.lines.append((who, seen))
        return seen


async def live(stage: Stage) -> list[tuple[str, Seen]]:
    """Ada and Grace, from the first command to thanks; the process is restarted twice on the way."""
    log = Log()
    ada, grace, mo = stage.player("Ada"), stage.player("Grace"), stage.player("Mo", moderator=True)
    log.note("grace", await grace.types("mentor profile"))
    log.note("grace", await grace.presses("Who you are"))
    log.note("grace", await grace.fills(topics="statistics", languages="Elvish", bio="I explain things twice."))
    log.note("grace", await grace.fills(topics="statistics", languages="English", bio="I explain things twice."))
    log.note("grace", await grace.presses("Your time"))
    log.note("grace", await grace.fills(week="Mon-Fri 18-21", zone="Europe/Berlin", capacity="1"))
    log.note("ada", await ada.types("timezone", zone="Asia/Kolkata"))
    log.note("ada", await ada.types("find-mentor", topic="statistics"))
    log.note("ada", await ada.presses("Profile"))
    log.note("ada", await ada.types("find-mentor", topic="statistics"))
    log.note("ada", await ada.presses("Request"))
    log.note("ada", await ada.fills(note="I fear my statistics exam, @everyone."))
    await stage.passes(hours=50)
    await stage.restarts()
    log.note("grace", await grace.presses("Ask a question", from_dm=True))
    log.note("grace", await grace.fills(question="Which course is it?"))
    log.note("ada", await ada.presses("Answer", from_dm=True))
    log.note("ada", await ada.fills(reply="Methods two."))
    log.note("grace", await grace.presses("Accept", from_dm=True))
    log.note("ada", await ada.presses("Write down", from_dm=True))
    log.note("ada", await ada.fills(weeks="12", rhythm="weekly", meets="Zoom", writes="Discord"))
    log.note("grace", await grace.types("mentorships"))
    log.note("ada", await ada.types("timezone", zone="Africa/Lagos"))
    log.note("ada", await ada.types("schedule"))
    log.note("ada", await ada.presses("Suggest this"))
    log.note("ada", await ada.fills(topic="My exam"))
    log.note("grace", await grace.presses("Yes", from_dm=True))
    log.note("ada", await ada.types("sessions"))
    log.note("ada", await ada.types("goal"))
    log.note("ada", await ada.presses("New goal"))
    log.note("ada", await ada.fills(title="Pass my exam", until="2026-03-16", who="mentor", steps="Read it\nWrite it"))
    log.note("ada", await ada.presses("Steps"))
    log.note("ada", await ada.presses("Tick it off"))
    log.note("ada", await ada.types("goal"))
    log.note("ada", await ada.presses("See a picture"))
    log.note("ada", await ada.types("home"))
    log.note("mo", await mo.types("programme"))
    log.note("ada", await ada.types("calendars"))
    log.note("ada", await ada.presses("Add a calendar"))
    log.note("ada", await ada.fills(address="https://127.0.0.1/a", kind="deadlines", share="yes"))
    log.note("ada", await ada.fills(address="webcal://calendar.example.com/a", kind="deadlines", share="yes"))
    log.note("ada", await ada.presses("Your calendars"))
    log.note("ada", await ada.presses("Stop sharing"))
    log.note("mo", await mo.types("config"))
    log.note("mo", await mo.presses("Older"))
    await stage.passes(hours=36)
    log.note("grace", await grace.presses("Yes, we met", from_dm=True))
    log.note("ada", await ada.types("home"))
    log.note("ada", await ada.presses("Yes, we met"))
    log.note("ada", await ada.presses("Write notes"))
    log.note("ada", await ada.fills(notes="We read it.", actions="Read chapter two\nthem: send the book", rating="4"))
    log.note("grace", await grace.types("notes"))
    log.note("grace", await grace.types("actions"))
    log.note("grace", await grace.presses("Done"))
    log.note("ada", await ada.types("reminders"))
    log.note("ada", await ada.presses("Three hours"))
    await gathers(stage, log, ada, grace)
    log.note("ada", await ada.types("check-in"))
    log.note("ada", await ada.fills(went="I read two papers.", next="Finish the draft.", audience="mentors"))
    log.note("ada", await ada.presses("I agree"))
    log.note("grace", await grace.presses("Well done", from_dm=True))
    log.note("ada", await ada.types("my-rhythm", level="steady"))
    await stage.passes(hours=24 * 8)
    await stage.restarts()
    log.note("ada", await ada.presses("Not for me any more", from_dm=True))
    log.note("ada", await ada.presses("Send me one again"))
    log.note("grace", await grace.presses("Your mentees", from_dm=True))
    log.note("mo", await mo.presses("The last eight weeks", from_dm=True))
    log.note("mo", await mo.types("setup"))
    log.note("mo", await mo.presses("Weekly summary"))
    log.note("mo", await mo.fills(is_on="1", day="1", at="10:00"))
    log.note("ada", await ada.types("mentorships"))
    log.note("ada", await ada.presses("Open"))
    log.note("ada", await ada.presses("Finish"))
    log.note("ada", await ada.presses("Yes, we are done"))
    log.note("ada", await ada.presses("Say thanks", from_dm=True))
    log.note("ada", await ada.fills(rating="5", thanks="You never laughed at a question."))
    await stage.passes(hours=1)
    log.note("grace", await grace.presses("Read", from_dm=True))
    log.note("grace", await grace.types("thanks-received"))
    await stage.passes(hours=24 * 2)
    log.note("ada", await ada.presses("It is done", from_dm=True))
    log.note("ada", await ada.types("home"))
    for name, player in (("ada", ada), ("grace", grace), ("mo", mo)):
        log.lines += [(f"{name}, by message", seen) for seen in player.messages()]
    return log.lines


async def gathers(stage: Stage, log: Log, ada: Player, grace: Player) -> None:
    """A group session of Grace's, from its time to who came."""
    log.note("grace", await grace.types("group-session", when="2026-03-06 18:00", places="3"))
    log.note("grace", await grace.presses("Yes, this time"))
    log.note("grace", await grace.fills(topic="Reading a paper, @everyone", place="Room 3"))
    log.note("ada", await ada.types("group-sessions"))
    log.note("ada", await ada.presses("Take a place"))
    log.note("ada", await ada.presses("Say what about"))
    log.note("ada", await ada.fills(words="My exam"))
    log.note("ada", await ada.types("sessions"))
    await stage.passes(hours=1)
    log.note("grace", await grace.types("group-sessions"))
    log.note("grace", await grace.presses("Open"))
    log.note("grace", await grace.presses("Move it"))
    log.note("grace", await grace.fills(when="2026-03-06 18:30"))
    log.note("grace", await grace.presses("Move it"))
    await stage.passes(hours=54)
    log.note("grace", await grace.presses("All were there", from_dm=True))
    log.note("grace", await grace.presses("Write to them"))
    log.note("grace", await grace.fills(words="Page four is for next time."))
    await stage.passes(hours=1)
