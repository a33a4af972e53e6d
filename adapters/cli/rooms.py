"""What the configuration says about rooms: which services there are, and what handlers may offer."""

from adapters.cli.config import Config
from adapters.cli.errors import OperatorError
from adapters.rooms.meet import BadKey, MeetSettings, ServiceKey
from adapters.rooms.opening import Settings
from adapters.rooms.teams import TeamsSettings
from adapters.rooms.zoom import ZoomSettings

_LACKING = "config.example.toml tells where it is found."


def lacking(config: Config) -> list[tuple[str, str]]:
    """What is missing or cannot be used of services that are begun with, and how to mend it."""
    needed = {
        "zoom.client_id": config.zoom.account_id and not config.zoom.client_id,
        "zoom.client_secret": config.zoom.account_id and not config.zoom.client_secret,
        "google.user": config.google.service_account and not config.google.user,
        "teams.client_id": config.teams.tenant and not config.teams.client_id,
        "teams.client_secret": config.teams.tenant and not config.teams.client_secret,
        "teams.user": config.teams.tenant and not config.teams.user,
    }
    found = [(f"`{key}` is missing.", _LACKING) for key, is_so in needed.items() if is_so]
    has = {"zoom": config.zoom.account_id, "meet": config.google.service_account, "teams": config.teams.tenant}
    found += [
        (f"`rooms.order` names {one}, which is not configured.", "Leave it out, or fill in its table.")
        for one in config.rooms.order
        if not has.get(one, "jitsi")
    ]
    try:
        _meet(config)
    except BadKey as error:
        found.append(("`google.service_account` cannot be used.", f"Mend it: {error}."))
    return found


def room_settings(config: Config) -> Settings:
    """What the adapters need of the configuration. Raises OperatorError for what is missing or cannot be used."""
    for what, mend in lacking(config):
        raise OperatorError(f"{what} {mend}")
    zoom, teams = config.zoom, config.teams
    return Settings(
        zoom=ZoomSettings(zoom.account_id, zoom.client_id, zoom.client_secret, zoom.user, zoom.api_url, zoom.login_url)
        if zoom.account_id
        else None,
        meet=_meet(config),
        teams=TeamsSettings(
            teams.tenant, teams.client_id, teams.client_secret, teams.user, teams.api_url, teams.login_url
        )
        if teams.tenant
        else None,
    )


def room_order(config: Config) -> tuple[str, ...]:
    """The services that make rooms, the preferred one first."""
    has = {"zoom": config.zoom.account_id, "meet": config.google.service_account, "teams": config.teams.tenant}
    rest = (name for name, is_there in has.items() if is_there and name not in config.rooms.order)
    return (*config.rooms.order, *rest)


def _meet(config: Config) -> MeetSettings | None:
    if not config.google.service_account:
        return None
    return MeetSettings(ServiceKey.read(config.google.service_account), config.google.user, config.google.api_url)
