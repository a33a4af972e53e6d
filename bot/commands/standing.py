"""Whether students can find a mentor, in the mentor's words."""

from datetime import UTC, datetime

from bot.domain.mentors import MentorProfile
from bot.text import Text, When, text

FAR = datetime(9999, 1, 1, tzinfo=UTC)
"""Paused until they say so."""


def standing(profile: MentorProfile, now: datetime) -> Text:
    """Whether students can find this mentor, and if not, why."""
    if not profile.is_complete:
        missing = [
            name
            for name, has in (
                ("topics", profile.topics),
                ("languages", profile.languages),
                ("hours", profile.week.bits),
            )
            if not has
        ]
        return text(f"Students cannot find you yet: your {' and '.join(missing)} are missing.")
    if not profile.is_approved:
        return text("A moderator looks at your profile first. You hear from me when they have.")
    if profile.is_paused(now):
        until = profile.paused_until
        if until is None or until == FAR:
            return text("You are paused: nobody new is sent to you.")
        return text("You are paused until ", When(until, "day"), ".")
    if not profile.free:
        return text("Your places are taken, so students do not see you. That is fine.")
    return text(f"Students can find you. Free places: {profile.free} of {profile.capacity}.")
