"""A TOML file that can say on which line a key stands."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from adapters.cli.errors import ConfigError

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Document:
    """`values` is what the TOML says; `path` is None when there is no file."""

    path: Path | None
    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def empty(cls) -> Self:
        """No file: every key has its default."""
        return cls(None, "")

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises ConfigError when the file is missing, unreadable, or not TOML."""
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise ConfigError(f"There is no {path}. `office-hours init` writes one.") from None
        except UnicodeDecodeError:
            raise ConfigError(f"{path} is not text in UTF-8. Save it as UTF-8.") from None
        except OSError as error:
            raise ConfigError(f"I cannot read {path}: {error.strerror}.") from None
        try:
            return cls(path, text, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(_syntax(path, text, str(error))) from None

    def leaves(self) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Every key with its value, in the file's order; a table is only one when it is empty."""
        yield from _leaves((), self.values)

    def refusal(self, key: tuple[str, ...], sentence: str) -> ConfigError:
        """The error to raise about `key`: "config.toml, line 7: ..."."""
        return ConfigError(f"{self.path}, line {self.line_of(key)}: {sentence}")

    def line_of(self, key: tuple[str, ...]) -> int:
        """The line, counted from 1, that gives `key` its value: the first up to which the file has it."""
        lines = self.text.splitlines()
        return next((n for n in range(1, len(lines)) if _has("\n".join(lines[:n]), key)), len(lines))

    def beside(self, name: str) -> Path:
        """The file called `name`, seen from the folder of this one."""
        return (self.path.parent if self.path else Path()) / name


def _leaves(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not isinstance(value, Mapping) or (path and not value):
        yield path, value
        return
    for key, held in value.items():
        yield from _leaves((*path, key), held)


def _has(text: str, key: tuple[str, ...]) -> bool:
    try:
        found: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    for part in key:
        if not isinstance(found, dict) or part not in found:
            return False
        found = found[part]
    return True


def _syntax(path: Path, text: str, complaint: str) -> str:
    place = _PLACE.search(complaint)
    line = (place and place["line"]) or len(text.splitlines())
    reason = _PLACE.sub("", complaint)
    return f'{path}, line {line}: this is not TOML ({reason}). A key looks like `name = "value"`.'
