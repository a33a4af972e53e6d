"""Everything that is open for somebody, in one place: what they owe, what they wait for, what runs."""

from collections.abc import Sequence
from dataclasses import replace

from bot.authority import anyone, moderators
from bot.calls import call
from bot.commands import deadlines
from bot.commands.offers import offered
from bot.commands.sessions import all_coming, coming_row
from bot.context import Context
from bot.handling import handled
from bot.params import Nothing
from bot.ports.obligations import Obligation
from bot.registry import ask, registry
from bot.text import Mention, Text, When, clipped, joined, plain, text
from bot.views import Button, Card, Item, Listing

ROWS = 5


@ask("home.show", who=anyone, summary="Everything that is open for you", command="home", is_common=True)
async def show(ctx: Context, args: Nothing) -> Listing:
    owed = await ctx.store.obligations.owed_by(ctx.actor.id)
    rows = [row for obligation in owed[: 2 * ROWS] if (row := await _owed(ctx, obligation)) is not None]
    waiting = await ctx.store.obligations.awaited_by(ctx.actor.id)
    running = await ctx.store.mentorships.of(ctx.actor.id)
    pairs = joined([text(Mention(pair.other(ctx.actor.id))) for pair in running[:10]])
    tail = [Item(text("Your mentorships"), pairs, (Button("See them", call("mentorship.list")),))] if pairs else []
    coming = await all_coming(ctx)
    for one in coming[:1]:
        tail.insert(0, replace(await coming_row(ctx, one), title=text("Next: ", When(one.start))))
    if (due := await deadlines.row(ctx)) is not None:
        tail.append(due)
    if moderators.allows(ctx.actor):
        tail.append(await _programme(ctx))
    actions = (
        *(offered(ctx, Button("Find an hour", call("session.plan"), "primary")) if running else ()),
        Button("Find a mentor", call("mentor.find"), "plain" if running else "primary"),
        *offered(ctx, Button("Quick question", call("question.ask"), opens_form=True)),
        Button("Your profile", call("student.show")),
    )
    note = text("Your time zone is a guess: /timezone sets it.") if ctx.actor.is_zone_assumed else ()
    shown = rows[: ROWS - len(tail)]
    left = len(owed) - len(shown)
    page = f"{left} more after these" if left > 0 and len(rows) > len(shown) else ""
    said = _waits(waiting, bool(rows or pairs or coming))
    return Listing("Home", (*shown, *tail), said, page=page, actions=actions, note=note)


async def _programme(ctx: Context) -> Item:
    """What a moderator looks after, in one line."""
    now = await ctx.store.programme.standing(ctx.now)
    missing = len(await ctx.store.programme.missing_each_other())
    parts = [
        f"{_counted(now.running, 'mentorship')} running",
        f"{now.resting} resting" if now.resting else "",
        f"{_counted(now.mentors, 'mentor')}, {now.with_place} with a free place",
        f"{_counted(now.requests, 'request')} without an answer" if now.requests else "",
        f"{_counted(now.questions, 'open question')}" if now.questions else "",
        f"{_counted(missing, 'pair')} that missed two sessions: /at-risk" if missing else "",
    ]
    said = " · ".join(part for part in parts if part)
    return Item(text("The programme"), text(said), (Button("Settings", call("config.show")),))


async def _owed(ctx: Context, obligation: Obligation) -> Item | None:
    """One thing to answer: what its nudge would say now, with its buttons."""
    view = await handled(registry, ctx, obligation.nudge)
    if not isinstance(view, Card):
        return None
    until = text("Until ", When(obligation.deadline_at, "day"), "\n")
    said = text(until, _short(view.text))
    return Item(text(view.title), said, tuple(a for a in view.actions if isinstance(a, Button))[:3])


def _short(said: Text) -> Text:
    """The whole text where it is short; its first words, without mentions, where it is long."""
    return said if len(plain(said)) <= 300 else text(clipped(plain(said), 300))


def _waits(waiting: Sequence[Obligation], has_rows: bool) -> Text:
    if waiting:
        lines = []
        for obligation in waiting[:5]:
            who: Text = text(Mention(obligation.owes)) if obligation.owes else text("A mentor")
            lines.append(text("You wait for ", who, ", until ", When(obligation.deadline_at, "day"), "."))
        return joined(lines, "\n")
    return () if has_rows else text("Nothing is open. Nobody waits for you, and you wait for nobody.")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
