"""Which room two people get, and what becomes of it when things change or fail."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.installation import Installation
from bot.domain.rooms import (
    AHEAD,
    MOST_CHANGES,
    MOST_TRIES,
    PATIENCE,
    Room,
    RoomState,
    answered,
    due_of,
    is_made,
    is_over,
    jitsi_url,
    left_alone,
    offered,
    place_of,
    refused,
    service_for,
    service_of,
)
from bot.domain.sessions import Session, SessionState

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
START = NOW + timedelta(days=1)
ROOM = Room(1, 7, "zoom", RoomState.WANTED, "key", NOW, NOW, tries=1)
SESSION = Session(
    id=7,
    uid="u",
    mentorship=1,
    mentee=1,
    mentor=2,
    proposer=1,
    start=START,
    minutes=60,
    state=SessionState.CONFIRMED,
)


def test_jitsi_is_always_offered_and_may_be_preferred() -> None:
    assert offered(Installation()) == ("jitsi",)
    assert offered(Installation(rooms=("zoom", "meet"))) == ("zoom", "meet", "jitsi")
    assert offered(Installation(rooms=("jitsi", "zoom"))) == ("jitsi", "zoom")


@pytest.mark.parametrize(
    ("words", "service"),
    [
        ("Zoom", "zoom"),
        ("  google   MEET ", "meet"),
        ("MS Teams", "teams"),
        ("jitsi meet", "jitsi"),
        ("", ""),
        ("zoom, the usual link", ""),
        ("https://zoom.us/my/grace", ""),
        ("voice", ""),
    ],
)
def test_only_the_name_of_a_service_means_a_room_of_it(words: str, service: str) -> None:
    assert service_of(words) == service


def test_a_place_of_their_own_stays_and_the_name_of_a_service_that_is_not_here_is_one() -> None:
    services = ("zoom", "jitsi")
    assert service_for("", services) == "zoom"
    assert service_for(" ", services) == "zoom"
    assert service_for("Jitsi", services) == "jitsi"
    assert service_for("the library", services) == ""
    assert service_for("Teams", services) == ""


def test_what_was_said_for_this_session_goes_before_what_the_pair_and_the_mentor_said() -> None:
    assert place_of(("here", "there", "link")) == "here"
    assert place_of(("", "  ", "link")) == "link"
    assert place_of(("", "")) == ""


def test_a_room_is_asked_for_two_weeks_ahead() -> None:
    assert due_of(START, NOW) == NOW
    assert due_of(NOW + AHEAD * 3, NOW) == NOW + AHEAD * 2


def test_a_jitsi_room_is_on_the_server_with_its_secret() -> None:
    assert jitsi_url("https://meet.example/", "ab12") == "https://meet.example/office-hours-ab12"


@pytest.mark.parametrize(
    ("place", "is_ours"),
    [
        ("https://meet.example/office-hours-ab12", True),
        ("https://meet.example/office-hours-", False),
        ("https://meet.example/office-hours-ab12 or the library", False),
        ("https://meet.example/grace", False),
        ("ab12", False),
        ("", False),
    ],
)
def test_a_room_that_was_made_is_told_from_words_somebody_typed(place: str, is_ours: bool) -> None:
    assert is_made(place, "https://meet.example/") is is_ours


def test_a_session_needs_no_room_when_it_is_off_or_over() -> None:
    assert not is_over(SESSION, NOW)
    assert not is_over(SESSION, SESSION.end - timedelta(minutes=1))
    assert is_over(SESSION, SESSION.end)
    assert is_over(replace(SESSION, state=SessionState.CANCELLED), NOW)
    assert is_over(None, NOW)


def test_a_room_that_was_made_is_ready_and_keeps_its_names() -> None:
    made = answered(ROOM, SESSION, START, "8", "https://zoom.example/j/8", NOW)
    assert (made.state, made.external, made.url, made.tries) == (RoomState.READY, "8", "https://zoom.example/j/8", 0)
    moved = answered(replace(made, state=RoomState.TO_MOVE), SESSION, START, "", "", NOW)
    assert (moved.state, moved.external, moved.url) == (RoomState.READY, "8", made.url)


@pytest.mark.parametrize("session", [None, replace(SESSION, state=SessionState.HELD)])
def test_a_room_made_for_what_is_over_is_left_alone(session: Session | None) -> None:
    assert answered(ROOM, session, START, "8", "https://a.example", NOW).state is RoomState.READY


def test_what_happened_meanwhile_is_done_next() -> None:
    later = replace(SESSION, start=START + timedelta(hours=1))
    assert answered(ROOM, later, START, "8", "https://a.example", NOW).state is RoomState.TO_MOVE
    dropped = answered(replace(ROOM, state=RoomState.TO_DELETE), later, START, "8", "https://a.example", NOW)
    assert (dropped.state, dropped.external, dropped.due_at) == (RoomState.TO_DELETE, "8", NOW)


def test_a_failure_is_followed_by_longer_and_longer_waits() -> None:
    waits = [refused(replace(ROOM, tries=tries), NOW, None, False).due_at - NOW for tries in (1, 2, 3)]
    assert waits == [timedelta(seconds=seconds) for seconds in (10, 20, 40)]
    assert refused(ROOM, NOW, timedelta(seconds=45), False).due_at == NOW + timedelta(seconds=45)
    changing = replace(ROOM, state=RoomState.TO_MOVE, tries=MOST_CHANGES - 1)
    assert refused(changing, NOW, None, False).due_at == NOW + timedelta(seconds=640)
    assert refused(changing, NOW, timedelta(days=1), False).due_at == NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("room", "wait", "is_final"),
    [
        (replace(ROOM, tries=MOST_TRIES), None, False),
        (replace(ROOM, wanted_at=NOW - PATIENCE), None, False),
        (ROOM, timedelta(hours=1), False),
        (ROOM, None, True),
    ],
)
def test_two_people_are_not_kept_waiting(room: Room, wait: timedelta | None, is_final: bool) -> None:
    assert refused(room, NOW, wait, is_final).state is RoomState.FALLEN_BACK


def test_a_change_that_never_succeeds_is_given_up_and_the_link_stays() -> None:
    for state, end in ((RoomState.TO_MOVE, RoomState.READY), (RoomState.TO_DELETE, RoomState.GONE)):
        assert refused(replace(ROOM, state=state, tries=MOST_CHANGES), NOW, None, False).state is end
        assert refused(replace(ROOM, state=state), NOW, None, True).state is end
    assert left_alone(RoomState.WANTED) is RoomState.GONE


def test_people_can_go_where_there_is_a_link() -> None:
    assert [state for state in RoomState if replace(ROOM, state=state).is_open] == [
        RoomState.READY,
        RoomState.FALLEN_BACK,
        RoomState.TO_MOVE,
    ]
