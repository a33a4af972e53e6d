"""The kinds of field an ask can have, and how what was typed becomes a value.

An ask's args dataclass declares each typed field as `Annotated[type, Kind]`; a field without a kind is an id
carried inside the call. The same declaration is a Discord option, a field of a Slack modal and of a form on
the playground.
"""

from dataclasses import dataclass
from datetime import date

from bot.errors import UserError

LABEL = 45
"""A Discord modal's label; Slack's holds more."""
HINT = 100


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to pick: `value` for the machine, `label` for the reader."""

    value: str
    label: str
    hint: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.value) <= 75 or not 1 <= len(self.label) <= 75 or len(self.hint) > 75:
            raise ValueError(f"an option does not fit: {self.value!r} {self.label!r}")


@dataclass(frozen=True, slots=True)
class Kind:
    """What every field has: a label (45 characters) and a hint (100) that says what to type."""

    label: str
    hint: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.label) <= LABEL or len(self.hint) > HINT:
            raise ValueError(f"a field's label or hint does not fit: {self.label!r}")

    def value(self, raw: str | tuple[str, ...], name: str) -> object:
        """The value of what was typed. Raises UserError with `field=name`."""
        return raw if isinstance(raw, str) else ", ".join(raw)


def storable(words: str) -> str:
    """What UTF-8 and PostgreSQL can hold of it: half a character and a NUL come from broken or hostile clients only."""
    return words.replace("\0", "").encode(errors="replace").decode()


@dataclass(frozen=True, slots=True)
class Line(Kind):
    """One line of text, at most `most` characters; `suggest` names an autocomplete provider."""

    most: int = 200
    suggest: str = ""

    def value(self, raw: str | tuple[str, ...], name: str) -> object:
        words = Kind.value(self, raw, name)
        assert isinstance(words, str)
        words = storable(words).strip()
        if len(words) > self.most:
            over = len(words) - self.most
            raise UserError(f"That is {over} characters too long: {self.most} fit here.", field=name)
        return words


@dataclass(frozen=True, slots=True)
class Paragraph(Line):
    """Several lines of text."""

    most: int = 1000


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 1000

    def value(self, raw: str | tuple[str, ...], name: str) -> object:
        words = str(raw).strip()
        if not (words.isascii() and words.isdigit() and len(words) < 10):
            raise UserError(f"Type a whole number from {self.least} to {self.most}.", field=name)
        if not self.least <= int(words) <= self.most:
            raise UserError(f"{words} is out of range: type {self.least} to {self.most}.", field=name)
        return int(words)


@dataclass(frozen=True, slots=True)
class Pick(Kind):
    """One of a few fixed options."""

    options: tuple[Option, ...] = ()

    def value(self, raw: str | tuple[str, ...], name: str) -> object:
        if raw not in {option.value for option in self.options}:
            labels = ", ".join(option.label for option in self.options)
            raise UserError(f"Pick one of these: {labels}.", field=name)
        return raw


@dataclass(frozen=True, slots=True)
class DayPick(Kind):
    """A date, typed or sent as 2026-12-01."""

    def value(self, raw: str | tuple[str, ...], name: str) -> object:
        try:
            return date.fromisoformat(str(raw).strip())
        except ValueError:
            raise UserError("Type a date like 2026-12-01.", field=name) from None


@dataclass(frozen=True, slots=True)
class PersonPick(Kind):
    """A member: adapters send the platform's account id; the door turns it into a person's id."""

    def value(self, raw: str | tuple[str, ...], name: str) -> object:
        if not (isinstance(raw, str) and raw.isascii() and raw.isdigit()):
            raise UserError("Pick somebody from the list.", field=name)
        return int(raw)


@dataclass(frozen=True, slots=True)
class ChannelPick(Kind):
    """A channel of the space, by the platform's id: to write in, or to speak in where a platform has such."""

    is_voice: bool = False


@dataclass(frozen=True, slots=True)
class RolePick(Kind):
    """A role of the space, by the platform's id; where a platform has no roles the field is not shown."""


@dataclass(frozen=True, slots=True)
class ZonePick(Line):
    """A time zone by city or IANA name, with autocomplete."""

    most: int = 60
    suggest: str = "zones"


@dataclass(frozen=True, slots=True)
class Nothing:
    """The args of an ask that needs none."""
