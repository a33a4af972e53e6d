"""What profiles have in common: reading topics, languages and hours as people type them, and showing them."""

from collections.abc import Sequence

from bot.context import Context
from bot.domain.hours import parse_week
from bot.domain.languages import language_name, parse_languages
from bot.domain.topics import Topic, Unknown, resolve
from bot.domain.week import Week, week_text
from bot.errors import UserError
from bot.text import Text, text

HOURS_HINT = "Mon-Fri 18-21, Sat 10-12; or: evenings, weekends, lunchtimes"
TOPICS_HINT = "Statistics, Python, essay writing"


async def read_topics(ctx: Context, typed: str, field: str) -> tuple[int, ...]:
    """Topic ids. Raises UserError naming what this community does not know, with the nearest it does."""
    found = resolve(typed, await ctx.store.topics.all())
    if found.unknown:
        raise UserError(" ".join(_not_known(unknown) for unknown in found.unknown[:3]), field=field)
    return tuple(topic.id for topic in found.topics)


def _not_known(unknown: Unknown) -> str:
    near = " or ".join(topic.name for topic in unknown.nearest)
    said = f'I do not know the topic "{unknown.text[:40]}".'
    return f"{said} Did you mean {near}?" if near else f"{said} /topics shows all of them."


def read_week(typed: str, field: str) -> Week:
    """Weekly hours. Raises UserError with its field."""
    try:
        return parse_week(typed)
    except UserError as error:
        raise UserError(error.message, field=field) from None


def read_languages(typed: str, field: str) -> tuple[str, ...]:
    """Language codes. Raises UserError with its field."""
    try:
        return parse_languages(typed)
    except UserError as error:
        raise UserError(error.message, field=field) from None


def topic_names(ids: Sequence[int], vocabulary: Sequence[Topic]) -> str:
    """The names of topics, in the order of `ids`; those removed since are left out."""
    names = {topic.id: topic.name for topic in vocabulary}
    return ", ".join(names[topic] for topic in ids if topic in names)


def language_names(codes: Sequence[str]) -> str:
    return ", ".join(language_name(code) for code in codes)


def hours(week: Week, zone: str) -> Text:
    """Weekly hours with the clock they are in."""
    if not week.bits:
        return text("not said yet")
    return text(week_text(week), f" ({zone.rpartition('/')[2].replace('_', ' ')} time)")
