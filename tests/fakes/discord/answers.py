"""Answers to interactions: the callback, the original answer, and what follows it."""

from collections.abc import Callable
from typing import Any

from tests.fakes.discord.drafts import rewrite, write
from tests.fakes.discord.interactions import (
    AUTOCOMPLETE,
    CHOICES,
    DEFER,
    DEFER_UPDATE,
    MESSAGE,
    MODAL,
    SUBMIT,
    UPDATE,
    Interaction,
    Modal,
)  # fmt: skip
from tests.fakes.discord.limits import check_choices, check_modal
from tests.fakes.discord.messages import EPHEMERAL, LOADING, FakeMessage
from tests.fakes.discord.wire import JSON, Answer, Call, Refusal, route, unknown
from tests.fakes.discord.world import World

Files = list[tuple[str, bytes]]


def _answer_message(world: World, found: Interaction, data: JSON, files: Files) -> None:
    message = write(world, found.channel, data, files, found.user)
    message.token = found.token
    found.original = world.keep(message)


def _answer_later(world: World, found: Interaction, data: JSON, files: Files) -> None:
    message = FakeMessage(world.ids.next(), found.channel.id, found.guild.id if found.guild else None, world.bot)
    message.flags = LOADING | ((data.get("flags") or 0) & EPHEMERAL)
    message.seen_by, message.token = found.user, found.token
    found.original, found.loading = world.keep(message), True


def _update_later(world: World, found: Interaction, data: JSON, files: Files) -> None:
    found.original, found.loading = found.source, True


def _update(world: World, found: Interaction, data: JSON, files: Files) -> None:
    assert found.source
    found.original = rewrite(world, found.source, data, files)


def _offer(world: World, found: Interaction, data: JSON, files: Files) -> None:
    check_choices(data.get("choices"))
    found.choices = data["choices"]


def _open_modal(world: World, found: Interaction, data: JSON, files: Files) -> None:
    check_modal(data)
    found.modal = Modal(data, found)


ANSWERS: dict[int, Callable[[World, Interaction, JSON, Files], None]] = {
    MESSAGE: _answer_message, DEFER: _answer_later, DEFER_UPDATE: _update_later, UPDATE: _update,
    CHOICES: _offer, MODAL: _open_modal,
}  # fmt: skip


def _allowed(found: Interaction) -> set[int]:
    if found.kind == AUTOCOMPLETE:
        return {CHOICES}
    kinds = {MESSAGE, DEFER} | ({DEFER_UPDATE, UPDATE} if found.source else set())
    return kinds if found.kind == SUBMIT else kinds | {MODAL}


@route("POST", "/interactions/{interaction}/{token}/callback")
def callback(world: World, call: Call) -> Answer:
    """The first answer; refused when there was one (40060) or when it is too late (10062)."""
    found = world.interactions.get(call.parts["token"])
    if found is None or str(found.id) != call.parts["interaction"]:
        raise unknown(10062, "interaction")
    if found.ack is not None:
        raise Refusal(400, 40060, "Interaction has already been acknowledged.")
    if world.seconds() - found.born > world.interaction_lifetime:
        raise unknown(10062, "interaction")
    kind = call.body.get("type")
    if kind not in _allowed(found):
        wrong = [{"code": "BASE_TYPE_CHOICES", "message": f"Type {kind} cannot answer an interaction {found.kind}."}]
        raise Refusal(400, 50035, "Invalid Form Body", {"type": {"_errors": wrong}})
    ANSWERS[kind](world, found, call.body.get("data") or {}, call.request.files)
    found.ack, found.acked_at = kind, world.seconds()
    if not found.loading:
        found.settled.set()
    if call.request.query.get("with_response", "").lower() not in ("1", "true"):
        return 204, None
    return 200, _callback_response(found)


def _callback_response(found: Interaction) -> JSON:
    about: JSON = {"id": str(found.id), "type": found.kind}
    body: JSON = {"interaction": about, "resource": {"type": found.ack}}
    if found.original:
        about["response_message_id"] = str(found.original.id)
        about["response_message_loading"] = bool(found.original.flags & LOADING)
        about["response_message_ephemeral"] = found.original.ephemeral
        if found.ack in (MESSAGE, UPDATE):
            body["resource"]["message"] = found.original.json()
    return body


def _answered(world: World, call: Call) -> Interaction:
    found = world.interactions.get(call.parts["token"])
    if call.parts["application"] != str(world.application_id) or found is None or found.ack is None:
        raise unknown(10015, "Webhook")
    if world.seconds() - found.born > world.token_lifetime:
        raise Refusal(401, 50027, "Invalid Webhook Token")
    return found


def _pick(world: World, call: Call) -> tuple[Interaction, FakeMessage]:
    found = _answered(world, call)
    if call.parts["message"] == "@original":
        message = found.original
    else:
        known = [*found.followups, *([found.original] if found.original else [])]
        message = next((one for one in known if str(one.id) == call.parts["message"]), None)
    if message is None or message.deleted:
        raise unknown(10008, "Message")
    return found, message


WEBHOOK = "/webhooks/{application}/{token}"


@route("GET", WEBHOOK + "/messages/{message}")
def read(world: World, call: Call) -> Answer:
    """An answer."""
    return 200, _pick(world, call)[1].json()


@route("PATCH", WEBHOOK + "/messages/{message}")
def edit(world: World, call: Call) -> Answer:
    """Changes an answer; the deferred one becomes a message."""
    found, message = _pick(world, call)
    return 200, _fill(world, found, message, call.body, call.request.files).json()


@route("DELETE", WEBHOOK + "/messages/{message}")
def delete(world: World, call: Call) -> Answer:
    """Takes an answer away."""
    found, message = _pick(world, call)
    message.deleted = True
    found.settled.set()
    return 204, None


@route("POST", WEBHOOK)
def follow(world: World, call: Call) -> Answer:
    """A further message; the first one after a deferred answer takes that answer's place."""
    found = _answered(world, call)
    if found.loading and found.ack == DEFER and found.original:
        return 200, _fill(world, found, found.original, call.body, call.request.files).json()
    message = write(world, found.channel, call.body, call.request.files, found.user)
    message.token = found.token
    found.followups.append(world.keep(message))
    found.settled.set()
    return 200, message.json()


def _fill(world: World, found: Interaction, message: FakeMessage, body: Any, files: Files) -> FakeMessage:
    rewrite(world, message, body, files)
    if message is found.original:
        message.flags &= ~LOADING
        found.loading = False
        found.settled.set()
    return message
