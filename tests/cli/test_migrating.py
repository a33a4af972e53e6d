"""`office-hours db upgrade` and `check`, on databases in every state an operator may leave one in."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic import command

from adapters.cli.checking import Finding, check, check_help_lines, show
from adapters.cli.config import Config, DatabaseConfig
from adapters.cli.errors import OperatorError
from adapters.cli.migrating import Standing, _alembic, _on, standing, upgrade
from tests.sealing import KEY, SEAL


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "office-hours.db"


def url(file: Path) -> str:
    return f"sqlite:///{file}"


def at_revision(file: Path, revision: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()


def finding(file: Path) -> Finding:
    found, *_ = check(Config(DatabaseConfig(url(file), (KEY,))))
    return found


def test_looking_at_a_missing_database_does_not_make_one(file: Path) -> None:
    assert standing(url(file)) is Standing.EMPTY
    assert not file.exists()


def test_an_upgrade_makes_the_tables_and_a_second_one_changes_nothing(file: Path) -> None:
    upgrade(url(file), SEAL)
    upgrade(url(file), SEAL)
    assert standing(url(file)) is Standing.CURRENT


def test_an_older_database_is_copied_before_it_is_changed(file: Path) -> None:
    asyncio.run(_on(url(file), lambda connection: command.upgrade(_alembic(connection), "0001")))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE diary (said TEXT)")
        connection.execute("INSERT INTO diary VALUES ('kept')")
        connection.commit()
    upgrade(url(file), SEAL)
    assert standing(url(file)) is Standing.CURRENT
    assert file.with_name(f"{file.name}.before-upgrade").stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(file.with_name(f"{file.name}.before-upgrade"))) as copy:
        assert copy.execute("SELECT said FROM diary").fetchall() == [("kept",)]


def test_a_new_database_needs_no_copy(file: Path) -> None:
    upgrade(url(file), SEAL)
    upgrade(url(file), SEAL)
    assert not file.with_name(f"{file.name}.before-upgrade").exists()


def test_a_database_of_a_newer_version_is_left_alone(file: Path) -> None:
    upgrade(url(file), SEAL)
    at_revision(file, "from-the-future")
    assert standing(url(file)) is Standing.AHEAD
    with pytest.raises(OperatorError, match="newer than this version"):
        upgrade(url(file), SEAL)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"There is no folder .*nowhere to keep the database in"):
        standing(url(tmp_path / "nowhere" / "office-hours.db"))


def test_a_file_that_is_no_database_is_said_to_be_none(file: Path) -> None:
    file.write_text("a letter to a mentor, long enough to be taken for a database header" * 20)
    with pytest.raises(OperatorError, match=r"I cannot open the database sqlite:///.*: file is not a database\."):
        standing(url(file))


def test_a_server_that_does_not_answer_is_named_without_its_password(unused_tcp_port: int) -> None:
    address = f"postgresql://me:hunter2@127.0.0.1:{unused_tcp_port}/name"
    with pytest.raises(OperatorError, match=r"I cannot open the database postgresql://me:\*\*\*@127") as caught:
        standing(address)
    assert "hunter2" not in str(caught.value)


def test_check_says_how_to_mend_what_is_wrong(file: Path) -> None:
    assert finding(file) == Finding("The database has no tables yet.", "Type `office-hours db upgrade`.")
    assert finding(file.parent / "nowhere" / "x.db").mend == "Start it, or mend `database.url`."


def test_check_is_content_after_an_upgrade(file: Path) -> None:
    upgrade(url(file), SEAL)
    assert finding(file).is_fine


def test_findings_are_shown_a_line_each_and_decide_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = Finding("The sky is blue."), Finding("The roof leaks.", "Mend it.")
    assert (show([good]), show([good, bad])) == (0, 1)
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "ok    The sky is blue.",
        "mend  The roof leaks. Mend it.",
    ]


def test_help_lines_that_nobody_looked_at_for_half_a_year_are_named_and_stop_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    [fresh] = check_help_lines(date(2026, 11, 28))
    assert fresh.is_fine
    [old] = check_help_lines(date(2028, 1, 1))
    assert not old.is_fine
    assert "AU" in old.mend
    assert show([old]) == 0
    assert capsys.readouterr().out.startswith(
        "look  102 help lines of 82 countries. 102 were checked over 180 days ago"
    )
