"""An installation goes on only in the browser that began it, once, and soon."""

import pytest

from adapters.slack.web import STATE_SECONDS, States

NOW = 1_772_452_800.0


def test_the_browser_that_began_goes_on_once() -> None:
    states = States("secret")
    state, kept = states.new(NOW)
    assert states.take(state, kept, NOW + 5)
    assert not states.take(state, kept, NOW + 6)


def test_another_browser_or_a_late_one_does_not() -> None:
    states = States("secret")
    state, kept = states.new(NOW)
    _, other = states.new(NOW)
    assert not states.take(state, other, NOW + 5)
    assert not states.take(state, "", NOW + 5)
    assert not states.take(state, kept, NOW + STATE_SECONDS + 1)
    assert states.take(state, kept, NOW + 5)


@pytest.mark.parametrize("state", ["", ".", "abc.def", "9" * 500 + ".x", "-5.x", "1772452800"])
def test_a_made_up_state_is_refused(state: str) -> None:
    assert not States("secret").take(state, "kept", NOW)


def test_states_of_another_process_with_the_same_secret_are_known() -> None:
    state, kept = States("secret").new(NOW)
    assert States("secret").take(state, kept, NOW + 1)
    assert not States("other").take(state, kept, NOW + 1)
