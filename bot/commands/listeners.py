"""Offering to listen: when, in which languages, how many at once, and stopping at any time."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated

from bot.authority import anyone
from bot.calls import Call, call
from bot.commands import listener_care, listener_moderating, talk_endings
from bot.commands.profiles import HOURS_HINT, hours, language_names, read_languages, read_week
from bot.commands.zones import read_zone, take_zone
from bot.context import Context
from bot.domain.listening import MOST_TALKS, Listener
from bot.domain.people import Role
from bot.domain.week import week_text
from bot.errors import NotAllowed, NotFound, UserError
from bot.params import Line, Nothing, Whole, ZonePick
from bot.registry import ask
from bot.text import When, text
from bot.views import Button, Card, Confirm, Fact

_HOW = (
    "When somebody looks for a listener in your hours, I ask you. One tap takes it; Not now or no answer is fine. You "
    "two write through me and see no names. I keep what you write encrypted for 30 days; whoever runs this bot and "
    "holds its key could read it. Moderators see how many listen, and not who."
)
_BARRED = "Moderators have asked that you do not listen here. Please ask them if you want to know why."
_NOT_YET = "You have not offered to listen. /listen says what it means and how to begin."
CHANGE = Button("Change", call("listen.join"), opens_form=True)


@ask("listen.show", who=anyone, summary="Be a listener for those who need an ear", command="listen", is_untraced=True)
async def show(ctx: Context, args: Nothing) -> Card:
    found = await ctx.store.listeners.get(ctx.actor.id)
    extra = await listener_moderating.for_moderators(ctx) if ctx.actor.has(Role.MODERATOR) else ((), ())
    if found is not None and found.is_barred:
        return Card("Listening", text(_BARRED), *extra)
    if found is not None:
        return await _mine(ctx, found, extra)
    read = Button("I have read it and want to", call("listen.join"), "primary", opens_form=True)
    said = text(listener_care.HOW_TO, "\n", _HOW)
    return Card("Would you like to listen?", said, extra[0], (read, *extra[1]), tone="care")


async def _mine(ctx: Context, me: Listener, extra: tuple[tuple[Fact, ...], tuple[Button, ...]]) -> Card:
    runs = [one for one in await ctx.store.talks.live_of(ctx.actor.id) if one.listener == ctx.actor.id]
    shown = [Button(f"Conversation {n}", call("talk.show", one.id), "primary") for n, one in enumerate(runs, 1)]
    is_paused = me.is_paused(ctx.now)
    pause = Button("Pause for a week", call("listen.pause", 7))
    turn = Button("Listen again", call("listen.resume")) if is_paused else pause
    state = (
        text("Paused until ", When(me.paused_until, "day"), ".")
        if me.paused_until and is_paused
        else text("You listen.")
    )
    facts = (
        Fact("Your hours", hours(me.week, me.zone)),
        Fact("Languages", text(language_names(me.languages))),
        Fact("At once", text(f"{me.most}; now {me.talks}")),
        *extra[0],
    )
    stop = Button("Stop listening", call("listen.stop"))
    guide = Button("How to listen", call("listen.guidance"))
    return Card("Your listening", state, facts, (*shown, CHANGE, turn, stop, guide, *extra[1]), tone="care")


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """What the form starts with."""
    me = await ctx.store.listeners.get(ctx.actor.id)
    zone = "" if ctx.actor.is_zone_assumed else ctx.actor.zone
    if me is None or me.is_barred:
        return {"zone": zone, "most": "1"}
    return {"week": week_text(me.week), "zone": zone, "languages": language_names(me.languages), "most": str(me.most)}


@dataclass(frozen=True, slots=True)
class Join:
    week: Annotated[str, Line("When you have an ear, in your own time", HOURS_HINT, most=300)]
    languages: Annotated[str, Line("Languages you listen in", "English, Deutsch", suggest="languages")]
    zone: Annotated[str, ZonePick("Your city or time zone", "Lagos, New York, Europe/Berlin")] = ""
    most: Annotated[int, Whole("How many people at once", "1 is a good number", least=1, most=MOST_TALKS)] = 1


@ask(
    "listen.join",
    who=anyone,
    summary="Say when and in which languages you listen",
    title="When you listen",
    intro=text("You listen, and neither fix nor diagnose. You may stop at any time, and never owe an answer."),
    submit="I listen",
    prefill=known,
    is_untraced=True,
)
async def join(ctx: Context, args: Join) -> Card:
    before = await ctx.store.listeners.get(ctx.actor.id)
    if before is not None and before.is_barred:
        raise NotAllowed(_BARRED)
    zone = read_zone(args.zone, "zone") if args.zone else ctx.actor.zone
    week, languages = read_week(args.week, "week"), read_languages(args.languages, "languages")
    if not week.bits:
        raise UserError(f"Name at least one hour a week. Try: {HOURS_HINT}.", field="week")
    if args.zone:
        await take_zone(ctx, zone)
    me = replace(before or Listener(ctx.actor.id, zone, week), week=week, languages=languages, most=args.most)
    await ctx.store.listeners.save(me)
    closed = " I cannot send you direct messages right now, so I cannot ask you: /dms tries it again."
    said = "Thank you. I ask you when somebody needs an ear in your hours."
    trouble = closed if await ctx.store.people.are_dms_closed(ctx.actor.id) else ""
    mine = Button("Your listening", call("listen.show"))
    return Card("You listen", text(said + trouble), actions=(mine, CHANGE), tone="good")


@dataclass(frozen=True, slots=True)
class Days:
    days: int


async def _listener(ctx: Context) -> Listener:
    found = await ctx.store.listeners.get(ctx.actor.id)
    if found is None or found.is_barred:
        raise NotFound(_NOT_YET)
    return found


@ask("listen.pause", who=anyone, summary="Be asked to listen to nobody for a while", is_untraced=True)
async def pause(ctx: Context, args: Days) -> Card | Confirm:
    me = await _listener(ctx)
    if not me.talks:
        return await paused(ctx, args)
    yes = Button("Pause", call("listen.paused", args.days))
    said = text("You are in a conversation. It ends, and they are told kindly, without a reason.")
    return Confirm("Pause your listening?", said, yes, Button("Go on", call("listen.show")))


@ask("listen.paused", who=anyone, summary="Pause your listening, after the confirmation", is_untraced=True)
async def paused(ctx: Context, args: Days) -> Card:
    await _listener(ctx)
    if not 1 <= args.days <= 60:
        raise NotFound("A pause lasts from 1 to 60 days. /listen begins one.")
    until = ctx.now + timedelta(days=args.days)
    await ctx.store.listeners.pause(ctx.actor.id, until)
    await talk_endings.stop_listening(ctx, ctx.actor.id)
    again = Button("Listen again", call("listen.resume"))
    return Card("Take your time", text("I ask you about nobody until ", When(until, "day"), "."), actions=(again,))


@ask("listen.resume", who=anyone, summary="Be asked to listen again", is_untraced=True)
async def resume(ctx: Context, args: Nothing) -> Card:
    await _listener(ctx)
    await ctx.store.listeners.pause(ctx.actor.id, None)
    return Card("You listen again", text("I ask you in your hours."), actions=(CHANGE,), tone="good")


@ask("listen.stop", who=anyone, summary="Ask before you stop listening", is_untraced=True)
async def stop(ctx: Context, args: Nothing) -> Confirm:
    me = await _listener(ctx)
    ends = "Your conversation ends, and they are told kindly, without a reason. " if me.talks else ""
    yes = Button("Stop listening", call("listen.stopped"))
    said = text(f"{ends}Your hours and languages are deleted. You can begin again at any time.")
    return Confirm("Stop listening?", said, yes, Button("Go on", call("listen.show")))


@ask("listen.stopped", who=anyone, summary="Stop listening, after the confirmation", is_untraced=True)
async def stopped(ctx: Context, args: Nothing) -> Card:
    await _listener(ctx)
    await talk_endings.stop_listening(ctx, ctx.actor.id)
    await ctx.store.listeners.remove(ctx.actor.id)
    return listener_care.after("You do not listen any more. Thank you for having been there.")
