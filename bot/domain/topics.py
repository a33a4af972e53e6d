"""Topics people ask for, found under other names and with typing errors."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from bot.errors import UserError

MOST = 300
"""Characters of a text that names topics."""
MOST_TOPICS = 20
"""Topics that a text may name; each unknown one is compared with the whole vocabulary."""
_CLOSE_LONG, _CLOSE_SHORT = 80.0, 86.0
"""`fuzz.ratio` (0 to 100) from which a typing error is forgiven, for words of more than 6 letters and for shorter."""
_MARGIN = 4.0
"""How far the next topic has to be behind; nearer ones are asked about, not guessed."""
_NEAR = 55.0
"""From which a topic is worth suggesting."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a community, and the other names it goes by."""

    id: int
    name: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """What was typed, and the topics nearest to it."""

    text: str
    nearest: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The topics a text names, in its order, and what in it is none."""

    topics: tuple[Topic, ...]
    unknown: tuple[Unknown, ...]


def normal(text: str) -> str:
    """The form in which names are compared; "C++", "C#" and "R" stay different things."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(map(_kept, folded)).split())


def _kept(char: str) -> str:
    """Letters, digits and the marks on them; nothing for what cannot be seen; a space for the rest."""
    kind = unicodedata.category(char)
    if kind[0] in "LNM" or char in "+#":
        return char
    return "" if kind in ("Cf", "Cs") else " "


_term = lru_cache(maxsize=16_384)(normal)
"""`normal` for the terms of vocabularies, which are the same at every key pressed; never for what members type."""


def resolve(text: str, vocabulary: Sequence[Topic]) -> Resolved:
    """The topics a text names, several with commas, slashes, "and" or lines between them.

    Exact names come first, then synonyms, then typing errors where one topic alone is near. Raises UserError for
    a text of more than 300 characters or 20 topics.
    """
    if len(text) > MOST:
        raise UserError("That is too long. Name a few topics with commas between them.")
    names = _names(vocabulary)
    found: dict[int, Topic] = {}
    unknown: list[Unknown] = []
    for typed, part in _parts(text, names).items():
        topic = names.get(typed) or _forgiven(typed, names)
        if topic is not None:
            found.setdefault(topic.id, topic)
        else:
            unknown.append(Unknown(part, _nearest(typed, names)[:3]))
    return Resolved(tuple(found.values()), tuple(unknown))


def _names(vocabulary: Sequence[Topic]) -> dict[str, Topic]:
    """Every name in its normal form; a topic's own name wins over another's synonym."""
    names: dict[str, Topic] = {}
    for topic in vocabulary:
        for synonym in topic.synonyms:
            names.setdefault(_term(synonym), topic)
    names.update({_term(topic.name): topic for topic in vocabulary})
    names.pop("", None)
    return names


def _parts(text: str, names: dict[str, Topic]) -> dict[str, str]:
    """What the text names, in its normal form → as it was typed. Raises UserError for too many."""
    parts: dict[str, str] = {}
    for part in re.split(r"[,;\n]| / ", text):
        pieces = [part] if normal(part) in names else re.split(r"(?i)\band\b|&|/", part)
        for piece in pieces:
            parts.setdefault(normal(piece), piece.strip())
    parts.pop("", None)
    if len(parts) > MOST_TOPICS:
        raise UserError(f"Name {MOST_TOPICS} topics at most, with commas between them.")
    return parts


def _near(typed: str, names: dict[str, Topic], cutoff: float) -> list[tuple[Topic, float]]:
    """Topics with a name at least so near, the nearest first, each with its score; a topic may come twice."""
    from rapidfuzz import fuzz, process

    found = process.extract(typed, names.keys(), scorer=fuzz.ratio, score_cutoff=cutoff, limit=12)
    return [(names[name], score) for name, score, _ in found]


def _forgiven(typed: str, names: dict[str, Topic]) -> Topic | None:
    """The one topic a typing error is nearest to; None for short words and when another is about as near."""
    if len(typed) <= 3:
        return None
    cutoff = _CLOSE_SHORT if len(typed) <= 6 else _CLOSE_LONG
    near = _near(typed, names, cutoff)
    best = {topic.id: topic for topic, score in near if score > near[0][1] - _MARGIN}
    return next(iter(best.values())) if len(best) == 1 else None


def _nearest(typed: str, names: dict[str, Topic]) -> tuple[Topic, ...]:
    return tuple({topic.id: topic for topic, _ in _near(typed, names, _NEAR)}.values())


def topic_suggestions(text: str, vocabulary: Sequence[Topic], limit: int = 25) -> tuple[Topic, ...]:
    """Topics for what has been typed so far: those that begin so, those with a word that does, then the near ones."""
    typed = normal(text[:MOST])
    if not typed:
        return tuple(vocabulary[:limit])
    names = _names(vocabulary)
    begins = sorted((name for name in names if name.startswith(typed)), key=lambda name: name != typed)
    words = [name for name in names if f" {typed}" in name]
    ordered = [*(names[name] for name in (*begins, *words)), *_nearest(typed, names)]
    return tuple({topic.id: topic for topic in ordered}.values())[:limit]


@cache
def starter_vocabulary() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names and synonyms a new community begins with."""
    stored = tomllib.loads(files("bot.domain").joinpath("vocabulary.toml").read_text("utf-8"))
    return tuple((name, tuple(synonyms)) for name, synonyms in stored.items())
