"""What Slack sends of what somebody does."""

from typing import Any

from tests.fakes.slack.world import JSON, FakeMessage, FakeUser, FakeView, FakeWorkspace, World


def _who(user: FakeUser) -> JSON:
    return {"id": user.id, "username": user.name.lower(), "name": user.name.lower(), "team_id": user.home}


def _common(workspace: FakeWorkspace, user: FakeUser) -> JSON:
    return {
        "user": _who(user), "api_app_id": "A1", "token": "old", "enterprise": None, "is_enterprise_install": False,
        "team": {"id": workspace.id, "domain": "fake"},
    }  # fmt: skip


def command(world: World, workspace: FakeWorkspace, user: FakeUser, name: str, said: str, channel: str) -> JSON:
    """A slash command."""
    return {
        "token": "old", "team_id": workspace.id, "team_domain": "fake", "channel_id": channel,
        "channel_name": "directmessage" if channel[0] == "D" else "general", "user_id": user.id,
        "user_name": user.name.lower(), "command": f"/{name}", "text": said, "api_app_id": "A1",
        "is_enterprise_install": "false", "response_url": world.hook(user, workspace.id, channel),
        "trigger_id": world.trigger(user, workspace.id),
    }  # fmt: skip


def action(
    world: World, workspace: FakeWorkspace, user: FakeUser, on: FakeMessage | FakeView, one: JSON, **chosen: Any
) -> JSON:
    """A press or a choice; `one` is the element."""
    done = {
        **{key: one[key] for key in ("type", "action_id", "text", "value") if key in one},
        "block_id": "b", "action_ts": f"{1790000000 + world.number()}.5", **chosen,
    }  # fmt: skip
    found = {
        **_common(workspace, user), "type": "block_actions", "trigger_id": world.trigger(user, workspace.id),
        "actions": [done], "state": {"values": {}},
    }  # fmt: skip
    if isinstance(on, FakeView):
        return {**found, "container": {"type": "view", "view_id": on.id}, "view": {**on.json, "state": {"values": {}}}}
    container = {
        "type": "message", "message_ts": on.ts, "channel_id": on.channel, "is_ephemeral": bool(on.only)
    }  # fmt: skip
    hook = world.hook(user, workspace.id, on.channel, on)
    shown = {} if on.only else {"message": on.json}
    return {**found, "container": container, "channel": {"id": on.channel}, **shown, "response_url": hook}


def submission(world: World, workspace: FakeWorkspace, user: FakeUser, view: FakeView, values: JSON) -> JSON:
    """A modal that is sent."""
    return {
        **_common(workspace, user), "type": "view_submission", "trigger_id": world.trigger(user, workspace.id),
        "view": {**view.json, "state": {"values": values}}, "response_urls": [],
    }  # fmt: skip


def suggestion(
    workspace: FakeWorkspace, user: FakeUser, on: FakeMessage | FakeView, action_id: str, block_id: str, value: str
) -> JSON:
    """Somebody types in a menu whose options come from outside."""
    found = {
        **_common(workspace, user), "type": "block_suggestion", "action_id": action_id, "block_id": block_id,
        "value": value,
    }  # fmt: skip
    if isinstance(on, FakeView):
        return {**found, "container": {"type": "view", "view_id": on.id}, "view": on.json}
    return {**found, "container": {"type": "message", "message_ts": on.ts}, "channel": {"id": on.channel}}


def event(world: World, workspace: FakeWorkspace, told: JSON, event_id: str = "") -> JSON:
    """Something that happened."""
    return {
        "token": "old", "team_id": workspace.id, "api_app_id": "A1", "event": told, "type": "event_callback",
        "event_id": event_id or f"Ev{world.number():06}", "event_time": 1790000000, "is_ext_shared_channel": False,
        "authorizations": [{"enterprise_id": None, "team_id": workspace.id, "user_id": workspace.bot, "is_bot": True}],
    }  # fmt: skip
