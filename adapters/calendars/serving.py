"""GET /calendar/<secret>.ics: somebody's sessions, conditional and cacheable, and 404 for everything else alike.

A secret that was revoked, one that never was and one that cannot be are answered after the same steps with the same
bytes. What cannot be answered now is 503: calendars drop what they show when they hear 404.
"""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import format_datetime

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from bot.feeds import Feeds
from bot.ports.storage import StorageBusy

log = logging.getLogger(__name__)

PATH = "/calendar/{secret}.ics"
MOST_BYTES = 1024
"""Of a request's body: nothing is ever sent here."""
MOST_LINE = 4096
"""Of the request's first line and of each header."""
BUSY_SECONDS = "60"
_SILENT = logging.Logger("calendars", logging.CRITICAL + 1)
"""For the web server's own words: those about a request it cannot read would quote it, secret and all."""

_SAFE: dict[str, str] = {
    "Cache-Control": "private, max-age=900",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
_READ = ", ".join((hdrs.METH_GET, hdrs.METH_HEAD))


def answering(feeds: Feeds, clock: Callable[[], datetime]) -> Handler:
    """Answers one request for a calendar; the secret is in `request.match_info`."""

    async def answer(request: web.Request) -> web.Response:
        if request.method not in (hdrs.METH_GET, hdrs.METH_HEAD):
            return web.Response(status=405, headers=_SAFE | {hdrs.ALLOW: _READ})
        try:
            return await _answered(feeds, request, clock())
        except StorageBusy:
            return web.Response(status=503, headers=_SAFE | {hdrs.RETRY_AFTER: BUSY_SECONDS})
        except Exception:
            log.exception("a calendar could not be written")
            return web.Response(status=500, headers=_SAFE)

    return answer


async def _answered(feeds: Feeds, request: web.Request, now: datetime) -> web.Response:
    feed = await feeds.read(request.match_info.get("secret", ""), now)
    if feed is None:
        return nothing()
    tag, changed = f'"{feed.digest}"', format_datetime(feed.changed_at.astimezone(UTC), usegmt=True)
    known = _SAFE | {hdrs.ETAG: tag, hdrs.LAST_MODIFIED: changed}
    if _is_known(request, feed.digest, feed.changed_at):
        return web.Response(status=304, headers=known)
    known |= {hdrs.CONTENT_DISPOSITION: 'attachment; filename="office-hours.ics"'}
    body = await feed.written()
    return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=known)


def _is_known(request: web.Request, digest: str, changed_at: datetime) -> bool:
    """Whether the reader has it already; a tag counts for more than a date (RFC 9110, 13.2.2)."""
    tags = request.if_none_match
    if tags is not None:
        return any(tag.value in (digest, "*") for tag in tags)
    since = request.if_modified_since
    return since is not None and changed_at <= since


def nothing() -> web.Response:
    """There is nothing here, and it is not said why."""
    headers = _SAFE | {"Cache-Control": "no-store"}
    return web.Response(status=404, text="There is no calendar here.", headers=headers)


def application(feeds: Feeds, clock: Callable[[], datetime]) -> web.Application:
    """The web application: calendars, and nothing else."""

    async def lost(request: web.Request) -> web.Response:
        return nothing()

    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_route("*", PATH, answering(feeds, clock))
    app.router.add_route("*", "/{anything:.*}", lost)
    return app


@asynccontextmanager
async def serving_on(feeds: Feeds, clock: Callable[[], datetime], port: int) -> AsyncIterator[int]:
    """Serves on this machine, behind whatever speaks TLS for it; the port it listens on. Raises OSError."""
    runner = web.AppRunner(
        application(feeds, clock),
        access_log=None,
        logger=_SILENT,
        max_line_size=MOST_LINE,
        max_field_size=MOST_LINE,
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
