"""A bot that says one of everything, for tests of the chat around it."""

import struct
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from adapters.playground import (
    PLATFORM,
    Channel,
    Chat,
    Journal,
    Member,
    Persona,
    Playground,
    PlaygroundMessenger,
    SimulatedClock,
    Space,
    Town,
)
from bot.authority import anyone
from bot.calls import Call, Typed, call
from bot.context import Context
from bot.errors import UserError
from bot.params import (
    ChannelPick,
    DayPick,
    Line,
    Option,
    Paragraph,
    PersonPick,
    Pick,
    Whole,
    ZonePick,
)
from bot.ports.directory import Actor
from bot.ports.messenger import Address
from bot.registry import Ask, Registry
from bot.text import Link, Mention, Said, Strong, When, text
from bot.views import (
    Button,
    Card,
    Choice,
    Confirm,
    Fact,
    Item,
    Listing,
    Menu,
    Picker,
    Picture,
    View,
)

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
RUDE = "<script>alert(1)</script> \u202e@everyone https://evil.example\x00 &amp;"
LEVELS = (Option("new", "New to it", "Never done it before"), Option("some", "Some"), Option("deep", "Deep"))

ADA = Persona("ada", "Ada Rao", "Student", "Asia/Kolkata", colour="teal")
GRACE = Persona("grace", "Grace Obi", "Mentor", "Europe/London", colour="plum")
MO = Persona("mo", "Mo Lind", "Moderator", "Europe/Berlin", is_moderator=True, colour="amber")
TOWN = Town(
    (ADA, GRACE, MO),
    (
        Space(
            "far",
            "Far Campus",
            (Channel("help", "Ask anything"), Channel("staff", "Only us", is_private=True)),
        ),
        Space("near", "Near Campus", (Channel("hall"),)),
    ),
    (Member("ines", "Ines Silva"),),
)


def png(width: int, height: int) -> bytes:
    """A real picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((15, 118, 110)) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@dataclass(frozen=True, slots=True)
class Everything:
    topic: Annotated[str, Line("Topic", "One or more, with commas", suggest="topics")]
    note: Annotated[str, Paragraph("Why this mentor?", "They read it first")] = ""
    level: Annotated[str, Pick("How far along you are", options=LEVELS)] = ""
    places: Annotated[int, Whole("Places", least=1, most=9)] = 1
    starts: Annotated[str, DayPick("First day", "Like 2026-12-01")] = ""


@dataclass(frozen=True, slots=True)
class Places:
    person: Annotated[int, PersonPick("Who")]
    channel: Annotated[str, ChannelPick("Where")]
    zone: Annotated[str, ZonePick("Your city or time zone", "Kolkata, New York")] = ""


@dataclass(frozen=True, slots=True)
class Shown:
    what: str = ""


async def _handler(ctx: Context, args: object) -> View | None:
    return None


def _registry() -> Registry:
    registry = Registry()
    asks = (
        ("find.mentors", "find-mentor", "Find somebody to learn from", Everything),
        ("mentor.profile", "mentor profile", "Your mentor profile: become a mentor", Places),
        ("home.show", "home", "What waits for you, and what is next", Shown),
        ("show", "", "One of everything", Shown),
        ("notice", "", "What arrives later", Shown),
    )
    for name, command, summary, args in asks:

        async def handler(ctx: Context, args: object) -> View | None:
            return None

        handler.__annotations__["args"] = args
        registry.ask(name, who=anyone, summary=summary, command=command, title="Tell me a little")(handler)
    return registry


def views() -> dict[str, View]:
    """One view of each kind, and cards of each tone."""
    found = {tone: Card(f"A card: {tone}", text("Words of ours.\nA second line."), tone=tone) for tone in _TONES}
    return {
        **found,
        "full": _full(),
        "listing": _listing(0),
        "choice": Choice(
            "How often do you want to meet?",
            call("show", "plain"),
            "level",
            LEVELS,
            text("You can change it."),
        ),
        "choices": Choice(
            "Which month?",
            call("show", "plain"),
            "level",
            tuple(Option(f"m{n}", f"Month {n}") for n in range(12)),
        ),
        "picker": Picker("Which day is best?", call("show", "plain"), "day", DayPick("Day"), text("Any day.")),
        "confirm": Confirm(
            "End this mentorship?",
            text("Nothing has happened yet. Both of you get a word."),
            Button("End it", call("show", "good"), "danger"),
            Button("Keep it", call("show", "plain")),
        ),
        "public": Card("For everybody", text("In the channel."), is_public=True),
    }


_TONES = ("plain", "good", "care", "warning")


def _full() -> Card:
    said = text("Hello ", Mention(2, "Grace Obi", "grace"), ", ", Strong("two days left"), ". ", Said(RUDE))
    facts = (
        Fact("Until", text(When(START + timedelta(days=2)))),
        Fact("Topics", text("Statistics, R, and a longer line that has to wrap somewhere on a narrow phone")),
        Fact("Read more", text(Link("https://example.org/guide", "The guide"))),
    )
    actions = (
        Button("Accept", call("show", "good"), "primary"),
        Button("Ask a question", call("find.mentors"), opens_form=True),
        Button("Decline", call("show", "confirm"), "danger"),
        Menu(call("show", "plain"), "level", "Remind me later", LEVELS),
    )
    picture = Picture(png(480, 160), "A bar for each week: two, three and five sessions")
    return Card("Ada asks you to be her mentor", said, facts, actions, picture, "care", note=text("You have a week."))


def _listing(page: int) -> Listing:
    people = ("Grace Obi", "Li Wei", "Sam Duarte", "Noor Haddad", "Eva Lindqvist")
    items = tuple(
        Item(
            text(Strong(name)),
            text("Statistics, R · 6 hours a week shared · usually answers within a day"),
            (
                Button("Request", call("find.mentors", n), "primary", opens_form=True),
                Button("Dismiss", call("show", "plain", n)),
            ),
        )
        for n, name in enumerate(people)
    )
    return Listing(
        "Mentors for statistics",
        items,
        text("Best match first; each row says why."),
        newer=call("show", "listing", page - 1) if page else None,
        older=call("show", "listing", page + 1),
        page=f"{page * 5 + 1}–{page * 5 + 5} of 42",
    )


class GalleryApp:
    """Stands in for the door: answers with whatever the call names, and remembers what it was asked."""

    def __init__(self) -> None:
        self.registry = _registry()
        self.asked: list[tuple[Actor, Call, Typed]] = []
        self.fails = False

    async def answer(self, actor: Actor, call: Call, typed: Typed | None = None, *, now: datetime) -> View:
        typed = typed or {}
        self.asked.append((actor, call, typed))
        if self.fails:
            raise RuntimeError("a defect of the playground's own")
        if call.name == "find.mentors":
            return self._found(call, typed)
        if call.args[:1] == ("listing",):
            return _listing(int(call.args[1]))
        return views().get(call.args[0] if call.args else "plain", views()["plain"])

    def _found(self, call: Call, typed: Typed) -> View:
        ask = self.registry.find(call.name)
        if ask.missing(typed):
            return ask.form(call, typed)
        try:
            ask.parse(Call(call.name), typed)
        except UserError as error:
            return ask.form(call, typed, {error.field or "": error.message})
        return _listing(0)

    async def form(self, actor: Actor, call: Call, *, now: datetime) -> View:
        ask = self.registry.find(call.name)
        return ask.form(call, {"topic": "statistics"}) if ask.typed else views()["warning"]

    async def suggest(self, actor: Actor, ask: str, field: str, typed: str, *, now: datetime) -> tuple[Option, ...]:
        topics = ("statistics", "machine learning", "R", "study skills", "statics")
        return tuple(Option(topic, topic, "12 mentors") for topic in topics if topic.startswith(typed.lower()))

    async def commands(self, actor: Actor, *, now: datetime) -> tuple[Ask, ...]:
        return self.registry.commands()


class GalleryClockwork:
    """Sends what was planned for a moment; `ticks` are the moments it was run at."""

    def __init__(self, messenger: PlaygroundMessenger) -> None:
        self._messenger = messenger
        self.planned: dict[datetime, tuple[Address, View]] = {}
        self.ticks: list[datetime] = []

    async def tick(self, now: datetime) -> None:
        self.ticks.append(now)
        for due in sorted(moment for moment in self.planned if moment <= now):
            address, view = self.planned.pop(due)
            await self._messenger.send(address, view, f"planned-{due.isoformat()}")

    async def next_at(self) -> datetime | None:
        return min(self.planned, default=None)


class Stage:
    """A playground with the gallery's bot in it."""

    def __init__(self, journal: Journal | None = None, town: Town = TOWN) -> None:
        journal = journal or Journal(None)
        self.chat = Chat(town, journal)
        self.clock = SimulatedClock(START, journal)
        self.messenger = PlaygroundMessenger(self.chat, self.clock)
        self.app = GalleryApp()
        self.clockwork = GalleryClockwork(self.messenger)
        self.playground = Playground(self.app, self.clockwork, self.chat, self.clock)


def dm(persona: Persona, space: str = "far") -> Address:
    return Address(PLATFORM, space, persona.account, "", persona.zone)
