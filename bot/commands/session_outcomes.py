"""Did it happen? Both are asked, each answers alone, and a disagreement blames nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.authority import anyone, bot_only
from bot.calls import Call, call
from bot.commands import afterwards, meetings, pairs
from bot.context import Context
from bot.domain.mentorships import MentorshipState
from bot.domain.outcomes import MISSED, WAIT, Answer, Outcome, Report, Standing
from bot.domain.sessions import Session, SessionState
from bot.errors import Gone
from bot.registry import ask
from bot.text import Mention, Text, When, text
from bot.views import Button, Card

_TOO_EARLY = "It has hardly begun. From ten minutes after the start you can tell me; Open it again then."
_SETTLED = "This one is settled already. /sessions shows what is coming."
_CLOSED = "The days to mend this are over, and neither word is kept. /log-session notes a meeting you did have."


@dataclass(frozen=True, slots=True)
class One:
    session: int


async def _standing(ctx: Context, session: int) -> Session | None:
    """A session that is not settled, for the bot's own doing, while neither of the two can change it."""
    found = await ctx.store.sessions.get(session)
    if found is None:
        return None
    for person in sorted(found.people):
        await ctx.store.people.lock(person)
    found = await ctx.store.sessions.get(session)
    return found if found is not None and found.state is SessionState.CONFIRMED else None


@ask("session.ended", who=bot_only, summary="A session is over: both are asked how it went")
async def ended(ctx: Context, args: One) -> None:
    session = await _standing(ctx, args.session)
    if session is None or session.end > ctx.now:
        return
    await afterwards.keep(ctx, session)
    for person in session.people:
        await afterwards.tell(ctx, session, person, call("session.happened", session.id))


@ask("session.settle", who=bot_only, summary="Keeps what nobody disputed in time")
async def settle(ctx: Context, args: One) -> None:
    session = await _standing(ctx, args.session)
    if session is not None:
        await afterwards.keep(ctx, session)


async def _open(ctx: Context, session: int) -> Session | None:
    """The reader's session, while it is not settled and the two still want to hear of one another."""
    found = await ctx.store.sessions.get(session)
    if found is None or not found.includes(ctx.actor.id) or found.state is not SessionState.CONFIRMED:
        return None
    return None if await afterwards.is_parted(ctx, found) else found


def _buttons(session: Session) -> tuple[Button, ...]:
    return (afterwards.yes(session), Button("No", call("session.no", session.id)))


@ask("session.happened", who=bot_only, summary="Asks whether a session took place")
async def happened(ctx: Context, args: One) -> Card | None:
    session = await _open(ctx, args.session)
    if session is None or ctx.now < session.end:
        return None
    found = await afterwards.outcome_of(ctx, session)
    if found.standing is Standing.DISPUTED:
        return _differ(session, found)
    reports = await ctx.store.answers.of(session.id)
    if ctx.actor.id in reports:
        return None
    other = session.other(ctx.actor.id)
    said = text("You and ", Mention(other), ", ", When(session.start), ". One tap is enough.", _word(other, reports))
    return Card("Did you two meet?", said, actions=_buttons(session))


def _word(other: int, reports: Mapping[int, Report]) -> Text:
    if other not in reports:
        return ()
    met = reports[other].answer is Answer.HELD
    return text("\n", Mention(other), " says you met." if met else " says it did not happen. Tell me how you saw it.")


def _differ(session: Session, found: Outcome) -> Card:
    said = text(
        "About ",
        When(session.start),
        " you two told me different things. That happens, and it is nobody's fault. Until ",
        When(found.until, "day"),
        " either of you can change their answer; if you both leave it, I keep neither.",
    )
    return Card("You remember it differently", said, actions=_buttons(session), tone="care")


@ask("session.differ", who=bot_only, summary="Tells that two remember a session differently")
async def differ(ctx: Context, args: One) -> Card | None:
    session = await _open(ctx, args.session)
    found = await afterwards.outcome_of(ctx, session) if session else None
    if session is None or found is None or found.standing is not Standing.DISPUTED:
        return None
    return _differ(session, found)


@ask("session.waiting", who=bot_only, summary="Asks somebody kindly whether they are on their way")
async def waiting(ctx: Context, args: One) -> Card | None:
    session = await _open(ctx, args.session)
    if session is None or ctx.now >= session.end or ctx.actor.id in await ctx.store.answers.of(session.id):
        return None
    where = text("\nWhere: ", await meetings.where(ctx, session))
    said = text(Mention(session.other(ctx.actor.id)), " is there and has not found you yet. It may be the link.", where)
    late = Button("I cannot make it", call("session.answer", session.id, "me"))
    return Card("Are you on your way?", said, actions=(Button("I am there", _held(session), "primary"), late))


def _held(session: Session) -> Call:
    return call("session.answer", session.id, "held")


@ask("session.no", who=anyone, summary="Say that a session did not take place")
async def no(ctx: Context, args: One) -> Card:
    session = await meetings.mine(ctx, args.session)
    _check_begun(ctx, session)
    choices = (
        ("They were not there", "they"),
        ("I could not make it", "me"),
        ("Neither of us was there", "both"),
        ("We moved it, or did not need it", "unneeded"),
    )
    actions = tuple(Button(label, call("session.answer", session.id, said)) for label, said in choices)
    return Card("What happened?", text("Life gets in the way of the best plans. Nobody is told off."), actions=actions)


@dataclass(frozen=True, slots=True)
class Said:
    session: int
    said: str


def _answer(session: Session, person: int, said: str) -> Answer:
    """Raises Gone for what no button says."""
    is_mentee = person == session.mentee
    known = {
        "held": Answer.HELD,
        "they": Answer.MENTOR if is_mentee else Answer.MENTEE,
        "me": Answer.MENTEE if is_mentee else Answer.MENTOR,
        "both": Answer.BOTH,
        "unneeded": Answer.UNNEEDED,
    }
    if said not in known:
        raise Gone(_SETTLED)
    return known[said]


def _check_begun(ctx: Context, session: Session) -> None:
    """Raises Gone when nobody can say yet, or any more, what became of it."""
    meetings.check_open(session)
    if session.state is not SessionState.CONFIRMED:
        raise Gone("Nobody said yes to this session, so there is nothing to tell. /sessions shows what is coming.")
    if ctx.now < session.start + WAIT:
        raise Gone(_TOO_EARLY)


@ask("session.answer", who=anyone, summary="Say whether a session took place")
async def answer(ctx: Context, args: Said) -> Card:
    session = await meetings.held(ctx, args.session)
    given = _answer(session, ctx.actor.id, args.said)
    before = (await ctx.store.answers.of(session.id)).get(ctx.actor.id)
    if before is None or before.answer is not given:
        await _take(ctx, session, given)
    return await _thanks(ctx, session, given)


async def _take(ctx: Context, session: Session, given: Answer) -> None:
    """Raises Gone when it is settled or cannot be mended any more."""
    _check_begun(ctx, session)
    known = await afterwards.outcome_of(ctx, session)
    if known.is_closed(ctx.now):
        raise Gone(_CLOSED)
    await ctx.store.answers.give(session.id, ctx.actor.id, given, ctx.now)
    found = await afterwards.keep(ctx, session, is_late=known.standing is Standing.UNKNOWN)
    if given is Answer.HELD:
        await _sign_of_life(ctx, session)
    if await afterwards.is_parted(ctx, session):
        return
    other = session.other(ctx.actor.id)
    if found.standing is Standing.DISPUTED:
        await afterwards.tell(ctx, session, other, call("session.differ", session.id))
    elif given in MISSED and ctx.now < session.end:
        await afterwards.tell(ctx, session, other, call("session.waiting", session.id))


async def _sign_of_life(ctx: Context, session: Session) -> None:
    pair = await ctx.store.mentorships.get(session.mentorship)
    if pair is not None and pair.state is MentorshipState.ACTIVE:
        await ctx.store.mentorships.touch(pair.id, ctx.now)
        await pairs.go_on(ctx, pair)


async def _thanks(ctx: Context, session: Session, given: Answer) -> Card:
    found = await afterwards.outcome_of(ctx, session)
    if found.standing is Standing.DISPUTED:
        return _differ(session, found)
    other = session.other(ctx.actor.id)
    if ctx.now < session.end and given in MISSED:
        said = text("I ask ", Mention(other), " kindly. If they turn up after all, Open and tell me that you met.")
        return Card("Noted", said, actions=(Button("Open", call("session.show", session.id)),))
    settled = text("You both say so. ") if found.standing is Standing.AGREED else text("Noted. ")
    again, actions = await afterwards.next_session(ctx, session)
    if given is Answer.HELD:
        return Card("Good to hear", text(settled, again), actions=(afterwards.notes(session), *actions), tone="good")
    return Card("Noted", text(settled, "One that did not happen changes nothing else. ", again), actions=actions)
