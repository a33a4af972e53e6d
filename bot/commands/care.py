"""Where to find help: a card that its reader alone sees, and nobody keeps a note of."""

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlsplit

from bot.authority import anyone
from bot.calls import Call, call
from bot.context import Context
from bot.domain.care import is_worrying
from bot.domain.care.lines import FINDER, Line, book
from bot.domain.countries import country_name, parse_country
from bot.errors import UserError
from bot.params import Line as LineField
from bot.params import Nothing
from bot.registry import ask
from bot.text import Link, Text, text
from bot.views import Button, Card, Fact

TITLE = "You do not have to carry this alone"
_HEAVY = "That sounds heavy. "
_WORDS = (
    "Whether it is about you or about somebody you care for: there are people who will listen, now or when you are "
    "ready. You need not be sure, and you need not know what to say.\n"
)
_DANGER = "If a life is in danger now"
_ALONE = "Only you see this. Nobody was told, and I keep no note of it. I am a program: people answer on these lines."
_ALONE_IN_IT = "You do not have to carry it alone. "
_YOURS = "These lines are shown to you alone, and I keep no note of it."
_MOST = 3
"""Lines of a country on one card: who is in need should not have to choose among many."""
_ANYWHERE = Fact(
    "Any country", text(Link(FINDER, "findahelpline.com"), " lists lines by country, many of them with chat.")
)


@dataclass(frozen=True, slots=True)
class CountryPick(LineField):
    """A country by name or code, with autocomplete."""

    most: int = 60
    suggest: str = "countries"


def read_country(typed: str) -> str:
    """A country's code; empty when nothing was typed. Raises UserError with its field."""
    if typed.strip().casefold() in ("", "none"):
        return ""
    try:
        return parse_country(typed)
    except UserError as error:
        raise UserError(error.message, field="country") from None


def lines_said(country: str) -> str:
    """What there is for a country, in a sentence."""
    names = ", ".join(line.name for line in book().of(country))
    where = country_name(country)
    return f"{where}: {names}." if names else f"{where}: I know no line there that I trust, so I show where to look."


async def care_card(ctx: Context, choices: tuple[Button, ...]) -> Card:
    """Kind words and the help lines of the reader's country, above what they may do with what they wrote.

    Where there are choices, the country is chosen in /help-now instead: a form's answer may take this card's place, and
    they would be gone with it.
    """
    own = await ctx.store.people.help_country(ctx.actor.id)
    country = own or await ctx.store.choices.help_country()
    facts = (*map(_fact, book().of(country)[:_MOST]), _ANYWHERE, _emergency(country))
    whose = _whose(country, is_own=bool(own))
    if choices:
        said = text(_HEAVY, _WORDS, whose, " /help-now shows those of any country.")
        return Card(TITLE, said, facts, choices, tone="care", note=text(_ALONE))
    label = "Choose another country" if country else "Choose your country"
    change = Button(label, call("care.country"), opens_form=True)
    return Card(TITLE, text(_WORDS, whose), facts, (change,), tone="care", note=text(_ALONE))


async def with_care(ctx: Context, card: Card) -> Card:
    """The answer to something that sounds like danger, for its author alone, with the help lines below it."""
    care = await care_card(ctx, ())
    said = text(card.text, "\n\n", _HEAVY, _ALONE_IN_IT, care.text)
    actions = (*care.actions, *card.actions)
    return replace(card, text=said, facts=(*card.facts, *care.facts), actions=actions, tone="care", note=text(_YOURS))


async def cared_for(ctx: Context, card: Card, written: str) -> Card:
    """The answer to what somebody wrote: with care where it sounds like danger, and as it is otherwise."""
    return await with_care(ctx, card) if is_worrying(written) else card


def _whose(country: str, *, is_own: bool) -> str:
    if not country:
        return "Your country is not chosen yet, so I show where to look."
    where = country_name(country)
    if not book().of(country):
        return f"{where}: I know no line there that I trust, so I show where to look."
    return f"Help lines: {where}." if is_own else f"Help lines: {where}, as your community chose; yours may be another."


def _fact(line: Line) -> Fact:
    day = f"{line.checked.day} {line.checked:%b %Y}"
    where = Link(line.source, urlsplit(line.source).hostname or line.source)
    hours = line.hours[0].upper() + line.hours[1:]
    said = text(f"{line.how[0].upper()}{line.how[1:]}. {hours}. {line.languages}. Checked {day}: ", where)
    return Fact(f"{line.name}: {line.number}", said)


def _emergency(country: str) -> Fact:
    number = book().emergency.get(country)
    said: Text = text(
        f"Call {number}." if number else "Call your local emergency number; 112 works on many mobile phones."
    )
    return Fact(_DANGER, said)


@ask("care.show", who=anyone, summary="Help lines, for you alone", command="help-now", is_common=True)
async def show(ctx: Context, args: Nothing) -> Card:
    return await care_card(ctx, ())


@dataclass(frozen=True, slots=True)
class Country:
    country: Annotated[str, CountryPick("Your country", "India, United Kingdom, DE; empty to forget it")] = ""


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """What they chose."""
    chosen = await ctx.store.people.help_country(ctx.actor.id)
    return {"country": country_name(chosen)} if chosen else {}


@ask(
    "care.country",
    who=anyone,
    summary="Whose help lines you see",
    title="Your country",
    intro=text("I keep the country, to show its help lines, until you change it. Nobody else sees it."),
    submit="Show help lines",
    prefill=known,
)
async def choose(ctx: Context, args: Country) -> Card:
    await ctx.store.people.set_help_country(ctx.actor.id, read_country(args.country))
    return await care_card(ctx, ())
