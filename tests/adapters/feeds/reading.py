"""Calendars to be read in a test: as a host would send them, as of one Monday in March."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.feeds.parsing import Parser
from bot.ports.feeds import Read, Seen, Wanted

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(days=180)
SAMPLES = Path(__file__).parent / "samples"
SEEN = Seen('"a1"', "")


def wanted(zone: str = "Europe/Berlin", *, deadlines: bool = False) -> Wanted:
    return Wanted(deadlines, zone, NOW, UNTIL)


def sample(name: str) -> bytes:
    """Lines end as the standard says, which a checkout may have changed."""
    return (SAMPLES / f"{name}.ics").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def calendar(*events: str, product: str = "-//Test//EN") -> bytes:
    """Around events, each given as its lines."""
    parts = [f"BEGIN:VEVENT\nUID:event-{number}\n{event.strip()}\nEND:VEVENT" for number, event in enumerate(events)]
    whole = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{product}", *parts, "END:VCALENDAR", ""])
    return whole.replace("\n", "\r\n").encode()


async def read(body: bytes, zone: str = "Europe/Berlin", *, deadlines: bool = False) -> Read:
    """In a child process, as always, which has time on a busy machine. Raises Unreadable."""
    return await Parser(seconds=30).parse(body, SEEN, wanted(zone, deadlines=deadlines))


def spans(found: Read) -> list[str]:
    """Each as "03-03 09:00 to 03-03 10:00", in UTC."""
    return [f"{span.start:%m-%d %H:%M} to {span.end:%m-%d %H:%M}" for span in found.spans]


def dues(found: Read) -> list[str]:
    """Each as "03-06 22:59 Essay", in UTC; with "day" where it is a day."""
    return [f"{one.at:%m-%d %H:%M}{' day' if one.is_day else ''} {one.title}" for one in found.deadlines]
