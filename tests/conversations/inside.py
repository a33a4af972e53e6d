"""What tests reach past the door for: the bot's own asks, plain functions between commands, settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.calls import call
from bot.commands import closing
from bot.context import Context
from bot.domain.settings import changed
from bot.handling import bot_itself, context, handled
from bot.registry import registry
from bot.views import View
from tests.conversations.town import Speaker, Town


@asynccontextmanager
async def acting(town: Town, reader: Speaker | None = None) -> AsyncIterator[Context]:
    """One transaction in which somebody, or the bot itself, acts."""
    async with town.storage.writing() as tx:
        community = await tx.directory.community(town.community.id)
        assert community is not None
        actor = bot_itself(community)
        if reader is not None:
            actor = await tx.directory.enter(reader.actor, community.id, town.now)
        yield context(tx, town.app.registry, community, actor, town.now)


async def renders(town: Town, name: str, *ids: int | str, reader: Speaker | None = None) -> View | None:
    """What an ask of the bot's own gives for a reader right now."""
    async with acting(town, reader) as ctx:
        return await handled(registry, ctx, call(name, *ids))


async def parts(town: Town, one: Speaker, other: Speaker) -> None:
    """What a block by `one` does to a mentorship of the two."""
    ids = await town.id(one), await town.id(other)
    async with acting(town, one) as ctx:
        await closing.part(ctx, *ids)
    await town.clockwork.tick(town.now)


async def sets(town: Town, **values: int) -> None:
    """The community's settings, changed one by one."""
    async with acting(town) as ctx:
        settings = ctx.community.settings
        for name, value in values.items():
            settings = changed(settings, name, str(value))
        await ctx.store.choices.save(settings)


async def asks_nobody(town: Town) -> None:
    """The community asks for no check-ins, offers nobody to be asked, and sums up no week."""
    async with acting(town) as ctx:
        await ctx.store.choices.save(replace(ctx.community.settings, is_prompting=0, is_summaries=0))


async def only_sums_up(town: Town) -> None:
    """The community asks for no check-ins and offers nobody to be asked."""
    async with acting(town) as ctx:
        await ctx.store.choices.save(replace(ctx.community.settings, is_prompting=0))
