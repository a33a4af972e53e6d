"""Microsoft Teams, by Microsoft Graph with an app's own permission: an online meeting for each session.

`createOrGet` knows our key again, so a second try finds the first one's meeting. What it cannot set (that nobody waits
in a lobby) is set right after. See https://learn.microsoft.com/graph/api/onlinemeeting-createorget.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from adapters.rooms.account import Account, Token, unknown
from adapters.rooms.wire import Answer, Wire, moment
from bot.ports.rooms import Made, Meeting

NAME = "Microsoft Teams"
MEND = "Are `teams.tenant`, `teams.client_id` and `teams.client_secret` those of the app, and has the secret run out?"
_POLICY = (
    "Has the app the application permission OnlineMeetings.ReadWrite.All with an administrator's consent, and is an "
    "application access policy granted for the user `teams.user`?"
)
_SCOPE = "https://graph.microsoft.com/.default"
_MEETING = re.compile(r"[!-~]{1,500}")


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """One app of a tenant, and the object id of the user in whose name meetings are made."""

    tenant: str
    client_id: str
    client_secret: str = field(repr=False)
    user: str
    api_url: str = "https://graph.microsoft.com/v1.0"
    login_url: str = "https://login.microsoftonline.com"


class Teams:
    """Implements `bot.ports.rooms.MeetingRooms`."""

    def __init__(self, settings: TeamsSettings, wire: Wire) -> None:
        self._settings = settings
        self._wire = wire
        self._account = Account(wire, self._token)
        self._meetings = f"{settings.api_url}/users/{quote(settings.user, safe='')}/onlineMeetings"

    async def create(self, meeting: Meeting) -> Made:
        asked = {"externalId": meeting.key, "subject": meeting.title, **_when(meeting)}
        answer = await self._account.send("POST", f"{self._meetings}/createOrGet", json=asked)
        if answer.status not in (200, 201):
            raise answer.refused(_POLICY)
        made = Made(answer.words("id", _MEETING), answer.link("joinWebUrl"))
        await self._change(made.external, {**_OPEN, **_when(meeting)})
        return made

    async def move(self, external: str, meeting: Meeting) -> None:
        await self._change(external, _when(meeting))

    async def delete(self, external: str, meeting: Meeting) -> None:
        known = external or (await self.create(meeting)).external
        answer = await self._account.send("DELETE", self._one(known))
        if answer.status not in (204, 404):
            raise answer.refused(_POLICY)

    async def check(self) -> None:
        await self._account.check()

    async def _change(self, external: str, values: dict[str, Any]) -> Answer:
        answer = await self._account.send("PATCH", self._one(external), json=values)
        if answer.status == 404:
            raise unknown(answer, "meeting")
        if answer.status != 200:
            raise answer.refused(_POLICY)
        return answer

    def _one(self, external: str) -> str:
        return f"{self._meetings}/{quote(external, safe='')}"

    async def _token(self) -> Token:
        settings = self._settings
        answer = await self._wire.send(
            "POST",
            f"{settings.login_url}/{quote(settings.tenant, safe='')}/oauth2/v2.0/token",
            data={
                "grant_type": "client_credentials",
                "client_id": settings.client_id,
                "client_secret": settings.client_secret,
                "scope": _SCOPE,
            },
        )
        if answer.status != 200:
            raise answer.refused(MEND)
        return Token.of(answer)


def _when(meeting: Meeting) -> dict[str, str]:
    return {"startDateTime": moment(meeting.start), "endDateTime": moment(meeting.end)}


_OPEN = {"lobbyBypassSettings": {"scope": "everyone", "isDialInBypassEnabled": True}}
"""Neither of the two is the organizer: they let themselves in."""
