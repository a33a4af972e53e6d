"""Draws what a view promises to show: after the transaction, off the event loop, one picture at a time."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from bot.views import Card, View

log = logging.getLogger(__name__)

_PENCIL = ThreadPoolExecutor(1, "pictures")
"""One hand: matplotlib is not made for several at once. The thread begins with the first picture."""


async def drawn(view: View) -> View:
    """The view with its picture. Never raises: what was asked is done by now, and a card says all without it too."""
    if not isinstance(view, Card) or view.picture is None or view.picture.draw is None:
        return view
    try:
        png = await asyncio.get_running_loop().run_in_executor(_PENCIL, view.picture.draw)
    except Exception:
        log.exception("the picture %s could not be drawn", view.picture.name)
        return replace(view, picture=None)
    return replace(view, picture=replace(view.picture, png=png, draw=None))
