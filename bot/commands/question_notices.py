"""What people are told about a quick question, and what time does with it."""

from dataclasses import dataclass

from bot.authority import bot_only
from bot.calls import call
from bot.commands import question_clocks as clocks
from bot.commands.offers import offered
from bot.commands.profiles import topic_names
from bot.context import Context
from bot.domain.questions import Question, QuestionState
from bot.registry import ask
from bot.text import Mention, Said, When, clipped, text
from bot.views import Button, Card, Fact


@dataclass(frozen=True, slots=True)
class One:
    question: int


def holding(question: Question) -> Card:
    """A question for the mentor who holds it."""
    actions = (
        Button("Answer", call("question.answer", question.id), "primary", opens_form=True),
        Button("Let it go", call("question.release", question.id)),
        Button("Hand over", call("question.hand_over", question.id), opens_form=True),
    )
    until = text("Yours until ", When(question.held_until)) if question.held_until else ()
    said = text(Mention(question.asker), " asks:\n", Said(question.text))
    return Card("You have this question", said, actions=actions, note=until)


@ask("question.open", who=bot_only, summary="A question, for the mentors")
async def opened(ctx: Context, args: One) -> Card | None:
    question = await ctx.store.questions.get(args.question)
    if question is None or question.state is not QuestionState.OPEN:
        return None
    if ctx.actor.id and not await clocks.may_meet(ctx, question, ctx.actor.id):
        return None
    topic = topic_names((question.topic,), await ctx.store.topics.all()) if question.topic else ""
    claim = Button("I take it", call("question.claim", question.id), "primary")
    said = text(Mention(question.asker), " asks:\n", Said(question.text))
    facts = (Fact("Topic", text(topic)),) if topic else ()
    is_public = ctx.actor.id == 0
    return Card("A quick question", said, facts, (claim,), is_public=is_public)


@ask("question.held", who=bot_only, summary="A question somebody holds, for them")
async def held(ctx: Context, args: One) -> Card | None:
    question = await ctx.store.questions.get(args.question)
    if question is None or question.state is not QuestionState.HELD or question.holder != ctx.actor.id:
        return None
    return holding(question)


@ask("question.let_go", who=bot_only, summary="The hold of a question has ended")
async def let_go(ctx: Context, args: One) -> None:
    question = await ctx.store.questions.get(args.question)
    if question is None or question.state is not QuestionState.HELD:
        return
    if await ctx.store.questions.release(question.id, question.holder):
        await clocks.ask_mentors(ctx, question)
        await clocks.tell(ctx, "question.expired", question.id, question.holder)
        await clocks.tell(ctx, "question.again", question.id, question.asker)


@ask("question.expired", who=bot_only, summary="Tells a mentor that their hold ended")
async def expired(ctx: Context, args: One) -> Card | None:
    question = await ctx.store.questions.get(args.question)
    if question is None or question.state is not QuestionState.OPEN:
        return None
    claim = Button("Take it again", call("question.claim", question.id))
    return Card(
        "The question is open again", text("Time was up, so others can take it. No harm done."), actions=(claim,)
    )


@ask("question.again", who=bot_only, summary="Tells the asker that their question is open again")
async def again(ctx: Context, args: One) -> Card | None:
    question = await ctx.store.questions.get(args.question)
    if question is None or question.state is not QuestionState.OPEN or question.asker != ctx.actor.id:
        return None
    said = "The mentor who had your question could not get to it. It is open to the others again."
    return Card("Still looking", text(said), actions=(_close(question),))


def _close(question: Question) -> Button:
    return Button("No longer needed", call("question.close", question.id))


@ask("question.unclaimed", who=bot_only, summary="Nobody took a question in time")
async def unclaimed(ctx: Context, args: One) -> None:
    question = await ctx.store.questions.get(args.question)
    if question is None or question.state is not QuestionState.OPEN:
        return
    if question.is_wide:
        await clocks.tell(ctx, "question.nobody", question.id, question.asker)
        return
    await ctx.store.questions.widen(question.id)
    wide = await ctx.store.questions.get(question.id)
    if wide is not None:
        await clocks.ask_mentors(ctx, wide)
        await clocks.tell(ctx, "question.widened", question.id, question.asker)


@ask("question.widened", who=bot_only, summary="Tells the asker that all mentors are asked now")
async def widened(ctx: Context, args: One) -> Card | None:
    question = await ctx.store.questions.get(args.question)
    if question is None or question.state is not QuestionState.OPEN:
        return None
    said = text("Nobody has taken your question yet, so I asked all mentors:\n", Said(clipped(question.text, 300)))
    return Card("Asking more people", said, actions=(_close(question),))


@ask("question.nobody", who=bot_only, summary="Tells the asker honestly that nobody came")
async def nobody(ctx: Context, args: One) -> Card | None:
    question = await ctx.store.questions.get(args.question)
    if question is None or question.state is not QuestionState.OPEN:
        return None
    said = "I am sorry: nobody has taken your question. It stays open. A mentor of your own may be the better way."
    find = Button("Find a mentor", call("mentor.find"), "primary")
    return Card(
        "No answer yet", text(said), actions=(find, _close(question)), note=text(Said(clipped(question.text, 200)))
    )


@ask("question.answered", who=bot_only, summary="An answer, for the asker")
async def answered(ctx: Context, args: One) -> Card | None:
    question = await ctx.store.questions.get(args.question)
    if question is None or question.state is not QuestionState.ANSWERED or question.asker != ctx.actor.id:
        return None
    actions = (
        Button("Thanks, solved", call("question.solved", question.id), "primary"),
        Button("Ask them to mentor me", call("request.make", question.holder), opens_form=True),
        *offered(ctx, Button("Ask another", call("question.ask"), opens_form=True)),
    )
    said = text(Mention(question.holder), " answers:\n", Said(question.answer))
    asked = (Fact("You asked", text(Said(clipped(question.text, 300)))),)
    return Card("Your question is answered", said, asked, actions, tone="good")


@ask("question.thanked", who=bot_only, summary="Thanks for an answer, for the mentor")
async def thanked(ctx: Context, args: One) -> Card | None:
    question = await ctx.store.questions.get(args.question)
    if question is None or question.holder != ctx.actor.id:
        return None
    return Card("Your answer helped", text(Mention(question.asker), " says thank you."), tone="good")


@ask("question.closed", who=bot_only, summary="Tells a mentor that a question they hold is not needed any more")
async def closed(ctx: Context, args: One) -> Card | None:
    question = await ctx.store.questions.get(args.question)
    if question is None or question.state is not QuestionState.CLOSED:
        return None
    said = text(Mention(question.asker), " does not need an answer any more. Thank you for being there.")
    return Card("A question is off your list", said)
