"""Quick questions: a student asks all mentors of a topic, one claims it and answers."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from bot.authority import anyone, mentors
from bot.calls import call
from bot.commands import question_clocks as clocks
from bot.commands.offers import offered
from bot.commands.profiles import read_topics
from bot.commands.question_notices import holding
from bot.context import Context
from bot.domain.questions import Question, QuestionState
from bot.errors import Gone, NotFound, UserError
from bot.params import Line, Paragraph, PersonPick
from bot.registry import ask
from bot.text import Mention, When, text
from bot.views import Button, Card

_TAKEN = "Somebody else has this question already. /questions shows what is open."


@dataclass(frozen=True, slots=True)
class Ask:
    question: Annotated[str, Paragraph("Your question", "One thing, in a few sentences", most=1000)]
    topic: Annotated[str, Line("Topic (optional)", "Statistics", most=60, suggest="topics")] = ""


@ask(
    "question.ask",
    who=anyone,
    summary="Ask the mentors a quick question",
    command="ask",
    is_common=True,
    title="A quick question",
    intro=text("Mentors see it with your name. One of them takes it and answers you here."),
    submit="Ask",
)
async def ask_question(ctx: Context, args: Ask) -> Card:
    topics = await read_topics(ctx, args.topic, "topic") if args.topic else ()
    if len(topics) > 1:
        raise UserError("Pick one topic; the question can name the others.", field="topic")
    made = await ctx.store.questions.add(ctx.actor.id, topics[0] if topics else 0, args.question, ctx.now)
    question = await clocks.own(ctx, made)
    await clocks.ask_mentors(ctx, question)
    until = ctx.now + timedelta(hours=ctx.community.settings.question_widen_hours)
    said = text("If nobody has taken it by ", When(until), ", I ask all mentors. You hear from me either way.")
    close = Button("No longer needed", call("question.close", made))
    return Card("Asked", said, actions=(close,), tone="good")


@dataclass(frozen=True, slots=True)
class One:
    question: int


@ask("question.claim", who=mentors, summary="Take a question")
async def claim(ctx: Context, args: One) -> Card:
    question = await ctx.store.questions.get(args.question)
    if question is None or not await clocks.may_meet(ctx, question, ctx.actor.id):
        raise NotFound(clocks.NO_SUCH_QUESTION)
    if question.state is not QuestionState.OPEN:
        raise Gone(_TAKEN)
    settings = ctx.community.settings
    until = ctx.now + timedelta(minutes=settings.question_hold_minutes)
    if not await ctx.store.questions.claim(question.id, ctx.actor.id, until, settings.question_most_held):
        if len(await ctx.store.questions.held_by(ctx.actor.id)) >= settings.question_most_held:
            raise UserError("You hold as many questions as you may. Answer one or let it go: /questions.")
        raise Gone(_TAKEN)
    await clocks.hold(ctx, question, ctx.actor.id)
    return holding(await clocks.held(ctx, question.id))


@dataclass(frozen=True, slots=True)
class Answer:
    question: int
    answer: Annotated[str, Paragraph("Your answer", "They get it as a direct message", most=1500)]


@ask("question.answer", who=mentors, summary="Answer a question you hold", title="Your answer")
async def answer(ctx: Context, args: Answer) -> Card:
    question = await clocks.held(ctx, args.question)
    if not await ctx.store.questions.answer(question.id, ctx.actor.id, args.answer):
        raise Gone(_TAKEN)
    await clocks.stop_clocks(ctx, question.id)
    await clocks.tell(ctx, "question.answered", question.id, question.asker)
    return Card("Sent", text(Mention(question.asker), " has your answer. Thank you."), tone="good")


@ask("question.release", who=mentors, summary="Let a question go")
async def release(ctx: Context, args: One) -> Card:
    question = await clocks.held(ctx, args.question)
    await reopen(ctx, question)
    return Card("Let go", text("Others can take it now. That is fine."))


async def reopen(ctx: Context, question: Question) -> None:
    """A held question is open again, for everybody it was open to before."""
    if await ctx.store.questions.release(question.id, question.holder):
        await ctx.store.obligations.close(clocks.HOLD_CLOCK, question.id)
        await clocks.ask_mentors(ctx, question)


@dataclass(frozen=True, slots=True)
class HandOver:
    question: int
    to: Annotated[int, PersonPick("To which mentor?")]


@ask("question.hand_over", who=mentors, summary="Hand a question to another mentor", title="Hand over")
async def hand_over(ctx: Context, args: HandOver) -> Card:
    question = await clocks.held(ctx, args.question)
    other = await ctx.store.mentors.get(args.to)
    if other is None or not other.is_approved or not await clocks.may_meet(ctx, question, args.to):
        raise UserError("They cannot take it. Pick another mentor, or let it go.", field="to")
    if args.to == ctx.actor.id:
        raise UserError("You hold it already. Pick another mentor.", field="to")
    settings = ctx.community.settings
    until = ctx.now + timedelta(minutes=settings.question_hold_minutes)
    most = settings.question_most_held
    if not await ctx.store.questions.hand_over(question.id, ctx.actor.id, args.to, until, most):
        raise UserError("They hold as many questions as they may. Pick another mentor.", field="to")
    await clocks.hold(ctx, question, args.to)
    await clocks.tell(ctx, "question.held", question.id, args.to)
    return Card("Handed over", text(Mention(args.to), " has it now. Thank you."))


@ask("question.close", who=anyone, summary="Take your question back")
async def close(ctx: Context, args: One) -> Card:
    question = await clocks.own(ctx, args.question)
    if not await ctx.store.questions.close(question.id):
        raise Gone("This question has been answered or closed already.")
    await clocks.stop_clocks(ctx, question.id)
    if question.holder:
        await clocks.tell(ctx, "question.closed", question.id, question.holder)
    again = Button("Ask another", call("question.ask"), opens_form=True)
    return Card("Closed", text("Nobody works on it any more."), actions=offered(ctx, again))


@ask("question.solved", who=anyone, summary="Thank for an answer")
async def solved(ctx: Context, args: One) -> Card:
    question = await clocks.own(ctx, args.question)
    if question.state is not QuestionState.ANSWERED:
        raise Gone("This question is not answered yet.")
    await clocks.tell(ctx, "question.thanked", question.id, question.holder)
    return Card("Thank you passed on", text(Mention(question.holder), " will be glad."), tone="good")
