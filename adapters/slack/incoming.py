"""What Slack's payloads say: who, where, what, and how it can be answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from adapters.slack import action_id
from adapters.slack.forms import call_of, picked, typed_in
from bot.calls import Call

Place = Literal["command", "answer", "message", "modal", "home"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A call with what was typed.

    `place` is where it was asked: a command, an answer of ours only they see, another message, a modal, App Home.
    `opens`: the form is wanted first. `receipt` is the platform's own id of this very deed.
    """

    team: str
    user: str
    home_team: str
    call: Call
    place: Place
    receipt: str
    typed: Mapping[str, str] = field(default_factory=dict)
    opens: bool = False
    trigger: str = ""
    response_url: str = ""
    view: str = ""
    people: tuple[str, ...] = ()
    is_submission: bool = False

    @property
    def is_foreign(self) -> bool:
        """Somebody of another workspace, in a channel that two share."""
        return bool(self.home_team) and self.home_team != self.team


def _team(body: Mapping[str, Any]) -> str:
    return str(
        (body.get("team") or {}).get("id") or body.get("team_id") or (body.get("user") or {}).get("team_id") or ""
    )


def action(body: Mapping[str, Any]) -> Incoming:
    """A button, a menu, a picker. Raises UserError for what is none of ours."""
    one: Mapping[str, Any] = body["actions"][0]
    wanted = action_id.read(str(one["action_id"]))
    value = picked(one)
    people = (value,) if one.get("type") == "users_select" and value else ()
    user: Mapping[str, Any] = body["user"]
    return Incoming(
        _team(body),
        str(user["id"]),
        str(user.get("team_id") or ""),
        wanted.call,
        _place(body),
        f"action:{one.get('action_ts')}:{user['id']}:{one['action_id']}"[:200],
        {wanted.field: value} if wanted.how == "picks" and value else {},
        wanted.how == "opens",
        str(body.get("trigger_id") or ""),
        str(body.get("response_url") or ""),
        str((body.get("view") or {}).get("id") or ""),
        people,
    )


def _place(body: Mapping[str, Any]) -> Place:
    container: Mapping[str, Any] = body.get("container") or {}
    if container.get("type") == "view":
        return "home" if (body.get("view") or {}).get("type") == "home" else "modal"
    return "answer" if container.get("is_ephemeral") else "message"


def submission(body: Mapping[str, Any]) -> Incoming:
    """A modal that was sent. Raises UserError for one that is none of ours."""
    view: Mapping[str, Any] = body["view"]
    typed = typed_in(view)
    chosen = tuple(
        str(held["selected_user"])
        for fields in view.get("state", {}).get("values", {}).values()
        for held in fields.values()
        if held.get("selected_user")
    )
    user: Mapping[str, Any] = body["user"]
    return Incoming(
        _team(body),
        str(user["id"]),
        str(user.get("team_id") or ""),
        call_of(view),
        "modal",
        f"view:{view['id']}:{view.get('hash', '')}",
        typed,
        trigger=str(body.get("trigger_id") or ""),
        view=str(view["id"]),
        people=chosen,
        is_submission=True,
    )
