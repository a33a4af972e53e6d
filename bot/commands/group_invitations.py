"""Group sessions for the calendar of whoever reads: the mentor and those with a place, who see no other guests."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands import gatherings
from bot.commands.invitations import ICS, place_of
from bot.context import Context
from bot.domain.groups import Group, GroupState
from bot.domain.invitations import Guest, Invitation, invitation_file, web_address
from bot.views import Attachment


async def invitation(ctx: Context, *groups: Group) -> Attachment:
    """A file that adds them to the reader's calendar, or changes them there; takes them out when they are off."""
    data = invitation_file(await invited(ctx, groups), ctx.now)
    is_off = all(group.state is GroupState.CANCELLED for group in groups)
    return Attachment("remove-from-calendar.ics" if is_off else "add-to-calendar.ics", ICS, data)


async def withdrawal(ctx: Context, group: Group) -> Attachment:
    """A file that takes one out of the calendar of a reader who has no place any more, though it takes place."""
    [mine] = await invited(ctx, (group,))
    return Attachment("remove-from-calendar.ics", ICS, invitation_file([replace(mine, is_off=True)], ctx.now))


async def coming(ctx: Context) -> list[Invitation]:
    """Those that the actor holds or has a place in and that are not over."""
    found = await ctx.store.groups.coming(ctx.actor.id, ctx.now)
    return await invited(ctx, [group for group in found if await gatherings.takes_part(ctx, group)])


async def invited(ctx: Context, groups: Sequence[Group]) -> list[Invitation]:
    """As the reader's calendar shows them."""
    alarms = (await ctx.store.reminders.of(ctx.actor.id)).before if groups else ()
    return [replace(await _invited(ctx, group), reminders=alarms) for group in groups]


async def _invited(ctx: Context, group: Group) -> Invitation:
    mentor = await ctx.store.people.get(group.mentor)
    organizer = Guest(mentor.name if mentor else "somebody who left", "mentor")
    is_mine = ctx.actor.id == group.mentor
    place = place_of(await gatherings.where(ctx, group))
    is_off = group.state is GroupState.CANCELLED
    where = f"Where: {place}\n" if place else ""
    kept = f"{where}To change anything, type /group-sessions in {ctx.community.name}."
    return Invitation(
        uid=group.uid,
        sequence=group.sequence,
        start=group.start,
        end=group.end,
        zone=mentor.zone if mentor else ctx.community.zone,
        title=f"Group session: {group.topic}" if is_mine else f"Group session with {organizer.name}: {group.topic}",
        description="This group session was called off." if is_off else kept,
        organizer=organizer,
        guests=(organizer,) if is_mine else (organizer, Guest(ctx.actor.name, f"guest-{ctx.actor.id}")),
        place=place,
        url=web_address(place),
        is_off=is_off,
    )
