"""The page that operators publish says what the program does."""

from pathlib import Path

from bot.domain.retention import BACKUPS, GRACE, QUIET, RULES, WARNING
from bot.domain.settings import Settings

PAGE = (Path(__file__).parents[2] / "PRIVACY.md").read_text("utf-8")


def test_its_times_are_those_of_the_program() -> None:
    for rule in RULES.values():
        assert f"| {rule.words} | {rule.length(Settings()).days} days |" in PAGE
    quiet = QUIET.length(Settings()).days
    assert f"| {QUIET.words} | {quiet} days, told {WARNING.days} days before, kept by one tap |" in PAGE
    for what in ("somebody who left the community", "a community from which the bot was removed"):
        assert f"| Everything of {what} | {GRACE.days} days |" in PAGE
    assert f"| Backups | {BACKUPS.days} days, then their key is thrown away |" in PAGE
