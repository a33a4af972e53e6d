"""A student's own profile: what they are after, in which languages, and when."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import Call, call
from bot.commands.profiles import (
    HOURS_HINT,
    TOPICS_HINT,
    hours,
    language_names,
    read_languages,
    read_topics,
    read_week,
    topic_names,
)
from bot.commands.zones import read_zone, take_zone
from bot.context import Context
from bot.domain.mentors import StudentProfile
from bot.domain.week import Week, week_text
from bot.params import Line, Nothing, Paragraph, ZonePick
from bot.registry import ask
from bot.text import Said, text
from bot.views import Button, Card, Fact


@ask("student.show", who=anyone, summary="What mentors see of you", command="me", is_common=True)
async def show(ctx: Context, args: Nothing) -> Card:
    profile = await ctx.store.students.get(ctx.actor.id)
    known = topic_names(profile.topics, await ctx.store.topics.all())
    facts = (
        Fact("What you want to reach", text(Said(profile.goals)) if profile.goals else text("not said yet")),
        Fact("Topics", text(known or "not said yet")),
        Fact("Languages", text(language_names(profile.languages) or "not said yet")),
        Fact("When you have time", hours(profile.week, profile.zone)),
    )
    actions = (
        Button("Change", call("student.edit"), "primary", opens_form=True),
        Button("Find a mentor", call("mentor.find")),
    )
    assumed = text("Your time zone is a guess: /timezone sets it.") if ctx.actor.is_zone_assumed else ()
    return Card("You as a student", text("A mentor sees this with your request."), facts, actions, note=assumed)


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """What the form starts with."""
    profile = await ctx.store.students.get(ctx.actor.id)
    return {
        "goals": profile.goals,
        "topics": topic_names(profile.topics, await ctx.store.topics.all()),
        "languages": language_names(profile.languages),
        "week": week_text(profile.week) if profile.week.bits else "",
        "zone": "" if ctx.actor.is_zone_assumed else ctx.actor.zone,
    }


@dataclass(frozen=True, slots=True)
class Edit:
    goals: Annotated[str, Paragraph("What do you want to reach?", "Pass statistics; find my first job", most=600)] = ""
    topics: Annotated[str, Line("Topics", TOPICS_HINT, suggest="topics")] = ""
    languages: Annotated[str, Line("Languages you can talk in", "English, Deutsch", suggest="languages")] = ""
    week: Annotated[str, Line("When you have time, in your own time", HOURS_HINT, most=300)] = ""
    zone: Annotated[str, ZonePick("Your city or time zone", "Kolkata, New York, Europe/Berlin")] = ""


@ask(
    "student.edit",
    who=anyone,
    summary="Change what mentors see of you",
    title="You as a student",
    intro=text("A mentor sees this when you send them a request. All of it is optional."),
    submit="Save",
    prefill=known,
)
async def edit(ctx: Context, args: Edit) -> Card:
    zone = read_zone(args.zone, "zone") if args.zone else ctx.actor.zone
    profile = StudentProfile(
        ctx.actor.id,
        zone,
        args.goals,
        await read_topics(ctx, args.topics, "topics"),
        read_languages(args.languages, "languages") if args.languages else (),
        read_week(args.week, "week") if args.week else Week(0),
    )
    await ctx.store.students.save(profile)
    if args.zone:
        await take_zone(ctx, zone)
    found = Button("Find a mentor", call("mentor.find"), "primary")
    return Card("Saved", text("Mentors who fit come first now."), actions=(found,), tone="good")
