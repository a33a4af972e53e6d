"""The door: an actor and a call come in, a view goes out; one transaction per call.

Nothing raised inside reaches an adapter. What a member can mend comes back as a card, or as the form they sent,
filled; everything else is logged once, here, and answered with one calm sentence and a reference.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.calls import Call, Typed, call
from bot.context import Context
from bot.domain.people import Community, Person
from bot.errors import Gone, NotAllowed, NotFound, UserError
from bot.handling import bot_itself, context, handled, meet, permit, permit_to_begin, with_people, with_roles
from bot.mentions import with_names
from bot.params import Option
from bot.pictures.drawing import drawn
from bot.ports.directory import Actor
from bot.ports.storage import Storage, StorageBusy, Transaction
from bot.registry import Ask, Registry
from bot.text import text
from bot.views import Button, Card, Choice, Listing, View

log = logging.getLogger(__name__)

CHOOSE = "community.choose"
"""Asked by the door itself, before there is a community to ask in."""

BACK = "people.back"
"""Run by the door when somebody who had left is heard of again."""

_NOWHERE = "I do not know which community you mean. Type the command once in its server, then DMs work as well."
_BUSY = "I am busy for a moment and nothing was saved. Please try again in a few seconds."
_DMS_CLOSED = "I could not send you a direct message. What waits for you is in /home; type /dms to try again."
_NEEDED = "This is needed."
_TRIES = 2


class _Twice(Exception):
    """The platform delivered the same thing again."""


@dataclass(frozen=True, slots=True)
class _Arrived:
    """What came in."""

    actor: Actor
    call: Call
    typed: Typed
    now: datetime
    receipt: str
    names: Mapping[str, str]


class _WhichCommunity(Exception):
    """A DM of somebody known in several communities."""

    def __init__(self, communities: tuple[Community, ...]) -> None:
        super().__init__()
        self.communities = communities


class App:
    """What an adapter talks to. `woken` is called after each call that may have put something in the outbox."""

    def __init__(self, storage: Storage, registry: Registry, woken: Callable[[], None] = lambda: None) -> None:
        self._storage = storage
        self.registry = registry
        self._woken = woken

    async def answer(self, actor: Actor, call: Call, typed: Typed | None = None, *, now: datetime) -> View:
        """What the bot says to a command, a pressed button, a picked option or a submitted form. Never raises.

        With a required field still missing it is the declared form, filled with what there is; a field that was
        sent empty has a word beside it.
        """
        view = await self.answer_once(actor, call, typed, now=now)
        assert view is not None
        return view

    async def answer_once(
        self,
        actor: Actor,
        call: Call,
        typed: Typed | None = None,
        *,
        now: datetime,
        receipt: str = "",
        names: Mapping[str, str] | None = None,
    ) -> View | None:
        """As `answer`; None, and nothing done, when the platform delivered this `receipt` before.

        `names` are the people picked in this call, by account, as the platform tells them: they need not have
        spoken to the bot yet.
        """
        arrived = _Arrived(actor, call, typed or {}, now, receipt, names or {})
        try:
            if call.name == CHOOSE:
                arrived = replace(arrived, call=await self._chosen(actor, call, arrived.typed), typed={})
            return await drawn(await self._tried(arrived))
        except _Twice:
            return None
        except _WhichCommunity as several:
            return _which(several.communities, call)
        except UserError as error:
            return self._mendable(arrived.call, arrived.typed, error)
        except StorageBusy:
            return Card("One moment", text(_BUSY), tone="warning")
        except Exception:
            return _calm(arrived.call, now)
        finally:
            self._woken()

    async def form(self, actor: Actor, call: Call, typed: Typed | None = None, *, now: datetime) -> View:
        """The declared form of an ask, filled with what was typed and is known. Changes nothing, never raises."""
        try:
            async with self._storage.writing() as tx:
                ask, ctx = await self._entered(tx, actor, call, now)
                return await _prefilled(ask, ctx, call, typed or {})
        except _WhichCommunity as several:
            return _which(several.communities, call)
        except UserError as error:
            return Card("That did not work", text(error.message), tone="warning")
        except StorageBusy:
            return self.registry.find(call.name).form(call, typed)
        except Exception:
            return _calm(call, now)

    async def suggest(self, actor: Actor, ask: str, field: str, typed: str, *, now: datetime) -> tuple[Option, ...]:
        """At most 25 options for a field being typed; none when there is nothing to suggest. Never raises."""
        try:
            provider = self.registry.provider(self.registry.find(ask), field)
            if provider is None:
                return ()
            async with self._storage.writing() as tx:
                _, ctx = await self._entered(tx, actor, call(ask), now)
                return (await provider(ctx, typed[:100]))[:25]
        except (_WhichCommunity, UserError, StorageBusy):
            return ()
        except Exception:
            log.exception("autocomplete of %s.%s failed", ask, field)
            return ()

    async def says(self, platform: str, space: str, asked: Call, *, now: datetime) -> View | None:
        """What the bot says of its own accord in a space; None when it has nothing to say, or is not there."""
        async with self._storage.writing() as tx:
            community = await tx.directory.of_space(platform, space)
            if community is None:
                return None
            return await handled(
                self.registry, context(tx, self.registry, community, bot_itself(community), now), asked
            )

    async def commands(self, actor: Actor, *, now: datetime) -> tuple[Ask, ...]:
        """The commands this actor may type, by name."""
        try:
            async with self._storage.writing() as tx:
                _, person = await self._met(tx, actor, now)
        except (_WhichCommunity, UserError, StorageBusy):
            return self.registry.commands()
        return tuple(ask for ask in self.registry.commands() if ask.who.allows(person))

    async def _tried(self, arrived: _Arrived) -> View:
        for _ in range(_TRIES - 1):
            try:
                return await self._answered(arrived)
            except StorageBusy:
                log.info("the database was busy; %s is tried again", arrived.call.name)
        return await self._answered(arrived)

    async def _answered(self, arrived: _Arrived) -> View:
        actor, call, typed = arrived.actor, arrived.call, arrived.typed
        async with self._storage.writing() as tx:
            if arrived.receipt and not await tx.presence.receive(actor.platform, arrived.receipt, arrived.now):
                raise _Twice
            ask, ctx = await self._entered(tx, actor, call, arrived.now)
            if ask.missing(typed):
                return await _prefilled(ask, ctx, call, typed)
            await meet(tx, ctx, ask, typed, actor, arrived.names)
            people = await with_people(ctx, ask, typed, actor.platform, actor.space)
            view = await ask.handler(ctx, ask.parse(call, people))
            shown = view if view is not None else Card("Nothing to do", text("This is no longer open."))
            if await ctx.store.people.are_dms_closed(ctx.actor.id):
                shown = _with_note(shown)
            return await with_names(shown, ctx.store.people, actor.platform, actor.space)

    async def _entered(self, tx: Transaction, actor: Actor, asked: Call, now: datetime) -> tuple[Ask, Context]:
        ask = self.registry.find(asked.name)
        community, person = await self._met(tx, actor, now, is_traced=not ask.is_untraced)
        permit(ask, person)
        permit_to_begin(ask, community.settings)
        return ask, context(tx, self.registry, community, person, now, (actor.platform, actor.space))

    async def _met(
        self, tx: Transaction, actor: Actor, now: datetime, *, is_traced: bool = True
    ) -> tuple[Community, Person]:
        community = await self._community(tx, actor)
        known = with_roles(actor, community.settings)
        person = await tx.directory.enter(known, community.id, now, is_traced=is_traced)
        if person.is_back:
            await handled(
                self.registry, context(tx, self.registry, community, bot_itself(community), now), call(BACK, person.id)
            )
        return community, person

    async def _community(self, tx: Transaction, actor: Actor) -> Community:
        if actor.space:
            found = await tx.directory.of_space(actor.platform, actor.space)
            communities: tuple[Community, ...] = (found,) if found else ()
        else:
            communities = await tx.directory.of_account(actor.platform, actor.account)
        if not communities:
            raise NotFound(_NOWHERE)
        if len(communities) > 1:
            raise _WhichCommunity(communities)
        return communities[0]

    async def _chosen(self, actor: Actor, chosen: Call, typed: Typed) -> Call:
        async with self._storage.writing() as tx:
            known = await tx.directory.of_account(actor.platform, actor.account)
            picked = str(typed.get("community", ""))
            if picked not in {str(community.id) for community in known}:
                raise NotFound(_NOWHERE)
            await tx.directory.remember(actor.platform, actor.account, int(picked))
        return Call.parse(chosen.args[0] if chosen.args else "home.show")

    def _mendable(self, call: Call, typed: Typed, error: UserError) -> View:
        """The form again, filled, while there is one to mend; a card when another try cannot help."""
        if typed and not isinstance(error, NotAllowed | NotFound | Gone):
            return self.registry.find(call.name).form(call, typed, {error.field or "": error.message})
        return Card("That did not work", text(error.message), tone="warning")


async def _prefilled(ask: Ask, ctx: Context, call: Call, typed: Typed) -> View:
    if not ask.typed:
        raise UserError("There is nothing to fill in here.")
    known = await ask.prefill(ctx, call) if ask.prefill else {}
    left_empty = {param.name: _NEEDED for param in ask.typed if param.is_required and typed.get(param.name) == ""}
    begun = {name: value for name, value in typed.items() if value}
    form = ask.form(call if begun else ask.told(call, known), {**known, **begun}, left_empty)
    return replace(form, text=text(await ask.recall(ctx, call), form.text)) if ask.recall else form


def _which(communities: tuple[Community, ...], asked: Call) -> Choice:
    options = tuple(Option(str(community.id), community.name[:75]) for community in communities[:25])
    try:
        again = call(CHOOSE, asked)
    except ValueError:
        again = call(CHOOSE)
    return Choice("Which community is this about?", again, "community", options, text("I will remember it for here."))


def _with_note(view: View) -> View:
    """Said at the bottom, below what a view says there itself."""
    if not isinstance(view, Card | Listing):
        return view
    return replace(view, note=text(view.note, " ", _DMS_CLOSED) if view.note else text(_DMS_CLOSED))


def _calm(call: Call, now: datetime) -> Card:
    """Logged with its trace for the operator; a reference and no trace for the member."""
    reference = hashlib.blake2s(f"{call}{now.isoformat()}".encode(), digest_size=4).hexdigest()
    log.exception("%s failed, reference %s", call.name, reference)
    said = f"Something went wrong on my side, and nothing was changed. If it stays, tell a moderator: {reference}."
    return Card("That is on me", text(said), actions=(Button("Try again", call),), tone="warning")
