"""Microsoft: an app that signs in by itself, and the online meetings of one user in Graph."""

import re
from datetime import datetime
from typing import Any

from aiohttp import web

from tests.fakes.rooms.serving import Fake, Refused, form_of, json_of

TENANT, CLIENT, SECRET = "tenant-1", "client-1", "canary-teams-secret"
USER = "8716745d-77a9-4be3-afff-009e4b81658e"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_CREATES = {"externalId", "subject", "startDateTime", "endDateTime", "participants"}
_UPDATES = {"subject", "startDateTime", "endDateTime", "lobbyBypassSettings"}
_LOBBIES = ("organizer", "organization", "organizationAndFederated", "everyone", "invited")


def _error(status: int, code: str) -> Refused:
    return Refused(status, {"error": {"code": code, "message": "canary-message"}})


class FakeMicrosoft(Fake):
    """`meetings` by id. `has_policy`: the app may act for the user."""

    def __init__(self) -> None:
        super().__init__()
        self.meetings: dict[str, dict[str, Any]] = {}
        self.has_policy = True

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/{tenant}/oauth2/v2.0/token", self._token),
            web.post("/v1.0/users/{user}/onlineMeetings/createOrGet", self._create),
            web.patch("/v1.0/users/{user}/onlineMeetings/{meeting}", self._update),
            web.delete("/v1.0/users/{user}/onlineMeetings/{meeting}", self._delete),
        ]

    async def _token(self, request: web.Request) -> web.Response:
        form = await form_of(request)
        if request.match_info["tenant"] != TENANT:
            raise Refused(400, {"error": "invalid_request", "error_codes": [90002]})
        if (
            form.get("grant_type") != "client_credentials"
            or form.get("scope") != "https://graph.microsoft.com/.default"
        ):
            raise Refused(400, {"error": "invalid_scope", "error_codes": [70011]})
        if self.is_revoked or (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            raise Refused(401, {"error": "invalid_client", "error_codes": [7000215], "error_description": "canary"})
        return web.json_response({**self.token(), "ext_expires_in": self.lasts})

    async def _create(self, request: web.Request) -> web.Response:
        self._check(request)
        asked = await json_of(request)
        if set(asked) - _CREATES or not asked.get("externalId"):
            raise _error(400, "BadRequest")
        _check_when(asked)
        for number, known in self.meetings.items():
            if known["externalId"] == asked["externalId"]:
                return web.json_response({"id": number, **known})
        number = f"MSpk/Yz=E3*{len(self.meetings)}"
        self.meetings[number] = {**asked, "joinWebUrl": f"{self.link}{len(self.meetings)}"}
        return web.json_response({"id": number, **self.meetings[number]}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        meeting, asked = self._one(request), await json_of(request)
        if set(asked) - _UPDATES:
            raise _error(400, "BadRequest")
        if {"startDateTime", "endDateTime"} & set(asked):
            _check_when(asked)
        if asked.get("lobbyBypassSettings", {}).get("scope", "everyone") not in _LOBBIES:
            raise _error(400, "BadRequest")
        meeting.update(asked)
        return web.json_response({"id": request.match_info["meeting"], **meeting})

    async def _delete(self, request: web.Request) -> web.Response:
        self._one(request)
        del self.meetings[request.match_info["meeting"]]
        return web.Response(status=204)

    def _check(self, request: web.Request) -> None:
        self.check_token(request, {"error": {"code": "InvalidAuthenticationToken", "message": "expired"}})
        if not self.has_policy or request.match_info["user"] != USER:
            raise _error(403, "Forbidden")

    def _one(self, request: web.Request) -> dict[str, Any]:
        self._check(request)
        if request.match_info["meeting"] not in self.meetings:
            raise _error(404, "NotFound")
        return self.meetings[request.match_info["meeting"]]


def _check_when(asked: dict[str, Any]) -> None:
    moments = [asked.get("startDateTime", ""), asked.get("endDateTime", "")]
    if not all(_MOMENT.fullmatch(moment) for moment in moments):
        raise _error(400, "BadRequest")
    start, end = map(datetime.fromisoformat, moments)
    if end <= start:
        raise _error(400, "BadRequest")
