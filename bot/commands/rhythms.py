"""When somebody is asked for check-ins: they are offered it once, agree or not, and choose their own rhythm."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import Call, call
from bot.commands import community_rhythm, pairs, quiet
from bot.commands.checkin_reading import active_pairs
from bot.commands.local_days import day_text, today_of
from bot.commands.meetings import zone_of
from bot.commands.prompt_states import settle_all
from bot.commands.summary_choice import MINE
from bot.context import Context
from bot.domain.occurrences import Rhythm, next_occurrence, next_sociable
from bot.domain.rhythms import Habit, Level, Where, days_text, is_in_channel, read_clock, read_days, rhythm_of
from bot.errors import UserError
from bot.params import Line, Nothing, Option, Pick
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Text, When, text
from bot.views import Button, Card, Fact

OFF = "off"
_LEVELS = (
    Option(Level.LIGHT.value, "Light", "Once a week, no reminder"),
    Option(Level.STEADY.value, "Steady", "The community's days, one reminder"),
    Option(Level.CLOSE.value, "Close", "Monday to Friday, one reminder"),
    Option(Level.OWN.value, "On my own days", "Type them below"),
    Option(OFF, "Do not ask me"),
)
_WHERE = (
    Option(Where.COMMUNITY.value, "As the community does"),
    Option(Where.DM.value, "In a direct message"),
    Option(Where.CHANNEL.value, "In the check-in channel", "Light or Steady, at the community's hour"),
)
_QUIET = (
    Option("no", "No"),
    Option("yes", "Yes", "That two had no answer, and nothing else"),
)
_OFFER_AFTER = timedelta(days=1)


async def offer(ctx: Context, mentee: int) -> None:
    """A day after somebody's first mentorship began they are asked, once, whether they want to be asked."""
    due = next_sociable(ctx.now + _OFFER_AFTER, await zone_of(ctx, mentee))
    said = call("rhythm.offered")
    await ctx.outbox.put(Notice(f"rhythm.offered:{mentee}", Dm(mentee), said, due, due + pairs.READ_WITHIN))


@ask("rhythm.offered", who=bot_only, summary="Asks a mentee whether they want to be asked how it goes")
async def offered(ctx: Context, args: Nothing) -> Card | None:
    habit = await ctx.store.prompts.habit(ctx.actor.id)
    if habit.agreed_at is not None or not await active_pairs(ctx, ctx.actor.id):
        return None
    community = await community_rhythm.mine(ctx)
    rhythm = rhythm_of(_agreeing(habit), community, ctx.actor.zone)
    if rhythm is None:
        return None
    said = text(
        "Somebody who asks makes it easier to keep going. Shall I ask you how it goes? ",
        _spelled(rhythm, is_in_channel(habit, community)),
        ", two lines, and each time you choose whether your mentor reads them.",
    )
    actions = (
        Button("Yes, ask me", call("rhythm.agree"), "primary"),
        Button("In my own rhythm", call("rhythm.mine"), opens_form=True),
        Button("No, thanks", call("prompt.stop")),
    )
    return Card("Shall I ask how it goes?", said, actions=actions, note=text("It is yours to stop at any time."))


def _agreeing(habit: Habit) -> Habit:
    return replace(habit, is_on=True)


def _spelled(rhythm: Rhythm, in_channel: bool) -> str:
    days = days_text(rhythm.days)
    by = f"{rhythm.zone} time, in the check-in channel" if in_channel else "your time"
    return f"{days[0].upper()}{days[1:]} at {rhythm.at:%H:%M}, {by}"


@ask("rhythm.agree", who=anyone, summary="Be asked for check-ins")
async def agree(ctx: Context, args: Nothing) -> Card:
    habit = await ctx.store.prompts.habit(ctx.actor.id)
    if not habit.is_on:
        await ctx.store.prompts.choose(ctx.actor.id, habit.level, habit.days, habit.at, ctx.now)
    return await show(ctx, args)


@ask("rhythm.show", who=anyone, summary="When I ask you for check-ins")
async def show(ctx: Context, args: Nothing) -> Card:
    habit = await ctx.store.prompts.habit(ctx.actor.id)
    change = Button("Change", call("rhythm.mine"), "primary", opens_form=True)
    sharing = (
        Button("Share nothing by default", call("checkin.share", 0))
        if habit.shares_at
        else Button("Share with mentors by default", call("checkin.share", 1))
    )
    facts = (Fact("Who reads them", text(_readers(habit))), quiet.fact(habit))
    if not habit.is_on:
        said = text("I do not ask you. /check-in is there whenever you like.")
        return Card("Your rhythm", said, facts[:1], (change, sharing, MINE))
    pause = Button("Pause until a date", call("prompt.pause"), opens_form=True)
    again = Button("Take it up again", call("prompt.resume"))
    is_away, said = await _standing(ctx, habit)
    stop = Button("Stop asking", call("prompt.stop"))
    actions = (change, again if is_away else pause, stop, sharing, quiet.switch(habit), MINE)
    return Card("Your rhythm", said, facts, actions, tone="good")


def _readers(habit: Habit) -> str:
    if habit.shares_at is None:
        return "Whom you choose each time."
    return "Your mentors, unless you choose otherwise. You agreed to that once."


async def _standing(ctx: Context, habit: Habit) -> tuple[bool, Text]:
    """Whether they pause, and when they are asked."""
    community = await community_rhythm.mine(ctx)
    rhythm = rhythm_of(habit, community, ctx.actor.zone)
    if rhythm is None:
        return False, text("This community asks nobody at the moment. Days of your own still work.")
    today = today_of(ctx)
    back = [
        back_on for begins_on, back_on in await ctx.store.prompts.rests(habit.person) if begins_on <= today < back_on
    ]
    if back:
        return True, text(f"You pause until {day_text(max(back))}.")
    said = _spelled(rhythm, is_in_channel(habit, community))
    return False, text(f"I ask you {said}. Next: ", When(next_occurrence(rhythm, ctx.now)), ".")


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """What they chose."""
    habit = await ctx.store.prompts.habit(ctx.actor.id)
    level = habit.level.value if habit.is_on or habit.agreed_at is None else OFF
    return {
        "level": level,
        "days": days_text(habit.days) if habit.level is Level.OWN and habit.days else "",
        "at": f"{habit.at:%H:%M}" if habit.at else "",
        "where": habit.where.value,
        "alert": "yes" if habit.alerts_at else "no",
    }


@dataclass(frozen=True, slots=True)
class Mine:
    level: Annotated[str, Pick("How closely shall I ask?", "You can change it any time", _LEVELS)]
    days: Annotated[str, Line("On which days? (your own days only)", "Mon, Thu", most=60)] = ""
    at: Annotated[
        str, Line("At what time? (optional)", "17:30, your own time; empty: as in the community", most=10)
    ] = ""
    alert: Annotated[
        str, Pick("If I miss two in a row, may my mentor hear?", "No, until you say yes. Not a word of yours", _QUIET)
    ] = ""
    where: Annotated[
        str, Pick("Where shall I ask? (optional)", "As the community does, until you say otherwise", _WHERE)
    ] = ""


@ask(
    "rhythm.mine",
    who=anyone,
    summary="When I ask you for check-ins",
    command="my-rhythm",
    title="Your rhythm",
    intro=text(
        "By saving this you agree that I write to you then. You can pause or stop it any time. If you say yes below, "
        "your mentors hear when two in a row had no answer, and not a word of yours. You can take it back here."
    ),
    submit="Save",
    prefill=known,
)
async def mine(ctx: Context, args: Mine) -> Card:
    if args.alert == "no":
        await ctx.store.prompts.alert(ctx.actor.id, None)
    if args.level == OFF:
        await settle_all(ctx, ctx.actor.id)
        await ctx.store.prompts.stop(ctx.actor.id)
        return await show(ctx, Nothing())
    level = Level(args.level)
    if args.days and level is not Level.OWN:
        raise UserError("These count with “On my own days”. Choose that above, or leave this empty.", field="days")
    days = read_days(args.days, "days") if level is Level.OWN else frozenset[int]()
    at = read_clock(args.at, "at") if args.at else None
    _check_where(args)
    if args.where:
        await ctx.store.prompts.ask_in(ctx.actor.id, Where(args.where))
    await ctx.store.prompts.choose(ctx.actor.id, level, days, at, ctx.now)
    if args.alert == "yes":
        await ctx.store.prompts.alert(ctx.actor.id, ctx.now)
    return await show(ctx, Nothing())


def _check_where(args: Mine) -> None:
    """Raises UserError for days or an hour at which the channel does not ask."""
    if args.where != Where.CHANNEL.value:
        return
    if args.level not in (Level.LIGHT.value, Level.STEADY.value):
        raise UserError(
            "The channel asks on the community's days: choose Light or Steady, or a message.", field="where"
        )
    if args.at:
        raise UserError("The channel asks at the community's hour: leave this empty, or choose a message.", field="at")
