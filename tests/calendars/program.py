"""What Google, Outlook and Apple do with a file, in small: one event a UID, and the newest word about it counts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import vobject


def _forgets_zones() -> None:
    """The parser keeps the first rules it ever read of a zone, and would know some from elsewhere."""
    kept = vars(vobject.icalendar)["__tzidMap"]
    for name in set(kept) - {"UTC"}:
        del kept[name]


def opened(data: bytes) -> Any:
    """The calendar in a file, as vobject reads it. The bytes are checked to be lines as RFC 5545 has them."""
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines), "a line is folded at 75 bytes"
    assert not any(sign in line for line in lines for sign in (b"\r", b"\n", b"\0"))
    _forgets_zones()
    [calendar] = vobject.readComponents(data.decode())
    return calendar


def events(data: bytes) -> list[Any]:
    return list(opened(data).contents.get("vevent", []))


def moment(value: Any) -> datetime:
    """A moment of an event, in UTC."""
    found: datetime = value.value
    assert found.tzinfo is not None
    return found.astimezone(UTC)


def shape(component: Any) -> Iterator[str]:
    """Every component and property of a file, each by its path, as often as it is there."""
    for child in component.getChildren():
        name = child.name.upper()
        yield f"{component.name}.{name}"
        if hasattr(child, "getChildren"):
            yield from shape(child)


@dataclass(frozen=True)
class Event:
    """What a calendar shows of one session."""

    start: datetime
    end: datetime
    is_off: bool
    sequence: int
    stamp: datetime
    summary: str = ""


@dataclass
class Program:
    """Somebody's calendar."""

    events: dict[str, Event] = field(default_factory=dict)

    def opens(self, data: bytes) -> None:
        """Takes a file in: what it says of an event counts when it is not older than what is known."""
        calendar = opened(data)
        assert calendar.method.value in ("REQUEST", "CANCEL", "PUBLISH")
        for found in calendar.contents.get("vevent", []):
            is_off = calendar.method.value == "CANCEL" or found.status.value == "CANCELLED"
            sequence, stamp = int(found.sequence.value), moment(found.dtstamp)
            event = Event(moment(found.dtstart), moment(found.dtend), is_off, sequence, stamp, str(found.summary.value))
            known = self.events.get(found.uid.value)
            if known is None or (sequence, stamp) >= (known.sequence, known.stamp):
                self.events[found.uid.value] = event

    @property
    def shown(self) -> dict[str, tuple[datetime, datetime]]:
        """When what is not off takes place, by UID."""
        return {uid: (event.start, event.end) for uid, event in self.events.items() if not event.is_off}
