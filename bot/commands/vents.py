"""Who hears a vent: chosen before anything is written."""

from bot.authority import anyone
from bot.commands import journal, vent_channel, vent_consent, vent_listeners, vent_mentors
from bot.commands.vent_audiences import Audience
from bot.context import Context
from bot.params import Nothing
from bot.registry import ask
from bot.text import text
from bot.views import Card, Fact

AUDIENCES: tuple[Audience, ...] = (journal.offer, vent_mentors.offer, vent_listeners.offer, vent_channel.offer)
"""In the order in which they are offered, the most private first."""


@ask("vent.show", who=anyone, summary="Get something off your chest", command="vent", is_common=True, is_untraced=True)
async def show(ctx: Context, args: Nothing) -> Card:
    if not await vent_consent.has_agreed(ctx):
        return vent_consent.asked()
    found = [await audience(ctx) for audience in AUDIENCES]
    offers = [offer for offer in found if offer is not None]
    facts = tuple(Fact(offer.label, text(offer.means)) for offer in offers)
    actions = tuple(action for offer in offers for action in offer.actions)
    said = text(await vent_channel.warning(ctx), "You choose first, and read what it means before you write.")
    note = text("Nothing here is judged or counted.")
    return Card("Who should hear it?", said, facts, actions, tone="care", note=note)
