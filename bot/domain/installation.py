"""What one installation of the bot has to offer beyond what every one has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Installation:
    """As whoever runs it configured it; the defaults are what works with no account anywhere.

    `feeds` is the address under which people find the calendar of their own sessions, without a stroke at its end;
    empty where nothing serves it. `jitsi` is the server on which rooms are made on the spot. `rooms` are the other
    services that make rooms, the preferred one first: "zoom", "meet", "teams".
    `calendars`: whether the calendars that people add are read.
    """

    feeds: str = ""
    jitsi: str = "https://meet.jit.si"
    rooms: tuple[str, ...] = ()
    calendars: bool = True
