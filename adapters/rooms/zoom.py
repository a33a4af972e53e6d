"""Zoom, by a server-to-server OAuth app: a scheduled meeting for each session, in one licensed user's account.

Zoom takes no key that would keep a second try from making a second meeting: one that was made and never heard of
stays in that account, unused. See https://developers.zoom.us/docs/internal-apps/s2s-oauth/ and the Meetings API.
"""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from adapters.rooms.account import Account, Token, unknown
from adapters.rooms.wire import Wire, moment
from bot.ports.rooms import Made, Meeting

NAME = "Zoom"
MEND = "Look at the app in the Zoom App Marketplace: is it activated, and are the three `zoom.` keys its own?"
SCOPES = "meeting:write:meeting:admin, meeting:update:meeting:admin, meeting:delete:meeting:admin"
_SCHEDULED = 2
_MEETING = re.compile(r"\d{1,20}")


@dataclass(frozen=True, slots=True)
class ZoomSettings:
    """One app, and the user (an id or an e-mail address) in whose name meetings are made."""

    account_id: str
    client_id: str
    client_secret: str = field(repr=False)
    user: str = "me"
    api_url: str = "https://api.zoom.us/v2"
    login_url: str = "https://zoom.us"


class Zoom:
    """Implements `bot.ports.rooms.MeetingRooms`."""

    def __init__(self, settings: ZoomSettings, wire: Wire) -> None:
        self._settings = settings
        self._wire = wire
        self._account = Account(wire, self._token)

    async def create(self, meeting: Meeting) -> Made:
        url = f"{self._settings.api_url}/users/{quote(self._settings.user, safe='')}/meetings"
        answer = await self._account.send("POST", url, json={"topic": meeting.title, **_when(meeting), **_OPEN})
        if answer.status != 201:
            raise answer.refused(f"Does `zoom.user` exist, and has the app the scopes {SCOPES}?")
        return Made(answer.words("id", _MEETING), answer.link("join_url"))

    async def move(self, external: str, meeting: Meeting) -> None:
        answer = await self._account.send("PATCH", self._one(external), json=_when(meeting))
        if answer.status == 404:
            raise unknown(answer, "meeting")
        if answer.status != 204:
            raise answer.refused(f"Has the app the scopes {SCOPES}?")

    async def delete(self, external: str, meeting: Meeting) -> None:
        if not external:
            return
        answer = await self._account.send("DELETE", self._one(external), params={"schedule_for_reminder": "false"})
        if answer.status not in (204, 404):
            raise answer.refused(f"Has the app the scopes {SCOPES}?")

    async def check(self) -> None:
        await self._account.check()

    def _one(self, external: str) -> str:
        return f"{self._settings.api_url}/meetings/{quote(external, safe='')}"

    async def _token(self) -> Token:
        settings = self._settings
        basic = b64encode(f"{settings.client_id}:{settings.client_secret}".encode()).decode()
        answer = await self._wire.send(
            "POST",
            f"{settings.login_url}/oauth/token",
            headers={"Authorization": f"Basic {basic}"},
            data={"grant_type": "account_credentials", "account_id": settings.account_id},
        )
        if answer.status != 200:
            raise answer.refused(MEND)
        return Token.of(answer)


def _when(meeting: Meeting) -> dict[str, Any]:
    minutes = -(-meeting.length // timedelta(minutes=1))
    return {"type": _SCHEDULED, "start_time": moment(meeting.start), "duration": minutes, "timezone": "UTC"}


_OPEN = {"settings": {"join_before_host": True, "jbh_time": 0, "waiting_room": False}}
"""Neither of the two is the host: they let themselves in."""
