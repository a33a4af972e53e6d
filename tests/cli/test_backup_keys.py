"""A backup ends when the key of its day is thrown away, and no key is lost before."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.cli.backups import backup, restore
from adapters.cli.config import DatabaseConfig
from adapters.cli.errors import OperatorError
from adapters.cli.leftovers import OldCopies
from tests.backups import NOW, begins, config, file_of

assert config


def test_two_backups_at_once_are_sealed_with_the_same_key(config: DatabaseConfig, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda number: backup(config, tmp_path / f"{number}.backup", NOW), range(8)))
    assert len({one.read_bytes().partition(b"\n")[0] for one in made}) == 1
    assert len(Path(f"{file_of(config)}.backup-keys").read_text().splitlines()) == 1


def test_a_power_cut_while_a_key_is_written_loses_none(config: DatabaseConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    made = backup(config, None, NOW)
    cut = [OSError(5, "cut off")]
    replace = os.replace

    def replaces(*given: Path) -> None:
        if cut:
            raise cut.pop()
        replace(*given)

    monkeypatch.setattr(os, "replace", replaces)
    with pytest.raises(OSError, match="cut off"):
        backup(config, None, NOW + timedelta(days=1))
    backup(config, None, NOW + timedelta(days=1))
    assert not file_of(config).with_name("office-hours.db.backup-keys.old").exists()
    assert restore(config, made, NOW + timedelta(days=1), replaces=True).erased == 0


def test_after_thirty_days_nobody_can_read_a_backup(config: DatabaseConfig) -> None:
    made = backup(config, None, NOW)
    copied = made.read_bytes()
    restore(config, made, NOW + timedelta(days=29), replaces=True)
    with pytest.raises(OperatorError, match=r"from 2026-03-02\. Its key ended on 2026-04-01 and was thrown away"):
        restore(config, made, NOW + timedelta(days=30), replaces=True)
    backup(config, None, NOW + timedelta(days=30))
    ring = Path(f"{file_of(config)}.backup-keys")
    assert "2026-03-02" not in ring.read_text()
    made.write_bytes(copied)
    with pytest.raises(OperatorError, match=r"is not in .*backup-keys"):
        restore(config, made, NOW, replaces=True)


def test_a_start_throws_keys_and_copies_away_that_have_ended(config: DatabaseConfig) -> None:
    backup(config, None, NOW)
    copy = file_of(config).with_name("office-hours.db.before-upgrade")
    copy.write_text("old")
    os.utime(copy, (NOW.timestamp(), NOW.timestamp()))
    asyncio.run(begins(config, NOW + timedelta(days=29)))
    assert copy.exists()
    asyncio.run(begins(config, NOW + timedelta(days=30)))
    assert not copy.exists()
    assert Path(f"{file_of(config)}.backup-keys").read_text() == ""


def test_a_bot_that_runs_on_throws_them_away_as_well(config: DatabaseConfig) -> None:
    backup(config, None, NOW)
    ring, running = Path(f"{file_of(config)}.backup-keys"), OldCopies(config)
    for minutes, left in ((-1, 1), (0, 1), (59, 0)):
        asyncio.run(running.run(NOW + timedelta(days=29, hours=12, minutes=minutes)))
        assert len(ring.read_text().splitlines()) == left


def test_a_ring_that_is_none_is_not_written_over(config: DatabaseConfig) -> None:
    ring = Path(f"{file_of(config)}.backup-keys")
    ring.write_text("hello")
    with pytest.raises(OperatorError, match="holds no keys of backups"):
        backup(config, None, NOW)
    assert ring.read_text() == "hello"
