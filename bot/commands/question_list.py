"""Quick questions at a glance: what one holds, what is open to take, what one asked."""

from dataclasses import dataclass

from bot.authority import anyone
from bot.calls import call
from bot.commands import question_clocks as clocks
from bot.commands.offers import offered
from bot.context import Context
from bot.domain.people import Role
from bot.domain.questions import Question, QuestionState
from bot.registry import ask
from bot.text import Mention, Said, When, clipped, text
from bot.views import Button, Card, Item, Listing

PAGE = 5
_STATES = {
    QuestionState.OPEN: "Nobody has it yet",
    QuestionState.HELD: "Somebody is on it",
    QuestionState.ANSWERED: "Answered",
    QuestionState.CLOSED: "Closed",
}


@dataclass(frozen=True, slots=True)
class Page:
    skip: int = 0


@ask("question.list", who=anyone, summary="Quick questions: yours, and those you can take", command="questions")
async def questions(ctx: Context, args: Page) -> Listing | Card:
    rows = [_held(one) for one in await ctx.store.questions.held_by(ctx.actor.id)]
    rows += [_open(one) for one in await _to_take(ctx)]
    rows += [_mine(one) for one in await ctx.store.questions.of(ctx.actor.id)]
    asking = offered(ctx, Button("Ask a question", call("question.ask"), "primary", opens_form=True))
    if not rows:
        return Card("No questions", text("Nothing is open, and you have asked nothing yet."), actions=asking)
    return Listing(
        "Quick questions",
        tuple(rows[args.skip : args.skip + PAGE]),
        newer=call("question.list", max(0, args.skip - PAGE)) if args.skip else None,
        older=call("question.list", args.skip + PAGE) if len(rows) > args.skip + PAGE else None,
        actions=asking,
    )


async def _to_take(ctx: Context) -> list[Question]:
    """Open questions a mentor may take: of their topics, of none, and those asked of everybody."""
    if not ctx.actor.has(Role.MENTOR):
        return []
    mentor = await ctx.store.mentors.get(ctx.actor.id)
    topics = mentor.topics if mentor else ()
    able = [one for one in await ctx.store.questions.open() if one.is_wide or one.topic in (0, *topics)]
    return [one for one in able if await clocks.may_meet(ctx, one, ctx.actor.id)]


def _held(one: Question) -> Item:
    until = text("\nYours until ", When(one.held_until)) if one.held_until else ()
    actions = (
        Button("Answer", call("question.answer", one.id), "primary", opens_form=True),
        Button("Let it go", call("question.release", one.id)),
        Button("Hand over", call("question.hand_over", one.id), opens_form=True),
    )
    return Item(text("You hold: ", Mention(one.asker)), text(Said(clipped(one.text, 300)), until), actions)


def _open(one: Question) -> Item:
    take = Button("I take it", call("question.claim", one.id), "primary")
    return Item(text("Open: ", Mention(one.asker)), text(Said(clipped(one.text, 300))), (take,))


def _mine(one: Question) -> Item:
    is_running = one.state in (QuestionState.OPEN, QuestionState.HELD)
    close = (Button("No longer needed", call("question.close", one.id)),) if is_running else ()
    answer = text("\n", Said(clipped(one.answer, 300))) if one.answer else ()
    title = text("You asked, ", When(one.created_at, "day"))
    return Item(title, text(Said(clipped(one.text, 200)), f"\n{_STATES[one.state]}", answer), close)
