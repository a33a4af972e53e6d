"""Reaching whoever looks after the community."""

from collections.abc import Collection
from datetime import timedelta

from bot.calls import Call
from bot.context import Context
from bot.ports.outbox import Dm, Notice, Post

FOR_DAYS = 14


async def tell_moderators(ctx: Context, key: str, said: Call, *, but_not: Collection[int] = ()) -> None:
    """In their channel where there is one; to each of them otherwise, and always when somebody is left out."""
    until = ctx.now + timedelta(days=FOR_DAYS)
    if not but_not and await ctx.store.people.channel("moderators") is not None:
        await ctx.outbox.put(Notice(key, Post("moderators"), said, ctx.now, until))
        return
    for moderator in await ctx.store.people.moderators():
        if moderator.id not in but_not:
            await ctx.outbox.put(Notice(f"{key}:{moderator.id}", Dm(moderator.id), said, ctx.now, until))
