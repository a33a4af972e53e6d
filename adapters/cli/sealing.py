"""Which key seals the database: the configured one, or the playground's own."""

import os
from pathlib import Path

from adapters.cli.config import DatabaseConfig
from adapters.cli.errors import OperatorError
from storage.seal import BadKey, Seal, new_key

NO_KEY = "There is no `database.key`, so nothing private can be kept."
MAKE_KEY = "Type `office-hours key` and put what it prints into OFFICE_HOURS_DATABASE_KEY or `database.key`."


def seal_of(config: DatabaseConfig) -> Seal:
    """What seals, as configured. Raises OperatorError where there is no key, or what is none."""
    if not config.key:
        raise OperatorError(f"{NO_KEY} {MAKE_KEY}")
    try:
        return Seal.of(config.key)
    except BadKey as error:
        raise OperatorError(str(error)) from None


def playground_seal(db: Path | None) -> Seal:
    """What seals the playground: drawn anew in memory, else the key in FILE.key, made where there is none yet."""
    if db is None:
        return Seal.drawn()
    file = db.with_name(f"{db.name}.key")
    try:
        if not file.exists():
            _refuse_lost(db, file)
            _write(file, new_key())
        return Seal.of([file.read_text(encoding="ascii")])
    except BadKey:
        raise OperatorError(f"{file} holds no key. Put back the one it held, or start with a new --db.") from None
    except OSError as error:
        raise OperatorError(f"I cannot keep the playground's key in {file}: {error.strerror}.") from error


def _refuse_lost(db: Path, file: Path) -> None:
    """Raises OperatorError when something was already sealed with the key that should be there."""
    from adapters.cli.migrating import sealed_with

    if sealed_with(f"sqlite:///{db}"):
        raise OperatorError(
            f"{db} was sealed with the key in {file}, which is gone. Put it back, or give another --db."
        )


def _write(file: Path, key: str) -> None:
    """For its owner's eyes only."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as made:
        made.write(f"{key}\n")
