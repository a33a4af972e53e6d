"""A mentor reads a shared check-in, and answers with a reaction or a line that reaches the student."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import hours, pairs
from bot.commands.checkin_reading import facts, is_readable, readable, shared_pair
from bot.commands.local_days import day_text
from bot.commands.offers import offered
from bot.context import Context
from bot.domain.checkins import Answer, AnswerKind, CheckIn, fitting
from bot.errors import Gone
from bot.params import Paragraph
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Mention, Said, Text, text
from bot.views import Button, Card

REACTIONS = {AnswerKind.DONE: "Well done", AnswerKind.FEEL: "I feel with you"}
_AGAIN = "You said that already. Write to each other where you agreed: /mentorships shows it."


@dataclass(frozen=True, slots=True)
class Shared:
    check_in: int
    is_blocked: int = 0


@ask("checkin.shared", who=bot_only, summary="Shows a mentor what a mentee shared with them")
async def shared(ctx: Context, args: Shared) -> Card | None:
    found = await ctx.store.check_ins.get(args.check_in)
    if found is None or found.author == ctx.actor.id or not await is_readable(ctx, found):
        return None
    if bool(found.blockers) != bool(args.is_blocked):
        return None
    pair = await ctx.store.mentorships.running_between(found.author, ctx.actor.id)
    assert pair is not None
    who = Mention(found.author)
    said = (
        text(who, " checked in, and something is in the way. A word may help.")
        if found.blockers
        else text(who, " checked in.")
    )
    actions = (
        *(Button(REACTIONS[kind], call("checkin.react", found.id, kind.value)) for kind in fitting(found)),
        Button("Write a line", call("checkin.reply", found.id), opens_form=True),
        *offered(ctx, Button("Let us talk", hours.turn(pair.id, 60))),
    )
    title = "Your mentee may need a word" if found.blockers else "Your mentee checked in"
    return Card(title, said, facts(found), actions, tone="care" if found.blockers else "plain")


@dataclass(frozen=True, slots=True)
class React:
    check_in: int
    kind: str


@ask("checkin.react", who=anyone, summary="React to a check-in that was shared with you")
async def react(ctx: Context, args: React) -> Card:
    kind = next((kind for kind in REACTIONS if kind.value == args.kind), None)
    if kind is None:
        raise Gone("I do not know this reaction any more.")
    found = await _answer(ctx, args.check_in, kind, "")
    line = Button("Write a line", call("checkin.reply", found.id), opens_form=True)
    return Card(
        "They hear it", text(Mention(found.author), f" reads: {REACTIONS[kind]}."), actions=(line,), tone="good"
    )


@dataclass(frozen=True, slots=True)
class Reply:
    check_in: int
    line: Annotated[str, Paragraph("Your line", "What would help you to read?", most=600)]


@ask(
    "checkin.reply",
    who=anyone,
    summary="Write a line back about a check-in",
    title="A line back",
    intro=text("Only the one who checked in reads it."),
    submit="Send it",
)
async def reply(ctx: Context, args: Reply) -> Card:
    found = await _answer(ctx, args.check_in, AnswerKind.LINE, args.line)
    return Card("Sent", text(Mention(found.author), " reads it in a moment."), tone="good")


async def _answer(ctx: Context, check_in: int, kind: AnswerKind, words: str) -> CheckIn:
    """Keeps and tells what a mentor says, which is a sign of life of the pair.

    Raises NotFound for what they may not read, Gone for what they said before.
    """
    found = await readable(ctx, check_in)
    pair = await shared_pair(ctx, found)
    made = await ctx.store.check_ins.answer(Answer(found.id, ctx.actor.id, kind, words, ctx.now))
    if made is None:
        raise Gone(_AGAIN)
    key = f"checkin.answered:{made}:{ctx.now.isoformat()}"
    said = call("checkin.answered", found.id, made)
    await ctx.outbox.put(Notice(key, Dm(found.author), said, ctx.now, ctx.now + pairs.READ_WITHIN))
    await ctx.store.mentorships.touch(pair.id, ctx.now)
    await pairs.go_on(ctx, pair)
    return found


@dataclass(frozen=True, slots=True)
class Answered:
    check_in: int
    answer: int


@ask("checkin.answered", who=bot_only, summary="Tells a student what their mentor says to a check-in")
async def answered(ctx: Context, args: Answered) -> Card | None:
    found = await ctx.store.check_ins.get(args.check_in)
    if found is None or found.author != ctx.actor.id:
        return None
    said = next((one for one in await ctx.store.check_ins.answers(found.id) if one.id == args.answer), None)
    if said is None or await ctx.store.safety.is_blocked(found.author, said.author):
        return None
    hour = offered(ctx, Button("Find an hour", call("session.plan")))
    actions = (Button("See it", call("checkin.show", found.id)), *hour)
    note = text(f"About your check-in of {day_text(found.on)}.")
    return Card("Your mentor read it", answer_text(said), actions=actions, tone="good", note=note)


def answer_text(answer: Answer) -> Text:
    """Who said what."""
    words = Said(answer.text) if answer.kind is AnswerKind.LINE else f"{REACTIONS[answer.kind]}."
    return text(Mention(answer.author), ": ", words)
