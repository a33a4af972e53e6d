"""Sessions go into calendars: with each yes a file comes, and every later file changes the same event."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from bot.calls import call
from bot.domain.sessions import SessionState
from bot.presence import Presence
from bot.registry import registry
from bot.text import Link
from bot.views import Card, View, attachment_of
from storage.database import Database
from tests.calendars.program import Program, events, moment, opened
from tests.conversations.test_sessions import agreed, paired, suggests
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import words


def file(view: View) -> bytes:
    found = attachment_of(view)
    assert found is not None, words(view)
    assert found.media == "text/calendar"
    return found.data


def summary(view: View) -> str:
    return str(opened(file(view)).vevent.summary.value)


async def test_a_yes_brings_both_a_file_that_names_the_other(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await suggests(ada, topic="My exam; really, \\n it is")
    assert attachment_of(grace.last_dm) is None, "nothing is agreed yet"
    hers = await grace.presses("Yes", from_dm=True)
    assert summary(hers) == "Office Hours with Ada: My exam; really, \\n it is"
    assert summary(ada.last_dm) == "Office Hours with Grace: My exam; really, \\n it is"
    [one], [other] = events(file(hers)), events(file(ada.last_dm))
    assert one.uid.value == other.uid.value
    assert moment(one.dtstart) == moment(other.dtstart) > START
    assert moment(one.dtend) - moment(one.dtstart) == timedelta(hours=1)
    assert "Africa/Lagos" in file(hers).decode(), "times are in the mentee's zone"
    assert "type /sessions in Far Campus" in one.description.value


async def test_a_link_they_meet_at_is_in_the_event(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await ada.types("/schedule")
    await ada.presses("Suggest this")
    await ada.fills(topic="", place="https://meet.example/grace")
    [event] = events(file(await grace.presses("Yes", from_dm=True)))
    assert event.url.value == event.location.value == "https://meet.example/grace"


async def test_a_move_changes_the_event_and_a_call_off_takes_it_out(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    first = file(ada.last_dm)
    calendar = Program()
    calendar.opens(first)
    await ada.types("/sessions")
    await ada.presses("Move it")
    await ada.presses("Suggest this")
    moved = file(await grace.presses("Yes", from_dm=True))
    assert opened(moved).method.value == "REQUEST"
    calendar.opens(moved)
    [(uid, (start, _))] = calendar.shown.items()
    assert start == moment(opened(file(ada.last_dm)).vevent.dtstart) != moment(opened(first).vevent.dtstart)
    await grace.types("/sessions")
    await grace.presses("Call it off")
    mine = file(await grace.fills(reason="A cold"))
    assert opened(mine).method.value == opened(file(ada.last_dm)).method.value == "CANCEL"
    assert b"A cold" not in mine + file(ada.last_dm), "a word to the other is not for calendars"
    calendar.opens(mine)
    assert calendar.shown == {}
    assert [one for one in calendar.events] == [uid]
    calendar.opens(first)
    assert calendar.shown == {}, "an old file changes nothing"


async def series(town: Town) -> tuple[Speaker, Speaker, bytes]:
    """Four Mondays at six in the evening of Lagos."""
    ada, grace, pair = await paired(town)
    at = int(datetime(2026, 3, 9, 17, tzinfo=UTC).timestamp())
    await ada.sends(call("session.suggest", pair, at, 60), {"topic": "", "every": "1", "until": "2026-03-30"})
    return ada, grace, file(await grace.presses("Yes", from_dm=True))


async def test_a_series_is_one_file_with_an_event_for_each_session(town: Town) -> None:
    ada, _, data = await series(town)
    assert opened(data).method.value == "PUBLISH"
    starts = [moment(one.dtstart) for one in events(data)]
    assert starts == [datetime(2026, 3, 9, 17, tzinfo=UTC) + timedelta(weeks=week) for week in range(4)]
    assert len({one.uid.value for one in events(data)}) == 4
    assert len(events(file(ada.last_dm))) == 4


async def test_one_session_of_a_series_moves_alone_and_all_can_be_called_off(town: Town) -> None:
    ada, grace, data = await series(town)
    hers, his = Program(), Program()
    hers.opens(file(ada.last_dm))
    his.opens(data)
    at = int(datetime(2026, 3, 17, 18, tzinfo=UTC).timestamp())
    await ada.sends(call("session.move", 2, at))
    moved = file(await grace.presses("Yes", from_dm=True))
    assert len(events(moved)) == 1
    his.opens(moved)
    hers.opens(file(ada.last_dm))
    assert sorted(start.day for start, _ in his.shown.values()) == [9, 17, 23, 30]
    off = file(await grace.sends(call("session.cancel_series", 2), {"reason": ""}))
    his.opens(off)
    hers.opens(file(ada.last_dm))
    assert opened(off).method.value == "PUBLISH"
    assert his.shown == hers.shown
    assert [start.day for start, _ in his.shown.values()] == [9]


async def test_a_pair_that_ends_takes_its_sessions_out_of_both_calendars(town: Town) -> None:
    ada, grace, data = await series(town)
    hers, his = Program(), Program()
    hers.opens(file(ada.last_dm))
    his.opens(data)
    await ada.sends(call("mentorship.ended", 1))
    for who, calendar in ((ada, hers), (grace, his)):
        assert "has ended" in words(who.last_dm)
        calendar.opens(file(who.last_dm))
        assert calendar.shown == {}


async def test_a_partner_who_leaves_is_out_of_the_calendar_too(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    hers = Program()
    hers.opens(file(ada.last_dm))
    async with town.storage.writing() as tx:
        await Presence(town.storage, registry).account_left_in(tx, "town", town.space, grace.actor.account, town.now)
    await town.passes(minutes=1)
    assert "A mentorship rests" in words(ada.last_dm)
    hers.opens(file(ada.last_dm))
    assert hers.shown == {}


async def test_a_pair_that_never_agreed_on_an_hour_ends_without_a_file(town: Town) -> None:
    ada, _, _ = await paired(town)
    await suggests(ada)
    await ada.sends(call("mentorship.ended", 1))
    assert attachment_of(ada.last_dm) is None


async def test_a_session_can_be_added_by_a_link_too(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await ada.types("/sessions")
    shown = await ada.presses("Open")
    assert isinstance(shown, Card)
    [fact] = [fact for fact in shown.facts if "calendar" in fact.label]
    links = [span for span in fact.text if isinstance(span, Link)]
    assert [link.label for link in links] == ["Google", "Outlook", "Outlook at work or school"]
    assert all("Office%20Hours%20with%20Grace" in link.url for link in links)


async def test_a_file_never_stands_in_a_channel(town: Town) -> None:
    ada, _, _ = await agreed(town)
    assert attachment_of(ada.last_dm)
    with pytest.raises(ValueError, match="for one reader"):
        Card("T", attachment=attachment_of(ada.last_dm), is_public=True)
    assert not [view for name in town.mailbox.channels for view in town.channel(name) if attachment_of(view)]


class Life:
    """Two people whose calendars open every file they get, in whatever order things happen."""

    def __init__(self, town: Town, ada: Speaker, grace: Speaker, seed: int) -> None:
        self.town, self.people = town, (ada, grace)
        self.random = random.Random(seed)
        self.calendars = {ada.actor.account: Program(), grace.actor.account: Program()}
        self.read = dict.fromkeys(self.calendars, 0)

    def opens(self, who: Speaker, answer: View) -> None:
        found = attachment_of(answer)
        if found:
            self.calendars[who.actor.account].opens(found.data)
        for one in self.people:
            account = one.actor.account
            for view in one.dms[self.read[account] :]:
                if notice := attachment_of(view):
                    self.calendars[account].opens(notice.data)
            self.read[account] = len(one.dms)

    async def step(self, pair: int) -> None:
        async with self.town.storage.reading() as tx:
            open_ones = await tx.store(self.town.community.id).sessions.of_pair(pair, self.town.now)
        who, session = self.random.choice(self.people), self.random.choice([1, *(one.id for one in open_ones)])
        at = int((START + timedelta(days=self.random.randint(1, 40), hours=self.random.randint(4, 9))).timestamp())
        deeds = (
            (call("session.suggest", pair, at, 60), {"topic": f"topic {at}", "every": "0"}),
            (call("session.suggest", pair, at, 45), {"topic": "", "every": "1", "until": "2026-05-01"}),
            *((call("session.confirm", one.id), {}) for one in open_ones if one.asked),
            *((call("session.move", session, at), {}),) * 3,
            (call("session.decline", session), {}),
            (call("session.withdraw", session), {}),
            (call("session.cancel", session), {"reason": "A cold"}),
            (call("session.cancel_series", session), {"reason": ""}),
        )
        asked, typed = self.random.choice(deeds)
        self.opens(who, await who.sends(asked, typed))
        self.town.now += timedelta(minutes=1)


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_happens_both_calendars_end_at_the_truth(sqlite_database: Database, seed: int) -> None:
    town = await Town.founded(sqlite_database)
    ada, grace, pair = await paired(town)
    life = Life(town, ada, grace, seed)
    for _ in range(45):
        await life.step(pair)
    async with town.storage.reading() as tx:
        known = tx.store(town.community.id).sessions
        held = await known.in_calendar(await town.id(ada), START, START + timedelta(days=300))
    truth = {
        f"{one.uid}@office-hours.invalid": (one.start, one.end) for one in held if one.state is SessionState.CONFIRMED
    }
    assert held
    for calendar in life.calendars.values():
        assert calendar.shown == truth
        assert calendar.events.keys() == {f"{one.uid}@office-hours.invalid" for one in held}
