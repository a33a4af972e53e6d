"""Slack over HTTP: what Slack posts, and how a workspace installs the bot (OAuth 2)."""

import hashlib
import hmac
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import PLATFORM
from adapters.slack.manifest import SCOPES
from adapters.slack.refusal import word
from adapters.slack.service import Settings, Slack
from adapters.slack.signing import Signatures
from bot.ports.installs import Install

log = logging.getLogger(__name__)

MOST_BYTES = 1_000_000
STATE_SECONDS = 600
COOKIE = "office-hours-install"


@asynccontextmanager
async def serving_on(slack: Slack, settings: Settings, clock: Callable[[], datetime], port: int) -> AsyncIterator[int]:
    """Serves on this machine, behind whatever speaks TLS for it; the port it listens on. Raises OSError."""
    runner = web.AppRunner(routes(slack, settings, clock), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    try:
        await site.start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


def routes(slack: Slack, settings: Settings, clock: Callable[[], datetime]) -> web.Application:
    """The web application: /slack/events, /slack/install, /slack/oauth_redirect, /healthz."""
    signatures, states = Signatures(settings.signing_secret), States(settings.signing_secret)

    async def events(request: web.Request) -> web.Response:
        body = await request.read()
        stamp, signature = (request.headers.get(f"X-Slack-{name}", "") for name in ("Request-Timestamp", "Signature"))
        if not signatures.is_new(stamp, signature, body, clock().timestamp()):
            return web.Response(status=401)
        try:
            body.decode()
        except UnicodeDecodeError:
            return web.Response(status=400)
        return await to_aiohttp_response(await slack.bolt.async_dispatch(await to_bolt_request(request)))

    async def install(request: web.Request) -> web.Response:
        state, secret = states.new(clock().timestamp())
        wanted = {
            "client_id": settings.client_id,
            "scope": ",".join(sorted(SCOPES)),
            "state": state,
            "redirect_uri": f"{settings.address}/slack/oauth_redirect",
        }
        there = f"{_authorize_url(settings.api_url)}?{urlencode(wanted)}"
        found = web.Response(status=302, headers={"Location": there})
        found.set_cookie(
            COOKIE, secret, max_age=STATE_SECONDS, httponly=True, samesite="Lax", secure=_is_secure(settings)
        )
        return found

    async def redirected(request: web.Request) -> web.Response:
        state, secret = request.query.get("state", ""), request.cookies.get(COOKIE, "")
        if not states.take(state, secret, clock().timestamp()):
            return web.Response(status=400, text="This link was used, or is too old. Begin again at /slack/install.")
        return await _installed(slack, settings, request.query.get("code", ""))

    async def health(request: web.Request) -> web.Response:
        return web.Response(text="ok")

    app = web.Application(client_max_size=MOST_BYTES)
    app.add_routes(
        [
            web.post("/slack/events", events),
            web.get("/slack/install", install),
            web.get("/slack/oauth_redirect", redirected),
            web.get("/healthz", health),
        ]
    )
    return app


async def _installed(slack: Slack, settings: Settings, code: str) -> web.Response:
    client = AsyncWebClient(base_url=settings.api_url, retry_handlers=[])
    try:
        answer = await client.oauth_v2_access(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            code=code,
            redirect_uri=f"{settings.address}/slack/oauth_redirect",
        )
    except SlackApiError as error:
        log.warning("an installation was refused: %s", word(error))
        return web.Response(status=400, text="Slack did not confirm the installation. Begin again at /slack/install.")
    except (OSError, aiohttp.ClientError, TimeoutError) as error:
        log.warning("an installation was lost: %s", type(error).__name__)
        return web.Response(status=502, text="Slack could not be reached. Begin again at /slack/install in a while.")
    team = answer.get("team") or {}
    install = Install(
        PLATFORM, str(team["id"]), str(team["name"]), str(answer["access_token"]), str(answer["bot_user_id"])
    )
    await slack.installed(install)
    return web.Response(text="Installed. Go to Slack and type /setup.")


def _authorize_url(api_url: str) -> str:
    """Beside the API: https://slack.com/api/ and https://slack.com/oauth/v2/authorize."""
    return api_url.rstrip("/").removesuffix("/api") + "/oauth/v2/authorize"


def _is_secure(settings: Settings) -> bool:
    return settings.address.startswith("https://")


class States:
    """States of installations under way: each belongs to one browser, is taken once, and soon ends."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._taken: dict[str, float] = {}

    def new(self, now: float) -> tuple[str, str]:
        """A state for the address, and what the browser keeps to prove that it is its own."""
        kept = secrets.token_urlsafe(24)
        return self._state(kept, int(now)), kept

    def take(self, state: str, kept: str, now: float) -> bool:
        """Whether this browser may go on with this state, now and never again."""
        stamp, _, _ = state.partition(".")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12 and kept.isascii()):
            return False
        if not 0 <= now - int(stamp) <= STATE_SECONDS or state in self._taken:
            return False
        if not hmac.compare_digest(self._state(kept, int(stamp)), state):
            return False
        self._taken = {one: at for one, at in self._taken.items() if at > now - STATE_SECONDS} | {state: now}
        return True

    def _state(self, kept: str, stamp: int) -> str:
        digest = hmac.new(self._secret, f"{stamp}:{kept}".encode(), hashlib.sha256).hexdigest()
        return f"{stamp}.{digest}"
