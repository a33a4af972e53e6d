"""What the log must never hold: what members write, who they are, the token, the keys to answers."""

import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO

import pytest

from adapters.cli.logs import start_log
from storage.database import Database
from tests.adapters.discord.campus import Campus, campus_on
from tests.adapters.discord.crowd import Crowd
from tests.adapters.discord.evidence import assert_nobody_is_pinged, at_rest

WRITTEN = "canary-of-a-members-words"
NAME = "Canary-Name"


@contextmanager
def open_log() -> Iterator[StringIO]:
    """Everything there is to log, as `office-hours run` writes it at its most talkative."""
    root, said = logging.getLogger(), StringIO()
    handlers, level, root.handlers = root.handlers, root.level, []
    levels = {name: logging.getLogger(name).level for name in list(root.manager.loggerDict)}
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning
    try:
        with redirect_stderr(said):
            start_log("debug")
            yield said
    finally:
        sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning = hooks
        root.handlers = handlers
        root.setLevel(level)
        for name in list(root.manager.loggerDict):
            logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))


async def a_life(campus: Campus) -> None:
    """Everything a member can write, on good days and bad."""
    grace = await campus.mentor("Grace")
    ada = campus.person(NAME)
    await ada.types("find-mentor", {"topic": "statistics"})
    await ada.presses("Request")
    await ada.fills(note=WRITTEN)
    await ada.types("find-mentor", {"topic": WRITTEN})
    await campus.fake.complete(ada.user, campus.guild, "timezone", field="zone", typed=WRITTEN)
    await grace.presses("Accept", on=grace.last_dm)


async def bad_days(campus: Campus) -> None:
    """Everything that makes libraries warn."""
    fake, ada = campus.fake, campus.person(NAME)
    crowd = await Crowd.gathered(campus, 4)
    sends = r"^/channels/\d+/messages"
    fake.fail("POST", "/callback", 429, retry_after=0.01)
    await ada.types("find-mentor", {"topic": WRITTEN})
    fake.drop("POST", "/callback")
    await ada.types("find-mentor", {"topic": WRITTEN})
    await fake.duplicate()
    for status in (400, 403, 404, 429, 503):
        fake.fail("POST", sends, status, retry_after=0.01)
        await crowd.hears()
    await fake.disconnect(1006)
    await fake.until(lambda: fake.resumes, "resumed")
    await fake.connected()
    await at_rest(campus)
    await ada.types("me")
    fake.fail("POST", "/callback", 400, code=50035, times=9)
    fake.timeout = 0.2
    with pytest.raises(AssertionError):
        await ada.types("find-mentor", {"topic": WRITTEN})
    fake.heal()
    fake.fail("POST", "/callback", 429, html=True)
    with pytest.raises(AssertionError):
        await ada.types("home")
    fake.timeout = 10
    await fake.disconnect(4004)
    await fake.until(campus.service.gone.done, "gone")


def holds_no_secret(said: str, campus: Campus) -> bool:
    secrets = (WRITTEN, NAME, campus.fake.token, *campus.fake.world.interactions)
    return not [secret for secret in secrets if secret in said]


async def test_the_log_holds_no_words_no_names_and_no_keys(sqlite_database: Database) -> None:
    with open_log() as log:
        async with campus_on(sqlite_database) as campus:
            await a_life(campus)
            await campus.restarts()
            await bad_days(campus)
            assert_nobody_is_pinged(campus.fake)
    said = log.getvalue()
    assert "an answer was not taken" in said
    assert "Reset Token" not in said
    assert len(campus.fake.world.interactions) > 10
    assert holds_no_secret(said, campus)


async def test_a_failure_of_our_own_is_logged_without_words(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> object:
        raise RuntimeError("a defect") from ValueError(WRITTEN)

    with open_log() as log:
        async with campus_on(sqlite_database) as campus:
            for shown in ("message", "modal"):
                monkeypatch.setattr(f"adapters.discord.answering.{shown}", broken)
            campus.fake.timeout = 0.2
            with pytest.raises(AssertionError):
                await campus.person(NAME).types("timezone", {"zone": WRITTEN})
    assert "a defect" in log.getvalue()
    assert holds_no_secret(log.getvalue(), campus)
