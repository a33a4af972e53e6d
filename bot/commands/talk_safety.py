"""Something is wrong in a conversation with a listener: blocking and reporting somebody without knowing who it is."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import call
from bot.commands import listener_care, talks
from bot.commands.vent_audiences import BACK
from bot.context import Context
from bot.domain.listening import Talk
from bot.errors import NotFound, UserError
from bot.params import Paragraph
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card, Confirm

_REPORTS_A_DAY = 3
_WHO_READS = text(
    "Moderators read what you write here, with neither your name nor the other one's, which I show to nobody. They see "
    "nothing of your conversation, so say what happened. A moderator who is one of you two does not get it."
)


@dataclass(frozen=True, slots=True)
class One:
    talk: int


async def _both(ctx: Context, talk: int) -> Talk:
    """One that the actor is or was in, with somebody at the other end. Raises NotFound."""
    found = await talks.own(ctx, talk)
    if not found.listener:
        raise NotFound(talks.NO_SUCH)
    return found


@ask("talk.trouble", who=anyone, summary="Block or report the other one in a conversation", is_untraced=True)
async def trouble(ctx: Context, args: One) -> Card:
    talk = await _both(ctx, args.talk)
    said = (
        "Both are silent: they are not told that it was you. Block ends the conversation, and I never bring you two "
        "together again. If somebody is in danger, /help-now shows where people answer."
    )
    actions = (
        Button("Report", call("talk.report", talk.id), opens_form=True),
        Button("Block", call("talk.block", talk.id), "danger"),
        Button("Help lines", call("care.show")),
    )
    return Card("I am sorry. What can I do?", text(said), actions=actions, tone="care")


@ask("talk.block", who=anyone, summary="Ask before blocking the other one in a conversation", is_untraced=True)
async def block(ctx: Context, args: One) -> Confirm:
    talk = await _both(ctx, args.talk)
    said = text("You two never meet as listener again. It cannot be undone, for I tell nobody who it was.")
    yes = Button("Block", call("talk.blocked", talk.id), "danger")
    return Confirm("Block the other one?", said, yes, Button("Leave it", call("talk.trouble", talk.id)))


@ask("talk.blocked", who=anyone, summary="Blocks the other one, after the confirmation", is_untraced=True)
async def blocked(ctx: Context, args: One) -> Card:
    talk = await _both(ctx, args.talk)
    other = talk.other(ctx.actor.id)
    await ctx.store.talks.part(ctx.actor.id, other)
    await talks.finish(ctx, talk, (other,))
    report = Button("Report as well", call("talk.report", talk.id), opens_form=True)
    if ctx.actor.id == talk.listener:
        return listener_care.after("It is over, and you two never meet as listener again.", (report,))
    return Card(
        "Blocked", text("It is over, and you two never meet as listener again."), actions=(report, BACK), tone="care"
    )


@dataclass(frozen=True, slots=True)
class Report:
    talk: int
    text: Annotated[str, Paragraph("What happened?", "As much or as little as you like", most=talks.LONGEST)]


@ask(
    "talk.report",
    who=anyone,
    summary="Tell the moderators about a conversation",
    title="Report",
    intro=_WHO_READS,
    is_untraced=True,
)
async def report(ctx: Context, args: Report) -> Card:
    talk = await _both(ctx, args.talk)
    if not await ctx.store.vents.take("talk report", ctx.actor.id, _REPORTS_A_DAY, ctx.now):
        raise UserError(f"You have reported {_REPORTS_A_DAY} times in 24 hours, and the moderators have it.")
    made = await ctx.store.talks.report(talk.id, ctx.actor.id == talk.author, args.text, ctx.now)
    said = call("talks.reported", made)
    for moderator in await ctx.store.people.moderators():
        if not talk.includes(moderator.id):
            key = f"{said}:{moderator.id}:{ctx.now.isoformat()}"
            await ctx.outbox.put(Notice(key, Dm(moderator.id), said, ctx.now, ctx.now + talks.READ_WITHIN))
    again = Button("Block as well", call("talk.block", talk.id))
    words = "Thank you for saying it. The moderators have it, without your name. /help-now is there at any time."
    return Card("It is with the moderators", text(words), actions=(again,), tone="care")
