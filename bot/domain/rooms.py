"""Rooms to meet in: the services that make them, which one two people get, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.installation import Installation
from bot.domain.sessions import Session, SessionState

JITSI = "jitsi"
VOICE = "voice"
HUDDLE = "huddle"
TITLES = {JITSI: "Jitsi", "zoom": "Zoom", "meet": "Google Meet", "teams": "Microsoft Teams"}
"""The services that make rooms, by the name the code has for them."""
_ALIASES = {"jitsi meet": JITSI, "google meet": "meet", "microsoft teams": "teams", "ms teams": "teams"}

AHEAD = timedelta(days=14)
"""How long before its start a room is made: half a year of weeks at once would use up what services allow a day."""
PATIENCE = timedelta(minutes=2)
"""How long two people wait for a service before they meet on Jitsi."""
MOST_TRIES = 4
MOST_CHANGES = 8
"""How often a service is asked to move or delete a room. Nobody waits for that."""
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)


class RoomState(StrEnum):
    """`FALLEN_BACK` is a Jitsi room in place of one of the service that did not answer."""

    WANTED = "wanted"
    READY = "ready"
    FALLEN_BACK = "fallen back"
    TO_MOVE = "to move"
    TO_DELETE = "to delete"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Room:
    """Where a session takes place, as far as it has come. Times are aware and in UTC.

    `service` is who was asked to make it. `key` is ours, the same in every try. `external` is what the service calls
    it, empty where nothing is kept at a service; `url` is the link both get. `tries` counts since the last change, and
    `due_at` is when something is to be done, or when the lease of whoever does it ends.
    """

    id: int
    session: int
    service: str
    state: RoomState
    key: str
    wanted_at: datetime
    due_at: datetime
    external: str = ""
    url: str = ""
    tries: int = 0

    @property
    def is_open(self) -> bool:
        """Whether people can go there."""
        return self.state in (RoomState.READY, RoomState.FALLEN_BACK, RoomState.TO_MOVE)


def offered(installation: Installation) -> tuple[str, ...]:
    """The services that make rooms here, the preferred one first; Jitsi is always among them."""
    return installation.rooms if JITSI in installation.rooms else (*installation.rooms, JITSI)


def service_of(words: str) -> str:
    """The service somebody means who writes only its name; empty for every other place."""
    named = " ".join(words.casefold().split())
    found = _ALIASES.get(named, named)
    return found if found in TITLES else ""


def place_of(said: Sequence[str]) -> str:
    """The first of what was said that says something: for this session, by the pair, by the mentor."""
    return next((words for words in said if words.strip()), "")


def service_for(place: str, services: Sequence[str]) -> str:
    """Who makes a room for what was said; empty where the place is one of their own."""
    named = service_of(place)
    if named in services:
        return named
    return "" if place.strip() else services[0]


def jitsi_url(server: str, secret: str) -> str:
    """A room that is there as soon as somebody enters it. Jitsi knows no capitals, so `secret` needs none."""
    return f"{server.rstrip('/')}/office-hours-{secret}"


def is_made(place: str, server: str) -> bool:
    """Whether a place is a room that was made on this server, rather than words of somebody's own."""
    start = jitsi_url(server, "")
    secret = place.removeprefix(start)
    return place.startswith(start) and secret.isascii() and secret.isalnum()


def due_of(start: datetime, now: datetime) -> datetime:
    """When a room for a session is asked for."""
    return max(now, start - AHEAD)


def is_over(session: Session | None, now: datetime) -> bool:
    """Whether nobody needs a room for it any more."""
    return session is None or session.state is not SessionState.CONFIRMED or session.end <= now


def answered(room: Room, session: Session | None, asked: datetime, external: str, url: str, now: datetime) -> Room:
    """The room after a service did what it was asked to do for a start at `asked`.

    Whatever happened to the session in the meantime is done next.
    """
    found = replace(room, external=external or room.external, url=url or room.url, tries=0, due_at=now)
    if room.state is RoomState.TO_DELETE:
        return found
    is_late = session is not None and not is_over(session, now) and session.start != asked
    return replace(found, state=RoomState.TO_MOVE if is_late else RoomState.READY)


def refused(room: Room, now: datetime, wait: timedelta | None, is_final: bool) -> Room:
    """The room after a service failed; `wait` is how long it asks to be left alone.

    One that is wanted falls back, without its link yet, when another try would keep people waiting.
    """
    again = now + max(wait or FIRST_WAIT, min(FIRST_WAIT * 2 ** (room.tries - 1), LONGEST_WAIT))
    if room.state is RoomState.WANTED:
        is_hopeless = is_final or room.tries >= MOST_TRIES or again > room.wanted_at + PATIENCE
        return replace(room, state=RoomState.FALLEN_BACK) if is_hopeless else replace(room, due_at=again)
    if is_final or room.tries >= MOST_CHANGES:
        return replace(room, state=left_alone(room.state))
    return replace(room, due_at=again)


def left_alone(state: RoomState) -> RoomState:
    """What a room is when nothing more is asked of its service: one that did not move has the same link still."""
    return RoomState.READY if state is RoomState.TO_MOVE else RoomState.GONE
