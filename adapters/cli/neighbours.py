"""The rest of the playground's community: people one does not meet, and whose weeks its numbers are made of.

Ten people must stand behind a number before it is shown, so the village needs more of them than anybody wants to read
about. They are rows, written in one go: telling their weeks through the door would take longer than the story itself.
Their weeks are written a few ahead as well, so that the community lives on when the clock is moved.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert, select

from adapters.cli import village
from bot.domain.mondays import bounds, last_mondays
from bot.domain.zones import RULES
from storage.database import Database
from storage.tables.checkins import check_ins
from storage.tables.mentorships import feedback, mentorships
from storage.tables.people import people
from storage.tables.prompts import prompts
from storage.tables.sessions import sessions

BEFORE, AHEAD = 8, 4
"""Weeks before the one of the first screen, and from it on."""
LIFE = timedelta(weeks=12)
"""How long the community has been there."""
_MENTORS = (
    *("Agnieszka", "Bao", "Carmen", "Dawit", "Eleni", "Farid"),
    *("Giulia", "Hamza", "Ines", "Jamal", "Kaito", "Lena"),
)
_STUDENTS = (
    *("Adaeze", "Bilal", "Chiara", "Duc", "Emeka", "Fatou", "Goran", "Hana"),
    *("Ivan", "Jia", "Kofi", "Lwazi", "Marta", "Nadia", "Oskar", "Priya"),
    *("Quinn", "Rosa", "Sefa", "Tomás", "Uma", "Viktor", "Wanjiru", "Yusuf"),
)
_ANSWERED = (10, 11, 10, 12, 11, 13, 12, 13, 14, 13, 12, 13)
"""How many of the students checked in, week by week; at least ten did, and ten did not."""
_MET = (5, 6, 6, 8, 7, 9, 8, 10, 11, 10, 11, 10)
"""Pairs that met."""
_BEGAN, _THANKED = {3: 6, 7: 6}, {4: 5, 7: 6}
"""By week: pairs that began, and students who said thanks when theirs was over."""

Row = Mapping[str, Any]
Pairs = Mapping[tuple[int, int], int]

_THANKS = "You never made me feel slow."


async def move_in(database: Database, community: int, start: datetime) -> None:
    """Writes them down, as they are at the first screen."""
    async with database.sealing() as connection:
        await connection.execute(insert(people), list(_people(community, start)))
        mine = select(people.c.name, people.c.id).where(people.c.community_id == community)
        ids = {name: number for name, number in await connection.execute(mine)}
        pairs = list(_pairs(community, ids, start))
        await connection.execute(insert(mentorships), pairs)
        both = select(mentorships.c.mentee_id, mentorships.c.mentor_id, mentorships.c.id)
        found = await connection.execute(both.where(mentorships.c.community_id == community))
        known = {(mentee, mentor): number for mentee, mentor, number in found}
        for table, rows in _weeks(community, ids, known, start).items():
            await connection.execute(insert(table), rows)


def _people(community: int, start: datetime) -> Iterator[Row]:
    """They turned their summaries off, so that moving the clock costs nothing for messages that nobody reads."""
    for name in (*_MENTORS, *_STUDENTS):
        joined = {"joined_at": start - LIFE, "has_summary": False, "summary_at": start}
        yield {"community_id": community, "name": name, "zone": village.ZONE, **joined}


def _mondays(start: datetime) -> tuple[date, ...]:
    past = last_mondays(start, village.ZONE, BEFORE)
    return (*past, *(past[-1] + timedelta(weeks=week) for week in range(1, AHEAD + 1)))


def _together() -> Iterator[tuple[str, str]]:
    """Every student with their mentor, those who began lately last."""
    for number, name in enumerate(_STUDENTS):
        yield name, _MENTORS[number % len(_MENTORS)]


def _pairs(community: int, ids: Mapping[str, int], start: datetime) -> Iterator[Row]:
    """A running one for every student, and for some the one they had before."""
    moments = bounds(_mondays(start), village.ZONE)
    began = [moments[week] + timedelta(days=2) for week, number in _BEGAN.items() for _ in range(number)]
    lively = moments[-1]
    for number, (name, mentor) in enumerate(_together()):
        at = began[number - len(_STUDENTS)] if number >= len(_STUDENTS) - len(began) else start - LIFE
        yield _pair(community, ids[name], ids[mentor], at, lively)
    for name, mentor, ended_at in _over(moments):
        made = _pair(community, ids[name], ids[mentor], start - LIFE, ended_at)
        yield {**made, "state": "ended", "ended_at": ended_at, "ended_by": ids[name], "outcome": "completed"}


def _over(moments: Sequence[datetime]) -> Iterator[tuple[str, str, datetime]]:
    """Students who said thanks to the mentor they had before, and when."""
    ends = [moments[week] + timedelta(days=1) for week, number in _THANKED.items() for _ in range(number)]
    for number, ended_at in enumerate(ends):
        yield _STUDENTS[number], _MENTORS[(number + 5) % len(_MENTORS)], ended_at


def _pair(community: int, student: int, mentor: int, at: datetime, active_at: datetime) -> dict[str, Any]:
    both = {"low_id": min(student, mentor), "high_id": max(student, mentor)}
    ending = {"state": "active", "ended_at": None, "ended_by": 0, "outcome": None}
    times = {"started_at": at, "active_at": active_at, "note": b""}
    return {"community_id": community, "mentee_id": student, "mentor_id": mentor, **both, **ending, **times}


def _weeks(community: int, ids: Mapping[str, int], pairs: Pairs, start: datetime) -> dict[Table, list[Row]]:
    """What happened in each week, by table."""
    mondays = _mondays(start)
    moments = bounds(mondays, village.ZONE)
    rows: dict[Table, list[Row]] = {prompts: [], check_ins: [], sessions: [], feedback: []}
    for week, (monday, begins) in enumerate(zip(mondays, moments, strict=False)):
        on, asked_at = monday + timedelta(days=3), begins + timedelta(days=3, hours=16)
        for turn in range(len(_STUDENTS)):
            person = ids[_STUDENTS[(turn + week) % len(_STUDENTS)]]
            wrote = turn < _ANSWERED[week]
            one = {"community_id": community, "person_id": person, "on_date": on, "due_at": asked_at}
            rows[prompts].append({**one, "state": "answered" if wrote else "missed"})
            if wrote:
                rows[check_ins].append(_check_in(community, person, on, asked_at))
        met = list(_together())[: _MET[week]]
        rows[sessions] += [_session(community, ids, pairs, pair, week, begins) for pair in met]
    for name, mentor, at in _over(moments):
        pair, about = pairs[ids[name], ids[mentor]], ids[mentor]
        said = {"mentorship_id": pair, "author_id": ids[name], "about_id": about, "thanks": _THANKS, "concern": b""}
        rows[feedback].append({"community_id": community, **said, "at": at})
    return rows


def _check_in(community: int, person: int, on: date, at: datetime) -> Row:
    """That they wrote: nobody is there to read what."""
    words = dict.fromkeys(("went", "next", "blockers", "mood"), b"")
    return {
        "community_id": community,
        "author_id": person,
        "on_date": on,
        "written_at": at,
        **words,
        "audience": "private",
    }


def _session(
    community: int, ids: Mapping[str, int], pairs: Pairs, pair: tuple[str, str], week: int, begins: datetime
) -> Row:
    mentee, mentor = (ids[name] for name in pair)
    at = begins + timedelta(days=1, hours=18)
    times = {"starts_at": at, "ends_at": at + timedelta(hours=1), "local": f"{at:%Y-%m-%dT%H:%M}", "rules": RULES}
    people_ = {"mentorship_id": pairs[mentee, mentor], "mentee_id": mentee, "mentor_id": mentor, "proposer_id": mentee}
    rest = {"topic": b"", "reason": b"", "place": b"", "state": "held", "was_agreed": True}
    return {"community_id": community, **people_, **times, **rest, "uid": f"village-{week}-{mentee}@playground"}
