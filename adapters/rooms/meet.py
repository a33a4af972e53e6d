"""Google Meet, by a service account that acts for one user of a Workspace: a space for each session.

By the Meet API and not by Calendar: only it can open a space to whoever has the link, and mentors and students have no
account in the Workspace. A space has no hours, so nothing is to be moved. Nor can it be deleted: it is closed to all
who are not invited, which is everybody. See https://developers.google.com/workspace/meet/api/reference/rest/v2/spaces.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import jwt

from adapters.rooms.account import Account, Token
from adapters.rooms.wire import Wire
from bot.ports.rooms import Made, Meeting, RoomsUnavailable

NAME = "Google"
SCOPE = "https://www.googleapis.com/auth/meetings.space.created"
MEND = (
    "Is domain-wide delegation granted to the service account's client id, for the scope "
    f"{SCOPE}, and is `google.user` a user of that Workspace?"
)
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LASTS = timedelta(hours=1)
_SPACE = re.compile(r"spaces/[\w-]{1,100}")


class BadKey(ValueError):
    """What was given is not the key of a service account."""


@dataclass(frozen=True, slots=True)
class ServiceKey:
    """The key file of a service account, as Google's console gives it."""

    email: str
    key_id: str
    private_key: str = field(repr=False)
    token_url: str

    @classmethod
    def read(cls, text: str) -> "ServiceKey":
        """Raises BadKey."""
        try:
            held: dict[str, Any] = json.loads(text)
            found = cls(*(str(held[name]) for name in ("client_email", "private_key_id", "private_key", "token_uri")))
            jwt.get_algorithm_by_name("RS256").prepare_key(found.private_key)
        except (ValueError, KeyError, TypeError, jwt.PyJWTError):
            raise BadKey("it is not the JSON key of a service account") from None
        return found


@dataclass(frozen=True, slots=True)
class MeetSettings:
    """One service account, and the e-mail address of the user for whom it acts."""

    key: ServiceKey
    user: str
    api_url: str = "https://meet.googleapis.com"


class Meet:
    """Implements `bot.ports.rooms.MeetingRooms`."""

    def __init__(self, settings: MeetSettings, wire: Wire, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._wire = wire
        self._clock = clock
        self._account = Account(wire, self._token)

    async def create(self, meeting: Meeting) -> Made:
        answer = await self._account.send("POST", f"{self._settings.api_url}/v2/spaces", json=_access("OPEN"))
        if answer.status != 200:
            raise answer.refused("Is the Google Meet API enabled, and may this user open meetings to everybody?")
        return Made(answer.words("name", _SPACE), answer.link("meetingUri"))

    async def move(self, external: str, meeting: Meeting) -> None:
        """A space is there at any hour."""

    async def delete(self, external: str, meeting: Meeting) -> None:
        if not _SPACE.fullmatch(external):
            return
        url, mask = f"{self._settings.api_url}/v2/{external}", {"updateMask": "config.accessType"}
        answer = await self._account.send("PATCH", url, params=mask, json=_access("RESTRICTED"))
        if answer.status not in (200, 404):
            raise answer.refused(MEND)

    async def check(self) -> None:
        await self._account.check()

    async def _token(self) -> Token:
        key, now = self._settings.key, self._clock()
        claims = {
            "iss": key.email,
            "sub": self._settings.user,
            "scope": SCOPE,
            "aud": key.token_url,
            "iat": int(now.timestamp()),
            "exp": int((now + _LASTS).timestamp()),
        }
        signed = jwt.encode(claims, key.private_key, algorithm="RS256", headers={"kid": key.key_id})
        answer = await self._wire.send("POST", key.token_url, data={"grant_type": _GRANT, "assertion": signed})
        if answer.status != 200:
            raise answer.refused(MEND)
        token = Token.of(answer)
        if token.seconds > _LASTS.total_seconds():
            raise RoomsUnavailable("Google gives a token that lasts longer than was asked for")
        return token


def _access(kind: str) -> dict[str, Any]:
    return {"config": {"accessType": kind}}
