"""What Slack says about this bot before it runs: the tokens, and the scopes they carry."""

from collections.abc import Sequence

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.manifest import SCOPES
from adapters.slack.service import NOT_REACHED, REFUSES_BOT, REFUSES_SOCKETS, Settings
from adapters.slack.workspaces import BadKey, seal

Found = tuple[str, str]
"""What was found, and how to mend it; the second is empty when all is well."""


async def look(settings: Settings) -> Sequence[Found]:
    """Everything there is to say. Nothing is changed in Slack."""
    found = [*_written(settings)]
    try:
        if settings.bot_token:
            found += await _bot(settings)
        if settings.mode == "socket":
            found += await _sockets(settings)
    except (OSError, aiohttp.ClientError, TimeoutError):
        found.append(("Slack is set up, but does not answer.", NOT_REACHED))
    return found


def _written(settings: Settings) -> list[Found]:
    """What can be said without asking anybody."""
    lacking = {
        "slack.app_token": settings.mode == "socket" and not settings.app_token,
        "slack.signing_secret": settings.mode == "http" and not settings.signing_secret,
        "slack.address": settings.mode == "http" and not settings.address,
        "slack.client_secret": bool(settings.client_id) and not settings.client_secret,
        "slack.key": bool(settings.client_id) and not settings.keys,
    }
    found = [
        (f"`{key}` is missing.", "config.example.toml tells where it is found.")
        for key, is_so in lacking.items()
        if is_so
    ]
    try:
        seal(settings.keys)
    except BadKey as error:
        found.append(("`slack.key` cannot be used.", str(error)))
    return found


async def _bot(settings: Settings) -> list[Found]:
    client = AsyncWebClient(settings.bot_token, base_url=settings.api_url, retry_handlers=[])
    try:
        me = await client.auth_test()
    except SlackApiError:
        return [("Slack is set up, but refuses the bot token.", REFUSES_BOT)]
    held = {scope.strip() for scope in str(me.headers.get("x-oauth-scopes", "")).split(",")}
    lacking = [f"{scope} ({why})" for scope, why in SCOPES.items() if scope not in held]
    found = [(f"Slack takes the bot token: it is {me.get('user')} in {me.get('team')}.", "")]
    if lacking:
        mend = "Paste `office-hours slack manifest` into your app's manifest, and install it again."
        found.append((f"The bot lacks scopes: {', '.join(lacking)}.", mend))
    return found


async def _sockets(settings: Settings) -> list[Found]:
    client = AsyncWebClient(base_url=settings.api_url, retry_handlers=[])
    try:
        await client.apps_connections_open(app_token=settings.app_token)
    except SlackApiError:
        return [("Slack is set up, but refuses the app token.", REFUSES_SOCKETS)]
    return [("Slack takes the app token.", "")]
