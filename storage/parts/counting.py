"""A week's numbers of many communities, counted and kept by the database itself in one pass.

Each measure is one scan of an index that begins with the community and the moment; no row comes to us. A week in
which there was nothing is written as noughts, so that what is counted later changes nothing.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Date,
    Insert,
    Select,
    Subquery,
    and_,
    column,
    distinct,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
    values,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.outcomes import Answer
from bot.ports.summaries import CountedWeek
from storage.tables.afterwards import session_answers
from storage.tables.checkins import check_ins
from storage.tables.columns import Id, UtcDateTime
from storage.tables.mentorships import SAYS_THANKS, feedback, mentorships
from storage.tables.prompts import WAS_ASKED, prompts
from storage.tables.sessions import MAY_BE_HELD, sessions
from storage.tables.summaries import weekly_numbers

CHECK_INS, SESSIONS, PAIRS, THANKS = "check-ins", "sessions", "pairs", "thanks"


def counted(weeks: Sequence[CountedWeek], dialect: str) -> Insert:
    """Counts all measures of these weeks; what was counted before is left as it is."""
    bounds = _bounds(weeks)
    pair = (mentorships.c.mentee_id, mentorships.c.mentor_id)
    rows = union_all(
        _kept(bounds, CHECK_INS, _check_ins(bounds)),
        _kept(
            bounds, SESSIONS, _of_two(bounds, sessions.c.starts_at, sessions.c.mentee_id, sessions.c.mentor_id, _held())
        ),
        _kept(bounds, PAIRS, _of_two(bounds, mentorships.c.started_at, *pair)),
        _kept(bounds, THANKS, _of_two(bounds, feedback.c.at, feedback.c.author_id, feedback.c.about_id, SAYS_THANKS)),
    )
    engine: Any = sqlite if dialect == "sqlite" else postgresql
    insert: Insert = engine.insert(weekly_numbers).from_select([one.name for one in weekly_numbers.c], rows)
    return insert.on_conflict_do_nothing()  # type: ignore[attr-defined,no-any-return]  # of both dialects


def _bounds(weeks: Sequence[CountedWeek]) -> CTE:
    table = values(
        column("community_id", Id),
        column("monday", Date),
        column("begins", UtcDateTime),
        column("ends", UtcDateTime),
        name="given",
    )
    return table.data([(week.community, week.monday, week.begins, week.ends) for week in weeks]).cte("bounds")


def _kept(bounds: CTE, measure: str, found: Subquery) -> Select[Any]:
    """A row for each week, whether anything was found in it or not."""
    is_same = and_(found.c.community_id == bounds.c.community_id, found.c.monday == bounds.c.monday)
    number, people = func.coalesce(found.c.number, 0), func.coalesce(found.c.people, 0)
    return select(bounds.c.community_id, bounds.c.monday, literal(measure), number, people).select_from(
        bounds.outerjoin(found, is_same)
    )


def _during(bounds: CTE, at: Column[Any], *more: ColumnElement[Any]) -> Select[Any]:
    """Which week each row falls into."""
    is_then = and_(at.table.c.community_id == bounds.c.community_id, at >= bounds.c.begins, at < bounds.c.ends)
    return select(bounds.c.community_id, bounds.c.monday, *more).select_from(bounds.join(at.table, is_then))


def _check_ins(bounds: CTE) -> Subquery:
    """Of the people who were asked in the week, how many wrote in it."""
    asked, wrote = literal(1).label("asked"), literal(1).label("wrote")
    was_asked = _during(bounds, prompts.c.due_at, prompts.c.person_id.label("person"), asked, literal(0).label("wrote"))
    has_written = _during(bounds, check_ins.c.written_at, check_ins.c.author_id, literal(0), wrote)
    either = union_all(was_asked.where(WAS_ASKED), has_written).subquery()
    week = (either.c.community_id, either.c.monday)
    each = (
        select(*week, func.max(either.c.asked).label("asked"), func.max(either.c.wrote).label("wrote"))
        .group_by(*week, either.c.person)
        .subquery()
    )
    number, people = func.sum(each.c.asked * each.c.wrote).label("number"), func.sum(each.c.asked).label("people")
    found = select(each.c.community_id, each.c.monday, number, people)
    return found.group_by(each.c.community_id, each.c.monday).subquery()


def _of_two(bounds: CTE, at: Column[Any], one: Column[int], other: Column[int], *conditions: Any) -> Subquery:
    """What two people had a part in, and how many different people these were."""
    parts = union_all(
        *(_during(bounds, at, side.label("person")).where(*conditions) for side in (one, other))
    ).subquery()
    number, people = (func.count() // 2).label("number"), func.count(distinct(parts.c.person)).label("people")
    found = select(parts.c.community_id, parts.c.monday, number, people)
    return found.group_by(parts.c.community_id, parts.c.monday).subquery()


def _held() -> ColumnElement[bool]:
    """Settled, or said by one of the two while the other has not said otherwise yet."""
    said = and_(
        session_answers.c.community_id == sessions.c.community_id, session_answers.c.session_id == sessions.c.id
    )
    is_so, is_not = session_answers.c.answer == Answer.HELD.value, session_answers.c.answer != Answer.HELD.value
    is_reported = and_(exists().where(said, is_so), ~exists().where(said, is_not))
    return and_(MAY_BE_HELD, or_(sessions.c.state == "held", is_reported))
