"""Backups that end, and people who stay erased, whatever is restored."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.cli import wiring
from adapters.cli.backups import backup, restore
from adapters.cli.config import Config, DatabaseConfig, DiscordConfig
from adapters.cli.errors import OperatorError
from adapters.cli.main import app
from adapters.cli.migrating import upgrade
from storage.database import Database
from storage.seal import Seal, new_key
from tests.backups import ADA, BO, NOW, begins, comes_back, config, erase, file_of, holds
from tests.sealing import KEY, SEAL

assert config


def test_what_was_backed_up_comes_back(config: DatabaseConfig) -> None:
    made = backup(config, None, NOW)
    assert made.name == "office-hours.db.2026-03-02T120000.backup"
    assert made.stat().st_mode & 0o777 == 0o600
    assert b"Ada Lovelace" not in made.read_bytes()
    file_of(config).unlink()
    restored = restore(config, made, NOW, replaces=False)
    assert (restored.made_on, restored.erased) == (NOW.date(), 0)
    assert holds(config, "Ada Lovelace")


def test_whoever_was_erased_stays_erased_when_an_older_backup_is_restored(config: DatabaseConfig) -> None:
    made = backup(config, None, NOW)
    assert "You are forgotten" in asyncio.run(erase(config, ADA, NOW + timedelta(days=1)))
    assert not holds(config, "Ada Lovelace")
    later = NOW + timedelta(days=2)
    assert restore(config, made, later, replaces=True).erased == 1
    assert not holds(config, "Ada Lovelace")
    assert not holds(config, "account-of-ada")
    assert holds(config, "account-of-bo")


def test_also_when_somebody_puts_an_old_file_back_by_hand_and_starts(config: DatabaseConfig, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    shutil.copy(file_of(config), old)
    asyncio.run(erase(config, ADA, NOW + timedelta(days=1)))
    shutil.copy(old, file_of(config))
    assert holds(config, "Ada Lovelace")
    asyncio.run(begins(config, NOW + timedelta(days=2)))
    assert not holds(config, "Ada Lovelace")


async def test_nobody_is_served_before_the_erased_are_erased_again(
    config: DatabaseConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = []

    @asynccontextmanager
    async def serves(*given: object) -> AsyncIterator[None]:
        served.append(holds(config, "account-of-ada"))
        yield

    monkeypatch.setattr(wiring, "_discord", serves)
    old = tmp_path / "old.db"
    shutil.copy(file_of(config), old)
    await erase(config, ADA, NOW + timedelta(days=1))
    shutil.copy(old, file_of(config))
    async with wiring.bot_of(Config(config, discord=DiscordConfig(token="no-real-token"))):
        assert served == [False]


def test_whoever_came_back_since_is_not_erased_again(config: DatabaseConfig) -> None:
    asyncio.run(erase(config, ADA, NOW + timedelta(days=1)))
    asyncio.run(comes_back(config, ADA, NOW + timedelta(days=2)))
    made = backup(config, None, NOW + timedelta(days=3))
    assert restore(config, made, NOW + timedelta(days=4), replaces=True).erased == 0
    asyncio.run(begins(config, NOW + timedelta(days=5)))
    assert holds(config, "Ada Lovelace")


def test_the_file_of_the_erased_tells_nobodys_name_or_account(config: DatabaseConfig) -> None:
    asyncio.run(erase(config, ADA, NOW))
    log = Path(f"{file_of(config)}.erased")
    [line] = log.read_text().split("\n")[1:-1]
    assert line.endswith(" 2026-03-02T12:00:00+00:00")
    assert "ada" not in line
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_line_that_was_broken_off_is_passed_over(config: DatabaseConfig) -> None:
    made = backup(config, None, NOW)
    asyncio.run(erase(config, ADA, NOW))
    with Path(f"{file_of(config)}.erased").open("a") as log:
        log.write("0123 2026-03-0")
    assert restore(config, made, NOW, replaces=True).erased == 1
    asyncio.run(erase(config, BO, NOW))
    assert restore(config, made, NOW, replaces=True).erased == 2


@pytest.mark.parametrize("harm", ["flip", "cut", "swap", "empty", "day"])
def test_a_backup_that_was_changed_is_refused_and_nothing_is_touched(config: DatabaseConfig, harm: str) -> None:
    made = backup(config, None, NOW)
    whole = made.read_bytes()
    head, _, rest = whole.partition(b"\n")
    changed = {
        "flip": whole[:-1] + bytes([whole[-1] ^ 1]),
        "cut": whole[:-40],
        "swap": head + b"\n" + rest[100:] + rest[:100],
        "empty": head + b"\n",
        "day": whole.replace(b"2026-03-02", b"2026-03-03", 1),
    }[harm]
    made.write_bytes(changed)
    before = file_of(config).read_bytes()
    with pytest.raises(OperatorError, match="was changed, or a part of it is missing"):
        restore(config, made, NOW, replaces=True)
    assert file_of(config).read_bytes() == before


def test_a_backup_that_other_keys_sealed_leaves_the_database_as_it_is(config: DatabaseConfig, tmp_path: Path) -> None:
    made = backup(config, None, NOW)
    other = new_key()
    replaced = DatabaseConfig(
        f"sqlite:///{tmp_path / 'other.db'}", (other,), backup_keys=f"{file_of(config)}.backup-keys"
    )
    upgrade(replaced.url, Seal.of([other]))
    with pytest.raises(OperatorError, match=r"This database was sealed with key .* Nothing was changed"):
        restore(replaced, made, NOW, replaces=True)
    upgrade(replaced.url, Seal.of([other]))
    assert not list(tmp_path.glob("*.restoring*"))


def test_a_backup_of_a_newer_version_leaves_the_database_as_it_is(config: DatabaseConfig, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file_of(config))) as connection:
        [[now]] = connection.execute("SELECT version_num FROM alembic_version")
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        made = backup(config, None, NOW)
        connection.execute("UPDATE alembic_version SET version_num = ?", (now,))
        connection.commit()
    with pytest.raises(OperatorError, match="newer than this version"):
        restore(config, made, NOW, replaces=True)
    upgrade(config.url, SEAL)
    assert not list(tmp_path.glob("*.restoring*"))


@pytest.mark.parametrize("text", [b"hello", b"office hours backup 1 x yesterday\n", b""])
def test_what_is_no_backup_is_said_to_be_none(config: DatabaseConfig, tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "other"
    file.write_bytes(text)
    with pytest.raises(OperatorError, match="is no backup that"):
        restore(config, file, NOW, replaces=True)


def test_a_database_that_is_there_or_in_use_is_not_replaced(config: DatabaseConfig) -> None:
    made = backup(config, None, NOW)
    with pytest.raises(OperatorError, match="Add --replace"):
        restore(config, made, NOW, replaces=False)

    async def while_it_runs() -> None:
        database = Database.open(config.url, seal=SEAL)
        async with database.reading() as tx:
            await tx.directory.community(1)
            with pytest.raises(OperatorError, match="End the bot first"):
                restore(config, made, NOW, replaces=True)
        await database.close()

    asyncio.run(while_it_runs())


def test_a_broken_database_is_what_a_backup_is_for(config: DatabaseConfig) -> None:
    made = backup(config, None, NOW)
    file_of(config).write_bytes(b"not a database at all" * 100)
    restore(config, made, NOW, replaces=True)
    assert holds(config, "Ada Lovelace")


def test_a_server_is_backed_up_by_its_own_tools() -> None:
    config = DatabaseConfig("postgresql://user:secret@localhost/name", (KEY,))
    for work in (lambda: backup(config, None, NOW), lambda: restore(config, Path("x"), NOW, replaces=True)):
        with pytest.raises(OperatorError, match="pg_dump") as error:
            work()
        assert "secret" not in str(error.value)


def test_the_commands_say_what_they_did(config: DatabaseConfig, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'[database]\nurl = "{config.url}"\nkey = "{KEY}"\n', encoding="utf-8")
    to = tmp_path / "mine.backup"
    run = CliRunner().invoke
    assert f"Written: {to}" in run(app, ["db", "backup", str(to), "-c", str(file)]).output
    said = run(app, ["db", "restore", str(to), "--replace", "-c", str(file)]).output
    assert "Erased since, and erased again: 0." in said
    again = run(app, ["db", "backup", str(to), "-c", str(file)])
    assert isinstance(again.exception, OperatorError)
    assert "I cannot write" in str(again.exception)


def test_what_is_not_there_cannot_be_backed_up_or_restored(tmp_path: Path) -> None:
    config = DatabaseConfig(f"sqlite:///{tmp_path / 'none.db'}", (KEY,))
    with pytest.raises(OperatorError, match="There is no database"):
        backup(config, None, NOW)
    with pytest.raises(OperatorError, match="I cannot read"):
        restore(config, tmp_path / "none.backup", NOW, replaces=False)
