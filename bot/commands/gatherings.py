"""What every step of a group session shares: who may know of it, its reminders, what is said about it."""

from datetime import datetime, timedelta

from bot.calls import call
from bot.commands import meetings
from bot.context import Context
from bot.domain.groups import Audience, Group, Seat, places_words, wishes
from bot.domain.mentorships import MentorshipState
from bot.domain.rooms import JITSI, TITLES, is_made, place_of, service_of
from bot.errors import Gone, NotFound
from bot.ports.outbox import Dm, Notice
from bot.text import Link, Mention, Said, Text, When, clipped, joined, text
from bot.views import Button, Fact

NO_SUCH_GROUP = "I do not find this group session. /group-sessions shows the open ones."
OFF = "This group session was called off. /group-sessions shows the open ones."
BEGUN = "It has begun already. /group-sessions shows what is coming."
_READ_WITHIN = timedelta(days=7)
_MOST_WISHES = 6


async def may_come(ctx: Context, group: Group, person: int) -> bool:
    """Whether somebody may take a place, as things stand between them and the mentor."""
    if person == group.mentor or await ctx.store.safety.is_blocked(person, group.mentor):
        return False
    if group.audience is Audience.EVERYBODY:
        return True
    pair = await ctx.store.mentorships.running_between(person, group.mentor)
    return pair is not None and pair.mentor == group.mentor and pair.state is MentorshipState.ACTIVE


async def known(ctx: Context, group: int) -> tuple[Group, Seat | None]:
    """One that the actor mentors, has a seat in or may come to, and their seat. Raises NotFound for any other."""
    found = await ctx.store.groups.get(group)
    if found is None:
        raise NotFound(NO_SUCH_GROUP)
    seat = await ctx.store.groups.seat(group, ctx.actor.id)
    if ctx.actor.id == found.mentor or seat is not None or await may_come(ctx, found, ctx.actor.id):
        return found, seat
    raise NotFound(NO_SUCH_GROUP)


async def takes_part(ctx: Context, group: Group) -> bool:
    """Whether the actor holds it or has a place."""
    seat = await ctx.store.groups.seat(group.id, ctx.actor.id)
    return ctx.actor.id == group.mentor or (seat is not None and seat.has_place)


async def own(ctx: Context, group: int) -> Group:
    """One of the actor's own, as it is while nobody else can change it. Raises NotFound for anybody else's."""
    await ctx.store.groups.lock(group)
    found = await ctx.store.groups.get(group)
    if found is None or found.mentor != ctx.actor.id:
        raise NotFound(NO_SUCH_GROUP)
    return found


async def hold(ctx: Context, group: int) -> None:
    """Nobody in it, the actor or the group changes until this transaction ends; people first, as everywhere."""
    seats = await ctx.store.groups.seats(group)
    for person in sorted({ctx.actor.id, *(seat.person for seat in seats)}):
        await ctx.store.people.lock(person)
    await ctx.store.groups.lock(group)


def check_coming(ctx: Context, group: Group) -> None:
    """Raises Gone when it was called off or has begun."""
    if not group.is_coming(ctx.now):
        raise Gone(BEGUN if group.start <= ctx.now else OFF)


async def where(ctx: Context, group: Group) -> Text:
    """Where they meet: as the mentor said for this one, or where they usually do; a service's name is no place."""
    mentor = await ctx.store.mentors.get(group.mentor)
    said = (group.place, mentor.meeting if mentor else "")
    place = place_of([one for one in said if not service_of(one)])
    if is_made(place, ctx.installation.jitsi):
        return text(Link(place, f"Your {TITLES[JITSI]} room"))
    return text(Said(place)) if place else text("not said yet")


def about(group: Group) -> Text:
    """Who holds it, what about, how long."""
    return text(Mention(group.mentor), ": ", Said(group.topic), f". {group.minutes} minutes.")


async def more(ctx: Context, group: Group) -> Text:
    """What follows this one of those that repeat, for the middle of a sentence; nothing where nothing does."""
    later = [one for one in await ctx.store.groups.of_series(group.series, group.start) if one.id != group.id]
    return text(f", and {len(later)} more until ", When(later[-1].start, "day")) if group.series and later else ()


async def agenda(ctx: Context, group: Group) -> tuple[Fact, ...]:
    """What people would like to talk about: the mentor reads who does, the others read it without names."""
    found = wishes(await ctx.store.groups.seats(group.id))
    if not found:
        return ()
    is_mentor = ctx.actor.id == group.mentor
    lines = [
        text(Mention(one.person) if is_mentor else "Somebody", ": ", Said(clipped(one.wish, 90)))
        for one in found[:_MOST_WISHES]
    ]
    rest = len(found) - len(lines)
    said = text(joined(lines, "\n"), f"\nand {rest} more" if rest else "")
    return (Fact("What people would like to talk about", said),)


async def facts(ctx: Context, group: Group, seat: Seat | None) -> tuple[Fact, ...]:
    """What the actor may know: where, and what about, only with a place or as the mentor."""
    said = [Fact("When", text(When(group.start))), Fact("Places", text(places_words(group)))]
    if ctx.actor.id == group.mentor or (seat is not None and seat.has_place):
        said += [Fact("Where", await where(ctx, group)), *await agenda(ctx, group)]
    return tuple(said)


def buttons(ctx: Context, group: Group, seat: Seat | None, *, with_open: bool = True) -> tuple[Button, ...]:
    """What the actor can do about a coming one: at most three things."""
    if not group.is_coming(ctx.now):
        rest: tuple[Button, ...] = ()
    elif ctx.actor.id == group.mentor:
        rest = (
            Button("Move it", call("group.move", group.id), opens_form=True),
            Button("Call it off", call("group.cancel", group.id), opens_form=True),
        )
    elif seat is None:
        rest = (take(group),)
    elif seat.has_place:
        rest = (
            Button("Say what about", call("group.wish", group.id), opens_form=True),
            Button("Give it back", call("group.give_back", group.id)),
        )
    else:
        rest = (Button("Leave the list", call("group.give_back", group.id)),)
    return (Button("Open", call("group.show", group.id)), *rest) if with_open else rest


def take(group: Group) -> Button:
    """The way in."""
    if group.left:
        return Button("Take a place", call("group.take", group.id), "primary")
    return Button("Join the waiting list", call("group.wait", group.id), "primary")


async def tell(
    ctx: Context, name: str, group: Group, person: int, due_at: datetime | None = None, until: datetime | None = None
) -> None:
    """A direct message about one as it is after this change; at once, and until it begins, unless said otherwise."""
    due = due_at or ctx.now
    key = f"{name}:{group.id}:{group.sequence}:{person}:{due.isoformat()}"
    said = call(name, group.id, group.sequence)
    await ctx.outbox.put(Notice(key, Dm(person), said, due, until or max(group.start, due + _READ_WITHIN)))


async def plan_reminders(ctx: Context, group: Group, person: int) -> None:
    """None is of use once it has begun, has moved, or the place was given back."""
    await meetings.remind(ctx, person, group.start, call("group.soon", group.id, group.sequence))


async def plan_end(ctx: Context, group: Group) -> None:
    """When it is over its mentor is asked who came, and whoever still waits hears that no place came free."""
    await tell(ctx, "group.over", group, group.mentor, group.end, group.end + _READ_WITHIN)
    for seat in await ctx.store.groups.seats(group.id):
        if not seat.has_place:
            await tell(ctx, "group.no_place", group, seat.person, group.start, group.end)


async def fill(ctx: Context, group: Group) -> None:
    """Free places go to those who wait, and they are told."""
    while (person := await ctx.store.groups.promote(group.id)) is not None:
        await plan_reminders(ctx, group, person)
        await tell(ctx, "group.promoted", group, person, until=group.start)


async def give_back(ctx: Context, group: Group, person: int) -> bool:
    """Somebody's place is free for the next; False when they had none."""
    await hold(ctx, group.id)
    if not await ctx.store.groups.give_back(group.id, person):
        return False
    await fill(ctx, group)
    return True


async def call_off(ctx: Context, group: Group, reason: str) -> None:
    """It does not take place, and everybody who had a place or waited is told."""
    if await ctx.store.groups.cancel(group.id, reason):
        for seat in await ctx.store.groups.seats(group.id):
            await tell(ctx, "group.off", group, seat.person, until=group.start)


async def stop(ctx: Context, mentor: int) -> None:
    """A mentor is there no more: all that is to come is called off."""
    for group in await ctx.store.groups.coming(mentor, ctx.now):
        if group.mentor == mentor and group.is_coming(ctx.now):
            await call_off(ctx, group, "")


async def leave(ctx: Context, person: int) -> None:
    """Somebody has left: what they hold is called off, and their places are free for others."""
    await stop(ctx, person)
    for group in await ctx.store.groups.coming(person, ctx.now):
        if group.is_coming(ctx.now):
            await give_back(ctx, group, person)


async def part(ctx: Context, mentor: int, other: int, by: int) -> None:
    """Whoever may not come to a mentor's any more loses the place, and is told unless they blocked the mentor."""
    for group in await ctx.store.groups.coming(other, ctx.now):
        if group.mentor != mentor or not group.is_coming(ctx.now) or await may_come(ctx, group, other):
            continue
        is_told = other != by or not await ctx.store.safety.is_blocked(other, mentor)
        if await give_back(ctx, group, other) and is_told:
            await tell(ctx, "group.freed", group, other, until=group.start)
