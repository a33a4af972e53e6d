"""Pictures are drawn when the transaction is over, and one that cannot be drawn harms nobody."""

import threading

import pytest

from bot.pictures.drawing import drawn
from bot.text import text
from bot.views import Card, Listing, Picture


async def test_a_promised_picture_is_drawn_in_a_thread_of_its_own() -> None:
    threads: list[str] = []

    def draw() -> bytes:
        threads.append(threading.current_thread().name)
        return b"png"

    views = [await drawn(Card("Weeks", picture=Picture(b"", "Two bars", "weeks.png", draw))) for _ in range(2)]
    assert views == [Card("Weeks", picture=Picture(b"png", "Two bars", "weeks.png"))] * 2
    assert len(set(threads)) == 1
    assert threads[0] != threading.current_thread().name


async def test_what_has_no_picture_or_has_it_already_stays_the_same() -> None:
    for view in (Card("Weeks", picture=Picture(b"png", "Two bars")), Card("Home"), Listing("Goals", ())):
        assert await drawn(view) is view


async def test_a_picture_that_cannot_be_drawn_is_left_out_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> bytes:
        raise ZeroDivisionError

    said = text("You met twice.")
    view = await drawn(Card("Weeks", said, picture=Picture(b"", "Two bars", "weeks.png", broken)))
    assert view == Card("Weeks", said)
    assert "weeks.png could not be drawn" in caplog.text
