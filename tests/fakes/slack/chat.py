"""Messages: posting, changing, scheduling, and what a response_url takes."""

from tests.fakes.slack.limits import block_faults
from tests.fakes.slack.wire import JSON, Refusal, method
from tests.fakes.slack.world import FakeMessage, FakeWorkspace, Hook, World

HOOK_USES, HOOK_SECONDS = 5, 30 * 60


def checked(world: World, body: JSON, surface: str = "message") -> list[JSON]:
    """The blocks of a message. Raises Refusal for what breaks a limit."""
    blocks: list[JSON] = body.get("blocks") or []
    faults = block_faults(blocks, surface) if blocks else []
    for block in blocks:
        if block["type"] == "image":
            file = world.files.get((block.get("slack_file") or {}).get("id", ""))
            faults += [] if file and file["is_complete"] else ["an image whose file is not there"]
    if body.get("link_names") or body.get("parse") or body.get("metadata"):
        faults.append("link_names, parse or metadata")
    if faults:
        raise Refusal("invalid_blocks", *faults)
    if not blocks and not body.get("text"):
        raise Refusal("no_text")
    return blocks


def place(workspace: FakeWorkspace, channel: str) -> str:
    """Where a message goes: a channel's id, or a person's for a direct message. Raises Refusal."""
    if channel in workspace.channels:
        found = workspace.channels[channel]
        if workspace.bot not in found.members:
            raise Refusal("not_in_channel")
        if found.is_archived:
            raise Refusal("is_archived")
        return channel
    by_dm = {dm: user for user, dm in workspace.dms.items()}
    user = workspace.users.get(by_dm.get(channel, channel))
    if user is None:
        raise Refusal("channel_not_found")
    if user.is_deleted:
        raise Refusal("user_disabled" if channel.startswith("U") else "channel_not_found")
    if not user.takes_messages:
        raise Refusal("messages_tab_disabled")
    return workspace.dm(user.id)


@method("chat.postMessage")
def post(world: World, workspace: FakeWorkspace, body: JSON) -> JSON:
    channel = place(workspace, str(body["channel"]))
    known = workspace.by_client_id.get(str(body.get("client_msg_id", "")))
    if known is not None:
        return {"channel": channel, "ts": known.ts, "message": known.json}
    made = FakeMessage(channel, world.ts(), str(body.get("text", "")), checked(world, body))
    workspace.messages.append(made)
    if body.get("client_msg_id"):
        workspace.by_client_id[str(body["client_msg_id"])] = made
    return {"channel": channel, "ts": made.ts, "message": made.json}


@method("chat.update")
def update(world: World, workspace: FakeWorkspace, body: JSON) -> JSON:
    found = workspace.find(str(body["channel"]), str(body["ts"]))
    if found is None or found.only:
        raise Refusal("message_not_found")
    found.blocks, found.text = checked(world, body), str(body.get("text", ""))
    return {"channel": found.channel, "ts": found.ts}


@method("chat.delete")
def delete(world: World, workspace: FakeWorkspace, body: JSON) -> JSON:
    found = workspace.find(str(body["channel"]), str(body["ts"]))
    if found is None:
        raise Refusal("message_not_found")
    workspace.messages.remove(found)
    return {"channel": found.channel, "ts": found.ts}


def respond(world: World, hook: Hook, body: JSON) -> tuple[int, str]:
    """What a response_url does: status and words."""
    hook.uses += 1
    if hook.uses > HOOK_USES or world.seconds() - hook.at > HOOK_SECONDS:
        return 404, "used_url" if hook.uses > HOOK_USES else "expired_url"
    workspace = world.workspaces[hook.team]
    try:
        answered(world, workspace, hook, body)
    except Refusal as refusal:
        world.refusals.append(f"response_url: {refusal.error} {refusal.messages}")
        return 400, refusal.error
    return 200, "ok"


def answered(world: World, workspace: FakeWorkspace, hook: Hook, body: JSON) -> None:
    """An answer to a deed, in its acknowledgement or by its response_url."""
    if body.get("delete_original") and hook.message in workspace.messages:
        workspace.messages.remove(hook.message)
        return
    blocks = checked(world, body)
    if body.get("replace_original") and hook.message is not None:
        hook.message.blocks, hook.message.text = blocks, str(body.get("text", ""))
        world.shown.append((hook.user, hook.message))
        return
    only = hook.user if body.get("response_type", "ephemeral") == "ephemeral" else ""
    made = FakeMessage(hook.channel, world.ts(), str(body.get("text", "")), blocks, only, is_answer=True)
    workspace.messages.append(made)
    world.shown.append((hook.user, made))
