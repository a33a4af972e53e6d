"""What is made of Slack's words about somebody."""

import pytest

from adapters.slack.profiles import profile


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ("Africa/Lagos", "Africa/Lagos"),
        ("America/Of_Tomorrow", ""),
        ("America", ""),
        ("../../etc/passwd", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_zone_that_our_rules_do_not_have_counts_as_none(told: str | None, zone: str) -> None:
    """It would stop everybody who is planned for together with them."""
    assert profile({"name": "ada", "tz": told}).zone == zone
