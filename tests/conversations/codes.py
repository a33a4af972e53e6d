"""What tests about one-time codes share: people in a second space, and codes passed from hand to hand."""

import re

from sqlalchemy import Table, func, select

from bot.ports.directory import Actor
from bot.views import Confirm, View
from storage.database import Database
from storage.tables.people import people
from tests.conversations.town import Speaker, Town
from tests.conversations.words import words

UNKNOWN = "This code opens nothing here"


def elsewhere(town: Town, name: str, *, moderator: bool = False) -> Speaker:
    """Somebody in the second space."""
    return Speaker(town, Actor("chat", "W1", f"chat-{name.lower()}", name, moderator))


def code_in(view: View) -> str:
    found = re.search(r"Your code: (\w{4}-\w{4})\n", words(view))
    assert found is not None, words(view)
    return found[1]


async def code_of(speaker: Speaker) -> str:
    await speaker.types("/link")
    return code_in(await speaker.presses("Get a code for my account"))


async def links(speaker: Speaker, code: str) -> str:
    """Types the code and confirms; what is said in the end."""
    view = await speaker.types("/link", code=code)
    return words(await speaker.presses("Link")) if isinstance(view, Confirm) else words(view)


async def count(town: Town, table: Table = people) -> int:
    assert isinstance(town.storage, Database)
    async with town.storage.engine.connect() as connection:
        return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())
