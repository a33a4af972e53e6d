"""Limits on each field of a modal."""

from tests.fakes.discord.complaints import Complaints, Path
from tests.fakes.discord.component_limits import SELECTS, check_options, check_select
from tests.fakes.discord.wire import JSON

INPUT, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 4, 19, 21, 22, 23
FIELDS = SELECTS | {INPUT, UPLOAD, RADIO, CHECKBOXES, CHECKBOX}


def check_field(wrong: Complaints, where: Path, part: JSON) -> None:
    """A component on the first level of a modal."""
    match part.get("type"):
        case 18:  # a label
            _label(wrong, where, part)
        case 10:  # text
            wrong.length((*where, "content"), part.get("content"), 4000, least=1, required=True)
        case 1:  # a row
            _row(wrong, where, part)
        case kind:
            wrong.add((*where, "type"), "UNION_TYPE_CHOICES", f"A component {kind} cannot be in a modal")


def _label(wrong: Complaints, where: Path, part: JSON) -> None:
    wrong.length((*where, "label"), part.get("label"), 45, least=1, required=True)
    wrong.length((*where, "description"), part.get("description"), 100, least=1)
    inner = part.get("component") or {}
    where = (*where, "component")
    kind = inner.get("type")
    if kind not in FIELDS:
        wrong.add((*where, "type"), "UNION_TYPE_CHOICES", f"A component {kind} cannot be in a label")
        return
    wrong.length((*where, "custom_id"), inner.get("custom_id"), 100, least=1, required=True)
    wrong.unless(not inner.get("disabled"), (*where, "disabled"), "MODAL_COMPONENT_DISABLED", "Not in modals")
    if kind == INPUT:
        wrong.unless(not inner.get("label"), (*where, "label"), "TEXT_INPUT_LABEL", "A label stands around it already")
        _input(wrong, where, inner)
    elif kind in SELECTS:
        check_select(wrong, where, inner, [])
    elif kind in (RADIO, CHECKBOXES):
        check_options(wrong, (*where, "options"), inner.get("options") or [], 10, 2 if kind == RADIO else 1)


def _row(wrong: Complaints, where: Path, part: JSON) -> None:
    inner = part.get("components") or [{}]
    right = len(inner) == 1 and inner[0].get("type") == INPUT
    wrong.unless(right, (*where, "components"), "UNION_TYPE_CHOICES", "A row in a modal holds one text input")
    if right:
        wrong.length((*where, "label"), inner[0].get("label"), 45, least=1, required=True)
        wrong.length((*where, "custom_id"), inner[0].get("custom_id"), 100, least=1, required=True)
        _input(wrong, where, inner[0])


def _input(wrong: Complaints, where: Path, part: JSON) -> None:
    wrong.number((*where, "style"), part.get("style") or 0, 1, 2)
    least, most = part.get("min_length") or 0, part.get("max_length") or 4000
    wrong.number((*where, "min_length"), least, 0, 4000)
    wrong.number((*where, "max_length"), most, 1, 4000)
    wrong.unless(least <= most, (*where, "min_length"), "BASE_TYPE_MAX", "min_length above max_length")
    wrong.length((*where, "value"), part.get("value"), most)
    wrong.length((*where, "placeholder"), part.get("placeholder"), 100)
