"""A word of its own in everything that somebody writes, looked for everywhere, with the log at its most talkative."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from adapters.cli.backups import backup
from adapters.cli.config import DatabaseConfig
from bot.ports.directory import Actor
from bot.views import View, attachment_of
from storage.database import Database
from storage.tables.checkins import check_ins
from storage.tables.goals import goals
from storage.tables.journal import journal_entries, mentor_vents
from storage.tables.vents import vents
from tests.adapters.discord.campus import Campus, campus_on
from tests.adapters.discord.test_secrets import open_log
from tests.adapters.slack.faculty import Faculty, faculty_on
from tests.contracts.conversations.stages import CorePlayer, CoreStage, DiscordStage, SlackStage
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import words
from tests.privacy.diary import EXPORTED, NAME, NOTE, REPORT, SEEN_IN, VENT, WORDS, erased, written
from tests.sealing import KEY

SEALED = (vents.c.sealed, journal_entries.c.sealed, mentor_vents.c.sealed, check_ins.c.went, goals.c.title)
TOKEN = re.compile(r"(?:vent\.(?:undo|mine|down|own|again)|draft\.\w+)[^\w-]([\w-]{22})(?![\w-])")
"""What an author's own buttons carry, on every platform."""


def held(database: Database) -> bytes:
    """Every byte of the database's files."""
    file = Path(str(database.engine.url.database))
    files = [file.with_name(f"{file.name}{beside}") for beside in ("", "-wal", "-shm")]
    return b"".join(one.read_bytes() for one in files if one.exists())


async def blobs(database: Database) -> list[bytes]:
    """What is sealed of all this."""
    async with database.engine.connect() as connection:
        rows = [await connection.scalars(select(column).where(column.is_not(None))) for column in SEALED]
        return [blob for found in rows for blob in found if blob]


def lies_nowhere(database: Database, folder: Path, log: str, secrets: set[str]) -> None:
    """No word and no secret in a file, in the log or in a backup; a name in the database alone."""
    config = DatabaseConfig(f"sqlite:///{database.engine.url.database}", (KEY,))
    copied = backup(config, folder / "a.backup", START).read_bytes()
    here = held(database)
    assert NAME.encode() in here
    assert [word for word in (*WORDS, *secrets) if word.encode() in here] == []
    assert [word for word in (NAME, *WORDS, *secrets) if word.encode() in copied] == []
    assert [word for word in (NAME, *WORDS, *secrets) if word in log] == []


def sent_where_it_should_be(sent: list[tuple[str, str]]) -> None:
    """Each word went where the table says, and nowhere else; a post without its author's name."""
    seen: dict[str, set[str]] = {word: {place for place, said in sent if word in said} for word in WORDS}
    assert {word: places - SEEN_IN[word] for word, places in seen.items() if places - SEEN_IN[word]} == {}
    assert [said for place, said in sent if place == "the vent channel" and NAME in said] == []
    assert seen[VENT] == {"the vent channel"}


def on_discord(campus: Campus, channel: int) -> Iterator[tuple[str, str]]:
    """What the bot sent, and to what kind of place."""
    for request in campus.fake.requests:
        said = json.dumps(request.body) + "".join(data.decode(errors="replace") for _, data in request.files)
        place = "a direct message" if request.path.startswith("/channels/") else "another place"
        if request.path.startswith(f"/channels/{channel}/"):
            place = "the vent channel"
        elif request.path.startswith(("/interactions/", "/webhooks/")):
            place = "an answer"
        yield place, said


def on_slack(faculty: Faculty, channel: str) -> Iterator[tuple[str, str]]:
    for request in faculty.fake.requests:
        is_message = request.method.startswith("chat.")
        place = "an answer" if request.method.startswith(("views.", "response_url", "upload", "files.")) else ""
        if is_message:
            place = "the vent channel" if request.body.get("channel") == channel else "a direct message"
        yield place or "another place", json.dumps(request.body, default=str)
    for _, thing in faculty.fake.world.shown:
        yield "an answer", json.dumps(thing.blocks)


async def opens(storage: Database, platform: str, space: str, channel: str) -> None:
    async with storage.writing() as tx:
        community = await tx.directory.of_space(platform, space)
        assert community is not None
        await tx.store(community.id).people.set_channel("vent", platform, space, channel)


def exported(seen: View | None) -> set[str]:
    assert seen is not None
    file = attachment_of(seen)
    assert file is not None
    return {word for word in WORDS if word.encode() in file.data}


async def between_two(town: Town) -> None:
    """What is typed with somebody picked, which each platform does in its own way."""
    ada = Speaker(town, Actor("town", town.space, NAME, NAME))
    told = {"whom": "Grace", "day": "2026-03-02", "at": "4pm", "length": "45", "notes": NOTE}
    assert "is asked whether it is so" in words(await ada.types("/log-session", **told))
    assert NOTE in words(await ada.types("/notes"))
    await ada.types("/report", person="Grace", text=REPORT)


def tokens(sent: list[tuple[str, str]]) -> set[str]:
    found = {token for _, said in sent for token in TOKEN.findall(said)}
    assert len(found) > 1
    return found


async def test_in_the_core_each_word_is_where_it_belongs(sqlite_database: Database, tmp_path: Path) -> None:
    with open_log() as log:
        town = await Town.founded(sqlite_database)
        stage = CoreStage(town)
        ada = await written(stage, lambda: town.opens_channel("vent"))
        assert isinstance(ada, CorePlayer)
        assert exported(ada.speaker.seen) == EXPORTED
        await between_two(town)
        sent = [("the vent channel", words(view)) for view in town.channel("vent")]
        sent += [("a direct message", words(post.view)) for box in town.mailbox.dms.values() for post in box]
        sent_where_it_should_be(sent)
        lies_nowhere(sqlite_database, tmp_path, log.getvalue(), set())
        before = await blobs(sqlite_database)
        await erased(ada, stage)
    here = held(sqlite_database)
    assert len(before) > 7
    assert [blob for blob in before if blob in here] == []
    assert NAME.encode() not in here
    assert [word for word in WORDS if word.encode() in here] == []
    assert town.channel("vent") == []


async def test_on_discord_each_word_is_where_it_belongs(sqlite_database: Database, tmp_path: Path) -> None:
    with open_log() as log:
        async with campus_on(sqlite_database) as campus:
            channel = campus.guild.text_channel("vents")
            stage, space = DiscordStage(campus), str(campus.guild.id)
            ada = await written(stage, lambda: opens(sqlite_database, "discord", space, str(channel)))
            sent = list(on_discord(campus, channel))
            sent_where_it_should_be(sent)
            lies_nowhere(sqlite_database, tmp_path, log.getvalue(), {campus.fake.token, *tokens(sent)})
            await erased(ada, stage)
            assert list(campus.fake.messages(channel)) == []
    assert [word for word in (NAME, *WORDS) if word in log.getvalue()] == []
    assert NAME.encode() not in held(sqlite_database)


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_on_slack_each_word_is_where_it_belongs(sqlite_database: Database, tmp_path: Path, mode: str) -> None:
    with open_log() as log:
        async with faculty_on(sqlite_database, mode=mode) as faculty:
            channel = faculty.fake.channel(faculty.workspace, "vents").id
            stage, space = SlackStage(faculty), faculty.workspace.id
            ada = await written(stage, lambda: opens(sqlite_database, "slack", space, channel))
            sent = list(on_slack(faculty, channel))
            sent_where_it_should_be(sent)
            world = faculty.fake.world
            secrets = {faculty.workspace.token, world.app_token, world.signing_secret, *world.hooks, *tokens(sent)}
            lies_nowhere(sqlite_database, tmp_path, log.getvalue(), secrets)
            await erased(ada, stage)
    assert [word for word in (NAME, *WORDS) if word in log.getvalue()] == []
    assert NAME.encode() not in held(sqlite_database)
