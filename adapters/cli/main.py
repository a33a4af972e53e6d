"""`office-hours`: what may be typed, and nothing else. What a command needs is imported when it runs."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import reset_tzpath

import typer

from adapters.cli.errors import OperatorError

if TYPE_CHECKING:
    from adapters.cli.config import Config

app = typer.Typer(
    help="Office Hours keeps mentoring alive where your community already talks.",
    epilog="New here? Try `office-hours playground`: no token, no server, a clock you can move.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
database = typer.Typer(help="Look after the database.", no_args_is_help=True)
app.add_typer(database, name="db")
slack = typer.Typer(help="Set up Slack.", no_args_is_help=True)
app.add_typer(slack, name="slack")
discord = typer.Typer(help="Set up Discord.", no_args_is_help=True)
app.add_typer(discord, name="discord")

ConfigPath = Annotated[
    Path | None,
    typer.Option("--config", "-c", metavar="FILE", help="The configuration; config.toml here if not given."),
]


@app.command()
def playground(
    db: Annotated[
        Path | None,
        typer.Option("--db", metavar="FILE", help="Keep the playground in FILE; else it is forgotten."),
    ] = None,
    empty: Annotated[bool, typer.Option("--empty", help="Start with nobody in the community.")] = False,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, metavar="PORT", help="Listen on PORT; 0 takes any free one."),
    ] = None,
    browser: Annotated[
        bool | None,
        typer.Option("--browser/--no-browser", help="Open the page in a browser.", show_default=False),
    ] = None,
    config: ConfigPath = None,
) -> None:
    """Try everything in a browser, with a clock to move.

    No token and no server are needed. Nothing leaves this machine.
    """
    chosen = _started(config).playground
    from adapters.cli.playing import play

    open_browser = chosen.open_browser if browser is None else browser
    raise typer.Exit(play(db, empty, chosen.port if port is None else port, open_browser))


@app.command()
def run(config: ConfigPath = None) -> None:
    """Run the bot on the platforms that are configured.

    It runs until SIGTERM or Ctrl+C, and then ends within ten seconds.
    """
    started = _started(config)
    from adapters.cli.running import run as run_until_stopped

    raise typer.Exit(run_until_stopped(started))


@app.command()
def init(
    path: Annotated[Path, typer.Argument(metavar="[FILE]", help="The file to write.")] = Path("config.toml"),
) -> None:
    """Ask a few questions and write config.toml."""
    from adapters.cli.asking import ask_and_write

    raise typer.Exit(ask_and_write(path))


@app.command()
def check(config: ConfigPath = None) -> None:
    """Tell what is wrong with the set-up, and how to mend it."""
    started = _started(config)
    from adapters.cli.checking import check as findings_about
    from adapters.cli.checking import check_copies, check_help_lines, check_platforms, check_rooms, show
    from adapters.cli.wiring import utc_now

    found = [*findings_about(started), *check_copies(started), *check_platforms(started), *check_rooms(started)]
    raise typer.Exit(show([*found, *check_help_lines(utc_now().date())]))


@app.command()
def commands() -> None:
    """Print every command people can type, as Markdown."""
    from adapters.cli.reference import reference

    print(reference(), end="")


@app.command("key")
def new_key() -> None:
    """Print a new key for `database.key`, which seals what is private."""
    from storage.seal import new_key

    print(new_key())


@discord.command()
def invite(config: ConfigPath = None) -> None:
    """Print the address that adds the bot to a server."""
    started = _started(config)
    from adapters.cli.inviting import discord_invitation

    print(discord_invitation(started))


@slack.command()
def manifest(
    name: Annotated[str, typer.Option("--name", help="What the app is called in Slack.")] = "Office Hours",
    config: ConfigPath = None,
) -> None:
    """Print the app's manifest: paste it where Slack makes an app."""
    started = _started(config)
    from adapters.cli.inviting import slack_manifest

    print(slack_manifest(started, name))


@slack.command()
def key() -> None:
    """Print a new key for `slack.key`, which seals the tokens of installed workspaces."""
    from cryptography.fernet import Fernet

    print(Fernet.generate_key().decode())


@database.command()
def upgrade(config: ConfigPath = None) -> None:
    """Bring the tables up to this version.

    It is safe to run twice. What is private and not sealed yet is sealed.
    """
    started = _started(config)
    from adapters.cli.migrating import upgrade as upgrade_to_latest
    from adapters.cli.sealing import seal_of
    from adapters.cli.sweeping import left_behind

    upgrade_to_latest(started.database.url, seal_of(started.database))
    print("The database is up to date.")
    copy = left_behind(started.database.url)
    if copy is not None:
        print(f"{copy} is from before anything was sealed. Delete it once you have seen that all is well.")


@database.command()
def backup(
    to: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="The file to write; it must be new.")] = None,
    config: ConfigPath = None,
) -> None:
    """Write a backup that ends after 30 days.

    Its key is thrown away then. The bot may run on. Keep the backup elsewhere, and the file with its keys
    (FILE.backup-keys beside the database) apart from it.
    """
    started = _started(config)
    from adapters.cli.backups import backup as write_backup
    from adapters.cli.wiring import utc_now

    print(f"Written: {write_backup(started.database, to, utc_now())}")


@database.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `db backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the database that is there.")
    ] = False,
    config: ConfigPath = None,
) -> None:
    """Put a backup in the place of the database.

    End the bot first. Whoever was erased since the backup stays erased.
    """
    started = _started(config)
    from adapters.cli.backups import restore as put_back
    from adapters.cli.wiring import utc_now

    restored = put_back(started.database, file, utc_now(), replaces=replace)
    print(f"Restored as of {restored.made_on}. Erased since, and erased again: {restored.erased}.")


@database.command("rotate-key")
def rotate_key(config: ConfigPath = None) -> None:
    """Seal everything with the newest key.

    The newest is the first of `database.key`. The bot may run on, once it was restarted with both. This can be ended
    at any moment, and goes on with the rest when it is typed again.
    """
    started = _started(config)
    from adapters.cli.rotating import rotate

    raise typer.Exit(rotate(started.database))


def _started(path: Path | None) -> "Config":
    """The configuration, with the log started as it says."""
    import os

    from adapters.cli.config import load
    from adapters.cli.logs import start_log

    config = load(path, os.environ)
    start_log(config.log.level)
    return config


def main() -> None:
    """Run the command line. Exit code 2 and one sentence for what the operator can mend."""
    # The rules of time zones are those of our lock, the same on every machine.
    reset_tzpath(to=())
    try:
        app(prog_name="office-hours")
    except OperatorError as error:
        import logging

        logging.getLogger(__name__).debug("refused", exc_info=True)
        print(f"office-hours: {error}", file=sys.stderr)
        sys.exit(2)
