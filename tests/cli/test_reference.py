"""The command reference says what is true now."""

from pathlib import Path

from adapters.cli.reference import reference
from bot.registry import registry

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_the_page_is_what_the_program_prints() -> None:
    assert PAGE.read_text("utf-8") == reference(), "run: office-hours commands > docs/commands.md"


def test_every_command_is_on_the_page() -> None:
    page = reference()
    assert all(f"`/{ask.command}`" in page for ask in registry.commands())
