"""The sessions somebody has: all that are coming, and one of them with what can be done about it."""

from dataclasses import dataclass

from bot.authority import anyone
from bot.calls import call
from bot.commands import afterwards, group_list, invitations, meetings
from bot.commands.briefs import brief
from bot.commands.offers import offered
from bot.context import Context
from bot.domain.groups import Group
from bot.domain.sessions import Session, SessionState
from bot.registry import ask
from bot.text import Mention, Said, Text, When, text
from bot.views import Button, Card, Fact, Item, Listing

PAGE = 5


@dataclass(frozen=True, slots=True)
class Page:
    page: int = 0


@ask("session.list", who=anyone, summary="Your sessions", command="sessions", is_common=True)
async def show_all(ctx: Context, args: Page) -> Listing | Card:
    coming = await all_coming(ctx)
    schedule = offered(ctx, Button("Find an hour", call("session.plan"), "primary"))
    if not coming:
        return Card(
            "No sessions coming",
            text("One hour that suits you both is two taps away.") if schedule else (),
            actions=schedule,
        )
    first = min(args.page, (len(coming) - 1) // PAGE) * PAGE
    shown = coming[first : first + PAGE]
    rows = tuple([await coming_row(ctx, one) for one in shown])
    return Listing(
        "Your sessions",
        rows,
        newer=call("session.list", first // PAGE - 1) if first else None,
        older=call("session.list", first // PAGE + 1) if first + PAGE < len(coming) else None,
        page=f"{first + 1}–{first + len(rows)} of {len(coming)}" if len(coming) > PAGE else "",
        actions=schedule,
    )


async def all_coming(ctx: Context) -> list[Session | Group]:
    """What the actor has ahead, with one other or in a group, soonest first."""
    groups = await ctx.store.groups.coming(ctx.actor.id, ctx.now)
    return sorted([*await ctx.store.sessions.coming(ctx.actor.id, ctx.now), *groups], key=lambda one: one.start)


async def coming_row(ctx: Context, one: Session | Group) -> Item:
    """One of them in a list, with what can be done about it."""
    if isinstance(one, Group):
        return await group_list.row(ctx, one)
    return Item(text(When(one.start)), standing(ctx, one), meetings.buttons(ctx, one))


def standing(ctx: Context, session: Session) -> Text:
    """With whom, how long, what about, and who still has to say yes."""
    about = text(", about ", Said(session.topic)) if session.topic else ()
    said = text("With ", Mention(session.other(ctx.actor.id)), f", {session.minutes} minutes", about, ".")
    return text(said, _waits(ctx, session))


def _waits(ctx: Context, session: Session) -> Text:
    if not session.asked:
        return ()
    instead = text(" Rather ", When(session.moves_to), "?") if session.moves_to else ()
    who = " You are asked." if session.asked == ctx.actor.id else text(" ", Mention(session.asked), " is asked.")
    return text(instead, who)


@dataclass(frozen=True, slots=True)
class One:
    session: int


@ask("session.show", who=anyone, summary="One of your sessions")
async def show(ctx: Context, args: One) -> Card:
    session = await meetings.mine(ctx, args.session)
    times = text(When(session.start), " for you, ", await meetings.for_them(ctx, session, session.start))
    actions = await _all_actions(ctx, session)
    if session.state is SessionState.CANCELLED:
        return Card("Called off", text("It does not take place."), (Fact("When", times),), actions)
    facts = (Fact("When", times), Fact("Where", await meetings.where(ctx, session)), *await _more(ctx, session))
    return Card("Your session", standing(ctx, session), facts, actions)


async def _more(ctx: Context, session: Session) -> tuple[Fact, ...]:
    """What to have in mind and how to keep it, while it is not over; how it went from then on."""
    if ctx.now >= session.end:
        went = await afterwards.so_far(ctx, session)
        return (Fact("How it went", went),) if went else ()
    facts = await brief(ctx, session)
    if session.state is not SessionState.CONFIRMED or session.start <= ctx.now:
        return facts
    return (*facts, Fact("Add it to your calendar", await invitations.links(ctx, session)))


async def _all_actions(ctx: Context, session: Session) -> tuple[Button, ...]:
    if session.start <= ctx.now or session.state is SessionState.CANCELLED:
        return await afterwards.actions(ctx, session)
    buttons = tuple(one for one in meetings.buttons(ctx, session) if one.label != "Open")
    elsewhere = (Button("Meet elsewhere", call("room.choose", session.id)),)
    buttons += elsewhere if session.state is SessionState.CONFIRMED else ()
    series = (Button("Call off all that follow", call("session.cancel_series", session.id), opens_form=True),)
    agenda = (Button("Add to the agenda", call("session.agenda", session.id), opens_form=True),)
    return buttons + agenda + (series if session.series and session.state is SessionState.CONFIRMED else ())
