"""Phrases, and what they are looked for in: one file for each language says which words mean what.

A phrase is words with a space between them. `a|b` is either, `word?` may be missing, `..3` is up to three words of any
kind in the same sentence, `{name}` is one of the file's own groups of words, `a_b` is two words where one is expected,
`!a|b` stands where neither of them may follow, `$` is the end of a sentence.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.domain.care.normal import END, QUOTE, normal

_MASK = "_"
_NEVER = re.compile(r"(?!)")
_QUOTED = re.compile(rf"{QUOTE} (?:[^ {QUOTE}]+ ){{1,20}}{QUOTE} ")


@dataclass(frozen=True, slots=True)
class Rules:
    """One language. `quiet` covers its own words and nothing beside them, before anything else is looked for."""

    spellings: Mapping[str, str]
    respelled: tuple[tuple[str, str], ...]
    quiet: re.Pattern[str]
    own: re.Pattern[str]
    """What somebody says of themselves."""
    others: re.Pattern[str]
    """What somebody says of another person; not looked for in sentences about what is told or taught."""
    told: re.Pattern[str]
    """Words of books, songs, lessons and studies: what stands in quotes beside them is not the writer's own."""

    def is_worrying(self, words: str) -> bool:
        read = normal(words, self.spellings)
        for typed, meant in self.respelled:
            read = read.replace(typed, meant)
        return any(self._worries(sentence) for sentence in _sentences(read))

    def _worries(self, sentence: str) -> bool:
        is_told = self.told.search(sentence) is not None
        own = _QUOTED.sub(f"{_MASK} ", sentence) if is_told else sentence
        left = self.quiet.sub(f"{_MASK} ", own.replace(f" {QUOTE} ", " "))
        return self.own.search(left) is not None or (not is_told and self.others.search(left) is not None)


def read_rules(toml: str) -> Rules:
    """The rules of a language's file. Raises ValueError where the file is not as it should be."""
    held = tomllib.loads(toml)
    groups = {name: _either(words) for name, words in held.get("groups", {}).items()}
    spellings = held.get("spellings", {})

    def pattern(part: str) -> re.Pattern[str]:
        phrases = held.get(part, {}).values()
        return _compiled((phrase for some in phrases for phrase in some), groups)

    return Rules(
        spellings={typed: meant for typed, meant in spellings.items() if " " not in typed},
        respelled=tuple((f" {typed} ", f" {meant} ") for typed, meant in spellings.items() if " " in typed),
        quiet=pattern("quiet"),
        own=pattern("own"),
        others=pattern("others"),
        told=pattern("told"),
    )


@cache
def rules(language: str) -> Rules:
    """Those of an ISO 639 code; of English where there is no file for it."""
    file = files("bot.domain.care").joinpath(f"{language}.toml")
    is_known = language.isalpha() and len(language) <= 3 and file.is_file()
    return read_rules(file.read_text("utf-8")) if is_known else rules("en")


def _sentences(read: str) -> Iterable[str]:
    return (f" {part.strip()} {END} " for part in read.split(f" {END} ") if part.strip())


def _compiled(phrases: Iterable[str], groups: Mapping[str, str]) -> re.Pattern[str]:
    """All phrases in one pattern; longer ones first, so that an idiom covers all of its words."""
    written = sorted(phrases, key=len, reverse=True)
    if not written:
        return _NEVER
    return re.compile("(?<= )(?:" + "|".join(_phrase(phrase, groups) for phrase in written) + ")")


def _phrase(phrase: str, groups: Mapping[str, str]) -> str:
    return "".join(_unit(unit, groups) for unit in phrase.split())


def _unit(unit: str, groups: Mapping[str, str]) -> str:
    if unit.startswith(".."):
        return rf"(?:[^ {END}{_MASK}]+ ){{0,{int(unit[2:])}}}?"
    if unit.startswith("!"):
        return f"(?!{_choice(unit[1:], groups)})"
    return f"{_choice(unit[:-1], groups)}?" if unit.endswith("?") else _choice(unit, groups)


def _choice(unit: str, groups: Mapping[str, str]) -> str:
    return "(?:" + "|".join(_one(part, groups) for part in unit.split("|")) + ")"


def _one(part: str, groups: Mapping[str, str]) -> str:
    if part == "$":
        return rf"(?=\{END} )"
    if not part.startswith("{"):
        return re.escape(part.replace("_", " ")) + " "
    if part[1:-1] not in groups:
        raise ValueError(f"there is no group {part}")
    return groups[part[1:-1]]


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) + " " for word in sorted(words, key=len, reverse=True)) + ")"
