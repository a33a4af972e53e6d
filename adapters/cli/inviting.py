"""`office-hours discord invite`: the one address that an operator needs."""

import asyncio

from adapters.cli.config import Config
from adapters.cli.errors import OperatorError
from adapters.cli.wiring import discord_settings
from adapters.discord.checking import invite
from adapters.discord.service import Refused


def discord_invitation(config: Config) -> str:
    """The address. Raises OperatorError without a token, or when Discord refuses it."""
    if not config.discord.token:
        raise OperatorError("There is no token yet. Set `discord.token`, or OFFICE_HOURS_DISCORD_TOKEN.")
    try:
        return asyncio.run(invite(discord_settings(config.discord, config.community.zone)))
    except Refused as error:
        raise OperatorError(str(error)) from error
