"""One call inside one transaction: find the ask, check who may, read the args, run the handler."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.authority import anyone
from bot.calls import Call, Typed
from bot.context import Context
from bot.domain.features import switched_off
from bot.domain.people import Community, Person, Role
from bot.domain.settings import Settings
from bot.errors import NotAllowed, UserError
from bot.params import PersonPick
from bot.ports.directory import Actor
from bot.ports.storage import Transaction
from bot.registry import Ask, Registry
from bot.views import View

_STRANGER = "I do not know this person here yet. Ask them to type /home once, then try again."


def bot_itself(community: Community) -> Person:
    """The actor of everything nobody pressed a button for."""
    return Person(0, "Office Hours", community.zone, roles=frozenset({Role.BOT}))


def context(
    tx: Transaction,
    registry: Registry,
    community: Community,
    actor: Person,
    now: datetime,
    space: tuple[str, str] = ("", ""),
) -> Context:
    """What a handler is given for this actor."""
    store, outbox, joining = tx.store(community.id), tx.outbox(community.id), tx.joining(community.id)
    return Context(actor, community, now, store, outbox, joining, registry.installation, space)


def with_roles(actor: Actor, settings: Settings) -> Actor:
    """The actor with what the roles they hold mean in this community."""
    if not actor.roles:
        return actor
    moderates, mentors = (str(role) in actor.roles for role in (settings.moderator_role, settings.mentor_role))
    return replace(actor, moderates_by_role=moderates, is_vouched_for=mentors)


def permit(ask: Ask, actor: Person) -> None:
    """Raises NotAllowed when the ask's rule does not let this actor in."""
    if ask.who is not anyone and not ask.who.allows(actor):
        raise NotAllowed(ask.who.refusal)


def permit_to_begin(ask: Ask, settings: Settings) -> None:
    """Raises NotAllowed when moderators switched off what the ask would begin."""
    feature = switched_off(ask.name, settings)
    if feature is not None:
        raise NotAllowed(f"{feature.label}: the moderators switched this off here. /help shows what is on.")


async def meet(tx: Transaction, ctx: Context, ask: Ask, typed: Typed, actor: Actor, names: Mapping[str, str]) -> None:
    """Lets in whom the actor picked and the bot has never met, under the name the platform tells."""
    for param in ask.typed:
        account = str(typed.get(param.name, ""))
        if not isinstance(param.kind, PersonPick) or account not in names:
            continue
        if await ctx.store.people.of_account(actor.platform, actor.space, account) is None:
            picked = replace(actor, account=account, name=names[account])
            await tx.directory.introduce(picked, ctx.community.id, ctx.now)


async def with_people(ctx: Context, ask: Ask, typed: Typed, platform: str, space: str) -> Typed:
    """What was typed, with each picked account replaced by our person's id. Raises UserError for a stranger."""
    found = dict(typed)
    for param in ask.typed:
        account = typed.get(param.name)
        if isinstance(param.kind, PersonPick) and account:
            person = await ctx.store.people.of_account(platform, space, str(account))
            if person is None:
                raise UserError(_STRANGER, field=param.name)
            found[param.name] = str(person.id)
    return found


async def handled(registry: Registry, ctx: Context, call: Call) -> View | None:
    """Runs a call of the bot's own: a notice to render or an obligation that lapsed.

    The reader of a notice need not be allowed to press it, so the rule is checked against the bot.
    """
    ask = registry.find(call.name)
    permit(ask, replace(ctx.actor, roles=frozenset({Role.BOT})))
    view: View | None = await ask.handler(ctx, ask.parse(call, {}))
    return view
