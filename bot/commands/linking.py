"""Using a one-time code: two accounts become one person, a server becomes part of a community.

A code that is unknown, has ended, was used, is of another community or of another kind reads the same. What fails is
answered, not raised: the failure is counted in the transaction that answers it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands.reminders import replan
from bot.context import Context
from bot.domain.audit import Change
from bot.domain.people import Role
from bot.errors import UserError
from bot.params import Line, Nothing
from bot.ports.links import ALPHABET, LENGTH, Invitation, Running
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Mention, Said, text
from bot.views import Button, Card, Confirm, View

MOST_FAILURES = 5

_UNKNOWN = (
    "This code opens nothing here. A code works once and for an hour. One for your account is typed with your other "
    "account, in a server of the same community; one for a server is typed in the other server, by its moderator."
)
_END_FIRST: dict[Running, str] = {
    "mentor": "its mentor profile (/mentor stop)",
    "request": "its open requests (/requests)",
    "mentorship": "its mentorships (/mentorships)",
    "question": "its open questions (/questions)",
}
_OTHER_WAY = "You are a moderator with this account: get a code here, and type it with the other account."
_LIVED_IN = (
    "People have begun to use me in this server, and two communities with a life of their own cannot be joined. "
    "Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class Enter:
    code: Annotated[str, Line("Your code", "Like ACDE-FGHJ", most=20)]


@dataclass(frozen=True, slots=True)
class Confirmed:
    code: str


def _code(typed: str) -> str:
    """The letters of a code, however they were typed. Raises UserError for what cannot be one."""
    code = "".join(sign for sign in typed.upper() if not sign.isspace() and sign not in "-–—")
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise UserError("A code is eight letters and digits, like ACDE-FGHJ. Please look again.", field="code")
    return code


Opened = Callable[[Context, str, int], Awaitable[View]]
Invited = Callable[[Context, str, Invitation], Awaitable[View]]


async def _opened(ctx: Context, typed: str, account: Opened, space: Invited) -> View:
    """What a code leads to, after the one place where tries are counted."""
    code = _code(typed)
    await ctx.store.people.lock(ctx.actor.id)
    if await ctx.store.links.failures(ctx.actor.id, ctx.now) >= MOST_FAILURES:
        said = "Five codes that did not work are enough for an hour. Please try again later, with a new code."
        return Card("A little later", text(said), tone="warning")
    maker = await ctx.store.links.maker(code, ctx.now)
    if maker == ctx.actor.id:
        return Card("That is you", text("Type this code with your other account: this one made it."))
    if maker is not None and not await ctx.store.safety.is_blocked(ctx.actor.id, maker):
        return await account(ctx, code, maker)
    invitation = await ctx.joining.invitation(code, ctx.now)
    if invitation is not None and ctx.actor.has(Role.MODERATOR):
        return await space(ctx, code, invitation)
    return await _fails(ctx)


async def _fails(ctx: Context) -> Card:
    await ctx.store.links.failed(ctx.actor.id, ctx.now)
    again = Button("Type it again", call("link.enter"), opens_form=True)
    return Card("That code does not work", text(_UNKNOWN), actions=(again,), tone="warning")


@ask("link.enter", who=anyone, summary="Use a code", title="Use a code", submit="Go on")
async def enter(ctx: Context, args: Enter) -> View:
    return await _opened(ctx, args.code, _ask_to_become, _ask_to_join)


@ask("link.confirm", who=anyone, summary="Use a code, after the confirmation")
async def confirmed(ctx: Context, args: Confirmed) -> View:
    return await _opened(ctx, args.code, _become, _join)


async def _ask_to_become(ctx: Context, code: str, maker: int) -> View:
    await _check_free(ctx, maker)
    said = text(
        "You become the same person as ",
        Mention(maker),
        " here, for good. Name, zone, profile and reminder choices of this account go, the calendars you added with it "
        "and its /calendar-feed address too; theirs stay. Reminders go to the account you used last.",
    )
    return Confirm("Link this account?", said, Button("Link", call("link.confirm", code), "primary"), _leave())


async def _become(ctx: Context, code: str, maker: int) -> View:
    await ctx.store.people.lock(maker)
    await _check_free(ctx, maker)
    if not await ctx.store.links.use(code, ctx.now):
        return await _fails(ctx)
    await ctx.store.links.merge(ctx.actor.id, maker)
    one = await ctx.store.people.get(maker)
    assert one is not None
    await replan(replace(ctx, actor=one), await ctx.store.reminders.of(maker))
    said = text("You are ", Mention(maker), " here now, with every account you linked.")
    return Card("Linked", said, actions=(Button("Home", call("home.show"), "primary"),), tone="good")


async def _check_free(ctx: Context, maker: int) -> None:
    """Raises UserError while the actor has something going on, or when the two are known as two people.

    A moderator is never talked into somebody else's code: it would hand over what a moderator may do.
    """
    theirs = await ctx.store.people.get(maker)
    if ctx.actor.has(Role.MODERATOR) and not (theirs and theirs.has(Role.MODERATOR)):
        raise UserError(_OTHER_WAY)
    running = await ctx.store.links.running(ctx.actor.id)
    if running:
        what = ", ".join(_END_FIRST[one] for one in running)
        raise UserError(
            f"This account has things going on here. End {what} first, or do it the other way round: get the code "
            "here and type it with the other account."
        )
    if await ctx.store.links.have_met(ctx.actor.id, maker):
        raise UserError("These two accounts have dealt with each other here, so they stay two people.")


async def _ask_to_join(ctx: Context, code: str, invitation: Invitation) -> View:
    await _check_young(ctx)
    said = text(
        "People here become part of it, and moderators of this server become moderators there. Time zones, profiles "
        "and settings of this server begin anew. This is for good: I cannot take the two apart again."
    )
    question = f"Join {invitation.name}"[:90] + "?"
    return Confirm(question, said, Button("Join", call("link.confirm", code), "primary"), _leave())


async def _join(ctx: Context, code: str, invitation: Invitation) -> View:
    await _check_young(ctx)
    word = Notice(
        f"link.joined:{ctx.community.id}:{ctx.now.isoformat()}",
        Dm(invitation.made_by),
        call("link.joined"),
        ctx.now,
        ctx.now + timedelta(days=14),
    )
    became = "a community of its own", "part of this one"
    change = Change(0, invitation.made_by, "A server joined", *became, ctx.now)
    if not await ctx.joining.join(code, ctx.now, word, change):
        return await _fails(ctx)
    said = text("This server is part of ", Said(invitation.name), " now. What you type here from now on counts there.")
    return Card("Joined", said, actions=(Button("Home", call("home.show"), "primary"),), tone="good")


async def _check_young(ctx: Context) -> None:
    if not await ctx.store.links.is_young():
        raise UserError(_LIVED_IN)


@ask("link.joined", who=bot_only, summary="Tells a moderator that their code for a server was used")
async def joined(ctx: Context, args: Nothing) -> Card:
    said = "Another server joined this community with the code you made. Its moderators are moderators here."
    return Card("A server joined", text(said))


def _leave() -> Button:
    return Button("Leave it", call("link.show"))
