"""`office-hours init`: a few questions, one file."""

import json
import os
from pathlib import Path

import typer

from adapters.cli.config import Config, load
from adapters.cli.errors import OperatorError
from adapters.cli.values import Reader, database_url, token, words, zone
from storage.seal import new_key

_FILE = """\
# Written by `office-hours init`. config.example.toml explains every key.

[database]
url = {url}
key = {key}

[community]
name = {name}
zone = {zone}
"""

_DISCORD = """
[discord]
token = {token}
"""

_SLACK = """
[slack]
bot_token = {bot}
app_token = {app}
"""


def ask_and_write(path: Path) -> int:
    """Ask, write `path` readable by its owner only, and return the exit code.

    An existing file is replaced only after a yes. Raises OperatorError when the file cannot be written.
    """
    if path.exists() and not typer.confirm(f"{path} is already there. Replace it?"):
        typer.echo("Nothing was written.")
        return 1
    kept = _key_of(path)
    default = Config()
    url = _answer("Where is everything kept? One file needs no server", default.database.url, database_url)
    name = _answer("What is your community called?", default.community.name, words)
    place = _answer("Which time zone does it live in?", default.community.zone, zone)
    bot = _answer("Discord: the bot's token (hidden; nothing if you have none)", "", token, is_secret=True)
    platforms = (_DISCORD.format(token=_quoted(bot)) if bot else "") + _slack()
    key = _quoted(",".join(kept) or new_key())
    _write(path, _FILE.format(url=_quoted(url), key=key, name=_quoted(name), zone=_quoted(place)) + platforms)
    typer.echo(f"Wrote {path}. `database.key` in it opens what is private: keep a copy apart from your backups.")
    typer.echo("Next: `office-hours db upgrade`, then `office-hours check`.")
    return 0


def _key_of(path: Path) -> tuple[str, ...]:
    """The keys in the file that is replaced: without them what they sealed is lost. Raises OperatorError."""
    if not path.exists():
        return ()
    try:
        return load(path, {}).database.key
    except OperatorError as error:
        raise OperatorError(
            f"There may be a key in {path}, and I cannot read it: move the file away. {error}"
        ) from error


def _slack() -> str:
    """Slack's table, for one workspace over Socket Mode; nothing without a token."""
    bot = _answer("Slack: the bot's token, xoxb-... (hidden; nothing if you have none)", "", token, is_secret=True)
    if not bot:
        return ""
    app = _answer("Slack: the app-level token, xapp-... (hidden)", "", token, is_secret=True)
    return _SLACK.format(bot=_quoted(bot), app=_quoted(app))


def _answer(question: str, default: str, read: Reader, *, is_secret: bool = False) -> str:
    """Ask until the answer can be read."""
    while True:
        answer: str = typer.prompt(question, default=default, hide_input=is_secret, show_default=not is_secret)
        try:
            return str(read(answer))
        except ValueError as error:
            typer.echo(f"That must be {error}", err=True)


def _quoted(text: str) -> str:
    """A TOML string: for printable text, JSON's and TOML's are the same."""
    return json.dumps(text, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    """In one step, so that a crash leaves the old file or the new one; the address may hold a password."""
    draft = path.with_name(f"{path.name}.draft")
    try:
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        draft.replace(path)
    except OSError as error:
        raise OperatorError(f"I cannot write {path}: {error.strerror}.") from error
