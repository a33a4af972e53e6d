"""Keeps other sites and other names out of the page on this machine (DNS rebinding, cross-site requests).

Four checks, each enough against one known attack: the exact Host (a rebound name has another), a random token
in the path (nobody else can know an address), Origin and Sec-Fetch-Site on whatever changes something, and a
JSON content type (a plain HTML form cannot send it). No CORS header is ever sent.
"""

import secrets
from hmac import compare_digest

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

ADDRESS = "127.0.0.1"
MOST_BYTES = 64 * 1024
"""Of a request's body: five fields of a form, each of some thousand characters, many times over."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


class Guard:
    """Knows the token and, once the server is bound, the port; lets in what belongs to this page."""

    def __init__(self, token: str = "") -> None:
        self.token = token or secrets.token_urlsafe(18)
        self.port = 0

    @property
    def hosts(self) -> tuple[str, str]:
        return f"{ADDRESS}:{self.port}", f"localhost:{self.port}"

    def refusal(self, request: web.BaseRequest) -> str:
        """Why a request is turned away; empty when it may pass."""
        if request.headers.get(hdrs.HOST, "") not in self.hosts:
            return "This page answers to its own address only."
        segment = request.path.split("/")[1]
        if not compare_digest(segment.encode(), self.token.encode()):
            return "Open the address that was printed when the playground started."
        if self._changes_something(request) and not self._is_our_own(request):
            return "This came from another page."
        return ""

    @staticmethod
    def _changes_something(request: web.BaseRequest) -> bool:
        upgrades = request.headers.get(hdrs.UPGRADE, "").lower() == "websocket"
        return upgrades or request.method not in (hdrs.METH_GET, hdrs.METH_HEAD)

    def _is_our_own(self, request: web.BaseRequest) -> bool:
        host = request.headers[hdrs.HOST]
        same_origin = request.headers.get(hdrs.ORIGIN) == f"http://{host}"
        same_site = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        return same_origin and same_site and self._is_json(request)

    @staticmethod
    def _is_json(request: web.BaseRequest) -> bool:
        return request.method != hdrs.METH_POST or request.content_type == "application/json"

    def policy(self) -> str:
        """The Content-Security-Policy: all from here, no inline script or style, framed by itself only."""
        sockets = " ".join(f"ws://{host}" for host in self.hosts)
        return (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; "
            f"connect-src 'self' {sockets}; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
        )

    async def protect(self, request: web.Request, response: web.StreamResponse) -> None:
        """Puts the headers on every response, whoever made it."""
        response.headers.update(_HEADERS)
        response.headers["Content-Security-Policy"] = self.policy()

    def middleware(self) -> Middleware:
        """Turns foreign requests away before any route is looked up."""

        @web.middleware
        async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
            refusal = self.refusal(request)
            if refusal:
                return web.Response(status=403, text=refusal)
            return await handler(request)

        return guarded
