"""Views as JSON and back, so that old messages and their buttons outlive a restart."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, get_args

import bot.params as params
import bot.text as texts
import bot.views as views
from bot.calls import Call
from bot.views import View


class Unreadable(Exception):
    """The JSON was written by a version that knew other views, or by nobody."""


def _kinds() -> Iterable[type]:
    return (kind for kind in vars(params).values() if isinstance(kind, type) and issubclass(kind, params.Kind))


_SPANS = tuple(span for span in get_args(texts.Span) if span is not str)
_PARTS = (
    views.Button,
    views.Menu,
    views.Fact,
    views.Picture,
    views.Attachment,
    views.Item,
    views.FormField,
    params.Option,
    Call,
)
_TYPES: dict[str, type] = {kind.__name__: kind for kind in (*get_args(View), *_SPANS, *_PARTS, *_kinds())}
"""All that a view can be made of. Anything else in a file is refused, never constructed."""


def to_json(value: Any) -> Any:
    """A view, or a part of one, as JSON's own types. Raises TypeError for what is no part of a view."""
    match value:
        case None | str() | bool() | int():
            return value
        case tuple():
            return [to_json(part) for part in value]
        case datetime():
            return {"is": "at", "at": value.isoformat()}
        case bytes():
            return {"is": "bytes", "base64": base64.b64encode(value).decode()}
    name = type(value).__name__
    if not is_dataclass(value) or _TYPES.get(name) is not type(value):
        raise TypeError(f"{name} is not a part of a view")
    return {"is": name, **{f.name: to_json(getattr(value, f.name)) for f in fields(value)}}


def view_from_json(data: Any) -> View:
    """The view that was written. Raises Unreadable."""
    try:
        view = _value(data)
    except (KeyError, TypeError, ValueError, AttributeError, AssertionError, binascii.Error) as error:
        raise Unreadable(str(error)) from error
    if not isinstance(view, get_args(View)):
        raise Unreadable("not a view")
    return view  # type: ignore[no-any-return]  # the line above knows


def _value(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_value(part) for part in data)
    if not isinstance(data, dict):
        return data
    rest = {name: _value(part) for name, part in data.items() if name != "is"}
    match data["is"]:
        case "at":
            return datetime.fromisoformat(rest["at"])
        case "bytes":
            return base64.b64decode(rest["base64"], validate=True)
        case name:
            return _TYPES[name](**rest)
