"""What the log tells of an error: where and what kind, and no word that a member may have written."""

import asyncio
import gc
import logging
import sqlite3
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
