"""Commands a second on Slack, and how long until each is acknowledged: as a ratio to a bare app on Bolt.

    python -m bench.slack [--seconds 2] [--rounds 3] [--in-flight 10] [--folder FOLDER]

Over Socket Mode and over HTTP. Both apps are processes of their own, connected to a fake Slack in this one, and are
driven in turn. The bare app acknowledges each command with a constant and keeps nothing. Ours is the bot as it is run,
on SQLite with `synchronous=FULL` in a temporary folder: a thousand mentors, and each command a transaction that enters
its receipt.
"""

import argparse
import asyncio
import contextlib
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.cli.config import Config, DatabaseConfig, SlackConfig
from adapters.cli.wiring import bot_of, utc_now
from bench.interactions import filled, race, running
from tests.fakes.slack import FakeSlack, FakeUser, FakeWorkspace

PEOPLE = 200
PLATFORM = "slack"
MODES = ("socket", "http")


@dataclass(frozen=True, slots=True)
class Case:
    """A command and its text; `expects` is in the acknowledgement."""

    name: str
    command: str
    text: str = ""
    expects: str = ""


BARE = Case("bare Bolt app", "ping", expects="pong")
OURS = (
    Case("/timezone (reads, writes)", "timezone", "Europe/Berlin", "Time zone saved"),
    Case("/home (reads)", "home", expects="Nothing is open"),
    Case("/find-mentor (ranks)", "find-mentor", "T1", "Mentors who fit"),
)


def bare(api_url: str, token: str, app_token: str, secret: str, port: str) -> None:
    """The baseline: what an app costs that does nothing."""

    async def ping(ack: AsyncAck) -> None:
        await ack(text="pong", response_type="ephemeral")

    async def serve() -> None:
        app = AsyncApp(token=token, signing_secret=secret, client=AsyncWebClient(token, base_url=api_url))
        app.command("/ping")(ping)
        if port != "0":

            async def events(request: web.Request) -> web.Response:
                return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

            await listening(events, int(port))
            await asyncio.Event().wait()
        client = AsyncWebClient(base_url=api_url)
        await AsyncSocketModeHandler(app, app_token, web_client=client).start_async()  # type: ignore[no-untyped-call]  # Bolt left it untyped

    asyncio.run(serve())


async def listening(events: Callable[[web.Request], Awaitable[web.StreamResponse]], port: int) -> None:
    """Serves Slack's requests on this machine."""
    app = web.Application()
    app.add_routes([web.post("/slack/events", events)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()


def ours(api_url: str, token: str, app_token: str, secret: str, port: str, url: str) -> None:
    """The bot as `office-hours run` runs it."""

    async def serve() -> None:
        slack = SlackConfig(
            mode="http" if port != "0" else "socket", bot_token=token, app_token=app_token, signing_secret=secret,
            api_url=api_url.rstrip("/"), listen=int(port) or 8765, address="http://127.0.0.1",
        )  # fmt: skip
        async with bot_of(Config(DatabaseConfig(url), slack=slack)) as serving:
            await serving.ended.wait()

    asyncio.run(serve())


@dataclass
class Driver:
    """A fake Slack with an app connected to it."""

    fake: FakeSlack
    workspace: FakeWorkspace
    users: Sequence[FakeUser]

    async def drive(self, case: Case, seconds: float, in_flight: int) -> tuple[float, list[float]]:
        """So many commands at a time for so long: how many a second were acknowledged, and how long each took."""
        took: list[float] = []
        began = time.perf_counter()

        async def one(number: int) -> None:
            while time.perf_counter() - began < seconds:
                user, asked = self.users[number % len(self.users)], time.perf_counter()
                answer = await self.fake.command(self.workspace, user, case.command, case.text, seconds=30)
                took.append(time.perf_counter() - asked)
                assert answer is not None, f"{case.name}: no acknowledgement"
                assert case.expects in str(answer), f"{case.name}: {answer}"
                self.workspace.messages.clear()
                self.fake.world.shown.clear()
                number += in_flight

        await asyncio.gather(*(one(number) for number in range(in_flight)))
        return len(took) / (time.perf_counter() - began), took


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


async def answered(made: Driver, port: int) -> None:
    """Waits until the app is there."""
    if not port:
        await made.fake.until(lambda: bool(made.fake.sockets.open), "the app connected", seconds=60)
        return
    while True:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.1)


@asynccontextmanager
async def driver(app: Any, mode: str, *url: str) -> AsyncIterator[Driver]:
    """A fake Slack, and an app that is connected to it."""
    async with FakeSlack(lambda: utc_now().timestamp()) as fake:
        workspace = fake.workspace("Bench")
        made = Driver(fake, workspace, [fake.user(workspace, f"Member {number}", "UTC") for number in range(PEOPLE)])
        port = free_port() if mode == "http" else 0
        fake.request_url = f"http://127.0.0.1:{port}/slack/events" if port else ""
        if url:
            await filled(url[0], PLATFORM, workspace.id, [user.id for user in made.users])
        world = fake.world
        with running(app, fake.api_url, workspace.token, world.app_token, world.signing_secret, str(port), *url):
            await answered(made, port)
            await asyncio.sleep(1)
            yield made


async def compare(mode: str, seconds: float, rounds: int, in_flight: int, folder: str) -> None:
    """Prints a row for the baseline and for each of our cases."""
    async with driver(bare, mode) as other, driver(ours, mode, f"sqlite:///{Path(folder) / mode}.db") as us:
        print(f"{mode}:")
        await race(other, BARE, us, OURS, seconds, rounds, in_flight)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--in-flight", type=int, default=10)
    parser.add_argument("--folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder, contextlib.suppress(KeyboardInterrupt):
        print(f"{given.in_flight} in flight, the database in {folder}")
        for mode in MODES:
            asyncio.run(compare(mode, given.seconds, given.rounds, given.in_flight, folder))


if __name__ == "__main__":
    main()
