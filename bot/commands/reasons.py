"""Why a mentor fits, and a closer look at one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bot.authority import anyone
from bot.calls import call
from bot.commands.mentors import profile_card
from bot.commands.profiles import language_names, topic_names
from bot.context import Context
from bot.domain.mentors import Search
from bot.domain.ranking import Ranked, Scorer
from bot.domain.topics import Topic
from bot.domain.week import Week, shared
from bot.errors import NotFound
from bot.pictures.shared_week import shared_week_alt, shared_week_png
from bot.registry import ask
from bot.text import Said, Text, clipped, text
from bot.views import Button, Card, Fact, Picture


def answers_in(hours: float) -> str:
    """How soon, in the words people use: "within a day", "within about 3 days"."""
    days = max(1, round(hours / 24))
    return "within a day" if days == 1 else f"within about {days} days"


def shared_hours(hours: float) -> str:
    """ "2 hours a week"; quarter hours are rounded to halves."""
    halves = round(hours * 2) / 2
    shown = f"{halves:g}" if halves else "under half an"
    return f"{shown} hour{'' if halves <= 1 else 's'} a week"


def reasons(one: Ranked, search: Search, vocabulary: Sequence[Topic]) -> Text:
    """Every part of the score as a reason, one line each, then the mentor's own words."""
    asked = len(search.topics or search.seeker.topics)
    lines = []
    if one.topics:
        all_of = f" (all {asked})" if asked > 1 and len(one.topics) == asked else ""
        lines.append(f"Helps with {topic_names(one.topics, vocabulary)}{all_of}")
    if search.seeker.week.bits:
        lines.append(f"You share {shared_hours(one.hours)}" if one.hours else "You share no hours yet, but can ask")
    if one.languages:
        lines.append(f"Speaks {language_names(one.languages)}")
    free, of = one.profile.free, one.profile.capacity
    lines.append(f"{free} of {of} place{'' if of == 1 else 's'} free")
    lines.append("New here" if one.is_new else f"Usually answers {answers_in(one.usual_hours)}")
    bio = text("\n", Said(clipped(one.profile.bio, 160))) if one.profile.bio else ()
    return text(" · ".join(lines), bio)


@dataclass(frozen=True, slots=True)
class Show:
    mentor: int


@ask("mentor.show", who=anyone, summary="Look at one mentor")
async def show(ctx: Context, args: Show) -> Card:
    mentor = await ctx.store.mentors.get(args.mentor)
    blocked = await ctx.store.safety.is_blocked(ctx.actor.id, args.mentor)
    if mentor is None or not mentor.is_approved or not mentor.is_complete or blocked:
        raise NotFound("I do not find this mentor. /find-mentor shows who takes requests.")
    search = Search(await ctx.store.students.get(ctx.actor.id))
    one = Scorer(search, ctx.now).ranked(mentor)
    facts = (
        *await profile_card(ctx, mentor),
        Fact("Places", text(f"{mentor.free} of {mentor.capacity} free")),
        Fact("Answers", text("new here" if one.is_new else f"usually {answers_in(one.usual_hours)}")),
    )
    theirs = shared(Week((1 << 672) - 1), ctx.actor.zone, mentor.week, mentor.zone, ctx.now)
    picture = None
    if search.seeker.week.bits:
        weeks = search.seeker.week, theirs
        picture = Picture(b"", shared_week_alt(*weeks), "shared-week.png", partial(shared_week_png, *weeks))
    actions = (
        Button("Request", call("request.make", mentor.person), "primary", opens_form=True),
        Button("Report or block", call("safety.about", mentor.person)),
    )
    return Card(mentor.name[:100], facts=facts, actions=actions, picture=picture)
