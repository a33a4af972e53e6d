"""The playground begins with a believable village and never touches anything real."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.cli import village
from adapters.cli.errors import OperatorError
from adapters.cli.migrating import upgrade
from adapters.cli.playing import play, playground
from adapters.cli.sealing import playground_seal
from adapters.playground.rooms import Room, with_bot
from adapters.playground.travel import travel
from bot.calls import call
from bot.views import Card, Listing
from storage.seal import new_key
from tests.sealing import SEAL

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


async def test_the_village_is_alive_on_the_first_screen() -> None:
    async with playground(None, False, START) as served:
        chat = served._state.chat
        said = {post.author for post in chat.posts(Room(village.SPACE, "general"), "amara")}
        asked = chat.posts(with_bot(village.SPACE, "ingrid"), "ingrid")
        questions = chat.posts(Room(village.SPACE, "mentors"), "ravi")
        now = served._state.clock.now()
    assert {"maya", "leila", "jonas"} <= said
    assert any(isinstance(post.view, Card) and "mentor somebody" in post.view.title for post in asked)
    assert any(isinstance(post.view, Card) and post.view.title == "A quick question" for post in questions)
    assert now == START


async def test_nothing_of_the_story_was_refused() -> None:
    async with playground(None, False, START) as served:
        state = served._state
        found = await state.app.answer(
            village.STUDENT.actor(village.SPACE), call("mentor.find"), {"topic": "statistics"}, now=state.clock.now()
        )
    assert isinstance(found, Listing)
    assert len(found.items) >= 3


@pytest.mark.parametrize("weekday", [0, 3, 6])
async def test_enough_people_live_there_for_numbers_and_their_monday_is_on_the_first_screen(weekday: int) -> None:
    start = START + timedelta(days=weekday)
    async with playground(None, False, start) as served:
        state = served._state
        [week] = state.chat.posts(Room(village.SPACE, "announcements"), "maya")
        moderator = village.MODERATOR.actor(village.SPACE)
        programme = await state.app.answer(moderator, call("programme.show"), now=state.clock.now())
        mentees = await state.app.answer(village.MENTOR.actor(village.SPACE), call("mentee.list"), now=start)
    assert isinstance(week.view, Card)
    assert week.view.picture is not None
    assert [fact.label for fact in week.view.facts] == ["Checked in", "Sessions held", "New pairs", "Thanks"]
    assert isinstance(programme, Card)
    assert programme.picture is not None
    assert isinstance(mentees, Listing)
    assert "Quiet since" in str(mentees.items[0])


async def test_their_weeks_go_on_when_the_clock_is_moved() -> None:
    async with playground(None, False, START) as served:
        state = served._state
        await travel(state.clock, state.clockwork, START + timedelta(days=21), nothing)
        weeks = [post.view for post in state.chat.posts(Room(village.SPACE, "announcements"), "maya")]
    assert len(weeks) == 4
    assert all(isinstance(view, Card) and view.facts[0].label == "Checked in" for view in weeks)


async def nothing() -> None:
    """Nobody looks on the way."""


async def test_an_empty_playground_has_nobody_but_the_personas() -> None:
    async with playground(None, True, START) as served:
        assert served._state.chat.is_empty


async def test_a_kept_playground_goes_on_where_it_was(tmp_path: Path) -> None:
    file = tmp_path / "village.db"
    await asyncio.to_thread(upgrade, f"sqlite:///{file}", playground_seal(file))
    async with playground(file, False, START) as served:
        before = len(served._state.chat.posts(Room(village.SPACE, "general"), "amara"))
    async with playground(file, False, START) as served:
        assert len(served._state.chat.posts(Room(village.SPACE, "general"), "amara")) == before


def test_the_database_of_a_real_community_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "real.db"
    upgrade(f"sqlite:///{file}", SEAL)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO communities (id, name, zone, created_at) VALUES (1, 'C', 'UTC', '2026-01-01')")
        connection.execute(
            "INSERT INTO spaces (community_id, platform, external_id, name) VALUES (1, 'discord', '9', 'Server')"
        )
        connection.commit()
    before = file.read_bytes()
    with pytest.raises(OperatorError, match="used on discord"):
        play(file, False, 0, False)
    assert file.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["real.db"]


def test_a_kept_playground_has_its_key_beside_it_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "village.db"
    assert playground_seal(file).names == playground_seal(file).names
    assert file.with_name("village.db.key").stat().st_mode & 0o777 == 0o600
    assert playground_seal(None).names != playground_seal(None).names


def test_a_playground_whose_key_is_gone_is_left_alone_with_the_cause(tmp_path: Path) -> None:
    file, key = tmp_path / "village.db", tmp_path / "village.db.key"
    upgrade(f"sqlite:///{file}", playground_seal(file))
    before = file.read_bytes()
    key.unlink()
    with pytest.raises(OperatorError, match=r"sealed with the key in .*village\.db\.key, which is gone\. Put it back"):
        play(file, False, 0, False)
    key.write_text("no key")
    with pytest.raises(OperatorError, match=r"village\.db\.key holds no key"):
        play(file, False, 0, False)
    key.write_text(new_key())
    with pytest.raises(OperatorError, match=r"was sealed with key \w{8}; the key you gave is \w{8}\."):
        play(file, False, 0, False)
    assert file.read_bytes() == before


def test_live_credentials_keep_it_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICE_HOURS_DISCORD_TOKEN", "x")
    with pytest.raises(OperatorError, match="Unset OFFICE_HOURS_DISCORD_TOKEN first"):
        play(None, True, 0, False)
