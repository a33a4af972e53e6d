"""The sentences that the care rules are measured by, and those they were written against."""

import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FROZEN = HERE / "frozen.jsonl"
"""Written and hashed before the first rule was; no rule was changed after looking at what it missed here."""
EXPLICIT = frozenset({"wish", "plan", "selfharm", "beside", "spelling", "world", "long"})
"""Somebody says it of themselves."""
IMPLIED = frozenset({"abuse", "gone", "third"})
"""What is done to them, a wish to be gone, and worry about somebody else."""
IDIOMS = frozenset({"idiom", "machine", "game", "hyperbole", "sport", "sarcasm"})
TALK = frozenset({"negation", "quoted", "everyday", "long"})
"""The words are there, the wish is not."""


@dataclass(frozen=True, slots=True)
class Sentence:
    label: str
    kind: str
    text: str


def sentences(path: Path) -> list[Sentence]:
    return [Sentence(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
