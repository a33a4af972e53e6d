"""What a client does: finds the button, fills the fields, and shows what an acknowledgement says."""

from collections.abc import Iterator
from typing import Any

from tests.fakes.slack.chat import answered
from tests.fakes.slack.views import replace
from tests.fakes.slack.wire import JSON, Refusal
from tests.fakes.slack.world import FakeMessage, FakeView, World

Thing = FakeMessage | FakeView


def elements(on: Thing) -> Iterator[JSON]:
    """Everything that can be pressed or picked in."""
    for block in on.blocks:
        if block["type"] == "actions":
            yield from block["elements"]


def words(element: JSON) -> str:
    """What stands on it."""
    found = element.get("text") or element.get("placeholder") or {}
    return str(found.get("text", ""))


def labels(on: Thing) -> list[str]:
    """What can be pressed."""
    return [words(one) for one in elements(on) if one["type"] == "button"]


def element(on: Thing, label: str) -> JSON:
    """The first element whose words begin so. Raises AssertionError with what there is."""
    found = next((one for one in elements(on) if words(one).startswith(label)), None)
    assert found is not None, f"no {label!r} among {[words(one) for one in elements(on)]}:\n{said(on)}"
    return found


def said(on: Thing) -> str:
    """All the words of a message or view, a line for each block."""
    return "\n".join(_words(block) for block in on.blocks)


def _words(block: JSON) -> str:
    match block["type"]:
        case "rich_text":
            parts = [one for section in block["elements"] for one in section["elements"]]
            return "".join(str(one.get("text") or one.get("fallback") or one.get("user_id", "")) for one in parts)
        case "context":
            return " ".join(one["text"] for one in block["elements"])
        case "header":
            return str(block["text"]["text"])
        case "input":
            return f"[{block['label']['text']}]"
        case "image":
            return f"({block['alt_text']})"
        case _:
            return ""


def fields(view: FakeView, typed: JSON) -> JSON:
    """The state of a modal's fields: what was typed, or what stood in them. No field is made up."""
    inputs = {block["block_id"]: block["element"] for block in view.blocks if block["type"] == "input"}
    assert set(typed) <= set(inputs), f"no field {set(typed) - set(inputs)} among {set(inputs)}"
    return {
        name: {one["action_id"]: _state(one, typed.get(name, _initial(one)))} for name, one in inputs.items()
    }  # fmt: skip


def _initial(one: JSON) -> Any:
    for key in ("initial_value", "initial_user", "initial_conversation", "initial_date"):
        if key in one:
            return one[key]
    return (one.get("initial_option") or {}).get("value")


def _state(one: JSON, value: Any) -> JSON:
    match one["type"]:
        case "static_select" | "external_select":
            return {"type": one["type"], "selected_option": {"value": value} if value else None}
        case "users_select":
            return {"type": one["type"], "selected_user": value}
        case "conversations_select":
            return {"type": one["type"], "selected_conversation": value}
        case "datepicker":
            return {"type": one["type"], "selected_date": value}
        case _:
            return {"type": one["type"], "value": value}


def applied(world: World, payload: JSON, answer: JSON) -> None:
    """Does what an acknowledgement says; what Slack would refuse is noted."""
    try:
        if "command" in payload:
            hook = world.hooks[payload["response_url"].partition("/commands/")[2]]
            answered(world, world.workspaces[payload["team_id"]], hook, answer)
        elif payload.get("type") == "view_submission":
            _modal(world, payload, answer)
    except Refusal as refusal:
        world.refusals.append(f"an acknowledgement: {refusal.error} {refusal.messages}")


def _modal(world: World, payload: JSON, answer: JSON) -> None:
    workspace = world.workspaces[payload["team"]["id"]]
    user = payload["user"]["id"]
    stack = workspace.modals[user]
    match answer.get("response_action"):
        case "errors":
            inputs = {block["block_id"] for block in stack[-1].blocks if block["type"] == "input"}
            if not set(answer["errors"]) <= inputs:
                raise Refusal("invalid_arguments", f"errors beside {set(answer['errors']) - inputs}")
            stack[-1].errors = answer["errors"]
            world.shown.append((user, stack[-1]))
        case "update":
            replace(world, stack[-1], answer["view"])
        case "push":
            stack.append(world.view(user, workspace.id, answer["view"]))
            world.shown.append((user, stack[-1]))
        case "clear":
            stack.clear()
        case other:
            raise Refusal("invalid_arguments", f"response_action {other}")
