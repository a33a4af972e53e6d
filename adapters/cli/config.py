"""config.toml: every key, its default, and how it is read.

A key's field carries its reader (see `values`). A secret may also come from the environment, which wins, or
from a file named by the same key with `_file` at its end.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from adapters.cli.document import Document
from adapters.cli.errors import ConfigError
from adapters.cli.values import (
    Reader,
    database_url,
    file_name,
    guess,
    hosts,
    json_key,
    one_of,
    port,
    public_address,
    safe_address,
    sealing_keys,
    services,
    switch,
    token,
    web_address,
    whole,
    wholes,
    words,
    zone,
)

DEFAULT_PATH = Path("config.toml")

T = TypeVar("T")


def _key(default: T, read: Reader, *, is_secret: bool = False) -> T:
    return field(default=default, repr=not is_secret, metadata={"read": read, "is_secret": is_secret})


@dataclass(frozen=True, slots=True)
class DatabaseConfig:
    """Where everything is kept, and the keys that seal what is private in it; the first seals, all open.

    `erased` is the file that says who must stay erased, `backup_keys` the one with the keys of backups; where they are
    empty they are beside the database.
    """

    url: str = _key("sqlite:///office-hours.db", database_url, is_secret=True)
    key: tuple[str, ...] = _key((), sealing_keys, is_secret=True)
    erased: str = _key("", file_name)
    backup_keys: str = _key("", file_name)


@dataclass(frozen=True, slots=True)
class CommunityConfig:
    """What a new community starts with; `zone` is an IANA name."""

    name: str = _key("Office Hours", words)
    zone: str = _key("UTC", zone)


@dataclass(frozen=True, slots=True)
class PlaygroundConfig:
    """The local page. `port` 0 takes any free one."""

    port: int = _key(8421, port)
    open_browser: bool = _key(True, switch)


@dataclass(frozen=True, slots=True)
class DiscordConfig:
    """Discord, when there is a token. `development_guild` 0 means none, `shard_count` 0 that all is one shard."""

    token: str = _key("", token, is_secret=True)
    api_url: str = _key("https://discord.com/api/v10", web_address)
    development_guild: int = _key(0, whole)
    shard_count: int = _key(0, whole)
    shard_ids: tuple[int, ...] = _key((), wholes)
    requests_per_second: int = _key(47, whole)


@dataclass(frozen=True, slots=True)
class SlackConfig:
    """Slack, when there is a bot token (one workspace) or a client id (many, over HTTP and OAuth)."""

    mode: str = _key("socket", one_of("socket", "http"))
    bot_token: str = _key("", token, is_secret=True)
    app_token: str = _key("", token, is_secret=True)
    signing_secret: str = _key("", token, is_secret=True)
    client_id: str = _key("", token)
    client_secret: str = _key("", token, is_secret=True)
    key: str = _key("", token, is_secret=True)
    api_url: str = _key("https://slack.com/api", web_address)
    address: str = _key("", token)
    listen: int = _key(8422, port)
    prefix: str = _key("", token)

    @property
    def is_used(self) -> bool:
        """Whether there is enough to speak in Slack."""
        return bool(self.bot_token or self.client_id)


@dataclass(frozen=True, slots=True)
class CalendarsConfig:
    """Calendars to subscribe to, when there is an address under which others reach this machine's port `listen`."""

    address: str = _key("", public_address)
    listen: int = _key(8423, port)


@dataclass(frozen=True, slots=True)
class RoomsConfig:
    """Where two people meet who have no place of their own. `order` names the services, the preferred one first."""

    jitsi: str = _key("https://meet.jit.si", safe_address)
    order: tuple[str, ...] = _key((), services)


@dataclass(frozen=True, slots=True)
class ZoomConfig:
    """Zoom, when there is an account id."""

    account_id: str = _key("", token)
    client_id: str = _key("", token)
    client_secret: str = _key("", token, is_secret=True)
    user: str = _key("me", token)
    api_url: str = _key("https://api.zoom.us/v2", safe_address)
    login_url: str = _key("https://zoom.us", safe_address)


@dataclass(frozen=True, slots=True)
class GoogleConfig:
    """Google Meet, when there is a service account."""

    service_account: str = _key("", json_key, is_secret=True)
    user: str = _key("", token)
    api_url: str = _key("https://meet.googleapis.com", safe_address)


@dataclass(frozen=True, slots=True)
class TeamsConfig:
    """Microsoft Teams, when there is a tenant."""

    tenant: str = _key("", token)
    client_id: str = _key("", token)
    client_secret: str = _key("", token, is_secret=True)
    user: str = _key("", token)
    api_url: str = _key("https://graph.microsoft.com/v1.0", safe_address)
    login_url: str = _key("https://login.microsoftonline.com", safe_address)


@dataclass(frozen=True, slots=True)
class FeedsConfig:
    """Calendars that people add. With `hosts`, from those and what lies under them alone."""

    enabled: bool = _key(True, switch)
    hosts: tuple[str, ...] = _key((), hosts)


@dataclass(frozen=True, slots=True)
class LogConfig:
    """How much the log tells."""

    level: str = _key("info", one_of("debug", "info", "warning", "error"))


@dataclass(frozen=True, slots=True)
class Config:
    """One field per table of config.toml."""

    database: DatabaseConfig = field(default_factory=DatabaseConfig)
    community: CommunityConfig = field(default_factory=CommunityConfig)
    playground: PlaygroundConfig = field(default_factory=PlaygroundConfig)
    discord: DiscordConfig = field(default_factory=DiscordConfig)
    slack: SlackConfig = field(default_factory=SlackConfig)
    calendars: CalendarsConfig = field(default_factory=CalendarsConfig)
    rooms: RoomsConfig = field(default_factory=RoomsConfig)
    zoom: ZoomConfig = field(default_factory=ZoomConfig)
    google: GoogleConfig = field(default_factory=GoogleConfig)
    teams: TeamsConfig = field(default_factory=TeamsConfig)
    feeds: FeedsConfig = field(default_factory=FeedsConfig)
    log: LogConfig = field(default_factory=LogConfig)


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """What `path` says, with `environ` on top and defaults below.

    Without a path, config.toml in the current folder is read if there is one. Raises ConfigError for a file
    that is missing or is not TOML, a key that is not known, and a value that is not of its kind.
    """
    document = _document(path)
    _refuse_strangers(document)
    return Config(**{name: _table(document, name, table, environ) for name, table in _tables().items()})


def keys() -> tuple[str, ...]:
    """Every key that config.toml may hold: `database.url`, `database.url_file`, ..."""
    return tuple(
        key for name, table in _tables().items() for f in fields(table) for key in _spellings(f"{name}.{f.name}", f)
    )


def environment_name(key: str) -> str:
    """`database.url` → `OFFICE_HOURS_DATABASE_URL`."""
    return "OFFICE_HOURS_" + key.upper().replace(".", "_")


def _document(path: Path | None) -> Document:
    if path is None and not DEFAULT_PATH.exists():
        return Document.empty()
    return Document.read(path or DEFAULT_PATH)


def _tables() -> dict[str, type[Any]]:
    return get_type_hints(Config)


def _spellings(key: str, f: Field[Any]) -> tuple[str, ...]:
    return (key, f"{key}_file") if f.metadata["is_secret"] else (key,)


def _refuse_strangers(document: Document) -> None:
    for path, value in document.leaves():
        key = ".".join(path)
        if key in keys() or (value == {} and key in _tables()):
            continue
        kind, known = ("table", tuple(_tables())) if value == {} else ("key", keys())
        raise document.refusal(path, f"I do not know the {kind} `{key}`.{guess(key, known)}")


def _table(document: Document, name: str, table: type[Any], environ: Mapping[str, str]) -> Any:
    held = document.values.get(name, {})
    found: dict[str, object] = {}
    for f in fields(table):
        secret = _secret(document, name, f, held, environ) if f.metadata["is_secret"] else None
        if secret is not None:
            found[f.name] = secret
        elif f.name in held:
            found[f.name] = _value(document, (name, f.name), f, held[f.name])
    return table(**found)


def _value(document: Document, path: tuple[str, str], f: Field[Any], held: object) -> object:
    try:
        value: object = f.metadata["read"](held)
    except ValueError as error:
        raise document.refusal(path, f"`{'.'.join(path)}` must be {error}") from None
    return value


def _secret(
    document: Document, name: str, f: Field[Any], held: Mapping[str, object], environ: Mapping[str, str]
) -> object | None:
    """From the environment, or from the file that the `_file` key names; None when neither is given."""
    key, file_key = f"{name}.{f.name}", f"{f.name}_file"
    variable = environment_name(key)
    if variable in environ:
        return _checked(f, environ[variable], f"{variable} in the environment")
    if file_key not in held:
        return None
    path = (name, file_key)
    if f.name in held:
        raise document.refusal(path, f"Give either `{key}` or `{name}.{file_key}`, not both.")
    try:
        text = document.beside(words(held[file_key])).read_text(encoding="utf-8")
    except ValueError as error:
        raise document.refusal(path, f"`{name}.{file_key}` must be {error}") from None
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise document.refusal(path, f"I cannot read the file of `{name}.{file_key}`: {reason}.") from None
    return _checked(f, text.strip(), f"The file of `{name}.{file_key}`")


def _checked(f: Field[Any], text: str, what: str) -> object:
    try:
        value: object = f.metadata["read"](text)
    except ValueError as error:
        raise ConfigError(f"{what} must hold {error}") from None
    return value
