"""Languages as people name them: in English, in themselves, or by ISO 639 code."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from bot.errors import UserError

MOST = 200
"""Characters of a text that names languages."""
_NEAR = 70.0
"""`fuzz.ratio` (0 to 100) from which a language is worth suggesting."""


def _folded(name: str) -> str:
    """Lower case, without the accents of Latin letters: marks of other scripts are part of the word."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return unicodedata.normalize("NFC", " ".join(re.sub(r"[\u0300-\u036f]", "", plain).split()))


@cache
def _languages() -> dict[str, list[str]]:
    """Code → its English name, its own name, and others."""
    stored: dict[str, list[str]] = tomllib.loads(files("bot.domain").joinpath("languages.toml").read_text("utf-8"))
    return stored


@cache
def _names() -> dict[str, str]:
    """Every code and name in its folded form → code; codes first, then English names."""
    names = {code: code for code in _languages()}
    for place in range(max(map(len, _languages().values()))):
        for code, known in _languages().items():
            for name in known[place : place + 1]:
                names.setdefault(_folded(name), code)
    return names


def language_name(code: str) -> str:
    """The English name of a code; an unknown code is its own name."""
    return _languages().get(code, [code])[0]


def parse_languages(text: str) -> tuple[str, ...]:
    """Codes, in the order of the text, once each; "(fluent)" and the region of "pt-BR" are left out.

    Raises UserError naming what is no language it knows, with those it is near to.
    """
    if len(text) > MOST:
        raise UserError("That is too long. Name a few languages with commas between them.")
    bare = re.sub(r"\([^()]*\)", " ", text)
    parts = re.split(r"[,;/&\n]|\band\b", bare, flags=re.IGNORECASE)
    codes = dict.fromkeys(_code(part.strip()) for part in parts if part.strip())
    if not codes:
        raise UserError("Name at least one language, such as: English, Deutsch.")
    return tuple(codes)


def _code(part: str) -> str:
    typed, names = _folded(part), _names()
    region = re.fullmatch(r"([a-z]{2,3})[-_][a-z]{2}", typed)
    code = names.get(typed) or (names.get(region[1]) if region else None)
    if code is None:
        raise UserError(f'I do not know the language "{part[:30]}". {_hint(typed)}')
    return code


def _hint(typed: str) -> str:
    from rapidfuzz import fuzz, process

    names = _names()
    near = process.extract(typed, names.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=3)
    shown = " or ".join(dict.fromkeys(language_name(names[name]) for name, _, _ in near))
    return f"Did you mean {shown}?" if shown else "Try: English, Deutsch, Español."


def language_suggestions(text: str, limit: int = 25) -> tuple[str, ...]:
    """English names of languages for what has been typed so far."""
    typed = _folded(text[:MOST])
    codes = dict.fromkeys(code for name, code in _names().items() if name.startswith(typed))
    return tuple(sorted(map(language_name, codes))[:limit])
