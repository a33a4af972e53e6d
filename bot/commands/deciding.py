"""A mentor decides about a request, asks back, or lets time decide."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import mentorships
from bot.commands import request_clocks as clocks
from bot.commands.standing import FAR
from bot.context import Context
from bot.domain.requests import Request, RequestState
from bot.errors import Gone, UserError
from bot.params import Paragraph
from bot.registry import ask
from bot.text import Mention, text
from bot.views import Button, Card

_LATELY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class One:
    request: int


async def _to_decide(ctx: Context, request: int) -> Request:
    found = await clocks.own(ctx, request, mentor=True)
    if found.state is not RequestState.OPEN:
        raise Gone(clocks.ANSWERED)
    return found


@ask("request.accept", who=anyone, summary="Accept a request")
async def accept(ctx: Context, args: One) -> Card:
    request = await _to_decide(ctx, args.request)
    await agreed(ctx, request)
    see = Button("See it", call("mentorship.list"), "primary")
    said = text("You mentor ", Mention(request.mentee), " now. I have written to you both with first steps.")
    return Card("You have a mentee", said, actions=(see,), tone="good")


@ask("request.accept_and_pause", who=anyone, summary="Accept a request, and take no others for now")
async def accept_and_pause(ctx: Context, args: One) -> Card:
    card = await accept(ctx, args)
    mentor = await ctx.store.mentors.get(ctx.actor.id)
    if mentor is not None:
        await ctx.store.mentors.save(replace(mentor, paused_until=FAR))
    back = Button("Take requests again", call("mentor.resume"))
    return replace(card, text=text(card.text, " Nobody else is sent to you for now."), actions=(*card.actions, back))


async def agreed(ctx: Context, request: Request) -> None:
    """The request becomes a mentorship, and the student's other requests close with a word.

    Raises UserError when no place is left, Gone when somebody was quicker. The place is taken in the database by
    one statement, so of two accepts for the last one exactly one goes on.
    """
    for person in sorted((request.mentee, request.mentor)):
        await ctx.store.people.lock(person)
    if await ctx.store.safety.is_blocked(request.mentee, request.mentor):
        raise Gone(clocks.ANSWERED)
    if not await ctx.store.requests.decide(request.id, RequestState.ACCEPTED, ctx.now):
        raise Gone(clocks.ANSWERED)
    if not await ctx.store.mentors.take_place(request.mentor):
        raise UserError("Your places are all taken. Finish a mentorship or raise your places in /mentor profile.")
    await clocks.stop_clocks(ctx, request)
    hours = (ctx.now - request.created_at) / timedelta(hours=1)
    await ctx.store.mentors.answered(request.mentor, hours)
    if await mentorships.start(ctx, request.mentee, request.mentor, request.note) is None:
        raise Gone("You two are a pair already. /mentorships shows it.")
    for other in await ctx.store.requests.open_of(request.mentee):
        await clocks.close(ctx, other, RequestState.CLOSED, "they found a mentor", other.mentor)


@dataclass(frozen=True, slots=True)
class Decline:
    request: int
    reason: Annotated[str, Paragraph("A word to them (optional)", "I have too much on my plate", most=400)] = ""


@ask(
    "request.decline",
    who=anyone,
    summary="Decline a request",
    title="Decline",
    intro=text("Saying no is fine. They read your word, if you write one, and I offer them somebody else."),
    submit="Decline",
)
async def decline(ctx: Context, args: Decline) -> Card:
    request = await _to_decide(ctx, args.request)
    await clocks.close(ctx, request, RequestState.DECLINED, args.reason, request.mentee)
    hours = (ctx.now - request.created_at) / timedelta(hours=1)
    await ctx.store.mentors.answered(request.mentor, hours)
    pause = Button("Pause me", call("mentor.pause"), opens_form=True)
    return Card("Declined", text("Thank you for answering. I offer them somebody else."), actions=(pause,))


@dataclass(frozen=True, slots=True)
class Question:
    request: int
    question: Annotated[str, Paragraph("What would you like to know?", "Which course is it for?", most=600)]


@ask("request.question", who=anyone, summary="Ask the student something first", title="Your question")
async def question(ctx: Context, args: Question) -> Card:
    request = await _to_decide(ctx, args.request)
    await ctx.store.requests.ask(request.id, args.question)
    await ctx.store.obligations.close(clocks.MENTOR_CLOCK, request.id)
    deadline = await clocks.mentee_owes(ctx, request)
    key = f"request.questioned:{request.id}:{ctx.now.isoformat()}"
    await clocks.tell(ctx, key, request.mentee, call("request.questioned", request.id), deadline)
    return Card("Asked", text("You get their answer here, and then decide."))


@dataclass(frozen=True, slots=True)
class Reply:
    request: int
    reply: Annotated[str, Paragraph("Your answer", most=600)]


@ask("request.reply", who=anyone, summary="Answer a mentor's question", title="Your answer")
async def reply(ctx: Context, args: Reply) -> Card:
    request = await clocks.own(ctx, args.request, mentee=True)
    if request.state is not RequestState.OPEN or not request.question:
        raise Gone(clocks.ANSWERED)
    await ctx.store.requests.reply(request.id, args.reply)
    await ctx.store.obligations.close(clocks.MENTEE_CLOCK, request.id)
    deadline = await clocks.mentor_owes(ctx, request.id, request.mentor, request.mentee)
    key = f"request.replied:{request.id}:{ctx.now.isoformat()}"
    await clocks.tell(ctx, key, request.mentor, call("request.asked", request.id), deadline)
    return Card("Sent", text(Mention(request.mentor), " has your answer now and decides."), tone="good")


@ask("request.lapsed", who=bot_only, summary="Closes a request nobody answered")
async def lapsed(ctx: Context, args: One) -> None:
    request = await ctx.store.requests.get(args.request)
    if request is None or request.state is not RequestState.OPEN:
        return
    is_mentors_turn = not request.question or bool(request.reply)
    reason = "no answer came" if is_mentors_turn else ""
    await clocks.close(ctx, request, RequestState.CLOSED, reason, request.mentee)
    if is_mentors_turn:
        await _doze(ctx, request)


async def _is_awake(ctx: Context, mentor: int) -> bool:
    """Whether they took somebody on lately, or are asking somebody back: then one request was missed, no more."""
    if any(request.question for request in await ctx.store.requests.open_to(mentor)):
        return True
    every = await ctx.store.mentorships.of(mentor, with_ended=True)
    return any(pair.mentor == mentor and ctx.now - pair.started_at <= _LATELY for pair in every)


async def _doze(ctx: Context, request: Request) -> None:
    """Three words unanswered, and nothing else heard: the mentor is dormant, paused until they tap once."""
    mentor = await ctx.store.mentors.get(request.mentor)
    if mentor is None or mentor.is_paused(ctx.now) or await _is_awake(ctx, request.mentor):
        return
    await ctx.store.mentors.save(replace(mentor, paused_until=FAR))
    until = ctx.now + timedelta(days=30)
    await clocks.tell(ctx, f"mentor.dormant:{request.id}", request.mentor, call("mentor.dormant"), until)
