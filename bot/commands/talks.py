"""What every step of a conversation with a listener shares: whose it is, who is told, what is carried over, its end."""

from collections.abc import Iterable
from datetime import timedelta

from bot.calls import call
from bot.commands.vent_posting import muted_words
from bot.context import Context
from bot.domain.listening import QUIET, QUIET_FOR, Listener, Talk, TalkState
from bot.errors import Gone, NotAllowed, NotFound
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice
from bot.text import text
from bot.views import Button, Card

LONGEST = 1500
NO_SUCH = "I do not find this conversation. They are deleted after 30 days. /vent begins a new one."
OVER = "This conversation is over. /vent begins a new one."
READ_WITHIN = timedelta(days=14)
GUIDANCE = Button("How to listen", call("listen.guidance"))


async def own(ctx: Context, talk: int) -> Talk:
    """One that the actor is in. Raises NotFound."""
    found = await ctx.store.talks.get(talk)
    if found is None or not found.includes(ctx.actor.id):
        raise NotFound(NO_SUCH)
    return found


async def running(ctx: Context, talk: int) -> Talk:
    """One that the actor is in and that runs. Raises NotFound or Gone."""
    found = await own(ctx, talk)
    if found.state is not TalkState.OPEN:
        raise Gone(OVER)
    return found


async def check_may_write(ctx: Context) -> None:
    """Raises NotAllowed when moderators muted the actor, without knowing who it is."""
    mute = await ctx.store.vent_safety.muted(ctx.actor.id, ctx.now)
    if mute is not None:
        raise NotAllowed(muted_words(ctx, mute))


async def may_meet(ctx: Context, author: int, listener: int) -> bool:
    """Whether these two may be brought together without knowing it."""
    if author == listener or await ctx.store.safety.is_blocked(author, listener):
        return False
    if await ctx.store.talks.are_apart(author, listener):
        return False
    if await ctx.store.mentorships.running_between(author, listener) is not None:
        return False
    return await ctx.store.vent_safety.muted(listener, ctx.now) is None


async def tell(ctx: Context, person: int, name: str, *args: int | str) -> None:
    """A direct message about a conversation."""
    said = call(name, *args)
    key = f"{said}:{person}:{ctx.now.isoformat()}"
    await ctx.outbox.put(Notice(key, Dm(person), said, ctx.now, ctx.now + READ_WITHIN))


async def stay_awake(ctx: Context, talk: int) -> None:
    """It is over when nobody has written for a while from now on."""
    over = call("talk.quiet", talk)
    until = ctx.now + QUIET_FOR
    await ctx.store.obligations.open(Obligation(QUIET, talk, 0, 0, ctx.now, (), until, nudge=over, lapse=over))


async def carry(ctx: Context, talk: Talk, words: str) -> Card:
    """What the actor wrote, on its way to the other one."""
    await check_may_write(ctx)
    is_author = ctx.actor.id == talk.author
    line = await ctx.store.talks.write(talk.id, is_author, words, ctx.now)
    await stay_awake(ctx, talk.id)
    other = talk.other(ctx.actor.id)
    await tell(ctx, other, "talk.line", line)
    where = "/listen" if is_author else "/vent"
    late = f" I cannot send them direct messages right now; they find it in {where}."
    closed = late if await ctx.store.people.are_dms_closed(other) else ""
    who = "The listener" if is_author else "The person you listen to"
    more = Button("The conversation", call("talk.show", talk.id))
    return Card("It is on its way", text(f"{who} reads it, and nobody else.{closed}"), actions=(more,), tone="good")


async def finish(ctx: Context, talk: Talk, tell_them: Iterable[int], how: str = "over") -> bool:
    """It runs no longer, and these are told; False when it did not run."""
    if not await ctx.store.talks.move(talk.id, (TalkState.OPEN,), TalkState.ENDED, ctx.now):
        return False
    await ctx.store.obligations.close(QUIET, talk.id)
    for person in tell_them:
        await tell(ctx, person, "talk.over", talk.id, how, "author" if person == talk.author else "listener")
    return True


async def listening(ctx: Context) -> Listener | None:
    """The actor as a listener, unless a moderator took them off."""
    found = await ctx.store.listeners.get(ctx.actor.id)
    return None if found is None or found.is_barred else found
