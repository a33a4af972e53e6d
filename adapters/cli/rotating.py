"""`office-hours db rotate-key`: from one key to the next."""

import asyncio

from sqlalchemy.exc import DBAPIError

from adapters.cli.config import DatabaseConfig
from adapters.cli.errors import OperatorError
from adapters.cli.migrating import Standing, standing
from adapters.cli.sealing import seal_of
from bot.ports.storage import StorageBusy
from storage.database import Database
from storage.rotation import Rotation
from storage.seal import Seal, WrongKey


def rotate(config: DatabaseConfig) -> int:
    """Seals everything with the first key and says what became of the others; returns the exit code.

    Raises OperatorError for a wrong key, tables that are not up to date, and what no key opens.
    """
    seal = seal_of(config)
    if standing(config.url) is not Standing.CURRENT:
        raise OperatorError("The tables are not up to date. Type `office-hours db upgrade` first.")
    try:
        return asyncio.run(_rotated(config.url, seal))
    except WrongKey as error:
        raise OperatorError(str(error)) from error
    except (DBAPIError, StorageBusy) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()[0]
        raise OperatorError(
            f"The database did not answer in time ({reason}). What is sealed anew stays so: type this again to go on."
        ) from error


async def _rotated(url: str, seal: Seal) -> int:
    database = Database.open(url, seal=seal)
    try:
        rotation = Rotation(database, seal)
        async for done in rotation.run():
            print(f"Sealed anew with key {seal.names[0]}: {done}.", flush=True)
        is_done = await rotation.finish()
    finally:
        await database.close()
    if not is_done:
        print("Meanwhile something was sealed with the old key. Restart the bot with both keys, the new one first.")
        print("Then type `office-hours db rotate-key` again.")
        return 1
    print(f"Everything is sealed with key {seal.names[0]}.")
    if len(seal.names) > 1:
        print("Take the old key out of `database.key` and restart. Keep it for as long as you keep older backups.")
    return 0
