"""Discord's documented limits on messages, modals, choices; a payload over them is refused with 400 and 50035."""

from typing import Any

from tests.fakes.discord.messages import COMPONENTS_V2, walk
from tests.fakes.discord.wire import JSON, Refusal

Path = tuple[str | int, ...]
ROW, LABEL, TEXT_DISPLAY = 1, 18, 10
MODAL_TOP = {ROW, LABEL, TEXT_DISPLAY}


class Complaints:
    """What is wrong with a payload, by the path of the field."""

    def __init__(self) -> None:
        self.found: list[tuple[Path, str, str]] = []

    def add(self, path: Path, code: str, words: str) -> None:
        """One complaint."""
        self.found.append((path, code, words))

    def unless(self, right: object, path: Path, code: str, words: str) -> None:
        """A complaint when `right` is false."""
        if not right:
            self.add(path, code, words)

    def length(self, path: Path, value: Any, most: int, *, least: int = 0, required: bool = False) -> None:
        """A string or list of `least` to `most` in length; None is right unless required."""
        if value is None:
            self.unless(not required, path, "BASE_TYPE_REQUIRED", "This field is required")
        elif not isinstance(value, str | list):
            self.add(path, "BASE_TYPE_BAD_TYPE", f"Must be text or a list, not {type(value).__name__}.")
        elif not least <= len(value) <= most:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length, is {len(value)}.")

    def number(self, path: Path, value: Any, least: int, most: int) -> None:
        """A whole number from `least` to `most`, or none."""
        right = value is None or (isinstance(value, int) and least <= value <= most)
        self.unless(right, path, "NUMBER_TYPE_RANGE", f"int value should be between {least} and {most}, is {value}.")

    def settle(self) -> None:
        """Raises Refusal when anything is wrong."""
        if not self.found:
            return
        errors: JSON = {}
        for path, code, words in self.found:
            place = errors
            for step in path:
                place = place.setdefault(str(step), {})
            place.setdefault("_errors", []).append({"code": code, "message": words})
        raise Refusal(400, 50035, "Invalid Form Body", errors)


def check_message(body: JSON, filenames: list[str], *, flags: int) -> None:
    """A message as it is sent or edited, `flags` being those it will have; raises Refusal."""
    from tests.fakes.discord.component_limits import check_components
    wrong = Complaints()
    new = bool(flags & COMPONENTS_V2)
    if new:
        for key in ("content", "embeds", "poll", "sticker_ids"):
            wrong.unless(not body.get(key), (key,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                         "Not allowed with IS_COMPONENTS_V2")
    wrong.length(("content",), body.get("content"), 2000)
    wrong.length(("nonce",), None if body.get("nonce") is None else str(body["nonce"]), 25)
    wrong.length(("attachments",), body.get("attachments"), 10)
    check_components(wrong, body.get("components") or [], filenames, new=new)
    wrong.settle()


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
    from tests.fakes.discord.component_limits import check_components
    wrong = Complaints()
    components = data.get("components") or []
    wrong.length(("data", "title"), data.get("title"), 45, least=1, required=True)
    wrong.length(("data", "custom_id"), data.get("custom_id"), 100, least=1, required=True)
    wrong.length(("data", "components"), components, 5, least=1, required=True)
    wrong.settle()
