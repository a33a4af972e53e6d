"""The same payload several times: once more at once, after a restart, to two processes; one effect each time."""

import logging
from typing import Any

import pytest

from storage.database import Database
from tests.adapters.slack.faculty import Colleague, Faculty, faculty_on

NOTE = "Please help me with my thesis."


@pytest.fixture(autouse=True)
def untroubled(caplog: pytest.LogCaptureFixture) -> Any:
    """None of this may leave a trace in the log."""
    yield
    assert [one.getMessage() for one in caplog.records if one.exc_info or one.levelno >= logging.ERROR] == []


async def asks_grace(faculty: Faculty, times: int = 1) -> tuple[Colleague, Colleague]:
    """Ada asks Grace to be her mentor, by a form that is delivered so often."""
    grace = await faculty.mentor("Grace")
    ada = faculty.person("Ada")
    await ada.types("find-mentor", "statistics")
    await ada.presses("Request")
    await ada.fills(note=NOTE, times=times)
    return ada, grace


def asked(grace: Colleague) -> int:
    return len([message for message in grace.dms if "Ada" in grace.faculty.read(message)])


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_a_form_delivered_three_times_at_once_has_one_effect(sqlite_database: Database, mode: str) -> None:
    async with faculty_on(sqlite_database, mode=mode) as faculty:
        ada, grace = await asks_grace(faculty, times=3)
        assert asked(grace) == 1
        await ada.types("requests")
        assert ada.words.count("Grace") == 1


async def test_a_form_delivered_again_after_a_restart_has_one_effect(faculty: Faculty) -> None:
    _, grace = await asks_grace(faculty)
    await faculty.restarts()
    await faculty.fake.again(2)
    await faculty.rests()
    await faculty.tick()
    assert asked(grace) == 1
    assert NOTE in grace.faculty.read(grace.last_dm)


async def test_a_press_delivered_to_two_processes_has_one_effect(faculty: Faculty) -> None:
    await faculty.starts()
    ada, grace = await asks_grace(faculty)
    await grace.presses("Accept", on=grace.last_dm, times=4)
    await faculty.tick()
    assert len([one for one in ada.dms if "Grace" in faculty.read(one)]) == 1
    await ada.types("mentorships")
    assert ada.words.count("Grace") >= 1


async def test_a_command_delivered_again_is_acknowledged_again(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    await ada.types("timezone", "Asia/Thimphu")
    answers = [await ada.types("timezone", "Asia/Thimphu", times=3)]
    assert answers
    assert "Thimphu" in ada.words
