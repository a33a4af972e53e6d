"""What moderators do about conversations with listeners, without learning who the two are."""

from dataclasses import dataclass

from bot.authority import bot_only, moderators
from bot.calls import call
from bot.commands import auditing, talks
from bot.commands.vent_moderating import FOR, muted_until
from bot.context import Context
from bot.domain.listening import TALK, Talk, TalkReport
from bot.errors import Gone, NotFound
from bot.registry import ask
from bot.text import Said, clipped, text
from bot.views import Button, Card, Item, Listing

PAGE = 5
_ALONE, _LISTED = 1500, 400
_NO_SUCH = "I do not find this report. Somebody has looked at it, or it was deleted after 30 days."
_NOBODY_KNOWS = text("Nobody is shown who the two are. A mute finds the other one by itself.")


@dataclass(frozen=True, slots=True)
class OneReport:
    report: int


@dataclass(frozen=True, slots=True)
class Page:
    page: int = 0


async def _found(ctx: Context, report: int) -> tuple[TalkReport, Talk]:
    """A report that the actor may judge: not one about a conversation of their own. Raises NotFound."""
    found = await ctx.store.talks.get_report(report)
    talk = await ctx.store.talks.get(found.talk) if found else None
    if found is None or talk is None or talk.includes(ctx.actor.id):
        raise NotFound(_NO_SUCH)
    return found, talk


def _title(found: TalkReport) -> str:
    return "Somebody reports a listener" if found.is_by_author else "A listener reports who they listen to"


def _card(found: TalkReport) -> Card:
    mutes = tuple(
        Button(f"Mute the other one for {words}", call("talks.mute", found.id, days)) for days, words in FOR.items()
    )
    leave = Button("Nothing to do", call("talks.settle", found.id))
    said = text(Said(clipped(found.text, _ALONE)))
    return Card(_title(found), said, actions=(*mutes, leave), tone="warning", note=_NOBODY_KNOWS)


@ask("talks.reported", who=bot_only, summary="A report about a conversation with a listener, for a moderator")
async def reported(ctx: Context, args: OneReport) -> Card | None:
    """Without the words: this message stays when they have long been deleted."""
    found = await ctx.store.talks.get_report(args.report)
    if found is None:
        return None
    look = Button("Look at it", call("talks.look", found.id), "primary")
    said = text("It is about a conversation between a listener and somebody, neither of whom I name.")
    return Card(_title(found), said, actions=(look,), tone="warning")


@ask("talks.look", who=moderators, summary="Look at a report about a conversation with a listener")
async def look(ctx: Context, args: OneReport) -> Card:
    found, _ = await _found(ctx, args.report)
    return _card(found)


@ask("talks.reports", who=moderators, summary="Reports about conversations with listeners")
async def reports(ctx: Context, args: Page) -> Listing | Card:
    found = []
    for one in await ctx.store.talks.reports():
        talk = await ctx.store.talks.get(one.talk)
        if talk is not None and not talk.includes(ctx.actor.id):
            found.append(one)
    if not found:
        return Card("No reported conversations", text("Nobody waits for you here."))
    page = min(args.page, (len(found) - 1) // PAGE)
    return Listing(
        "Reported conversations",
        tuple(_row(one) for one in found[page * PAGE : (page + 1) * PAGE]),
        _NOBODY_KNOWS,
        newer=call("talks.reports", page - 1) if page else None,
        older=call("talks.reports", page + 1) if len(found) > (page + 1) * PAGE else None,
    )


def _row(one: TalkReport) -> Item:
    said = text(Said(clipped(one.text, _LISTED)))
    return Item(text(_title(one)), said, (Button("Open", call("talks.look", one.id)),))


@dataclass(frozen=True, slots=True)
class MuteFor:
    """`days` is 0 for good."""

    report: int
    days: int


@ask("talks.mute", who=moderators, summary="Mute whoever a report is about, without learning who it is")
async def mute(ctx: Context, args: MuteFor) -> Card:
    found, talk = await _found(ctx, args.report)
    until = muted_until(ctx, args.days)
    person, letter = (talk.listener, "l") if found.is_by_author else (talk.author, "a")
    what = f"{TALK}{talk.id}-{letter}-{ctx.now:%Y%m%d%H%M%S}"
    await ctx.store.vent_safety.mute_for(what, person, until)
    await ctx.store.talks.settle(found.id)
    await talks.finish(ctx, talk, (talk.author, talk.listener))
    await auditing.note(ctx, "Somebody in a conversation with a listener was muted", "", f"for {FOR[args.days]}")
    said = (
        f"Whoever it is writes to no listener, listens to nobody, and posts nothing anonymously for {FOR[args.days]}. "
        "The conversation is over, and both were told kindly."
    )
    undo = Button("Lift the mute", call("vent.unmute", what))
    return Card("They are muted", text(said), actions=(undo,), note=_NOBODY_KNOWS)


@ask("talks.settle", who=moderators, summary="Leave a reported conversation as it is")
async def settle(ctx: Context, args: OneReport) -> Card:
    found, _ = await _found(ctx, args.report)
    if not await ctx.store.talks.settle(found.id):
        raise Gone(_NO_SUCH)
    await auditing.note(ctx, "A report about a conversation with a listener was looked at", "open", "nothing to do")
    return Card("Settled", text("Its text is deleted. Nobody was told anything."))
