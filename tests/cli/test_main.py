"""The command line as a whole: what help says, what it loads, and how it refuses."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.cli import main as command_line
from adapters.cli.logs import start_log
from adapters.cli.main import app

HEAVY = (
    "aiohttp",
    "alembic",
    "apscheduler",
    "discord",
    "jinja2",
    "matplotlib",
    "PIL",
    "pydantic",
    "rapidfuzz",
    "rich",
    "sqlalchemy",
)


def office_hours(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "adapters.cli", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
    )


@pytest.mark.parametrize(
    "arguments",
    [(), ("playground",), ("run",), ("init",), ("check",), ("db",), ("db", "upgrade"), ("discord", "invite")],
)
def test_every_command_has_help_without_cut_off_sentences(arguments: tuple[str, ...]) -> None:
    said = CliRunner().invoke(app, [*arguments, "--help"], prog_name="office-hours")
    assert said.exit_code == 0
    assert said.output.startswith(f"Usage: {' '.join(('office-hours', *arguments))} ")
    assert "..." not in said.output.replace("[ARGS]...", "")


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; from adapters.cli.main import app; app(['--help'], standalone_mode=False);"
        f"sys.exit(', '.join(name for name in {HEAVY} if name in sys.modules) or 0)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
    )
    assert (said.returncode, said.stderr) == (0, "")


def test_a_mistake_in_the_configuration_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[databse]\nurl = "sqlite:///a.db"\n', encoding="utf-8")
    said = office_hours("run", folder=tmp_path)
    assert said.returncode == 2
    assert said.stdout == ""
    assert said.stderr == (
        "office-hours: config.toml, line 2: I do not know the key `databse.url`. Did you mean `database.url`?\n"
    )


def test_a_word_that_is_no_command_is_refused_with_help(tmp_path: Path) -> None:
    said = office_hours("playgruond", folder=tmp_path)
    assert said.returncode == 2
    assert "No such command 'playgruond'" in said.stderr


def test_an_error_nobody_foresaw_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(command_line, "app", broken)
    with pytest.raises(ZeroDivisionError):
        command_line.main()


def test_libraries_that_would_log_what_members_write_stay_quiet_even_at_debug() -> None:
    root = logging.getLogger()
    before = root.level, root.handlers[:]
    try:
        start_log("debug")
        levels = {name: logging.getLogger(name).getEffectiveLevel() for name in ("aiosqlite", "sqlalchemy.engine")}
        assert root.level == logging.DEBUG
        assert levels == {"aiosqlite": logging.WARNING, "sqlalchemy.engine": logging.WARNING}
    finally:
        root.setLevel(before[0])
        root.handlers[:] = before[1]
