"""Looking for a mentor: a list that says why."""

from dataclasses import dataclass
from typing import Annotated

from bot.authority import anyone
from bot.calls import Call, call
from bot.commands.offers import offered
from bot.commands.profiles import language_names, read_languages, read_topics, topic_names
from bot.commands.reasons import reasons
from bot.context import Context
from bot.domain.mentors import Search
from bot.params import Line, Nothing
from bot.registry import ask, registry
from bot.text import Mention, text
from bot.views import Button, Card, Form, Item, Listing

PAGE = 5
MOST_TOPICS = 5
"""Of one search: their ids travel in every button of the list."""


async def known(ctx: Context, asked: Call) -> dict[str, str]:
    """What the form starts with: the topics of the student's profile."""
    profile = await ctx.store.students.get(ctx.actor.id)
    return {"topic": topic_names(profile.topics, await ctx.store.topics.all())}


@dataclass(frozen=True, slots=True)
class Find:
    topic: Annotated[str, Line("What do you need help with?", "Statistics, or several topics", suggest="topics")] = ""
    language: Annotated[str, Line("In which language?", "Empty: any of yours", most=40, suggest="languages")] = ""


@ask(
    "mentor.find",
    who=anyone,
    summary="Find a mentor who fits you",
    command="find-mentor",
    is_common=True,
    title="Find a mentor",
    submit="Search",
    prefill=known,
)
async def find(ctx: Context, args: Find) -> Listing | Card | Form:
    topics = await read_topics(ctx, args.topic, "topic") if args.topic else ()
    language = read_languages(args.language, "language")[0] if args.language else ""
    profile = await ctx.store.students.get(ctx.actor.id)
    if not topics and not profile.topics:
        return registry.find("mentor.find").form(call("mentor.find"))
    return await _page(ctx, topics, language, 0)


@dataclass(frozen=True, slots=True)
class Page:
    topics: str
    language: str
    skip: int


@ask("mentor.page", who=anyone, summary="Turn the page of a search")
async def page(ctx: Context, args: Page) -> Listing | Card:
    topics = tuple(int(topic) for topic in args.topics.split("-") if topic.isascii() and topic.isdigit())
    return await _page(ctx, topics[:MOST_TOPICS], args.language[:8], min(args.skip, 10_000))


def turn(topics: tuple[int, ...], language: str, skip: int) -> Call:
    """The call that shows this search from its `skip`-th mentor."""
    return call("mentor.page", "-".join(str(topic) for topic in topics[:MOST_TOPICS]), language, skip)


async def _page(ctx: Context, topics: tuple[int, ...], language: str, skip: int) -> Listing | Card:
    search = Search(await ctx.store.students.get(ctx.actor.id), topics, language)
    found, has_more = await ctx.store.mentors.best(search, ctx.now, PAGE, skip)
    vocabulary = await ctx.store.topics.all()
    wanted = topic_names(topics or search.seeker.topics, vocabulary)
    if not found:
        return _nobody(ctx, wanted, language)
    rows = []
    for one in found:
        said = reasons(one, search, vocabulary)
        rows.append(Item(text(Mention(one.profile.person)), said, _buttons(one.profile.person, topics, language, skip)))
    tips = _tips(search, ctx.actor.is_zone_assumed)
    actions = (
        Button("Search again", call("mentor.find"), opens_form=True),
        Button("Show dismissed", call("mentor.undismiss")),
    )
    return Listing(
        "Mentors who fit",
        tuple(rows),
        text(f"For {wanted}" + (f", in {language_names((language,))}" if language else "") + ". Best fit first."),
        newer=turn(topics, language, max(0, skip - PAGE)) if skip else None,
        older=turn(topics, language, skip + PAGE) if has_more else None,
        page=f"{skip + 1}–{skip + len(found)}" if skip or has_more else "",
        actions=actions,
        note=text(tips) if tips else (),
    )


def _buttons(mentor: int, topics: tuple[int, ...], language: str, skip: int) -> tuple[Button, ...]:
    again = turn(topics, language, skip)
    return (
        Button("Request", call("request.make", mentor), "primary", opens_form=True),
        Button("Profile", call("mentor.show", mentor)),
        Button("Dismiss", call("mentor.dismiss", mentor, *again.args)),
    )


def _tips(search: Search, is_zone_assumed: bool) -> str:
    if not search.seeker.week.bits:
        return "Tell me in /me when you have time, and I can say which hours you share."
    return "Your time zone is a guess: /timezone sets it." if is_zone_assumed else ""


def _nobody(ctx: Context, wanted: str, language: str) -> Card:
    where = f" in {language_names((language,))}" if language else ""
    said = f"Nobody with a free place fits {wanted}{where} right now. Places open up; these may help meanwhile."
    actions = (
        *offered(ctx, Button("Ask a quick question", call("question.ask"), "primary", opens_form=True)),
        Button("Search again", call("mentor.find"), opens_form=True),
        Button("Show dismissed", call("mentor.undismiss")),
    )
    return Card("No mentor yet", text(said), actions=actions)


@dataclass(frozen=True, slots=True)
class Dismiss:
    mentor: int
    topics: str
    language: str
    skip: int


@ask("mentor.dismiss", who=anyone, summary="Do not show me this mentor")
async def dismiss(ctx: Context, args: Dismiss) -> Listing | Card:
    if await ctx.store.mentors.get(args.mentor) is not None:
        await ctx.store.students.dismiss(ctx.actor.id, args.mentor, ctx.now)
    return await page(ctx, Page(args.topics, args.language, args.skip))


@ask("mentor.undismiss", who=anyone, summary="Show mentors I dismissed again")
async def undismiss(ctx: Context, args: Nothing) -> Listing | Card | Form:
    await ctx.store.students.undismiss(ctx.actor.id)
    return await find(ctx, Find())
