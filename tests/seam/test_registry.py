"""A declaration that would fail later fails at import."""

from dataclasses import dataclass
from typing import Annotated

import pytest

import bot.commands
from bot.authority import anyone, moderators
from bot.calls import Call, call
from bot.context import Context
from bot.errors import UserError
from bot.params import Line, Nothing, Option, Whole
from bot.registry import Registry, registry
from bot.views import Card, Form

assert bot.commands


@dataclass(frozen=True, slots=True)
class Book:
    session: int
    topic: Annotated[str, Line("Topic", suggest="things")]
    kind: str = "call"
    guests: Annotated[int, Whole("Guests", least=0, most=3)] = 0


async def book(ctx: Context, args: Book) -> Card:
    return Card("Booked")


async def look(ctx: Context, args: Nothing) -> Card:
    return Card("Look")


@pytest.fixture
def asks() -> Registry:
    made = Registry()
    made.ask("session.book", who=anyone, summary="Book a session", aliases=("session.make",))(book)
    return made


def test_an_ask_is_found_by_name_and_by_its_older_name(asks: Registry) -> None:
    assert asks.find("session.book") is asks.find("session.make")


def test_ids_come_from_the_call_and_the_rest_is_typed(asks: Registry) -> None:
    ask = asks.find("session.book")
    assert ask.parse(call("session.book", 7, "group"), {"topic": "R", "guests": "2"}) == Book(7, "R", "group", 2)


@pytest.mark.parametrize(
    "bad",
    [
        Call("session.book", ("x",)),
        Call("session.book"),
        Call("session.book", ("1", "2", "3")),
        Call("no.such"),
    ],
)
def test_a_broken_call_is_refused_with_a_sentence(asks: Registry, bad: Call) -> None:
    with pytest.raises(UserError, match="/help"):
        asks.find(bad.name).parse(bad, {"topic": "R"})


def test_a_missing_field_is_named(asks: Registry) -> None:
    ask = asks.find("session.book")
    assert ask.missing({})
    with pytest.raises(UserError) as caught:
        ask.parse(call("session.book", 7), {"topic": "   "})
    assert caught.value.field == "topic"


def test_the_declared_form_shows_what_was_typed_and_what_is_wrong(asks: Registry) -> None:
    form = asks.find("session.book").form(
        call("session.book", 7), {"topic": "R"}, {"guests": "Too many.", "": "Sorry."}
    )
    assert isinstance(form, Form)
    assert [(f.name, f.value, f.error) for f in form.fields] == [
        ("topic", "R", ""),
        ("guests", "", "Too many."),
    ]
    assert form.error == "Sorry."


def test_an_ask_without_a_rule_fails_at_import() -> None:
    with pytest.raises(TypeError, match="who"):
        Registry().ask("a.b", summary="A")(look)  # type: ignore[call-arg]  # the point of the test
    with pytest.raises(TypeError, match="who may"):
        Registry().ask("a.b", who=None, summary="A")  # type: ignore[arg-type]  # the point of the test


def test_two_asks_of_one_name_or_command_fail_at_import(asks: Registry) -> None:
    with pytest.raises(ValueError, match="two asks are called"):
        asks.ask("session.make", who=anyone, summary="Again")(look)
    asks.ask("look.one", who=anyone, summary="Look", command="look")(look)
    with pytest.raises(ValueError, match="typed as /look"):
        asks.ask("look.two", who=anyone, summary="Look", command="look")(look)


def test_a_command_cannot_need_an_id() -> None:
    with pytest.raises(ValueError, match="nobody types"):
        Registry().ask("a.b", who=anyone, summary="A", command="book")(book)


def test_a_summary_is_needed_and_short() -> None:
    with pytest.raises(ValueError, match="summary"):
        Registry().ask("a.b", who=anyone, summary="x" * 101)(look)


@dataclass(frozen=True, slots=True)
class Six:
    a: Annotated[str, Line("A")]
    b: Annotated[str, Line("B")]
    c: Annotated[str, Line("C")]
    d: Annotated[str, Line("D")]
    e: Annotated[str, Line("E")]
    f: Annotated[str, Line("F")]


async def six(ctx: Context, args: Six) -> Card:
    return Card("Six")


@dataclass(frozen=True, slots=True)
class Odd:
    when: float


async def odd(ctx: Context, args: Odd) -> Card:
    return Card("Odd")


class Plain:
    pass


async def no_dataclass(ctx: Context, args: Plain) -> Card:
    return Card("Plain")


def test_args_that_fit_no_form_or_no_call_fail_at_import() -> None:
    with pytest.raises(TypeError, match="five fields"):
        Registry().ask("a.b", who=anyone, summary="A")(six)
    with pytest.raises(TypeError, match="needs a kind"):
        Registry().ask("a.b", who=anyone, summary="A")(odd)
    with pytest.raises(TypeError, match="not a dataclass"):
        Registry().ask("a.b", who=anyone, summary="A")(no_dataclass)


async def things(ctx: Context, typed: str) -> tuple[Option, ...]:
    return (Option("x", "X"),)


def test_a_field_finds_its_autocomplete(asks: Registry) -> None:
    asks.suggest("things")(things)
    ask = asks.find("session.book")
    assert asks.provider(ask, "topic") is things
    assert asks.provider(ask, "guests") is None
    with pytest.raises(ValueError, match="two providers"):
        asks.suggest("things")(things)


def test_commands_are_listed_by_name_and_the_common_ones_first() -> None:
    commands = [ask.command for ask in registry.commands()]
    common = [ask.command for ask in registry.commands() if ask.is_common]
    assert commands == sorted(common) + sorted(set(commands) - set(common))
    assert {"find-mentor", "help", "home", "mentor profile"} <= set(commands)


def test_every_command_fits_the_platforms() -> None:
    for ask in registry.commands():
        words = ask.command.split(" ")
        assert len(words) <= 2, ask.command
        assert all(word.isascii() and word == word.lower() and 1 <= len(word) <= 32 for word in words)


def test_no_command_of_moderators_is_open_to_all() -> None:
    moderating = {ask.command for ask in registry.commands() if ask.who is moderators}
    assert {"config", "approve", "reports"} <= moderating


def test_every_provider_that_a_field_names_exists() -> None:
    named = [(ask, p.name) for ask in registry for p in ask.typed if isinstance(p.kind, Line) and p.kind.suggest]
    assert named
    assert all(registry.provider(ask, name) is not None for ask, name in named)
