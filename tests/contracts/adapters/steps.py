"""A life in which the product says nearly everything that it can say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tests.conversations.town import START

SAID = "I **fear** my <@1> exam, @everyone: https://evil.example\n# really"


@dataclass(frozen=True, slots=True)
class Step:
    """`who` asks something. People are named in `args` and `typed`; numbers are ids, counted from 1."""

    who: str
    ask: str
    args: tuple[int | str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Days:
    """Time goes by."""

    length: float


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of the community changes."""

    name: str
    value: int


@dataclass(frozen=True, slots=True)
class Notices:
    """Every notice is rendered for `who`, as things are."""

    who: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Calendars that are due are read: those of a host "bad" cannot be."""


Deed = Step | Days | Setting | Notices | Reading

LOOKS: tuple[Deed, ...] = (
    Step("Ada", "home.show"),
    Step("Ada", "help.show"),
    Step("Mo", "help.show"),
    Step("Ada", "student.show"),
    Step("Ada", "mentor.profile"),
    Step("Grace", "mentor.profile"),
    Step("Ada", "mentorship.list", (0,)),
    Step("Ada", "request.list"),
    Step("Grace", "request.list"),
    Step("Grace", "home.show"),
    Step("Ada", "question.list", (0,)),
    Step("Mo", "topic.list", (0,)),
    Step("Mo", "config.show", (5,)),
    Step("Mo", "approval.list"),
    Step("Mo", "report.list", (0,)),
    Step("Mo", "home.show"),
    Step("Ada", "block.list", (0,)),
    Step("Grace", "thanks.received", (0,)),
)

CALENDARS: tuple[Deed, ...] = (
    Step("Ada", "calendar.list"),
    Step("Ada", "calendar.add", (), {"address": "https://calendar.example.com/a", "kind": "deadlines", "share": "yes"}),
    Step("Ada", "calendar.add", (), {"address": "https://bad.example.com/b", "kind": "busy"}),
    Step("Ada", "calendar.add", (), {"address": "https://calendar.example.com/c", "kind": "busy"}),
    Reading(),
    Step("Ada", "calendar.list"),
    Step("Ada", "home.show"),
    Notices("Ada"),
    Step("Ada", "calendar.again", (1,)),
    Step("Ada", "calendar.hide", (1,)),
    Step("Ada", "calendar.share", (1,)),
    Step("Ada", "calendar.remove", (1,)),
    Step("Ada", "calendar.forget", (3,)),
)

REQUESTS: tuple[Deed, ...] = (
    Step("Ada", "dm.retry"),
    Step("Ada", "zone.set", (), {"zone": "Lagos"}),
    Step(
        "Ada", "student.edit", (), {"goals": SAID, "topics": "statistics", "languages": "English", "week": "Mon 9-12"}
    ),
    Step("Ada", "mentor.find"),
    Step("Ada", "mentor.find", (), {"topic": "statistics"}),
    Step("Ada", "mentor.page", ("statistics", "", 0)),
    Step("Ada", "mentor.show", ("Grace",)),
    Step("Ada", "mentor.dismiss", ("Noor", "statistics", "", 0)),
    Step("Ada", "mentor.undismiss"),
    Step("Ada", "request.make", ("Grace",), {"note": SAID}),
    Step("Ada", "request.make", ("Noor",), {"note": SAID}),
    Step("Bo", "request.make", ("Grace",), {"note": SAID}),
    *LOOKS,
    Step("Noor", "request.question", (2,), {"question": SAID}),
    Step("Ada", "request.reply", (2,), {"reply": SAID}),
    Step("Noor", "request.decline", (2,), {"reason": SAID}),
    Step("Bo", "request.withdraw", (3,)),
    Step("Grace", "request.accept", (1,)),
    Step("Bo", "request.make", ("Noor",), {"note": SAID}),
    Step("Cy", "request.make", ("Noor",), {"note": SAID}),
    Notices("Noor"),
    Days(15),
    Step("Dee", "request.make", ("Grace",), {"note": SAID}),
    Step("Grace", "request.accept", (6,)),
    Step("Ed", "request.make", ("Grace",), {"note": SAID}),
    Step("Grace", "request.accept_and_pause", (7,)),
    *LOOKS,
    Step("Grace", "mentor.resume"),
)
_THURSDAY = 1773943200
"""19 March 2026, 18:00 UTC: two days after the requests."""
_OPENING = {"topic": SAID, "place": SAID[:100], "every": "1", "until": "2026-04-16"}
GROUPS: tuple[Deed, ...] = (
    Step("Grace", "group.plan", (), {"when": "Thu 18:00", "places": "2", "audience": "everybody"}),
    Step("Grace", "group.open", (_THURSDAY, 60, 2, "everybody"), _OPENING),
    *(Step(who, "group.take", (1,)) for who in ("Ada", "Dee", "Bo")),
    Step("Bo", "group.wait", (1,)),
    Notices("Cy"),
    Notices("Bo"),
    *(Step(who, "group.wish", (1,), {"words": SAID}) for who in ("Ada", "Dee")),
    *(Step(who, ask, args) for who in ("Ada", "Grace") for ask, args in (("group.list", ()), ("group.show", (1,)))),
    *(Step("Grace", ask, ()) for ask in ("session.list", "home.show")),
    Step("Grace", "group.people", (1,)),
    Step("Grace", "group.move", (1,), {"when": "Thu 20:00"}),
    Step("Grace", "group.moved", (1, _THURSDAY + 3600)),
    *(Notices(who) for who in ("Ada", "Bo", "Cy", "Grace")),
    Step("Dee", "group.give_back", (1,)),
    *(Notices(who) for who in ("Bo", "Dee", "Grace")),
    Days(3),
    *(Step("Grace", f"group.{ask}", (1,)) for ask in ("nobody", "people", "everybody")),
    Step("Grace", "group.tick", (1, "Ada")),
    Step("Grace", "group.write", (1,), {"words": SAID}),
    Step("Ada", "group.take", (2,)),
    Notices("Bo"),
    Step("Grace", "group.cancel", (2,), {"reason": SAID}),
    Notices("Ada"),
    Step("Grace", "group.cancel_series", (3,), {"reason": SAID}),
)
_STAMP = int((START + timedelta(days=16)).timestamp())
"""A noon after `REQUESTS`."""
SESSIONS: tuple[Deed, ...] = (
    Step("Ada", "session.suggest", (1, _STAMP, 60), {"topic": SAID, "place": SAID}),
    Notices("Grace"),
    Step("Grace", "session.confirm", (1,)),
    Step("Grace", "session.agenda", (1,), {"item": SAID[:90]}),
    Step("Ada", "reminders.show"),
    Step("Ada", "reminders.turn", (180, 1)),
    Step("Ada", "reminders.day", (), {"opens": "7", "closes": "23"}),
    Step("Ada", "session.show", (1,)),
    Notices("Grace"),
    Days(1.02),
    Step("Ada", "session.answer", (1, "they")),
    Notices("Grace"),
    Days(0.04),
    Step("Grace", "session.show", (1,)),
    Step("Grace", "session.no", (1,)),
    Step("Grace", "session.answer", (1, "held")),
    Notices("Ada"),
    Step("Ada", "session.note", (1,), {"notes": SAID, "actions": SAID, "rating": "4"}),
    Step("Ada", "session.answer", (1, "held")),
    Step("Grace", "note.page", (1, 0)),
    Step("Grace", "action.list", (0,)),
    Step("Grace", "action.done", (1,)),
    Step("Grace", "action.undone", (1,)),
    Step("Ada", "session.log", (), {"whom": "Grace", "day": "2026-03-10", "at": "16:00", "notes": SAID}),
    Step("Mo", "pair.at_risk", (0,)),
)
AGREED = {"weeks": "12", "rhythm": "weekly", "meets": SAID[:60], "writes": "Discord"}
MENTORSHIPS: tuple[Deed, ...] = (
    Step("Ada", "mentorship.show", (1,)),
    Step("Ada", "mentorship.agree", (1,), AGREED | {"weeks": "x"}),
    Step("Ada", "mentorship.agree", (1,), AGREED),
    Step("Ada", "mentorship.pause", (1,), {"until": "2026-04-01"}),
    Notices("Grace"),
    Step("Ada", "mentorship.resume", (1,)),
    Step("Ada", "mentorship.talked", (1,)),
    Days(22),
    Step("Ada", "mentorship.keep", (1,)),
    Days(9),
    Step("Ada", "mentorship.finish", (1,)),
    Step("Ada", "mentorship.finished", (1,)),
    Step("Dee", "mentorship.end", (2,)),
    Step("Dee", "mentorship.ended", (2,)),
    Notices("Ada"),
    Step("Ada", "mentorship.feedback", (1,), {"rating": "5", "thanks": SAID, "concern": SAID}),
    Step("Grace", "mentorship.thanks", (1, "Ada")),
    Step("Grace", "thanks.received", (0,)),
    Step("Dee", "mentorship.undo", (2,)),
    Step("Dee", "mentorship.ended", (2,)),
    Step("Dee", "mentorship.rematch", (2,)),
    Notices("Dee"),
)
ASKED = {"question": SAID, "topic": "statistics"}
QUESTIONS: tuple[Deed, ...] = (
    *(Step(who, "question.ask", (), ASKED) for who in ("Ada", "Bo", "Cy")),
    Step("Noor", "question.claim", (1,)),
    Step("Noor", "question.answer", (1,), {"answer": SAID}),
    Step("Ada", "question.solved", (1,)),
    Step("Noor", "question.claim", (2,)),
    Step("Noor", "question.hand_over", (2,), {"to": "Grace"}),
    Step("Grace", "question.release", (2,)),
    Step("Noor", "question.claim", (2,)),
    Notices("Noor"),
    Days(0.1),
    Days(1.5),
    Step("Cy", "question.close", (3,)),
    Step("Bo", "question.list", (0,)),
    Notices("Cy"),
    Days(9),
)
MODERATING: tuple[Deed, ...] = (
    Step("Ada", "safety.about", ("Grace",)),
    Step("Ada", "safety.block", (), {"person": "Noor"}),
    Step("Ada", "block.confirm", ("Noor",)),
    Step("Ada", "block.do", ("Noor",)),
    Step("Ada", "safety.report", (), {"person": "Noor", "text": SAID}),
    Step("Ada", "report.make", ("Noor",), {"text": SAID}),
    *LOOKS,
    Step("Ada", "safety.unblock", (), {"person": "Noor"}),
    Step("Ada", "block.undo", ("Noor",)),
    Step("Mo", "report.close", (1,), {"outcome": SAID}),
    Step("Mo", "config.set", ("undo_days",), {"value": "x"}),
    Step("Mo", "config.set", ("undo_days",), {"value": "3"}),
    Step("Mo", "topic.add", (), {"name": "Knots & *bends*", "synonyms": "ropes"}),
    Step("Mo", "topic.remove", (), {"name": "Knots & *bends*"}),
    Step("Mo", "topic.removed", (1,)),
    Setting("is_mentor_approval", 1),
    *(Step(who, "mentor.about", (), {"topics": "statistics", "languages": "English", "bio": SAID}) for who in "KL"),
    *(Step(who, "mentor.time", (), {"week": "Mon 9-12", "zone": "Lagos", "capacity": "1"}) for who in "KL"),
    *LOOKS,
    Step("Mo", "mentor.refuse", ("K",), {"reason": SAID}),
    Step("Mo", "mentor.approve", ("L",)),
    Step("Noor", "mentor.pause", (), {"until": "2026-12-01"}),
    Step("Noor", "mentor.resume"),
    Step("Noor", "mentor.stop"),
    Step("Noor", "mentor.stopped"),
    Notices("Ada"),
    Days(60),
)
GOALS: tuple[Deed, ...] = (
    Step("Ada", "goal.list", (0,)),
    Step("Ada", "goal.picture"),
    Step("Ada", "goal.over", (0,)),
    Step("Ada", "goal.add", (), {"title": SAID.replace("\n", " "), "who": "mentor", "steps": SAID}),
    Step("Ada", "goal.add", (), {"title": "Swim", "until": "2026-12-18"}),
    Step("Ada", "goal.progress", (2,), {"percent": "40"}),
    Step("Ada", "goal.steps", (1, 0)),
    Step("Ada", "goal.tick", (1, 1, 1)),
    Step("Ada", "goal.show", (1,)),
    Step("Ada", "goal.edit", (1,), {"title": SAID.replace("\n", " "), "steps": SAID}),
    Step("Ada", "goal.list", (0,)),
    Step("Ada", "goal.picture"),
    Step("Ada", "goal.drop", (1,)),
    Step("Ada", "goal.over", (0,)),
    Step("Ada", "goal.reopen", (1,)),
    Step("Ada", "goal.done", (1,)),
    Step("Mo", "programme.show"),
)
LIFE: tuple[Deed, ...] = (*REQUESTS, *CALENDARS, *SESSIONS, *GROUPS, *MENTORSHIPS, *QUESTIONS, *GOALS, *MODERATING)
