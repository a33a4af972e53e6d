"""/privacy: what is kept, who sees it, how long; taking it along, taking a consent back, and being forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.authority import anyone
from bot.calls import call
from bot.commands import erasing
from bot.commands.my_data import packed
from bot.context import Context
from bot.domain.consents import Consent, Purpose
from bot.domain.journal import MENTOR_VENTS_KEPT_DAYS
from bot.domain.retention import BACKUPS, GRACE, QUIET, RULES, WARNING
from bot.errors import Gone, UserError
from bot.params import Nothing
from bot.registry import ask
from bot.text import Text, When, joined, text
from bot.views import Button, Card, Confirm, Fact

_KEPT = (
    "Your name and accounts here, your profile, requests, mentorships, sessions, notes, check-ins, goals, calendars, "
    "questions and choices; your journal, what you told a mentor or a listener, and the country of your help lines. "
    "Anonymous posts stand here without an author. Nothing that you write elsewhere: I read no channels."
)
_SEEN = (
    "Your mentor or mentee: what you share with them, as the forms say. Moderators: that a pair exists and how often "
    "it meets, and reports; never notes, check-ins, goals or your journal. Whoever runs me holds the database and its "
    "keys, and could read it. Discord and Slack carry what I send."
)
_PURPOSES = {
    Purpose.CHECK_INS: ("Your mentors read check-ins you share", "Stop sharing check-ins"),
    Purpose.VENT: ("I keep and pass on what you vent", "Take back: venting"),
}
_ERASED = (
    "Nothing of yours is left here, and nobody is told your name. Messages I had sent stay where they were sent. "
    f"My own backups become unreadable within {BACKUPS.days} days. If you write to me again, you begin anew."
)
_ELSEWHERE = "Whether mentors hear of two missed check-ins: /my-rhythm."
_ONLY_YOU = "This button was for somebody who is gone. /privacy shows what is yours."


@ask(
    "privacy.show",
    who=anyone,
    summary="What I keep of you, who sees it, and how to take or erase it",
    command="privacy",
)
async def show(ctx: Context, args: Nothing) -> Card:
    given = [one for one in await ctx.store.consents.of(ctx.actor.id) if one.holds]
    shares = await _shares_since(ctx, given)
    facts = (
        Fact("What I keep", text(_KEPT)),
        Fact("Who sees it", text(_SEEN)),
        Fact("How long", text(_lengths(ctx))),
        Fact("What you agreed to", _agreed(given, shares)),
    )
    actions = (
        Button("Get everything of mine", call("privacy.export"), "primary"),
        *(_stop(one.purpose) for one in given),
        *((_stop(Purpose.CHECK_INS),) if shares else ()),
        Button("Erase me", call("privacy.erase"), "danger"),
    )
    return Card("Your privacy", text("What I keep of you, and what you can do about it."), facts, actions)


def _lengths(ctx: Context) -> str:
    settings = ctx.community.settings
    each = [f"{rule.words}: {rule.length(settings).days} days." for rule in RULES.values()]
    quiet = f"Everything, if I do not hear of you for {QUIET.length(settings).days} days; I ask {WARNING.days} before."
    left = f"Everything, {GRACE.days} days after you left. All else until you delete it, or erase yourself here."
    vents = f"What you told a mentor or a listener, and anonymous posts: {MENTOR_VENTS_KEPT_DAYS} days."
    return "\n".join((*each, vents, quiet, left))


async def _shares_since(ctx: Context, given: Sequence[Consent]) -> datetime | None:
    """Since when check-ins are shared by a choice from before such agreements were asked for."""
    if any(one.purpose is Purpose.CHECK_INS for one in given):
        return None
    return (await ctx.store.prompts.habit(ctx.actor.id)).shares_at


def _stop(purpose: Purpose) -> Button:
    return Button(_PURPOSES[purpose][1], call("privacy.withdraw", purpose.value))


def _agreed(given: Sequence[Consent], shares: datetime | None) -> Text:
    said = [text(_PURPOSES[one.purpose][0], ", since ", When(one.given_at, "day")) for one in given]
    if shares:
        said.append(text("The check-in form suggests your mentors as readers, since ", When(shares, "day")))
    return joined([*(said or [text("Nothing so far. I ask before the first time.")]), text(_ELSEWHERE)], "\n")


@dataclass(frozen=True, slots=True)
class Taken:
    purpose: str


@ask("privacy.withdraw", who=anyone, summary="Take back what you agreed to")
async def withdraw(ctx: Context, args: Taken) -> Card:
    try:
        purpose = Purpose(args.purpose)
    except ValueError:
        raise UserError("I do not know what this button was for. /privacy shows what you agreed to.") from None
    await ctx.store.consents.withdraw(ctx.actor.id, purpose, ctx.now)
    back = (Button("Your privacy", call("privacy.show")),)
    if purpose is Purpose.CHECK_INS:
        await ctx.store.prompts.share(ctx.actor.id, None)
        await ctx.store.check_ins.close(ctx.actor.id)
        said = (
            "Your mentors cannot read your check-ins any more, also not the earlier ones. A message that somebody has "
            "already stays with them. I ask you again before you share the next."
        )
        return Card("Taken back", text(said), actions=back)
    return Card("Taken back", text("I ask you again before the next time."), actions=back)


@ask("privacy.export", who=anyone, summary="Get everything of yours as a file")
async def export(ctx: Context, args: Nothing) -> Card:
    held = await ctx.store.personal.export(ctx.actor.id)
    said = text(
        "Everything of yours in this community, as JSON: also what you wrote. What others wrote to you in private is "
        "theirs, and not in it. Times are in UTC. Keep the file to yourself."
    )
    return Card("Everything of yours", said, attachment=packed(held, ctx.community.name, ctx.now))


@ask("privacy.erase", who=anyone, summary="Be forgotten: what goes, what stays")
async def ask_first(ctx: Context, args: Nothing) -> Confirm:
    running = len(await ctx.store.mentorships.of(ctx.actor.id))
    pairs = ("", "Your running mentorship ends. ")[running] if running < 2 else "Your running mentorships end. "
    said = text(
        "At once and for good: profile, notes, check-ins, goals, journal, vents, questions, thanks and reports you "
        f"wrote, calendars, all your accounts here. {pairs}What you hold or had booked is called off, and those it "
        "concerns hear that somebody left.\n"
        "What stays, without your name and words: that a pair existed and met, for the other one; what others wrote "
        "themselves; messages already sent.\n"
        "There is no way back. You may want your data first."
    )
    yes = Button("Erase me for good", call("privacy.erased", ctx.actor.id), "danger")
    return Confirm("Erase everything of yours?", said, yes, Button("Keep me", call("privacy.show")))


@ask("privacy.erased", who=anyone, summary="Forgets you, after the confirmation")
async def erased(ctx: Context, args: erasing.One) -> Card:
    if args.person != ctx.actor.id:
        raise Gone(_ONLY_YOU)
    await erasing.erase(ctx, ctx.actor.id)
    return Card("You are forgotten", text(_ERASED), tone="care")
