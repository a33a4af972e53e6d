"""What is made once a process is made anew for these tests, so that its making is tested too."""

import pytest

from bot.domain import countries
from bot.domain.care import lines, rules


@pytest.fixture(scope="package", autouse=True)
def fresh() -> None:
    """Forgets what was made."""
    for module in (countries, lines, rules):
        for made in vars(module).values():
            if hasattr(made, "cache_clear"):
                made.cache_clear()
