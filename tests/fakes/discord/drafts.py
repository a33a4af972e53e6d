"""Turns what the bot sent into a message, after checking it against Discord's limits."""

from tests.fakes.discord.limits import check_message
from tests.fakes.discord.messages import COMPONENTS_V2, EPHEMERAL, Attachment, FakeMessage, numbered
from tests.fakes.discord.places import FakeChannel, FakeUser
from tests.fakes.discord.wire import JSON, Refusal
from tests.fakes.discord.world import World

Files = list[tuple[str, bytes]]
SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 12
EDITABLE = COMPONENTS_V2 | SUPPRESS_EMBEDS


def write(world: World, channel: FakeChannel, body: JSON, files: Files, seen_by: FakeUser | None = None) -> FakeMessage:
    """A new message, not yet in its channel; only with `seen_by` can it be for one person. Raises Refusal."""
    flags = body.get("flags") or 0
    check_message(body, [name for name, _ in files], flags=flags)
    message = FakeMessage(world.ids.next(), channel.id, channel.guild.id if channel.guild else None, world.bot)
    message.flags = flags & (EDITABLE | SUPPRESS_NOTIFICATIONS | (EPHEMERAL if seen_by else 0))
    message.seen_by = seen_by if message.ephemeral else None
    message.nonce = str(body["nonce"]) if body.get("nonce") is not None else None
    _apply(world, message, body, files)
    if not (message.content or message.embeds or message.components or message.attached):
        raise Refusal(400, 50006, "Cannot send an empty message")
    return message


def rewrite(world: World, message: FakeMessage, body: JSON, files: Files) -> FakeMessage:
    """Edits a message; raises Refusal and leaves it as it was."""
    kept = {int(entry["id"]): message.attached.get(int(entry["id"])) for entry in body.get("attachments") or []}
    names = [file.filename for file in (kept if "attachments" in body else message.attached).values() if file]
    flags = message.flags | (body.get("flags") or 0)
    check_message(body, names + [name for name, _ in files], flags=flags)
    message.flags |= flags & EDITABLE
    _apply(world, message, body, files)
    message.edited += 1
    return message


def _apply(world: World, message: FakeMessage, body: JSON, files: Files) -> None:
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = body["embeds"] or []
    if "components" in body:
        message.components = numbered(body["components"] or [])
    message.allowed_mentions = body.get("allowed_mentions", message.allowed_mentions)
    listed = body.get("attachments")
    if listed is not None:
        keep = {int(entry["id"]) for entry in listed}
        message.attached = {number: file for number, file in message.attached.items() if number in keep}
    words = {int(entry["id"]): entry.get("description") for entry in listed or []}
    for index, (name, data) in enumerate(files):
        message.attached[world.ids.next()] = Attachment(name, data, words.get(index))
