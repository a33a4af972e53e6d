"""Where a community asks for it, a moderator looks at each new mentor first."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated

from bot.authority import bot_only, moderators
from bot.calls import Call, call
from bot.commands import auditing
from bot.commands.moderators import tell_moderators
from bot.commands.profiles import language_names, topic_names
from bot.context import Context
from bot.domain.mentors import MentorProfile
from bot.errors import Gone, NotFound
from bot.params import Nothing, Paragraph
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import Mention, Said, Text, clipped, text
from bot.views import Button, Card, Item, Listing

PAGE = 5


@dataclass(frozen=True, slots=True)
class One:
    person: int


async def announce(ctx: Context, person: int) -> None:
    """Tells the moderators that a profile waits."""
    key = f"approval.waiting:{person}:{ctx.now.isoformat()}"
    await tell_moderators(ctx, key, call("approval.waiting", person))


async def _waiting(ctx: Context, person: int) -> MentorProfile | None:
    found = await ctx.store.mentors.get(person)
    return found if found is not None and not found.is_approved and found.is_complete else None


async def _about(ctx: Context, mentor: MentorProfile) -> Text:
    topics = topic_names(mentor.topics, await ctx.store.topics.all())
    return text(f"{topics} · {language_names(mentor.languages)}\n", Said(clipped(mentor.bio, 300)))


def _buttons(person: int) -> tuple[Button, Button]:
    return (
        Button("Approve", call("mentor.approve", person), "primary"),
        Button("Not now", call("mentor.refuse", person), opens_form=True),
    )


@ask("approval.waiting", who=bot_only, summary="A mentor profile waits for a moderator")
async def waiting(ctx: Context, args: One) -> Card | None:
    mentor = await _waiting(ctx, args.person)
    if mentor is None:
        return None
    said = text(Mention(mentor.person), " would like to mentor:\n", await _about(ctx, mentor))
    return Card("A new mentor", said, actions=_buttons(mentor.person))


@ask("approval.list", who=moderators, summary="Mentors who wait for your approval", command="approve")
async def open_profiles(ctx: Context, args: Nothing) -> Listing | Card:
    found = [mentor for mentor in await ctx.store.mentors.waiting() if mentor.is_complete]
    if not found:
        on = ctx.community.settings.is_mentor_approval
        rest = "" if on else " New mentors need no approval here; /config can change that."
        return Card("Nobody waits", text(f"Every mentor profile has been looked at.{rest}"))
    rows = [
        Item(text(Mention(mentor.person)), await _about(ctx, mentor), _buttons(mentor.person))
        for mentor in found[:PAGE]
    ]
    left = len(found) - PAGE
    return Listing("Mentors to approve", tuple(rows), page=f"{left} more after these" if left > 0 else "")


async def _to_decide(ctx: Context, person: int) -> MentorProfile:
    mentor = await ctx.store.mentors.get(person)
    if mentor is None:
        raise NotFound("I do not find this profile. /approve shows who waits.")
    if mentor.is_approved:
        raise Gone("This mentor has been approved already.")
    return mentor


async def _tell(ctx: Context, person: int, said: Call) -> None:
    key = f"{said}:{ctx.now.isoformat()}"
    await ctx.outbox.put(Notice(key, Dm(person), said, ctx.now, ctx.now + timedelta(days=14)))


@ask("mentor.approve", who=moderators, summary="Approve a mentor")
async def approve(ctx: Context, args: One) -> Card:
    mentor = await _to_decide(ctx, args.person)
    await ctx.store.mentors.save(replace(mentor, is_approved=True))
    await auditing.note(ctx, "A mentor was approved", "waiting", "approved")
    await _tell(ctx, mentor.person, call("approval.given"))
    return Card("Approved", text("Students can find ", Mention(mentor.person), " now. I have told them."), tone="good")


@dataclass(frozen=True, slots=True)
class Refuse:
    person: int
    reason: Annotated[str, Paragraph("What should they know?", "They read this", most=400)]


@ask("mentor.refuse", who=moderators, summary="Say no to a mentor profile, kindly", title="Not now")
async def refuse(ctx: Context, args: Refuse) -> Card:
    mentor = await _to_decide(ctx, args.person)
    await ctx.store.mentors.refuse(mentor.person, args.reason)
    await auditing.note(ctx, "A mentor was told not now", "waiting", "not now")
    await _tell(ctx, mentor.person, call("approval.refused"))
    return Card("Told", text(Mention(mentor.person), " has your words. Their profile stays, unseen by students."))


@ask("approval.given", who=bot_only, summary="Tells a mentor that they are approved")
async def given(ctx: Context, args: Nothing) -> Card | None:
    mentor = await ctx.store.mentors.get(ctx.actor.id)
    if mentor is None or not mentor.is_approved:
        return None
    see = Button("Your profile", call("mentor.profile"))
    return Card("You are a mentor here now", text("Students can find you. Thank you."), actions=(see,), tone="good")


@ask("approval.refused", who=bot_only, summary="Tells a mentor that the answer is no for now")
async def refused(ctx: Context, args: Nothing) -> Card | None:
    reason = await ctx.store.mentors.refusal(ctx.actor.id)
    if not reason:
        return None
    change = Button("Change your profile", call("mentor.about"), opens_form=True)
    said = text("A moderator looked at your mentor profile and writes:\n", Said(reason))
    return Card("Not yet", said, actions=(change,))
