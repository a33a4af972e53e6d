"""The real product in a real browser: a student and a mentor go through a whole request."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

from adapters.cli.migrating import upgrade
from adapters.cli.playing import playground
from adapters.cli.sealing import playground_seal
from tests.adapters.playground.browsing import browser, listen

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""A Monday noon, in a week in which no clock changes."""

NOTE = "I fail at regression.\nYou explained it well in #general."


@asynccontextmanager
async def served(db: Path | None = None) -> AsyncIterator[str]:
    async with playground(db, empty=False, start=START) as chat:
        runner = await chat.serve(0)
        try:
            yield chat.url
        finally:
            await runner.cleanup()


async def opened(running: Browser, url: str, query: str) -> Page:
    context = await running.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = await context.new_page()
    await page.goto(url + query)
    await expect(page.locator("body")).to_have_attribute("data-live", "yes")
    return page


async def types(page: Page, command: str, **fields: str) -> None:
    """A slash command with its typed options, by keyboard."""
    await page.get_by_label("Message", exact=True).fill(command)
    await page.keyboard.press("Enter")
    for name, value in fields.items():
        await page.locator(f"#options [name={name}]").fill(value)
        await page.keyboard.press("Escape")
    if fields:
        await page.keyboard.press("Enter")


def answer(page: Page) -> Locator:
    """The bot's latest answer that only this persona sees."""
    return page.locator(".message.only").last


async def asks_for_a_mentor(amara: Page, mentor: str) -> None:
    await types(amara, "/find-mentor statistics")
    await amara.locator("#options [name=topic]").press("Enter")
    await expect(answer(amara)).to_contain_text("Mentors who fit")
    row = amara.locator(".items > li", has=amara.get_by_role("heading", name=mentor))
    await row.get_by_role("button", name="Request").click()
    dialog = amara.get_by_role("dialog", name="Your request")
    await dialog.get_by_role("button", name="Send request").click()
    await expect(dialog.get_by_text("This is needed.")).to_be_visible()
    await dialog.get_by_label("Why this mentor").fill(NOTE)
    await dialog.get_by_role("button", name="Send request").click()
    await expect(answer(amara)).to_contain_text("Your request is on its way")


async def test_a_student_asks_a_mentor_is_reminded_and_accepts_without_a_reload() -> None:
    complaints: list[str] = []
    async with served() as url, browser() as running:
        amara = await opened(running, url, "?as=amara&room=far-campus/%23general")
        ingrid = await opened(running, url, "?as=ingrid&room=far-campus/%23general")
        listen(amara, complaints)
        listen(ingrid, complaints)
        await asks_for_a_mentor(amara, "Ingrid")
        bell = ingrid.locator("#sidebar").get_by_role("link", name=re.compile(r"Office Hours \d+ unread"))
        await expect(bell).to_be_visible()
        await bell.click()
        request = ingrid.locator(".message", has_text="I fail at regression.").first
        await expect(request).to_contain_text("Would you mentor somebody?")
        await expect(request).to_contain_text("You explained it well in #general.")
        await amara.get_by_role("button", name="Next Monday 9:00").click()
        await expect(amara.get_by_role("status")).to_contain_text(re.compile(r"arrived: .*for Ingrid"))
        await expect(ingrid.locator("#now")).to_contain_text("Mon 9 Mar 2026")
        await request.get_by_role("button", name="Accept", exact=True).click()
        await expect(answer(ingrid)).to_contain_text("You have a mentee")
        await amara.locator("#sidebar").get_by_role("link", name="Office Hours").click()
        await expect(amara.locator("#log")).to_contain_text("@Ingrid is your mentor now")
        await expect(ingrid.locator("#log")).to_contain_text("@Amara is your mentee now")
        await request.get_by_role("button", name="Accept", exact=True).click()
        await expect(answer(ingrid)).to_contain_text("That did not work")
    assert complaints == []


async def test_an_old_button_works_after_a_restart(tmp_path: Path) -> None:
    db = tmp_path / "town.db"
    await asyncio.to_thread(upgrade, f"sqlite:///{db}", playground_seal(db))
    async with browser() as running:
        async with served(db) as url:
            amara = await opened(running, url, "?as=amara&room=far-campus/%23general")
            await asks_for_a_mentor(amara, "Ingrid")
        async with served(db) as url:
            ingrid = await opened(running, url, "?as=ingrid&room=far-campus/%40ingrid")
            request = ingrid.locator(".message", has_text="I fail at regression.").first
            await request.get_by_role("button", name="Accept", exact=True).click()
            await expect(answer(ingrid)).to_contain_text("You have a mentee")


async def test_the_first_screen_is_alive() -> None:
    async with served() as url, browser() as running:
        page = await opened(running, url, "")
        await expect(page.locator("#log .message").first).to_be_visible()
        await expect(page.get_by_role("heading", name="Far Campus")).to_be_visible()
        await page.get_by_label("Message", exact=True).fill("/")
        await expect(page.get_by_role("option", name="/find-mentor")).to_be_visible()
