"""`office-hours commands`: every command, as docs/commands.md shows it."""

from adapters.cli.wiring import asks
from bot.params import Line, Pick, Whole
from bot.registry import Ask, Param

_HEAD = """# Commands

Everything that can be typed. `office-hours commands` prints this page from the program itself. Fields in brackets
may be left out; what is missing is asked for in a form.
"""


def reference() -> str:
    """The page, in Markdown."""
    groups: dict[str, list[Ask]] = {"anyone": [], "mentors": [], "moderators": []}
    for ask in asks().commands():
        groups[ask.who.name].append(ask)
    titles = {"anyone": "For everybody", "mentors": "For mentors", "moderators": "For moderators"}
    parts = [_HEAD]
    for who, found in groups.items():
        parts.append(f"## {titles[who]}\n\n" + "\n".join(_entry(ask) for ask in found) + "\n")
    return "\n".join(parts)


def _entry(ask: Ask) -> str:
    fields = "".join(f"\n  - {_field(param)}" for param in ask.typed)
    return f"- **`/{ask.command}`**: {ask.summary}{fields}"


def _field(param: Param) -> str:
    kind = param.kind
    if kind is None:
        return param.name
    name = f"`{param.name}`" if param.is_required else f"[`{param.name}`]"
    said = f"{name}: {kind.label}"
    if isinstance(kind, Whole):
        return f"{said}, {kind.least} to {kind.most}"
    if isinstance(kind, Pick):
        return f"{said}, one of {', '.join(option.label for option in kind.options)}"
    return f"{said}, at most {kind.most} characters" if isinstance(kind, Line) else said
