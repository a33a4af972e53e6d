"""How long each kind of thing is kept: what a community may shorten, and what is fixed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.settings import Settings


class Kind(StrEnum):
    """What is forgotten by its age alone."""

    CHECK_INS = "check-ins"
    SESSIONS = "sessions"
    REQUESTS = "requests"
    CHANGES = "changes"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class Rule:
    """`setting` names the days in a community's settings; where there is none, `days` hold everywhere."""

    words: str
    setting: str = ""
    days: int = 0

    def length(self, settings: Settings) -> timedelta:
        return timedelta(days=getattr(settings, self.setting) if self.setting else self.days)


RULES: Mapping[Kind, Rule] = {
    Kind.CHECK_INS: Rule("What you wrote in check-ins, and what was said back", "keep_check_ins_days"),
    Kind.SESSIONS: Rule("Sessions with their notes, agendas and answers; done actions", "keep_sessions_days"),
    Kind.REQUESTS: Rule("Answered requests and questions", "keep_requests_days"),
    Kind.CHANGES: Rule("What moderators changed, closed reports", days=730),
    Kind.MESSAGES: Rule("The list of messages I sent, and of answers that were owed", days=30),
}
QUIET = Rule("Everything of somebody who was not heard of", "keep_quiet_days")
ASKED_TO_STAY = "quiet person"
"""The kind of obligation under which they are told so."""
WARNING = timedelta(days=30)
"""So long before the end somebody who was not heard of is told; a tap and they stay."""
GRACE = timedelta(days=30)
"""So long everything of somebody who left, or of a community without the bot, is kept: coming back finds it."""
BACKUPS = timedelta(days=30)
"""So long a backup can be read; then its key is thrown away."""
