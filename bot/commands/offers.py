"""Buttons that begin something are offered where the moderators left it on."""

from bot.context import Context
from bot.domain.features import withheld
from bot.views import Button


def offered(ctx: Context, *buttons: Button) -> tuple[Button, ...]:
    """Those of the buttons that begin nothing which is switched off here."""
    return tuple(one for one in buttons if withheld(one.call.name, one.call.args, ctx.community.settings) is None)
