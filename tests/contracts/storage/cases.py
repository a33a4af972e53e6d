"""One way to call every method of every part of a store, with ids of whoever's choosing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.calls import call
from bot.domain.mentors import MentorProfile, Search, StudentProfile
from bot.domain.mentorships import Feedback, MentorshipState, Outcome
from bot.domain.requests import RequestState
from bot.domain.sessions import SessionState
from bot.domain.settings import Settings
from bot.domain.week import Week
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice
from tests.contracts.storage.checking_in import CASES as CHECKING_IN
from tests.contracts.storage.places import HOUR, START, plan


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
    check_in: int
    mine: int
    code: str = "AAAAAAAA"


NOBODY = Ids("nowhere", *range(900_001, 900_017))

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


async def best(part: Any, ids: Ids) -> list[int]:
    found, _ = await part.best(Search(StudentProfile(ids.eve, "UTC"), (ids.topic,)), START, 5)
    return [one.profile.person for one in found]


async def made(part: Any, ids: Ids) -> int:
    """A code is another one each time; how long it is, is not."""
    return len(await part.make("account", ids.eve, START))


async def said(counted: Awaitable[int]) -> str:
    """A count in words: it is an answer, where an id is only a number."""
    return str(await counted)


CASES: dict[str, Callable[[Any, Ids], Awaitable[object]]] = {
    "people.get": lambda part, ids: part.get(ids.ada),
    "people.of_account": lambda part, ids: part.of_account("town", ids.space, "ada"),
    "people.named": lambda part, ids: part.named((ids.ada,), "town", ids.space),
    "people.lock": lambda part, ids: part.lock(ids.ada),
    "people.set_zone": lambda part, ids: part.set_zone(ids.grace, "Asia/Tokyo"),
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
    "sessions.propose": lambda part, ids: part.propose(plan(ids.pair, ids.ada, ids.noor, LATER)),
    "sessions.repropose": lambda part, ids: part.repropose(ids.proposed, ids.noor, LATER),
    "sessions.get": lambda part, ids: part.get(ids.proposed),
    "sessions.confirm": lambda part, ids: part.confirm(ids.proposed),
    "sessions.repeat": lambda part, ids: part.repeat(ids.confirmed, f"again-{ids.confirmed}", LATER),
    "sessions.wish": lambda part, ids: part.wish(ids.confirmed, ids.ada, LATER),
    "sessions.move": lambda part, ids: part.move(ids.confirmed),
    "sessions.finish": lambda part, ids: part.finish(ids.confirmed, SessionState.HELD),
    "sessions.cancel": lambda part, ids: part.cancel(ids.confirmed, "A cold"),
    "sessions.coming": lambda part, ids: part.coming(ids.noor, START),
    "sessions.of_pair": lambda part, ids: part.of_pair(ids.pair, START),
    "sessions.of_series": lambda part, ids: part.of_series(ids.confirmed, START),
    "sessions.past": lambda part, ids: part.past(ids.pair, LATER + timedelta(days=30), 9),
    "sessions.taken": lambda part, ids: part.taken((ids.noor,), START),
    **CHECKING_IN,
    "programme.standing": lambda part, ids: part.standing(SOON),
    "outbox.put": lambda part, ids: part.put(Notice("a", Dm(ids.ada), call("request.asked", ids.request), START, SOON)),
}
"""By the name of the part and of the method, as the ports spell them."""
