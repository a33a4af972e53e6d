"""A mentor's own profile: who they are, and when they have time."""

from dataclasses import dataclass, replace
from typing import Annotated

from bot.authority import anyone
from bot.calls import Call, call
from bot.commands import approval
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
from bot.commands.standing import standing
from bot.commands.zones import read_zone, take_zone
from bot.context import Context
from bot.domain.mentors import MentorProfile
from bot.domain.people import Role
from bot.domain.week import week_text
from bot.errors import UserError
from bot.params import Line, Nothing, Paragraph, Whole, ZonePick
from bot.registry import ask
from bot.text import Said, text
from bot.views import Button, Card, Fact


async def _mine(ctx: Context) -> MentorProfile:
    profile = await ctx.store.mentors.get(ctx.actor.id)
    return profile or MentorProfile(ctx.actor.id, ctx.actor.name, ctx.actor.zone)


async def profile_card(ctx: Context, profile: MentorProfile) -> tuple[Fact, ...]:
    """What anybody may read of a mentor."""
    facts = [
        Fact("Topics", text(topic_names(profile.topics, await ctx.store.topics.all()) or "not said yet")),
        Fact("Languages", text(language_names(profile.languages) or "not said yet")),
        Fact("Has time", hours(profile.week, profile.zone)),
    ]
    if profile.bio:
        facts.insert(0, Fact("About", text(Said(profile.bio))))
    return tuple(facts)


@ask("mentor.profile", who=anyone, summary="Your mentor profile: become a mentor", command="mentor profile")
async def profile(ctx: Context, args: Nothing) -> Card:
    mine = await _mine(ctx)
    facts = (
        *await profile_card(ctx, mine),
        Fact("Wants to know of a session", text(f"{mine.notice_hours} hours before")),
        Fact("Meets on", text(Said(mine.meeting)) if mine.meeting else text("not said yet")),
    )
    turn = (
        Button("Take requests again", call("mentor.resume"))
        if mine.is_paused(ctx.now)
        else Button("Pause", call("mentor.pause"), opens_form=True)
    )
    actions = (
        Button("Who you are", call("mentor.about"), "primary", opens_form=True),
        Button("Your time", call("mentor.time"), "primary", opens_form=True),
        *((Button("Where you meet", call("mentor.rooms")),) if mine.is_complete else ()),
        *((turn,) if mine.is_complete else ()),
    )
    return Card("Your mentor profile", standing(mine, ctx.now), facts, actions)


async def known_about(ctx: Context, asked: Call) -> dict[str, str]:
    mine = await _mine(ctx)
    return {
        "topics": topic_names(mine.topics, await ctx.store.topics.all()),
        "languages": language_names(mine.languages),
        "bio": mine.bio,
    }


@dataclass(frozen=True, slots=True)
class About:
    topics: Annotated[str, Line("Topics you help with", TOPICS_HINT, suggest="topics")]
    languages: Annotated[str, Line("Languages you mentor in", "English, Deutsch", suggest="languages")]
    bio: Annotated[str, Paragraph("About you, in a few sentences", "What you do, and how you help", most=600)] = ""


@ask(
    "mentor.about",
    who=anyone,
    summary="Say who you are as a mentor",
    title="Who you are",
    intro=text("Students read this when they look for a mentor."),
    submit="Save",
    prefill=known_about,
)
async def about(ctx: Context, args: About) -> Card:
    topics = await read_topics(ctx, args.topics, "topics")
    if not topics:
        raise UserError(f"Name at least one topic, such as: {TOPICS_HINT}.", field="topics")
    mine = await _mine(ctx)
    languages = read_languages(args.languages, "languages")
    return await _saved(ctx, mine, replace(mine, topics=topics, languages=languages, bio=args.bio))


async def known_time(ctx: Context, asked: Call) -> dict[str, str]:
    mine = await _mine(ctx)
    return {
        "week": week_text(mine.week) if mine.week.bits else "",
        "zone": "" if ctx.actor.is_zone_assumed else ctx.actor.zone,
        "capacity": str(mine.capacity),
        "notice": str(mine.notice_hours),
        "meeting": mine.meeting,
    }


@dataclass(frozen=True, slots=True)
class Time:
    week: Annotated[str, Line("When you have time, in your own time", HOURS_HINT, most=300)]
    zone: Annotated[str, ZonePick("Your city or time zone", "Lagos, New York, Europe/Berlin")] = ""
    capacity: Annotated[int, Whole("How many mentees at once", "2 is a good start", least=1, most=50)] = 2
    notice: Annotated[int, Whole("Hours you need to know before", "24", least=0, most=336)] = 24
    meeting: Annotated[str, Line("Where you like to meet", "Zoom, or a link of yours", most=200)] = ""


@ask(
    "mentor.time",
    who=anyone,
    summary="Say when you have time as a mentor",
    title="Your time",
    submit="Save",
    prefill=known_time,
)
async def take_time(ctx: Context, args: Time) -> Card:
    zone = read_zone(args.zone, "zone") if args.zone else ctx.actor.zone
    week = read_week(args.week, "week")
    if not week.bits:
        raise UserError(f"Name at least one hour a week. Try: {HOURS_HINT}.", field="week")
    mine = await _mine(ctx)
    if args.zone:
        await take_zone(ctx, zone)
    changed = replace(
        mine, week=week, zone=zone, capacity=args.capacity, notice_hours=args.notice, meeting=args.meeting
    )
    return await _saved(ctx, mine, changed)


async def _saved(ctx: Context, before: MentorProfile, after: MentorProfile) -> Card:
    is_new = await ctx.store.mentors.get(ctx.actor.id) is None
    if is_new and ctx.community.settings.is_mentor_approval and not ctx.actor.has(Role.VOUCHED_FOR):
        after = replace(after, is_approved=False)
    await ctx.store.mentors.save(after)
    if after.is_complete and not before.is_complete and not after.is_approved:
        await approval.announce(ctx, ctx.actor.id)
    rest = () if after.week.bits else (Button("Your time", call("mentor.time"), "primary", opens_form=True),)
    if not after.topics:
        rest = (Button("Who you are", call("mentor.about"), "primary", opens_form=True),)
    return Card(
        "Saved",
        standing(after, ctx.now),
        actions=(*rest, Button("See it", call("mentor.profile"))),
        tone="good",
    )
