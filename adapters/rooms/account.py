"""A service as somebody who is signed in sees it: the token is kept, renewed ahead of its end, and by one at a time."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from adapters.rooms.wire import Answer, Wire
from bot.ports.rooms import RoomsUnavailable

AHEAD_SECONDS = 120.0
_TOKEN = re.compile(r"[!-~]{1,10000}")
_SECONDS = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Token:
    """What opens a service, and for how many seconds from now."""

    value: str = field(repr=False)
    seconds: float

    @classmethod
    def of(cls, answer: Answer) -> "Token":
        """What a token endpoint gave. Raises RoomsUnavailable for what is none."""
        return cls(answer.words("access_token", _TOKEN), float(answer.words("expires_in", _SECONDS)))


class Tokens:
    """The token there is, or a new one."""

    def __init__(self, fetch: Callable[[], Awaitable[Token]], now: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._now = now
        self._fetching = asyncio.Lock()
        self._value = ""
        self._until = 0.0

    async def get(self, refused: str = "") -> str:
        """One that is not `refused` and lasts a while. Whoever waits meanwhile gets the one that was fetched."""
        async with self._fetching:
            if not self._value or self._value == refused or self._now() >= self._until:
                token = await self._fetch()
                self._value = token.value
                self._until = self._now() + token.seconds - min(AHEAD_SECONDS, token.seconds / 2)
            return self._value


class Account:
    """Sends with a token; one that is refused is renewed, once."""

    def __init__(self, wire: Wire, fetch: Callable[[], Awaitable[Token]]) -> None:
        self._wire = wire
        self._tokens = Tokens(fetch)

    async def send(self, method: str, url: str, **request: Any) -> Answer:
        """As `Wire.send`. Raises RoomsUnavailable, also when a fresh token is refused."""
        token = await self._tokens.get()
        answer = await self._send(method, url, token, request)
        if answer.status == 401:
            answer = await self._send(method, url, await self._tokens.get(refused=token), request)
        if answer.status == 401:
            raise answer.refused("It refuses the token it has just given: is the app still allowed in?")
        return answer

    async def check(self) -> None:
        """Raises RoomsUnavailable when no token is to be had."""
        await self._tokens.get()

    async def _send(self, method: str, url: str, token: str, request: dict[str, Any]) -> Answer:
        return await self._wire.send(method, url, headers={"Authorization": f"Bearer {token}"}, **request)


def unknown(answer: Answer, what: str) -> RoomsUnavailable:
    """The room that was to be changed is not there."""
    return RoomsUnavailable(f"{answer.service} has no such {what} any more", is_final=True)
