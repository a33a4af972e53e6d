"""`office-hours check`: what is right, what is wrong, and how to mend it."""

import asyncio
from dataclasses import dataclass
from datetime import date

from adapters.cli.config import Config, DatabaseConfig
from adapters.cli.errors import OperatorError
from adapters.cli.migrating import Standing, sealed_with, standing
from adapters.cli.sealing import MAKE_KEY, NO_KEY, seal_of
from adapters.cli.sweeping import left_behind
from storage.proof import refuse_wrong
from storage.seal import WrongKey

UPGRADE = "Type `office-hours db upgrade`."


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence on what was found, and one on what to do; `mend` is empty when all is well.

    `can_wait`: everything runs without it.
    """

    what: str
    mend: str = ""
    can_wait: bool = False

    @property
    def is_fine(self) -> bool:
        return not self.mend


def check(config: Config) -> list[Finding]:
    """Look at everything `run` needs. Nothing is changed, not even an empty database file made."""
    from adapters.cli.rooms import lacking

    rooms = [Finding(what, mend) for what, mend in lacking(config)]
    return [_database(config.database.url), *_key(config.database), *_calendars(config), *rooms]


def check_copies(config: Config) -> list[Finding]:
    """What was left behind that nothing seals: no reason not to run, and one to tidy up."""
    copy = left_behind(config.database.url)
    if copy is None:
        return []
    return [Finding(f"{copy} is from before anything was sealed.", "Delete it once you have seen that all is well.")]


def check_platforms(config: Config) -> list[Finding]:
    """Log in to each platform that is configured and tell what it says. Nothing is changed there."""
    if not (config.discord.token or config.slack.is_used):
        return [
            Finding("No platform is configured. `office-hours playground` needs none; config.example.toml has all.")
        ]
    return [*(_discord(config) if config.discord.token else ()), *(_slack(config) if config.slack.is_used else ())]


def _discord(config: Config) -> list[Finding]:
    from adapters.cli.wiring import asks, discord_settings
    from adapters.discord.checking import look

    found = asyncio.run(look(discord_settings(config.discord, config.community.zone), asks()))
    return [Finding(what, mend) for what, mend in found]


def _slack(config: Config) -> list[Finding]:
    from adapters.cli.wiring import slack_settings
    from adapters.slack.checking import look

    found = asyncio.run(look(slack_settings(config.slack, config.community.zone)))
    return [Finding(what, mend) for what, mend in found]


def _calendars(config: Config) -> list[Finding]:
    served = config.calendars
    if not served.address:
        return []
    found = f"Calendars are served on port {served.listen}, for {served.address}/calendar/."
    if served.listen == 0:
        return [Finding(found, "Choose a port with `calendars.listen`: what speaks TLS has to find it.")]
    if config.slack.is_used and config.slack.mode == "http" and config.slack.listen == served.listen:
        return [Finding(found, "`slack.listen` names the same port. Choose another: `calendars.listen`.")]
    return [Finding(found)]


def check_rooms(config: Config) -> list[Finding]:
    """Ask each service that makes rooms for a token and tell what it says. Nothing is made there."""
    from adapters.cli.rooms import lacking, room_settings
    from adapters.cli.wiring import utc_now
    from adapters.rooms.opening import look

    if lacking(config):
        return []
    return [Finding(what, mend) for what, mend in asyncio.run(look(room_settings(config), utc_now))]


def check_help_lines(today: date) -> list[Finding]:
    """Name the help lines nobody has looked at for half a year: numbers change, and a wrong one is worse than none."""
    from bot.domain.care.lines import OLD, book, stale

    lines = [line for line in book().lines if line.verified]
    old = stale(lines, today)
    found = f"{len(lines)} help lines of {len({line.country for line in lines})} countries."
    if not old:
        return [Finding(found)]
    where = ", ".join(sorted({line.country for line in old}))
    mend = f"{len(old)} were checked over {OLD.days} days ago ({where}). A newer version may have newer ones."
    return [Finding(found, mend, can_wait=True)]


def show(findings: list[Finding]) -> int:
    """Print a line each, and return the exit code: 1 when something is to be mended that cannot wait."""
    for finding in findings:
        kind = "ok  " if finding.is_fine else "look" if finding.can_wait else "mend"
        print(f"{kind}  {finding.what} {finding.mend}".rstrip())
    return 0 if all(finding.is_fine or finding.can_wait for finding in findings) else 1


def _key(config: DatabaseConfig) -> list[Finding]:
    """Whether the keys open what is there; nothing on a database that cannot be opened, which was said already."""
    try:
        seal = seal_of(config)
    except OperatorError as error:
        return [Finding(NO_KEY, MAKE_KEY) if not config.key else Finding(str(error), "Mend `database.key`.")]
    try:
        used = sealed_with(config.url)
        refuse_wrong(used, seal)
    except OperatorError:
        return []
    except WrongKey as error:
        return [Finding(str(error), "Put the missing key into `database.key`; after the new one, if there is one.")]
    first, *_ = seal.names
    if set(used) - {first}:
        rest = ", ".join(sorted(set(used) - {first}))
        return [Finding(f"Key {first} seals what is private. `office-hours db rotate-key` makes {rest} needless.")]
    return [Finding(f"Key {first} seals what is private.")]


def _database(url: str) -> Finding:
    try:
        found = standing(url)
    except OperatorError as error:
        return Finding(str(error), "Start it, or mend `database.url`.")
    return {
        Standing.EMPTY: Finding("The database has no tables yet.", UPGRADE),
        Standing.BEHIND: Finding("The database's tables are older than this version.", UPGRADE),
        Standing.CURRENT: Finding("The database can be reached and its tables are up to date."),
        Standing.AHEAD: Finding(
            "The database's tables are newer than this version.",
            "Run the version that upgraded it, or a newer one.",
        ),
    }[found]
