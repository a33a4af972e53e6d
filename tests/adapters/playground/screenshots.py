"""Takes the pictures of docs/: `python -m tests.adapters.playground.screenshots docs/playground`."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from adapters.cli.playing import playground
from tests.adapters.playground.browsing import browser

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DESK, PHONE = (1280, 800), (390, 844)
NOTE = "I fail at regression, and you explained it so well in #general. Could we look at one homework together?"
HEAVY = "I can't do this any more, I want to die."


async def opened(running: Browser, url: str, size: tuple[int, int] = DESK, scheme: str = "light") -> Page:
    context = await running.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    await context.add_init_script("localStorage.setItem('intro', 'seen')")
    page = await context.new_page()
    await page.goto(url)
    await expect(page.locator("body")).to_have_attribute("data-live", "yes")
    return page


async def looks_for_a_mentor(page: Page, folder: Path) -> None:
    await page.get_by_label("Message", exact=True).fill("/")
    await expect(page.get_by_role("option").first).to_be_visible()
    await page.screenshot(path=folder / "commands.png")
    await page.get_by_label("Message", exact=True).fill("/find-mentor")
    await page.keyboard.press("Enter")
    await page.locator("#options [name=topic]").press_sequentially("stat")
    await expect(page.locator(".combo li").first).to_be_visible()
    await page.screenshot(path=folder / "options.png")
    await page.locator("#options [name=topic]").fill("statistics")
    await page.keyboard.press("Enter")
    await expect(page.locator(".only .listing")).to_be_visible()
    await page.screenshot(path=folder / "chat.png")


async def asks_ingrid(page: Page, folder: Path) -> None:
    row = page.locator(".items > li", has_text="Ingrid")
    await row.get_by_role("button", name="Request").click()
    await page.get_by_role("dialog").get_by_label("Why this mentor").fill(NOTE)
    await page.screenshot(path=folder / "form.png")
    await page.get_by_role("button", name="Send request").click()
    await expect(page.locator(".only").last).to_contain_text("on its way")


async def side_by_side(running: Browser, url: str, folder: Path) -> None:
    page = await opened(running, f"{url}pair?left=amara&right=ingrid", (1440, 860))
    right = page.frame_locator("iframe").last
    await right.locator("#sidebar").get_by_role("link", name="Office Hours").click()
    await expect(right.get_by_text("Would you mentor somebody?").last).to_be_visible()
    await page.get_by_role("button", name="Next Monday 9:00").click()
    await expect(page.get_by_role("status")).to_contain_text("arrived")
    await page.screenshot(path=folder / "side-by-side.png")


async def sets_up(running: Browser, url: str, folder: Path) -> None:
    page = await opened(running, f"{url}?as=maya&room=far-campus/%23general")
    await page.get_by_label("Message", exact=True).fill("/setup")
    await page.keyboard.press("Enter")
    await expect(page.locator(".only .listing")).to_be_visible()
    await page.screenshot(path=folder / "setup.png")


async def reads_the_week(running: Browser, url: str, folder: Path) -> None:
    page = await opened(running, f"{url}?as=amara&room=far-campus/%23announcements", (1280, 1000))
    await expect(page.get_by_text("all of us together")).to_be_visible()
    await expect(page.locator("#log img")).to_be_visible()
    await page.screenshot(path=folder / "week.png")


async def vents(running: Browser, url: str, folder: Path) -> None:
    """At night on a phone: who hears it, and what is shown where words sound like danger."""
    page = await opened(running, f"{url}?as=amara&room=far-campus/%23vent", PHONE)
    await types(page, "/vent")
    await page.get_by_role("button", name="I understand and agree").click()
    await page.get_by_role("button", name="Choose who hears it").click()
    await expect(page.get_by_text("Who should hear it?")).to_be_visible()
    await page.screenshot(path=folder / "vent.png")
    await page.get_by_role("button", name="Vent anonymously").click()
    await page.get_by_role("dialog").get_by_label("What is on your mind?").fill(HEAVY)
    await page.get_by_role("button", name="Post without my name").click()
    await expect(page.get_by_text("You do not have to carry this alone")).to_be_visible()
    await page.screenshot(path=folder / "care.png")


async def reads_about_privacy(running: Browser, url: str, folder: Path) -> None:
    page = await opened(running, f"{url}?as=amara&room=far-campus/%40amara", (1280, 1080))
    await types(page, "/privacy")
    await expect(page.get_by_text("Your privacy").last).to_be_visible()
    await page.screenshot(path=folder / "privacy.png")


async def types(page: Page, command: str) -> None:
    await page.get_by_label("Message", exact=True).fill(command)
    await page.keyboard.press("Enter")


async def finds_an_hour(running: Browser, url: str, folder: Path) -> None:
    page = await opened(running, f"{url}?as=ingrid&room=far-campus/%40ingrid")
    await page.get_by_role("button", name="Accept", exact=True).last.click()
    await expect(page.locator(".only").last).to_be_visible()
    await page.get_by_label("Message", exact=True).fill("/schedule")
    await page.keyboard.press("Enter")
    await page.locator("#options").get_by_role("button", name="Send").click()
    await page.get_by_role("button", name="See times").first.click()
    await expect(page.get_by_text("See times")).to_have_count(2)
    await expect(page.locator(".only .listing").last).not_to_contain_text("Whom do you want to meet?")
    await page.screenshot(path=folder / "schedule.png")


async def take(folder: Path) -> None:
    async with playground(None, empty=False, start=START) as chat, browser() as running:
        runner = await chat.serve(0)
        amara = await opened(running, chat.url)
        await looks_for_a_mentor(amara, folder)
        phone = await opened(running, chat.url, PHONE)
        await phone.screenshot(path=folder / "phone.png")
        await asks_ingrid(amara, folder)
        await side_by_side(running, chat.url, folder)
        await sets_up(running, chat.url, folder)
        dark = await opened(running, f"{chat.url}?as=ingrid&room=far-campus/%40ingrid", DESK, "dark")
        await dark.screenshot(path=folder / "dark.png")
        await finds_an_hour(running, chat.url, folder)
        await reads_the_week(running, chat.url, folder)
        await vents(running, chat.url, folder)
        await reads_about_privacy(running, chat.url, folder)
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1])))
