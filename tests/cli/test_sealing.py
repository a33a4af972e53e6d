"""The key of the database, as an operator gives it, loses it and changes it."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.cli.checking import Finding, check
from adapters.cli.config import Config, DatabaseConfig, load
from adapters.cli.errors import ConfigError, OperatorError
from adapters.cli.main import app
from adapters.cli.migrating import upgrade
from adapters.cli.rotating import rotate
from adapters.cli.running import run
from adapters.cli.sealing import seal_of
from storage.database import Database
from storage.seal import Seal
from tests.contracts.storage.places import START, Place
from tests.sealing import KEY, OTHER, SEAL

NEW = OTHER
[NEW_NAME] = Seal.of([NEW]).names
[NAME] = SEAL.names


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with a question in it."""
    made = f"sqlite:///{tmp_path / 'office-hours.db'}"
    upgrade(made, SEAL)
    asyncio.run(ask(made, SEAL))
    return made


async def ask(url: str, seal: Seal) -> None:
    database = Database.open(url, seal=seal)
    campus = await Place.made(database)
    async with campus.writing() as store:
        await store.questions.add(campus.ada, 0, "How?", START)
    await database.close()


async def asked(url: str, *keys: str) -> str:
    database = Database.open(url, seal=Seal.of(keys))
    async with database.reading() as tx:
        found = await tx.store(1).questions.get(1)
    await database.close()
    assert found is not None
    return found.text


def about_the_key(url: str, *keys: str) -> Finding:
    return check(Config(DatabaseConfig(url, keys)))[1]


def config(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(f"[database]\n{text}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("written", [f'["{NEW}", "{KEY}"]', f'"{NEW},{KEY}"', f'" {NEW} , {KEY} "'])
def test_keys_are_a_list_or_have_commas_between_them(tmp_path: Path, written: str) -> None:
    assert load(config(tmp_path, f"key = {written}"), {}).database.key == (NEW, KEY)


def test_keys_come_from_the_environment_or_a_file_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")
    path = config(tmp_path, 'key_file = "key"')
    assert load(path, {}).database.key == (KEY,)
    assert load(path, {"OFFICE_HOURS_DATABASE_KEY": f"{NEW},{KEY}"}).database.key == (NEW, KEY)


def test_a_key_is_not_told_with_the_configuration() -> None:
    assert KEY not in repr(Config(DatabaseConfig(key=(KEY,))))


@pytest.mark.parametrize("written", ["7", "[1]", '"ü"'])
def test_what_cannot_be_a_key_is_refused_with_its_line(tmp_path: Path, written: str) -> None:
    with pytest.raises(ConfigError, match=r"line 2: `database\.key` must be a key in quotes, as `office-hours key`"):
        load(config(tmp_path, f"key = {written}"), {})


def test_what_is_printed_is_a_key_and_another_each_time() -> None:
    printed = [CliRunner().invoke(app, ["key"]).output for _ in range(2)]
    assert len({Seal.of([key]).names for key in printed}) == 2


def test_without_a_key_one_is_told_how_to_make_one(url: str) -> None:
    found = about_the_key(url)
    assert found.what.startswith("There is no `database.key`")
    assert "`office-hours key`" in found.mend
    with pytest.raises(OperatorError, match="office-hours key"):
        run(Config(DatabaseConfig(url)))


def test_what_is_no_key_is_said_to_be_none(url: str) -> None:
    assert about_the_key(url, "hunter2").what.startswith("`database.key` holds what is no key")
    with pytest.raises(OperatorError) as refused:
        seal_of(DatabaseConfig(url, ("hunter2",)))
    assert "hunter2" not in str(refused.value)


def test_check_names_the_key_that_seals(url: str) -> None:
    assert about_the_key(url, KEY) == Finding(f"Key {NAME} seals what is private.")


def test_another_key_is_refused_before_anything_starts_with_the_exact_cause(url: str, tmp_path: Path) -> None:
    before = (tmp_path / "office-hours.db").read_bytes()
    words = f"This database was sealed with key {NAME}; the key you gave is {NEW_NAME}. Nothing was changed."
    assert about_the_key(url, NEW).what == words
    for attempt in (
        lambda: run(Config(DatabaseConfig(url, (NEW,)))),
        lambda: upgrade(url, Seal.of([NEW])),
        lambda: rotate(DatabaseConfig(url, (NEW,))),
    ):
        with pytest.raises(OperatorError) as refused:
            attempt()
        assert words in str(refused.value)
    assert (tmp_path / "office-hours.db").read_bytes() == before


def test_a_key_is_changed_and_the_old_one_can_go(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    both = DatabaseConfig(url, (NEW, KEY))
    assert about_the_key(url, NEW, KEY).what.endswith(f"`office-hours db rotate-key` makes {NAME} needless.")
    assert rotate(both) == 0
    said = capsys.readouterr().out
    assert f"Sealed anew with key {NEW_NAME}: 1." in said
    assert "Take the old key out of `database.key` and restart." in said
    assert asyncio.run(asked(url, NEW)) == "How?"
    assert about_the_key(url, NEW) == Finding(f"Key {NEW_NAME} seals what is private.")
    assert about_the_key(url, KEY).mend.startswith("Put the missing key")
    assert rotate(both) == 0


def test_one_key_alone_is_nothing_to_change(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert rotate(DatabaseConfig(url, (KEY,))) == 0
    assert capsys.readouterr().out == f"Everything is sealed with key {NAME}.\n"


def test_a_key_is_not_changed_in_a_database_of_an_older_version(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="db upgrade"):
        rotate(DatabaseConfig(f"sqlite:///{tmp_path / 'none.db'}", (NEW, KEY)))
