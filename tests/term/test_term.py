"""A term of sixteen weeks for 500 people in twenty time zones: at every moment, what was promised for it has come
once, and nothing else has come.

`OFFICE_HOURS_TERMS=20` plays as many terms; three are played otherwise.
"""

import os
from collections import Counter

import pytest

from storage.database import Database
from tests.conversations.town import Town
from tests.term.community import Community

TERMS = int(os.environ.get("OFFICE_HOURS_TERMS", "3"))


@pytest.mark.parametrize("seed", range(TERMS))
async def test_in_a_term_everything_promised_comes_once_and_nothing_else(sqlite_database: Database, seed: int) -> None:
    term = Community(await Town.founded(sqlite_database), seed)
    await term.begins()
    await term.runs()
    titles = Counter[str]()
    for (_, title, _), number in term.checked.items():
        titles[title] += number
    assert min(titles["How is it going?"], titles["Your week"]) > 3000
    assert min(titles["Room for two lines?"], titles["How is it going, you two?"]) > 1000
