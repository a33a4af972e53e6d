"""The reader of Discord's markdown, the limits and the corpus are themselves put to the test."""

import re
from typing import Any

import pytest

from tests.contracts.adapters.discord_limits import command_faults, message_faults, modal_faults
from tests.contracts.adapters.discord_markup import read
from tests.contracts.adapters.hostile import HOSTILE, LINE_STARTS, MARKS, PINGS

COMMAND = {"name": "find", "description": "Finds"}

ACTIVE = {
    "@everyone": "everyone",
    "hi @here": "everyone",
    "<@1>": "user",
    "<@!1>": "user",
    "<@&1>": "role",
    "<#1>": "channel",
    "</home:1>": "command",
    "</mentor profile:1>": "command",
    "<t:1:R>": "time",
    "<t:-1>": "time",
    "<:smile:1>": "emoji",
    "<a:dance:1>": "emoji",
    "<id:guide>": "guide",
    "<id:linked-roles:1>": "guide",
    "see https://a.example now": "url",
    "xhttp://a.example": "url",
    "<https://a.example>": "autolink",
    "<a@b.example>": "autolink",
    "[a](https://a.example)": "link",
    '[a](<https://a.example> "b")': "link",
    "[a [b] c](https://a.example)": "link",
    "discord.gg/abc": "invite",
    "DiscordApp.com/invite/abc": "invite",
    "**a**": "bold",
    "*a*": "italic",
    "_a_": "italic",
    "__a__": "underline",
    "~~a~~": "strike",
    "||a||": "spoiler",
    "`a`": "code",
    "``a`b``": "code",
    "```\na\n```": "codeblock",
    "```py\na\n```": "codeblock",
    "# a": "header",
    "  ### a": "header",
    "-# a": "subtext",
    "> a": "quote",
    ">>> a\nb": "quote",
    "- a": "list",
    "* a": "list",
    "12. a": "list",
    "a\n- b": "list",
    "\\\\@everyone": "everyone",
    "\\\\<@1>": "user",
    "\\a@here": "everyone",
    "**a <@1>**": "user",
    "> # a": "header",
}
INERT = (
    "everyone",
    "\\@everyone",
    "\\\\\\@everyone",
    "\\<@1>",
    "\\<\\@1\\>",
    "https\\://a.example",
    "\\[a](b)",
    "discord.gg\\/abc",
    "\\*a\\*",
    "\\_\\_a\\_\\_",
    "\\`a\\`",
    "snake_case_name",
    "2 * 3 * 4",
    "\\# a",
    "#a",
    "a # b",
    "\\- a",
    "-a",
    "1\\. a",
    "1.5",
    ">a",
    "10:30",
    "",
)


@pytest.mark.parametrize("source", ACTIVE)
def test_the_reader_finds_what_is_active(source: str) -> None:
    assert ACTIVE[source] in read(source).kinds


@pytest.mark.parametrize("source", INERT)
def test_the_reader_leaves_letters_alone(source: str) -> None:
    reading = read(source)
    assert reading.tokens == []
    assert reading.seen == re.sub(r"\\(\W|_)", r"\1", source)


def test_the_reader_tells_which_letters_are_seen() -> None:
    assert read("# a **b** \\*c\\* `d*` <@1>").seen == "a b *c* d* <@1>"
    assert [token.source for token in read("**a <@1>** <t:2>").tokens] == ["**a <@1>**", "<@1>", "<t:2>"]


def test_the_corpus_holds_hundreds_of_strings_and_most_would_act_if_nothing_were_done() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) >= 500
    assert all(1 <= len(hostile) <= 100 for hostile in HOSTILE)
    active = [hostile for hostile in HOSTILE if read(hostile).tokens]
    assert len(active) >= 500
    kinds = {kind for hostile in active for kind in read(hostile).kinds}
    assert kinds >= set(ACTIVE.values())


def test_the_corpus_holds_its_plain_tokens_and_their_escaped_twins() -> None:
    for token in (*PINGS, *MARKS, *LINE_STARTS):
        assert {token, f"\\{token}", f"\\\\{token}", f"first\n{token}"} <= set(HOSTILE)


def row(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"components": [{"type": 1, "components": list(parts)}]}


def select(**changed: Any) -> dict[str, Any]:
    option = {"label": "A", "value": "a"} | changed
    return {"type": 3, "custom_id": "s", "options": [option]}


def test_payloads_within_the_limits_have_no_fault() -> None:
    assert message_faults(row({"type": 2, "style": 2, "custom_id": "a", "label": "A"})) == []
    assert message_faults(row(select())) == []
    field = {"type": 18, "label": "L", "component": {"type": 4, "custom_id": "a", "style": 1}}
    assert modal_faults({"custom_id": "m", "title": "T", "components": [field]}) == []
    assert command_faults([COMMAND, COMMAND | {"name": "find-2"}]) == []


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        (message_faults(row(select(label=" "))), "only blanks"),
        (message_faults(row(select(label="x" * 101))), "between 1 and 100"),
        (message_faults({"components": [{"type": 10, "content": "\n"}]}), "only blanks"),
        (message_faults({"components": [{"type": 10, "content": "x" * 4001}]}), "4001 characters"),
        (modal_faults({"custom_id": "m", "title": "T" * 46, "components": []}), "between 1 and 45"),
        (modal_faults({"custom_id": "m", "title": " ", "components": []}), "only blanks"),
        (command_faults([COMMAND, COMMAND]), "two commands"),
        (command_faults([COMMAND | {"name": f"find-{n}"} for n in range(101)]), "101 commands"),
        (command_faults([COMMAND | {"description": ""}]), "between 1 and 100"),
    ],
)
def test_payloads_over_a_limit_are_found_faulty(faults: list[str], told: str) -> None:
    assert told in " ".join(faults)
