"""One way to call every method of every part of a store, with ids of whoever's choosing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from bot.calls import call
from bot.domain.feeds import Address, Deadline, Feed, FeedKind
from bot.domain.mentors import MentorProfile, Search, StudentProfile
from bot.domain.mentorships import Feedback, MentorshipState, Outcome
from bot.domain.outcomes import Answer
from bot.domain.reminder_choices import ReminderChoice
from bot.domain.requests import RequestState
from bot.domain.rooms import Room, RoomState
from bot.domain.sessions import SessionState
from bot.domain.settings import Settings
from bot.domain.slots import Span
from bot.domain.week import Week
from bot.ports.feeds import Read, Seen
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice
from tests.contracts.storage.agreeing import CASES as AGREEING
from tests.contracts.storage.checking_in import CASES as CHECKING_IN
from tests.contracts.storage.gathering import CASES as GATHERING
from tests.contracts.storage.gathering import said
from tests.contracts.storage.goals import CASES as GOALS
from tests.contracts.storage.places import HOUR, START, plan
from tests.contracts.storage.venting import CASES as VENTING


@dataclass(frozen=True)
class Ids:
    """What one community's rows are called. Ada asked Grace and is paired with Noor; Eve is a third."""

    space: str
    ada: int
    grace: int
    noor: int
    eve: int
    topic: int
    request: int
    pair: int
    ended: int
    question: int
    held: int
    report: int
    obligation: int
    proposed: int
    confirmed: int
    group: int
    action: int
    room: int
    goal: int
    step: int
    reached: int
    followed: int
    feed: int
    check_in: int
    mine: int
    entry: int
    talk: int
    lost: int
    looks: int
    line: int
    told_off: int
    code: str = "AAAAAAAA"
    vent: str = "nobody's"
    vent_key: str = "nobody's"
    waiting: str = "nobody's"
    waiting_key: str = "nobody's"
    draft: str = "nobody's"
    told: str = "nobody's"


NOBODY = Ids("nowhere", *(900_000 + number for number, field in enumerate(fields(Ids)) if field.type is int))

SOON = START + HOUR
LATER = START + timedelta(days=3)


def mentor(ids: Ids, words: str = "new words", *, is_approved: bool = True) -> MentorProfile:
    return MentorProfile(
        ids.grace, "", "UTC", (ids.topic,), words, ("en",), Week(1 << 40), 3, meeting=words, is_approved=is_approved
    )


def student(ids: Ids, words: str = "new words") -> StudentProfile:
    return StudentProfile(ids.ada, "UTC", words, (ids.topic,), ("en",), Week(1 << 40))


def obligation(ids: Ids) -> Obligation:
    nudge, lapse = call("request.nudge", ids.request), call("request.lapse", ids.request)
    nudges, deadline = (START + HOUR,), START + timedelta(days=2)
    return Obligation("request", ids.request, ids.grace, ids.ada, START, nudges, deadline, nudge, lapse)


def room(ids: Ids) -> Room:
    return Room(ids.room, ids.confirmed, "zoom", RoomState.READY, "key", START, LATER, "7", "https://zoom.example/j/7")


async def best(part: Any, ids: Ids) -> list[int]:
    found, _ = await part.best(Search(StudentProfile(ids.eve, "UTC"), (ids.topic,)), START, 5)
    return [one.profile.person for one in found]


async def made(part: Any, ids: Ids) -> int:
    """A code is another one each time; how long it is, is not."""
    return len(await part.make("account", ids.eve, START))


async def secret(part: Any, ids: Ids) -> int:
    """As a code."""
    return len(await part.make(ids.eve, START))


def feed_of(ids: Ids) -> Feed:
    """As it was when it was claimed first."""
    address = Address.parse("https://calendar.example.com/a")
    return Feed(ids.feed, ids.ada, FeedKind.BUSY, address, True, "", "", "", None, None, 0, "", 0)


def read_of(words: str) -> Read:
    return Read(Seen(words), (Span(SOON, SOON + HOUR),), (Deadline(words, words, SOON),))


CASES: dict[str, Callable[[Any, Ids], Awaitable[object]]] = {
    "people.get": lambda part, ids: part.get(ids.ada),
    "people.of_account": lambda part, ids: part.of_account("town", ids.space, "ada"),
    "people.named": lambda part, ids: part.named((ids.ada,), "town", ids.space),
    "people.lock": lambda part, ids: part.lock(ids.ada),
    "people.set_zone": lambda part, ids: part.set_zone(ids.grace, "Asia/Tokyo"),
    "people.seen_since": lambda part, ids: part.seen_since(START),
    "people.help_country": lambda part, ids: part.help_country(ids.ada),
    "people.set_help_country": lambda part, ids: part.set_help_country(ids.ada, "IN"),
    "people.moderators": lambda part, ids: part.moderators(),
    "people.handle": lambda part, ids: part.handle(ids.ada),
    "people.channel": lambda part, ids: part.channel("mentors"),
    "people.set_channel": lambda part, ids: part.set_channel("mentors", "town", ids.space, "C9"),
    "people.drop_channel": lambda part, ids: part.drop_channel("mentors"),
    "people.troubles": lambda part, ids: part.troubles(),
    "people.set_dm": lambda part, ids: part.set_dm(ids.ada, "D9"),
    "people.set_dms_closed": lambda part, ids: part.set_dms_closed(ids.ada, True),
    "people.are_dms_closed": lambda part, ids: part.are_dms_closed(ids.eve),
    "topics.all": lambda part, ids: part.all(),
    "topics.add": lambda part, ids: part.add("statistics", ("numbers",)),
    "topics.begin_with": lambda part, ids: part.begin_with((("algebra", ("sums",)),)),
    "topics.remove": lambda part, ids: part.remove(ids.topic),
    "choices.save": lambda part, ids: part.save(Settings(undo_days=3)),
    "students.get": lambda part, ids: part.get(ids.ada),
    "students.save": lambda part, ids: part.save(student(ids)),
    "students.dismiss": lambda part, ids: part.dismiss(ids.ada, ids.noor, START),
    "students.undismiss": lambda part, ids: part.undismiss(ids.ada),
    "mentors.get": lambda part, ids: part.get(ids.grace),
    "mentors.save": lambda part, ids: part.save(mentor(ids)),
    "mentors.take_place": lambda part, ids: part.take_place(ids.grace),
    "mentors.free_place": lambda part, ids: part.free_place(ids.grace),
    "mentors.answered": lambda part, ids: part.answered(ids.grace, 2.0),
    "mentors.waiting": lambda part, ids: part.waiting(),
    "mentors.refuse": lambda part, ids: part.refuse(ids.noor, "Tell us more"),
    "mentors.refusal": lambda part, ids: part.refusal(ids.noor),
    "mentors.of_topic": lambda part, ids: part.of_topic(ids.topic, START),
    "mentors.remove": lambda part, ids: part.remove(ids.grace),
    "mentors.best": best,
    "requests.add": lambda part, ids: part.add(ids.eve, ids.grace, "Help", START),
    "requests.get": lambda part, ids: part.get(ids.request),
    "requests.between": lambda part, ids: part.between(ids.ada, ids.grace),
    "requests.last_of": lambda part, ids: part.last_of(ids.ada),
    "requests.open_of": lambda part, ids: part.open_of(ids.ada),
    "requests.open_to": lambda part, ids: part.open_to(ids.grace),
    "requests.decide": lambda part, ids: part.decide(ids.request, RequestState.ACCEPTED, START),
    "requests.ask": lambda part, ids: part.ask(ids.request, "Which course?"),
    "requests.reply": lambda part, ids: part.reply(ids.request, "Statistics"),
    "mentorships.add": lambda part, ids: part.add(ids.eve, ids.grace, START, "Help"),
    "mentorships.get": lambda part, ids: part.get(ids.pair),
    "mentorships.of": lambda part, ids: part.of(ids.noor, with_ended=True),
    "mentorships.running_between": lambda part, ids: part.running_between(ids.ada, ids.noor),
    "mentorships.agree": lambda part, ids: part.agree(ids.pair, 8, "weekly", "Zoom", "Slack"),
    "mentorships.touch": lambda part, ids: part.touch(ids.pair, SOON),
    "mentorships.pause": lambda part, ids: part.pause(ids.pair, None),
    "mentorships.resume": lambda part, ids: part.resume(ids.pair, SOON),
    "mentorships.end": lambda part, ids: part.end(ids.pair, Outcome.COMPLETED, ids.ada, SOON),
    "mentorships.reopen": lambda part, ids: part.reopen(ids.ended, SOON),
    "mentorships.with_state": lambda part, ids: part.with_state(MentorshipState.ACTIVE),
    "mentorships.add_feedback": lambda part, ids: part.add_feedback(
        Feedback(ids.pair, ids.noor, ids.ada, 5, "Thanks", "", START)
    ),
    "mentorships.feedback": lambda part, ids: part.feedback(ids.pair, ids.ada),
    "mentorships.thanks_to": lambda part, ids: part.thanks_to(ids.noor),
    "questions.add": lambda part, ids: part.add(ids.ada, ids.topic, "How?", START),
    "questions.get": lambda part, ids: part.get(ids.question),
    "questions.claim": lambda part, ids: part.claim(ids.question, ids.grace, SOON, 9),
    "questions.release": lambda part, ids: part.release(ids.held, ids.grace),
    "questions.hand_over": lambda part, ids: part.hand_over(ids.held, ids.grace, ids.noor, SOON, 9),
    "questions.answer": lambda part, ids: part.answer(ids.held, ids.grace, "So."),
    "questions.close": lambda part, ids: part.close(ids.question),
    "questions.widen": lambda part, ids: part.widen(ids.question),
    "questions.of": lambda part, ids: part.of(ids.ada),
    "questions.held_by": lambda part, ids: part.held_by(ids.grace),
    "questions.open": lambda part, ids: part.open(ids.topic),
    "safety.block": lambda part, ids: part.block(ids.eve, ids.ada, START),
    "safety.unblock": lambda part, ids: part.unblock(ids.ada, ids.eve),
    "safety.is_blocked": lambda part, ids: part.is_blocked(ids.eve, ids.ada),
    "safety.blocked_by": lambda part, ids: part.blocked_by(ids.ada),
    "safety.report": lambda part, ids: part.report(ids.ada, ids.eve, "Rude", START),
    "safety.get_report": lambda part, ids: part.get_report(ids.report),
    "safety.open_reports": lambda part, ids: part.open_reports(),
    "safety.close_report": lambda part, ids: part.close_report(ids.report, ids.grace, "Spoke to them"),
    "obligations.open": lambda part, ids: part.open(obligation(ids)),
    "obligations.close": lambda part, ids: part.close("request", ids.request),
    "obligations.owed_by": lambda part, ids: part.owed_by(ids.grace),
    "obligations.awaited_by": lambda part, ids: part.awaited_by(ids.ada),
    "obligations.about": lambda part, ids: part.about("request", ids.request),
    "obligations.take": lambda part, ids: part.take(ids.obligation, SOON),
    "links.make": made,
    "links.open_codes": lambda part, ids: said(part.open_codes(ids.ada, START)),
    "links.maker": lambda part, ids: part.maker(ids.code, START),
    "links.use": lambda part, ids: part.use(ids.code, START),
    "links.failed": lambda part, ids: part.failed(ids.eve, SOON),
    "links.failures": lambda part, ids: said(part.failures(ids.grace, START)),
    "links.running": lambda part, ids: part.running(ids.grace),
    "links.have_met": lambda part, ids: part.have_met(ids.ada, ids.grace),
    "links.merge": lambda part, ids: part.merge(ids.eve, ids.grace),
    "links.is_young": lambda part, ids: part.is_young(),
    "audit.note": lambda part, ids: part.note(ids.ada, "A topic", "", "Statistics", START),
    "audit.latest": lambda part, ids: part.latest(0, 9),
    "people.forget_roles": lambda part, ids: part.forget_roles(),
    "people.set_named": lambda part, ids: part.set_named(ids.ada, True),
    "choices.set_zone": lambda part, ids: part.set_zone("Asia/Tokyo"),
    "choices.help_country": lambda part, ids: part.help_country(),
    "choices.set_help_country": lambda part, ids: part.set_help_country("IN"),
    "sessions.propose": lambda part, ids: part.propose(plan(ids.pair, ids.ada, ids.noor, LATER)),
    "sessions.repropose": lambda part, ids: part.repropose(ids.proposed, ids.noor, LATER),
    "sessions.get": lambda part, ids: part.get(ids.proposed),
    "sessions.confirm": lambda part, ids: part.confirm(ids.proposed),
    "sessions.repeat": lambda part, ids: part.repeat(ids.confirmed, f"again-{ids.confirmed}", LATER),
    "sessions.wish": lambda part, ids: part.wish(ids.confirmed, ids.ada, LATER),
    "sessions.move": lambda part, ids: part.move(ids.confirmed),
    "sessions.finish": lambda part, ids: part.finish(ids.confirmed, SessionState.HELD),
    "sessions.reread": lambda part, ids: part.reread(ids.confirmed, LATER),
    "sessions.cancel": lambda part, ids: part.cancel(ids.confirmed, "A cold"),
    "sessions.coming": lambda part, ids: part.coming(ids.noor, START),
    "sessions.of_pair": lambda part, ids: part.of_pair(ids.pair, START),
    "sessions.of_series": lambda part, ids: part.of_series(ids.confirmed, START),
    "sessions.in_calendar": lambda part, ids: part.in_calendar(ids.noor, START, LATER + timedelta(days=30)),
    "sessions.past": lambda part, ids: part.past(ids.pair, LATER + timedelta(days=30), 9),
    "sessions.taken": lambda part, ids: part.taken((ids.noor,), START),
    **GATHERING,
    "sessions.log": lambda part, ids: part.log(plan(ids.pair, ids.ada, ids.noor, START - HOUR)),
    "agendas.add": lambda part, ids: part.add(ids.proposed, ids.ada, "The last chapter"),
    "agendas.of": lambda part, ids: part.of(ids.confirmed),
    "answers.give": lambda part, ids: part.give(ids.confirmed, ids.noor, Answer.HELD, LATER),
    "answers.of": lambda part, ids: part.of(ids.confirmed),
    "notes.write": lambda part, ids: part.write(ids.confirmed, ids.noor, "We read it", 4, LATER),
    "notes.get": lambda part, ids: part.get(ids.confirmed, ids.ada),
    "notes.of_pair": lambda part, ids: part.of_pair(ids.pair, 0, 9),
    "actions.add": lambda part, ids: part.add(ids.pair, ids.ada, ids.noor, "Read it"),
    "actions.get": lambda part, ids: part.get(ids.action),
    "actions.open_of": lambda part, ids: part.open_of((ids.pair,)),
    "actions.tick": lambda part, ids: part.tick(ids.action, LATER),
    "reminders.of": lambda part, ids: part.of(ids.ada),
    "reminders.choose": lambda part, ids: part.choose(ids.noor, ReminderChoice(before=())),
    "programme.needs": lambda part, ids: part.needs(SOON, SOON, LATER),
    "programme.missing_each_other": lambda part, ids: part.missing_each_other(),
    "calendar_links.make": secret,
    "calendar_links.made_at": lambda part, ids: part.made_at(ids.ada),
    "calendar_links.drop": lambda part, ids: part.drop(ids.ada),
    "calendar_links.read": lambda part, ids: part.read(ids.ada, "other", SOON),
    "rooms.open": lambda part, ids: part.open(ids.proposed, "zoom", "new key", SOON),
    "rooms.of": lambda part, ids: part.of(ids.confirmed),
    "rooms.move": lambda part, ids: part.move(ids.confirmed, SOON, LATER),
    "rooms.drop": lambda part, ids: part.drop(ids.confirmed, SOON),
    "rooms.held": lambda part, ids: part.held(ids.room),
    "rooms.keep": lambda part, ids: part.keep(room(ids)),
    **GOALS,
    "feeds.add": lambda part, ids: part.add(
        ids.grace, FeedKind.BUSY, Address.parse("https://calendar.example.com/b"), False, START
    ),
    "feeds.get": lambda part, ids: part.get(ids.feed),
    "feeds.of": lambda part, ids: part.of(ids.ada),
    "feeds.remove": lambda part, ids: part.remove(ids.feed),
    "feeds.share": lambda part, ids: part.share(ids.feed, False),
    "feeds.hasten": lambda part, ids: part.hasten(ids.feed, SOON),
    "feeds.claim": lambda part, ids: part.claim(ids.feed, LATER, LATER + HOUR),
    "feeds.unchanged": lambda part, ids: part.unchanged(feed_of(ids), SOON, LATER),
    "feeds.keep": lambda part, ids: part.keep(feed_of(ids), read_of("new words"), "UTC", SOON, LATER),
    "feeds.failed": lambda part, ids: part.failed(feed_of(ids), "new words", SOON, LATER),
    "feeds.busy": lambda part, ids: part.busy((ids.ada,), START, LATER),
    "feeds.deadlines": lambda part, ids: part.deadlines(ids.ada, START, LATER, only_shared=True),
    **AGREEING,
    **CHECKING_IN,
    **VENTING,
    "programme.standing": lambda part, ids: part.standing(SOON),
    "outbox.put": lambda part, ids: part.put(Notice("a", Dm(ids.ada), call("request.asked", ids.request), START, SOON)),
}
"""By the name of the part and of the method, as the ports spell them."""
