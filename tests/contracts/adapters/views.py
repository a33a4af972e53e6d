"""Every view the seam allows, at its smallest and at its limit, whatever the platform."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.calls import MOST_CHARACTERS, Call
from bot.params import (
    HINT,
    ChannelPick,
    DayPick,
    Kind,
    Line,
    Option,
    Paragraph,
    PersonPick,
    Pick,
    RolePick,
    Whole,
    ZonePick,
)
from bot.params import LABEL as FIELD_LABEL
from bot.text import Link, Mention, Said, Strong, Text, When, text
from bot.views import (
    BODY,
    FORM_TITLE,
    LABEL,
    TITLE,
    Action,
    Attachment,
    Button,
    Card,
    Choice,
    Confirm,
    Fact,
    Form,
    FormField,
    Item,
    Listing,
    Menu,
    Picker,
    Picture,
    Tone,
    View,
)

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
ACCOUNT = "123456789012345678"
SPANS: Text = text(
    "ours ",
    Said("said"),
    " ",
    Strong("strong"),
    " ",
    Mention(1, "Ada", ACCOUNT),
    " ",
    Mention(2, "Nobody"),
    " ",
    When(AT),
    " ",
    When(AT, "day"),
    " ",
    When(AT, "time"),
    " ",
    Link("https://office.example/a_(b)", "a link"),
)
PICTURE = Picture(b"\x89PNG\r\n\x1a\n", "Two bars, the second twice as high")
FILE = Attachment("session.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
TONES: tuple[Tone, ...] = ("plain", "good", "care", "warning")
FIELD = "languages"
"""As long as the names of the product's fields."""


def long_call(number: int = 0) -> Call:
    """A call as long as a button may hold."""
    return Call("a.b", (str(number).rjust(MOST_CHARACTERS - 4, "7"),))


def options(count: int = 25) -> tuple[Option, ...]:
    """Options, every part of them as long as may be."""
    return tuple(Option(f"v{n}".ljust(75, "v"), f"l{n}".ljust(75, "l"), "h" * 75) for n in range(count))


def button(number: int) -> Button:
    return Button("B" * LABEL, long_call(number), "primary", opens_form=number % 2 == 1)


def menu(number: int) -> Menu:
    return Menu(long_call(number), FIELD, "P" * TITLE, options())


def kinds(*, full: bool) -> tuple[Kind, ...]:
    """A field of each kind."""
    label, hint = ("L" * FIELD_LABEL, "h" * HINT) if full else ("L", "")
    return (
        Line(label, hint),
        Paragraph(label, hint),
        Whole(label, hint),
        Pick(label, hint, options() if full else (Option("v", "l"),)),
        DayPick(label, hint),
        PersonPick(label, hint),
        ChannelPick(label, hint),
        RolePick(label, hint),
        ZonePick(label, hint),
    )


def value_for(kind: Kind) -> str:
    """The longest value a field of this kind takes."""
    match kind:
        case Line(most=most):
            return "w" * most
        case Whole(most=most):
            return str(most)
        case Pick():
            return kind.options[-1].value
        case DayPick():
            return "2026-12-01"
        case _:
            return ACCOUNT


def filled(kind: Kind, name: str, *, error: str = "") -> FormField:
    """A field with the longest value it takes."""
    return FormField(name, kind, True, value_for(kind), error)


def smallest() -> Iterator[tuple[str, View]]:
    """One of each kind with nothing in it that may be left out, and each span and field on its own."""
    go, stay = Button("Y", Call("a.b")), Button("N", Call("a.c"))
    yield "card", Card("T")
    yield "public card", Card("T", is_public=True)
    yield "card with a file", Card("T", attachment=FILE)
    yield "listing", Listing("T", ())
    yield "one row", Listing("T", (Item(text("I"), actions=(go,)),))
    yield "first page", Listing("T", (Item(text("I")),), older=Call("a.d"))
    yield "choice", Choice("Q", Call("a.b"), "f", (Option("v", "l"),))
    yield "confirm", Confirm("Q", (), go, stay)
    yield "confirm with one call twice", Confirm("Q", text("said"), go, go)
    yield from ((f"card, {tone}", Card("T", text("said"), tone=tone)) for tone in TONES)
    yield from ((f"card, {type(span).__name__} {n}", Card("T", (span,))) for n, span in enumerate(SPANS))
    for kind in kinds(full=False):
        name = type(kind).__name__
        yield f"picker, {name}", Picker("Q", Call("a.b"), "f", kind)
        yield f"form, {name}", Form("T", Call("a.b"), (FormField("f", kind, False),))
        yield f"form, {name}, needed", Form("T", Call("a.b"), (FormField("f", kind, True),))
        yield f"form, {name}, filled", Form("T", Call("a.b"), (filled(kind, "f"),))


def largest() -> Iterator[tuple[str, View]]:
    """One of each kind with everything in it, as much as may be."""
    buttons, menus = tuple(button(n) for n in range(10)), tuple(menu(n) for n in range(10))
    facts = tuple(Fact("f" * 50, text("t" * 100)) for _ in range(10))
    for name, actions in _actions(buttons, menus):
        yield (
            f"full card, {name}",
            Card("T" * TITLE, text("t" * BODY), facts, actions, PICTURE, note=SPANS, attachment=FILE),
        )
        yield f"full listing, {name}", _full_listing(actions[:4])
    yield "card of spans", Card("T", SPANS, (Fact("F", SPANS),), picture=PICTURE, note=text(SPANS, "\n", SPANS))
    yield (
        "card of signs",
        Card("*" * TITLE, text("*" * BODY), (Fact("*", text("*" * 1000)), Fact("_", text("_" * 498)))),
    )
    yield "listing of signs", _listing_of_signs()
    yield "full choice", Choice("Q" * TITLE, long_call(), FIELD, options(), SPANS)
    yield "full confirm", Confirm("Q" * TITLE, text("t" * BODY), button(0), button(1))
    for kind in kinds(full=True):
        yield f"full picker, {type(kind).__name__}", Picker("Q" * TITLE, long_call(), FIELD, kind, SPANS)
    yield from _full_forms()


def _actions(buttons: tuple[Action, ...], menus: tuple[Action, ...]) -> Iterator[tuple[str, tuple[Action, ...]]]:
    yield "buttons", buttons
    yield "menus", menus
    yield "both in turn", tuple(pair[n % 2] for n, pair in enumerate(zip(buttons, menus, strict=True)))


def _full_listing(actions: tuple[Action, ...]) -> Listing:
    """Its rows carry the same calls as one another, as "Profile" of one person in two rows would."""
    row = Item(text("i" * TITLE), text("t" * 500), tuple(button(n) for n in range(3)))
    newer, older = long_call(20), long_call(21)
    return Listing("T" * TITLE, (row,) * 5, text("t" * 600), newer, older, "6–10 of 42", actions, note=SPANS)


def _listing_of_signs() -> Listing:
    row = Item(text(Said("*" * TITLE)), text(Said("_" * 600)), (button(0),))
    return Listing("~" * TITLE, (row,) * 5, text(Said("|" * 100)), note=text("`" * 100))


def _full_forms() -> Iterator[tuple[str, View]]:
    every = kinds(full=True)
    for first in (0, len(every) - 5):
        named = [(f"{FIELD}{n}", kind) for n, kind in enumerate(every[first : first + 5])]
        for error in ("", "e" * 200):
            fields = tuple(filled(kind, name, error=error) for name, kind in named)
            title = f"full form from {type(fields[0].kind).__name__}, {'wrong' if error else 'right'}"
            yield title, Form("T" * FORM_TITLE, long_call(), fields, SPANS, error, "S" * FORM_TITLE)


def views() -> dict[str, View]:
    """All of them by name."""
    return {**dict(smallest()), **dict(largest())}
