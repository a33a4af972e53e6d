"""The app's manifest, from the registry: paste it where Slack makes an app, and everything is set."""

from typing import Any

from bot.registry import Ask, Registry

SCOPES = {
    "commands": "to be typed to",
    "chat:write": "to answer, and to write where it was invited",
    "users:read": "to know names and time zones",
    "files:write": "to show pictures",
}
"""Every scope the bot asks for, and why. Reading messages is not among them."""
EVENTS = ("app_home_opened", "app_uninstalled", "tokens_revoked", "user_change")
DESCRIPTION = 140
HINT = 1000


def manifest(registry: Registry, name: str, prefix: str, address: str = "") -> dict[str, Any]:
    """Slack's manifest, version 1. With an `address` (https://host) Slack calls it; without, Socket Mode is used."""
    settings: dict[str, Any] = {
        "event_subscriptions": {"bot_events": sorted(EVENTS)},
        "interactivity": {"is_enabled": True},
        "org_deploy_enabled": False,
        "socket_mode_enabled": not address,
        "token_rotation_enabled": False,
    }
    oauth: dict[str, Any] = {"scopes": {"bot": sorted(SCOPES)}}
    if address:
        url = f"{address.rstrip('/')}/slack/events"
        settings["event_subscriptions"]["request_url"] = url
        settings["interactivity"] |= {"request_url": url, "message_menu_options_url": url}
        oauth["redirect_urls"] = [f"{address.rstrip('/')}/slack/oauth_redirect"]
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {"name": name, "description": "Keeps mentoring alive.", "background_color": "#0f5f58"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "slash_commands": [_command(word, asks, prefix, address) for word, asks in _groups(registry).items()],
        },
        "oauth_config": oauth,
        "settings": settings,
    }


def _groups(registry: Registry) -> dict[str, list[Ask]]:
    """Slack's commands are single words; what follows is text."""
    found: dict[str, list[Ask]] = {}
    for ask in sorted(registry.commands(), key=lambda ask: ask.command):
        found.setdefault(ask.command.split(" ")[0], []).append(ask)
    return found


def _command(word: str, asks: list[Ask], prefix: str, address: str) -> dict[str, Any]:
    single = len(asks) == 1 and asks[0].command == word
    said = asks[0].summary if single else f"{word}: {', '.join(ask.command.split(' ')[-1] for ask in asks)}"
    hint = (
        " ".join(f"[{param.name}]" for param in asks[0].typed)
        if single
        else "|".join(ask.command.split(" ")[-1] for ask in asks)
    )
    made = {"command": f"/{prefix}{word}", "description": said[:DESCRIPTION], "should_escape": True}
    if hint:
        made["usage_hint"] = hint[:HINT]
    if address:
        made["url"] = f"{address.rstrip('/')}/slack/events"
    return made
