"""Getting a one-time code: for an account of one's own, or for a server that is to join."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone, moderators
from bot.calls import call
from bot.commands.linking import Enter, enter
from bot.context import Context
from bot.domain.people import Role
from bot.errors import UserError
from bot.params import Line, Nothing
from bot.ports.links import WINDOW, Kind
from bot.registry import ask
from bot.text import Strong, When, text
from bot.views import Button, Card, View

MOST_OPEN = 3


@dataclass(frozen=True, slots=True)
class Show:
    code: Annotated[str, Line("Your code (optional)", "Like ACDE-FGHJ", most=20)] = ""


@ask("link.show", who=anyone, summary="Link another account or server of yours", command="link", title="Link")
async def show(ctx: Context, args: Show) -> View:
    if args.code:
        return await enter(ctx, Enter(args.code))
    said = (
        "With a code, your accounts here become one person. A moderator can make another server part of this community."
    )
    actions = [
        Button("Get a code for my account", call("link.account"), "primary"),
        Button("I have a code", call("link.enter"), opens_form=True),
    ]
    if ctx.actor.has(Role.MODERATOR):
        actions.append(Button("Get a code for this server", call("link.space")))
    return Card("Link accounts and servers", text(said), actions=tuple(actions))


@ask("link.account", who=anyone, summary="Get a code for your account")
async def account_code(ctx: Context, args: Nothing) -> Card:
    said = (
        "Type /link with it from your other account, in a server of this community. Whoever types it becomes you "
        "here, so give it to nobody."
    )
    return await _new_code(ctx, "account", said)


@ask("link.space", who=moderators, summary="Get a code for another server to join this community")
async def space_code(ctx: Context, args: Nothing) -> Card:
    said = (
        "A moderator of the other server types /link with it there. That server becomes part of this community for "
        "good, and its moderators become moderators here."
    )
    return await _new_code(ctx, "space", said)


async def _new_code(ctx: Context, kind: Kind, said: str) -> Card:
    await ctx.store.people.lock(ctx.actor.id)
    if await ctx.store.links.open_codes(ctx.actor.id, ctx.now) >= MOST_OPEN:
        raise UserError("Three of your codes are open already. Use one of them, or wait: each ends after an hour.")
    code = await ctx.store.links.make(kind, ctx.actor.id, ctx.now)
    shown = text("Your code: ", Strong(f"{code[:4]}-{code[4:]}"), f"\n{said}")
    note = text("I show it only now. It works once, until ", When(ctx.now + WINDOW, "time"), ".")
    return Card("A code for your account" if kind == "account" else "A code for a server", shown, note=note)
