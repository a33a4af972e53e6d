"""What moderators can set, and its value."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import moderators
from bot.calls import Call, call
from bot.commands import auditing, community_rhythm, summary_rhythm
from bot.context import Context
from bot.domain.settings import SETTINGS, Setting, Settings, changed
from bot.errors import NotFound
from bot.params import Line
from bot.registry import ask
from bot.text import Text, text
from bot.views import Button, Card, Item, Listing

PAGE = 5


@dataclass(frozen=True, slots=True)
class Page:
    skip: int = 0


def _row(setting: Setting, settings: Settings) -> Item:
    value, usual = getattr(settings, setting.name), getattr(Settings(), setting.name)
    said = f"{value}" if value == usual else f"{value} (usually {usual})"
    change = Button("Change", call("config.set", setting.name), opens_form=True)
    return Item(text(setting.label), text(said), (change,))


@ask("config.show", who=moderators, summary="What is set in this community", command="config")
async def show(ctx: Context, args: Page) -> Listing:
    skip = min(args.skip, len(SETTINGS) - 1)
    settings = ctx.community.settings
    rows = tuple(_row(setting, settings) for setting in SETTINGS[skip : skip + PAGE])
    return Listing(
        f"Settings of {ctx.community.name}"[:100],
        rows,
        text(f"{community_rhythm.in_words(settings)} {summary_rhythm.in_words(settings)}"),
        newer=call("config.show", max(0, skip - PAGE)) if skip else None,
        older=call("config.show", skip + PAGE) if len(SETTINGS) > skip + PAGE else None,
        page=f"{skip + 1}–{skip + len(rows)} of {len(SETTINGS)}",
    )


def _setting(name: str) -> Setting:
    found = next((setting for setting in SETTINGS if setting.name == name), None)
    if found is None:
        raise NotFound("There is no such setting. /config shows all of them.")
    return found


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """What the form starts with: the value that is set."""
    setting = _setting(asked.args[0] if asked.args else "")
    return {"value": str(getattr(ctx.community.settings, setting.name))}


async def recalled(ctx: Context, asked: Call) -> Text:
    """Which setting the form is about."""
    setting = _setting(asked.args[0] if asked.args else "")
    return text(f"{setting.label}. Usually {getattr(Settings(), setting.name)}.")


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    value: Annotated[str, Line("New value", "A whole number", most=6)]


@ask(
    "config.set",
    who=moderators,
    summary="Change a setting",
    title="Change a setting",
    submit="Save",
    prefill=known,
    recall=recalled,
)
async def change(ctx: Context, args: Change) -> Card:
    setting = _setting(args.name)
    after = changed(ctx.community.settings, setting.name, args.value)
    await ctx.store.choices.save(after)
    before = getattr(ctx.community.settings, setting.name)
    await auditing.note(ctx, setting.label, str(before), str(getattr(after, setting.name)))
    back = Button("All settings", call("config.show"))
    said = f"{setting.label}: {getattr(after, setting.name)}. It holds for everything that begins from now on."
    return Card("Saved", text(said), actions=(back,), tone="good")
