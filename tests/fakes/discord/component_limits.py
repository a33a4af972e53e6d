"""Limits on each component of a message, by its type."""

from collections import Counter
from collections.abc import Callable

from tests.fakes.discord.complaints import Complaints, Path
from tests.fakes.discord.wire import JSON

ROW, BUTTON, STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 1, 2, 3, 5, 6, 7, 8
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LINK, PREMIUM = 5, 6
SELECTS = {STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT}
IN_CONTAINER = {ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR}
INSIDE: dict[int | None, set[int]] = {
    None: IN_CONTAINER | {CONTAINER},
    CONTAINER: IN_CONTAINER,
    ROW: SELECTS | {BUTTON},
    SECTION: {TEXT},
}
ATTACHED = "attachment://"


def check_part(wrong: Complaints, where: Path, part: JSON, outer: int | None, files: list[str]) -> None:
    """A component inside one of type `outer`, None for the message itself; `files` are the attached filenames."""
    kind = part.get("type")
    if kind not in INSIDE[outer]:
        wrong.add((*where, "type"), "UNION_TYPE_CHOICES", f"A component {kind} cannot be inside {outer}")
        return
    CHECKS[kind](wrong, where, part, files)
    for number, inner in enumerate(part.get("components") or []):
        check_part(wrong, (*where, "components", number), inner, kind, files)


def check_unique(wrong: Complaints, where: Path, parts: list[JSON]) -> None:
    """No custom_id and no number twice."""
    for key, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        counted = Counter(part[key] for part in parts if part.get(key))
        twice = [value for value, count in counted.items() if count > 1]
        wrong.unless(not twice, where, code, f"Component {key} cannot be duplicated: {twice}")


def _row(wrong: Complaints, where: Path, part: JSON, files: list[str]) -> None:
    inner = part.get("components")
    wrong.length((*where, "components"), inner, 5, least=1, required=True)
    kinds = [one.get("type") for one in inner or []]
    alone = len(kinds) == 1 or not SELECTS & set(kinds)
    wrong.unless(alone, (*where, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select fills its row")


def _button(wrong: Complaints, where: Path, part: JSON, files: list[str]) -> None:
    style = part.get("style")
    wrong.number((*where, "style"), style or 0, 1, 6)
    wrong.length((*where, "label"), part.get("label"), 80)
    said = part.get("label") or part.get("emoji") or style == PREMIUM
    wrong.unless(said, where, "BUTTON_COMPONENT_INVALID_LABEL", "A button needs a label or an emoji")
    if style == LINK:
        wrong.length((*where, "url"), part.get("url"), 512, least=1, required=True)
        wrong.unless("custom_id" not in part, (*where, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID", "A link has none")
    else:
        wrong.length((*where, "custom_id"), part.get("custom_id"), 100, least=1, required=True)


def check_options(wrong: Complaints, where: Path, options: list[JSON], most: int, least: int) -> None:
    """What a select, a group of radio buttons or of check boxes offers."""
    wrong.length(where, options, most, least=least)
    for number, option in enumerate(options):
        wrong.length((*where, number, "label"), option.get("label"), 100, least=1, required=True)
        wrong.length((*where, number, "value"), option.get("value"), 100, least=1, required=True)
        wrong.length((*where, number, "description"), option.get("description"), 100)
    twice = [value for value, count in Counter(option.get("value") for option in options).items() if count > 1]
    wrong.unless(not twice, where, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", f"Values must be unique: {twice}")


def check_select(wrong: Complaints, where: Path, part: JSON, files: list[str]) -> None:
    """A select of any kind, also in a modal."""
    wrong.length((*where, "custom_id"), part.get("custom_id"), 100, least=1, required=True)
    wrong.length((*where, "placeholder"), part.get("placeholder"), 150)
    least, most = part.get("min_values", 1), part.get("max_values", 1)
    wrong.number((*where, "min_values"), least, 0, 25)
    wrong.number((*where, "max_values"), most, 1, 25)
    wrong.unless(least <= most, (*where, "min_values"), "BASE_TYPE_MAX", "min_values above max_values")
    options = part.get("options") or []
    chosen = [option for option in options if option.get("default")] + (part.get("default_values") or [])
    wrong.unless(len(chosen) <= most, where, "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", f"{len(chosen)} chosen")
    if part["type"] == STRING_SELECT:
        check_options(wrong, (*where, "options"), options, 25, 1)
        wrong.unless(most <= len(options), (*where, "max_values"), "BASE_TYPE_MAX", "More than there are options")


def _section(wrong: Complaints, where: Path, part: JSON, files: list[str]) -> None:
    wrong.length((*where, "components"), part.get("components"), 3, least=1, required=True)
    accessory = part.get("accessory") or {}
    if accessory.get("type") == BUTTON:
        _button(wrong, (*where, "accessory"), accessory, files)
    elif accessory.get("type") == THUMBNAIL:
        _media(wrong, (*where, "accessory"), accessory, files)
    else:
        wrong.add((*where, "accessory"), "BASE_TYPE_REQUIRED", "A section needs a button or a thumbnail")


def _text(wrong: Complaints, where: Path, part: JSON, files: list[str]) -> None:
    wrong.length((*where, "content"), part.get("content"), 4000, least=1, required=True)


def _media(wrong: Complaints, where: Path, part: JSON, files: list[str]) -> None:
    wrong.length((*where, "description"), part.get("description"), 1024, least=1)
    url = (part.get("media") or {}).get("url")
    wrong.length((*where, "media", "url"), url, 2048, least=1, required=True)
    if url and url.startswith(ATTACHED):
        known = url.removeprefix(ATTACHED) in files
        wrong.unless(known, (*where, "media"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", f"No {url}")


def _gallery(wrong: Complaints, where: Path, part: JSON, files: list[str]) -> None:
    wrong.length((*where, "items"), part.get("items"), 10, least=1, required=True)
    for number, item in enumerate(part.get("items") or []):
        _media(wrong, (*where, "items", number), item, files)


def _file(wrong: Complaints, where: Path, part: JSON, files: list[str]) -> None:
    _media(wrong, where, {"media": part.get("file")}, files)


def _separator(wrong: Complaints, where: Path, part: JSON, files: list[str]) -> None:
    wrong.number((*where, "spacing"), part.get("spacing"), 1, 2)


def _container(wrong: Complaints, where: Path, part: JSON, files: list[str]) -> None:
    wrong.length((*where, "components"), part.get("components"), 40, least=1, required=True)
    wrong.number((*where, "accent_color"), part.get("accent_color"), 0, 0xFFFFFF)


CHECKS: dict[int, Callable[[Complaints, Path, JSON, list[str]], None]] = {
    ROW: _row, BUTTON: _button, SECTION: _section, TEXT: _text, GALLERY: _gallery, FILE: _file,
    SEPARATOR: _separator, CONTAINER: _container, **dict.fromkeys(SELECTS, check_select),
}  # fmt: skip
