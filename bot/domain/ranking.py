"""How well a mentor fits a student: one formula, its weights in one place, every part shown as a reason.

    score = TOPICS · covered / asked
          + HOURS · min(shared hours a week / ENOUGH_HOURS, 1)
          + LANGUAGE                                  (everybody listed speaks one, when the student named any)
          + PLACES · free / capacity
          + ANSWERS · 2^(−usual hours / HALF_LIFE)
          + NEW / (1 + requests answered)

Scores are whole points out of 10,000 and every part is rounded down, so that whoever adds them up, in whatever order,
comes to the same sum. The weights are a judgement, not a measurement: what somebody helps with comes first, then
whether the two can meet at all, then how likely an answer is; `docs/decisions/0003-ranking.md` says why.

- Shared hours stop counting at three a week: that is enough to meet, so a mentor on the other side of the globe
  who has them is as good as a neighbour with thirty.
- Usual hours are shrunk towards `PRIOR_HOURS` with the weight of `PRIOR_ANSWERS` answers (a Bayesian average), so
  nobody is behind for being new, and nobody ahead for one lucky answer.
- Free places are a share, so whoever has taken mentees on moves back and the next one comes forward. Past mentees
  and ratings count nowhere: the rich do not get richer.
- Equal scores are ordered by a draw that differs for every student and every week, never by who came first. It is
  a linear hash modulo a prime (Carter and Wegman, "Universal classes of hash functions", 1979).
"""

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bot.domain.mentors import MentorProfile, Search
from bot.domain.week import offset_minutes, shifted

TOPICS, HOURS, LANGUAGE, PLACES, ANSWERS, NEW = 4000, 2500, 500, 1000, 1500, 500
ENOUGH_HOURS = 3
HALF_LIFE = 72.0
PRIOR_HOURS, PRIOR_ANSWERS = 48.0, 3.0
DRAWN = 2**31 - 1
"""Draws are below this prime; the product of two is below 2^62, which arrays of whole numbers hold."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A mentor, their score (0 to 10,000), and what it is made of: the reasons a student is shown."""

    profile: MentorProfile
    score: int
    topics: tuple[int, ...]
    hours: float
    languages: tuple[str, ...]
    usual_hours: float

    @property
    def is_new(self) -> bool:
        return self.profile.answers == 0


def usual_hours(answers: int, answer_hours: float) -> float:
    """How long until they answer, in hours: their average, shrunk towards the prior."""
    return (answer_hours * answers + PRIOR_HOURS * PRIOR_ANSWERS) / (answers + PRIOR_ANSWERS)


def standing(capacity: int, taken: int, answers: int, answer_hours: float) -> int:
    """The part of a score that is the mentor's alone, whoever looks."""
    places = PLACES * max(0, capacity - taken) // max(1, capacity)
    quick = ANSWERS * math.exp2(-usual_hours(answers, answer_hours) / HALF_LIFE)
    return places + int(quick) + NEW // (1 + answers)


def is_listed(profile: MentorProfile) -> bool:
    """Whether students may be shown this mentor at all, but for a pause, which ends by itself."""
    return profile.is_approved and profile.is_complete and profile.free > 0


@dataclass
class Scorer:
    """A search made ready to score many mentors: the student's week turned into each mentor's clock once."""

    search: Search
    now: datetime
    asked: frozenset[int] = field(init=False)
    languages: frozenset[str] = field(init=False)
    _weeks: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        seeker = self.search.seeker
        self.asked = frozenset(self.search.topics or seeker.topics)
        self.languages = frozenset((self.search.language,) if self.search.language else seeker.languages)

    def speaks(self, languages: Iterable[str]) -> bool:
        """Whether a mentor of these languages and the student can talk."""
        return not self.languages or not self.languages.isdisjoint(languages)

    def week_in(self, zone: str) -> int:
        """The bits of the student's week in the clock of another zone."""
        mine = self._weeks.get(zone)
        if mine is None:
            seeker = self.search.seeker
            ahead = offset_minutes(zone, self.now) - offset_minutes(seeker.zone, self.now)
            mine = self._weeks[zone] = shifted(seeker.week, ahead).bits
        return mine

    def hours(self, week: int, zone: str) -> float:
        """Hours a week in which both are free; the mentor's bits are in their own zone."""
        return (self.week_in(zone) & week).bit_count() / 4

    def score(self, covered: int, hours: float, alone: int) -> int:
        """The score of a mentor who covers so many asked topics; `alone` is their standing."""
        topics = TOPICS * covered // len(self.asked) if self.asked else 0
        together = HOURS * min(int(4 * hours), 4 * ENOUGH_HOURS) // (4 * ENOUGH_HOURS)
        return topics + together + (LANGUAGE if self.languages else 0) + alone

    @cached_property
    def lot(self) -> tuple[int, int]:
        """The factor and the shift of this student's draw of this week."""
        year, week, _ = self.now.isocalendar()
        drawn = hashlib.blake2s(f"{self.search.seeker.person}:{year}-{week}".encode(), digest_size=16).digest()
        factor, shift = int.from_bytes(drawn[:8], "little"), int.from_bytes(drawn[8:], "little")
        return 1 + factor % (DRAWN - 1), shift % DRAWN

    def draw(self, mentor: int) -> int:
        """The lot among equal scores, different for every mentor; the lower one comes first."""
        factor, shift = self.lot
        return (mentor % DRAWN * factor + shift) % DRAWN

    def ranked(self, profile: MentorProfile) -> Ranked:
        """A mentor with score and reasons."""
        topics = tuple(topic for topic in profile.topics if topic in self.asked)
        hours = self.hours(profile.week.bits, profile.zone)
        alone = standing(profile.capacity, profile.taken, profile.answers, profile.answer_hours)
        common = tuple(code for code in profile.languages if code in self.search.seeker.languages or not self.languages)
        if self.search.language and self.search.language not in common:
            common = (self.search.language, *common)
        usual = usual_hours(profile.answers, profile.answer_hours)
        return Ranked(profile, self.score(len(topics), hours, alone), topics, hours, common, usual)


def plain_scan(search: Search, mentors: Iterable[MentorProfile], now: datetime) -> list[Ranked]:
    """Everybody who may be shown, best first, by looking at each: what any quicker search must equal."""
    scorer = Scorer(search, now)
    found = [
        scorer.ranked(profile)
        for profile in mentors
        if is_listed(profile)
        and not profile.is_paused(now)
        and profile.person != search.seeker.person
        and scorer.speaks(profile.languages)
        and (not scorer.asked or not scorer.asked.isdisjoint(profile.topics))
    ]
    return sorted(found, key=lambda one: (-one.score, scorer.draw(one.profile.person)))
