"""Buttons that begin something are offered where the moderators left it on."""

from bot.context import Context
from bot.domain.features import switched_off
from bot.views import Button


def offered(ctx: Context, *buttons: Button) -> tuple[Button, ...]:
    """Those of the buttons that begin nothing which is switched off here."""
    return tuple(one for one in buttons if switched_off(one.call.name, ctx.community.settings) is None)
