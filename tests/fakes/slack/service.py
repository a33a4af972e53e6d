"""The service: what a test sets up, what people do in it, what it saw."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack import payloads
from tests.fakes.slack.acting import applied, element, fields
from tests.fakes.slack.faults import Faults, Outcome, slow_down
from tests.fakes.slack.serving import Server
from tests.fakes.slack.socket import Acknowledgement, Sockets
from tests.fakes.slack.wire import JSON, Request
from tests.fakes.slack.world import FakeChannel, FakeMessage, FakeUser, FakeView, FakeWorkspace, World

ACK_SECONDS = 3.0
Thing = FakeMessage | FakeView


class FakeSlack:
    """One Slack on 127.0.0.1, used as an async context manager. Without `request_url` it speaks over Socket Mode.

    `stamp` tells the seconds since the epoch that signatures bear.
    """

    def __init__(self, stamp: Callable[[], float] = lambda: 1_790_000_000.0) -> None:
        loop = asyncio.get_event_loop()
        self.world = World(loop.time)
        self.faults = Faults(loop.time)
        self.sockets = Sockets()
        self.server = Server(self.world, self.sockets, self.faults)
        self.request_url = ""
        self.last: tuple[str, JSON] = ("", {})
        self.stamp = stamp
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "FakeSlack":
        await self.server.start()
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session:
            await self._session.close()
        await self.server.close()

    @property
    def api_url(self) -> str:
        """For `base_url`."""
        return f"http://{self.world.address}/api/"

    @property
    def requests(self) -> list[Request]:
        """Every request, in order."""
        return self.server.requests

    def asked(self, method: str) -> list[Request]:
        """The requests of one method."""
        return [one for one in self.requests if one.method == method]

    def workspace(self, name: str, *, is_installed: bool = True) -> FakeWorkspace:
        """A new workspace, with a general channel the bot is in."""
        number = self.world.number()
        bot = FakeUser(f"UB{number:04}", "Office Hours", f"T{number:04}", is_bot=True)
        token = f"xoxb-{number}-fake" if is_installed else ""
        made = FakeWorkspace(bot.home, name, token, bot.id, users={bot.id: bot})
        self.world.workspaces[made.id] = made
        self.channel(made, "general")
        return made

    def user(self, workspace: FakeWorkspace, name: str, zone: str = "", **known: Any) -> FakeUser:
        """Somebody in a workspace; `home` makes them a guest of another."""
        made = FakeUser(f"U{self.world.number():05}", name, known.pop("home", workspace.id), zone, **known)
        workspace.users[made.id] = made
        return made

    def channel(self, workspace: FakeWorkspace, name: str, *, has_bot: bool = True) -> FakeChannel:
        """A channel."""
        made = FakeChannel(f"C{self.world.number():05}", name, {workspace.bot} if has_bot else set())
        workspace.channels[made.id] = made
        return made

    def code(self, workspace: FakeWorkspace) -> str:
        """What somebody brings back who agreed to install."""
        made = f"code-{self.world.number()}"
        self.world.codes[made] = workspace.id
        return made

    def dms(self, workspace: FakeWorkspace, user: FakeUser) -> list[FakeMessage]:
        """What the bot wrote to somebody of its own accord."""
        channel = workspace.dm(user.id)
        return [one for one in workspace.messages if one.channel == channel and not (one.is_answer or one.files)]

    def shared(self, workspace: FakeWorkspace, channel: str) -> list[JSON]:
        """The files shared in a channel or in direct messages: `filename`, `data`."""
        ids = [file for one in workspace.messages if one.channel == channel for file in one.files]
        return [self.world.files[file] for file in ids]

    async def command(
        self, workspace: FakeWorkspace, user: FakeUser, name: str, said: str = "", channel: str = "", **how: Any
    ) -> Acknowledgement:
        """Types a command; in the general channel unless another is named."""
        place = channel or next(iter(workspace.channels))
        payload = payloads.command(self.world, workspace, user, name, said, place)
        return await self.deliver("slash_commands", payload, **how)

    async def press(
        self, workspace: FakeWorkspace, user: FakeUser, on: Thing, label: str, **how: Any
    ) -> Acknowledgement:
        """Presses the first button whose label begins so."""
        one = element(on, label)
        return await self.deliver("interactive", payloads.action(self.world, workspace, user, on, one), **how)

    async def pick(
        self, workspace: FakeWorkspace, user: FakeUser, on: Thing, what: str, value: str, **how: Any
    ) -> Acknowledgement:
        """Picks in a menu or picker, found by its placeholder."""
        one = element(on, what)
        key = {
            "users_select": "selected_user", "conversations_select": "selected_conversation",
            "datepicker": "selected_date",
        }.get(one["type"])  # fmt: skip
        chosen = {key: value} if key else {"selected_option": {"value": value}}
        payload = payloads.action(self.world, workspace, user, on, one, **chosen)
        return await self.deliver("interactive", payload, **how)

    async def submit(
        self, workspace: FakeWorkspace, user: FakeUser, view: FakeView, typed: JSON, **how: Any
    ) -> Acknowledgement:
        """Sends a modal; fields that are not named keep what stands in them."""
        payload = payloads.submission(self.world, workspace, user, view, fields(view, typed))
        return await self.deliver("interactive", payload, **how)

    async def suggest(
        self, workspace: FakeWorkspace, user: FakeUser, on: Thing, action_id: str, block_id: str, typed: str
    ) -> Sequence[str]:
        """The values offered for what was typed."""
        payload = payloads.suggestion(workspace, user, on, action_id, block_id, typed)
        answer = await self.deliver("interactive", payload) or {}
        return [one["value"] for one in answer.get("options", [])]

    async def tell(self, workspace: FakeWorkspace, told: JSON, event_id: str = "", **how: Any) -> Acknowledgement:
        """Sends an event."""
        return await self.deliver("events_api", payloads.event(self.world, workspace, told, event_id), **how)

    async def open_home(self, workspace: FakeWorkspace, user: FakeUser) -> None:
        """Somebody looks at the app's home."""
        told = {"type": "app_home_opened", "user": user.id, "channel": workspace.dm(user.id), "tab": "home"}
        await self.tell(workspace, {**told, "event_ts": "1.1"})

    async def deliver(self, kind: str, payload: JSON, times: int = 1, seconds: float = ACK_SECONDS) -> Acknowledgement:
        """Sends a payload, several times over if wanted, and does what the first acknowledgement says."""
        self.last = kind, payload
        envelope = f"envelope-{self.world.number()}"
        ways = [self._sent(kind, payload, seconds, envelope) for _ in range(times)]
        answers = await asyncio.gather(*ways)
        first = next((answer for answer in answers if answer), answers[0])
        if first:
            applied(self.world, payload, first)
        elif payload.get("type") == "view_submission" and first is not None:
            self.world.workspaces[payload["team"]["id"]].modals[payload["user"]["id"]].pop()
        return first

    async def again(self, times: int = 1) -> None:
        """The newest payload comes anew, each time in an envelope of its own; what is answered now is not shown."""
        kind, payload = self.last
        for _ in range(times):
            await self._sent(kind, payload, ACK_SECONDS, f"envelope-{self.world.number()}")

    async def _sent(self, kind: str, payload: JSON, seconds: float, envelope: str) -> Acknowledgement:
        if not self.request_url:
            return await self.sockets.deliver(kind, payload, seconds, envelope)
        status, said = await self.post(*signed(self.world.signing_secret, self.stamp(), kind, payload), seconds)
        found: JSON | None = None if status != 200 else json.loads(said) if said[:1] == "{" else {}
        return found

    async def post(self, body: bytes, headers: dict[str, str], seconds: float = ACK_SECONDS) -> tuple[int, str]:
        """Posts to the app's address: status and answer."""
        assert self._session
        with suppress(TimeoutError):
            async with (
                asyncio.timeout(seconds),
                self._session.post(self.request_url, data=body, headers=headers) as answer,
            ):
                return answer.status, await answer.text()
        return 0, ""

    def error(self, method: str, error: str, times: int = 1_000, team: str = "") -> None:
        """The next requests of a method are refused."""
        self.faults.add(method, times, Outcome(200, {"ok": False, "error": error}), team)

    def slow_down(self, method: str, seconds: float, times: int = 1, team: str = "") -> None:
        """The next requests of a method are answered with 429."""
        self.faults.add(method, times, slow_down(seconds), team)

    def lose(self, method: str, times: int = 1) -> None:
        """The next requests of a method are done, but their answers get lost."""
        self.faults.add(method, times)

    async def until(self, is_so: Callable[[], bool], what: str, seconds: float = 10.0) -> None:
        """Waits until something is so. Raises AssertionError naming what did not come."""
        end = asyncio.get_running_loop().time() + seconds
        while not is_so():
            assert asyncio.get_running_loop().time() < end, f"waited {seconds} s in vain: {what}"
            await asyncio.sleep(0.002)


def signed(secret: str, stamp: float, kind: str, payload: JSON) -> tuple[bytes, dict[str, str]]:
    """A request as Slack posts it: body and headers."""
    if kind == "slash_commands":
        body, content = urlencode(payload).encode(), "application/x-www-form-urlencoded"
    elif kind == "interactive":
        body, content = urlencode({"payload": json.dumps(payload)}).encode(), "application/x-www-form-urlencoded"
    else:
        body, content = json.dumps(payload).encode(), "application/json"
    said = f"{int(stamp)}"
    digest = hmac.new(secret.encode(), b"v0:" + said.encode() + b":" + body, hashlib.sha256).hexdigest()
    return body, {
        "Content-Type": content, "X-Slack-Request-Timestamp": said, "X-Slack-Signature": f"v0={digest}",
    }  # fmt: skip
