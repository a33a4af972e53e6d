"""Countries as people name them: in English, by another name, or by ISO 3166 code."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from bot.errors import UserError

MOST = 60
"""Characters of a country's name that are read."""
_NEAR = 70.0
"""`fuzz.ratio` (0 to 100) from which a country is worth suggesting."""
_PLAIN = {"GB": "United Kingdom", "KR": "South Korea", "KP": "North Korea", "US": "United States"}
"""What tzdata's table calls otherwise."""


def _folded(name: str) -> str:
    """Lower case without accents; whatever separates words is one space."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[-.,&()]", " ", kept).split())


@cache
def _countries() -> dict[str, str]:
    """Code → name, as tzdata has them."""
    table = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {code: name for code, name in rows} | _PLAIN


@cache
def _names() -> dict[str, str]:
    """Every code and name in its folded form → code."""
    others = tomllib.loads(files("bot.domain").joinpath("countries.toml").read_text("utf-8"))["names"]
    names = {_folded(code): code for code in _countries()}
    return (
        names
        | {_folded(name): code for code, name in _countries().items()}
        | {_folded(name): code for name, code in others.items()}
    )


def country_name(code: str) -> str:
    """The English name of a code; an unknown code is its own name."""
    return _countries().get(code, code)


def parse_country(typed: str) -> str:
    """The code of what was typed. Raises UserError with those it is near to."""
    wanted = _folded(typed[:MOST])
    code = _names().get(wanted)
    if code is None:
        raise UserError(f'I do not know the country "{typed.strip()[:30]}". {_hint(wanted)}')
    return code


def _hint(wanted: str) -> str:
    from rapidfuzz import fuzz, process

    near = process.extract(wanted, _names().keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=3)
    shown = " or ".join(dict.fromkeys(country_name(_names()[name]) for name, _, _ in near))
    return f"Did you mean {shown}?" if shown else "Type its name in English, such as India or Germany."


def country_suggestions(typed: str, limit: int = 25) -> tuple[str, ...]:
    """Names of countries for what has been typed so far: those that begin so, then those with a word that does."""
    wanted = _folded(typed[:MOST])
    begin = [code for name, code in _names().items() if name.startswith(wanted) and len(name) > 2]
    within = [code for name, code in _names().items() if f" {wanted}" in name]
    first = sorted(dict.fromkeys(map(country_name, begin)))
    return tuple(dict.fromkeys([*first, *sorted(map(country_name, within))]))[:limit]
