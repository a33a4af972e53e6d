"""What moderators can switch off: nothing new begins then, and what runs goes on to its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.settings import Settings


@dataclass(frozen=True, slots=True)
class Feature:
    """`setting` holds 1 while it is on. `begins` are the names of the asks with which something new begins.

    One that begins something or changes what there is, by its args, is not among them and looks for itself. Those in
    `begins_anew` begin something where their last arg is 0: it would name what changes.
    """

    setting: str
    label: str
    use: str
    begins: frozenset[str]
    begins_anew: frozenset[str] = frozenset()

    def is_on(self, settings: Settings) -> bool:
        return bool(getattr(settings, self.setting))


FEATURES = (
    Feature(
        "is_scheduling",
        "Sessions",
        "Pairs find an hour, and both are reminded.",
        frozenset({"session.plan", "session.typed", "session.whom", "session.suggest"}),
        frozenset({"session.times", "session.type"}),
    ),
    Feature(
        "is_groups",
        "Group sessions",
        "A mentor opens one, several students take a place.",
        frozenset({"group.plan", "group.open"}),
    ),
    Feature(
        "is_goals",
        "Goals",
        "What people work towards, private unless shared.",
        frozenset({"goal.add", "goal.reopen", "goal.deadlines", "goal.adopt"}),
    ),
    Feature("is_questions", "Quick questions", "Students ask, and any mentor answers.", frozenset({"question.ask"})),
    Feature(
        "is_vent_channel",
        "Anonymous vents",
        "The vent channel. Journals and vents to mentors stay.",
        frozenset({"vent.write", "vent.answer", "vent.own", "vent.again", "draft.post"}),
    ),
    Feature(
        "is_listeners",
        "Listeners",
        "Volunteers hear who needs an ear; neither sees the other's name.",
        frozenset({"listen.join", "talk.write", "talk.take", "talk.again", "draft.listen"}),
    ),
)


def switched_off(ask: str, settings: Settings) -> Feature | None:
    """The feature that this ask would begin something of, where it is off."""
    return next((one for one in FEATURES if ask in one.begins and not one.is_on(settings)), None)


def withheld(ask: str, args: Sequence[str], settings: Settings) -> Feature | None:
    """The same for a button, whose args tell whether it begins something."""
    is_new = bool(args) and args[-1] == "0"
    found = (one for one in FEATURES if is_new and ask in one.begins_anew and not one.is_on(settings))
    return switched_off(ask, settings) or next(found, None)
