"""Which widget a field is filled in with."""

from typing import Literal

from bot.params import (
    ChannelPick,
    DayPick,
    Kind,
    Line,
    Paragraph,
    PersonPick,
    Pick,
    RolePick,
    Whole,
)

Widget = Literal["line", "suggested", "paragraph", "whole", "pick", "day", "person", "channel", "none"]

_WIDGETS: tuple[tuple[type[Kind], Widget], ...] = (
    (Paragraph, "paragraph"),
    (Whole, "whole"),
    (Pick, "pick"),
    (DayPick, "day"),
    (PersonPick, "person"),
    (ChannelPick, "channel"),
    (RolePick, "none"),
)


def widget(kind: Kind) -> Widget:
    """The widget for a kind. Raises TypeError for a kind nobody taught this adapter."""
    found = next((shown for known, shown in _WIDGETS if isinstance(kind, known)), None)
    if found is not None:
        return found
    if isinstance(kind, Line):
        return "suggested" if kind.suggest else "line"
    raise TypeError(f"the playground cannot show a {type(kind).__name__}")
