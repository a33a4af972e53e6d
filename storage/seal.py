"""What is private is sealed before it is stored: AES-256-GCM, tied to the community and the column it stands in.

A blob is one byte for the format, four for the key that sealed it, twelve drawn anew each time, and what AES-GCM makes
of the text. What is tied to a place opens nowhere else. Keys come from outside the database; the first seals, all open.
"""

import base64
import binascii
import hmac
import secrets
from collections.abc import Sequence
from copy import copy
from datetime import date
from functools import cached_property
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.ext.asyncio import AsyncConnection

KEY_BYTES = 32
_FORMAT = b"\x01"
_ID = 4
_NONCE = 12
HEAD = len(_FORMAT) + _ID
"""How many bytes tell the key."""


class BadKey(Exception):
    """What was given is no key, in words that say what to do."""


class WrongKey(Exception):
    """A sealed text does not open, in words that say what to do."""


def new_key() -> str:
    """A key as it is configured."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


class _Key:
    """One key. Nothing is done with its bytes but to derive others from them, one for each purpose."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self.id = self.derived("id", _ID)
        self.box = AESGCM(self.derived("seal"))

    def derived(self, purpose: str, length: int = KEY_BYTES) -> bytes:
        return HKDF(SHA256(), length, salt=None, info=f"office hours: {purpose}".encode()).derive(self._secret)


class Seal:
    """Seals with the first of its keys and opens with any."""

    def __init__(self, secrets_: Sequence[bytes]) -> None:
        if not secrets_ or any(len(secret) != KEY_BYTES for secret in secrets_):
            raise BadKey("A key has 32 bytes. `office-hours key` prints a new one.")
        keys = [_Key(secret) for secret in secrets_]
        self._first = keys[0]
        self._pseudonyms = keys[0]
        self._by_id = {key.id: key for key in reversed(keys)}
        self._digesters: dict[str, bytes] = {}

    @classmethod
    def of(cls, keys: Sequence[str]) -> Self:
        """From keys as they are configured. Raises BadKey, which never holds what was given."""
        return cls([_read(key) for key in keys])

    @classmethod
    def drawn(cls) -> Self:
        """One with a key that nobody else has: what it seals can be opened for as long as it is in memory."""
        return cls([secrets.token_bytes(KEY_BYTES)])

    def keeping(self, secret: bytes) -> Self:
        """The same, with pseudonyms made from a secret that outlasts its keys."""
        kept = copy(self)
        kept._pseudonyms, kept._digesters = _Key(secret), {}
        return kept

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each key is called, the first one first: eight letters and digits that tell nothing of it."""
        rest = (key for key in self._by_id if key != self._first.id)
        return (self._first.id.hex(), *(key.hex() for key in rest))

    def seal(self, community: int, column: str, text: str) -> bytes:
        """The text, to be opened in this community and column alone."""
        head, nonce = self.head, secrets.token_bytes(_NONCE)
        return head + nonce + self._first.box.encrypt(nonce, text.encode(), _place(head, community, column))

    def open(self, community: int, column: str, sealed: bytes) -> str:
        """The text. Raises WrongKey when it was sealed with a key that is not here, elsewhere, or was changed."""
        head, nonce, rest = sealed[:HEAD], sealed[HEAD : HEAD + _NONCE], sealed[HEAD + _NONCE :]
        key = self._by_id.get(head[len(_FORMAT) :])
        if head[: len(_FORMAT)] != _FORMAT or len(nonce) != _NONCE:
            raise WrongKey(f"What stands in {column} is not sealed as this version does it. Restore it from a backup.")
        if key is None:
            raise WrongKey(
                f"This was sealed with key {name_of(sealed)}; the keys given are {', '.join(self.names)}. "
                "Add the missing one to `database.key`."
            )
        try:
            return key.box.decrypt(nonce, rest, _place(head, community, column)).decode()
        except InvalidTag:
            raise WrongKey(
                f"What stands in {column} of community {community} was changed, or was sealed for another place. "
                "Restore it from a backup."
            ) from None

    @property
    def head(self) -> bytes:
        """How everything begins that the first key seals."""
        return _FORMAT + self._first.id

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the first key sealed it."""
        return sealed[:HEAD] == self.head

    def digest(self, purpose: str, *parts: object) -> bytes:
        """A keyed pseudonym: without the key nobody can tell whose it is, nor that two for two purposes are one's.

        On a connection (`seal_of`) it stays the same when keys change.

        Parts are whole numbers, texts, bytes and days or moments. TypeError for what is none of these.
        """
        if purpose not in self._digesters:
            self._digesters[purpose] = self._pseudonyms.derived(f"digest: {purpose}")
        return hmac.digest(self._digesters[purpose], _joined(parts), "sha256")


def name_of(sealed: bytes) -> str:
    """What the key is called that sealed this."""
    return sealed[len(_FORMAT) : HEAD].hex()


def _read(key: str) -> bytes:
    try:
        found = base64.b64decode(key.strip().replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if len(found) != KEY_BYTES:
        raise BadKey("`database.key` holds what is no key. `office-hours key` prints a new one.")
    return found


def _place(head: bytes, community: int, column: str) -> bytes:
    return head + _joined((community, column))


def _joined(parts: Sequence[object]) -> bytes:
    """One after the other, each with its kind and its length before it: no two lists of parts are the same bytes."""
    return b"".join(kind + len(held).to_bytes(8, "big") + held for kind, held in map(_part, parts))


def _part(part: object) -> tuple[bytes, bytes]:
    if isinstance(part, int):
        return b"i", str(int(part)).encode()
    if isinstance(part, str):
        return b"s", part.encode()
    if isinstance(part, bytes):
        return b"b", part
    if isinstance(part, date):
        return b"d", part.isoformat().encode()
    raise TypeError(f"a {type(part).__name__} has no bytes of its own")


_KEY = "office hours: seal"


def begin_sealing(connection: AsyncConnection, seal: Seal) -> None:
    """What is private on this connection is sealed with this."""
    connection.info[_KEY] = seal


def seal_of(connection: AsyncConnection) -> Seal:
    """What seals on this connection."""
    found = connection.info[_KEY]
    if not isinstance(found, Seal):
        raise TypeError("nothing seals here")
    return found
