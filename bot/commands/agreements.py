"""What a pair agrees: how long, how often, and one place to meet and one to write."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import Call, call
from bot.commands import pairs
from bot.commands.mentorships import agreement
from bot.context import Context
from bot.domain.mentorships import RHYTHMS, MentorshipState
from bot.params import Line, Option, Pick, Whole
from bot.registry import ask
from bot.text import Mention, text
from bot.views import Button, Card, Fact

_RHYTHMS = tuple(Option(value, said.capitalize()) for value, said in RHYTHMS.items())


@dataclass(frozen=True, slots=True)
class Agree:
    mentorship: int
    weeks: Annotated[int, Whole("For how many weeks, from the start?", "12", least=1, most=104)]
    rhythm: Annotated[str, Pick("How often do you meet?", options=_RHYTHMS)]
    meets: Annotated[str, Line("Where do you meet?", "One place: Zoom, or a link", most=150)]
    writes: Annotated[str, Line("Where do you write to each other?", "One place: direct messages here", most=150)]


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """What they agreed so far, or what the mentor's profile suggests. Raises NotFound."""
    raw = asked.args[0] if asked.args else ""
    pair = await pairs.mine(ctx, int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 18 else 0)
    if pair.has_agreed:
        return {"weeks": str(pair.weeks), "rhythm": pair.rhythm, "meets": pair.meets, "writes": pair.writes}
    mentor = await ctx.store.mentors.get(pair.mentor)
    meets = mentor.meeting[:150] if mentor else ""
    return {"weeks": "12", "rhythm": "weekly", "meets": meets, "writes": "Direct messages here"}


@ask(
    "mentorship.agree",
    who=anyone,
    summary="Write down what you two agreed",
    title="What you agreed",
    intro=text("The two of you see this, in every reminder. Either of you can change it."),
    submit="Save",
    prefill=known,
)
async def agree(ctx: Context, args: Agree) -> Card:
    pair = await pairs.held(ctx, args.mentorship)
    pairs.check_running(pair)
    wanted = (args.weeks, args.rhythm, args.meets, args.writes)
    see = Button("See it", call("mentorship.show", pair.id))
    if wanted == (pair.weeks, pair.rhythm, pair.meets, pair.writes):
        return Card("It stands as it was", text("Nothing changed, so nobody is told."), actions=(see,))
    await ctx.store.mentorships.agree(pair.id, *wanted)
    other = pair.other(ctx.actor.id)
    await pairs.tell(ctx, f"agreed:{pair.id}", other, call("mentorship.agreed", pair.id))
    return Card("Written down", text(Mention(other), " reads it too, and can change it."), actions=(see,), tone="good")


@dataclass(frozen=True, slots=True)
class One:
    mentorship: int


@ask("mentorship.agreed", who=bot_only, summary="What the other wrote down")
async def agreed(ctx: Context, args: One) -> Card | None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or pair.state is MentorshipState.ENDED or not pair.includes(ctx.actor.id):
        return None
    said = text(Mention(pair.other(ctx.actor.id)), " wrote down what you two agreed. Is it right?")
    change = Button("Change it", call("mentorship.agree", pair.id), opens_form=True)
    see = Button("See it", call("mentorship.show", pair.id))
    return Card("What you agreed", said, (Fact("So far", agreement(pair)),), (change, see))
