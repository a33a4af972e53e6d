"""One service over HTTP: a request goes out, an answer comes back, and whatever goes wrong has one name.

Nothing of a request or an answer is logged, and of an answer's words only its error code is ever repeated.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from yarl import URL

from bot.ports.rooms import RoomsUnavailable

TIMEOUT = aiohttp.ClientTimeout(total=12, connect=5)
MOST_BYTES = 1 << 20
LONGEST_WAIT = timedelta(days=1)
_CODE = re.compile(r"[\w.-]{1,60}")
_LINK = re.compile(r"https://[!-~]{1,2000}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said. `body` is empty where it was no JSON object."""

    service: str
    status: int
    body: Mapping[str, Any] = field(repr=False)

    def words(self, name: str, form: re.Pattern[str]) -> str:
        """A field of it. Raises RoomsUnavailable when it is not there or not of this form."""
        value = self.body.get(name)
        found = str(value) if isinstance(value, str | int) else ""
        if not form.fullmatch(found):
            raise RoomsUnavailable(f"{self.service} answers {self.status} without a `{name}` that can be used")
        return found

    def link(self, name: str) -> str:
        """A field that holds an https link. Raises RoomsUnavailable."""
        return self.words(name, _LINK)

    @property
    def code(self) -> str:
        """The service's own name for what is wrong, if it is one word."""
        error = self.body.get("error", self.body.get("code", ""))
        if isinstance(error, Mapping):
            error = error.get("status") or error.get("code") or ""
        return str(error) if _CODE.fullmatch(str(error)) else ""

    def refused(self, mend: str) -> RoomsUnavailable:
        """It will not do it until somebody mends something."""
        code = f" ({self.code})" if self.code else ""
        return RoomsUnavailable(f"{self.service} answers {self.status}{code}. {mend}", is_final=True)


class Wire:
    """Requests to one service, named in the words for whoever runs the bot."""

    def __init__(self, service: str, http: aiohttp.ClientSession, clock: Callable[[], datetime]) -> None:
        self.service = service
        self._http = http
        self._clock = clock

    async def send(self, method: str, url: str, **request: Any) -> Answer:
        """The answer, unless it is "not now". `request` is what aiohttp takes; `url` is escaped already.

        Raises RoomsUnavailable when there is none, for 429, and for 500 and above.
        """
        address = URL(url, encoded=True)
        try:
            async with self._http.request(
                method, address, timeout=TIMEOUT, allow_redirects=False, **request
            ) as response:
                body = await response.content.read(MOST_BYTES)
                while len(body) < MOST_BYTES and (more := await response.content.read(MOST_BYTES - len(body))):
                    body += more
        except TimeoutError:
            raise RoomsUnavailable(f"{self.service} does not answer in time") from None
        except (aiohttp.ClientError, OSError) as error:
            raise RoomsUnavailable(f"{self.service} cannot be reached ({type(error).__name__})") from None
        if response.status == 429 or response.status >= 500:
            wait = self._wait(response.headers.get("Retry-After", ""))
            raise RoomsUnavailable(f"{self.service} answers {response.status}", wait=wait)
        return Answer(self.service, response.status, _object(body))

    def _wait(self, said: str) -> timedelta | None:
        """What stands in Retry-After: seconds, a date as in mail, or one as Zoom writes it."""
        said = said.strip()
        if said.isascii() and said.isdigit():
            return min(timedelta(seconds=int(said[:9])), LONGEST_WAIT)
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                until = read(said)
            except ValueError:
                continue
            aware = until if until.tzinfo else until.replace(tzinfo=UTC)
            return max(timedelta(0), min(aware - self._clock(), LONGEST_WAIT))
        return None


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def moment(at: datetime) -> str:
    """In UTC, as all of these services read it: "2026-03-03T16:00:00Z"."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
