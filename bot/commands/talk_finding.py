"""Finding a listener: one after the other is asked, until one takes it or nobody is left."""

from dataclasses import dataclass

from bot.authority import anyone, bot_only
from bot.calls import call
from bot.commands import journal, talks, vent_consent, vent_posting
from bot.commands.vent_audiences import BACK
from bot.context import Context
from bot.domain.features import FEATURES
from bot.domain.listening import OFFER_FOR, OWED, TRIES_A_DAY, Talk, TalkState, free_now
from bot.errors import Gone, NotFound, UserError
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice
from bot.registry import ask
from bot.text import text
from bot.views import Button, Card

_HAS_ONE = "You have a conversation already, and one at a time is enough. /vent shows it."
_HELP = Button("Help lines", call("care.show"))


@dataclass(frozen=True, slots=True)
class One:
    talk: int


def is_on(ctx: Context) -> bool:
    """Whether moderators have it switched on."""
    return next(one for one in FEATURES if one.setting == "is_listeners").is_on(ctx.community.settings)


async def begin(ctx: Context, words: str) -> Card:
    """The actor looks for a listener with these words, or is told at once that nobody is free."""
    await vent_consent.check(ctx)
    await talks.check_may_write(ctx)
    if any(one.author == ctx.actor.id for one in await ctx.store.talks.live_of(ctx.actor.id)):
        raise UserError(_HAS_ONE)
    await _take_turn(ctx)
    talk = await ctx.store.talks.begin(ctx.actor.id, await _languages(ctx), words, ctx.now)
    if talk is None:
        raise UserError(_HAS_ONE)
    return await _look(ctx, await talks.own(ctx, talk))


async def _take_turn(ctx: Context) -> None:
    """Raises UserError when the actor has used up what is theirs; tries that find nobody are few as well."""
    most = ctx.community.settings.vent_quota
    for what, times in (("listener try", max(TRIES_A_DAY, most)), ("listener", most)):
        if not await ctx.store.vents.take(what, ctx.actor.id, times, ctx.now):
            said = f"You have asked for a listener {times} times in 24 hours, which is all for now. See /vent."
            raise UserError(said)


async def _languages(ctx: Context) -> tuple[str, ...]:
    """What the actor speaks, as far as their profiles say."""
    student = await ctx.store.students.get(ctx.actor.id)
    mentor = await ctx.store.mentors.get(ctx.actor.id)
    return tuple(dict.fromkeys((*student.languages, *(mentor.languages if mentor else ()))))


async def _look(ctx: Context, talk: Talk) -> Card:
    if await _ask_next(ctx, talk):
        return await looking(ctx, talk)
    await ctx.store.talks.move(talk.id, (TalkState.LOOKING,), TalkState.NOBODY, ctx.now)
    await ctx.store.vents.give_back("listener", ctx.actor.id, ctx.now)
    return await nobody_card(ctx, talk)


async def looking(ctx: Context, talk: Talk) -> Card:
    """What its author sees while listeners are asked."""
    closed = "I cannot send you direct messages right now, so press How it stands in a while. "
    where = closed if await ctx.store.people.are_dms_closed(talk.author) else "You hear from me either way. "
    said = (
        "I ask those who are free now, one after the other. Each has 30 minutes, and reads your words only after they "
        f"said yes. {where}If it cannot wait, /help-now shows where people answer at once."
    )
    off = Button("Call it off", call("talk.call_off", talk.id), "danger")
    look = Button("How it stands", call("talk.show", talk.id))
    return Card("I am looking for a listener", text(said), actions=(look, off, _HELP), tone="care")


async def nobody_card(ctx: Context, talk: Talk) -> Card:
    """Said as it is, with what is there instead."""
    said = (
        "I am sorry: there is no listener whom I can ask right now. It is no answer to what you wrote. I keep your "
        "words encrypted for 30 days, so you can try again later, or put them into your journal."
    )
    channel = Button("The vent channel", call("vent.write"), opens_form=True)
    actions = (
        Button("Keep it in my journal", call("talk.keep", talk.id), "primary"),
        *((channel,) if await vent_posting.is_open(ctx) else ()),
        Button("Try again", call("talk.again", talk.id)),
        _HELP,
        BACK,
    )
    return Card("Nobody is free right now", text(said), actions=actions, tone="care")


async def _ask_next(ctx: Context, talk: Talk) -> bool:
    """Asks the one whose turn it is; False when nobody is left."""
    asked = await ctx.store.talks.offered(talk.id)
    for one in free_now(await ctx.store.listeners.in_turn(ctx.now), talk.languages, asked, ctx.now):
        if await _can_be_asked(ctx, talk, one.person) and await ctx.store.talks.offer(talk.id, one.person):
            await _offer(ctx, talk, one.person)
            return True
    return False


async def _can_be_asked(ctx: Context, talk: Talk, person: int) -> bool:
    if await ctx.store.people.are_dms_closed(person) or not await talks.may_meet(ctx, talk.author, person):
        return False
    return all(owed.kind != OWED for owed in await ctx.store.obligations.owed_by(person))


async def _offer(ctx: Context, talk: Talk, person: int) -> None:
    await ctx.store.listeners.asked(person)
    said, over, until = call("talk.offered", talk.id), call("talk.passed", talk.id), ctx.now + OFFER_FOR
    await ctx.store.obligations.open(Obligation(OWED, talk.id, person, 0, ctx.now, (), until, nudge=said, lapse=over))
    key = f"{said}:{person}:{ctx.now.isoformat()}"
    await ctx.outbox.put(Notice(key, Dm(person), said, ctx.now, until))


async def go_on(ctx: Context, talk: Talk) -> None:
    """The next listener is asked, or its author hears that nobody is left."""
    if talk.state is not TalkState.LOOKING or (is_on(ctx) and await _ask_next(ctx, talk)):
        return
    if await ctx.store.talks.move(talk.id, (TalkState.LOOKING,), TalkState.NOBODY, ctx.now):
        await talks.tell(ctx, talk.author, "talk.nobody", talk.id)


@ask("talk.nobody", who=bot_only, summary="Tells an author that no listener was free")
async def nobody(ctx: Context, args: One) -> Card | None:
    talk = await ctx.store.talks.get(args.talk)
    if talk is None or talk.state is not TalkState.NOBODY or talk.author != ctx.actor.id:
        return None
    return await nobody_card(ctx, talk)


async def _waiting(ctx: Context, talk: int, state: TalkState) -> Talk:
    """The actor's own, in this state. Raises NotFound or Gone."""
    found = await talks.own(ctx, talk)
    if found.author != ctx.actor.id:
        raise NotFound(talks.NO_SUCH)
    if found.state is not state:
        raise Gone("This is not so any more. /vent shows how it stands.")
    return found


@ask("talk.call_off", who=anyone, summary="Look for a listener no more", is_untraced=True)
async def call_off(ctx: Context, args: One) -> Card:
    talk = await _waiting(ctx, args.talk, TalkState.LOOKING)
    if not await withdraw(ctx, talk):
        raise Gone("A listener has just taken it. /vent shows your conversation, and you can end it there.")
    return Card("Called off", text("Nobody has read your words."), actions=(BACK, _HELP))


async def withdraw(ctx: Context, talk: Talk) -> bool:
    """Nobody is asked any more; False when somebody listens already."""
    await ctx.store.obligations.close(OWED, talk.id)
    return await ctx.store.talks.move(talk.id, (TalkState.LOOKING,), TalkState.ENDED, ctx.now)


@ask("talk.again", who=anyone, summary="Look for a listener again", is_untraced=True)
async def again(ctx: Context, args: One) -> Card:
    talk = await _waiting(ctx, args.talk, TalkState.NOBODY)
    await talks.check_may_write(ctx)
    await _take_turn(ctx)
    if not await ctx.store.talks.look_again(talk.id, ctx.now):
        raise UserError(_HAS_ONE)
    return await _look(ctx, await talks.own(ctx, talk.id))


@ask("talk.keep", who=anyone, summary="Keep in your journal what no listener heard", is_untraced=True)
async def keep(ctx: Context, args: One) -> Card:
    talk = await _waiting(ctx, args.talk, TalkState.NOBODY)
    [line] = await ctx.store.talks.lines(talk.id, 1)
    said = await journal.kept(ctx, line.text)
    await ctx.store.talks.move(talk.id, (TalkState.NOBODY,), TalkState.ENDED, ctx.now)
    return said
