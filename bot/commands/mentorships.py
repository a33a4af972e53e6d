"""Somebody's mentorships: how one begins, the list of them, and one of them on a card."""

from dataclasses import dataclass

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import namings, pairs, rhythms
from bot.commands.closing import leave as leave
from bot.commands.closing import undo_button
from bot.commands.goals import shared_goals
from bot.commands.profiles import topic_names
from bot.context import Context
from bot.domain.mentorships import RHYTHMS, Mentorship, MentorshipState
from bot.registry import ask
from bot.text import Mention, Said, Text, When, clipped, joined, text
from bot.views import Button, Card, Fact, Item, Listing

PAGE = 5


@dataclass(frozen=True, slots=True)
class One:
    mentorship: int


async def start(ctx: Context, mentee: int, mentor: int, note: str = "") -> int | None:
    """Makes the two a pair, for whom a place has been taken, and writes to both with first steps.

    None when they are one already, whoever mentors in it.
    """
    made = await ctx.store.mentorships.add(mentee, mentor, ctx.now, note)
    pair = await ctx.store.mentorships.get(made) if made is not None else None
    if pair is None:
        return None
    await pairs.start_silence(ctx, pair)
    await pairs.tell_both(ctx, f"began:{pair.id}", pair, call("mentorship.began", pair.id))
    await rhythms.offer(ctx, mentee)
    return pair.id


async def _shared(ctx: Context, pair: Mentorship) -> tuple[Fact, ...]:
    """What both may know of one another from the first day."""
    mentee, mentor = await ctx.store.students.get(pair.mentee), await ctx.store.mentors.get(pair.mentor)
    known = set(mentor.topics) if mentor else set()
    common = topic_names([topic for topic in mentee.topics if topic in known], await ctx.store.topics.all())
    facts = (
        ("What it began with", text(Said(clipped(pair.note, 800))) if pair.note else ()),
        ("The mentee wants to reach", text(Said(mentee.goals)) if mentee.goals else ()),
        ("You share", text(common)),
    )
    return tuple(Fact(label, said) for label, said in facts if said not in ((), ("",)))


@ask("mentorship.began", who=bot_only, summary="First steps for a new pair")
async def began(ctx: Context, args: One) -> Card | None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or pair.state is MentorshipState.ENDED or not pair.includes(ctx.actor.id):
        return None
    role = "your mentor" if ctx.actor.id == pair.mentee else "your mentee"
    said = text(
        Mention(pair.other(ctx.actor.id)),
        f" is {role} now. Write to them first: a hello is enough.\n",
        "1. Agree how long, how often, and on one place to meet and one to write.\n",
        "2. Good first questions: What would make this worth your time? What have you tried? ",
        "How do you like to be told hard things?",
    )
    actions = (
        Button("Write down what you agreed", call("mentorship.agree", pair.id), "primary", opens_form=True),
        Button("We talked", call("mentorship.talked", pair.id)),
        Button("See it", call("mentorship.show", pair.id)),
        *await namings.offered(ctx, pair),
    )
    return Card("You are a pair", said, await _shared(ctx, pair), actions, tone="good")


@dataclass(frozen=True, slots=True)
class Page:
    page: int = 0


@ask("mentorship.list", who=anyone, summary="Your mentorships", command="mentorships", is_common=True)
async def show_all(ctx: Context, args: Page) -> Listing | Card:
    every = await ctx.store.mentorships.of(ctx.actor.id, with_ended=True)
    running = [pair for pair in every if pair.state is not MentorshipState.ENDED]
    shown = [*running, *(pair for pair in every if undo_button(ctx, pair))]
    if not shown:
        find = Button("Find a mentor", call("mentor.find"), "primary")
        return Card("No mentorships yet", text("A mentor is one short request away."), actions=(find,))
    first = min(args.page, (len(shown) - 1) // PAGE) * PAGE
    rows = tuple(_row(ctx, pair) for pair in shown[first : first + PAGE])
    page = first // PAGE
    newer = call("mentorship.list", page - 1) if page else None
    older = call("mentorship.list", page + 1) if first + PAGE < len(shown) else None
    where = f"{first + 1}–{first + len(rows)} of {len(shown)}" if len(shown) > PAGE else ""
    return Listing("Your mentorships", rows, newer=newer, older=older, page=where)


def _row(ctx: Context, pair: Mentorship) -> Item:
    you = "Your mentor: " if ctx.actor.id == pair.mentee else "Your mentee: "
    said = text(_standing(pair), " Since ", When(pair.started_at, "day"), ".")
    undo = undo_button(ctx, pair)
    actions = (Button("Open", call("mentorship.show", pair.id)), *((undo,) if undo else ()))
    return Item(text(you, Mention(pair.other(ctx.actor.id))), said, actions)


def _standing(pair: Mentorship) -> Text:
    if pair.state is MentorshipState.ENDED:
        return text("It has ended.")
    if pair.state is MentorshipState.PAUSED:
        until = text(" until ", When(pair.paused_until, "day")) if pair.paused_until else ()
        return text("It rests", until, ".")
    return text("It is running.")


@ask("mentorship.show", who=anyone, summary="One of your mentorships")
async def show(ctx: Context, args: One) -> Card:
    pair = await pairs.mine(ctx, args.mentorship)
    role = "has mentored you" if ctx.actor.id == pair.mentee else "has been your mentee"
    said = text(
        Mention(pair.other(ctx.actor.id)), f" {role} since ", When(pair.started_at, "day"), ". ", _standing(pair)
    )
    facts = [Fact("What you agreed", agreement(pair))]
    if pair.state is MentorshipState.ACTIVE:
        facts.append(Fact("Last in touch", text(When(pair.active_at, "day"))))
        facts.append(Fact("What comes next", await _next(ctx, pair)))
    goals = await shared_goals(ctx, pair.mentee)
    if goals:
        facts.append(Fact("Goals they share", goals))
    return Card("Your mentorship", said, tuple(facts), _actions(ctx, pair))


def agreement(pair: Mentorship) -> Text:
    """What they wrote down, in one line or two."""
    if not pair.has_agreed:
        return text("Nothing yet. How long, how often, and where?")
    until = pair.agreed_until
    length = text(f"{pair.weeks} weeks, until ", When(until, "day")) if until else text("Open end")
    return joined((text(length, f", {RHYTHMS.get(pair.rhythm, pair.rhythm)}."), pairs.tools(pair)), "\n")


async def _next(ctx: Context, pair: Mentorship) -> Text:
    """What the bot does next when nothing is heard from the two."""
    for question in await ctx.store.obligations.about(pairs.QUESTION, pair.id):
        return text("Does it go on? A word from either of you by ", When(question.deadline_at, "day"), " is enough.")
    clocks = await ctx.store.obligations.about(pairs.SILENCE, pair.id)
    words = [at for clock in clocks if clock.owes == ctx.actor.id for at in (*clock.nudges_at, clock.deadline_at)]
    soonest = min((at for at in words if at > ctx.now), default=ctx.now)
    return text("If it stays quiet, I ask after you two on ", When(soonest, "day"), ".")


def _actions(ctx: Context, pair: Mentorship) -> tuple[Button, ...]:
    other = Button("Report or block", call("safety.about", pair.other(ctx.actor.id)))
    if pair.state is MentorshipState.ENDED:
        undo = undo_button(ctx, pair)
        thanks = Button("Say thanks, give feedback", call("mentorship.feedback", pair.id), "primary", opens_form=True)
        return (thanks, *((undo,) if undo else ()), other)
    rematch = Button("Find me another mentor", call("mentorship.rematch", pair.id))
    return (
        *_turns(pair),
        Button("Finish", call("mentorship.finish", pair.id)),
        Button("End early", call("mentorship.end", pair.id)),
        *((rematch,) if ctx.actor.id == pair.mentee else ()),
        other,
    )


def _turns(pair: Mentorship) -> tuple[Button, ...]:
    label = "Change what you agreed" if pair.has_agreed else "Write down what you agreed"
    agree = Button(label, call("mentorship.agree", pair.id), opens_form=True)
    if pair.state is MentorshipState.PAUSED:
        return (Button("Take it up again", call("mentorship.resume", pair.id), "primary"), agree)
    talked = Button("We talked", call("mentorship.talked", pair.id), "primary")
    return (talked, agree, Button("Pause", call("mentorship.pause", pair.id), opens_form=True))
