"""Limits on the components of a message or a modal."""
from tests.fakes.discord.limits import Complaints
from tests.fakes.discord.wire import JSON


def check_components(wrong: Complaints, components: list[JSON], filenames: list[str], *, new: bool) -> None:
    """Checked further below."""
