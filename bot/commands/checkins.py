"""A check-in: one form, who reads it chosen on it, and words for the one who wrote."""

from dataclasses import dataclass, replace
from typing import Annotated

from bot.authority import anyone
from bot.calls import Call, call
from bot.commands import checkin_sharing
from bot.commands.checkin_reading import MOODS, NEXT, WENT, active_pairs, together, typed_in, wanted
from bot.commands.local_days import today_of
from bot.commands.prompt_states import answered
from bot.context import Context
from bot.domain.checkins import Audience, CheckIn
from bot.domain.consents import Purpose
from bot.errors import UserError
from bot.params import Option, Paragraph, Pick
from bot.registry import ask, registry
from bot.text import Said, Text, clipped, text
from bot.views import Button, Card, Form

_MOODS = tuple(Option(str(mood), label) for mood, label in MOODS.items())
_READERS = "Needed until you agree to share by default. Moderators never read it"
_SECOND = (
    "You checked in today already, and nothing is changed yet. Here are both, as far as they fit; saving keeps "
    "what stands here and nothing else."
)
_AUDIENCES = (
    Option(Audience.MENTORS.value, "The mentors I am paired with", "Now, and while they mentor you"),
    Option(Audience.PRIVATE.value, "Nobody but me", "A note to yourself"),
)


@dataclass(frozen=True, slots=True)
class Write:
    """`standing` is the check-in of today that the form was filled from; 0 where it began empty."""

    went: Annotated[str, Paragraph("How did it go?", "Two lines are plenty", most=WENT)]
    next: Annotated[str, Paragraph("What is next?", "Finish the draft", most=NEXT)]
    audience: Annotated[str, Pick("Who reads this?", _READERS, _AUDIENCES)] = ""
    blockers: Annotated[str, Paragraph("What is in the way? (optional)", "A book, a person, sleep", most=NEXT)] = ""
    mood: Annotated[str, Pick("Your mood? (optional)", "1 to 5; leave it out if you like", _MOODS)] = ""
    standing: int = 0


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """What they wrote today; else who reads it unless they say otherwise, where they agreed to that."""
    written = await ctx.store.check_ins.of_day(ctx.actor.id, today_of(ctx))
    if written is None:
        return {"audience": Audience.MENTORS.value} if await _shares(ctx) else {}
    return typed_in(written) | {"standing": str(written.id)}


async def recalled(ctx: Context, asked: Call) -> Text:
    """What they wanted to do when they wrote last."""
    last = await ctx.store.check_ins.last(ctx.actor.id, today_of(ctx))
    words = wanted(last, today_of(ctx))
    return text("You wanted to: ", Said(clipped(words, 60)), "\n") if words else ()


@ask(
    "checkin.write",
    who=anyone,
    summary="Write down how it goes, for your mentor or for yourself",
    command="check-in",
    title="Your check-in",
    intro=text("You choose who reads it: the mentors you are paired with, or nobody but you. Moderators never do."),
    submit="Save",
    prefill=known,
    recall=recalled,
    is_common=True,
)
async def write(ctx: Context, args: Write) -> Card | Form:
    today = today_of(ctx)
    before = await ctx.store.check_ins.of_day(ctx.actor.id, today)
    if before is not None and before.id != args.standing:
        typed = {"went": args.went, "next": args.next, "blockers": args.blockers, "mood": args.mood}
        return _first_look(before, typed | {"audience": args.audience})
    audience = await _chosen(ctx, args.audience)
    shared = await checkin_sharing.open_pairs(ctx) if audience is Audience.MENTORS else []
    must_ask = bool(shared) and not await ctx.store.consents.has(ctx.actor.id, Purpose.CHECK_INS)
    readers = frozenset[int]() if must_ask else frozenset(pair.mentor for pair in shared)
    written = CheckIn(
        author=ctx.actor.id,
        on=today,
        written_at=ctx.now,
        went=args.went,
        next=args.next,
        blockers=args.blockers,
        mood=int(args.mood or 0),
        audience=Audience.PRIVATE if must_ask else audience,
        readers=readers,
    )
    saved = await ctx.store.check_ins.save(written)
    await answered(ctx)
    if must_ask:
        return await checkin_sharing.before_the_first(ctx, written, saved, shared)
    return await checkin_sharing.saved(ctx, saved, before, shared)


def _first_look(before: CheckIn, typed: dict[str, str]) -> Form:
    """Today's as it stands, together with what was typed without seeing it: nothing is replaced unseen."""
    about_it = call("checkin.write", before.id)
    form = registry.find(about_it.name).form(about_it, together(typed_in(before), typed))
    return replace(form, text=text(_SECOND, "\n", form.text))


async def _chosen(ctx: Context, audience: str) -> Audience:
    """Who reads it: as they say, or else as they agreed once. Raises UserError when they did neither."""
    if audience:
        return Audience(audience)
    if not await _shares(ctx):
        raise UserError("Pick who reads this, then save it again.", field="audience")
    return Audience.MENTORS


async def _shares(ctx: Context) -> bool:
    """Whether they agreed to share unless they say otherwise, and there is somebody to share with."""
    habit = await ctx.store.prompts.habit(ctx.actor.id)
    return habit.shares_at is not None and bool(await active_pairs(ctx, ctx.actor.id))


@dataclass(frozen=True, slots=True)
class Share:
    is_on: int


@ask("checkin.share", who=anyone, summary="Share check-ins with your mentors unless you say otherwise")
async def share(ctx: Context, args: Share) -> Card:
    await ctx.store.prompts.share(ctx.actor.id, ctx.now if args.is_on else None)
    back = Button("Your rhythm", call("rhythm.show"))
    if args.is_on:
        said = "From now on the form suggests your mentors as readers. You can choose otherwise each time."
        undo = Button("Take it back", call("checkin.share", 0))
        return Card("You agreed to share", text(said), actions=(undo, back))
    return Card("Nothing is shared by default", text("Each time, the form asks you who reads it."), actions=(back,))
