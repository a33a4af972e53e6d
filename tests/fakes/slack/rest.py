"""The rest of the Web API: who we are, who somebody is, files, installing."""

import re

from tests.fakes.slack.chat import place
from tests.fakes.slack.wire import JSON, Refusal, method
from tests.fakes.slack.world import FakeMessage, FakeWorkspace, World


@method("auth.test")
def ourselves(world: World, workspace: FakeWorkspace, body: JSON) -> JSON:
    return {
        "url": "https://fake.slack.com/", "team": workspace.name, "user": "officehours", "team_id": workspace.id,
        "user_id": workspace.bot, "bot_id": "B1", "is_enterprise_install": False,
    }  # fmt: skip


@method("users.info")
def somebody(world: World, workspace: FakeWorkspace, body: JSON) -> JSON:
    found = workspace.users.get(str(body["user"]))
    if found is None:
        raise Refusal("user_not_found")
    return {"user": found.json}


@method("conversations.open")
def opened(world: World, workspace: FakeWorkspace, body: JSON) -> JSON:
    return {"channel": {"id": place(workspace, str(body["users"]))}}


@method("files.getUploadURLExternal")
def wanted(world: World, workspace: FakeWorkspace, body: JSON) -> JSON:
    file = f"F{world.number():06}"
    world.files[file] = {**body, "is_complete": False, "data": b""}
    return {"upload_url": f"http://{world.address}/upload/{file}", "file_id": file}


@method("files.completeUploadExternal")
def completed(world: World, workspace: FakeWorkspace, body: JSON) -> JSON:
    """`channel_id` takes no person's id, `channels` does."""
    if not re.fullmatch(r"[CGDZ][A-Z0-9]{2,}", str(body.get("channel_id", "C00"))):
        raise Refusal("invalid_arguments", "channel_id must match ^[CGDZ][A-Z0-9]{8,}$")
    for one in body["files"]:
        file = world.files.get(one["id"])
        if file is None or len(file["data"]) != int(file["length"]) or file["is_complete"]:
            raise Refusal("file_not_found")
        file["is_complete"] = True
    wanted = [*str(body.get("channels", "")).split(","), str(body.get("channel_id", ""))]
    for channel in [place(workspace, one) for one in wanted if one]:
        files = [one["id"] for one in body["files"]]
        said = str(body.get("initial_comment", ""))
        workspace.messages.append(FakeMessage(channel, world.ts(), said, [], files=files))
    return {"files": [{"id": one["id"], "title": one.get("title", "")} for one in body["files"]]}


def granted(world: World, body: JSON, basic: tuple[str, str]) -> JSON:
    """`oauth.v2.access`: a code for a token, once. Raises Refusal."""
    given = (body.get("client_id") or basic[0], body.get("client_secret") or basic[1])
    if given != (world.client_id, world.client_secret):
        raise Refusal("invalid_client_id" if given[0] != world.client_id else "bad_client_secret")
    team = world.codes.pop(str(body.get("code")), None)
    if team is None:
        raise Refusal("invalid_code")
    workspace = world.workspaces[team]
    workspace.token, workspace.why_not = f"xoxb-{team}-{world.number()}", ""
    return {
        "access_token": workspace.token, "token_type": "bot", "scope": ",".join(workspace.scopes),
        "bot_user_id": workspace.bot, "app_id": "A1", "team": {"id": team, "name": workspace.name},
        "enterprise": None, "is_enterprise_install": False, "authed_user": {"id": "U1"},
    }  # fmt: skip
