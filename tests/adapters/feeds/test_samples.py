"""Calendars in the shapes that Google, Outlook, Apple, Canvas, Moodle and Blackboard send."""

from tests.adapters.feeds.reading import SEEN, dues, read, sample, spans


async def test_google_over_a_change_of_clocks_with_one_left_out_and_one_moved() -> None:
    found = await read(sample("google"))
    assert found.seen == SEEN
    assert found.deadlines == ()
    assert spans(found) == [
        "03-03 09:00 to 03-03 10:00",
        "03-11 23:00 to 03-13 23:00",
        "03-23 17:00 to 03-23 18:30",
        "04-07 18:00 to 04-07 19:00",
    ]


async def test_outlook_with_names_of_zones_of_its_own() -> None:
    assert spans(await read(sample("outlook"), "America/New_York")) == [
        "03-03 08:00 to 03-03 08:30",
        "03-04 08:00 to 03-04 08:30",
        "03-05 08:00 to 03-05 08:30",
        "03-06 08:00 to 03-06 08:30",
        "03-09 13:00 to 03-09 14:00",
    ]


async def test_apple_with_a_time_that_is_wherever_one_is() -> None:
    """The clocks of New York go forward on 8 March: half past nine there is an hour earlier from then on."""
    assert spans(await read(sample("apple"), "Africa/Lagos")) == [
        "03-04 14:30 to 03-04 15:30",
        "03-06 11:00 to 03-06 12:30",
        "03-11 13:30 to 03-11 14:30",
    ]


async def test_a_whole_day_is_the_day_of_whoever_has_it() -> None:
    assert "03-11 15:00 to 03-13 15:00" in spans(await read(sample("google"), "Asia/Tokyo"))


async def test_canvas_tells_what_is_due_and_not_what_takes_place() -> None:
    found = await read(sample("canvas"), deadlines=True)
    assert found.spans == ()
    assert dues(found) == [
        "03-06 22:59 Essay: the engine, part 1 [BIO 101]",
        "03-10 22:59 day Lab report [CHEM 2]",
    ]
    assert [one.uid for one in found.deadlines] == ["event-assignment-191379", "event-assignment-override-7"]


async def test_moodle_tells_the_course_and_not_what_opens() -> None:
    assert dues(await read(sample("moodle"), deadlines=True)) == [
        "03-05 08:00 Quiz 1 closes [STAT-1]",
        "03-08 22:59 Essay 2 is due [STAT-1]",
    ]


async def test_blackboard_marks_work_by_its_end() -> None:
    assert dues(await read(sample("blackboard"), deadlines=True)) == [
        "03-09 22:59 Project proposal",
        "03-11 12:00 Choose a group",
    ]
