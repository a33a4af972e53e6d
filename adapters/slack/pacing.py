"""How fast Slack may be written to: one message a second a channel, a few a second a workspace, and `Retry-After`."""

import asyncio

CHANNEL_SECONDS = 1.0
"""Slack allows one message a second in a channel, direct messages included."""
WORKSPACE_SECONDS = 0.2
"""Several hundred messages a minute in a workspace: five a second leaves room for answers."""
MOST = 10_000
"""Turns that are remembered; those that are over go first."""


class Pace:
    """Turns by key, in the event loop's seconds. `slowness` stretches or shortens all of them."""

    def __init__(self, slowness: float = 1.0) -> None:
        self._slowness = slowness
        self._next: dict[str, float] = {}
        self._closed: dict[str, float] = {}

    def close(self, workspace: str, seconds: float) -> None:
        """Slack asked this workspace's bot to wait."""
        until = asyncio.get_running_loop().time() + seconds
        self._closed[workspace] = max(self._closed.get(workspace, 0.0), until)

    def closed_seconds(self, workspace: str) -> float:
        """How long that lasts yet; 0 when it does not."""
        return max(0.0, self._closed.get(workspace, 0.0) - asyncio.get_running_loop().time())

    async def turn(self, workspace: str, channel: str) -> None:
        """Waits until a message may be sent to this channel of this workspace."""
        now = asyncio.get_running_loop().time()
        if len(self._next) > MOST:
            self._next = {key: at for key, at in self._next.items() if at > now}
        at = max(now, self._next.get(workspace, 0.0), self._next.get(f"{workspace}:{channel}", 0.0))
        self._next[workspace] = at + WORKSPACE_SECONDS * self._slowness
        self._next[f"{workspace}:{channel}"] = at + CHANNEL_SECONDS * self._slowness
        if at > now:
            await asyncio.sleep(at - now)
