"""Somebody finds a mentor in Slack, over either way of connecting."""

import pytest

from storage.database import Database
from tests.adapters.slack.faculty import Faculty, faculty_on


async def a_request_is_accepted(faculty: Faculty) -> None:
    grace = await faculty.mentor("Grace")
    ada = faculty.person("Ada", "Asia/Kolkata")
    await ada.types("find-mentor", "statistics")
    assert "Grace" in ada.words
    await ada.presses("Request")
    await ada.fills(note="I fear my exam.")
    assert "Grace" in ada.words
    await grace.presses("Accept", grace.last_dm)
    assert "Ada" in grace.words
    assert "Grace" in ada.last_dm.text


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_a_student_finds_a_mentor_who_accepts(sqlite_database: Database, mode: str) -> None:
    async with faculty_on(sqlite_database, mode=mode) as faculty:
        await a_request_is_accepted(faculty)
