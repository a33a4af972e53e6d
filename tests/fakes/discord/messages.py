"""A message as it stands: what it says, what can be pressed, and its JSON."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from discord.utils import snowflake_time

from tests.fakes.discord.places import FakeUser
from tests.fakes.discord.wire import JSON

EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
BUTTON = 2
TEXTS = ("content", "label", "description", "placeholder")


class Attachment(NamedTuple):
    """A file on a message."""

    filename: str
    data: bytes
    description: str | None


class Button(NamedTuple):
    """A button; `custom_id` is None for a link."""

    label: str
    custom_id: str | None
    disabled: bool


def walk(components: list[JSON]) -> Iterator[JSON]:
    """Every component, outer ones before those inside them."""
    for component in components:
        yield component
        inner = [component[key] for key in ("accessory", "component") if component.get(key)]
        yield from walk([*component.get("components", []), *inner])


def texts(component: JSON) -> Iterator[str]:
    """What people read on one component, without those inside it."""
    yield from (component[key] for key in TEXTS if isinstance(component.get(key), str))
    for option in [*component.get("options", []), *component.get("items", [])]:
        yield from (option[key] for key in ("label", "description") if option.get(key))


@dataclass(slots=True, eq=False)
class FakeMessage:
    """A message of the bot; it changes when the bot edits it. `edited` counts the edits.

    `seen_by` is the only person who sees it, None when everybody in the channel does.
    """

    id: int
    channel_id: int
    guild_id: int | None
    author: FakeUser
    content: str = ""
    embeds: list[JSON] = field(default_factory=list)
    components: list[JSON] = field(default_factory=list)
    flags: int = 0
    attached: dict[int, Attachment] = field(default_factory=dict)
    nonce: str | None = None
    allowed_mentions: JSON | None = None
    edited: int = 0
    deleted: bool = False
    seen_by: FakeUser | None = None
    token: str | None = None

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def attachments(self) -> list[Attachment]:
        """Its files: filename, bytes, description."""
        return list(self.attached.values())

    @property
    def text(self) -> str:
        """All that can be read on it, a line for each piece."""
        found = [self.content] if self.content else []
        for embed in self.embeds:
            fields = [piece for entry in embed.get("fields", []) for piece in (entry["name"], entry["value"])]
            found += [embed.get("title") or "", embed.get("description") or "", *fields]
        found += [text for component in walk(self.components) for text in texts(component)]
        return "\n".join(piece for piece in found if piece)

    @property
    def buttons(self) -> list[Button]:
        """Its buttons in reading order."""
        return [
            Button(part.get("label") or "", part.get("custom_id"), bool(part.get("disabled")))
            for part in walk(self.components)
            if part["type"] == BUTTON
        ]

    @property
    def labels(self) -> list[str]:
        """What its buttons say."""
        return [button.label for button in self.buttons]

    def json(self) -> JSON:
        """A message object."""
        files = [self._file(number, file) for number, file in self.attached.items()]
        found: JSON = {
            "id": str(self.id), "channel_id": str(self.channel_id), "author": self.author.json(),
            "content": self.content, "embeds": self.embeds, "attachments": files, "flags": self.flags,
            "components": self._shown(), "timestamp": snowflake_time(self.id).isoformat(),
            "edited_timestamp": snowflake_time(self.id).isoformat() if self.edited else None,
            "tts": False, "mention_everyone": False, "mentions": [], "mention_roles": [], "pinned": False,
            "type": 20 if self.token else 0,
        }  # fmt: skip
        return found | ({"nonce": self.nonce} if self.nonce else {})

    def _file(self, number: int, file: Attachment) -> JSON:
        url = f"http://127.0.0.1/attachments/{self.channel_id}/{number}/{file.filename}"
        return {
            "id": str(number), "filename": file.filename, "description": file.description, "size": len(file.data),
            "url": url, "proxy_url": url, "content_type": "application/octet-stream",
        }  # fmt: skip

    def _shown(self) -> list[JSON]:
        shown = copy.deepcopy(self.components)
        for component in walk(shown):
            media = [component.get("media"), component.get("file")]
            media += [item.get("media") for item in component.get("items", [])]
            for piece in filter(None, media):
                piece |= {"proxy_url": piece["url"], "height": 1, "width": 1, "content_type": "image/png"}
        return shown


def numbered(components: list[JSON]) -> list[JSON]:
    """The components with the numbers that Discord gives to those that came without an `id`."""
    found: list[Any] = copy.deepcopy(components)
    taken = {part["id"] for part in walk(found) if part.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)
    for part in walk(found):
        if not part.get("id"):
            part["id"] = next(free)
    return found
