"""Who takes part, and the rules about one person's clock or one pair, as the sentences have them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.conversations.town import START, Speaker

DAY, HOUR, WEEK = timedelta(days=1), timedelta(hours=1), timedelta(weeks=1)
ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Lagos",
    "America/Bogota",
    "America/Chicago",
    "America/Havana",
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Honolulu",
)
USUAL = time(16)
"""When a community asks unless its moderators or a member say otherwise: Mondays and Thursdays."""
DAYS_OF = {"light": {0}, "steady": {0, 3}, "close": {0, 1, 2, 3, 4}}


@dataclass(eq=False)
class Person:
    speaker: Speaker
    zone: str
    id: int = 0
    is_here: bool = True
    pairs: list["Pair"] = field(default_factory=list)
    summary: int = 0
    summed_up: set[date] = field(default_factory=set)

    @property
    def has_running(self) -> bool:
        return any(pair.state == "runs" for pair in self.pairs)

    @property
    def account(self) -> str:
        return self.speaker.actor.account

    def today(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date()

    def moment(self, on: date, at: time) -> datetime:
        """RFC 5545: a time in a gap counts by the offset before it, one in a fold is the first."""
        return datetime.combine(on, at, ZoneInfo(self.zone)).astimezone(UTC)

    def awake(self, at: datetime) -> datetime:
        """The same moment when it is between nine and nine for them, else the next nine o'clock."""
        hour = at.astimezone(ZoneInfo(self.zone)).hour
        return at if 9 <= hour < 21 else self.moment(self.today(at) + (DAY if hour >= 21 else timedelta()), time(9))


@dataclass(eq=False)
class Student(Person):
    """`plan` numbers what is planned: whatever was planned under another number is planned no more.

    `open` are the days asked about and not answered, each with the number of its clocks. `decided` are the days that
    were asked or left out, with their moments.
    """

    level: str = "steady"
    own_days: set[int] = field(default_factory=set)
    own_time: time | None = None
    keenness: float = 0.0
    is_on: bool = False
    has_consented: bool = False
    agreed_at: datetime | None = None
    pair: "Pair | None" = None
    plan: int = 0
    misses: int = 0
    leaves_out: bool = False
    back_on: date = date.min
    latest: date = date.min
    busy_until: datetime = START
    open: dict[date, int] = field(default_factory=dict)
    decided: dict[date, datetime] = field(default_factory=dict)
    written: set[date] = field(default_factory=set)

    @property
    def usual(self) -> time:
        return self.own_time or USUAL

    def asks_on(self, on: date) -> bool:
        """Whether a day is one of their rhythm."""
        return on.weekday() in DAYS_OF.get(self.level, self.own_days)

    def next_one(self, after: datetime) -> tuple[date, datetime]:
        """Their rhythm's next day and its moment."""
        on = self.today(after) - DAY
        while not self.asks_on(on) or self.moment(on, self.usual) <= after:
            on += DAY
        return on, self.moment(on, self.usual)

    def is_decided(self, on: date) -> bool:
        """Never twice for one local day, whatever zone the first time was in."""
        return on in self.decided or any(self.today(at) == on for at in self.decided.values())

    def heard(self) -> None:
        self.open.clear()
        self.misses, self.leaves_out = 0, False

    def stops(self) -> None:
        """Nothing is asked any more."""
        self.plan += 1
        self.is_on, self.misses, self.leaves_out = False, 0, False

    def wrote_in(self, monday: date) -> bool:
        return any(monday <= on < monday + WEEK for on in self.written)

    @property
    def rests(self) -> bool:
        """Whether their mentorship does."""
        return self.pair is not None and self.pair.state == "rests"


@dataclass(eq=False)
class Pair:
    """`clock` numbers what is said when nothing is heard of them. `away` are those who left, each with when."""

    id: int
    student: Student
    mentor: Person
    state: str = "runs"
    clock: int = 0
    is_asked: bool = False
    is_blocked: bool = False
    ended_at: datetime | None = None
    away: dict[int, datetime] = field(default_factory=dict)

    @property
    def both(self) -> tuple[Person, Person]:
        return self.student, self.mentor

    def other(self, person: Person) -> Person:
        return self.mentor if person is self.student else self.student
