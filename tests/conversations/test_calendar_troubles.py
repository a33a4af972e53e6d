"""A calendar that cannot be read: what was known still counts, and its owner hears of it once."""

import pytest

from bot.calls import call
from bot.ports.feeds import Read, Refused
from bot.scheduling.feeds import Rounds
from tests.conversations.calendars import KEPT, SECRET, Reading, adds, due
from tests.conversations.town import Town
from tests.conversations.words import words

HOST = "calendar.example.com"
GONE = Refused("There is no calendar at that address any more.")


@pytest.fixture
def reading(town: Town) -> Reading:
    return Reading(town)


async def test_a_new_calendar_that_cannot_be_read_is_told_at_once_and_once(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    reading.library.answers[HOST] = GONE
    await adds(ada)
    await reading.goes_round()
    told = words(ada.last_dm)
    assert "I cannot read your calendar" in told
    assert "no calendar at that address any more" in told
    assert "remove it and add the new one" in told
    for _ in range(12):
        await reading.passes(hours=7)
    assert len(ada.dms) == 1
    assert "Not read" in words(await ada.types("/calendars"))


async def test_a_new_calendar_that_is_read_after_all_is_told(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    reading.library.answers[HOST] = GONE
    await adds(ada)
    await reading.goes_round()
    reading.library.answers[HOST] = Read(KEPT)
    await reading.passes(hours=7)
    assert "Your calendar is read" in words(ada.last_dm)
    assert "0 busy times" in words(ada.last_dm)


async def test_an_old_one_is_told_after_three_failures_and_its_copy_still_counts(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    reading.library.answers[HOST] = Read(KEPT, (), (due(10, "Essay"),))
    await adds(ada, kind="deadlines")
    await reading.goes_round()
    reading.library.answers[HOST] = GONE
    for number, messages in ((1, 1), (2, 1), (3, 2), (4, 2), (5, 2)):
        await reading.passes(hours=7)
        assert len(ada.dms) == messages, number
    assert "What I read before still counts" in words(ada.last_dm)
    assert "Essay" in words(await ada.types("/home"))
    reading.library.answers[HOST] = Read(KEPT)
    await reading.passes(hours=7)
    assert len(ada.dms) == 2
    assert "Not read" not in words(await ada.types("/calendars"))
    assert "Essay" not in words(await ada.types("/home"))


async def test_one_that_fails_is_asked_less_and_less(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    reading.library.answers[HOST] = GONE
    await adds(ada)
    asked = []
    for _ in range(24 * 4):
        await reading.passes(minutes=15)
        asked.append(len(reading.library.asked))
    assert asked[3] - asked[0] <= 1
    assert asked[-1] <= 7


async def test_word_that_is_no_longer_true_is_not_sent(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    await adds(ada)
    await reading.rounds.run(town.now)
    await ada.sends(call("calendar.forget", 1))
    reading.library.answers[HOST] = GONE
    await adds(ada, SECRET + "2")
    await reading.rounds.run(town.now)
    await ada.sends(call("calendar.forget", 2))
    assert ada.dms == []


async def test_asking_over_and_over_while_one_is_read_asks_its_host_once(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    await adds(ada)
    said: list[str] = []

    class Impatient:
        async def read(self, *asked: object) -> Read:
            await town.passes(minutes=1)
            said.append(words(await ada.sends(call("calendar.again", 1))))
            assert await Rounds(town.storage, reading.library).run(town.now) == 0
            return Read(KEPT)

    assert await Rounds(town.storage, Impatient()).run(town.now) == 1
    assert "I read it within minutes" in said[0]
    await reading.goes_round()
    assert reading.library.asked == []
    assert "Read Mon 2 Mar 2026" in words(await ada.types("/calendars"))


async def test_one_that_is_removed_while_it_is_read_stays_removed(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    await adds(ada)

    class Slow:
        async def read(self, *asked: object) -> Read:
            await ada.sends(call("calendar.forget", 1))
            return Read(KEPT, (), (due(1, "Essay"),))

    reading.rounds._reader = Slow()  # type: ignore[assignment]  # it answers as a reader does
    assert await reading.goes_round() == 1
    assert ada.dms == []
    assert "No calendars yet" in words(await ada.types("/calendars"))


async def test_what_is_due_this_week_stands_beside_the_question_how_it_goes(town: Town, reading: Reading) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await town.pair(ada, grace)
    reading.library.answers["calendar.example.com"] = Read(KEPT, deadlines=(due(5, "Essay"), due(60, "Thesis")))
    await adds(ada, kind="deadlines")
    await reading.goes_round()
    await ada.sends(call("rhythm.agree"))
    await town.passes(days=4)
    asked = [said for view in ada.dms if "How is it going?" in (said := words(view))]
    assert "Essay" in asked[0]
    assert "Thesis" not in asked[0]


async def test_the_longest_host_there_can_be_is_listed(town: Town, reading: Reading) -> None:
    ada = town.person("Ada")
    host = ".".join(["a" * 60] * 4)
    await adds(ada, f"https://{host}.org/x.ics")
    assert "Times I am busy" in words(await ada.types("/calendars"))
    assert "I forget its address" in words(await ada.presses("Remove"))
