"""Everything private that a community can keep, each with its own words."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.checkins import Answer, AnswerKind, Audience, CheckIn
from bot.domain.feeds import Address, Deadline, Feed, FeedKind
from bot.domain.mentorships import Feedback
from bot.domain.requests import RequestState
from bot.domain.vents import NAMED
from bot.ports.feeds import Read, Seen
from bot.ports.store import Store
from bot.ports.vents import Words
from storage.parts.keys import PersonKeys
from storage.rotation import sealed_tables
from storage.tables import metadata
from storage.tables.columns import Sealed
from tests.contracts.storage.places import HOUR, START, Place, plan

ADDRESS = "https://calendar.example.com/secret-feeds.address"


def secret(column: str) -> str:
    """What to look for, so long that nothing is it by chance."""
    return f"secret-{column}"


@dataclass(frozen=True)
class Kept:
    """What was kept, and what a person's own key sealed."""

    pair: int
    session: int
    check_in: int
    goal: int
    feed: int
    request: int
    question: int
    report: int
    own: bytes


async def kept(campus: Place) -> Kept:
    """Ada and Grace fill every column that is sealed."""
    ada, grace = campus.ada, campus.grace
    async with campus.database.writing() as tx:
        store = tx.store(campus.community)
        pair = await store.mentorships.add(ada, grace, START, secret("mentorships.note"))
        assert pair is not None
        said = Feedback(pair, ada, grace, 5, "", secret("feedback.concern"), START)
        assert await store.mentorships.add_feedback(said)
        words = {"topic": secret("sessions.topic"), "place": secret("sessions.place")}
        session = await store.sessions.propose(plan(pair, ada, grace, START + HOUR, **words))
        assert await store.rooms.open(session, "zoom", "key", START, secret("rooms.url"))
        assert await store.sessions.cancel(session, secret("sessions.reason"))
        await store.agendas.add(session, ada, secret("agenda_items.text"))
        await store.notes.write(session, ada, secret("session_notes.text"), 5, START)
        await store.actions.add(pair, ada, grace, secret("action_items.text"))
        goal = await store.goals.add(ada, secret("goals.title"), None, True)
        await store.goals.write_steps(goal, (secret("goal_steps.title"), "Second"))
        told = Words(secret("vents.sealed"), secret("vents.name"))
        await store.vents.wait(ada, told, "", NAMED, START)
        talk = await store.talks.begin(ada, (), secret("talk_lines.sealed"), START)
        assert talk is not None
        await store.talks.report(talk, True, secret("talk_reports.sealed"), START)
        await store.vent_drafts.keep(secret("vent_drafts.sealed"), START)
        await store.mentor_vents.send(ada, grace, "", secret("mentor_vents.sealed"), START)
        await store.journal.write(ada, secret("journal_entries.sealed"), START)
        own = await PersonKeys(tx._connection, campus.community).seal_for(ada, "journal.text", secret("journal.text"))
        ids = (await _checked_in(store, ada, grace), await _asked(store, ada, grace), await _read(store, ada))
    check_in, (request, question, report), feed = ids
    return Kept(pair, session, check_in, goal, feed, request, question, report, own)


async def _checked_in(store: Store, ada: int, grace: int) -> int:
    written = CheckIn(
        author=ada,
        on=START.date(),
        written_at=START,
        went=secret("check_ins.went"),
        next=secret("check_ins.next"),
        blockers=secret("check_ins.blockers"),
        mood=2,
        audience=Audience.MENTORS,
        readers=frozenset({grace}),
    )
    made = await store.check_ins.save(written)
    line = Answer(made, grace, AnswerKind.LINE, secret("check_in_answers.text"), START)
    assert await store.check_ins.answer(line)
    return made


async def _asked(store: Store, ada: int, grace: int) -> tuple[int, int, int]:
    request = await store.requests.add(ada, grace, secret("requests.note"), START)
    assert request is not None
    await store.requests.ask(request, secret("requests.question"))
    await store.requests.reply(request, secret("requests.reply"))
    assert await store.requests.decide(request, RequestState.DECLINED, START, secret("requests.reason"))
    question = await store.questions.add(ada, 0, secret("questions.text"), START)
    assert await store.questions.claim(question, grace, START + HOUR, 9)
    assert await store.questions.answer(question, grace, secret("questions.answer"))
    report = await store.safety.report(ada, grace, secret("reports.text"), START)
    assert await store.safety.close_report(report, grace, secret("reports.outcome"))
    return request, question, report


async def _read(store: Store, ada: int) -> int:
    made = await store.feeds.add(ada, FeedKind.DEADLINES, Address.parse(ADDRESS), False, START)
    assert made is not None
    claimed = await store.feeds.claim(made, START, START + HOUR)
    assert isinstance(claimed, Feed)
    due = Deadline("uid", secret("feed_deadlines.title"), START + timedelta(days=1), False)
    assert await store.feeds.keep(claimed, Read(Seen(""), (), (due,)), "UTC", START, START + HOUR)
    return made


def sealed_columns() -> list[Column[Any]]:
    return [column for table in sealed_tables() for column in table.columns if isinstance(column.type, Sealed)]


async def blobs(connection: AsyncConnection) -> dict[str, list[tuple[int, bytes]]]:
    """By column: the community and what is stored, where there is something."""
    return {
        str(column): [
            (community, sealed)
            for community, sealed in await connection.execute(select(column.table.c.community_id, column))
            if sealed
        ]
        for column in sealed_columns()
    }


async def everything(connection: AsyncConnection) -> str:
    """All that a query can see."""
    rows = [row for table in metadata.sorted_tables for row in await connection.execute(select(table))]
    return "\n".join(repr(tuple(row)) for row in rows)
