"""What a community can set, with defaults and bounds, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta

from bot.domain.vents import MOST_A_DAY
from bot.errors import UserError


@dataclass(frozen=True, slots=True)
class Settings:
    """Whole numbers in the unit their name ends in; 0 and 1 for a switch (`is_`).

    A `_role` is the platform's id of a role that moderators chose in /setup; 0 where there is none.
    The rhythm of prompts has a form of its own: `prompt_days` has a bit a day, Monday the lowest; `prompt_minute` is of
    the day. So has that of summaries: `summary_day` is 0 for Monday, `summary_minute` is of the day.
    """

    request_nudge_hours: int = 48
    request_reminder_days: int = 7
    request_close_days: int = 14
    request_most_open: int = 3
    request_cooldown_days: int = 30
    is_mentor_approval: int = 0
    silence_first_days: int = 7
    silence_second_days: int = 14
    silence_third_days: int = 21
    silence_answer_days: int = 7
    undo_days: int = 7
    question_hold_minutes: int = 30
    question_most_held: int = 4
    question_widen_hours: int = 24
    moderator_role: int = 0
    mentor_role: int = 0
    is_scheduling: int = 1
    is_groups: int = 1
    is_goals: int = 1
    is_questions: int = 1
    is_prompting: int = 1
    is_vent_channel: int = 1
    vent_quota: int = 3
    is_listeners: int = 1
    prompt_days: int = 0b0001001
    prompt_minute: int = 16 * 60
    is_prompt_channel: int = 0
    is_summaries: int = 1
    summary_day: int = 0
    summary_minute: int = 9 * 60
    keep_check_ins_days: int = 180
    keep_sessions_days: int = 365
    keep_requests_days: int = 365
    keep_quiet_days: int = 365

    @property
    def request_clock(self) -> tuple[tuple[timedelta, ...], timedelta]:
        """When a mentor is nudged about a request, and when it closes."""
        nudges = (timedelta(hours=self.request_nudge_hours), timedelta(days=self.request_reminder_days))
        return nudges, timedelta(days=self.request_close_days)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a setting is shown and what values it takes."""

    name: str
    label: str
    least: int
    most: int


SETTINGS = (
    Setting("request_nudge_hours", "Nudge a mentor about a request after (hours)", 1, 336),
    Setting("request_reminder_days", "Remind them again after (days)", 1, 30),
    Setting("request_close_days", "Close an unanswered request after (days)", 2, 90),
    Setting("request_most_open", "Open requests a student may have at once", 1, 20),
    Setting("request_cooldown_days", "Wait before asking the same mentor again (days)", 0, 365),
    Setting("is_mentor_approval", "Moderators approve new mentors (1 yes, 0 no)", 0, 1),
    Setting("silence_first_days", "First word to a silent pair after (days)", 2, 60),
    Setting("silence_second_days", "Second word after (days)", 3, 90),
    Setting("silence_third_days", "Third word after (days)", 4, 120),
    Setting("silence_answer_days", "Time to say whether it goes on (days)", 2, 60),
    Setting("undo_days", "Time to undo an ending (days)", 1, 60),
    Setting("question_hold_minutes", "A claimed question is held for (minutes)", 5, 1440),
    Setting("question_most_held", "Questions one mentor may hold at once", 1, 20),
    Setting("question_widen_hours", "Ask all mentors after (hours)", 1, 336),
    Setting("vent_quota", "Anonymous posts of one person in 24 hours", 1, MOST_A_DAY),
    Setting("keep_check_ins_days", "Keep what check-ins say for (days)", 90, 180),
    Setting("keep_sessions_days", "Keep sessions and their notes for (days)", 90, 365),
    Setting("keep_requests_days", "Keep answered requests and questions for (days)", 90, 365),
    Setting("keep_quiet_days", "Erase people not heard of for (days)", 180, 365),
)


def settings_of(stored: Mapping[str, str]) -> Settings:
    """The settings with what a community changed; unknown names of an older version are passed over."""
    known = {f.name for f in fields(Settings)}
    return Settings(**{name: int(value) for name, value in stored.items() if name in known})


def changed(settings: Settings, name: str, value: str) -> Settings:
    """The settings with one value set.

    Raises UserError for an unknown name, a value out of bounds, or clocks out of order.
    """
    setting = next((s for s in SETTINGS if s.name == name), None)
    if setting is None:
        raise UserError("Pick a setting from the list.", field="name")
    words = value.strip()
    if not (words.isascii() and words.isdigit() and len(words) < 6 and setting.least <= int(words) <= setting.most):
        raise UserError(f"Type a whole number from {setting.least} to {setting.most}.", field="value")
    values: dict[str, int] = {name: int(words)}
    wanted = replace(settings, **values)
    nudges, close = wanted.request_clock
    if not nudges[0] < nudges[1] < close:
        raise UserError("The nudge comes before the reminder, and both before the request closes.", field="value")
    if not wanted.silence_first_days < wanted.silence_second_days < wanted.silence_third_days:
        raise UserError("The words to a silent pair come one after the other.", field="value")
    return wanted
