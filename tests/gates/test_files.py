"""Conventions of the whole checkout that no linter knows."""

import ast
import re
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("bot", "adapters", "storage", "tests", "bench", "docs", ".ci")
ROOMS = {"bot", "adapters", "storage", "tests", "bench", "docs"}
TEXT = {".py", ".toml", ".txt", ".md", ".html", ".css", ".js", ".mako", ".cfg", ".ini", ".yml", ""}
LONGEST = 300
MEDIAN = 120
SHORTEST_SENTENCE = 4


def files() -> list[Path]:
    """Every file of the project, without what tools leave behind."""
    inside = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    beside = (path for path in ROOT.iterdir() if path.suffix in TEXT - {""})
    return sorted(path for path in (*inside, *beside) if path.is_file() and "__pycache__" not in path.parts)


def texts() -> dict[str, str]:
    """Every text file, by its name in the checkout."""
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files() if path.suffix in TEXT}


def python() -> dict[str, str]:
    return {name: text for name, text in texts().items() if name.endswith(".py")}


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {name: len(text.splitlines()) for name, text in python().items()}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_half_of_the_files_are_shorter_than_120_lines() -> None:
    assert median(len(text.splitlines()) for text in python().values()) < MEDIAN


def test_files_are_named_for_the_thing_they_hold() -> None:
    vague = re.compile(r"(^|_)(utils?|helpers?|manager|base|misc|common)$")
    assert [name for name in python() if vague.search(Path(name).stem)] == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a note to do later", r"(?i)\b(to" r"do|fix" r"me|xx" r"x|hack)\b[:( ]"),
        (
            "a silenced type error without its code and reason",
            r"type: ignore(?!\[[a-z-]+(, ?[a-z-]+)*\]  # \w)",
        ),
        ("a silenced lint without its code", r"#\s*noqa(?!: ?[A-Z]+\d+)"),
        ("a file address of one machine", r"(?<![\w.])/(home|root|Users)/\w"),
        ("a token of Slack or Discord", r"\bx(ox[bp]|app)-\d|\b[MN][A-Za-z\d]{23}\.[\w-]{6}\.[\w-]{27}"),
    ],
)
def test_nowhere_in_the_project_stands(what: str, pattern: str) -> None:
    mine = str(Path(__file__).relative_to(ROOT))
    found = {
        f"{name}:{number}"
        for name, text in texts().items()
        if name != mine
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    }
    assert found == set(), what


def test_every_folder_of_python_is_a_package() -> None:
    rooms = (ROOT / "bot", ROOT / "adapters", ROOT / "storage")
    folders = {path.parent for room in rooms for path in room.rglob("*.py") if "versions" not in path.parts}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        name
        for name, text in python().items()
        if text.strip() and not text.lstrip().startswith('"""') and not name.startswith("tests/")
    ]
    assert silent == []


def cases_in(text: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    found = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [node for node in found if node.name.startswith("test_")]


def test_every_test_asserts_something() -> None:
    """By `assert`, by `raises`, or by a function whose name says that it does."""
    asserting = re.compile(r"\bassert\b|\braises\(|\bassert_|\bexpect")
    idle = {
        f"{name}: {test.name}"
        for name, text in python().items()
        if name.startswith("tests/")
        for test in cases_in(text)
        if not asserting.search(ast.unparse(test))
    }
    assert idle == set()


def test_every_test_is_named_by_a_sentence() -> None:
    short = {
        f"{name}: {test.name}"
        for name, text in python().items()
        if name.startswith("tests/")
        for test in cases_in(text)
        if len(test.name.split("_")) < SHORTEST_SENTENCE
    }
    assert short == set()


def test_there_are_no_rooms_but_the_ones_in_the_plan() -> None:
    python_folders = {path.parent.name for path in ROOT.glob("*/*.py")}
    assert python_folders - ROOMS == set()
