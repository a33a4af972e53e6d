"""What is kept of listeners and of conversations without names."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.calls import call
from bot.domain.listening import KEPT, OWED, Listener, TalkReport, TalkState
from bot.domain.week import Week
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice
from storage.tables.listening import listeners, talk_lines, talk_offers, talk_partings, talk_reports, talks
from storage.tables.obligations import obligations
from storage.tables.outbox import notices
from tests.contracts.storage.listening import WEEK
from tests.contracts.storage.places import HOUR, START, Place

_LOOKING, _OPEN = (TalkState.LOOKING,), (TalkState.OPEN,)


async def begun(campus: Place, author: int, words: str = "Rain") -> int:
    async with campus.writing() as store:
        talk = await store.talks.begin(author, ("en",), words, START)
    assert talk is not None
    return talk


async def opened(campus: Place, words: str = "Rain") -> int:
    """Ada talks with Grace."""
    talk = await begun(campus, campus.ada, words)
    async with campus.writing() as store:
        assert await store.talks.offer(talk, campus.grace)
        assert await store.talks.take(talk, campus.grace, 1, START)
    return talk


async def test_a_listener_comes_back_as_they_were_saved(campus: Place) -> None:
    me = Listener(campus.grace, "", Week(1 << 40), ("en", "de"), 2)
    async with campus.writing() as store:
        assert await store.listeners.get(campus.grace) is None
        await store.listeners.save(me)
        found = await store.listeners.get(campus.grace)
        assert found == replace(me, zone=found.zone if found else "")
        assert await store.listeners.count(START, campus.grace) == 0
        await store.listeners.pause(campus.grace, START + HOUR)
        assert await store.listeners.count(START) == 0
        assert await store.listeners.count(START + HOUR) == 1
        await store.listeners.remove(campus.grace)
        assert await store.listeners.get(campus.grace) is None


async def test_whoever_was_asked_longest_ago_comes_first(campus: Place) -> None:
    async with campus.writing() as store:
        for person in (campus.ada, campus.grace, campus.eve):
            await store.listeners.save(Listener(person, "", WEEK, ("en",)))
        for person in (campus.grace, campus.ada):
            await store.listeners.asked(person)
        assert [one.person for one in await store.listeners.in_turn(START)] == [campus.eve, campus.grace, campus.ada]
        await store.listeners.asked(campus.eve)
        assert [one.person for one in await store.listeners.in_turn(START)] == [campus.grace, campus.ada, campus.eve]


async def test_one_who_was_taken_off_cannot_come_back_by_themselves(campus: Place) -> None:
    me = Listener(campus.grace, "", WEEK, ("en",))
    async with campus.writing() as store:
        await store.listeners.save(me)
        await store.listeners.bar(campus.grace, True)
        await store.listeners.save(me)
        await store.listeners.remove(campus.grace)
        found = await store.listeners.get(campus.grace)
        assert found is not None
        assert found.is_barred
        assert found.week == Week(0), "what they had chosen is forgotten"
        assert await store.listeners.in_turn(START) == []
        await store.listeners.bar(campus.grace, False)
        assert await store.listeners.get(campus.grace) is None
        await store.listeners.bar(900_000, True)
        assert await store.listeners.get(900_000) is None


@pytest.mark.parametrize("text", ["", "Ünïcode 🙂\nand lines", "x" * 1500])
async def test_lines_come_back_as_they_were_and_are_sealed(campus: Place, text: str) -> None:
    talk = await opened(campus, text)
    async with campus.writing() as store:
        line = await store.talks.write(talk, False, text, START)
        found = await store.talks.line(line)
        assert found is not None
        assert (found.talk, found.is_author, found.text) == (talk, False, text)
        assert [(one.is_author, one.text) for one in await store.talks.lines(talk, 9)] == [(True, text), (False, text)]
        assert [one.id for one in await store.talks.lines(talk, 1)] == [line]
    async with campus.database.engine.connect() as connection:
        stored = await connection.scalars(select(talk_lines.c.sealed))
        assert not text or all(text.encode() not in sealed for sealed in stored)


async def test_an_author_has_one_at_a_time(campus: Place) -> None:
    talk = await begun(campus, campus.ada)
    async with campus.writing() as store:
        assert await store.talks.begin(campus.ada, (), "More", START) is None
        assert [one.id for one in await store.talks.live_of(campus.ada)] == [talk]
        assert await store.talks.move(talk, _LOOKING, TalkState.NOBODY, START)
        assert not await store.talks.move(talk, _LOOKING, TalkState.NOBODY, START)
        other = await store.talks.begin(campus.ada, (), "More", START)
        assert other is not None
        assert not await store.talks.look_again(talk, START), "another one looks"
        assert await store.talks.move(other, _LOOKING, TalkState.ENDED, START)
        assert await store.talks.look_again(talk, START)
        assert not await store.talks.look_again(talk, START)


async def test_only_somebody_who_was_asked_takes_it_and_only_one(campus: Place) -> None:
    talk = await begun(campus, campus.ada)
    async with campus.writing() as store:
        assert not await store.talks.take(talk, campus.grace, 1, START)
        assert await store.talks.offer(talk, campus.grace)
        assert not await store.talks.offer(talk, campus.grace)
        assert await store.talks.offer(talk, campus.eve)
        assert set(await store.talks.offered(talk)) == {campus.grace, campus.eve}
        assert await store.talks.take(talk, campus.grace, 1, START)
        assert not await store.talks.take(talk, campus.eve, 1, START)
        found = await store.talks.get(talk)
        assert found is not None
        assert (found.listener, found.state) == (campus.grace, TalkState.OPEN)
        assert [one.id for one in await store.talks.live_of(campus.grace)] == [talk]
        await store.listeners.save(Listener(campus.grace, "", WEEK, ("en",)))
        me = await store.listeners.get(campus.grace)
        assert me is not None
        assert me.talks == 1


async def test_of_many_who_take_it_at_once_one_wins(campus: Place) -> None:
    talk = await begun(campus, campus.ada)
    async with campus.writing() as store:
        for person in (campus.grace, campus.eve):
            await store.talks.offer(talk, person)

    async def takes(person: int) -> bool:
        async with campus.writing() as store:
            return await store.talks.take(talk, person, 1, START)

    assert sorted(await asyncio.gather(*map(takes, (campus.grace, campus.eve, campus.grace, campus.eve)))) == [
        False,
        False,
        False,
        True,
    ]


async def test_a_listener_who_takes_two_at_once_gets_as_many_as_they_want(campus: Place) -> None:
    both = [await begun(campus, author) for author in (campus.ada, campus.eve)]
    async with campus.writing() as store:
        for talk in both:
            await store.talks.offer(talk, campus.grace)

    async def takes(talk: int) -> bool:
        async with campus.writing() as store:
            return await store.talks.take(talk, campus.grace, 1, START)

    assert sorted(await asyncio.gather(*map(takes, both))) == [False, True]


async def test_both_wishes_are_seen_by_the_second_even_at_once(campus: Place) -> None:
    talk = await opened(campus)

    async def wishes(is_author: bool) -> bool:
        async with campus.writing() as store:
            found = await store.talks.wish(talk, is_author)
        assert found is not None
        return found.is_introduced

    assert sorted(await asyncio.gather(wishes(True), wishes(False))) == [False, True]
    async with campus.writing() as store:
        assert await store.talks.wish(talk, True) is None, "once"
        assert await store.talks.move(talk, _OPEN, TalkState.ENDED, START)


async def test_nobody_wishes_in_one_that_is_over(campus: Place) -> None:
    talk = await opened(campus)
    async with campus.writing() as store:
        assert await store.talks.move(talk, _OPEN, TalkState.ENDED, START)
        assert await store.talks.wish(talk, True) is None


async def test_those_who_parted_stay_apart_in_both_directions(campus: Place) -> None:
    async with campus.writing() as store:
        assert not await store.talks.are_apart(campus.ada, campus.grace)
        for _ in range(2):
            await store.talks.part(campus.ada, campus.grace)
        assert await store.talks.are_apart(campus.ada, campus.grace)
        assert await store.talks.are_apart(campus.grace, campus.ada)
        assert not await store.talks.are_apart(campus.ada, campus.eve)
        assert not await store.talks.are_apart(campus.ada, campus.ada)
        assert list(await store.safety.blocked_by(campus.ada)) == []


async def test_a_report_goes_when_it_is_settled(campus: Place) -> None:
    talk = await opened(campus)
    async with campus.writing() as store:
        report = await store.talks.report(talk, False, "Rude", START)
        assert await store.talks.get_report(report) == TalkReport(report, talk, False, "Rude")
        assert len(await store.talks.reports()) == 1
        assert await store.talks.settle(report)
        assert not await store.talks.settle(report)
        assert await store.talks.get_report(report) is None


async def test_a_mute_set_for_a_conversation_is_one_of_the_person(campus: Place) -> None:
    async with campus.writing() as store:
        await store.vent_safety.mute_for("talk-1", campus.ada, None)
        found = await store.vent_safety.muted(campus.ada, START)
        assert found is not None
        assert found.vent == "talk-1"
        assert await store.vent_safety.muted(campus.grace, START) is None
        assert await store.vent_safety.unmute("talk-1")


async def test_all_is_forgotten_in_time_and_the_outbox_with_it(campus: Place) -> None:
    talk = await opened(campus)
    async with campus.database.writing() as tx:
        store, outbox = tx.store(campus.community), tx.outbox(campus.community)
        line = await store.talks.write(talk, True, "Later", START + timedelta(days=3))
        await store.talks.report(talk, True, "Rude", START)
        lapse = call("talk.passed", talk)
        await store.obligations.open(Obligation(OWED, talk, campus.grace, 0, START, (), START + HOUR, lapse, lapse))
        for said in (call("talk.line", line), call("talk.taken", talk), call("talk.over", talk, "over", "author")):
            await outbox.put(Notice(str(said), Dm(campus.ada), said, START, START + HOUR))
        await outbox.put(Notice("other", Dm(campus.ada), call("talk.taken", talk + 10), START, START + HOUR))
        await tx.venting.forget(START + KEPT)
        assert [one.text for one in await store.talks.lines(talk, 9)] == ["Later"]
        assert await store.talks.get(talk) is not None
        await tx.venting.forget(START + KEPT + timedelta(days=3, hours=1))
        assert await store.talks.get(talk) is None
    async with campus.database.engine.connect() as connection:
        for table in (talks, talk_lines, talk_offers, talk_reports, obligations):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == 0, table.name
        assert list(await connection.scalars(select(notices.c.key))) == ["other"]


async def test_two_who_become_one_keep_one_conversation_and_none_with_themselves(campus: Place) -> None:
    mine = await opened(campus)
    theirs = await begun(campus, campus.eve)
    async with campus.writing() as store:
        await store.listeners.save(Listener(campus.eve, "", WEEK, ("de",)))
        await store.talks.offer(theirs, campus.grace)
        await store.talks.part(campus.eve, campus.grace)
        await store.links.merge(campus.eve, campus.ada)
        assert [one.id for one in await store.talks.live_of(campus.ada)] == [mine]
        old = await store.talks.get(theirs)
        assert old is not None
        assert (old.author, old.state) == (campus.ada, TalkState.ENDED)
        assert await store.talks.are_apart(campus.ada, campus.grace)
        me = await store.listeners.get(campus.ada)
        assert me is not None
        assert me.languages == ("de",)
        await store.listeners.bar(campus.grace, True)
        await store.links.merge(campus.grace, campus.ada)
        assert await store.talks.get(mine) is None
        me = await store.listeners.get(campus.ada)
        assert me is not None
        assert me.is_barred
    async with campus.database.engine.connect() as connection:
        for table, number in ((talk_partings, 0), (listeners, 1)):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == number
