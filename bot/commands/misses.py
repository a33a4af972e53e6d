"""Two sessions in a row that did not take place: a kind word to both, and the pair on the moderators' list."""

from dataclasses import dataclass

from bot.authority import bot_only, moderators
from bot.calls import call
from bot.commands import hours
from bot.commands.offers import offered
from bot.context import Context
from bot.registry import ask
from bot.text import Mention, text
from bot.views import Button, Card, Item, Listing

PAGE = 5


@dataclass(frozen=True, slots=True)
class Missed:
    mentorship: int
    session: int


@ask("session.missed_two", who=bot_only, summary="A kind word when two sessions in a row did not take place")
async def missed_two(ctx: Context, args: Missed) -> Card | None:
    pair = await ctx.store.mentorships.get(args.mentorship)
    if pair is None or not pair.includes(ctx.actor.id) or pair.id not in await ctx.store.programme.missing_each_other():
        return None
    said = text(
        "Your last two sessions with ",
        Mention(pair.other(ctx.actor.id)),
        " did not take place. Life gets in the way, and nobody is to blame. Would something lighter help: "
        "half an hour, another time of day, or a rest?",
    )
    actions = (
        *offered(ctx, Button("Half an hour", hours.turn(pair.id, 30), "primary")),
        *offered(ctx, Button("Another hour", hours.turn(pair.id, 60))),
        Button("Let it rest", call("mentorship.pause", pair.id), opens_form=True),
    )
    return Card("Shall we make it easier?", said, actions=actions, tone="care")


@dataclass(frozen=True, slots=True)
class Skip:
    skip: int = 0


@ask("pair.at_risk", who=moderators, summary="Pairs that may need a kind word", command="at-risk")
async def at_risk(ctx: Context, args: Skip) -> Listing | Card:
    found = await ctx.store.programme.missing_each_other()
    if not found:
        return Card("No pair needs you", text("A pair is listed here when two sessions in a row did not take place."))
    rows = []
    for pair in [await ctx.store.mentorships.get(one) for one in found[args.skip : args.skip + PAGE]]:
        if pair is not None:
            rows.append(Item(text("Missed two in a row"), text(Mention(pair.mentee), " and ", Mention(pair.mentor))))
    return Listing(
        "Pairs that may need a kind word",
        tuple(rows),
        text("Their last two sessions did not take place. I know no more than that, and both have had a word from me."),
        newer=call("pair.at_risk", max(0, args.skip - PAGE)) if args.skip else None,
        older=call("pair.at_risk", args.skip + PAGE) if len(found) > args.skip + PAGE else None,
    )
