"""What may need a moderator this week: counts, with the lists that stand behind them. Nothing that anybody wrote."""

from dataclasses import dataclass
from datetime import timedelta

from bot.authority import bot_only, moderators
from bot.calls import call
from bot.commands import summary_choice
from bot.commands.setup_channels import PURPOSES
from bot.context import Context
from bot.domain.mondays import summed_up
from bot.registry import ask
from bot.text import Text, joined, text
from bot.views import Button, Card

_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """The ordinal of the Monday that began it."""

    monday: int


@ask("summary.programme", who=bot_only, summary="What needs moderators this week, for them")
async def week(ctx: Context, args: Week) -> Card | None:
    monday = summed_up(args.monday, ctx.now, ctx.community.zone)
    if monday is None or not await _is_for_reader(ctx):
        return None
    missing = len(await ctx.store.programme.missing_each_other())
    broken = [PURPOSES[one][0] for one in await ctx.store.people.troubles() if one in PURPOSES]
    lines = await _lines(ctx, missing, broken)
    if not lines:
        return None
    actions = (
        *((Button("Pairs at risk", call("pair.at_risk"), "primary"),) if missing else ()),
        *((Button("Mend channels", call("setup.channels")),) if broken else ()),
        Button("The last eight weeks", call("programme.show")),
        *((summary_choice.STOP,) if ctx.actor.id else ()),
    )
    return Card("What may need you this week", joined(lines, "\n"), actions=actions)


async def _is_for_reader(ctx: Context) -> bool:
    """The moderators' channel, or a moderator who did not turn theirs off."""
    if not ctx.actor.id:
        return bool(ctx.community.settings.is_summaries)
    return moderators.allows(ctx.actor) and await summary_choice.is_wanted(ctx)


async def _lines(ctx: Context, missing: int, broken: list[str]) -> list[Text]:
    settings, store = ctx.community.settings, ctx.store.programme
    now = await store.standing(ctx.now)
    needs = await store.needs(ctx.now, ctx.now - timedelta(days=settings.silence_first_days), ctx.now + _SOON)
    full = now.mentors - now.with_place
    said = (
        (needs.unmatched, "student looks for a mentor", "students look for a mentor"),
        (full, f"of {now.mentors} mentors has no place left", f"of {now.mentors} mentors have no place left"),
        (needs.quiet, "pair went quiet; both hear from me", "pairs went quiet; they all hear from me"),
        (missing, "pair missed two sessions in a row", "pairs missed two sessions in a row"),
        (needs.expiring, "request closes this week without an answer", "requests close this week without an answer"),
    )
    counted = [text(f"· {number} {one if number == 1 else many}") for number, one, many in said if number]
    return counted + [text(f"· {name} does not work") for name in broken]
