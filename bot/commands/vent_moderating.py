"""What moderators do about anonymous posts, without learning who wrote them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.authority import moderators
from bot.calls import call
from bot.commands import auditing
from bot.commands.vent_posting import body_of, title_of
from bot.context import Context
from bot.domain.listening import TALK
from bot.domain.vents import Mute, Vent, VentState, thread_name
from bot.errors import Gone, NotFound
from bot.registry import ask
from bot.scheduling.vents import shown
from bot.text import Said, Text, When, clipped, plain, text
from bot.views import Button, Card, Item, Listing

PAGE = 5
_SHOWN = 300
_NO_SUCH = "I do not find this post. It was deleted, or never was here."
_MUTES = Button("Mutes", call("vent.mutes"))
_LIST = Button("Reported posts", call("vent.list"))
_TALKS = Button("Reported conversations", call("talks.reports"))
FOR = {1: "a day", 7: "7 days", 0: "good"}
"""For how many days somebody can be muted; 0 is for ever."""
_NOBODY_KNOWS = text("Nobody is shown who wrote it, and you are not either. A mute finds its author by itself.")


@dataclass(frozen=True, slots=True)
class One:
    vent: str


@dataclass(frozen=True, slots=True)
class Page:
    page: int = 0


async def _found(ctx: Context, vent: str) -> Vent:
    found = await ctx.store.vents.get(vent)
    if found is None or found.state is VentState.WAITING:
        raise NotFound(_NO_SUCH)
    return found


def _mutes(vent: Vent) -> tuple[Button, ...]:
    return tuple(
        Button(f"Mute its author for {words}", call("vent.mute", vent.id, days)) for days, words in FOR.items()
    )


def for_moderators(vent: Vent) -> Card:
    """The post and what can be done about it."""
    keep = {
        VentState.POSTED: (Button("Leave it there", call("vent.keep", vent.id), "primary"),),
        VentState.HIDDEN: (Button("Put it back", call("vent.keep", vent.id), "primary"),),
    }
    remove = () if vent.state is VentState.REMOVED else (Button("Remove it", call("vent.remove", vent.id), "danger"),)
    title = f"Hidden: {thread_name(vent.thread)}" if vent.state is VentState.HIDDEN else title_of(vent)
    reports = f"People who reported it: {vent.reports}.\n"
    said = text(reports, body_of(vent) if vent.text else text("Its text is deleted."))
    actions = (*keep.get(vent.state, ()), *remove, *_mutes(vent), _LIST)
    return Card(title, said, actions=actions, tone="warning", note=_NOBODY_KNOWS)


@ask("vent.list", who=moderators, summary="Anonymous posts that were reported", command="vents")
async def reported(ctx: Context, args: Page) -> Listing | Card:
    found = await ctx.store.vent_safety.reported()
    if not found:
        return Card("No reported posts", text("Nobody waits for you here."), actions=(_MUTES, _TALKS))
    page = min(args.page, (len(found) - 1) // PAGE)
    shown_now = found[page * PAGE : (page + 1) * PAGE]
    return Listing(
        "Reported posts",
        tuple(_row(vent) for vent in shown_now),
        _NOBODY_KNOWS,
        newer=call("vent.list", page - 1) if page else None,
        older=call("vent.list", page + 1) if len(found) > (page + 1) * PAGE else None,
        actions=(_MUTES, _TALKS),
    )


def _row(vent: Vent) -> Item:
    is_hidden = vent.state is VentState.HIDDEN
    said: Text = text("Out of the channel. " if is_hidden else "", Said(clipped(plain(body_of(vent)), _SHOWN)))
    return Item(text(title_of(vent)), said, (Button("Open", call("vent.look", vent.id)),))


@ask("vent.look", who=moderators, summary="Look at a reported post")
async def look(ctx: Context, args: One) -> Card:
    return for_moderators(await _found(ctx, args.vent))


@ask("vent.keep", who=moderators, summary="Leave a reported post, or put it back")
async def keep(ctx: Context, args: One) -> Card:
    found = await _found(ctx, args.vent)
    if found.state is VentState.REMOVED:
        raise Gone("It was removed already, and its text is deleted.")
    if found.state is VentState.HIDDEN:
        key = await ctx.store.vents.show_again(found.id, (VentState.HIDDEN,), ctx.now)
        if key is None:
            raise Gone("It is still being taken out of the channel. Try again in a few minutes.")
        await ctx.outbox.put(shown(key, found.id, ctx.now))
        await _note(ctx, found, "An anonymous post was looked at", "hidden", "put back")
    else:
        await _note(ctx, found, "An anonymous post was looked at", "reported", "left")
    await ctx.store.vents.clear(found.id)
    said = "Reports no longer hide this one. You still can remove it."
    return Card("It stays", text(said), actions=(Button("Remove it", call("vent.remove", found.id)), _LIST))


@ask("vent.remove", who=moderators, summary="Remove an anonymous post")
async def remove(ctx: Context, args: One) -> Card:
    found = await _found(ctx, args.vent)
    before = (VentState.POSTED, VentState.HIDDEN)
    if not await ctx.store.vents.move(found.id, before, VentState.REMOVED, ctx.now):
        raise Gone("It was removed already.")
    await _note(ctx, found, "An anonymous post was removed", found.state.value, "removed")
    return Card("Removed", text("Its text is deleted, and it leaves the channel."), actions=(*_mutes(found), _LIST))


@dataclass(frozen=True, slots=True)
class MuteFor:
    """`days` is 0 for good."""

    vent: str
    days: int


def muted_until(ctx: Context, days: int) -> datetime | None:
    """The end of a mute; None for one for good. Raises NotFound for another length."""
    if days not in FOR:
        raise NotFound("A mute is for a day, for 7 days or for good.")
    return ctx.now + timedelta(days=days) if days else None


@ask("vent.mute", who=moderators, summary="Mute the author of a post, whoever it is")
async def mute(ctx: Context, args: MuteFor) -> Card:
    found = await _found(ctx, args.vent)
    until = muted_until(ctx, args.days)
    await ctx.store.vent_safety.mute(found.id, until)
    await _note(ctx, found, "The author of an anonymous post was muted", "", f"for {FOR[args.days]}")
    said = f"Whoever wrote it posts and answers nothing here for {FOR[args.days]}. What waits already may still come."
    undo = Button("Lift the mute", call("vent.unmute", found.id))
    return Card("Its author is muted", text(said), actions=(undo, _LIST), note=_NOBODY_KNOWS)


@ask("vent.unmute", who=moderators, summary="Lift a mute")
async def unmute(ctx: Context, args: One) -> Card:
    if not await ctx.store.vent_safety.unmute(args.vent):
        raise Gone("This mute is over already.")
    name = await _name(ctx, args.vent)
    await auditing.note(ctx, "A mute was lifted", "muted", f"lifted: {name}")
    return Card("The mute is lifted", text("They can post again."), actions=(_MUTES,))


@ask("vent.mutes", who=moderators, summary="Mutes of anonymous authors")
async def mutes(ctx: Context, args: Page) -> Listing | Card:
    found = await ctx.store.vent_safety.mutes(ctx.now)
    if not found:
        return Card("Nobody is muted", text("Mutes are set from a reported post."), actions=(_LIST,))
    page = min(args.page, (len(found) - 1) // PAGE)
    return Listing(
        "Mutes",
        tuple([await _muted(ctx, one) for one in found[page * PAGE : (page + 1) * PAGE]]),
        _NOBODY_KNOWS,
        newer=call("vent.mutes", page - 1) if page else None,
        older=call("vent.mutes", page + 1) if len(found) > (page + 1) * PAGE else None,
        actions=(_LIST,),
    )


async def _name(ctx: Context, vent: str) -> str:
    """What a post is called, which may have been deleted since."""
    if vent.startswith(TALK):
        return "a conversation with a listener"
    found = await ctx.store.vents.get(vent)
    return thread_name(found.thread) if found else "a post that was deleted"


async def _muted(ctx: Context, found: Mute) -> Item:
    until = text("Until ", When(found.until)) if found.until else text("For good")
    lift = Button("Lift it", call("vent.unmute", found.vent))
    return Item(text(f"Who wrote in: {await _name(ctx, found.vent)}"), until, (lift,))


async def _note(ctx: Context, found: Vent, what: str, before: str, after: str) -> None:
    """In the trail stands which post it was, and never whose."""
    await auditing.note(ctx, what, before, f"{after}: {thread_name(found.thread)}")
