"""What is typed after a slash command becomes the command's fields where it is clear."""

import pytest

import bot.commands
from adapters.slack.typing import split, typed, wants_form
from bot.registry import registry

assert bot.commands


@pytest.mark.parametrize(
    ("name", "said", "command", "rest"),
    [
        ("find-mentor", "statistics", "find-mentor", "statistics"),
        ("mentor", "pause 2026-12-01", "mentor pause", "2026-12-01"),
        ("mentor", "Profile", "mentor profile", ""),
        ("home", "", "home", ""),
    ],
)
def test_one_word_or_two_find_their_command(name: str, said: str, command: str, rest: str) -> None:
    found = split(registry, name, said)
    assert found is not None
    assert (found[0].command, found[1]) == (command, rest)


@pytest.mark.parametrize(("name", "said"), [("mentor", ""), ("mentor", "dance"), ("nothing", "at all")])
def test_what_is_no_command_is_none(name: str, said: str) -> None:
    assert split(registry, name, said) is None


def fields(command: str, said: str) -> dict[str, str]:
    ask = next(ask for ask in registry.commands() if ask.command == command)
    return dict(typed(ask, said))


def test_plain_words_are_the_first_field() -> None:
    assert fields("find-mentor", "statistics and R") == {"topic": "statistics and R"}


def test_fields_can_be_named() -> None:
    assert fields("find-mentor", "topic: statistics language: German") == {"topic": "statistics", "language": "German"}
    assert fields("find-mentor", "language=German") == {"language": "German"}


def test_a_colon_in_words_names_no_field() -> None:
    assert fields("find-mentor", "help with: statistics") == {"topic": "help with: statistics"}


def test_a_person_is_read_from_slacks_own_writing() -> None:
    assert fields("block", "<@U123ABC|ada>") == {"person": "U123ABC"}


def test_what_slack_escaped_is_read_back() -> None:
    assert fields("find-mentor", "R &amp; &lt;stats&gt;") == {"topic": "R & <stats>"}


def test_a_command_with_nothing_to_type_takes_nothing() -> None:
    assert fields("home", "please") == {}


def test_the_form_opens_when_something_is_missing_or_should_be_said_first() -> None:
    asks = {ask.command: ask for ask in registry.commands()}
    assert wants_form(asks["ask"], {"question": "What is a p-value?"})
    assert wants_form(asks["block"], {})
    assert not wants_form(asks["find-mentor"], {"topic": "statistics"})
