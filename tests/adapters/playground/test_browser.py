"""The page in a real browser: by keyboard, live, on a phone, in both colours, with hostile words in it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, expect

from adapters.playground.rooms import Room, with_bot
from bot.authority import anyone
from bot.context import Context
from bot.params import Nothing
from bot.views import View
from tests.adapters.playground.browsing import browser, listen
from tests.adapters.playground.gallery import ADA, GRACE, RUDE, START, Stage, dm, views

HELP = Room("far", "help")
DESK, PHONE = (1360, 860), (390, 844)

CONTRAST = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !node.checkVisibility({ visibilityProperty: true })) continue;
    const [a, b] = [light(rgb(getComputedStyle(node).color)), light(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${walk.currentNode.data.trim().slice(0, 40)}`);
  }
  return poor;
}"""

UNNAMED = """() => [...document.querySelectorAll("button, a, input, select, textarea, iframe, img")]
  .filter((e) => e.checkVisibility())
  .filter((e) => !(e.ariaLabel || e.textContent.trim() || e.title || e.alt || e.labels?.length))
  .map((e) => e.outerHTML.slice(0, 120))"""


@dataclass
class Window:
    """A browser's window on the playground; `complaints` collects all that went wrong in its pages."""

    running: Browser
    url: str
    complaints: list[str] = field(default_factory=list)

    async def opens(
        self, query: str, size: tuple[int, int] = DESK, scheme: str = "light", *, is_pair: bool = False
    ) -> Page:
        context = await self.running.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = await context.new_page()
        listen(page, self.complaints)
        await page.goto(self.url + query)
        await expect(page.locator("body")).to_have_attribute("data-live", "yes")
        return page


@pytest.fixture
async def window(stage: Stage) -> AsyncIterator[Window]:
    async with browser() as running:
        runner = await stage.playground.serve(0)
        opened = Window(running, stage.playground.url)
        yield opened
        await runner.cleanup()
        assert opened.complaints == []


async def test_a_command_is_typed_picked_and_sent_by_keyboard_alone(window: Window, stage: Stage) -> None:
    page = await window.opens("?as=ada&room=far/%23help")
    await page.keyboard.press("/")
    await expect(page.get_by_role("option")).to_have_count(3)
    await page.keyboard.type("find")
    await expect(page.get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Topic")).to_be_focused()
    await page.keyboard.type("stat")
    await expect(page.locator(".combo li")).to_have_text(["statistics12 mentors", "statics12 mentors"])
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Topic")).to_have_value("statistics")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Mentors for statistics")).to_be_visible()
    await expect(page.get_by_label("Message", exact=True)).to_be_focused()
    assert stage.app.asked[-1][2] == {"topic": "statistics"}


async def test_a_command_without_its_required_option_opens_the_form(window: Window) -> None:
    page = await window.opens("?as=ada&room=far/%23help")
    await page.get_by_label("Message", exact=True).fill("/find-mentor")
    await page.keyboard.press("Enter")
    await page.locator("#options").get_by_role("button", name="Send").click()
    dialog = page.get_by_role("dialog", name="Tell me a little")
    await expect(dialog).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()


async def test_a_command_typed_in_full_wins_over_a_longer_one(window: Window, stage: Stage) -> None:
    async def longer(ctx: Context, args: Nothing) -> View | None:
        return None

    stage.app.registry.ask("homes.show", who=anyone, summary="Homes", command="homes", is_common=True)(longer)
    page = await window.opens("?as=ada&room=far/%23help")
    await page.get_by_label("Message", exact=True).fill("/home")
    await expect(page.get_by_role("option")).to_have_count(2)
    await expect(page.get_by_role("option", selected=True)).not_to_contain_text("/homes")
    await page.keyboard.press("Enter")
    await expect(page.locator(".only h2")).to_have_text("A card: plain")
    assert stage.app.asked[-1][1].name == "home.show"


async def test_words_after_a_command_become_its_first_option(window: Window) -> None:
    page = await window.opens("?as=ada&room=far/%23help")
    await page.get_by_label("Message", exact=True).fill("/find-mentor statistics")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("/find-mentor")
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Topic")).to_have_value("statistics")
    await page.keyboard.press("Escape")
    await expect(page.get_by_label("Message", exact=True)).to_be_focused()


async def test_pages_turn_and_answers_change_in_place(window: Window) -> None:
    page = await window.opens("?as=ada&room=far/%23help")
    await page.get_by_label("Message", exact=True).fill("/home")
    await page.keyboard.press("Enter")
    await expect(page.locator(".only h2")).to_have_text("A card: plain")
    await lists_mentors(page)
    await page.get_by_role("button", name="Next →").click()
    await expect(page.get_by_text("6–10 of 42")).to_be_visible()
    await page.get_by_role("button", name="Previous").click()
    await expect(page.get_by_text("1–5 of 42")).to_be_visible()
    await expect(page.locator(".listing")).to_have_count(1)
    await page.locator(".message", has=page.locator(".listing")).get_by_role("button", name="Dismiss").last.click()
    await expect(page.locator(".listing")).to_have_count(0)


async def lists_mentors(page: Page) -> None:
    await page.get_by_label("Message", exact=True).fill("/find-mentor R")
    await page.keyboard.press("Enter")
    await page.locator("#options").get_by_role("button", name="Send").click()
    await expect(page.locator(".listing")).to_have_count(1)


async def test_a_form_comes_back_filled_with_errors_beside_the_fields(window: Window, stage: Stage) -> None:
    stage.chat.show(with_bot("far", "ada"), views()["full"], START)
    page = await window.opens("?as=ada&room=far/@ada")
    await page.get_by_role("button", name="Ask a question").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Topic")).to_have_value("statistics")
    await dialog.get_by_label("Why this mentor?").fill("Because\nshe explains twice.")
    await dialog.get_by_label("Places").fill("999")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.get_by_text("999 is out of range: type 1 to 9.")).to_be_visible()
    await expect(dialog.get_by_label("Why this mentor?")).to_have_value("Because\nshe explains twice.")
    await expect(dialog.get_by_label("Places")).to_be_focused()
    await dialog.get_by_label("Places").fill("3")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(page.get_by_role("heading", name="Mentors for statistics")).to_be_visible()


async def test_a_form_asks_for_what_is_needed_before_it_is_sent(window: Window, stage: Stage) -> None:
    stage.chat.show(with_bot("far", "ada"), views()["full"], START)
    page = await window.opens("?as=ada&room=far/@ada")
    await page.get_by_role("button", name="Ask a question").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Topic").fill(" ")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.get_by_text("This is needed.")).to_be_visible()
    await expect(dialog.get_by_label("Topic")).to_be_focused()
    assert stage.app.asked == []


async def test_buttons_menus_choices_and_pickers_are_calls(window: Window, stage: Stage) -> None:
    for name in ("full", "choice", "choices", "picker", "confirm"):
        stage.chat.show(with_bot("far", "ada"), views()[name], START)
    page = await window.opens("?as=ada&room=far/@ada")
    await page.get_by_text("Remind me later").click()
    await page.locator(".menu").get_by_role("button", name="Some").click()
    await page.locator(".answers").get_by_role("button", name="Deep").click()
    await page.get_by_label("Which month?").select_option("m7")
    await page.get_by_role("button", name="Choose").first.click()
    await page.get_by_label("Day").fill("2026-03-09")
    await page.get_by_role("button", name="Choose").last.click()
    await page.get_by_role("button", name="Keep it").click()
    await expect(page.locator(".only")).to_have_count(5)
    typed = [typed for _, _, typed in stage.app.asked]
    assert typed == [{"level": "some"}, {"level": "deep"}, {"level": "m7"}, {"day": "2026-03-09"}, {}]


async def test_two_windows_hear_of_each_other_without_a_reload(window: Window, stage: Stage) -> None:
    ada = await window.opens("?as=ada&room=far/%23help")
    grace = await window.opens("?as=grace&room=far/%23help")
    await ada.get_by_label("Message", exact=True).fill("Hello, Grace")
    await ada.keyboard.press("Enter")
    await expect(grace.locator("#log").get_by_text("Hello, Grace")).to_be_visible()
    stage.clockwork.planned[START + timedelta(hours=3)] = (dm(GRACE), views()["good"])
    await ada.get_by_role("button", name="Tomorrow morning").click()
    await expect(ada.get_by_text("1 message arrived: 1 for Grace Obi.")).to_be_visible()
    await expect(grace.locator("#now")).to_contain_text("Tue 3 Mar 2026, 03:30")
    await expect(grace.locator("#sidebar").get_by_role("link", name="Office Hours 1 unread")).to_be_visible()
    await expect(ada.locator("#personas").get_by_role("link", name="Grace Obi")).to_contain_text("1 unread")
    await grace.locator("#sidebar").get_by_role("link", name="Office Hours").click()
    await expect(grace.get_by_role("heading", name="A card: good")).to_be_visible()
    await expect(ada.locator("#personas").get_by_role("link", name="Grace Obi")).not_to_contain_text("unread")


async def test_two_personas_fit_side_by_side_under_one_clock(window: Window, stage: Stage) -> None:
    page = await window.opens("pair?left=ada&right=grace")
    left, right = page.frame_locator("iframe").first, page.frame_locator("iframe").last
    await left.get_by_role("link", name="Grace Obi", exact=True).last.click()
    await expect(left.get_by_role("heading", name="Grace Obi", level=1)).to_be_visible()
    await expect(left.locator("body")).to_have_attribute("data-live", "yes")
    await left.get_by_label("Message", exact=True).fill("Are you there?")
    await left.get_by_label("Message", exact=True).press("Enter")
    await expect(right.locator("#sidebar").get_by_role("link", name="Ada Rao 1 unread")).to_be_visible()
    stage.clockwork.planned[START + timedelta(minutes=30)] = (dm(GRACE), views()["care"])
    await page.get_by_role("button", name="+1 h").click()
    await expect(page.get_by_role("status")).to_contain_text("1 for Grace Obi")
    await expect(right.get_by_role("heading", name="A card: care")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_everything_is_readable_named_and_fits_the_screen(
    window: Window, stage: Stage, size: tuple[int, int], scheme: str
) -> None:
    stage.chat.say(HELP, "ines", "averylongwordwithoutanyspace" * 20, START)
    for view in views().values():
        stage.chat.show(with_bot("far", "ada"), view, START)
    for query in ("?as=ada&room=far/@ada", "?as=ada&room=far/%23help", "?as=ada&room=far/@ada%2Bgrace"):
        page = await window.opens(query, size, scheme)
        assert await page.evaluate(CONTRAST) == []
        assert await page.evaluate(UNNAMED) == []
        assert await page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
        assert (
            await page.evaluate(
                "document.getElementById('log').scrollWidth - document.getElementById('log').clientWidth"
            )
            <= 0
        )
        await page.context.close()


async def test_the_rooms_open_as_a_drawer_on_a_phone(window: Window) -> None:
    page = await window.opens("?as=ada&room=far/%23help", PHONE)
    await expect(page.locator("#sidebar")).to_be_hidden()
    await page.get_by_role("button", name="Channels and messages").click()
    await page.locator("#sidebar").get_by_role("link", name="Office Hours").click()
    await expect(page.get_by_role("heading", name="Office Hours", level=1)).to_be_visible()


async def test_the_colours_follow_the_switch_and_are_remembered(window: Window) -> None:
    page = await window.opens("?as=ada")
    await page.get_by_role("button", name="Switch between light and dark").click()
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")


async def test_the_introduction_stays_away_once_dismissed(window: Window) -> None:
    page = await window.opens("?as=ada")
    await page.get_by_role("button", name="Got it").click()
    await page.reload()
    await expect(page.get_by_text("A chat on your own machine")).to_be_hidden()


async def test_hostile_words_run_nowhere(window: Window, stage: Stage) -> None:
    hostile = f'"><img src=x onerror=alert(1)>{RUDE}<iframe src=//evil.example>'
    stage.chat.say(HELP, "ines", hostile, START)
    page = await window.opens("?as=ada&room=far/%23help")
    await page.get_by_label("Message", exact=True).fill(hostile)
    await page.keyboard.press("Enter")
    await expect(page.locator("p.said")).to_have_count(2)
    assert await page.locator("#log").locator("img, iframe, script").count() == 0


async def test_a_persona_can_close_their_direct_messages(window: Window, stage: Stage) -> None:
    page = await window.opens("?as=ada&room=far/%23help")
    await page.get_by_label("Open to DMs").uncheck()
    await expect(page.get_by_label("Open to DMs")).not_to_be_checked()
    await page.reload()
    await expect(page.get_by_label("Open to DMs")).not_to_be_checked()
    assert not stage.chat.takes_dms(ADA.account)
