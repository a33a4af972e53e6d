"""What happens between asking a service and writing its answer: changes, crashes, other processes, a slow service."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.calls import call
from bot.domain.rooms import RoomState
from bot.ports.rooms import RoomsUnavailable
from bot.ports.storage import StorageBusy
from bot.scheduling import beside
from bot.scheduling import rooms as making
from bot.scheduling.beside import Beside
from bot.scheduling.rooms import LEASE, RoomMaker
from storage.database import Database
from tests.conversations.rooms import JITSI, Rooms, links
from tests.conversations.town import START, Town
from tests.conversations.words import words
from tests.scheduling.service import Service


@pytest.fixture
async def rooms(database: Database) -> Rooms:
    """Ada and Grace have a date, and want a room of Zoom."""
    built = await Rooms.built(await Town.founded(database))
    await built.agree()
    return built


async def killed_while_asking(rooms: Rooms) -> None:
    """The process ends after the service was asked; another begins."""
    is_asked = asyncio.Event()

    async def hangs() -> None:
        is_asked.set()
        await asyncio.sleep(600)

    rooms.zoom.meanwhile = hangs
    running = asyncio.create_task(rooms.maker.run(rooms.town.now))
    await asyncio.wait_for(is_asked.wait(), 30)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    rooms.zoom = Service()
    rooms.maker = RoomMaker(rooms.town.storage, {"zoom": rooms.zoom}, JITSI)


async def test_a_crash_before_the_answer_is_written_asks_again_with_the_same_key(rooms: Rooms) -> None:
    await killed_while_asking(rooms)
    room = await rooms.room()
    assert room is not None
    await rooms.works(seconds=30)
    assert rooms.zoom.calls == 0, "its lease runs still"
    await rooms.works(seconds=31)
    assert list(rooms.zoom.made) == [room.key]
    assert links(rooms.ada.last_dm) == [f"https://zoom.example/j/{room.key}"]


async def test_two_processes_ask_once(rooms: Rooms) -> None:
    makers = [RoomMaker(rooms.town.storage, {"zoom": rooms.zoom}, JITSI) for _ in range(5)]
    await asyncio.gather(*(maker.run(rooms.town.now) for maker in makers))
    assert rooms.zoom.calls == 1


@pytest.mark.parametrize("refusals", [[], [RoomsUnavailable("does not answer", is_final=True)]])
async def test_an_answer_that_comes_after_its_lease_changes_nothing(
    rooms: Rooms, refusals: list[RoomsUnavailable]
) -> None:
    other = Service(prefix="other")

    async def overtaken() -> None:
        await RoomMaker(rooms.town.storage, {"zoom": other}, JITSI).run(rooms.town.now + LEASE)

    rooms.zoom.meanwhile = overtaken
    rooms.zoom.refusals = [*refusals]
    before = len(rooms.ada.dms)
    await rooms.maker.run(rooms.town.now)
    assert (rooms.zoom.calls, other.calls) == (1, 1)
    await rooms.works(seconds=61)
    room = await rooms.room()
    assert room is not None
    assert (room.state, room.external) == (RoomState.READY, f"other-{room.key}")
    assert len(rooms.ada.dms) == before + 1


async def test_what_is_called_off_while_it_is_being_made_is_deleted(rooms: Rooms) -> None:
    async def called_off() -> None:
        rooms.zoom.meanwhile = Service().meanwhile
        await rooms.ada.sends(call("session.cancel", 1), {})

    rooms.zoom.meanwhile = called_off
    await rooms.works()
    assert len(rooms.zoom.made) == 1
    assert "room is ready" not in words(rooms.ada.last_dm)
    await rooms.works(seconds=5)
    assert rooms.zoom.deleted == [f"id-{key}" for key in rooms.zoom.made]


async def test_what_moves_while_it_is_being_made_is_moved_after(rooms: Rooms) -> None:
    session = await rooms.session()
    at = session.start + timedelta(days=1)

    async def moved() -> None:
        rooms.zoom.meanwhile = Service().meanwhile
        await rooms.ada.sends(call("session.move", 1, int(at.timestamp())))
        await rooms.grace.presses("Yes", from_dm=True)

    rooms.zoom.meanwhile = moved
    await rooms.works()
    await rooms.works(seconds=5)
    assert [meeting.start for _, meeting in rooms.zoom.moved] == [at]
    room = await rooms.room()
    assert room is not None
    assert room.state is RoomState.READY


async def test_a_room_nobody_heard_of_again_is_deleted_by_its_key(rooms: Rooms) -> None:
    await killed_while_asking(rooms)
    await rooms.ada.sends(call("session.cancel", 1), {})
    await rooms.works(seconds=61)
    assert len(rooms.zoom.deleted) == 1
    assert rooms.zoom.made == {}


async def test_a_service_that_hangs_has_not_answered_and_one_that_breaks_is_asked_again(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(making, "CALL_SECONDS", 0.02)

    async def hangs() -> None:
        await asyncio.sleep(60)

    rooms.zoom.meanwhile = hangs
    await rooms.works()
    assert "zoom does not answer in 0.02 s" in caplog.text
    rooms.zoom.meanwhile = Service().meanwhile
    rooms.zoom.refusals = [ValueError("a defect")]
    await rooms.works(seconds=15)
    assert "zoom could not be asked (ValueError)" in caplog.text
    await rooms.works(seconds=25)
    assert "Your room is ready" in words(rooms.ada.last_dm)


@pytest.mark.parametrize(
    ("error", "logged"), [(StorageBusy("locked"), "the database was busy"), (KeyError("defect"), "when its lease ends")]
)
async def test_an_answer_that_cannot_be_written_is_asked_for_again(
    rooms: Rooms,
    error: Exception,
    logged: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fails(*_: object) -> None:
        raise error

    caplog.set_level(logging.INFO)
    with monkeypatch.context() as broken:
        broken.setattr(RoomMaker, "_answered", fails)
        await rooms.works()
    assert logged in caplog.text
    await rooms.works(seconds=61)
    assert "Your room is ready" in words(rooms.ada.last_dm)


class Job:
    """Counts runs; the first one raises, and the third goes on for ever."""

    def __init__(self) -> None:
        self.runs = 0
        self.is_cut_off = False
        self.goes_on = asyncio.Event()

    async def run(self, now: object) -> None:
        self.runs += 1
        if self.runs == 1:
            raise RuntimeError("the first run fails")
        if self.runs == 3:
            self.goes_on.set()
            try:
                await asyncio.sleep(600)
            finally:
                self.is_cut_off = True


async def test_a_run_that_fails_is_followed_by_the_next_and_a_long_one_is_cut_off_at_the_end(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(beside, "EVERY_SECONDS", 0.01)
    monkeypatch.setattr(beside, "GRACE_SECONDS", 0.01)
    job = Job()
    running = Beside(job, lambda: START)
    await running.stop()
    running = Beside(job, lambda: START)
    running.start()
    await asyncio.wait_for(job.goes_on.wait(), 10)
    await running.stop()
    assert (job.runs, job.is_cut_off) == (3, True)
    assert "Job failed; it runs again" in caplog.text
