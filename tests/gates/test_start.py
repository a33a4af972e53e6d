"""start.py: the one command, on machines that lack something and on machines that lack nothing."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """start.py in a checkout of its own, whose bot says back what it was told."""
    spec = importlib.util.spec_from_file_location("start_py", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / "a checkout" / ".venv"
    places = {
        "ROOT": venv.parent,
        "VENV": venv,
        "PYTHON": venv / "bin" / "python",
        "LAUNCHER": venv / "bin" / "office-hours",
        "STAMP": venv / "installed.txt",
    }
    for name, place in places.items():
        monkeypatch.setattr(module, name, place)
    (venv.parent / "adapters" / "cli").mkdir(parents=True)
    (venv.parent / "adapters" / "cli" / "__main__.py").write_text("import sys; print(sys.argv[1:])\n")
    (venv.parent / module.RUNTIME).write_text("# nothing\n")
    (venv.parent / module.DEVELOPMENT).write_text("# nothing either\n")
    return module


def installs(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The locks that are installed from now on, without a network and without pip."""
    seen: list[str] = []
    monkeypatch.setattr(start, "require_pip", lambda: None)
    monkeypatch.setattr(start, "install", lambda lock: seen.append(lock.name))
    return seen


def test_the_second_run_installs_nothing(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = installs(start, monkeypatch)
    start.set_up(start.RUNTIME)
    start.set_up(start.RUNTIME)
    assert seen == [start.RUNTIME]


def test_a_changed_lock_is_installed_again(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = installs(start, monkeypatch)
    start.set_up(start.RUNTIME)
    (start.ROOT / start.RUNTIME).write_text("# something\n")
    start.set_up(start.RUNTIME)
    assert seen == [start.RUNTIME, start.RUNTIME]


def test_who_can_check_can_also_play(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = installs(start, monkeypatch)
    start.set_up(start.DEVELOPMENT)
    start.set_up(start.RUNTIME)
    assert seen == [start.DEVELOPMENT]


def test_an_installation_that_broke_off_is_done_again(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path) -> None:
        raise RuntimeError("no network")

    seen = installs(start, monkeypatch)
    start.set_up(start.RUNTIME)
    (start.ROOT / start.RUNTIME).write_text("# something\n")
    monkeypatch.setattr(start, "install", broken)
    with pytest.raises(RuntimeError, match="no network"):
        start.set_up(start.RUNTIME)
    again = installs(start, monkeypatch)
    start.set_up(start.RUNTIME)
    assert (seen, again) == ([start.RUNTIME], [start.RUNTIME])


def test_the_launcher_finds_the_bot_from_any_folder(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installs(start, monkeypatch)
    start.set_up(start.RUNTIME)
    (tmp_path / "linked").symlink_to(start.LAUNCHER)
    for launcher in (start.LAUNCHER, tmp_path / "linked"):
        said = subprocess.run(
            [launcher, "db", "two words"],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"]},
        )
        assert said.stdout == "['db', 'two words']\n"


def test_an_old_python_is_told_which_newer_one_to_use(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(start.shutil, "which", lambda name: name if name == "python3.12" else None)
    assert start.main([]) == 2
    assert capsys.readouterr().err == (
        "start.py: Office Hours needs Python 3.11 or newer; this is 3.9.2. Type `python3.12 start.py` instead.\n"
    )
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    assert start.main([]) == 2
    assert "Install a newer Python" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "version", "sentence"),
    [
        (1, "", "On Debian or Ubuntu type `sudo apt-get install python3-pip`"),
        (0, "pip 20.3.4 from somewhere (python 3.11)", "pip 20.3.4 is too old."),
    ],
)
def test_a_python_without_a_fit_pip_is_told_what_to_type(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, code: int, version: str, sentence: str
) -> None:
    answer = subprocess.CompletedProcess([], code, version, "")
    monkeypatch.setattr(start.subprocess, "run", lambda *_, **__: answer)
    with pytest.raises(RuntimeError, match=sentence):
        start.require_pip()


def test_every_check_runs_whatever_fails_and_pytest_has_the_last_word(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def gate(name: str, _: list[str]) -> bool:
        ran.append(name)
        return name not in {"lint", "coverage of bot"}

    monkeypatch.setattr(start, "gate", gate)
    monkeypatch.setattr(start, "tests", lambda: (False, "== 1 failed, 9 passed in 3.14s =="))
    assert start.check() == 1
    assert ran == ["format", "lint", "types", "imports", "coverage of bot/domain", "coverage of bot"]
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Failed: lint, tests, coverage of bot.",
        "== 1 failed, 9 passed in 3.14s ==",
    ]


def test_when_all_is_well_the_check_says_so(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "gate", lambda *_: True)
    monkeypatch.setattr(start, "tests", lambda: (True, "== 9 passed in 3.14s =="))
    assert start.check() == 0
    assert capsys.readouterr().out.splitlines()[-2:] == ["All checks passed.", "== 9 passed in 3.14s =="]


def test_a_failing_gate_shows_what_it_printed_and_a_passing_one_does_not(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "tool", lambda command: command)
    assert start.gate("good", [sys.executable, "-c", "print('secret')"])
    assert "secret" not in capsys.readouterr().out
    assert not start.gate("bad", [sys.executable, "-c", "print('line 7 is wrong'); raise SystemExit(1)"])
    said = capsys.readouterr().out
    assert said.startswith("bad: failed (")
    assert "line 7 is wrong" in said
