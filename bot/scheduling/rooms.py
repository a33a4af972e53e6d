"""Asks services for the rooms that are wanted, moves and deletes them, and falls back to Jitsi when one is silent.

What is to be done stands in the database, written with its cause. A claim takes it under a lease; the service is
called outside of any transaction; the answer is written together with what both are told. After a crash in between,
the next claim asks again with the same key. It runs beside the tick, so that a slow service delays no reminder.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.commands import places
from bot.domain.rooms import Room, RoomState, answered, is_over, left_alone, refused
from bot.domain.sessions import Session
from bot.ports.rooms import Made, Meeting, MeetingRooms, RoomsUnavailable
from bot.ports.storage import Storage, StorageBusy, Transaction
from bot.scheduling.watch import Watch

log = logging.getLogger(__name__)

BATCH = 10
"""Rooms that are asked for at once."""
CALL_SECONDS = 30
"""A service that takes longer has not answered."""
LEASE = timedelta(minutes=1)
"""Longer than a call and what is written after it."""


@dataclass(frozen=True, slots=True)
class _Task:
    """One room of one community, with its session and what its service hears of it."""

    community: int
    room: Room
    session: Session | None
    meeting: Meeting


class RoomMaker:
    """Works for every community, with the services this installation has, by their name."""

    def __init__(self, storage: Storage, services: Mapping[str, MeetingRooms], jitsi: str) -> None:
        self._storage = storage
        self._services = services
        self._jitsi = jitsi

    async def run(self, now: datetime) -> None:
        """Does what is due at `now` (aware, UTC), each room on its own: one that fails stops no other."""
        watch = Watch(now)
        async with self._storage.reading() as tx:
            if not await tx.room_work.is_due(now):
                return
        async with self._storage.writing() as tx:
            claimed = await tx.room_work.claim(now, now + LEASE, BATCH)
        async with asyncio.TaskGroup() as tasks:
            for community, room in claimed:
                tasks.create_task(self._one(community, room, watch))

    async def _one(self, community: int, room: Room, watch: Watch) -> None:
        try:
            await self._done(community, room, watch)
        except StorageBusy:
            log.info("the database was busy; room %s is looked at again", room.id)
        except Exception:
            log.exception("room %s failed; it is tried again when its lease ends", room.id)

    async def _done(self, community: int, room: Room, watch: Watch) -> None:
        async with self._storage.reading() as tx:
            session = await tx.store(community).sessions.get(room.session)
        if room.state is not RoomState.TO_DELETE and is_over(session, watch.now):
            await self._leave(community, room)
            return
        start, length = (session.start, session.end - session.start) if session else (watch.now, timedelta(0))
        task = _Task(community, room, session, Meeting(room.key, start, length))
        try:
            made = await self._asked(task)
        except RoomsUnavailable as error:
            log.warning("%s (room %s, try %s)", error.reason, room.id, room.tries)
            await self._refused(task, error, watch)
        else:
            await self._answered(task, made, watch)

    async def _asked(self, task: _Task) -> Made:
        """What the service has now; without names where it has nothing new to say. Raises RoomsUnavailable."""
        room, meeting = task.room, task.meeting
        service = self._services.get(room.service)
        if service is None:
            raise RoomsUnavailable(f"{room.service} makes no rooms here any more", is_final=True)
        try:
            async with asyncio.timeout(CALL_SECONDS):
                if room.state is RoomState.WANTED:
                    return await service.create(meeting)
                change = service.move if room.state is RoomState.TO_MOVE else service.delete
                await change(room.external, meeting)
        except TimeoutError:
            raise RoomsUnavailable(f"{room.service} does not answer in {CALL_SECONDS} s") from None
        except RoomsUnavailable:
            raise
        except Exception as error:
            # A defect of ours keeps two people waiting no longer than a service that is down.
            log.exception("asking %s failed", room.service)
            raise RoomsUnavailable(f"{room.service} could not be asked ({type(error).__name__})") from None
        return Made("", "")

    async def _leave(self, community: int, room: Room) -> None:
        """Nobody needs it any more."""
        async with self._storage.writing() as tx:
            found = await _still(tx, community, room)
            if found is not None and found.state is not RoomState.TO_DELETE:
                await tx.store(community).rooms.keep(replace(found, state=left_alone(found.state)))

    async def _answered(self, task: _Task, made: Made, watch: Watch) -> None:
        async with self._storage.writing() as tx:
            found = await _still(tx, task.community, task.room)
            if found is None:
                log.warning("room %s was made too late, and may stand unused at its service", task.room.id)
                return
            rooms = tx.store(task.community).rooms
            if task.room.state is RoomState.TO_DELETE:
                await rooms.keep(replace(found, state=RoomState.GONE))
                return
            session = await tx.store(task.community).sessions.get(found.session)
            settled = answered(found, session, task.meeting.start, made.external, made.url, watch.now)
            await rooms.keep(settled)
            if (
                task.room.state is RoomState.WANTED
                and settled.is_open
                and session
                and places.is_told(session, watch.now)
            ):
                await _tell(tx, task.community, session, watch.start)

    async def _refused(self, task: _Task, error: RoomsUnavailable, watch: Watch) -> None:
        async with self._storage.writing() as tx:
            found = await _still(tx, task.community, task.room)
            if found is None:
                return
            settled = refused(found, watch.now, error.wait, error.is_final)
            if settled.state is RoomState.FALLEN_BACK:
                settled = replace(settled, url=places.new_jitsi(self._jitsi))
            await tx.store(task.community).rooms.keep(settled)
            session = await tx.store(task.community).sessions.get(found.session)
            if settled.state is RoomState.FALLEN_BACK and session is not None:
                await _tell(tx, task.community, session, watch.start)


async def _still(tx: Transaction, community: int, claimed: Room) -> Room | None:
    """The room as it stands, while nobody else changes it; None when somebody else has it by now."""
    found = await tx.store(community).rooms.held(claimed.id)
    return found if found is not None and found.tries == claimed.tries else None


async def _tell(tx: Transaction, community: int, session: Session, now: datetime) -> None:
    """Both hear where they meet."""
    for person in session.people:
        await tx.outbox(community).put(places.told(session, person, "made", now))
