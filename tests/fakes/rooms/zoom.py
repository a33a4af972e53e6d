"""Zoom: a server-to-server OAuth app and the meetings of one user."""

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.fakes.rooms.serving import Fake, Refused, form_of, json_of

ACCOUNT, CLIENT, SECRET, USER = "acc1", "client1", "canary-zoom-secret", "host@far.example"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SETTINGS = {"join_before_host": bool, "jbh_time": int, "waiting_room": bool}
_BAD_TOKEN = {"code": 124, "message": "Invalid access token."}


class FakeZoom(Fake):
    """`meetings` by id, as they were sent last."""

    def __init__(self) -> None:
        super().__init__()
        self.meetings: dict[int, dict[str, Any]] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/oauth/token", self._token),
            web.post("/v2/users/{user}/meetings", self._create),
            web.patch("/v2/meetings/{meeting}", self._update),
            web.delete("/v2/meetings/{meeting}", self._delete),
        ]

    async def _token(self, request: web.Request) -> web.Response:
        form = await form_of(request)
        basic = b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if self.is_revoked or request.headers.get("Authorization") != f"Basic {basic}":
            raise Refused(400, {"reason": "Invalid client_id or client_secret", "error": "invalid_client"})
        if form.get("grant_type") != "account_credentials":
            raise Refused(400, {"reason": "unsupported grant type", "error": "unsupported_grant_type"})
        if form.get("account_id") != ACCOUNT:
            raise Refused(400, {"reason": "Bad Request", "error": "invalid_request"})
        return web.json_response({**self.token(), "scope": "meeting:write:meeting:admin"})

    async def _create(self, request: web.Request) -> web.Response:
        self.check_token(request, _BAD_TOKEN)
        if request.match_info["user"] != USER:
            raise Refused(404, {"code": 1001, "message": "User does not exist: canary-message"})
        asked = await json_of(request)
        if not 1 <= len(asked.get("topic", "")) <= 200:
            raise Refused(300, {"code": 300, "message": "Validation Failed."})
        _check_when(asked)
        _check_settings(asked)
        number = 90_000_000_000 + len(self.meetings)
        self.meetings[number] = asked
        said = {
            "id": number,
            "uuid": "4444AAA",
            "join_url": f"{self.link}{number}",
            "start_url": "https://canary-start",
        }
        return web.json_response({**said, **asked, "password": "canary-password"}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        meeting = self._one(request)
        asked = await json_of(request)
        _check_when(asked)
        meeting.update(asked)
        return web.Response(status=204)

    async def _delete(self, request: web.Request) -> web.Response:
        self._one(request)
        if request.query.get("schedule_for_reminder", "false") not in ("true", "false"):
            raise Refused(300, {"code": 300, "message": "Validation Failed."})
        del self.meetings[int(request.match_info["meeting"])]
        return web.Response(status=204)

    def _one(self, request: web.Request) -> dict[str, Any]:
        self.check_token(request, _BAD_TOKEN)
        found = self.meetings.get(int(request.match_info["meeting"]))
        if found is None:
            raise Refused(404, {"code": 3001, "message": "Meeting does not exist."})
        return found


def _check_when(asked: Mapping[str, Any]) -> None:
    is_right = (
        asked.get("type") == 2
        and _MOMENT.fullmatch(asked.get("start_time", ""))
        and isinstance(asked.get("duration"), int)
        and asked["duration"] > 0
        and asked.get("timezone") == "UTC"
    )
    if not is_right:
        raise Refused(300, {"code": 300, "message": "Validation Failed."})


def _check_settings(asked: Mapping[str, Any]) -> None:
    given = asked.get("settings", {})
    if any(name not in _SETTINGS or type(value) is not _SETTINGS[name] for name, value in given.items()):
        raise Refused(300, {"code": 300, "message": "Validation Failed."})
