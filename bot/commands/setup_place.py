"""The community's own time zone, whose help lines it shows first, and what is on in it."""

from dataclasses import dataclass, replace
from typing import Annotated

from bot.authority import moderators
from bot.calls import Call, call
from bot.commands import auditing
from bot.commands.care import CountryPick, lines_said, read_country
from bot.commands.zones import read_zone
from bot.context import Context
from bot.domain.countries import country_name
from bot.domain.features import FEATURES
from bot.errors import NotFound
from bot.params import ZonePick
from bot.registry import ask
from bot.text import When, text, when_text
from bot.views import Button, Card, Item, Listing

PAGE = 5
_BACK = Button("Back to set-up", call("setup.show"))


@dataclass(frozen=True, slots=True)
class Zone:
    zone: Annotated[str, ZonePick("The community's city or time zone", "Kolkata, New York, Europe/Berlin")]


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """The zone as it is."""
    return {"zone": ctx.community.zone}


@ask(
    "setup.zone",
    who=moderators,
    summary="The community's time zone",
    title="Community's time zone",
    submit="Save",
    prefill=known,
)
async def set_zone(ctx: Context, args: Zone) -> Card:
    zone = read_zone(args.zone, "zone")
    await ctx.store.choices.set_zone(zone)
    await auditing.note(ctx, "The community's time zone", ctx.community.zone, zone)
    local = when_text(When(ctx.now), zone)
    said = f"{zone}: it is {local} there. Whoever has not said their own is taken to live by it."
    return Card("Time zone saved", text(said), actions=(_BACK,), tone="good")


@dataclass(frozen=True, slots=True)
class HelpCountry:
    country: Annotated[
        str, CountryPick("Where do most of you live? (or none)", "India, United Kingdom, DE; empty for none")
    ] = ""


async def known_country(ctx: Context, asked: Call) -> dict[str, str]:
    """The country as it is."""
    chosen = await ctx.store.choices.help_country()
    return {"country": country_name(chosen)} if chosen else {}


@ask(
    "setup.help_country",
    who=moderators,
    summary="Whose help lines members see who chose none",
    title="Help lines",
    intro=text("Whoever opens /help-now and has chosen no country of their own sees the help lines of this one."),
    submit="Save",
    prefill=known_country,
)
async def set_help_country(ctx: Context, args: HelpCountry) -> Card:
    before = await ctx.store.choices.help_country()
    country = read_country(args.country)
    await ctx.store.choices.set_help_country(country)
    named = [country_name(code) if code else "none" for code in (before, country)]
    await auditing.note(ctx, "The community's help lines", *named)
    said = lines_said(country) if country else "Members who chose no country see where to find lines of any."
    return Card("Help lines saved", text(said), actions=(_BACK,), tone="good")


@dataclass(frozen=True, slots=True)
class Page:
    page: int = 0


@ask("setup.features", who=moderators, summary="What is on in this community")
async def show_features(ctx: Context, args: Page) -> Listing:
    page = min(args.page, (len(FEATURES) - 1) // PAGE)
    rows = []
    for one in FEATURES[page * PAGE : (page + 1) * PAGE]:
        is_on = one.is_on(ctx.community.settings)
        switch = Button("Switch off" if is_on else "Switch on", call("setup.feature", one.setting, int(not is_on)))
        rows.append(Item(text(one.label), text("On. " if is_on else "Off. ", one.use), (switch,)))
    said = text("What is off begins nothing new; what runs goes on to its end.")
    return Listing(
        "What is on",
        tuple(rows),
        said,
        newer=call("setup.features", page - 1) if page else None,
        older=call("setup.features", page + 1) if len(FEATURES) > (page + 1) * PAGE else None,
        actions=(_BACK,),
    )


@dataclass(frozen=True, slots=True)
class Switch:
    setting: str
    is_on: int


@ask("setup.feature", who=moderators, summary="Switch something on or off")
async def set_feature(ctx: Context, args: Switch) -> Listing:
    feature = next((one for one in FEATURES if one.setting == args.setting), None)
    if feature is None:
        raise NotFound("There is nothing of this name to switch. /setup shows what there is.")
    before, is_on = feature.is_on(ctx.community.settings), bool(args.is_on)
    after = replace(ctx.community.settings, **{feature.setting: int(is_on)})
    await ctx.store.choices.save(after)
    words = ("off", "on")
    await auditing.note(ctx, feature.label, words[before], words[is_on])
    page = Page(FEATURES.index(feature) // PAGE)
    return await show_features(replace(ctx, community=replace(ctx.community, settings=after)), page)
