"""What is kept of vents, and for how long, on every database."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.calls import call
from bot.domain.vents import AUTHOR, KEPT, Fate, VentState
from bot.ports.outbox import UNKNOWN, Done, Notice, Post
from bot.ports.vents import Words
from storage.tables.outbox import notices
from storage.tables.vents import vent_drafts, vent_mutes, vent_quotas, vents
from tests.contracts.storage.places import HOUR, START, Place

QUARTER = timedelta(minutes=16)
LATE = START + KEPT + timedelta(hours=2)


async def waits(campus: Place, person: int, text: str = "Rain") -> tuple[str, str]:
    """A vent's id and its author's key."""
    async with campus.writing() as store:
        key = await store.vents.wait(person, Words(text), "", AUTHOR, START)
        found = await store.vents.of_key(key)
    assert found is not None
    return found.id, key


async def shown(campus: Place, vent: str) -> str:
    async with campus.database.writing() as tx:
        store = tx.store(campus.community)
        await store.people.set_channel("vent", "town", campus.space, "vent")
        key = await store.vents.release(vent, START)
        assert key is not None
        said = Notice(key, Post("vent"), call("vent.said", vent), START, START + HOUR, is_once=True)
        await tx.outbox(campus.community).put(said)
    return key


async def ends(campus: Place, key: str, state: str, message: str = "m1") -> None:
    async with campus.database.engine.begin() as connection:
        reason = UNKNOWN if state == "dead" else None
        values = {"state": state, "message": message, "reason": reason}
        await connection.execute(update(notices).where(notices.c.key == key).values(values))


async def test_of_many_at_once_as_many_are_let_through_as_there_are_places(campus: Place) -> None:
    async def takes() -> bool:
        async with campus.writing() as store:
            return await store.vents.take("post", campus.ada, 3, START)

    assert sum(await asyncio.gather(*(takes() for _ in range(12)))) == 3
    async with campus.writing() as store:
        assert await store.vents.take("post", campus.grace, 3, START)
        assert await store.vents.take("answer", campus.ada, 3, START)
        await store.vents.give_back("post", campus.ada, START)
        assert await store.vents.take("post", campus.ada, 3, START)
        assert not await store.vents.take("post", campus.ada, 3, START + timedelta(hours=13)), "the next day"
        assert await store.vents.take("post", campus.ada, 3, START + timedelta(hours=25))


async def test_two_who_release_at_once_release_once(campus: Place) -> None:
    vent, key = await waits(campus, campus.ada)

    async def releases() -> str | None:
        async with campus.writing() as store:
            return await store.vents.release(vent, START)

    found = await asyncio.gather(*(releases() for _ in range(5)))
    assert [key for key in found if key] == [f"vent.said:{vent}:1"]
    async with campus.writing() as store:
        assert not await store.vents.undo(key)


async def test_due_is_what_waits_or_has_been_there_long_enough(campus: Place) -> None:
    vent, _ = await waits(campus, campus.ada)
    async with campus.database.writing() as tx:
        moment = (await tx.timetable.upcoming()).vent
        assert moment is not None
        assert await tx.venting.due(START, 9) == []
        [due] = await tx.venting.due(START + QUARTER, 9)
        assert (due.community, due.vent, due.state) == (campus.community, vent, VentState.WAITING)
        assert await tx.store(campus.community).vents.release(vent, moment)
        assert await tx.venting.due(START + QUARTER, 9) == []
        [due] = await tx.venting.due(LATE, 9)
        assert due.state is VentState.POSTED


async def test_a_released_one_is_known_where_it_was_sent_and_withdrawn_from_there(campus: Place) -> None:
    vent, _ = await waits(campus, campus.ada)
    key = await shown(campus, vent)
    async with campus.writing() as store:
        assert await store.vents.fate(vent) is Fate.COMING
        await store.people.set_channel("vent", "town", campus.space, "another")
    await ends(campus, key, "sent")
    async with campus.database.writing() as tx:
        store = tx.store(campus.community)
        assert await store.vents.fate(vent) is Fate.ARRIVED
        assert await tx.venting.withdrawals(START, 9) == []
        assert await store.vents.move(vent, (VentState.POSTED,), VentState.REMOVED, START)
        found = await store.vents.get(vent)
        assert found is not None
        assert found.text == ""
        [one] = await tx.venting.withdrawals(START, 9)
        assert (one.platform, one.space, one.channel, one.message) == ("town", campus.space, "vent", "m1")
        await tx.venting.later(one, START, HOUR)
        assert (await tx.timetable.upcoming()).vent == START + HOUR
        [one] = await tx.venting.withdrawals(START + HOUR, 9)
        assert one.tries == 1
        await tx.venting.withdrawn(one)
        assert await tx.venting.withdrawals(LATE, 9) == []
        assert (await tx.timetable.upcoming()).vent is None


async def test_one_on_its_way_is_looked_at_again_and_one_that_never_arrived_needs_nothing(campus: Place) -> None:
    vent, _ = await waits(campus, campus.ada)
    key = await shown(campus, vent)
    async with campus.database.writing() as tx:
        assert await tx.store(campus.community).vents.move(vent, (VentState.POSTED,), VentState.HIDDEN, START)
        assert await tx.venting.withdrawals(START, 9) == []
        assert (await tx.timetable.upcoming()).vent == START + timedelta(minutes=1)
    await ends(campus, key, "dead")
    async with campus.database.writing() as tx:
        assert await tx.store(campus.community).vents.fate(vent) is Fate.UNKNOWN
        assert await tx.venting.withdrawals(START + HOUR, 9) == []
        assert (await tx.timetable.upcoming()).vent is None
    await ends(campus, key, "expired")
    async with campus.writing() as store:
        assert await store.vents.fate(vent) is Fate.LOST


async def test_what_was_kept_long_enough_is_deleted_with_its_notices(campus: Place) -> None:
    vent, _ = await waits(campus, campus.ada)
    key = await shown(campus, vent)
    await ends(campus, key, "sent")
    async with campus.database.writing() as tx:
        store = tx.store(campus.community)
        assert await store.vents.take("post", campus.ada, 3, START)
        assert await store.vent_safety.mute(vent, START + timedelta(days=1))
        token = await store.vent_drafts.keep("Rain", START)
        told = await store.mentor_vents.send(campus.ada, campus.grace, "", "Rain", START)
        assert await store.vents.move(vent, (VentState.POSTED,), VentState.REMOVED, START)
        await tx.venting.forget(LATE)
        assert await store.vents.get(vent) is not None, "it stands in the channel still"
        [one] = await tx.venting.withdrawals(START, 9)
        await tx.venting.withdrawn(one)
        await tx.venting.forget(START)
        assert await store.vents.get(vent) is not None
        await tx.venting.forget(LATE)
        assert await store.vents.get(vent) is None
        assert await store.mentor_vents.get(told) is None
        assert await store.vent_drafts.read(token, START) is None
    async with campus.database.engine.connect() as connection:
        for table in (vents, vent_quotas, vent_mutes, vent_drafts, notices):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == 0, table.name


async def test_a_muted_author_is_found_by_the_post_alone_and_the_longest_counts(campus: Place) -> None:
    first, _ = await waits(campus, campus.ada)
    second, _ = await waits(campus, campus.ada)
    other, _ = await waits(campus, campus.grace)
    async with campus.writing() as store:
        assert await store.vent_safety.muted(campus.ada, START) is None
        assert await store.vent_safety.mute(other, START + HOUR)
        assert await store.vent_safety.mute(first, START + HOUR)
        found = await store.vent_safety.muted(campus.ada, START)
        assert found is not None
        assert found.until == START + 2 * HOUR, "to the end of the hour"
        assert await store.vent_safety.mute(second, None)
        found = await store.vent_safety.muted(campus.ada, START)
        assert found is not None
        assert (found.vent, found.until) == (second, None)
        assert await store.vent_safety.muted(campus.eve, START) is None
        assert len(await store.vent_safety.mutes(START)) == 3
        assert len(await store.vent_safety.mutes(START + 3 * HOUR)) == 1
        assert await store.vent_safety.unmute(second)
        assert not await store.vent_safety.unmute(second)
        assert not await store.vent_safety.mute("nobody's", None)


async def test_a_draft_is_kept_for_an_hour_at_least_and_two_at_most(campus: Place) -> None:
    async with campus.writing() as store:
        token = await store.vent_drafts.keep("Rain", START + timedelta(minutes=30))
        assert await store.vent_drafts.read(token, START + timedelta(minutes=90)) == "Rain"
        assert await store.vent_drafts.read(token, START + timedelta(minutes=120)) is None
        assert await store.vent_drafts.read("nobody's", START) is None
        await store.vent_drafts.drop(token)
        assert await store.vent_drafts.read(token, START) is None


async def test_a_notice_that_is_sent_once_is_dead_when_its_lease_ends(campus: Place) -> None:
    vent, _ = await waits(campus, campus.ada)
    key = await shown(campus, vent)
    async with campus.database.writing() as tx:
        [delivery] = await tx.deliveries.claim(START, START + timedelta(minutes=2), 9)
        assert delivery.notice.is_once
        assert delivery.notice.key == key
        assert await tx.deliveries.claim(START + timedelta(minutes=3), START + timedelta(minutes=5), 9) == []
        await tx.deliveries.done([Done(delivery.id, "sent", "m1")], START)
        assert await tx.store(campus.community).vents.fate(vent) is Fate.UNKNOWN


@pytest.mark.parametrize("text", ["", "Ünïcode 🙂\nand lines", "x" * 1500])
async def test_words_come_back_as_they_were(campus: Place, text: str) -> None:
    vent, _ = await waits(campus, campus.ada, text)
    async with campus.writing() as store:
        found = await store.vents.get(vent)
        assert found is not None
        assert (found.text, found.name, found.thread, found.is_answer) == (text, "", vent, False)
        entry = await store.journal.write(campus.ada, text, START)
        page = await store.journal.get(campus.ada, entry)
        assert page is not None
        assert page.text == text
