"""What Slack says when it refuses: its own word for it, and how long to wait."""

from slack_sdk.errors import SlackApiError

WAIT = 30.0
"""Seconds, where Slack asks to wait and does not say how long."""


def word(error: SlackApiError) -> str:
    """Slack's word, such as `channel_not_found`; the status where the answer is none of the API's (a proxy's page)."""
    said = error.response.data
    return str(said.get("error")) if isinstance(said, dict) else f"status {status(error)}"


def status(error: SlackApiError) -> int:
    """The answer's HTTP status."""
    return int(error.response.status_code)


def wait_seconds(error: SlackApiError) -> float | None:
    """How long Slack asks to wait; None when it does not."""
    if status(error) != 429 and word(error) != "ratelimited":
        return None
    said = str(error.response.headers.get("Retry-After", ""))
    return float(said) if said.isascii() and said.isdigit() else WAIT
