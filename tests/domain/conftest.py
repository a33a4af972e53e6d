"""Tables that the rules make once a process are made anew for these tests, so that their making is tested too."""

import pytest

from bot.domain import languages, zones


@pytest.fixture(scope="package", autouse=True)
def fresh() -> None:
    """Forgets what was made."""
    for module in (languages, zones):
        for made in vars(module).values():
            if hasattr(made, "cache_clear"):
                made.cache_clear()
