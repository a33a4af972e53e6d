"""Modals and App Home."""

from tests.fakes.slack.chat import checked
from tests.fakes.slack.limits import modal_faults
from tests.fakes.slack.wire import JSON, Refusal, method
from tests.fakes.slack.world import FakeView, FakeWorkspace, World

TRIGGER_SECONDS = 3.0
MOST_STACKED = 3
LARGEST = 250_000


def fine(world: World, shown: JSON) -> JSON:
    """A view to show. Raises Refusal for what breaks a limit."""
    if shown["type"] == "home":
        checked(world, shown, "home")
        return shown
    faults = modal_faults(shown)
    has_inputs = any(block["type"] == "input" for block in shown["blocks"])
    if has_inputs and "submit" not in shown:
        faults.append("inputs without a submit button")
    if len(str(shown)) > LARGEST:
        faults.append("the view is too large")
    if faults:
        raise Refusal("invalid_arguments", *faults)
    return shown


def triggered(world: World, workspace: FakeWorkspace, body: JSON) -> str:
    """Who may be shown something by this trigger. Raises Refusal."""
    trigger = world.triggers.get(str(body.get("trigger_id")))
    if trigger is None or trigger.team != workspace.id:
        raise Refusal("invalid_trigger_id")
    if trigger.is_used:
        raise Refusal("exchanged_trigger_id")
    if world.seconds() - trigger.at > TRIGGER_SECONDS:
        raise Refusal("expired_trigger_id")
    trigger.is_used = True
    return trigger.user


@method("views.open")
def opened(world: World, workspace: FakeWorkspace, body: JSON) -> JSON:
    shown = fine(world, body["view"])
    user = triggered(world, workspace, body)
    made = world.view(user, workspace.id, shown)
    workspace.modals[user] = [made]
    world.shown.append((user, made))
    return {"view": made.json}


@method("views.push")
def pushed(world: World, workspace: FakeWorkspace, body: JSON) -> JSON:
    shown = fine(world, body["view"])
    user = triggered(world, workspace, body)
    stack = workspace.modals.setdefault(user, [])
    if len(stack) >= MOST_STACKED:
        raise Refusal("push_limit_reached")
    made = world.view(user, workspace.id, shown)
    stack.append(made)
    world.shown.append((user, made))
    return {"view": made.json}


@method("views.update")
def updated(world: World, workspace: FakeWorkspace, body: JSON) -> JSON:
    found = find(workspace, str(body["view_id"]))
    if found is None:
        raise Refusal("not_found")
    if body.get("hash") and body["hash"] != found.hash:
        raise Refusal("hash_conflict")
    replace(world, found, body["view"])
    return {"view": found.json}


@method("views.publish")
def published(world: World, workspace: FakeWorkspace, body: JSON) -> JSON:
    user = str(body["user_id"])
    if user not in workspace.users:
        raise Refusal("user_not_found")
    shown = fine(world, body["view"])
    found = workspace.homes.get(user)
    if found is None:
        workspace.homes[user] = found = world.view(user, workspace.id, shown)
    replace(world, found, shown)
    return {"view": found.json}


def replace(world: World, view: FakeView, shown: JSON) -> None:
    """Something else is shown in its place; typed values are forgotten. Raises Refusal."""
    view.shown, view.errors = fine(world, shown), {}
    view.hash = f"{world.number()}.hash"
    if shown["type"] == "modal":
        world.shown.append((view.user, view))


def find(workspace: FakeWorkspace, view: str) -> FakeView | None:
    """An open modal."""
    return next((one for stack in workspace.modals.values() for one in stack if one.id == view), None)
