"""The best mentors for a search, exactly as a full scan would rank them, without looking at everybody.

Fagin's threshold algorithm ("Optimal aggregation algorithms for middleware", 2003): each asked topic is a list of
mentors by standing, the part of the score that is theirs alone. The lists are read in growing batches. A mentor not
seen yet can score at most what the ends of the lists allow; once enough of those seen score more, the rest need not
be read. Without topics there is one list, of everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, literal, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.mentors import Search
from bot.domain.ranking import HOURS, LANGUAGE, TOPICS, Ranked, Scorer
from storage.parts.profiles import profiles
from storage.tables.mentors import dismissals, mentor_topics, mentors
from storage.tables.mentorships import mentorships
from storage.tables.people import communities, people
from storage.tables.requests import requests
from storage.tables.safety import blocks

FIRST_BATCH = 100
"""Rows read of each list at first; each further batch is three times as long."""
_SLACK = 1e-5
"""Scores are rounded to six digits; a bound must not miss one by rounding."""


@dataclass
class _List:
    """One list in the order of standing: where its reading has come to."""

    topic: int | None
    last: float = float("inf")
    after: tuple[float, int] | None = None
    is_over: bool = False


async def best(
    connection: AsyncConnection, community: int, search: Search, now: datetime, most: int, skip: int
) -> tuple[Sequence[Ranked], bool]:
    """`most` mentors after the first `skip`, and whether there are more."""
    scorer = Scorer(search, now)
    left_out = await _left_out(connection, community, search.seeker.person)
    lists = [_List(topic) for topic in sorted(scorer.asked)] or [_List(None)]
    wanted, batch = skip + most + 1, FIRST_BATCH
    scores: dict[int, float] = {}
    while True:
        for one in lists:
            if not one.is_over:
                await _read(connection, community, one, batch, scorer, left_out, scores)
        top = sorted(scores.values(), reverse=True)[:wanted]
        bound = _bound(lists, scorer)
        if bound is None or (len(top) == wanted and top[-1] > bound + _SLACK):
            break
        batch *= 3
    order = sorted(scores, key=lambda person: (-scores[person], scorer.draw(person)))[skip : skip + most + 1]
    shown = order[:most]
    found = {p.person: p for p in await profiles(connection, community, mentors.c.person_id.in_(shown))}
    return [scorer.ranked(found[person]) for person in shown], len(order) > most


def _bound(lists: Sequence[_List], scorer: Scorer) -> float | None:
    """The most a mentor not seen yet can score; None when every list has been read to its end.

    Who covers k topics stands, in each of k lists, below the last row read, so at most at the k-th highest of them.
    """
    ends = sorted((one.last for one in lists if not one.is_over), reverse=True)
    if not ends:
        return None
    rest = (HOURS if scorer.search.seeker.week.bits else 0.0) + (LANGUAGE if scorer.languages else 0.0)
    if not scorer.asked:
        return rest + ends[0]
    return max(rest + TOPICS * covered / len(scorer.asked) + end for covered, end in enumerate(ends, 1))


async def _left_out(connection: AsyncConnection, community: int, seeker: int) -> frozenset[int]:
    """Oneself and whoever this student should not be shown."""
    pairs = (
        select(mentorships.c.mentor_id, mentorships.c.mentee_id)
        .where(mentorships.c.community_id == community, mentorships.c.state != "ended")
        .where(or_(mentorships.c.mentee_id == seeker, mentorships.c.mentor_id == seeker))
    )
    blocked = select(blocks.c.person_id, blocks.c.other_id).where(
        blocks.c.community_id == community, or_(blocks.c.person_id == seeker, blocks.c.other_id == seeker)
    )
    asked = select(requests.c.mentor_id, requests.c.mentee_id).where(
        requests.c.community_id == community, requests.c.mentee_id == seeker, requests.c.state == "open"
    )
    dismissed = select(dismissals.c.mentor_id, dismissals.c.person_id).where(
        dismissals.c.community_id == community, dismissals.c.person_id == seeker
    )
    rows = await connection.execute(union(pairs, blocked, asked, dismissed))
    return frozenset({seeker, *(person for row in rows for person in row)})


async def _read(
    connection: AsyncConnection,
    community: int,
    one: _List,
    batch: int,
    scorer: Scorer,
    left_out: frozenset[int],
    scores: dict[int, float],
) -> None:
    """Reads the next rows of a list and scores whoever is new."""
    rows = (await connection.execute(_rows(community, one, batch, scorer))).all()
    one.is_over = len(rows) < batch
    if rows:
        one.after, one.last = (rows[-1].standing, rows[-1].person_id), rows[-1].standing
    fresh = {row.person_id: row for row in rows if row.person_id not in scores and row.person_id not in left_out}
    able = {person: row for person, row in fresh.items() if scorer.speaks(row.languages.split(","))}
    for person, row in able.items():
        hours = scorer.hours(int.from_bytes(row.week, "little"), row.zone)
        scores[person] = scorer.score(row.covered, hours, row.standing)


def _rows(community: int, one: _List, batch: int, scorer: Scorer) -> Select[Any]:
    """The next rows of a list, highest standing first, with all that scoring needs."""
    listed = mentors if one.topic is None else mentor_topics
    also = mentor_topics.alias("also")
    mine = (also.c.community_id == community) & (also.c.person_id == listed.c.person_id)
    covered = select(func.count()).where(mine, also.c.topic_id.in_(scorer.asked)).scalar_subquery()
    zone = case((people.c.zone != "", people.c.zone), else_=communities.c.zone).label("zone")
    found = (
        select(
            listed.c.person_id,
            listed.c.standing,
            mentors.c.languages,
            mentors.c.week,
            zone,
            (covered if len(scorer.asked) > 1 else literal(len(scorer.asked))).label("covered"),
        )
        .where(listed.c.community_id == community, listed.c.is_listed)
        .where(or_(mentors.c.paused_until.is_(None), mentors.c.paused_until <= scorer.now))
        .where(people.c.left_at.is_(None))
        .order_by(listed.c.standing.desc(), listed.c.person_id)
        .limit(batch)
    )
    if one.topic is not None:
        own = (mentors.c.community_id == listed.c.community_id) & (mentors.c.person_id == listed.c.person_id)
        found = found.join_from(listed, mentors, own).where(listed.c.topic_id == one.topic)
    found = found.join(people, people.c.id == mentors.c.person_id)
    found = found.join(communities, communities.c.id == mentors.c.community_id)
    if one.after is None:
        return found
    standing, person = one.after
    below = listed.c.standing < standing
    return found.where(below | ((listed.c.standing == standing) & (listed.c.person_id > person)))
