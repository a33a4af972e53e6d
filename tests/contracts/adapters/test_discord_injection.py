"""Nothing a member writes does anything on Discord, wherever it stands, and every letter of it is shown."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pytest

import bot.commands
from adapters.discord.forms import modal, typed_before
from adapters.discord.rendering import message
from bot.calls import call
from bot.registry import registry
from bot.text import Mention, Said, Text, text
from bot.views import Card, Form, View
from tests.contracts.adapters.discord_limits import message_faults, modal_faults
from tests.contracts.adapters.discord_markup import Reading, read
from tests.contracts.adapters.hostile import HOSTILE, LINE_STARTS, LINKS, MARKS, OBJECTS, PINGS
from tests.contracts.adapters.places import IN_LABELS, IN_TEXT, WITH_NAMES
from tests.fakes.discord.messages import walk

assert bot.commands

JSON = dict[str, Any]
HARMLESS = "harmless"
TEXT_DISPLAY = 10
LABELS = ("label", "description", "placeholder", "title")
"""What a payload shows beside its texts. The value of a field is its writer's own and goes back to them alone."""
ONCE_A_LINE = "subtext"
"""A token of ours that begins each line of what is said."""
BIDI = {"\u061c", "\u200e", "\u200f", *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))}
EMPTY = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800", "\u034f"}
"""Letters and signs by their category that nobody can see."""

reading_of = lru_cache(maxsize=None)(read)


def letters(words: str) -> str:
    """What can be seen of words, without the gaps."""
    return "".join(
        sign for sign in words if not sign.isspace() and unicodedata.category(sign)[0] != "C" and sign not in EMPTY
    )


VISIBLE = tuple(hostile for hostile in HOSTILE if letters(hostile))
INVISIBLE = tuple(hostile for hostile in HOSTILE if not letters(hostile))


def hidden(words: str) -> list[str]:
    """Control characters, turns of direction and halves of a pair."""
    signs = (sign for sign in words if sign not in "\n\t")
    return [f"U+{ord(sign):04X}" for sign in signs if sign in BIDI or unicodedata.category(sign) in ("Cc", "Cs")]


def payload(view: View, *, in_dm: bool = False) -> JSON:
    layout = message(view, in_dm=in_dm).layout
    return {"components": layout.to_components()}  # type: ignore[no-untyped-call]  # discord.py


def readings(view: View, sent: JSON) -> list[Reading]:
    """How the client understands each text of the message, and of the modal where the view is a form."""
    parts = list(walk(sent["components"]))
    if isinstance(view, Form):
        parts += walk(modal(view).to_dict()["components"])
    return [reading_of(part["content"]) for part in parts if part["type"] == TEXT_DISPLAY]


def labels(part: object) -> Iterator[str]:
    """Every other word a payload shows."""
    if isinstance(part, list):
        for inner in part:
            yield from labels(inner)
    elif isinstance(part, dict):
        yield from (value for key, value in part.items() if key in LABELS and isinstance(value, str))
        for value in part.values():
            yield from labels(value)


def kinds(found: list[Reading]) -> Counter[str]:
    return sum((reading.kinds for reading in found), Counter())


def wrong_with(said: str, shown: list[Reading], usual: Counter[str]) -> list[str]:
    """What is active that is not with harmless words in the same place, and what is hidden."""
    lines = {ONCE_A_LINE: usual[ONCE_A_LINE] * (len(said.splitlines()) + 1)}
    active = kinds(shown) - (usual | Counter(lines))
    return [*active, *(sign for reading in shown for sign in hidden(reading.seen))]


def found_in(where: str, *, in_dm: bool) -> dict[str, list[str]]:
    """Each hostile string that does something there, with what it does."""
    place, wrong = IN_TEXT[where], {}
    harmless = place(HARMLESS)
    usual = kinds(readings(harmless, payload(harmless, in_dm=in_dm)))
    for hostile in VISIBLE:
        view = place(hostile)
        sent = payload(view, in_dm=in_dm)
        shown = readings(view, sent)
        faults = wrong_with(hostile, shown, usual) + message_faults(sent)
        seen = "".join(reading.seen for reading in shown)
        if where != "an account" and letters(hostile) not in letters(seen):
            faults.append(f"shown as {seen!r}")
        if faults:
            wrong[hostile] = faults
    return wrong


@pytest.mark.parametrize("where", IN_TEXT)
async def test_nothing_hostile_is_active_in_a_server_and_its_letters_are_shown(where: str) -> None:
    assert found_in(where, in_dm=False) == {}


@pytest.mark.parametrize("where", WITH_NAMES)
async def test_nothing_hostile_is_active_in_a_direct_message_and_its_letters_are_shown(where: str) -> None:
    assert found_in(where, in_dm=True) == {}


@pytest.mark.parametrize("where", ["a fact's label", "an item's title", "what stands in a field"])
async def test_words_nobody_can_see_leave_no_marks_of_ours_behind(where: str) -> None:
    stray = {}
    for unseen in INVISIBLE:
        view = IN_TEXT[where](unseen)
        shown = [reading.seen for reading in readings(view, payload(view))]
        if any("**" in seen or "```" in seen for seen in shown):
            stray[unseen] = shown
    assert stray == {}


async def test_a_name_nobody_can_see_is_somebody() -> None:
    for unseen in INVISIBLE:
        shown = readings(card := Card("T", text(Mention(1, unseen), " asks")), payload(card))
        assert "somebody asks" in shown[0].seen, unseen


@pytest.mark.parametrize("where", IN_LABELS)
async def test_labels_hold_every_letter_and_nothing_hidden(where: str) -> None:
    wrong: dict[str, list[str]] = {}
    for hostile in VISIBLE:
        view = IN_LABELS[where](hostile)
        sent = modal(view).to_dict() if isinstance(view, Form) else payload(view)
        shown = list(labels(sent))
        faults = [sign for label in shown for sign in hidden(label)]
        if letters(hostile[:34]) not in letters("".join(shown)):
            faults.append(f"shown as {shown}")
        if faults:
            wrong[hostile] = faults
    assert wrong == {}


@pytest.mark.parametrize("where", IN_LABELS)
async def test_labels_nobody_can_see_are_within_the_limits(where: str) -> None:
    wrong = {}
    for unseen in INVISIBLE:
        view = IN_LABELS[where](unseen)
        if isinstance(view, Form):
            faults = modal_faults(dict(modal(view).to_dict()))
        else:
            faults = [fault for fault in message_faults(payload(view)) if "attachment" not in fault]
        if faults:
            wrong[unseen] = faults
    assert wrong == {}


@pytest.mark.parametrize("hostile", [*PINGS, *OBJECTS, *LINKS, *MARKS, *LINE_STARTS])
async def test_words_that_are_shortened_stay_inert(hostile: str) -> None:
    said = (f"{hostile}\n" * 1000)[:1000]
    view = Card("T", text(Said(said), "\n", Said(said[:999])), note=text(Said(said)))
    sent = payload(view)
    assert message_faults(sent) == []
    assert wrong_with(f"{said}\n", readings(view, sent), Counter({"header": 1, ONCE_A_LINE: 1})) == []


SPLIT = (
    text(Said("@every"), Mention(1, "one")),
    text(Mention(1, "@every"), "one"),
    text(Mention(1, "@he"), Mention(2, "re")),
    text("https:", Mention(1, "//evil.example")),
    text(Said("discord.gg"), Mention(1, "/abcdef")),
    text(Said("@every"), Said("one")),
    text(Said("<@"), Said("1>")),
    text(Said("first\n"), Said("# head")),
    text(Said("first\n"), Mention(1, "- point")),
    text(Said("1"), Mention(1, ". first")),
)
SPLIT_IN_DM = (text(Said("@every"), Mention(1, "one", "7")), text("https:", Mention(1, "//evil.example", "7")))


@pytest.mark.parametrize("said", SPLIT, ids=repr)
async def test_a_token_in_two_spans_is_inert(said: Text) -> None:
    view = Card("T", text("Now:\n", said))
    assert wrong_with("", readings(view, payload(view)), Counter({"header": 1})) == []


@pytest.mark.parametrize("said", SPLIT_IN_DM, ids=repr)
async def test_a_token_in_words_and_a_name_is_inert_in_a_direct_message(said: Text) -> None:
    view = Card("T", said)
    assert wrong_with("", readings(view, payload(view, in_dm=True)), Counter({"header": 1, "user": 1})) == []


async def test_what_was_typed_is_read_back_from_a_form_that_was_wrong() -> None:
    ask, changed = registry.find("mentor.about"), {}
    for hostile in VISIBLE:
        form = ask.form(call("mentor.about"), {"topics": hostile, "bio": hostile}, {"topics": hostile})
        kept = typed_before(ask, payload(form)["components"])
        same = {"topics", "bio"} == set(kept) and all(letters(value) == letters(hostile) for value in kept.values())
        if not same or (hostile.isprintable() and kept["bio"] != hostile):
            changed[hostile] = kept
    assert changed == {}
