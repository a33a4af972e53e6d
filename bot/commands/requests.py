"""A student asks a mentor: sending a request, looking at open ones, withdrawing.

What a request goes through afterwards is in `deciding`; what people are told about it is in `request_notices`.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from bot.authority import anyone
from bot.calls import Call, call
from bot.commands import deciding
from bot.commands import request_clocks as clocks
from bot.context import Context
from bot.domain.mentors import MentorProfile
from bot.domain.requests import Request, RequestState
from bot.errors import Gone, NotFound, UserError
from bot.params import Nothing, Paragraph
from bot.registry import ask
from bot.text import Mention, Said, When, clipped, text
from bot.views import Button, Card, Item, Listing

NO_SUCH_MENTOR = "I do not find this mentor. /find-mentor shows who takes requests."


async def known_note(ctx: Context, asked: Call) -> dict[str, str]:
    """The note of the student's last request, so that nobody writes it twice."""
    last = await ctx.store.requests.last_of(ctx.actor.id)
    return {"note": last.note} if last else {}


@dataclass(frozen=True, slots=True)
class Make:
    mentor: int
    note: Annotated[str, Paragraph("Why this mentor, and what for?", "I would like help with ...", most=800)]


@ask(
    "request.make",
    who=anyone,
    summary="Ask somebody to be your mentor",
    title="Your request",
    intro=text("Only this mentor reads it, together with your profile (/me)."),
    submit="Send request",
    prefill=known_note,
)
async def make(ctx: Context, args: Make) -> Card:
    mentor = await _open_mentor(ctx, args.mentor)
    await ctx.store.people.lock(ctx.actor.id)
    crossing = await _crossing(ctx, mentor)
    if crossing is not None:
        await deciding.agreed(ctx, crossing)
        found = text(Mention(mentor.person), " had asked you first, to be their mentor. You are a pair now.")
        return Card("You asked each other", found, actions=(Button("See it", call("mentorship.list")),), tone="good")
    await _check_limits(ctx, mentor)
    made = await ctx.store.requests.add(ctx.actor.id, mentor.person, args.note, ctx.now)
    if made is None:
        raise Gone("You have asked this mentor already. /requests shows until when they can answer.")
    deadline = await clocks.mentor_owes(ctx, made, mentor.person, ctx.actor.id)
    await clocks.tell(ctx, f"request.asked:{made}", mentor.person, call("request.asked", made), deadline)
    actions = (Button("Withdraw", call("request.withdraw", made)), Button("Find more", call("mentor.find")))
    said = text(Mention(mentor.person), " has it now and can answer until ", When(deadline, "day"), ". ", _promise())
    return Card("Your request is on its way", said, actions=actions, tone="good")


def _promise() -> str:
    return "I remind them for you, and if nothing comes I suggest the next best."


async def _open_mentor(ctx: Context, person: int) -> MentorProfile:
    """The mentor, if this actor may ask them now. Raises what the member should read."""
    mentor = await ctx.store.mentors.get(person)
    if mentor is None or not mentor.is_approved or await ctx.store.people.get(person) is None:
        raise NotFound(NO_SUCH_MENTOR)
    if person == ctx.actor.id:
        raise NotFound("That is you. /find-mentor shows the others.")
    if await ctx.store.mentorships.running_between(ctx.actor.id, person) is not None:
        raise Gone("You two are a pair already. /mentorships shows it.")
    return mentor


async def _crossing(ctx: Context, mentor: MentorProfile) -> Request | None:
    """The request this mentor has open, as a student, to the actor."""
    other = await ctx.store.requests.between(mentor.person, ctx.actor.id)
    return other if other is not None and other.state is RequestState.OPEN else None


async def _check_limits(ctx: Context, mentor: MentorProfile) -> None:
    settings = ctx.community.settings
    before = await ctx.store.requests.between(ctx.actor.id, mentor.person)
    if before is not None and before.state is RequestState.OPEN:
        raise Gone("You have asked this mentor already. /requests shows until when they can answer.")
    if before is not None and before.state is RequestState.DECLINED and before.decided_at is not None:
        again = before.decided_at + timedelta(days=settings.request_cooldown_days)
        if ctx.now < again:
            days = -((ctx.now - again) // timedelta(days=1))
            raise Gone(f"They had to say no not long ago. You can ask again in {days} days; others fit as well.")
    if await ctx.store.safety.is_blocked(ctx.actor.id, mentor.person) or mentor.is_paused(ctx.now) or not mentor.free:
        raise UserError("This mentor takes nobody new right now. Your text is kept for the next one you ask.")
    if len(await ctx.store.requests.open_of(ctx.actor.id)) >= settings.request_most_open:
        most = settings.request_most_open
        raise UserError(f"You have {most} open requests, which is the most. /requests lets you withdraw one.")


@dataclass(frozen=True, slots=True)
class One:
    request: int


@ask("request.withdraw", who=anyone, summary="Take a request back")
async def withdraw(ctx: Context, args: One) -> Card:
    request = await clocks.own(ctx, args.request, mentee=True)
    await clocks.close(ctx, request, RequestState.WITHDRAWN, "", request.mentor)
    find = Button("Find a mentor", call("mentor.find"))
    return Card("Withdrawn", text("Your text is kept for the next one you ask."), actions=(find,))


async def hand_on(ctx: Context, mentor: int, why: str) -> None:
    """A mentor leaves: their open requests close, and each student is offered the next best, text kept."""
    for request in await ctx.store.requests.open_to(mentor):
        await clocks.close(ctx, request, RequestState.CLOSED, why, request.mentee)


async def part(ctx: Context, one: int, other: int) -> None:
    """Somebody blocked somebody: what is open between the two closes, without a word about why."""
    for mentee, mentor in ((one, other), (other, one)):
        request = await ctx.store.requests.between(mentee, mentor)
        if request is not None and request.state is RequestState.OPEN:
            told = mentee if mentee != ctx.actor.id else mentor
            await clocks.close(ctx, request, RequestState.CLOSED, "", told)


@ask("request.list", who=anyone, summary="Your open requests, sent and received", command="requests")
async def open_requests(ctx: Context, args: Nothing) -> Listing | Card:
    sent = await ctx.store.requests.open_of(ctx.actor.id)
    received = await ctx.store.requests.open_to(ctx.actor.id)
    if not sent and not received:
        find = Button("Find a mentor", call("mentor.find"), "primary")
        return Card("No open requests", text("Nobody waits for you, and you wait for nobody."), actions=(find,))
    items = [await _received(ctx, request) for request in received[:5]]
    items += [await _sent(ctx, request) for request in sent[: 5 - len(items)]]
    left = len(sent) + len(received) - len(items)
    note = text(f"{left} more: they show as soon as these are answered.") if left else ()
    return Listing("Open requests", tuple(items), note=note)


async def _until(ctx: Context, request: Request) -> When:
    """Until when the request can be answered, whoever has to speak now."""
    open_clocks = await clocks.running(ctx, request)
    return When(max(clock.deadline_at for clock in open_clocks) if open_clocks else request.created_at, "day")


async def _received(ctx: Context, request: Request) -> Item:
    said = text(Said(clipped(request.note, 300)), "\nUntil ", await _until(ctx, request))
    actions = (
        Button("Accept", call("request.accept", request.id), "primary"),
        Button("Decline", call("request.decline", request.id), opens_form=True),
        Button("Ask a question", call("request.question", request.id), opens_form=True),
    )
    return Item(text("From ", Mention(request.mentee)), said, actions)


async def _sent(ctx: Context, request: Request) -> Item:
    said = text(Said(clipped(request.note, 300)), "\nThey can answer until ", await _until(ctx, request))
    answer = Button("Answer their question", call("request.reply", request.id), "primary", opens_form=True)
    asked = (answer,) if request.question and not request.reply else ()
    withdraw = Button("Withdraw", call("request.withdraw", request.id))
    return Item(text("To ", Mention(request.mentor)), said, (*asked, withdraw))
