"""What the bot says about group sessions of its own accord."""

from dataclasses import dataclass

from bot.authority import bot_only
from bot.calls import call
from bot.commands import gatherings, group_invitations
from bot.context import Context
from bot.domain.groups import Audience, Group, GroupState, Seat, places_words
from bot.registry import ask
from bot.text import Mention, Said, Text, When, text
from bot.views import Button, Card

_OTHERS = Button("Other group sessions", call("group.list"))


@dataclass(frozen=True, slots=True)
class One:
    group: int
    sequence: int = 0


async def _coming(ctx: Context, args: One) -> tuple[Group | None, Seat | None]:
    """It and the reader's seat, while it is to come."""
    group = await ctx.store.groups.get(args.group)
    if group is None or not group.is_coming(ctx.now):
        return None, None
    return group, await ctx.store.groups.seat(group.id, ctx.actor.id)


async def _invitation(ctx: Context, group: Group) -> Text:
    when = text(When(group.start), await gatherings.more(ctx, group), ". ")
    return text(gatherings.about(group), "\n", when, places_words(group), ".")


@ask("group.announced", who=bot_only, summary="Tells a mentee of a group session of their mentor")
async def announced(ctx: Context, args: One) -> Card | None:
    group, seat = await _coming(ctx, args)
    if group is None or seat is not None or not await gatherings.may_come(ctx, group, ctx.actor.id):
        return None
    actions = (gatherings.take(group), Button("All group sessions", call("group.list")))
    return Card("A group session of your mentor", await _invitation(ctx, group), actions=actions)


@ask("group.public", who=bot_only, summary="Tells everybody of a group session")
async def public(ctx: Context, args: One) -> Card | None:
    group, _ = await _coming(ctx, args)
    if group is None or group.audience is not Audience.EVERYBODY:
        return None
    actions = (
        Button("Take a place", call("group.take", group.id), "primary"),
        Button("See what is free", call("group.show", group.id)),
    )
    when = text(When(group.start), await gatherings.more(ctx, group), ". ")
    # What is said in a channel stays as it is, so it must not say what changes: how many places are free.
    said = text(gatherings.about(group), "\n", when, f"{group.places} places in all.")
    return Card("A group session for everybody", said, actions=actions, is_public=True)


@dataclass(frozen=True, slots=True)
class Soon:
    """`version` is of the reader's choice; `has_brief` makes no difference, what a group wishes for is short."""

    group: int
    sequence: int = 0
    version: int = 0
    has_brief: int = 0


@ask("group.soon", who=bot_only, summary="Reminds of a group session")
async def soon(ctx: Context, args: Soon) -> Card | None:
    group, seat = await _coming(ctx, One(args.group))
    if group is None or group.sequence != args.sequence or not await gatherings.takes_part(ctx, group):
        return None
    if args.version != (await ctx.store.reminders.of(ctx.actor.id)).version:
        return None
    facts = await gatherings.facts(ctx, group, seat)
    return Card("A group session is soon", gatherings.about(group), facts, gatherings.buttons(ctx, group, seat))


@ask("group.promoted", who=bot_only, summary="Tells who waited that they have a place")
async def promoted(ctx: Context, args: One) -> Card | None:
    group, seat = await _coming(ctx, args)
    if group is None or seat is None or not seat.has_place:
        return None
    said = text("A place came free, and it is yours. ", gatherings.about(group), " If it does not suit you any more:")
    actions = (
        Button("No, give it back", call("group.give_back", group.id)),
        Button("Say what about", call("group.wish", group.id), opens_form=True),
        Button("Open", call("group.show", group.id)),
    )
    facts, file = await gatherings.facts(ctx, group, seat), await group_invitations.invitation(ctx, group)
    return Card("You have a place", said, facts, actions, tone="good", attachment=file)


@ask("group.new_time", who=bot_only, summary="Tells who is in a group session that it has moved")
async def new_time(ctx: Context, args: One) -> Card | None:
    group, seat = await _coming(ctx, args)
    if group is None or seat is None or group.sequence != args.sequence:
        return None
    kept = "You keep your place." if seat.has_place else "You stay on the waiting list."
    said = text(gatherings.about(group), " It is on ", When(group.start), f" now. {kept}")
    file = await group_invitations.invitation(ctx, group) if seat.has_place else None
    return Card("A group session has moved", said, actions=gatherings.buttons(ctx, group, seat), attachment=file)


@ask("group.lost", who=bot_only, summary="Tells somebody that they cannot come at the new time")
async def lost(ctx: Context, args: One) -> Card | None:
    group, seat = await _coming(ctx, args)
    if group is None or seat is not None or group.sequence != args.sequence:
        return None
    said = text(gatherings.about(group), " It is on ", When(group.start), " now. ")
    why = "You have something else then, so I gave your place back. When your hour is free, you can take one again."
    actions = (Button("Open", call("group.show", group.id)), _OTHERS)
    file = await group_invitations.withdrawal(ctx, group)
    return Card("A group session has moved", text(said, why), actions=actions, tone="care", attachment=file)


@ask("group.freed", who=bot_only, summary="Tells somebody that their place could not be kept")
async def freed(ctx: Context, args: One) -> Card | None:
    group, seat = await _coming(ctx, args)
    if group is None or seat is not None:
        return None
    said = text("You are not in the group session on ", When(group.start), " any more. It says nothing about you.")
    file = await group_invitations.withdrawal(ctx, group)
    return Card("A group session less", said, actions=(_OTHERS,), tone="care", attachment=file)


@ask("group.off", who=bot_only, summary="Tells who was in a group session that it was called off")
async def off(ctx: Context, args: One) -> Card | None:
    group = await ctx.store.groups.get(args.group)
    if group is None or group.state is not GroupState.CANCELLED:
        return None
    seat = await ctx.store.groups.seat(group.id, ctx.actor.id)
    if seat is None:
        return None
    file = await group_invitations.invitation(ctx, group) if seat.has_place else None
    word = text("\nThey write: ", Said(group.reason)) if group.reason else ()
    said = text(Mention(group.mentor), " cannot make ", When(group.start), ": ", Said(group.topic), ".", word)
    return Card("Called off", said, actions=(_OTHERS,), attachment=file)


@ask("group.no_place", who=bot_only, summary="Tells who waited that no place came free")
async def no_place(ctx: Context, args: One) -> Card | None:
    group = await ctx.store.groups.get(args.group)
    if group is None or group.state is GroupState.CANCELLED or group.sequence != args.sequence:
        return None
    seat = await ctx.store.groups.seat(group.id, ctx.actor.id)
    if seat is None or seat.has_place:
        return None
    said = text(
        "No place came free for ", Said(group.topic), " with ", Mention(group.mentor), ". Thank you for waiting."
    )
    return Card("No place this time", said, actions=(_OTHERS,), tone="care")
