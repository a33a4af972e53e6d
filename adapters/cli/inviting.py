"""What an operator takes to the platforms: Discord's invitation, Slack's manifest."""

import asyncio
import json

from adapters.cli.config import Config
from adapters.cli.errors import OperatorError
from adapters.cli.wiring import asks, discord_settings
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


def slack_manifest(config: Config, name: str) -> str:
    """The manifest as JSON: for Socket Mode, or for `slack.address` when Slack is to call it."""
    from adapters.slack.manifest import manifest

    address = config.slack.address if config.slack.mode == "http" else ""
    if config.slack.mode == "http" and not address:
        raise OperatorError("Set `slack.address` first: the https address at which Slack reaches this bot.")
    return json.dumps(manifest(asks(), name, config.slack.prefix, address), indent=2)
