"""Every place of a view where words of a member can stand."""

from collections.abc import Callable, Mapping

from bot.calls import Call
from bot.params import Line, Option, Paragraph, Pick
from bot.text import Mention, Said, text
from bot.views import Button, Card, Choice, Confirm, Fact, Form, FormField, Item, Listing, Menu, Picker, Picture, View
from tests.contracts.adapters.views import ACCOUNT, SPANS

GO, STAY = Button("Go", Call("a.b")), Button("Stay", Call("a.c"))

Place = Callable[[str], View]


def _form(value: str = "kept", error: str = "", whole: str = "", said: str = "") -> Form:
    fields = (FormField("f", Line("Line"), True, value, error), FormField("p", Paragraph("Words"), False, value, error))
    return Form("A form", Call("a.b"), fields, text("Before ", Said(said)) if said else (), whole)


IN_TEXT: Mapping[str, Place] = {
    "a card's title": lambda said: Card(said),
    "a card's text": lambda said: Card("T", text("They wrote: ", Said(said), ".")),
    "a card's text, from its first letter": lambda said: Card("T", text(Said(said))),
    "a line of its own": lambda said: Card("T", text("They wrote:\n", Said(said), "\nThat was it.")),
    "a sentence of ours": lambda said: Card("T", text(f"About {said} and more")),
    "among all other spans": lambda said: Card("T", text(Said(said), SPANS, Said(said))),
    "a fact's label": lambda said: Card("T", facts=(Fact(said, text("t")),)),
    "a fact": lambda said: Card("T", facts=(Fact("F", text(Said(said))), Fact("G", text("ours: ", Said(said))))),
    "a note": lambda said: Card("T", note=text("Note: ", Said(said))),
    "a note from its first letter": lambda said: Card("T", note=text(Said(said), " ours")),
    "a name": lambda said: Card("T", text(Mention(1, said), " and ", Mention(2, said, ACCOUNT), ".")),
    "a name on a line of its own": lambda said: Card(
        "T", text("For:\n", Mention(1, said), "\n", Mention(2, said, ACCOUNT))
    ),
    "an account": lambda said: Card("T", text("For ", Mention(1, "Ada", said))),
    "a listing's title": lambda said: Listing(said, ()),
    "a listing's text": lambda said: Listing("T", (), text(Said(said))),
    "an item's title": lambda said: Listing("T", (Item(text(Said(said))),)),
    "an item's title beside a button": lambda said: Listing("T", (Item(text("1. ", Said(said)), actions=(GO,)),)),
    "a name in an item's title": lambda said: Listing(
        "T", (Item(text(Mention(1, said))), Item(text(Mention(1, said, ACCOUNT))))
    ),
    "an item's text": lambda said: Listing("T", (Item(text("I"), text(Said(said)), (GO,)),)),
    "a listing's note": lambda said: Listing("T", (), note=text("Note: ", Said(said)), page="1–5 of 6"),
    "a question to choose on": lambda said: Choice(said, Call("a.b"), "f", (Option("v", "l"),), text(Said(said))),
    "a question to pick on": lambda said: Picker(said, Call("a.b"), "f", Line("L"), text(Said(said))),
    "a question to be sure of": lambda said: Confirm(said, text(Said(said)), GO, STAY),
    "what is said in a form": lambda said: _form(said=said),
    "what is wrong with a field": lambda said: _form(error=said),
    "what is wrong with a form": lambda said: _form(whole=said),
    "what stands in a field": lambda said: _form(said, "wrong"),
}
"""Where text may carry markup."""

WITH_NAMES = tuple(where for where in IN_TEXT if "name" in where or "account" in where or "spans" in where)
"""Those that a direct message shows in another way than a server."""

IN_LABELS: Mapping[str, Place] = {
    "an option's label": lambda said: Choice("Q", Call("a.b"), "f", (Option("v", said[:75]),)),
    "an option's hint": lambda said: Choice("Q", Call("a.b"), "f", (Option("v", "l", said[:75]),)),
    "a menu's placeholder": lambda said: Card("T", actions=(Menu(Call("a.b"), "f", said, (Option("v", "l"),)),)),
    "a menu's option": lambda said: Card("T", actions=(Menu(Call("a.b"), "f", "P", (Option("v", said[:75]),)),)),
    "a button": lambda said: Card("T", actions=(Button(said[:34], Call("a.b")),)),
    "a picture's words": lambda said: Card("T", picture=Picture(b"png", said)),
    "a form's options": lambda said: Form(
        "T", Call("a.b"), (FormField("f", Pick("P", options=(Option("v", said[:75]),)), True, "v"),)
    ),
}
"""Where the platforms show letters only, and markup means nothing."""
