"""The locks name every file by its hash and no place to fetch it from, and hold what pyproject.toml asks."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")


def project() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        table: dict[str, Any] = tomllib.load(file)["project"]
    return table


def pins(lock: str) -> dict[str, str]:
    """Each library with the version that the lock pins."""
    found = re.findall(
        r"^([\w.-]+)(?:\[\w+\])?==(\S+) (?:; [^\\]+ )?\\$", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE
    )
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pin_a_hash_or_a_comment(lock: str) -> None:
    pin, comment = re.compile(r"[\w.-]+(\[\w+\])?==\S+ (; [\w.<>=!' ]+ )?\\"), re.compile(r" *#( .*)?|")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not any(p.fullmatch(line) for p in (pin, digest, comment))] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pinned = [n for n, line in enumerate(lines) if "==" in line]
    assert pinned
    assert all(lines[n + 1].startswith("    --hash=sha256:") for n in pinned)


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_tells_where_to_fetch_from(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"://|--(?:index-url|extra-index-url|find-links|trusted-host)| @ ", text) == []


@pytest.mark.parametrize(("lock", "extras"), [(LOCKS[0], ()), (LOCKS[1], ("dev",))])
def test_a_lock_holds_what_the_project_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    table = project()
    asked = table["dependencies"] + [line for extra in extras for line in table["optional-dependencies"][extra]]
    pinned = pins(lock)
    for line in asked:
        wanted = Requirement(line)
        assert pinned[canonicalize_name(wanted.name)] in wanted.specifier


def test_both_locks_pin_the_same_versions() -> None:
    runtime, development = map(pins, LOCKS)
    assert runtime.items() <= development.items()


def test_every_dependency_carries_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.partition("\ndependencies = [\n")[2].partition("\n]")[0]
    assert block
    assert [line for line in block.splitlines() if not re.search(r'",\s+# \w', line)] == []
