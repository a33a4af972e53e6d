"""Google: a service account with domain-wide delegation, and the Meet API's spaces."""

import json
from datetime import datetime
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.fakes.rooms.serving import Fake, Refused, form_of, json_of

EMAIL, USER, KEY_ID = "bot@project.iam.gserviceaccount.com", "host@far.example", "kid1"
SCOPE = "https://www.googleapis.com/auth/meetings.space.created"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_TYPES = ("OPEN", "TRUSTED", "RESTRICTED")
_BAD_TOKEN = {"error": {"code": 401, "message": "Request had invalid authentication", "status": "UNAUTHENTICATED"}}


class FakeGoogle(Fake):
    """`spaces` by name, with who may enter. `now` is what its clock says."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.now = now
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.spaces: dict[str, str] = {}

    def key_file(self, key: rsa.RSAPrivateKey | None = None) -> str:
        """What the console gives to download; signed with another key for one that was deleted there."""
        pem = (key or self.key).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        held = {
            "type": "service_account",
            "client_email": EMAIL,
            "private_key_id": KEY_ID,
            "private_key": pem.decode(),
            "token_uri": f"{self.url}/token",
        }
        return json.dumps(held)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/token", self._token),
            web.post("/v2/spaces", self._create),
            web.patch("/v2/spaces/{space}", self._patch),
        ]

    async def _token(self, request: web.Request) -> web.Response:
        form = await form_of(request)
        if form.get("grant_type") != _GRANT:
            raise Refused(400, {"error": "unsupported_grant_type", "error_description": "Invalid grant_type"})
        claims = self._claims(form.get("assertion", ""))
        if self.is_revoked or claims.get("scope") != SCOPE or claims.get("sub") != USER:
            raise Refused(401, {"error": "unauthorized_client", "error_description": "canary-message"})
        return web.json_response(self.token())

    def _claims(self, assertion: str) -> dict[str, Any]:
        try:
            options = {"verify_exp": False, "verify_iat": False}
            found: dict[str, Any] = jwt.decode(
                assertion, self.key.public_key(), ["RS256"], audience=f"{self.url}/token", issuer=EMAIL, options=options
            )
            is_right = jwt.get_unverified_header(assertion).get("kid") == KEY_ID
        except jwt.PyJWTError:
            raise Refused(400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}) from None
        begins, ends = found.get("iat", 0), found.get("exp", 0)
        if not is_right or abs(begins - self.now.timestamp()) > 300 or not 0 < ends - begins <= 3600:
            raise Refused(
                400, {"error": "invalid_grant", "error_description": "Invalid JWT: Token must be short-lived"}
            )
        return found

    async def _create(self, request: web.Request) -> web.Response:
        self.check_token(request, _BAD_TOKEN)
        kind = _access_of(await json_of(request))
        name = f"spaces/jQCF-{len(self.spaces)}"
        self.spaces[name] = kind
        said = {"name": name, "meetingUri": f"{self.link}{len(self.spaces)}", "meetingCode": "abc-mnop-xyz"}
        return web.json_response({**said, "config": {"accessType": kind, "entryPointAccess": "ALL"}})

    async def _patch(self, request: web.Request) -> web.Response:
        self.check_token(request, _BAD_TOKEN)
        name = f"spaces/{request.match_info['space']}"
        if name not in self.spaces:
            raise Refused(404, {"error": {"code": 404, "message": "Not found", "status": "NOT_FOUND"}})
        if request.query.get("updateMask") != "config.accessType":
            raise Refused(400, {"error": {"code": 400, "message": "mask", "status": "INVALID_ARGUMENT"}})
        self.spaces[name] = _access_of(await json_of(request))
        return web.json_response({"name": name, "config": {"accessType": self.spaces[name]}})


def _access_of(asked: dict[str, Any]) -> str:
    config = asked.get("config", {})
    if set(asked) - {"config"} or set(config) - {"accessType"} or config.get("accessType") not in _TYPES:
        raise Refused(400, {"error": {"code": 400, "message": "unknown field", "status": "INVALID_ARGUMENT"}})
    return str(config["accessType"])
