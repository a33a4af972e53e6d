"""What a life that every platform has to show is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SAID = "I **fear** my <@1> exam, @everyone: https://evil.example\n# really"


@dataclass(frozen=True, slots=True)
class Step:
    """`who` asks something. People are named in `args` and `typed`; numbers are ids, counted from 1."""

    who: str
    ask: str
    args: tuple[int | str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Press:
    """`who` presses the newest button that asks this, on what they look at, their messages or in a channel."""

    who: str
    ask: str
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Days:
    """Time goes by."""

    length: float


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of the community changes."""

    name: str
    value: int


@dataclass(frozen=True, slots=True)
class Notices:
    """Every notice is rendered for `who`, as things are."""

    who: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Calendars that are due are read: those of a host "bad" cannot be."""


Deed = Step | Press | Days | Setting | Notices | Reading
