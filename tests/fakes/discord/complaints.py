"""Collects what is wrong with a payload, and refuses it in Discord's words: 400, 50035, an error for each field."""

from typing import Any

from tests.fakes.discord.wire import JSON, Refusal

Path = tuple[str | int, ...]


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
