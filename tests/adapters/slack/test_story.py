"""Somebody finds a mentor in Slack, over either way of connecting."""

import pytest

from storage.database import Database
from tests.adapters.slack.faculty import Faculty, faculty_on


async def names_after_a_request_is_accepted(faculty: Faculty) -> tuple[str, str]:
    grace = await faculty.mentor("Grace")
    ada = faculty.person("Ada", "Asia/Kolkata")
    await ada.types("find-mentor", "statistics")
    assert "Grace" in ada.words
    await ada.presses("Request")
    await ada.fills(note="I fear my exam.")
    assert "Grace" in ada.words
    await grace.presses("Accept", grace.last_dm)
    return grace.words, ada.last_dm.text


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_a_student_finds_a_mentor_who_accepts(sqlite_database: Database, mode: str) -> None:
    async with faculty_on(sqlite_database, mode=mode) as faculty:
        to_grace, to_ada = await names_after_a_request_is_accepted(faculty)
    assert "Ada" in to_grace
    assert "Grace" in to_ada
