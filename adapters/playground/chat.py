"""The chat service itself: messages in rooms, who has read what, and who takes direct messages."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from adapters.playground import rooms
from adapters.playground.journal import Journal
from adapters.playground.post import Post
from adapters.playground.rooms import Room
from adapters.playground.town import Persona, Town
from bot.views import Card, View


class Chat:
    """Everything said so far; `change` grows with it."""

    def __init__(self, town: Town, journal: Journal) -> None:
        self.town = town
        self._journal = journal
        self._posts = {post.id: post for post in journal.posts}
        self._rooms: defaultdict[Room, dict[int, Post]] = defaultdict(dict)
        for post in journal.posts:
            self._rooms[post.room][post.id] = post
        self._nonces = {post.nonce: post.id for post in journal.posts if post.nonce}
        self._read = dict(journal.read)
        self._closed = set(journal.closed)
        self._last = max(self._posts, default=0)
        self._change = self._last

    @property
    def is_empty(self) -> bool:
        return not self._posts

    @property
    def change(self) -> int:
        """Grows with everything that happens; posts with a higher one are news."""
        return self._change

    def say(self, room: Room, author: str, said: str, at: datetime) -> Post:
        """A member's own message."""
        return self._posted(Post(0, 0, room, at, author, said))

    def show(self, room: Room, view: View, at: datetime, *, nonce: str = "") -> Post:
        """A message of the bot for everybody in the room. The same nonce is the same message."""
        if nonce and nonce in self._nonces:
            return self._posts[self._nonces[nonce]]
        return self._posted(Post(0, 0, room, at, view=view, nonce=nonce))

    def withdraw(self, post: int) -> None:
        """A message of the bot for everybody is one no more; a line stands in its place."""
        found = self._posts.get(post)
        if found is not None and found.view is not None and not found.only_for:
            self._journal.posted(self._kept(replace(found, view=Card("This message was taken out"))))

    def answer(self, room: Room, account: str, view: View, at: datetime, *, instead_of: int = 0) -> Post:
        """An answer that only `account` sees; in the place of an earlier one of theirs if that is given."""
        earlier = self._posts.get(instead_of)
        if earlier is None or earlier.only_for != account:
            return self._posted(Post(0, 0, room, at, view=view, only_for=account))
        return self._kept(replace(earlier, view=view))

    def dismiss(self, account: str, post: int) -> None:
        """Takes away an answer only they see; anything else stays."""
        found = self._posts.get(post)
        if found is not None and found.only_for == account:
            del self._posts[post]
            del self._rooms[found.room][post]

    def get(self, post: int) -> Post | None:
        return self._posts.get(post)

    def posts(self, room: Room, account: str) -> list[Post]:
        """What `account` sees in a room, oldest first."""
        return [post for post in self._rooms[room].values() if post.is_for(account)]

    def since(self, change: int) -> list[Post]:
        """What came or was replaced after `change`, anywhere."""
        return [post for post in self._posts.values() if post.change > change]

    def read(self, account: str, room: Room) -> None:
        """They have seen all there is in the room."""
        last = next((post.id for post in reversed(self._rooms[room].values()) if post.is_for(account)), 0)
        if last > self._read.get((account, room.key), 0):
            self._read[account, room.key] = last
            self._journal.seen(account, room.key, last)

    def unread(self, account: str, room: Room) -> int:
        """How many messages of others they have not seen there."""
        last = self._read.get((account, room.key), 0)
        newer = takewhile(lambda post: post.id > last, reversed(self._rooms[room].values()))
        return sum(post.is_for(account) and post.author != account for post in newer)

    def unread_of(self, persona: Persona) -> int:
        """All that waits for a persona, in every space."""
        seen = (room for space in self.town.spaces for room in rooms.rooms_of(self.town, persona, space.id))
        return sum(self.unread(persona.account, room) for room in seen)

    def takes_dms(self, account: str) -> bool:
        return account not in self._closed

    def set_takes_dms(self, account: str, takes: bool) -> None:
        """Whether direct messages of the bot arrive or bounce."""
        if takes != self.takes_dms(account):
            (self._closed.discard if takes else self._closed.add)(account)
            self._journal.takes_dms(account, takes)

    def _posted(self, post: Post) -> Post:
        self._last += 1
        post = self._kept(replace(post, id=self._last))
        if post.nonce:
            self._nonces[post.nonce] = post.id
        if not post.only_for:
            self._journal.posted(post)
        return post

    def _kept(self, post: Post) -> Post:
        self._change += 1
        post = replace(post, change=self._change)
        self._posts[post.id] = self._rooms[post.room][post.id] = post
        return post
