"""The same life on every platform: everybody sees the same, in the same order."""

import pytest

from bot.founding import found
from storage.database import Database
from tests.adapters.discord.campus import campus_on
from tests.adapters.slack.faculty import faculty_on
from tests.contracts.conversations.life import Seen, live
from tests.contracts.conversations.on_a_page import page_on
from tests.contracts.conversations.stages import CoreStage, DiscordStage, SlackStage
from tests.conversations.town import START, Mailbox, Town


async def lived_in_the_core(storage: Database) -> list[tuple[str, Seen]]:
    community = await found(storage, "Far Campus", "UTC", "town", "T1", START)
    return await live(CoreStage(Town(storage, community, "T1", Mailbox())))


async def test_a_life_in_the_core_goes_from_the_first_command_to_thanks(sqlite_database: Database) -> None:
    titles = [seen.title for _, seen in await lived_in_the_core(sqlite_database)]
    for wanted in (
        "Mentors who fit",
        "You have a mentee",
        "Who came?",
        "Settings of Far Campus",
        "Your week",
        "No summary for you",
        "Well done, both of you",
    ):
        assert wanted in titles


async def test_discord_shows_everybody_what_the_core_says(database: Database, sqlite_database: Database) -> None:
    wanted = await lived_in_the_core(sqlite_database)
    async with campus_on(database) as campus:
        shown = await live(DiscordStage(campus))
    assert shown == wanted


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_slack_shows_everybody_what_the_core_says(
    database: Database, sqlite_database: Database, mode: str
) -> None:
    wanted = await lived_in_the_core(sqlite_database)
    async with faculty_on(database, mode=mode) as faculty:
        shown = await live(SlackStage(faculty))
    assert shown == wanted


async def test_the_playground_shows_everybody_what_the_core_says(database: Database, sqlite_database: Database) -> None:
    wanted = await lived_in_the_core(sqlite_database)
    async with page_on(database) as stage:
        shown = await live(stage)
    assert shown == wanted
