"""Looking after those who listen: how to, and how they are afterwards."""

from bot.authority import anyone
from bot.calls import call
from bot.commands.moderators import tell_moderators
from bot.context import Context
from bot.domain.listening import BREAK_FOR
from bot.params import Nothing
from bot.registry import ask
from bot.text import Strong, text
from bot.views import Button, Card

HOW_TO = text(
    Strong("Listen."),
    " Let them say it. \u201cThat sounds hard\u201d helps more than advice. You need not fix it.\n",
    Strong("Do not diagnose"),
    ", and promise nothing that you cannot keep.\n",
    Strong("Keep it to yourself"),
    ", do not try to find out who it is, and leave out what tells who you are.\n",
    Strong("If somebody may be in danger:"),
    " say that you are glad they told you, and ask them to type /help-now, where people answer. If a life is in danger "
    "now, ask them to call the emergency number. Nobody here can find out who it is, and moderators cannot either. You "
    "are not a crisis service, and need not carry it alone: you can ask for a moderator.\n",
    Strong("You may stop at any time"),
    ", without a reason. You never owe an answer.",
)
_AFTERWARDS = "\nHow are you after that?"
_COMPANY = Button("I want to talk to a moderator", call("listen.company"))


def after(words: str, more: tuple[Button, ...] = ()) -> Card:
    """A conversation is over for somebody who listened."""
    actions = (
        Button("I am fine", call("listen.fine")),
        Button("I could use a break", call("listen.rest")),
        _COMPANY,
        *more,
    )
    return Card("Thank you for being there", text(words, _AFTERWARDS), actions=actions, tone="care")


@ask(
    "listen.guidance", who=anyone, summary="How to listen, and what to do when somebody is in danger", is_untraced=True
)
async def guidance(ctx: Context, args: Nothing) -> Card:
    mine = Button("Your listening", call("listen.show"))
    return Card("Listening is enough", HOW_TO, actions=(Button("Help lines", call("care.show")), _COMPANY, mine))


@ask("listen.fine", who=anyone, summary="Fine after listening", is_untraced=True)
async def fine(ctx: Context, args: Nothing) -> Card:
    return Card("I am glad", text("It mattered that somebody was there. I keep no note of how you are."), tone="care")


@ask("listen.rest", who=anyone, summary="A week without being asked to listen", is_untraced=True)
async def rest(ctx: Context, args: Nothing) -> Card:
    """Unlike a pause it ends no conversation: they said only that they need a rest from new ones."""
    await ctx.store.listeners.pause(ctx.actor.id, ctx.now + BREAK_FOR)
    said = "I ask you about nobody new for a week. If another conversation runs, /listen shows it, and you may end it."
    mine = Button("Your listening", call("listen.show"))
    return Card("Take your time", text(said), actions=(mine, Button("Help lines", call("care.show"))), tone="care")


@ask("listen.company", who=anyone, summary="Ask a moderator to write to you after listening", is_untraced=True)
async def company(ctx: Context, args: Nothing) -> Card:
    await tell_moderators(ctx, f"draft.asked:{ctx.actor.id}:{ctx.now.isoformat()}", call("draft.asked", ctx.actor.id))
    said = (
        "They read your name and that you ask for somebody, and not why. It may take them a while; /help-now shows "
        "where people answer at once. Please tell them nothing by which they could know whom you listened to."
    )
    return Card("The moderators know", text(said), tone="care")
