"""What people are told about a request, as it stands when they read it."""

from dataclasses import dataclass
from datetime import timedelta

from bot.authority import bot_only
from bot.calls import call
from bot.commands import request_clocks as clocks
from bot.commands.offers import offered
from bot.commands.profiles import hours, language_names, topic_names
from bot.context import Context
from bot.domain.requests import Request, RequestState
from bot.params import Nothing
from bot.registry import ask
from bot.text import Mention, Said, Text, When, clipped, text
from bot.views import Button, Card, Fact


@dataclass(frozen=True, slots=True)
class One:
    request: int


async def _open(ctx: Context, request: int) -> Request | None:
    found = await ctx.store.requests.get(request)
    return found if found is not None and found.state is RequestState.OPEN else None


async def _student(ctx: Context, mentee: int) -> tuple[Fact, ...]:
    profile = await ctx.store.students.get(mentee)
    topics = topic_names(profile.topics, await ctx.store.topics.all())
    shown: list[Fact] = []
    if profile.goals:
        shown.append(Fact("Wants to reach", text(Said(profile.goals))))
    if topics:
        shown.append(Fact("Topics", text(topics)))
    if profile.languages:
        shown.append(Fact("Languages", text(language_names(profile.languages))))
    if profile.week.bits:
        shown.append(Fact("Has time", hours(profile.week, profile.zone)))
    return tuple(shown)


async def _deadline(ctx: Context, request: Request) -> Text:
    open_clocks = await clocks.running(ctx, request)
    if not open_clocks:
        return ()
    return text("Open until ", When(open_clocks[0].deadline_at, "day"), ", then I close it for you.")


@ask("request.asked", who=bot_only, summary="A request to decide, for its mentor")
async def asked(ctx: Context, args: One) -> Card | None:
    request = await _open(ctx, args.request)
    if request is None or ctx.actor.id != request.mentor:
        return None
    facts = list(await _student(ctx, request.mentee))
    if request.question:
        facts.append(Fact("You asked", text(Said(request.question))))
    if request.reply:
        facts.append(Fact("They answer", text(Said(request.reply))))
    actions = (
        Button("Accept", call("request.accept", request.id), "primary"),
        Button("Decline", call("request.decline", request.id), opens_form=True),
        Button("Ask a question", call("request.question", request.id), opens_form=True),
        Button("Accept and pause me", call("request.accept_and_pause", request.id)),
    )
    is_waiting = ctx.now - request.created_at >= timedelta(days=1) and not request.reply
    title = "Somebody still waits for your answer" if is_waiting else "Would you mentor somebody?"
    since = text(", since ", When(request.created_at, "day")) if is_waiting else ()
    said = text(Mention(request.mentee), " asks you to be their mentor", since, ":\n", Said(request.note))
    return Card(title, said, tuple(facts), actions, note=await _deadline(ctx, request))


@ask("request.questioned", who=bot_only, summary="A mentor's question, for the student")
async def questioned(ctx: Context, args: One) -> Card | None:
    request = await _open(ctx, args.request)
    if request is None or ctx.actor.id != request.mentee or request.reply:
        return None
    answer = Button("Answer", call("request.reply", request.id), "primary", opens_form=True)
    withdraw = Button("Withdraw", call("request.withdraw", request.id))
    said = text(Mention(request.mentor), " would like to know first:\n", Said(request.question))
    note = await _deadline(ctx, request)
    return Card("A question about your request", said, actions=(answer, withdraw), note=note)


@ask("request.over", who=bot_only, summary="A request ended, for whoever did not end it")
async def over(ctx: Context, args: One) -> Card | None:
    request = await ctx.store.requests.get(args.request)
    if request is None or request.state in (RequestState.OPEN, RequestState.ACCEPTED):
        return None
    if ctx.actor.id == request.mentor:
        return _for_mentor(request)
    return _for_mentee(ctx, request) if ctx.actor.id == request.mentee else None


def _for_mentor(request: Request) -> Card:
    why = "took their request back" if request.state is RequestState.WITHDRAWN else "has found a mentor"
    if request.state is RequestState.CLOSED and request.reason != "they found a mentor":
        why = "does not need an answer any more"
    said = text(Mention(request.mentee), f" {why}. There is nothing for you to do.")
    return Card("A request is off your list", said)


def _for_mentee(ctx: Context, request: Request) -> Card:
    if request.state is RequestState.DECLINED:
        said = text(Mention(request.mentor), " cannot take you on right now. It says nothing about you.")
    else:
        said = text("Your request to ", Mention(request.mentor), " is closed")
        said = text(said, f": {request.reason}. I am sorry you waited." if request.reason else ".")
    facts = (Fact("Their word to you", text(Said(request.reason))),) if request.state is RequestState.DECLINED else ()
    facts = facts if request.reason else ()
    kept = text("\nYour text is kept: the next request starts with it.")
    find = Button("Who fits next best", call("mentor.find"), "primary")
    question = offered(ctx, Button("Ask a quick question", call("question.ask"), opens_form=True))
    note = text(Said(clipped(request.note, 200)))
    return Card("About your request", text(said, kept), facts, (find, *question), note=note)


@ask("mentor.dormant", who=bot_only, summary="Tells a mentor that they are paused after long silence")
async def dormant(ctx: Context, args: Nothing) -> Card | None:
    mentor = await ctx.store.mentors.get(ctx.actor.id)
    if mentor is None or not mentor.is_paused(ctx.now):
        return None
    back = Button("Take requests again", call("mentor.resume"), "primary")
    said = "A request to you went unanswered, so nobody new is sent to you for now. One tap and you are back."
    return Card("Life is busy, so I paused you", text(said), actions=(back,))
