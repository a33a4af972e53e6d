"""Who may use an ask: declared with the ask, enforced at the door, before the handler runs.

A rule looks only at the actor's roles. Whether this actor may touch this very thing (their request, their
mentorship) is decided by the handler, which re-checks it every time.
"""

from dataclasses import dataclass

from bot.domain.people import Person, Role


@dataclass(frozen=True, slots=True)
class Rule:
    """`role` is what the actor must have; None lets everybody in. `refusal` says who may, and what to do."""

    name: str
    role: Role | None
    refusal: str

    def allows(self, actor: Person) -> bool:
        return self.role is None or actor.has(self.role)


anyone = Rule("anyone", None, "")
mentors = Rule("mentors", Role.MENTOR, "This is for mentors. Type /mentor profile to become one.")
moderators = Rule("moderators", Role.MODERATOR, "This is for moderators of this community.")
bot_only = Rule("the bot", Role.BOT, "This button is not for pressing. Type /help to see what you can do.")
