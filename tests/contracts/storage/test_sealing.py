"""What is private stands nowhere in the database as it was written, and opens with the right keys alone."""

from contextlib import aclosing
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from storage import rotation
from storage.database import Database
from storage.parts.keys import Shredded
from storage.rotation import Rotation
from storage.seal import Seal, WrongKey, new_key
from storage.tables.checkins import check_ins
from storage.tables.keys import seal_checks
from storage.tables.requests import requests
from tests.contracts.storage.places import START, Place
from tests.contracts.storage.private import ADDRESS, blobs, everything, kept, sealed_columns, secret
from tests.contracts.storage.test_person_keys import opened_for
from tests.sealing import KEY, SEAL

NUMBERS = {"check_ins.mood": "2", "session_notes.rating": "5"}
NEW = new_key()
BOTH, ONLY = Seal.of([NEW, KEY]), Seal.of([NEW])


def url_of(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def held_in(folder: Path) -> bytes:
    """The database's file, its log and whatever else stands beside it."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


async def test_every_sealed_column_holds_what_was_written_and_shows_none_of_it(campus: Place) -> None:
    await kept(campus)
    async with campus.database.engine.connect() as connection:
        found, shown = await blobs(connection), await everything(connection)
    assert set(found) == {str(column) for column in sealed_columns()}
    for column, held in found.items():
        assert held, f"{column} is empty: write something there in private.py"
        words = {SEAL.open(community, column, sealed) for community, sealed in held}
        if column != "person_keys.wrapped":
            wanted = ADDRESS if column == "feeds.address" else NUMBERS.get(column, secret(column))
            assert wanted in words, column
    assert "secret-" not in shown
    assert "Ada" in shown


async def test_the_files_hold_none_of_it_while_open_nor_afterwards(
    sqlite_database: Database, memory_folder: Path
) -> None:
    campus = await Place.made(sqlite_database)
    await kept(campus)
    for moment in ("open", "closed"):
        held = held_in(memory_folder)
        assert b"secret-" not in held, moment
        assert b"Campus T1" in held
        await sqlite_database.close()


async def test_everything_is_read_as_it_was_written(campus: Place) -> None:
    ids = await kept(campus)
    async with campus.database.reading() as tx:
        store = tx.store(campus.community)
        check_in = await store.check_ins.get(ids.check_in)
        [answer] = await store.check_ins.answers(ids.check_in)
        [note] = await store.notes.of_pair(ids.pair, 0, 9)
        [action] = await store.actions.open_of((ids.pair,))
        session, room = await store.sessions.get(ids.session), await store.rooms.of(ids.session)
        goal, feed = await store.goals.get(ids.goal), await store.feeds.get(ids.feed)
        request, question = await store.requests.get(ids.request), await store.questions.get(ids.question)
        pair, report = await store.mentorships.get(ids.pair), await store.safety.get_report(ids.report)
        said = await store.mentorships.feedback(ids.pair, campus.ada)
    assert room is not None
    assert room.url == secret("rooms.url")
    assert session is not None
    assert (session.topic, session.place) == (secret("sessions.topic"), secret("sessions.place"))
    assert session.reason == secret("sessions.reason")
    assert check_in is not None
    assert (check_in.went, check_in.mood) == (secret("check_ins.went"), 2)
    assert answer.text == secret("check_in_answers.text")
    assert (note.text, note.rating) == (secret("session_notes.text"), 5)
    assert action.text == secret("action_items.text")
    assert goal is not None
    assert goal.title == secret("goals.title")
    assert [step.title for step in goal.steps] == [secret("goal_steps.title"), "Second"]
    assert feed is not None
    assert feed.address.url == ADDRESS
    assert request is not None
    assert (request.note, request.reply) == (secret("requests.note"), secret("requests.reply"))
    assert question is not None
    assert question.answer == secret("questions.answer")
    assert pair is not None
    assert pair.note == secret("mentorships.note")
    assert report is not None
    assert report.outcome == secret("reports.outcome")
    assert said is not None
    assert said.concern == secret("feedback.concern")


async def test_what_was_moved_to_another_column_or_community_does_not_open(campus: Place) -> None:
    ids = await kept(campus)
    other = await Place.made(campus.database, "T2")
    theirs = await kept(other)
    async with campus.database.engine.begin() as connection:
        note = (await connection.execute(select(requests.c.note).where(requests.c.id == ids.request))).scalar_one()
        await connection.execute(update(requests).where(requests.c.id == ids.request).values(reply=note))
        await connection.execute(update(requests).where(requests.c.id == theirs.request).values(note=note))
    for place, request in ((campus, ids.request), (other, theirs.request)):
        async with place.database.reading() as tx:
            with pytest.raises(WrongKey, match="sealed for another place"):
                await tx.store(place.community).requests.get(request)


async def test_a_database_sealed_with_another_key_is_not_touched_and_both_keys_are_named(campus: Place) -> None:
    await kept(campus)
    async with campus.database.engine.connect() as connection:
        before = await everything(connection)
    wrong = Database.open(url_of(campus.database), seal=ONLY)
    words = f"was sealed with key {SEAL.names[0]}; the key you gave is {ONLY.names[0]}. Nothing was changed"
    for transaction in (wrong.reading, wrong.writing):
        with pytest.raises(WrongKey, match=words):
            async with transaction():
                pytest.fail("it opened")
    await wrong.close()
    async with campus.database.engine.connect() as connection:
        assert await everything(connection) == before


async def test_a_change_of_keys_that_was_interrupted_goes_on_and_then_the_old_key_can_go(
    campus: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 1)
    ids = await kept(campus)
    both = Database.open(url_of(campus.database), seal=BOTH)
    async with aclosing(Rotation(both, BOTH).run()) as batches:
        async for done in batches:
            if done > 3:
                break
    async with both.engine.connect() as connection:
        found = await blobs(connection)
    newest = [BOTH.is_newest(sealed) for held in found.values() for _, sealed in held]
    assert 3 < sum(newest) < len(newest)
    await both_read(both, campus, ids.check_in)
    *_, last = [done async for done in Rotation(both, BOTH).run()]
    assert last == newest.count(False)
    assert [done async for done in Rotation(both, BOTH).run()] == []
    assert await Rotation(both, BOTH).finish()
    await both.close()
    new = Database.open(url_of(campus.database), seal=ONLY)
    await both_read(new, campus, ids.check_in)
    async with new.engine.connect() as connection:
        assert (await connection.execute(select(seal_checks.c.name))).scalars().all() == list(ONLY.names)
    await new.close()
    old = Database.open(url_of(campus.database), seal=SEAL)
    with pytest.raises(WrongKey):
        async with old.reading():
            pytest.fail("it opened")
    await old.close()


async def both_read(database: Database, campus: Place, check_in: int) -> None:
    """A check-in opens, and so does what stands in a key: the same address is still the same."""
    async with database.writing() as tx:
        store = tx.store(campus.community)
        found = await store.check_ins.get(check_in)
        assert found is not None
        assert found.next == secret("check_ins.next")
        [feed] = await store.feeds.of(campus.ada)
        assert await store.feeds.add(campus.ada, feed.kind, feed.address, False, START) is None


async def test_what_a_person_s_own_key_sealed_outlasts_a_change_of_keys_and_not_the_person_s_key(campus: Place) -> None:
    ids = await kept(campus)
    both = Database.open(url_of(campus.database), seal=BOTH)
    async for _ in Rotation(both, BOTH).run():
        pass
    assert await Rotation(both, BOTH).finish()
    moved = Place(both, campus.space, campus.community, campus.ada, campus.grace, campus.eve)
    assert await opened_for(moved, campus.ada, ids.own, "journal.text") == secret("journal.text")
    async with moved.writing() as store:
        await store.links.merge(campus.ada, campus.grace)
    with pytest.raises(Shredded):
        await opened_for(moved, campus.ada, ids.own, "journal.text")
    await both.close()


async def test_a_key_that_still_seals_is_not_let_go(campus: Place) -> None:
    await kept(campus)
    both = Database.open(url_of(campus.database), seal=BOTH)
    async for _ in Rotation(both, BOTH).run():
        pass
    async with campus.writing() as store:
        await store.questions.add(campus.ada, 0, "sealed by one who was not started anew", START)
    assert not await Rotation(both, BOTH).finish()
    async with both.engine.connect() as connection:
        assert len((await connection.execute(select(seal_checks.c.name))).all()) == 2
    await both.close()


async def test_what_no_key_opens_is_named_and_stays_as_it_is(campus: Place) -> None:
    ids = await kept(campus)
    async with campus.database.engine.begin() as connection:
        spoilt = update(check_ins).where(check_ins.c.id == ids.check_in)
        await connection.execute(spoilt.values(went=SEAL.seal(campus.community + 1, "check_ins.went", "x")))
    both = Database.open(url_of(campus.database), seal=BOTH)
    with pytest.raises(WrongKey, match=f"Row {ids.check_in} of check_ins: .* sealed for another place"):
        async for _ in Rotation(both, BOTH).run():
            pass
    await both.close()


async def test_two_who_open_a_new_database_at_once_keep_one_secret(campus: Place) -> None:
    async with campus.database.engine.begin() as connection:
        await connection.execute(delete(seal_checks))
    several = [Database.open(url_of(campus.database), seal=SEAL, busy_seconds=60) for _ in range(4)]
    told = set()
    for database in several:
        async with database.reading() as tx:
            told.add(await tx.store(campus.community).feeds.get(1))
        told.add(database._proved.digest("x") if database._proved else None)
        await database.close()
    assert len(told - {None}) == 1
