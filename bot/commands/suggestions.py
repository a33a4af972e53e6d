"""Autocomplete for the fields that have too many answers to list."""

from bot.context import Context
from bot.domain.countries import country_suggestions
from bot.domain.languages import language_suggestions
from bot.domain.topics import topic_suggestions
from bot.domain.zones import zone_suggestions
from bot.params import Option
from bot.registry import suggest


@suggest("topics")
async def topics(ctx: Context, typed: str) -> tuple[Option, ...]:
    """Topics of this community; after a comma, the next one is completed and the first ones kept."""
    before, comma, last = typed.rpartition(",")
    kept = f"{before}{comma} " if comma else ""
    found = topic_suggestions(last.strip(), await ctx.store.topics.all())
    options = ((f"{kept}{topic.name}", topic.name) for topic in found)
    return tuple(Option(value, label) for value, label in options if len(value) <= 75)


@suggest("zones")
async def zones(ctx: Context, typed: str) -> tuple[Option, ...]:
    """Time zones by city, each with the time it is there."""
    return tuple(Option(value, label[:75]) for value, label in zone_suggestions(typed, ctx.now))


@suggest("countries")
async def countries(ctx: Context, typed: str) -> tuple[Option, ...]:
    """Countries by name."""
    return tuple(Option(name, name) for name in country_suggestions(typed) if len(name) <= 75)


@suggest("languages")
async def languages(ctx: Context, typed: str) -> tuple[Option, ...]:
    """Languages by name; after a comma, the next one is completed and the first ones kept."""
    before, comma, last = typed.rpartition(",")
    kept = f"{before}{comma} " if comma else ""
    options = ((f"{kept}{name}", name) for name in language_suggestions(last.strip()))
    return tuple(Option(value, label) for value, label in options if len(value) <= 75)
