"""Pictures are drawn when the transaction is over, and one that cannot be drawn harms nobody."""

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta

import pytest

from bot.app import App
from bot.authority import anyone, bot_only
from bot.calls import call
from bot.context import Context
from bot.founding import found
from bot.params import Nothing
from bot.pictures.drawing import drawn
from bot.ports.directory import Actor
from bot.ports.outbox import Dm, Notice
from bot.registry import Registry
from bot.text import text
from bot.views import Card, Listing, Picture
from storage.database import Database
from tests.conversations.town import START
from tests.scheduling.office import Office


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


async def test_while_a_picture_is_drawn_others_can_write(sqlite_database: Database) -> None:
    """SQLite has one writer at a time: drawn inside, the picture would find the database locked."""
    await found(sqlite_database, "Far Campus", "UTC", "town", "T1", START)
    file = sqlite_database.engine.url.database
    assert file is not None

    def draw() -> bytes:
        with closing(sqlite3.connect(file, timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
        return b"png"

    async def show(ctx: Context, args: Nothing) -> Card:
        return Card("Weeks", picture=Picture(b"", "Two bars", draw=draw))

    asks = Registry()
    asks.ask("weeks.show", who=anyone, summary="Weeks")(show)
    view = await App(sqlite_database, asks).answer(Actor("town", "T1", "ada", "Ada"), call("weeks.show"), now=START)
    assert view == Card("Weeks", picture=Picture(b"png", "Two bars"))


async def test_a_message_of_the_bots_own_arrives_with_its_picture(sqlite_database: Database) -> None:
    office = await Office.opened(sqlite_database)

    async def show(ctx: Context, args: Nothing) -> Card:
        return Card("Weeks", picture=Picture(b"", "Two bars", draw=lambda: b"png"))

    office.registry.ask("weeks.show", who=bot_only, summary="Weeks")(show)
    reader = await office.person("ada")
    async with sqlite_database.writing() as tx:
        notice = Notice("weeks", Dm(reader), call("weeks.show"), START, START + timedelta(days=1))
        await tx.outbox(office.community).put(notice)
    await office.clockwork.tick(START)
    assert [view for _, view in office.town.arrived.values()] == [Card("Weeks", picture=Picture(b"png", "Two bars"))]
