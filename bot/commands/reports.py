"""Telling the moderators about somebody, and what they do with it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from bot.authority import anyone, bot_only, moderators
from bot.calls import call
from bot.commands import auditing
from bot.commands.blocks import somebody_else
from bot.commands.moderators import tell_moderators
from bot.context import Context
from bot.domain.safety import Report
from bot.errors import Gone, NotFound
from bot.params import Paragraph, PersonPick
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Mention, Said, Text, When, clipped, text
from bot.views import Button, Card, Item, Listing

PAGE = 5
_ALONE, _LISTED = 700, 500
"""Characters of a report that are shown: alone, and as one of five, each with its day and two names, in one listing."""
_WHO_READS = text(
    "The moderators read this, with your name. The person it is about does not, and a moderator it is about does not."
)


@dataclass(frozen=True, slots=True)
class One:
    report: int


@dataclass(frozen=True, slots=True)
class Page:
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Pick:
    person: Annotated[int, PersonPick("About whom?")]
    text: Annotated[str, Paragraph("What happened?", "As much or as little as you like", most=1500)]


@dataclass(frozen=True, slots=True)
class Make:
    person: int
    text: Annotated[str, Paragraph("What happened?", "As much or as little as you like", most=1500)]


@ask("safety.report", who=anyone, summary="Tell the moderators about somebody", command="report", intro=_WHO_READS)
async def report(ctx: Context, args: Pick) -> Card:
    return await make(ctx, Make(args.person, args.text))


@ask("report.make", who=anyone, summary="Report somebody", title="Report", intro=_WHO_READS)
async def make(ctx: Context, args: Make) -> Card:
    person = await somebody_else(ctx, args.person)
    made = await ctx.store.safety.report(ctx.actor.id, person.id, args.text, ctx.now)
    is_moderator = person.id in {moderator.id for moderator in await ctx.store.people.moderators()}
    but_not = (person.id,) if is_moderator else ()
    await tell_moderators(ctx, f"report.made:{made}", call("report.made", made), but_not=but_not)
    block = Button("Block them as well", call("block.confirm", person.id))
    said = "Thank you for saying it. The moderators have it now, and you hear from me when they are done with it."
    return Card("It is with the moderators", text(said), actions=(block,), tone="care")


def _said(found: Report, most: int) -> Text:
    return text(Mention(found.author), " about ", Mention(found.about), ":\n", Said(clipped(found.text, most)))


def _close(found: Report) -> Button:
    return Button("Close it", call("report.close", found.id), opens_form=True)


@ask("report.made", who=bot_only, summary="A report, for the moderators")
async def made(ctx: Context, args: One) -> Card | None:
    found = await ctx.store.safety.get_report(args.report)
    if found is None or found.closed_by or found.about == ctx.actor.id:
        return None
    return Card("A report", _said(found, _ALONE), actions=(_close(found),), tone="warning")


@ask("report.list", who=moderators, summary="Reports that are open", command="reports")
async def open_reports(ctx: Context, args: Page) -> Listing | Card:
    found = [one for one in await ctx.store.safety.open_reports() if one.about != ctx.actor.id]
    if not found:
        return Card("No open reports", text("Nobody waits for you here."))
    rows = tuple(
        Item(text("On ", When(one.at, "day")), _said(one, _LISTED), (_close(one),))
        for one in found[args.skip : args.skip + PAGE]
    )
    return Listing(
        "Open reports",
        rows,
        newer=call("report.list", max(0, args.skip - PAGE)) if args.skip else None,
        older=call("report.list", args.skip + PAGE) if len(found) > args.skip + PAGE else None,
    )


@dataclass(frozen=True, slots=True)
class Close:
    report: int
    outcome: Annotated[str, Paragraph("What was done?", "For the moderators' record", most=600)]


@ask("report.close", who=moderators, summary="Close a report", title="Close a report", submit="Close it")
async def close(ctx: Context, args: Close) -> Card:
    found = await ctx.store.safety.get_report(args.report)
    if found is None or found.about == ctx.actor.id:
        raise NotFound("I do not find this report. /reports shows the open ones.")
    if not await ctx.store.safety.close_report(found.id, ctx.actor.id, args.outcome):
        raise Gone("This report has been closed already.")
    await auditing.note(ctx, "A report was closed", "open", "closed")
    key, until = f"report.closed:{found.id}", ctx.now + timedelta(days=14)
    await ctx.outbox.put(Notice(key, Dm(found.author), call("report.closed", found.id), ctx.now, until))
    return Card("Closed", text("I have told ", Mention(found.author), " that it was looked at, and nothing more."))


@ask("report.closed", who=bot_only, summary="Tells the author that their report was looked at")
async def closed(ctx: Context, args: One) -> Card | None:
    found = await ctx.store.safety.get_report(args.report)
    if found is None or found.author != ctx.actor.id:
        return None
    said = "The moderators have looked at what you told them. Thank you for speaking up. You can always do it again."
    return Card("About your report", text(said), tone="care")
