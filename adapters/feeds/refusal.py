"""Why a calendar cannot be read."""


class Unreadable(Exception):
    """`reason` is a plain sentence for whoever added it, without the address."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
