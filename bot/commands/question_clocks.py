"""What every step of a quick question shares: who may touch it, who is asked, and its clocks."""

from datetime import timedelta

from bot.calls import call
from bot.context import Context
from bot.domain.questions import Question, QuestionState
from bot.errors import Gone, NotFound
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice, Post

OPEN_CLOCK = "question"
HOLD_CLOCK = "question hold"
LAST_MINUTES = timedelta(minutes=5)
"""How long before the end of a hold its mentor is reminded."""
NO_SUCH_QUESTION = "I do not find this question. /questions shows what is open."


async def own(ctx: Context, question: int) -> Question:
    """The actor's own question. Raises NotFound for anybody else's."""
    found = await ctx.store.questions.get(question)
    if found is None or found.asker != ctx.actor.id:
        raise NotFound(NO_SUCH_QUESTION)
    return found


async def held(ctx: Context, question: int) -> Question:
    """A question the actor holds. Raises NotFound or Gone."""
    found = await ctx.store.questions.get(question)
    if found is None or found.holder != ctx.actor.id:
        raise NotFound(NO_SUCH_QUESTION)
    if found.state is not QuestionState.HELD:
        raise Gone("You do not hold this question any more. /questions shows what is open.")
    return found


async def may_meet(ctx: Context, question: Question, mentor: int) -> bool:
    """Whether this mentor may see the question at all."""
    return mentor != question.asker and not await ctx.store.safety.is_blocked(mentor, question.asker)


async def ask_mentors(ctx: Context, question: Question) -> None:
    """Puts the question to the mentors' channel, or to each of them where there is none, and starts its clock."""
    deadline = ctx.now + timedelta(hours=ctx.community.settings.question_widen_hours)
    said, key = call("question.open", question.id), f"question.open:{question.id}:{ctx.now.isoformat()}"
    if await ctx.store.people.channel("mentors") is not None:
        await ctx.outbox.put(Notice(key, Post("mentors"), said, ctx.now, deadline))
    else:
        topic = question.topic or None
        for mentor in await ctx.store.mentors.of_topic(None if question.is_wide else topic, ctx.now):
            if await may_meet(ctx, question, mentor):
                await ctx.outbox.put(Notice(f"{key}:{mentor}", Dm(mentor), said, ctx.now, deadline))
    lapse = call("question.unclaimed", question.id)
    await ctx.store.obligations.open(
        Obligation(OPEN_CLOCK, question.id, 0, question.asker, ctx.now, (), deadline, nudge=said, lapse=lapse)
    )


async def hold(ctx: Context, question: Question, mentor: int) -> None:
    """The mentor has the word until the hold ends."""
    await ctx.store.obligations.close(OPEN_CLOCK, question.id)
    await ctx.store.obligations.close(HOLD_CLOCK, question.id)
    until = ctx.now + timedelta(minutes=ctx.community.settings.question_hold_minutes)
    nudges = tuple(moment for moment in (until - LAST_MINUTES,) if moment > ctx.now)
    nudge, lapse = call("question.held", question.id), call("question.let_go", question.id)
    await ctx.store.obligations.open(
        Obligation(HOLD_CLOCK, question.id, mentor, question.asker, ctx.now, nudges, until, nudge=nudge, lapse=lapse)
    )


async def stop_clocks(ctx: Context, question: int) -> None:
    """Nobody owes an answer any more."""
    await ctx.store.obligations.close(OPEN_CLOCK, question)
    await ctx.store.obligations.close(HOLD_CLOCK, question)


async def tell(ctx: Context, name: str, question: int, person: int) -> None:
    """A direct message about a question, worth reading for a week."""
    key = f"{name}:{question}:{person}:{ctx.now.isoformat()}"
    await ctx.outbox.put(Notice(key, Dm(person), call(name, question), ctx.now, ctx.now + timedelta(days=7)))
