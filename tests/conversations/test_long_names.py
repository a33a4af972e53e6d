"""Names as long as platforms allow: what shows several of them is shown all the same."""

from bot.calls import call
from tests.conversations.afterwards import TOMORROW, agree
from tests.conversations.groups import mentored, opens
from tests.conversations.town import Town
from tests.conversations.words import words

LONG = "Adeyemi-Okonkwo " * 4 + "of Far Campus"


def named(first: str) -> str:
    return f"{first} {LONG}".ljust(80, "x")[:80]


async def test_notes_of_two_with_long_names_are_read(town: Town) -> None:
    grace, ada, bo = await town.mentor(named("Grace")), town.person(named("Ada")), town.person(named("Bo"))
    pair = await town.pair(ada, grace)
    session = await agree(town, ada, grace, pair, TOMORROW)
    await town.passes(days=2)
    await grace.sends(call("session.note", session), {"notes": "Read chapter three."})
    assert "Read chapter three." in words(await ada.types("/notes"))
    await town.pair(bo, grace)
    listed = words(await grace.types("/notes"))
    assert "With Ada Adeyemi-Okonkwo" in listed
    assert "…, since " in listed
    assert "Ada Adeyemi" in words(await grace.types("/mentees"))


async def test_what_many_with_long_names_wish_for_is_shown(town: Town) -> None:
    grace, mentees = await mentored(town, *(named(f"Student {number}") for number in range(8)))
    await opens(grace, places="10")
    for one in mentees:
        await one.sends(call("group.take", 1))
        await one.sends(call("group.wish", 1), {"words": "w" * 200})
    shown = words(await grace.sends(call("group.show", 1)))
    assert "Student 5 Adeyemi" in shown
    assert "and 2 more" in shown
