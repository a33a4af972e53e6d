"""A life in which the product says nearly everything that it can say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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


Deed = Step | Days | Setting | Notices

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
CHECKED_IN = {"went": SAID, "next": SAID, "blockers": SAID, "mood": "2", "audience": "mentors"}
CHECK_INS: tuple[Deed, ...] = (
    Step("Ada", "checkin.list", (0,)),
    Step("Ada", "rhythm.show"),
    Step("Ada", "checkin.write", (), CHECKED_IN | {"audience": ""}),
    Step("Ada", "checkin.write", (), CHECKED_IN),
    Notices("Grace"),
    Step("Grace", "checkin.react", (1, "done")),
    Step("Grace", "checkin.reply", (1,), {"line": SAID}),
    Notices("Ada"),
    Step("Ada", "checkin.show", (1,)),
    Step("Ada", "checkin.list", (0,)),
    Step("Ada", "checkin.share", (1,)),
    Step("Ada", "rhythm.mine", (), {"level": "own", "days": "every day", "at": "9:00"}),
    Step("Ada", "prompt.pause", (), {"until": "2026-03-25"}),
    Step("Ada", "rhythm.show"),
    Step("Ada", "prompt.resume"),
    Step("Mo", "rhythm.community", (), {"is_on": "1", "days": "Mon", "at": "9:00"}),
    Days(2),
    Step("Ada", "home.show"),
    Step("Ada", "prompt.later", (739693, "hour")),
    Step("Ada", "prompt.skip", (739693,)),
    Step("Ada", "checkin.delete", (1,)),
    Step("Ada", "checkin.deleted", (1,)),
    Step("Ada", "prompt.stop"),
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
LIFE: tuple[Deed, ...] = (*REQUESTS, *CHECK_INS, *MENTORSHIPS, *QUESTIONS, *MODERATING)
