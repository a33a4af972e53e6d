"""Somebody's own check-ins: all of them, one of them, and forgetting one."""

from dataclasses import dataclass

from bot.authority import anyone
from bot.calls import call
from bot.commands.checkin_answers import answer_text
from bot.commands.checkin_reading import NO_SUCH, STAYS, facts, whose_eyes
from bot.commands.local_days import day_text, today_of
from bot.commands.prompt_states import streak_words
from bot.context import Context
from bot.domain.checkins import CheckIn
from bot.domain.people import Role
from bot.errors import NotFound
from bot.registry import ask
from bot.text import Said, clipped, plain, text
from bot.views import TOTAL, Button, Card, Confirm, Fact, Item, Listing

PAGE = 5


@dataclass(frozen=True, slots=True)
class Page:
    page: int = 0


@ask("checkin.list", who=anyone, summary="Your check-ins", command="check-ins")
async def show_all(ctx: Context, args: Page) -> Listing | Card:
    page = min(args.page, 10_000)
    found = await ctx.store.check_ins.of(ctx.actor.id, PAGE + 1, page * PAGE)
    new = Button("Check in", call("checkin.write"), "primary", opens_form=True)
    rhythm = Button("Your rhythm", call("rhythm.show"))
    if not found and not page:
        said = text("Two lines a week show you how far you have come. You choose who reads them.")
        mentees = (Button("Your mentees", call("mentee.list")),) if ctx.actor.has(Role.MENTOR) else ()
        theirs = text("\nThis is for your own. What your mentees share with you: /mentees.") if mentees else ()
        return Card("No check-ins of yours yet", text(said, theirs), actions=(new, *mentees, rhythm))
    habit = await ctx.store.prompts.habit(ctx.actor.id)
    return Listing(
        "Your check-ins",
        tuple(_row(one) for one in found[:PAGE]),
        text(await streak_words(ctx, habit, today_of(ctx))),
        newer=call("checkin.list", page - 1) if page else None,
        older=call("checkin.list", page + 1) if len(found) > PAGE else None,
        actions=(new, rhythm),
        note=text("Your streak is shown to you alone."),
    )


def _row(one: CheckIn) -> Item:
    said = text(Said(clipped(one.went, 200)), "\nNext: ", Said(clipped(one.next, 150)), f"\n{whose_eyes(one)}")
    open_it = Button("Open", call("checkin.show", one.id))
    return Item(text(day_text(one.on)), said, (open_it, Button("Delete", call("checkin.delete", one.id))))


async def _mine(ctx: Context, check_in: int) -> CheckIn:
    found = await ctx.store.check_ins.get(check_in)
    if found is None or found.author != ctx.actor.id:
        raise NotFound(NO_SUCH)
    return found


@dataclass(frozen=True, slots=True)
class One:
    check_in: int


@ask("checkin.show", who=anyone, summary="One of your check-ins")
async def show(ctx: Context, args: One) -> Card:
    found = await _mine(ctx, args.check_in)
    answers = [Fact("What came back", answer_text(one)) for one in await ctx.store.check_ins.answers(found.id)]
    change = Button("Change it", call("checkin.write"), opens_form=True)
    actions = (
        *((change,) if found.on == today_of(ctx) else ()),
        Button("Delete", call("checkin.delete", found.id)),
        Button("All of them", call("checkin.list")),
    )
    return Card(
        f"Your check-in of {day_text(found.on)}",
        text(whose_eyes(found)),
        (*facts(found), *_that_fit(found, answers)),
        actions,
    )


def _that_fit(check_in: CheckIn, answers: list[Fact]) -> list[Fact]:
    """The first answers, as far as one message holds them."""
    left, fit = TOTAL - len(check_in.went + check_in.next + check_in.blockers) - 300, []
    for one in answers[:5]:
        left -= len(plain(one.text)) + len(one.label)
        if left > 0:
            fit.append(one)
    return fit


@ask("checkin.delete", who=anyone, summary="Delete one of your check-ins")
async def delete(ctx: Context, args: One) -> Confirm:
    found = await _mine(ctx, args.check_in)
    said = text(f"Your check-in of {day_text(found.on)} is forgotten, with what was said back. {STAYS}")
    yes = Button("Delete it", call("checkin.deleted", found.id), "danger")
    return Confirm("Delete this check-in?", said, yes, Button("Keep it", call("checkin.show", found.id)))


@ask("checkin.deleted", who=anyone, summary="Deletes a check-in, after the confirmation")
async def deleted(ctx: Context, args: One) -> Card:
    if not await ctx.store.check_ins.delete(args.check_in, ctx.actor.id):
        raise NotFound(NO_SUCH)
    return Card("Deleted", text("It is gone."), actions=(Button("Your check-ins", call("checkin.list")),))
