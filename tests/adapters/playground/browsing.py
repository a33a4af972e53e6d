"""A real headless browser for tests, wherever this machine keeps one."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Playwright, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = "no Chromium on this machine: install Debian's `chromium` or run `playwright install chromium`"


def executable(playwright: Playwright) -> str:
    """The browser's path. Skips the test when there is none; where CI is set, that is a failure."""
    own = playwright.chromium.executable_path
    found = next((path for name in NAMES if (path := shutil.which(name))), own if Path(own).exists() else "")
    if not found and os.environ.get("CI"):
        pytest.fail(MISSING)
    if not found:
        pytest.skip(MISSING)
    return found


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=executable(playwright), args=[*FLAGS])
        try:
            yield running
        finally:
            await running.close()


def listen(page: Page, complaints: list[str]) -> None:
    """Collects what goes wrong in a page: errors, refused resources, requests to other machines."""
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: complaints.append(request.url) if foreign(request.url) else None)


def foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:"))
