"""Every column that speaks of a person: what erasing does to it, and what of its row is theirs to take along.

A test walks all tables and fails for a column that refers to somebody, or could, and stands nowhere here: nobody adds
a table of personal data without its eraser and its exporter (docs/decisions/0023).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from sqlalchemy import Column, Table

from storage.tables import (
    afterwards,
    audit,
    calendar_links,
    checkins,
    consents,
    erasures,
    feeds,
    goals,
    groups,
    installs,
    journal,
    keys,
    links,
    listening,
    mentors,
    mentorships,
    obligations,
    outbox,
    people,
    prompts,
    questions,
    requests,
    rooms,
    safety,
    sessions,
    summaries,
    topics,
    vents,
)


class Fate(Enum):
    """What becomes of a row when the person in this column is erased."""

    GOES = auto()
    """It is deleted."""
    NOBODY = auto()
    """It stays for the other one, with nobody in this column."""
    CLEARED = auto()
    """It stays, and the column is empty: it meant something for a while only."""


@dataclass(frozen=True, slots=True)
class Trace:
    """`blanks` is what the person's words in a row that stays become. `hides` are columns with the other's words, or
    of no meaning outside; without `is_shown` the row tells of what others did in private, or holds nothing to read.
    """

    table: Table
    column: str
    fate: Fate = Fate.GOES
    hides: tuple[str, ...] = ()
    is_shown: bool = True
    blanks: Mapping[str, str] = field(default_factory=dict)

    @property
    def who(self) -> Column[int]:
        found: Column[int] = self.table.c[self.column]
        return found


NO_TOPIC = "A group session"
NO_ANSWER = "The answer went with whoever wrote it."

TRACES = (
    Trace(people.people, "id", hides=("is_nobody",)),
    Trace(people.accounts, "person_id"),
    Trace(consents.consents, "person_id"),
    Trace(keys.person_keys, "person_id", is_shown=False),
    Trace(mentors.students, "person_id"),
    Trace(mentors.student_topics, "person_id"),
    Trace(mentors.mentors, "person_id", hides=("change",)),
    Trace(mentors.mentor_topics, "person_id"),
    Trace(mentors.mentor_removals, "person_id", is_shown=False),
    Trace(mentors.dismissals, "person_id"),
    Trace(mentors.dismissals, "mentor_id", is_shown=False),
    Trace(requests.requests, "mentee_id", Fate.NOBODY, hides=("question", "reason"), blanks={"note": "", "reply": ""}),
    Trace(requests.requests, "mentor_id", Fate.NOBODY, hides=("note", "reply"), blanks={"question": "", "reason": ""}),
    Trace(questions.questions, "asker_id", hides=("answer",)),
    Trace(questions.questions, "holder_id", Fate.CLEARED, hides=("text",), blanks={"answer": NO_ANSWER}),
    Trace(
        mentorships.mentorships,
        "mentee_id",
        Fate.NOBODY,
        hides=("low_id", "high_id"),
        blanks={"note": "", "meets": "", "writes": ""},
    ),
    Trace(
        mentorships.mentorships,
        "mentor_id",
        Fate.NOBODY,
        hides=("low_id", "high_id", "note"),
        blanks={"meets": "", "writes": ""},
    ),
    Trace(mentorships.mentorships, "low_id", Fate.NOBODY, is_shown=False),
    Trace(mentorships.mentorships, "high_id", Fate.NOBODY, is_shown=False),
    Trace(mentorships.mentorships, "ended_by", Fate.NOBODY, is_shown=False),
    Trace(mentorships.namings, "person_id"),
    Trace(mentorships.namings, "author_id"),
    Trace(mentorships.feedback, "author_id"),
    Trace(mentorships.feedback, "about_id", is_shown=False),
    Trace(sessions.sessions, "mentee_id", Fate.NOBODY, blanks={"reason": "", "place": ""}),
    Trace(sessions.sessions, "mentor_id", Fate.NOBODY, blanks={"reason": "", "place": ""}),
    Trace(sessions.sessions, "proposer_id", Fate.NOBODY, blanks={"topic": ""}),
    Trace(sessions.sessions, "mover_id", Fate.CLEARED),
    Trace(sessions.bookings, "person_id", is_shown=False),
    Trace(afterwards.agenda_items, "author_id"),
    Trace(afterwards.session_answers, "person_id"),
    Trace(afterwards.session_notes, "author_id"),
    Trace(afterwards.action_items, "author_id"),
    Trace(afterwards.action_items, "owner_id", Fate.CLEARED),
    Trace(afterwards.reminder_choices, "person_id"),
    Trace(
        groups.group_sessions,
        "mentor_id",
        Fate.NOBODY,
        blanks={"topic": NO_TOPIC, "place": "", "reason": "", "note": ""},
    ),
    Trace(groups.seats, "person_id"),
    Trace(goals.goals, "person_id"),
    Trace(feeds.feeds, "person_id", hides=("mark", "etag", "modified", "turn", "due_at")),
    Trace(calendar_links.calendar_links, "person_id", hides=("hash", "digest")),
    Trace(checkins.check_ins, "author_id"),
    Trace(checkins.check_in_days, "person_id"),
    Trace(checkins.check_in_readers, "person_id", is_shown=False),
    Trace(checkins.check_in_answers, "author_id"),
    Trace(journal.journal_entries, "author_id"),
    Trace(journal.mentor_vents, "author_id"),
    Trace(journal.mentor_vents, "reader_id", is_shown=False),
    Trace(listening.listeners, "person_id", hides=("turn",)),
    Trace(listening.talks, "author_id", hides=("listener_id", "listener_wishes")),
    Trace(listening.talks, "listener_id", hides=("author_id", "author_wishes", "languages")),
    Trace(listening.talk_offers, "person_id", is_shown=False),
    Trace(listening.talk_lines, "author_id"),
    Trace(listening.talk_partings, "person_id", is_shown=False),
    Trace(listening.talk_partings, "other_id", is_shown=False),
    Trace(listening.talk_reports, "author_id"),
    Trace(prompts.habits, "person_id"),
    Trace(prompts.rests, "person_id"),
    Trace(prompts.prompts, "person_id"),
    Trace(safety.blocks, "person_id"),
    Trace(safety.blocks, "other_id", is_shown=False),
    Trace(safety.reports, "author_id", hides=("closed_by", "outcome")),
    Trace(safety.reports, "about_id", Fate.NOBODY, is_shown=False),
    Trace(safety.reports, "closed_by", Fate.NOBODY, is_shown=False),
    Trace(audit.changes, "person_id", Fate.NOBODY),
    Trace(links.link_codes, "person_id", hides=("hash",)),
    Trace(links.link_failures, "person_id"),
    Trace(obligations.obligations, "owes", hides=("nudges", "nudge", "lapse")),
    Trace(obligations.obligations, "waits", Fate.CLEARED, hides=("nudges", "nudge", "lapse")),
    Trace(outbox.notices, "person_id", hides=("nonce",)),
)
"""Parents before what hangs on them is not needed: keys of the database are never crossed by a row that goes."""

CHILDREN = (
    (goals.goal_steps, "goal_id", goals.goals),
    (feeds.feed_spans, "feed_id", feeds.feeds),
    (feeds.feed_deadlines, "feed_id", feeds.feeds),
    (checkins.check_in_readers, "check_in_id", checkins.check_ins),
)
"""Rows of somebody because they belong to a row that is: they go with it, and are exported with it."""

IMPERSONAL = (
    people.communities,
    people.settings,
    people.spaces,
    people.channels,
    people.receipts,
    topics.topics,
    topics.synonyms,
    installs.installs,
    rooms.rooms,
    erasures.erasures,
    keys.seal_checks,
    people.homes,
    summaries.weekly_numbers,
    vents.vents,
    vents.vent_voices,
    vents.vent_quotas,
    vents.vent_reports,
    vents.vent_mutes,
    vents.vent_drafts,
)
"""Tables that tell of nobody. `homes` knows accounts and no people: erasing and exporting look at it by account."""

NOT_PEOPLE = {
    "id",
    "community_id",
    "space_id",
    "topic_id",
    "request_id",
    "mentorship_id",
    "session_id",
    "group_id",
    "series_id",
    "goal_id",
    "feed_id",
    "check_in_id",
    "talk_id",
    "apart",
    "change",
    "mentor_changes",
    "subject",
}
"""Columns of ids that are of something else in every table."""
