"""What one installation of the bot has to offer beyond what every one has."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Installation:
    """As whoever runs it configured it; the defaults are what works with no account anywhere.

    `feeds` is the address under which people find the calendar of their own sessions, without a stroke at its end;
    empty where nothing serves it. `jitsi` is the server on which rooms are made on the spot. `rooms` are the other
    services that make rooms, the preferred one first: "zoom", "meet", "teams"; "jitsi" may stand among them.
    `calendars`: whether the calendars that people add are read.

    `voices` are the links to a voice channel, by platform, with {space} and {channel} to be filled in; `huddles` those
    to a conversation of two in which they can begin a call, with {space} and {account}.
    """

    feeds: str = ""
    jitsi: str = "https://meet.jit.si"
    rooms: tuple[str, ...] = ()
    calendars: bool = True
    voices: Mapping[str, str] = field(default_factory=dict)
    huddles: Mapping[str, str] = field(default_factory=dict)
