"""The sessions somebody has: all that are coming, and one of them with what can be done about it."""

from dataclasses import dataclass

from bot.authority import anyone
from bot.calls import call
from bot.commands import meetings
from bot.context import Context
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
    coming = await ctx.store.sessions.coming(ctx.actor.id, ctx.now)
    schedule = Button("Find an hour", call("session.plan"), "primary")
    if not coming:
        return Card("No sessions yet", text("One hour that suits you both is two taps away."), actions=(schedule,))
    first = min(args.page, (len(coming) - 1) // PAGE) * PAGE
    shown = coming[first : first + PAGE]
    rows = tuple(Item(text(When(one.start)), standing(ctx, one), meetings.buttons(ctx, one)) for one in shown)
    return Listing(
        "Your sessions",
        rows,
        newer=call("session.list", first // PAGE - 1) if first else None,
        older=call("session.list", first // PAGE + 1) if first + PAGE < len(coming) else None,
        page=f"{first + 1}–{first + len(rows)} of {len(coming)}" if len(coming) > PAGE else "",
        actions=(schedule,),
    )


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
    facts = (Fact("When", times), Fact("Where", await meetings.where(ctx, session)))
    return Card("Your session", standing(ctx, session), facts, actions=_all_actions(ctx, session))


def _all_actions(ctx: Context, session: Session) -> tuple[Button, ...]:
    if session.start <= ctx.now or session.state is SessionState.CANCELLED:
        return (Button("Find an hour", call("session.plan"), "primary"),)
    buttons = tuple(one for one in meetings.buttons(ctx, session) if one.label != "Open")
    elsewhere = (Button("Meet elsewhere", call("room.choose", session.id)),)
    buttons += elsewhere if session.state is SessionState.CONFIRMED else ()
    series = (Button("Call off all that follow", call("session.cancel_series", session.id), opens_form=True),)
    return buttons + (series if session.series and session.state is SessionState.CONFIRMED else ())
