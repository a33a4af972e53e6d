"""The group sessions somebody may come to, one of them with all that can be done about it, and who comes."""

from dataclasses import dataclass

from bot.authority import anyone, mentors
from bot.calls import call
from bot.commands import gatherings
from bot.commands.offers import offered
from bot.context import Context
from bot.domain.groups import Group, GroupState, places_words
from bot.errors import NotFound
from bot.registry import ask
from bot.text import Mention, Said, Text, When, clipped, text
from bot.views import Action, Button, Card, Item, Listing

PAGE = 5


@dataclass(frozen=True, slots=True)
class Page:
    skip: int = 0


@ask("group.list", who=anyone, summary="Group sessions you can come to", command="group-sessions", is_common=True)
async def show_all(ctx: Context, args: Page) -> Listing | Card:
    found = await ctx.store.groups.listed(ctx.actor.id, ctx.now, PAGE + 1, args.skip)
    opens = Button("Open one yourself", call("group.plan"), opens_form=True)
    actions = offered(ctx, opens) if mentors.allows(ctx.actor) else ()
    if not found:
        return Card("No group sessions yet", text("When a mentor opens one, it stands here."), actions=actions)
    return Listing(
        "Group sessions",
        tuple([await row(ctx, one) for one in found[:PAGE]]),
        text("A mentor and a few others, in your time. Take a place where it suits you."),
        newer=call("group.list", max(0, args.skip - PAGE)) if args.skip else None,
        older=call("group.list", args.skip + PAGE) if len(found) > PAGE else None,
        actions=actions,
    )


async def row(ctx: Context, group: Group) -> Item:
    """One in a list, with what the actor can do about it."""
    seat = await ctx.store.groups.seat(group.id, ctx.actor.id)
    if ctx.actor.id == group.mentor:
        standing = " It is yours."
    elif seat is None:
        standing = ""
    else:
        standing = " You have a place." if seat.has_place else " You are on the waiting list."
    said = text(gatherings.about(group), f" {places_words(group)}.{standing}")
    return Item(text(When(group.start)), said, gatherings.buttons(ctx, group, seat))


@dataclass(frozen=True, slots=True)
class One:
    group: int


@ask("group.show", who=anyone, summary="One group session")
async def show(ctx: Context, args: One) -> Card:
    group, seat = await gatherings.known(ctx, args.group)
    facts = await gatherings.facts(ctx, group, seat)
    actions: list[Action] = list(gatherings.buttons(ctx, group, seat, with_open=False))
    if ctx.actor.id == group.mentor:
        actions.insert(0, Button("Who comes", call("group.people", group.id), "primary"))
        if group.is_coming(ctx.now) and await gatherings.more(ctx, group):
            actions.append(Button("Call off all that follow", call("group.cancel_series", group.id), opens_form=True))
    actions.append(Button("All group sessions", call("group.list")))
    said = text(gatherings.about(group), _state(ctx, group))
    return Card("A group session", said, facts, tuple(actions))


def _state(ctx: Context, group: Group) -> str:
    if group.state is GroupState.CANCELLED:
        return " It was called off."
    if group.is_over(ctx.now):
        return " It is over."
    return "" if group.is_coming(ctx.now) else " It has begun."


@dataclass(frozen=True, slots=True)
class People:
    group: int
    skip: int = 0


@ask("group.people", who=anyone, summary="Who comes to your group session, and who came")
async def people(ctx: Context, args: People) -> Listing | Card:
    group, _ = await gatherings.known(ctx, args.group)
    if group.mentor != ctx.actor.id:
        raise NotFound(gatherings.NO_SUCH_GROUP)
    seats = [seat for seat in await ctx.store.groups.seats(group.id) if seat.has_place]
    back = Button("Open", call("group.show", group.id))
    if not seats:
        return Card("Nobody has a place yet", text(When(group.start), ". ", gatherings.about(group)), actions=(back,))
    rows = []
    for seat in seats[args.skip : args.skip + PAGE]:
        words = text("\nWould like to talk about: ", Said(clipped(seat.wish, 200))) if seat.wish else ()
        tick = Button(
            "Was not there" if seat.came else "Was there", call("group.tick", group.id, seat.person, args.skip)
        )
        was: Text = text("Was there" if seat.came else "Not ticked") if group.is_over(ctx.now) else text("Has a place")
        rows.append(Item(text(Mention(seat.person)), text(was, words), (tick,) if group.is_over(ctx.now) else ()))
    after = (
        Button("All were there", call("group.everybody", group.id), "primary"),
        Button("Nobody came", call("group.nobody", group.id)),
        Button("Write to those who were", call("group.write", group.id), opens_form=True),
    )
    return Listing(
        "Who came" if group.is_over(ctx.now) else "Who comes",
        tuple(rows),
        text(When(group.start), ". ", gatherings.about(group), f" {places_words(group)}."),
        newer=call("group.people", group.id, max(0, args.skip - PAGE)) if args.skip else None,
        older=call("group.people", group.id, args.skip + PAGE) if len(seats) > args.skip + PAGE else None,
        actions=(*(after if group.is_over(ctx.now) else ()), back),
    )
