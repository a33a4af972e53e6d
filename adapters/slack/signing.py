"""Whether a request is Slack's (v0 signatures): anything malformed, old or seen before is not.

Bolt's own verifier takes the same request again for five minutes, and fails with an error of its own when a header is
malformed; this one answers no to both. Source: Slack, "Verifying requests from Slack".
"""

import hashlib
import hmac
from collections import OrderedDict

OLDEST = 300
"""Seconds a request may be old, or ahead."""
KEPT = 600
"""Seconds a signature is remembered."""


class Signatures:
    """Checks signatures with the app's signing secret, and remembers those that were right."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._seen: OrderedDict[str, float] = OrderedDict()

    def is_new(self, timestamp: str, signature: str, body: bytes, now: float) -> bool:
        """Whether this is a request of Slack's that was not seen before. `now` in seconds since the epoch."""
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
            return False
        if abs(now - int(timestamp)) > OLDEST or not signature.isascii():
            return False
        wanted = "v0=" + hmac.new(self._secret, b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(wanted, signature):
            return False
        while self._seen and next(iter(self._seen.values())) < now - KEPT:
            self._seen.popitem(last=False)
        if signature in self._seen:
            return False
        self._seen[signature] = now
        return True
