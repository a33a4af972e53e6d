"""Block Kit's documented limits, as a list of what Slack would refuse."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

JSON = dict[str, Any]

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
TEXTS = {"text", "user", "date", "link"}
ELEMENTS = {
    "button", "static_select", "external_select", "users_select", "conversations_select", "datepicker",
}  # fmt: skip
INPUTS = ELEMENTS - {"button"} | {"plain_text_input", "number_input"}
PLACEHOLDER, BUTTON, OPTION, ID = 150, 75, 75, 255


def _plain(where: str, text: JSON, most: int) -> Iterator[str]:
    if text.get("type") != "plain_text":
        yield f"{where} is {text.get('type')}"
    if not 1 <= len(text.get("text", "")) <= most or not text["text"].strip():
        yield f"{where} has {len(text.get('text', ''))} characters"


def _options(options: list[JSON]) -> Iterator[str]:
    if not 1 <= len(options) <= 100:
        yield f"{len(options)} options"
    for option in options:
        yield from _plain("an option", option["text"], OPTION)
        if not 1 <= len(option["value"]) <= OPTION:
            yield f"an option's value has {len(option['value'])}"
        if "description" in option:
            yield from _plain("an option's description", option["description"], OPTION)


def _value(element: JSON) -> Iterator[str]:
    if element["type"] == "plain_text_input" and not 1 <= element.get("max_length", 3000) <= 3000:
        yield f"max_length is {element['max_length']}"
    if len(element.get("initial_value", "")) > element.get("max_length", 3000):
        yield "the initial value is longer than allowed"
    if element["type"] == "datepicker" and not re.fullmatch(r"(\d{4}-\d\d-\d\d)?", element.get("initial_date", "")):
        yield f"{element['initial_date']!r} is no date"


def _element(element: JSON) -> Iterator[str]:
    if not 1 <= len(element.get("action_id", "")) <= ID:
        yield f"an action_id has {len(element.get('action_id', ''))}"
    if element["type"] == "button":
        yield from _plain("a button", element["text"], BUTTON)
        if element.get("style", "primary") not in ("primary", "danger"):
            yield f"a button's style is {element['style']}"
    if "placeholder" in element:
        yield from _plain("a placeholder", element["placeholder"], PLACEHOLDER)
    if "options" in element:
        yield from _options(element["options"])
        chosen = element.get("initial_option")
        if chosen is not None and chosen not in element["options"]:
            yield "the initial option is none of the options"
    yield from _value(element)


def _rich(block: JSON) -> Iterator[str]:
    for section in block["elements"]:
        if not section["elements"]:
            yield "an empty section of rich text"
        for element in section["elements"]:
            if element["type"] not in TEXTS:
                yield f"rich text holds a {element['type']}"
            if element["type"] == "text" and not element["text"]:
                yield "rich text holds an empty text"
            if element["type"] == "user" and not re.fullmatch(r"[UW][A-Z0-9]+", element["user_id"]):
                yield f"{element['user_id']!r} is no user"
            if element["type"] == "date" and not (element["format"] and isinstance(element["timestamp"], int)):
                yield "a date without format or timestamp"


def _context(block: JSON) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 10:
        yield f"a context of {len(block['elements'])}"
    for element in block["elements"]:
        if element["type"] != "mrkdwn" or not element.get("verbatim") or not element["text"].strip():
            yield "small print that is not verbatim, or empty"


def _actions(block: JSON) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 25:
        yield f"actions of {len(block['elements'])}"
    for element in block["elements"]:
        yield from [f"a {element['type']} in actions"] if element["type"] not in ELEMENTS else _element(element)


def _input(block: JSON) -> Iterator[str]:
    yield from _plain("a label", block["label"], 2000)
    if "hint" in block:
        yield from _plain("a hint", block["hint"], 2000)
    element = block["element"]
    yield from [f"an input of {element['type']}"] if element["type"] not in INPUTS else _element(element)


def _block(block: JSON, surface: str) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield from _plain("a header", block["text"], 150)
        case "rich_text":
            yield from _rich(block)
        case "context":
            yield from _context(block)
        case "actions":
            yield from _actions(block)
        case "input":
            yield from _input(block) if surface == "modal" else ["an input outside a modal"]
        case "image":
            yield from [] if 1 <= len(block["alt_text"]) <= 2000 else ["an image without words"]
        case other:
            yield f"a block of type {other}"


def block_faults(blocks: list[JSON], surface: str = "message") -> list[str]:
    """What is wrong with the blocks of a message, a modal or a home."""
    found = [] if 1 <= len(blocks) <= MOST_BLOCKS[surface] else [f"{len(blocks)} blocks"]
    found += [fault for block in blocks for fault in _block(block, surface)]
    parts = [element for block in blocks for element in block.get("elements", []) if block["type"] == "actions"]
    for what, ids in (
        ("action_id", [part["action_id"] for part in parts]),
        ("block_id", [block["block_id"] for block in blocks if "block_id" in block]),
    ):
        found += [f"{what} {one!r} is there {count} times" for one, count in Counter(ids).items() if count > 1]
        found += [f"{what} of {len(one)} characters" for one in ids if not 1 <= len(one) <= ID]
    return found


def modal_faults(view: JSON) -> list[str]:
    """What is wrong with a modal."""
    found = [fault for key in ("title", "close") for fault in _plain(key, view[key], 24)]
    if "submit" in view:
        found += list(_plain("submit", view["submit"], 24))
    if len(view.get("private_metadata", "")) > 3000:
        found.append("private_metadata is too long")
    return found + block_faults(view["blocks"], "modal")
