"""The gateway: hello, identify, ready, heartbeats, dispatches, resumes, over a websocket compressed as asked."""

import asyncio
import json
import zlib
from collections import deque
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.fakes.discord.wire import JSON
from tests.fakes.discord.world import World

DISPATCH, RECONNECT, INVALID, HELLO, ACK = 0, 7, 9, 10, 11
FATAL = {4004, 4010, 4011, 4012, 4013, 4014}
ENDING = {1000, 1001, 4007, 4009} | FATAL
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
REPLAYABLE = 10_000
FLUSH_BLOCK = 1


def compressor(asked: str | None) -> Callable[[bytes], bytes] | None:
    """Answers packets as one stream; None for plain text. Raises ValueError for what Discord does not know."""
    if asked == "zlib-stream":
        stream = zlib.compressobj()
        return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)
    if asked == "zstd-stream":
        return _zstd()
    if asked:
        raise ValueError(asked)
    return None


def _zstd() -> Callable[[bytes], bytes]:
    if find_spec("zstandard"):
        old: Any = import_module("zstandard").ZstdCompressor().compressobj()
        return lambda data: bytes(old.compress(data) + old.flush(FLUSH_BLOCK))
    new: Any = import_module("compression.zstd").ZstdCompressor()  # Python's own, from 3.14 on
    return lambda data: bytes(new.compress(data, FLUSH_BLOCK))


class Line:
    """One websocket; what is sent goes out in order."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.request = request
        self.compress = compressor(request.query.get("compress"))
        self.acknowledging = True

    async def send(self, packet: JSON) -> None:
        """Sends a packet, or nothing when the other side is gone."""
        text = json.dumps(packet)
        try:
            if self.compress:
                await self.socket.send_bytes(self.compress(text.encode()))
            else:
                await self.socket.send_str(text)
        except ConnectionError:
            return

    def cut(self) -> None:
        """Breaks the connection without a word: the other side sees 1006."""
        if self.request.transport:
            self.request.transport.abort()


class Session:
    """What a bot identified for: a shard of so many, its line while there is one, and what was dispatched to it."""

    def __init__(self, number: int, shard: int, shards: int, intents: int) -> None:
        self.id = f"session-{number}"
        self.shard = shard
        self.shards = shards
        self.intents = intents
        self.sequence = 0
        self.line: Line | None = None
        self.ready = False
        self.sent: deque[JSON] = deque(maxlen=REPLAYABLE)

    def packet(self, event: str, data: Any) -> JSON:
        """The next packet; kept, so that a resume can ask for it."""
        self.sequence += 1
        packet = {"op": DISPATCH, "t": event, "s": self.sequence, "d": data}
        self.sent.append(packet)
        return packet

    async def dispatch(self, event: str, data: Any) -> None:
        """Sends an event, or leaves it for the resume."""
        packet = self.packet(event, data)
        if self.line:
            await self.line.send(packet)

    def hears(self, guild_id: int | None) -> bool:
        """Whether a guild's events, or those of direct messages, are for this shard."""
        return self.shard == (0 if guild_id is None else (guild_id >> 22) % self.shards)

    def missed(self, sequence: int) -> list[JSON] | None:
        """What came after `sequence`, None when that is too long ago."""
        if self.sent and self.sent[0]["s"] > sequence + 1:
            return None
        return [packet for packet in self.sent if packet["s"] > sequence]


class Gateway:
    """All sessions. `accepting` holds new connections back while it is cleared; `heartbeat_interval` in ms.

    `identifies` and `resumes` are the `d` of those packets; `allowed_intents` closes with 4014 what asks for more.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.sessions: dict[str, Session] = {}
        self.lines: set[Line] = set()
        self.identifies: list[JSON] = []
        self.resumes: list[JSON] = []
        self.heartbeats = 0
        self.heartbeat_interval = 41_250
        self.allowed_intents = ~PRIVILEGED
        self.accepting = asyncio.Event()
        self.accepting.set()

    def live(self) -> list[Session]:
        """The sessions with a line that are ready."""
        return [session for session in self.sessions.values() if session.line and session.ready]

    def on_shard(self, guild_id: int | None) -> list[Session]:
        """The sessions that hear of a guild; direct messages are heard on shard 0."""
        return [session for session in self.sessions.values() if session.ready and session.hears(guild_id)]

    async def dispatch(self, event: str, data: Any, guild_id: int | None) -> int:
        """Sends an event to the shard it belongs to; answers how many sessions it is for."""
        sessions = self.on_shard(guild_id)
        for session in sessions:
            await session.dispatch(event, data)
        return len(sessions)

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serves one websocket until it ends."""
        await self.accepting.wait()
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        line = Line(socket, request)
        self.lines.add(line)
        try:
            await line.send({"op": HELLO, "t": None, "s": None, "d": {"heartbeat_interval": self.heartbeat_interval}})
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(line, json.loads(message.data))
        finally:
            self.lines.discard(line)
            self._hang_up(line, socket.close_code)
        return socket

    def _hang_up(self, line: Line, code: int | None) -> None:
        for session in list(self.sessions.values()):
            if session.line is line:
                session.line = None
                if code in ENDING:
                    del self.sessions[session.id]

    async def _receive(self, line: Line, packet: JSON) -> None:
        match packet["op"]:
            case 1:  # heartbeat
                self.heartbeats += 1
                if line.acknowledging:
                    await line.send({"op": ACK, "t": None, "s": None, "d": None})
            case 2:  # identify
                await self._identify(line, packet["d"])
            case 6:  # resume
                await self._resume(line, packet["d"])

    async def _identify(self, line: Line, asked: JSON) -> None:
        self.identifies.append(asked)
        self.world.identifies_left -= 1
        if asked["token"] != self.world.token:
            await line.socket.close(code=4004, message=b"Authentication failed.")
            return
        if asked["intents"] & ~self.allowed_intents:
            await line.socket.close(code=4014, message=b"Disallowed intent(s).")
            return
        shard, shards = asked.get("shard", [0, 1])
        session = Session(len(self.identifies), shard, shards, asked["intents"])
        session.line = line
        self.sessions[session.id] = session
        guilds = [guild for guild in self.world.guilds.values() if guild.joined]
        mine = [guild for guild in guilds if (guild.id >> 22) % shards == shard]
        await session.dispatch("READY", {
            "v": 10, "user": self.world.me(), "session_id": session.id, "session_type": "normal",
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in mine], "shard": [shard, shards],
            "resume_gateway_url": f"ws://{self.world.address}/resume",
            "application": {"id": str(self.world.application_id), "flags": 0}, "private_channels": [],
        })  # fmt: skip
        session.ready = True
        for guild in mine:
            if not guild.unavailable:
                await session.dispatch("GUILD_CREATE", guild.announcement())

    async def _resume(self, line: Line, asked: JSON) -> None:
        self.resumes.append(asked)
        session = self.sessions.get(asked["session_id"])
        if asked["token"] != self.world.token:
            await line.socket.close(code=4004, message=b"Authentication failed.")
        elif session is None or session.missed(asked["seq"]) is None:
            await line.send({"op": INVALID, "t": None, "s": None, "d": False})
        else:
            sequence = asked["seq"]
            while missed := session.missed(sequence):
                for packet in missed:
                    await line.send(packet)
                sequence = missed[-1]["s"]
            session.line = line
            await session.dispatch("RESUMED", {"_trace": []})

    async def disconnect(self, code: int) -> None:
        """Ends every line: 1006 cuts it, anything else is the code of a proper closing."""
        for line in list(self.lines):
            for session in self.sessions.values():
                if session.line is line:
                    session.line = None
            if code == WSCloseCode.ABNORMAL_CLOSURE:
                line.cut()
            else:
                await line.socket.close(code=code, drain=False)
        if code in ENDING:
            self.sessions.clear()

    async def reconnect(self) -> None:
        """Asks every bot to connect again (op 7)."""
        for line in list(self.lines):
            await line.send({"op": RECONNECT, "t": None, "s": None, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Ends every session (op 9)."""
        for line in list(self.lines):
            await line.send({"op": INVALID, "t": None, "s": None, "d": resumable})
        if not resumable:
            self.sessions.clear()
