"""A message in the chat."""

from dataclasses import dataclass
from datetime import datetime

from adapters.playground.rooms import Room
from bot.views import View


@dataclass(frozen=True, slots=True)
class Post:
    """Either `said` by the member `author`, or a `view` of the bot (`author` empty).

    `id` stays for ever, `change` counts every change in the chat and grows when a post is replaced.
    `only_for` is the account of the only reader of an answer that others do not see. `nonce` is the
    delivery's; two posts never share one.
    """

    id: int
    change: int
    room: Room
    at: datetime
    author: str = ""
    said: str = ""
    view: View | None = None
    only_for: str = ""
    nonce: str = ""

    def is_for(self, account: str) -> bool:
        return self.only_for in ("", account)
