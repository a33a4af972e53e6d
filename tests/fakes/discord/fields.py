"""Fills in a modal as a person does: what is not written keeps the value it came with."""

from collections.abc import Mapping
from typing import Any

from tests.fakes.discord.options import SELECT_KINDS, Resolved, select_values
from tests.fakes.discord.wire import JSON

ROW, TEXT, STRING_SELECT, LABEL = 1, 4, 3, 18
RADIO, CHECKBOXES, CHECKBOX = 21, 22, 23


def submission(modal: JSON, written: Mapping[str, Any], resolved: Resolved) -> JSON:
    """The data of a submitted modal; fields are named by custom_id or label, AssertionError for unknown ones."""
    left = dict(written)
    components = [_top(part, number, left, resolved) for number, part in enumerate(modal["components"], 1)]
    known = [(part.get("label"), part.get("component", {}).get("custom_id")) for part in modal["components"]]
    assert not left, f"no field {list(left)}: {known}"
    data: JSON = {"custom_id": modal["custom_id"], "components": components}
    return data | ({"resolved": resolved.found} if resolved.found else {})


def _top(part: JSON, number: int, written: dict[str, Any], resolved: Resolved) -> JSON:
    found: JSON = {"type": part["type"], "id": part.get("id") or number}
    if part["type"] == LABEL:
        return found | {"component": _field(part["component"], part["label"], number + 100, written, resolved)}
    if part["type"] == ROW:
        inner = part["components"][0]
        return found | {"components": [_field(inner, inner.get("label", ""), number + 100, written, resolved)]}
    return found


def _field(component: JSON, label: str, number: int, written: dict[str, Any], resolved: Resolved) -> JSON:
    key = next((key for key in (component["custom_id"], label) if key in written), None)
    value = written.pop(key) if key else _standing(component)
    found: JSON = {
        "type": component["type"], "id": component.get("id") or number, "custom_id": component["custom_id"]
    }  # fmt: skip
    return found | _filled(component, value, resolved)


def _standing(component: JSON) -> Any:
    kind = component["type"]
    if kind == TEXT:
        return component.get("value") or ""
    if kind == CHECKBOX:
        return bool(component.get("default"))
    if kind in SELECT_KINDS:
        return [default["id"] for default in component.get("default_values") or []]
    chosen = [option["value"] for option in component.get("options", []) if option.get("default")]
    return (chosen[0] if chosen else None) if kind == RADIO else chosen


def _filled(component: JSON, value: Any, resolved: Resolved) -> JSON:
    kind = component["type"]
    if kind == TEXT:
        _check_text(component, value)
        return {"value": value}
    if kind in (CHECKBOX, RADIO):
        offered = [option["value"] for option in component.get("options", [])]
        assert kind == CHECKBOX or value is None or value in offered, f"{value} is none of {offered}"
        return {"value": value}
    values = [value] if not isinstance(value, list) else value
    if kind == CHECKBOXES:
        return {"values": values}
    return {"values": select_values(component, values, resolved)}


def _check_text(component: JSON, value: str) -> None:
    least, most = component.get("min_length") or 0, component.get("max_length") or 4000
    name = component["custom_id"]
    assert value or component.get("required", True) is False, f"{name} is required"
    assert not value or least <= len(value) <= most, f"{name} takes {least} to {most} characters, not {len(value)}"
