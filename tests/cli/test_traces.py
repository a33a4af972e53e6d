"""What the log tells of an error: where and what kind, and no word that a member may have written."""

import asyncio
import gc
import logging
import sqlite3
import sys
import warnings
from collections.abc import Callable
from threading import Thread
from traceback import format_exception

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from adapters.cli.traces import trace
from storage.engine import open_engine
from tests.adapters.discord.test_secrets import open_log

WRITTEN = "canary-of-a-members-words"


def fails(written: str) -> None:
    raise RuntimeError("a defect") from ValueError(written)


def logged(written: str) -> str:
    with open_log() as log:
        try:
            int(written)
        except ValueError:
            logging.getLogger("bot").exception("it failed")
        return log.getvalue()


def test_a_trace_names_the_place_and_the_kind_and_not_the_value() -> None:
    said = logged(WRITTEN)
    assert "it failed" in said
    assert "ValueError" in said
    assert "in logged" in said
    assert WRITTEN not in said


def test_a_sentence_that_stands_in_the_code_is_told_and_what_caused_it_comes_first() -> None:
    with pytest.raises(RuntimeError) as caught:
        fails(WRITTEN)
    said = trace(caught.value)
    assert "RuntimeError: a defect" in said
    assert said.index("ValueError") < said.index("and then:") < said.index("RuntimeError")
    assert WRITTEN not in said


def test_each_error_of_a_group_is_told() -> None:
    try:
        raise ExceptionGroup("two things failed", [KeyError(WRITTEN), FileNotFoundError(2, "No such file", WRITTEN)])
    except ExceptionGroup as group:
        said = trace(group)
    assert "two things failed" in said
    assert "builtins.KeyError" in said
    assert "builtins.FileNotFoundError: No such file" in said
    assert WRITTEN not in said


def test_errors_that_caused_one_another_end() -> None:
    one, other = ValueError("one"), KeyError("other")
    one.__cause__, other.__cause__ = other, one
    assert trace(one).count("and then:") == 1


def test_sqlite_names_tables_and_no_values() -> None:
    with pytest.raises(sqlite3.Error) as caught:
        sqlite3.connect(":memory:").execute("SELECT * FROM nowhere")
    assert "no such table: nowhere" in trace(caught.value)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    ["SELECT CAST(CAST(:said AS TEXT) AS INTEGER)", "INSERT INTO words VALUES (:said), (:said)"],
)
async def test_postgresql_quotes_values_and_the_log_does_not(database_url: str, statement: str) -> None:
    engine = open_engine(database_url)
    with open_log() as log:
        async with engine.connect() as connection:
            await connection.execute(text("CREATE TEMPORARY TABLE words (said TEXT PRIMARY KEY)"))
            with pytest.raises(DBAPIError) as caught:
                await connection.execute(text(statement), {"said": WRITTEN})
        logging.getLogger("bot").error("it failed", exc_info=caught.value)
    await engine.dispose()
    assert WRITTEN in "".join(format_exception(caught.value))
    assert "sqlstate 2" in log.getvalue()
    assert WRITTEN not in log.getvalue()


class Unreadable(Exception):
    """Its own words fail."""

    def __str__(self) -> str:
        raise RuntimeError(WRITTEN)


class Forgetful:
    """Fails when it is thrown away."""

    def __del__(self) -> None:
        raise ValueError(WRITTEN)


def json_path() -> None:
    sqlite3.connect(":memory:").execute("SELECT json_extract('{}', ?)", (WRITTEN,)).fetchall()


def with_a_note() -> None:
    error = ValueError("a defect")
    error.add_note(WRITTEN)
    raise error


def of_the_system() -> None:
    raise OSError(2, WRITTEN)


def unreadable() -> None:
    raise Unreadable


@pytest.mark.parametrize("fails", [json_path, with_a_note, of_the_system, unreadable])
def test_what_libraries_and_the_system_quote_is_not_told(fails: Callable[[], None]) -> None:
    with open_log() as log:
        try:
            fails()
        except Exception:
            logging.getLogger("bot").exception("it failed")
    assert "it failed" in log.getvalue()
    assert f"in {fails.__name__}" in log.getvalue()
    assert WRITTEN not in log.getvalue()


def test_a_library_that_puts_an_errors_words_into_its_own_does_so_in_vain() -> None:
    with open_log() as log:
        try:
            raise RuntimeError("a defect") from KeyError(WRITTEN)
        except RuntimeError as error:
            said = f"Failed to run listener function (error: {error}, {error.__cause__}, {error.__cause__!r})"
            logging.getLogger("slack_bolt").exception(said)
    assert "Failed to run listener function (error: a defect" in log.getvalue()
    assert WRITTEN not in log.getvalue()


def test_a_line_that_cannot_be_written_is_said_to_be_one_without_its_words() -> None:
    with open_log() as log:
        logging.getLogger("bot").warning("%d people", WRITTEN)
    assert "could not be written: TypeError" in log.getvalue()
    assert "test_traces.py" in log.getvalue()
    assert WRITTEN not in log.getvalue()


def test_what_nobody_catches_and_what_python_warns_of_is_logged_without_words() -> None:
    with open_log() as log:
        thread = Thread(target=fails, args=(WRITTEN,), name=WRITTEN)
        thread.start()
        thread.join()
        Forgetful()
        gc.collect()
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(WRITTEN, stacklevel=1)
        sys.excepthook(ValueError, ValueError(WRITTEN), None)
    said = log.getvalue()
    for told in ("in a thread", "while something was thrown away", "UserWarning at ", "and everything ends"):
        assert told in said
    assert WRITTEN not in said


async def test_what_a_callback_was_given_is_not_told() -> None:
    with open_log() as log:
        asyncio.get_running_loop().call_soon(fails, WRITTEN)
        await asyncio.sleep(0)
    assert "Exception in callback fails" in log.getvalue()
    assert WRITTEN not in log.getvalue()


async def test_a_task_that_nobody_waited_for_is_logged_without_its_words() -> None:
    async def task(written: str) -> None:
        raise LookupError(written)

    with open_log() as log:
        running = asyncio.create_task(task(WRITTEN), name=WRITTEN)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del running
        gc.collect()
    assert "Task exception was never retrieved" in log.getvalue()
    assert "LookupError" in log.getvalue()
    assert WRITTEN not in log.getvalue()
