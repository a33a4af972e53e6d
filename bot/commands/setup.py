"""Setting the bot up in a community: one step a row, each done alone, left and taken up again at any time."""

from bot.authority import moderators
from bot.calls import call
from bot.commands import community_rhythm, summary_rhythm
from bot.commands.setup_channels import PURPOSES
from bot.context import Context
from bot.domain.countries import country_name
from bot.domain.features import FEATURES
from bot.params import Nothing
from bot.registry import ask
from bot.text import When, text, when_text
from bot.views import Button, Item, Listing


@ask("setup.show", who=moderators, summary="Set up the bot in this community", command="setup")
async def show(ctx: Context, args: Nothing) -> Listing:
    said = text("Every step can be done alone and again. Everything works as it is, so you can stop anywhere.")
    rows = (await _channels(ctx), await _people(ctx), await _place(ctx), _rhythm(ctx), _features(ctx))
    actions = (Button("All numbers", call("config.show")), Button("Who changed what", call("audit.show")))
    return Listing("Set up", rows, said, actions=actions)


async def _channels(ctx: Context) -> Item:
    broken = await ctx.store.people.troubles()
    ready = [name for purpose, (name, _) in PURPOSES.items() if await ctx.store.people.channel(purpose) is not None]
    state = f"{', '.join(ready)}: set." if ready else "None yet; then I write direct messages."
    trouble = " One does not work." if broken else ""
    return Item(text("1. Channels"), text(state + trouble), (Button("Channels", call("setup.channels")),))


async def _people(ctx: Context) -> Item:
    settings = ctx.community.settings
    and_role = " and a role" if settings.moderator_role else ""
    known = f"Moderators known to me: {len(await ctx.store.people.moderators())}{and_role}."
    role = " Whoever has the role you chose needs no look." if settings.mentor_role else ""
    mentors = f"You approve each new mentor.{role}" if settings.is_mentor_approval else "Anybody may mentor at once."
    buttons = Button("Moderators", call("setup.moderators")), Button("Mentors", call("setup.mentors"))
    return Item(text("2. Moderators and mentors"), text(f"{known} {mentors}"), buttons)


async def _place(ctx: Context) -> Item:
    zone, country = ctx.community.zone, await ctx.store.choices.help_country()
    said = f"{zone}: it is {when_text(When(ctx.now), zone)} there. Assumed of whoever has not said their own."
    lines = f" Help lines of {country_name(country)} first." if country else " No help lines chosen."
    change = Button("Change", call("setup.zone"), opens_form=True)
    help_lines = Button("Help lines", call("setup.help_country"), opens_form=True)
    return Item(text("3. Time zone and help lines"), text(said + lines), (change, help_lines))


def _rhythm(ctx: Context) -> Item:
    change = Button("When to ask", call("rhythm.community"), opens_form=True)
    settings = ctx.community.settings
    said = f"{community_rhythm.in_words(settings)} {summary_rhythm.in_words(settings)}"
    return Item(text("4. Check-ins and summaries"), text(said), (change, summary_rhythm.CHANGE))


def _features(ctx: Context) -> Item:
    off = [one.label for one in FEATURES if not one.is_on(ctx.community.settings)]
    said = f"Off: {', '.join(off)}." if off else "Everything is on."
    return Item(text("5. What is on"), text(said), (Button("Choose", call("setup.features")),))
