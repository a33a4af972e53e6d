"""Where words sound like danger: the card of care, and what was done with the words beneath it."""

from dataclasses import replace

from bot.context import Context
from bot.domain.care import is_worrying
from bot.text import text
from bot.views import Button, Card

_SAID = "What you wrote sounds heavy, and you do not have to carry it alone. Please choose what becomes of it."


def card(ctx: Context, choices: tuple[Button, ...]) -> Card:
    """For the author alone. Nothing is kept of it."""
    return Card("Before it goes anywhere", text(_SAID), actions=choices, tone="care")


def beside(ctx: Context, words: str, done: Card) -> Card:
    """What is done already, said under the card of care where the words call for it."""
    if not is_worrying(words):
        return done
    return replace(
        card(ctx, tuple(one for one in done.actions if isinstance(one, Button))), note=text(f"{done.title}.")
    )
