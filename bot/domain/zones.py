"""Time zones by the names people use: cities, countries, IANA names; never abbreviations, which mean several things.

The canonical names are those of tzdata's `zone.tab`: one or more a country, so that Oslo stays Oslo.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import UserError

MOST = 60
"""Characters of a place's name that are read."""
_FORGIVEN, _MARGIN, _NEAR = 90.0, 5.0, 70.0
"""`fuzz.ratio` (0 to 100) from which a typing error is forgiven, if the next zone is this far behind; a guess."""
RULES = files("tzdata.zoneinfo").joinpath("tzdata.zi").read_text("utf-8").partition("\n")[0].removeprefix("# version ")
"""Which edition of the time zones' rules this process goes by, such as "2026b"."""
_GLOBE = (
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
)
_HINT = "Type a city near you, such as Lagos, Berlin or New York."
_OFFSET = re.compile(r"(?:utc|gmt)? ?[+−]? ?\d{1,2}(?: ?:? ?\d{2})?")
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "’": "'", "‘": "'", "ʻ": "'"})
_NOT_CITIES = ("Australia/", "Brazil/", "Canada/", "Chile/", "Etc/", "Mexico/", "US/")
"""Old names under these end in a compass point or a state."""


@dataclass(frozen=True, slots=True)
class _Place:
    city: str
    zone: str
    folded: str
    path: str


def _folded(text: str) -> str:
    """Lower case without accents; whatever separates words is one space."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[_\-.,/]", " ", kept).split())


def _city(zone_name: str) -> str:
    return zone_name.rpartition("/")[2].replace("_", " ")


def _rows(file: str) -> Iterator[list[str]]:
    """The lines of one of tzdata's tables, split at its tabs."""
    text = files("tzdata.zoneinfo").joinpath(file).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if not line.startswith("#"))


def _stored(file: str) -> dict[str, Any]:
    return tomllib.loads(files("bot.domain").joinpath(file).read_text("utf-8"))


@cache
def all_zones() -> tuple[str, ...]:
    """Every canonical zone, and UTC, by name."""
    return tuple(sorted({row[2] for row in _rows("zone.tab")} | {"UTC"}))


@cache
def _iana() -> dict[str, str]:
    """Every IANA name, old ones too → its canonical name. Names without a region, such as EST, are left out."""
    known = dict.fromkeys(all_zones(), "")
    names = {"Etc/UTC": "UTC"} | {name: name for name in known}
    for (line,) in _rows("tzdata.zi"):
        kind, *rest = line.split(" ")
        if kind == "L" and "/" in rest[1] and rest[1] not in known:
            target = "UTC" if rest[0] == "Etc/UTC" else rest[0]
            names |= {rest[1]: target} if target in known else {}
    return names


@cache
def _places() -> tuple[_Place, ...]:
    """Every city that has a zone: of the zones' names, then of the table, then of old names."""
    found = [(_city(name), name) for name in all_zones()]
    found += [(city, name) for name, cities in _stored("cities.toml").items() for city in cities]
    found += [(_city(old), name) for old, name in _iana().items() if not old.startswith(_NOT_CITIES)]
    unique = {_folded(city): (city, name) for city, name in reversed(found)}
    places = (_Place(city, name, folded, _folded(name)) for folded, (city, name) in unique.items())
    return tuple(sorted(places, key=lambda place: place.folded))


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Every city and IANA name in its folded form → the city, and its zone."""
    names = {_folded(name): (_city(zone_name), zone_name) for name, zone_name in _iana().items()}
    return names | {place.folded: (place.city, place.zone) for place in _places()}


@cache
def _countries() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Every country in its folded form → its name and its zones."""
    extra = _stored("countries.toml")
    zones: dict[str, list[str]] = {}
    for code, _, zone_name, *_ in _rows("zone.tab"):
        zones.setdefault(code, []).append(zone_name)
    named = [(name.partition(" (")[0], code) for code, name in _rows("iso3166.tab") if code in zones]
    named += extra["names"].items()
    return {_folded(name): (name, tuple(extra["main"].get(code, zones[code]))) for name, code in named}


@cache
def _abbreviations() -> dict[str, tuple[str, list[str]]]:
    """An abbreviation in its folded form → where it is used, and cities that say which is meant."""
    return {short: (used, cities) for short, (used, *cities) in _stored("abbreviations.toml").items()}


def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises UserError for anything else, with what to type instead."""
    if name not in _iana():
        raise UserError(_refusal(_folded(name[:MOST])) or f"{_shown(name)} {_HINT}")
    return ZoneInfo(name)


def parse_zone(text: str) -> str:
    """The canonical IANA name that a city, a country of one clock or a zone's name means; small typos are forgiven.

    Raises UserError for abbreviations, offsets, countries of several clocks and names that are only nearly right.
    """
    typed = _folded(text[: MOST + 1])
    if not typed or len(text) > MOST:
        raise UserError(_HINT)
    refusal = _refusal(typed)
    if refusal:
        raise UserError(refusal)
    _, found = _names().get(typed, ("", ""))
    return found or _of_country(typed) or _city_in_country(text) or _forgiven(text, typed)


def _refusal(typed: str) -> str:
    """Why an abbreviation or an offset is not taken; empty for anything else."""
    if typed in _abbreviations():
        used, cities = _abbreviations()[typed]
        return f"{typed.upper()} is used in {used}. Type a city instead: {_or(cities)}."
    if _OFFSET.fullmatch(typed) or "+" in typed:
        return f"An offset changes twice a year in many places. {_HINT}"
    return ""


def _of_country(typed: str) -> str:
    """The zone of a country that has one; empty when there is no such country."""
    name, zones = _countries().get(typed, ("", ()))
    if len(zones) > 1:
        raise UserError(f"{name} has several time zones. Type a city instead: {_or(map(_city, zones[:3]))}.")
    return zones[0] if zones else ""


def _city_in_country(text: str) -> str:
    """The zone of "Paris, France"; empty when that city is not known to be there."""
    city, _, country = text.partition(",")
    _, found = _names().get(_folded(city), ("", ""))
    _, zones = _countries().get(_folded(country), ("", ()))
    return found if found in zones else ""


def _forgiven(text: str, typed: str) -> str:
    """The zone a typing error is nearest to. Raises UserError with up to three places when that is not plain."""
    near = _nearest(typed)
    rivals = [score + _MARGIN for _, zone_name, score in near if zone_name != near[0][1]]
    if near and len(typed) > 4 and near[0][2] >= max(_FORGIVEN, *rivals, 0.0):
        return near[0][1]
    guesses = _or(list(dict.fromkeys(city for city, _, _ in near))[:3])
    raise UserError(f"{_shown(text)} {f'Did you mean {guesses}?' if guesses else _HINT}")


def _nearest(typed: str) -> list[tuple[str, str, float]]:
    """(City, zone, score) of the names that are near, the nearest first; a zone may come twice."""
    from rapidfuzz import fuzz, process

    near = process.extract(typed, _names().keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=6)
    return [(*_names()[name], score) for name, score, _ in near]


def _shown(text: str) -> str:
    return f'I do not know the place "{text.strip()[:30]}".'


def _or(names: Iterable[str]) -> str:
    *first, last = ("", *names)
    return " or ".join(part for part in (", ".join(first[1:]), last) if part)


def zone_suggestions(text: str, now: datetime, limit: int = 25) -> tuple[tuple[str, str], ...]:
    """(IANA name, label with the time it is there) for what has been typed so far; a handful for nothing.

    Cities that begin so come first, then those with a word that does, zones and countries; else near ones.
    """
    typed = _folded(text[:MOST])
    found = _offered(typed) if typed else [(_city(name), name) for name in _GLOBE]
    return tuple((name, _label(city, name, now)) for city, name in list(dict.fromkeys(found))[:limit])


def _offered(typed: str) -> list[tuple[str, str]]:
    """(City, zone) for what has been typed, the likeliest first; some come twice."""
    places = _places()
    _, cities = _abbreviations().get(typed, ("", []))
    offered = [_names()[_folded(city)] for city in cities]
    offered += [(place.city, place.zone) for place in places if place.folded.startswith(typed)]
    offered += [(place.city, place.zone) for place in places if f" {typed}" in place.folded]
    offered += [(_city(place.zone), place.zone) for place in places if place.path.startswith(typed)]
    for country, (_, zones) in _countries().items():
        offered += [(_city(name), name) for name in zones if country.startswith(typed)]
    return offered or [(city, name) for city, name, _ in _nearest(typed)]


def _label(city: str, zone_name: str, now: datetime) -> str:
    return f"{city} ({zone_name}), now {now.astimezone(ZoneInfo(zone_name)):%H:%M}"
