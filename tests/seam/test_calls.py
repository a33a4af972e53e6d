"""A call survives being text, and anything else is refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls import MOST_CHARACTERS, Call, call
from bot.errors import UserError


def test_a_call_reads_back_from_its_text() -> None:
    assert str(call("request.accept", 7)) == "request.accept:7"
    assert Call.parse("request.accept:7") == Call("request.accept", ("7",))


def test_a_call_can_carry_another_call() -> None:
    inner = call("request.accept", 7)
    outer = call("community.choose", inner)
    assert Call.parse(Call.parse(str(outer)).args[0]) == inner


def test_a_call_too_long_for_a_button_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="does not fit a button"):
        call("request.accept", "x" * MOST_CHARACTERS)


@pytest.mark.parametrize("name", ["", "a:b"])
def test_a_name_that_cannot_be_read_back_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        Call(name)


@given(st.text(max_size=10), st.lists(st.text(max_size=8), max_size=4))
def test_every_call_that_can_be_made_reads_back(name: str, args: list[str]) -> None:
    try:
        made = Call(name, tuple(args))
    except ValueError:
        return
    assert Call.parse(str(made)) == made


@given(st.text(max_size=300))
def test_any_text_is_a_call_or_a_mistake_a_member_can_mend(text: str) -> None:
    try:
        read = Call.parse(text)
    except UserError:
        return
    assert len(str(read)) <= MOST_CHARACTERS
