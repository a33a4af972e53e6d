"""The cards about calendars, with the longest words in them, are within every platform's limits."""

from bot.calls import call
from bot.domain.installation import Installation
from bot.registry import registry
from bot.views import View
from storage.database import Database
from tests.contracts.adapters import test_discord as discord
from tests.contracts.adapters import test_slack as slack
from tests.conversations.test_sessions import paired
from tests.conversations.town import Town
from tests.conversations.words import words


async def cards(town: Town) -> dict[str, View]:
    """Each card by the ask that shows it."""
    town.app.registry = registry.on(Installation(feeds="https://" + "a" * 180 + ".example/calendar"))
    ada, grace, _ = await paired(town)
    await ada.types("/schedule")
    await ada.presses("Suggest this")
    await ada.fills(topic="\N{GRINNING FACE}" * 200, place="https://meet.example/" + "_" * 129)
    found = {"confirm": await grace.presses("Yes", from_dm=True), "agreed": ada.last_dm}
    found["session"] = await ada.sends(call("session.show", 1))
    found["empty feed"] = await ada.types("/calendar-feed")
    found["feed"] = await ada.sends(call("feed.make"))
    found["feed again"] = await ada.types("/calendar-feed")
    found["renew"] = await ada.sends(call("feed.renew"))
    found["cancel"] = await ada.sends(call("session.cancel", 1), {"reason": "*" * 200})
    found["off"] = grace.last_dm
    return found


async def test_every_card_about_calendars_fits_on_discord_and_slack(sqlite_database: Database) -> None:
    found = await cards(await Town.founded(sqlite_database))
    assert not [name for name, view in found.items() if "That " in words(view).split("\n")[0]]
    assert {name: wrong for name, view in found.items() if (wrong := discord.faults(view))} == {}
    assert {name: wrong for name, view in found.items() if (wrong := slack.faults(view) + slack.active(view))} == {}
    assert {name: wrong for name, view in found.items() if (wrong := discord.acting_in(view) - {"link"})} == {}
