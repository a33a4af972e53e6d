"""Discord's documented limits on messages, modals and autocomplete; what is over them is refused."""

from typing import Any

from tests.fakes.discord.complaints import Complaints, Path
from tests.fakes.discord.component_limits import check_part, check_unique
from tests.fakes.discord.messages import COMPONENTS_V2, walk
from tests.fakes.discord.modal_limits import check_field
from tests.fakes.discord.wire import JSON

LEGACY = ("content", "embeds", "poll", "sticker_ids")
ROW, TEXT_DISPLAY = 1, 10
MOST_COMPONENTS, MOST_TEXT, MOST_ROWS, MOST_FILES = 40, 4000, 5, 10
EMBED = {"title": 256, "description": 4096}


def check_message(body: JSON, filenames: list[str], *, flags: int) -> None:
    """A message as it is sent or edited, `flags` being those it will have; raises Refusal."""
    wrong = Complaints()
    new = bool(flags & COMPONENTS_V2)
    for key in LEGACY if new else ():
        code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
        wrong.unless(not body.get(key), (key,), code, f"The '{key}' field cannot be used with IS_COMPONENTS_V2")
    wrong.length(("content",), body.get("content"), 2000)
    wrong.length(("nonce",), None if body.get("nonce") is None else str(body["nonce"]), 25)
    wrong.length(("attachments",), filenames, MOST_FILES)
    for number, file in enumerate(body.get("attachments") or []):
        wrong.length(("attachments", number, "description"), file.get("description"), 1024)
    _check_embeds(wrong, body.get("embeds") or [])
    _check_mentions(wrong, body.get("allowed_mentions") or {})
    _check_components(wrong, body.get("components") or [], filenames, new=new)
    wrong.settle()


def _check_components(wrong: Complaints, components: list[JSON], filenames: list[str], *, new: bool) -> None:
    where: Path = ("components",)
    for number, component in enumerate(components):
        allowed = new or component.get("type") == ROW
        wrong.unless(allowed, (*where, number, "type"), "UNION_TYPE_CHOICES", "Without IS_COMPONENTS_V2 only rows")
        check_part(wrong, (*where, number), component, None, filenames)
    every = list(walk(components))
    most = MOST_COMPONENTS if new else MOST_ROWS
    count = len(every if new else components)
    wrong.unless(count <= most, where, "BASE_TYPE_MAX_LENGTH", f"{count} components, at most {most}")
    words = sum(len(part.get("content") or "") for part in every if part.get("type") == TEXT_DISPLAY)
    wrong.unless(words <= MOST_TEXT, where, "BASE_TYPE_MAX_LENGTH", f"{words} characters of text, at most {MOST_TEXT}")
    check_unique(wrong, where, every)


def _check_embeds(wrong: Complaints, embeds: list[JSON]) -> None:
    wrong.length(("embeds",), embeds, 10)
    total = 0
    for number, embed in enumerate(embeds):
        where: Path = ("embeds", number)
        pieces = [(key, embed.get(key), most) for key, most in EMBED.items()]
        pieces += [("footer", embed.get("footer", {}).get("text"), 2048)]
        pieces += [("author", embed.get("author", {}).get("name"), 256)]
        wrong.length((*where, "fields"), embed.get("fields"), 25)
        for entry in embed.get("fields") or []:
            pieces += [("fields", entry.get("name"), 256), ("fields", entry.get("value"), 1024)]
        for key, value, most in pieces:
            wrong.length((*where, key), value, most)
            total += len(value or "")
    wrong.unless(total <= 6000, ("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"{total} characters, at most 6000")


def _check_mentions(wrong: Complaints, mentions: JSON) -> None:
    for kind in ("users", "roles"):
        both = kind in mentions.get("parse", []) and mentions.get(kind)
        wrong.unless(not both, ("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f"parse and {kind}")
        wrong.length(("allowed_mentions", kind), mentions.get(kind), 100)


def check_choices(choices: Any) -> None:
    """What an autocomplete offers; raises Refusal."""
    wrong = Complaints()
    wrong.length(("data", "choices"), choices, 25, required=True)
    for number, choice in enumerate(choices or []):
        where: Path = ("data", "choices", number)
        wrong.length((*where, "name"), choice.get("name"), 100, least=1, required=True)
        wrong.unless(choice.get("value") is not None, (*where, "value"), "BASE_TYPE_REQUIRED", "Required")
        if isinstance(choice.get("value"), str):
            wrong.length((*where, "value"), choice["value"], 100)
    wrong.settle()


def check_modal(data: JSON) -> None:
    """A modal; raises Refusal."""
    wrong = Complaints()
    where: Path = ("data", "components")
    components = data.get("components")
    wrong.length(("data", "title"), data.get("title"), 45, least=1, required=True)
    wrong.length(("data", "custom_id"), data.get("custom_id"), 100, least=1, required=True)
    wrong.length(where, components, 5, least=1, required=True)
    for number, component in enumerate(components or []):
        check_field(wrong, (*where, number), component)
    every = list(walk(components or []))
    words = sum(len(part.get("content") or "") for part in every if part.get("type") == TEXT_DISPLAY)
    wrong.unless(words <= MOST_TEXT, where, "BASE_TYPE_MAX_LENGTH", f"{words} characters of text, at most {MOST_TEXT}")
    check_unique(wrong, where, every)
    wrong.settle()
