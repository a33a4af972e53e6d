"""Text in Discord's markdown: what is ours works, what a member wrote is only letters."""

from datetime import UTC, datetime

from adapters.discord.markup import markup
from bot.text import Link, Mention, Said, Strong, When, clean, text

COMMANDS = {"home": 1, "find-mentor": 2, "mentor profile": 3, "mentor pause": 3}


def test_moments_are_shown_in_each_readers_own_zone() -> None:
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    said = markup(text(When(at), " ", When(at, "day"), " ", When(at, "time")), in_dm=False)
    assert said == "<t:1772452800:F> <t:1772452800:D> <t:1772452800:t>"


def test_people_are_mentioned_in_a_server_and_named_as_well_in_a_direct_message() -> None:
    ada = Mention(7, "Ada *Rao*", "123")
    assert markup(text(ada), in_dm=False) == "<@123>"
    assert markup(text(ada), in_dm=True) == "Ada \\*Rao\\* (<@123>)"
    assert markup(text(Mention(7, "Ada")), in_dm=False) == "Ada"
    assert markup(text(Mention(7, "Ada", "1> @everyone <@2")), in_dm=False) == "Ada"


def test_commands_we_name_can_be_tapped() -> None:
    said = markup(text("Type /find-mentor, or /mentor profile. /home now"), in_dm=False, commands=COMMANDS)
    assert said == "Type </find-mentor:2>, or </mentor profile:3>. </home:1> now"


def test_a_command_that_stands_out_can_be_tapped_as_well() -> None:
    assert markup(text(Strong("/mentor pause"), " rests"), in_dm=False, commands=COMMANDS) == "</mentor pause:3> rests"


def test_what_only_looks_like_a_command_is_left_alone() -> None:
    for words in ("either/or", "//home", "https://x.example/home", "/homes", "/mentor", "/unknown"):
        assert "</" not in markup(text(words), in_dm=False, commands=COMMANDS), words


def test_a_command_a_member_names_is_only_words() -> None:
    assert markup(text(Said("try /home")), in_dm=False, commands=COMMANDS) == "try /home"


def test_a_token_made_of_two_spans_is_inert_too() -> None:
    assert markup(text("@every", Said("one")), in_dm=False) == "\\@everyone"


def test_our_links_and_strong_words_are_markup_and_their_words_are_not() -> None:
    said = markup(text(Strong("a*b"), " ", Link("https://x.example/a(b)", "see [this]")), in_dm=False)
    assert said == "**a\\*b** [see \\[this\\]](https://x.example/a%28b%29)"


def test_shortened_words_never_end_in_half_an_escape() -> None:
    for most in range(2, 12):
        said = markup(text(Said("*" * 50)), in_dm=False, most=most)
        assert len(said) <= most
        assert said.endswith("…")
        assert (len(said) - 1) % 2 == 0


def test_what_nobody_can_see_is_left_out_and_joiners_stay() -> None:
    assert clean("a\x00b\u202ec\u200bd\r\ne\ud800f") == "abcd\nef"
    assert clean("👩\u200d🏫 می\u200cخواهم") == "👩\u200d🏫 می\u200cخواهم"
