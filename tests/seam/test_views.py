"""A view that no platform could show is refused when it is built."""

import pytest

from bot.calls import Call, call
from bot.mentions import with_names
from bot.params import Option
from bot.text import Mention, plain, text
from bot.views import (
    FILE,
    Attachment,
    Button,
    Card,
    Choice,
    Confirm,
    Fact,
    Form,
    Item,
    Listing,
    Menu,
    Picture,
    View,
    attachment_of,
    in_channel,
)

PRESS = Button("Go", Call("a.b"))


@pytest.mark.parametrize(
    "build",
    [
        lambda: Button("", Call("a.b")),
        lambda: Button("x" * 35, Call("a.b")),
        lambda: Menu(Call("a.b"), "f", "Pick", ()),
        lambda: Card(""),
        lambda: Card("x" * 101),
        lambda: Card("T", text("x" * 2001)),
        lambda: Card("T", facts=tuple(Fact(f"f{i}", text("x" * 500)) for i in range(8))),
        lambda: Card("T", actions=(PRESS, PRESS)),
        lambda: Card("T", actions=tuple(Button("Go", call("a.b", i)) for i in range(11))),
        lambda: Fact("label", ()),
        lambda: Picture(b"", ""),
        lambda: Attachment("a.ics", "text/calendar", b""),
        lambda: Attachment("a.ics", "text/calendar", b"x" * (FILE + 1)),
        lambda: Item(()),
        lambda: Listing("T", tuple(Item(text("row")) for _ in range(6))),
        lambda: Form("T", Call("a.b"), ()),
        lambda: Choice("Which?", Call("a.b"), "f", tuple(Option(str(i), "x") for i in range(26))),
        lambda: Confirm("", (), PRESS, PRESS),
    ],
)
def test_what_breaks_a_limit_is_refused(build: object) -> None:
    assert callable(build)
    with pytest.raises(ValueError, match=r"has \d+, allowed|two actions"):
        build()


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".ics",
        "a",
        "../a.ics",
        "a/b.ics",
        "A.ics",
        "a b.ics",
        'a".ics',
        "a.ics\r\nX: y",
        "a.ics\n",
        "é.ics",
        "a.html5x",
    ],
)
def test_a_file_has_a_name_that_means_nothing_to_anything(name: str) -> None:
    with pytest.raises(ValueError, match="not a file to hand out"):
        Attachment(name, "text/calendar", b"x")


@pytest.mark.parametrize("media", ["", "text", "text/", "text/calendar; x=y", "text/calendar\r\nX: y", "TEXT/CALENDAR"])
def test_a_file_is_of_a_plain_type(media: str) -> None:
    with pytest.raises(ValueError, match="not a file to hand out"):
        Attachment("a.ics", media, b"x")


def test_a_file_is_for_one_reader_and_shows_nowhere_by_itself() -> None:
    file = Attachment("a.ics", "text/calendar", b"BEGIN:VCALENDAR")
    assert "VCALENDAR" not in repr(Card("T", attachment=file))
    with pytest.raises(ValueError, match="for one reader"):
        Card("T", attachment=file, is_public=True)
    assert in_channel(Card("T", attachment=file)) == Card("T")
    assert in_channel(Card("T")) == Card("T")
    assert attachment_of(Confirm("Q", (), PRESS, PRESS)) is None


class Named:
    """People with names, as far as mentions need them."""

    async def named(self, people: list[int], platform: str, space: str) -> dict[int, tuple[str, str]]:
        return {person: (f"P{person}", f"U{person}") for person in people if person < 9}


async def test_mentions_are_filled_wherever_they_stand() -> None:
    view: View = Listing("T", (Item(text("To ", Mention(3)), text(Mention(9))),), text("Hi ", Mention(4)))
    filled = await with_names(view, Named(), "p", "s")  # type: ignore[arg-type]  # only `named` is asked
    assert isinstance(filled, Listing)
    assert plain(filled.text) == "Hi P4"
    assert filled.items[0].title == ("To ", Mention(3, "P3", "U3"))
    assert plain(filled.items[0].text) == "somebody who left"


async def test_a_view_without_mentions_is_left_alone() -> None:
    view = Card("T")
    assert await with_names(view, Named(), "p", "s") is view  # type: ignore[arg-type]  # only `named` is asked
