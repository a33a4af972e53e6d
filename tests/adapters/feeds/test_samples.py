"""Calendars in the shapes that Google, Outlook, Apple, Canvas, Moodle and Blackboard send."""

from tests.adapters.feeds.reading import NOW, SEEN, UNTIL, calendar, dues, read, sample, spans


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


async def test_of_very_many_busy_times_the_soonest_are_kept() -> None:
    slots = [
        f"DTSTART:202603{day:02}T{hour:02}{minute:02}00Z\nDTEND:202603{day:02}T{hour:02}{minute + 4:02}00Z"
        for day in range(3, 30)
        for hour in range(24)
        for minute in (0, 10, 20, 30)
    ]
    found = await read(calendar(*slots[:2100]))
    assert len(found.spans) == 2000
    assert spans(found)[0] == "03-03 00:00 to 03-03 00:04"


async def test_a_session_of_ours_is_left_out_whatever_the_calendar_says() -> None:
    ours = "DTSTART:20260303T090000Z\nDURATION:PT1H\nUID:a1b2@office-hours.invalid"
    assert (await read(calendar(ours).replace(b"UID:event-0\r\n", b""))).spans == ()


async def test_what_lasts_from_before_until_after_is_clipped() -> None:
    found = await read(calendar("DTSTART:20250101T000000Z\nDTEND:20280101T000000Z"))
    assert [(span.start, span.end) for span in found.spans] == [(NOW, UNTIL)]


async def test_times_that_touch_are_one() -> None:
    found = await read(
        calendar(
            "DTSTART:20260303T090000Z\nDTEND:20260303T100000Z",
            "DTSTART:20260303T100000Z\nDTEND:20260303T103000Z",
            "DTSTART:20260303T091500Z\nDTEND:20260303T094500Z",
            "DTSTART:20260303T110000Z\nDTEND:20260303T110000Z",
            "DTSTART:20260303T120000Z",
        )
    )
    assert spans(found) == ["03-03 09:00 to 03-03 10:30"]


async def test_times_that_clocks_skip_or_show_twice_take_the_time_they_take() -> None:
    """In Berlin 02:30 does not exist on 29 March."""
    found = await read(calendar("DTSTART:20260329T013000\nDTEND:20260329T033000", "DTSTART;VALUE=DATE:20260328"))
    assert spans(found) == ["03-27 23:00 to 03-28 23:00", "03-29 00:30 to 03-29 01:30"]


async def test_any_other_calendar_of_deadlines_is_read_by_its_beginnings() -> None:
    found = await read(
        calendar(
            "DTSTART:20260303T090000Z\nDTEND:20260303T093000Z\nSUMMARY:Letter",
            "DTSTART;VALUE=DATE:20260304\nDTEND;VALUE=DATE:20260307\nSUMMARY:Form",
            "DTSTART:20260305T090000Z\nRRULE:FREQ=WEEKLY;COUNT=2\nSUMMARY:Report",
            "DTSTART:20260306T090000Z\nSUMMARY:Off\nSTATUS:CANCELLED",
            "DTSTART:20260307T090000Z\nTRANSP:TRANSPARENT\nSUMMARY:<b>\u202eno\u200bw</b>\\n" + "x" * 300,
            "DTSTART:20260308T090000Z",
        ),
        deadlines=True,
    )
    assert dues(found) == [
        "03-03 09:00 Letter",
        "03-05 09:00 Report",
        "03-06 22:59 day Form",
        f"03-07 09:00 <b>now</b> {'x' * 188}…"[: len("03-07 09:00 ") + 200],
        "03-08 09:00 Something",
        "03-12 09:00 Report",
    ]
    assert len({one.uid for one in found.deadlines}) == 6
