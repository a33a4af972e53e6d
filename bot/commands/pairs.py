"""What every step of a mentorship shares: whose it is, its clocks, telling about it, ending it."""

from datetime import timedelta

from bot.calls import Call, call
from bot.commands import gatherings, meetings
from bot.context import Context
from bot.domain.mentorships import Mentorship, MentorshipState, Outcome, silence_clock
from bot.domain.occurrences import next_sociable
from bot.domain.sessions import SessionState
from bot.errors import Gone, NotFound
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice
from bot.text import Said, Text, text

SILENCE = "mentorship silence"
QUESTION = "mentorship question"
PAUSE = "mentorship pause"

NO_SUCH_MENTORSHIP = "I do not find this mentorship. /mentorships shows yours."
HAS_ENDED = "This mentorship has ended. /mentorships shows what goes on."
RESTS = "This mentorship rests. Take it up again first: /mentorships."
RUNS = "This mentorship is running. /mentorships shows it."

READ_WITHIN = timedelta(days=14)


async def mine(ctx: Context, mentorship: int) -> Mentorship:
    """A mentorship of the actor's. Raises NotFound for anybody else's."""
    found = await ctx.store.mentorships.get(mentorship)
    if found is None or not found.includes(ctx.actor.id):
        raise NotFound(NO_SUCH_MENTORSHIP)
    return found


async def lock(ctx: Context, pair: Mentorship) -> None:
    """Nobody else changes what these two have, in any of their pairs, until this transaction ends."""
    for person in sorted((pair.mentee, pair.mentor)):
        await ctx.store.people.lock(person)


async def held(ctx: Context, mentorship: int) -> Mentorship:
    """A mentorship of the actor's, as it is while nobody else can change it. Raises NotFound."""
    await lock(ctx, await mine(ctx, mentorship))
    return await mine(ctx, mentorship)


def check_active(pair: Mentorship) -> None:
    """Raises Gone when it rests or has ended."""
    if pair.state is not MentorshipState.ACTIVE:
        raise Gone(RESTS if pair.state is MentorshipState.PAUSED else HAS_ENDED)


def check_running(pair: Mentorship) -> None:
    """Raises Gone when it has ended."""
    if pair.state is MentorshipState.ENDED:
        raise Gone(HAS_ENDED)


async def _zone(ctx: Context, person: int) -> str:
    found = await ctx.store.people.get(person)
    return found.zone if found else ctx.community.zone


async def tell(ctx: Context, what: str, person: int, said: Call) -> None:
    """A direct message about a pair, one for each cause and moment.

    What somebody does reaches the other at once; what the bot does by itself waits for their waking hours.
    """
    due = ctx.now if ctx.actor.id else next_sociable(ctx.now, await _zone(ctx, person))
    key = f"mentorship.{what}:{person}:{ctx.now.isoformat()}"
    await ctx.outbox.put(Notice(key, Dm(person), said, due, due + READ_WITHIN))


async def tell_both(ctx: Context, what: str, pair: Mentorship, said: Call) -> None:
    for person in (pair.mentee, pair.mentor):
        await tell(ctx, what, person, said)


async def is_booked(ctx: Context, pair: Mentorship) -> bool:
    """Whether the two have agreed to meet: then they are not quiet, whatever else is heard of them."""
    coming = await ctx.store.sessions.of_pair(pair.id, ctx.now)
    return any(one.state is SessionState.CONFIRMED for one in coming)


async def start_silence(ctx: Context, pair: Mentorship) -> None:
    """The clock of silence begins anew for both. Nobody waits for either of them, so nobody is blamed."""
    clock = silence_clock(ctx.community.settings)
    said, asked = call("mentorship.silent", pair.id), call("mentorship.unheard", pair.id)
    for person in (pair.mentee, pair.mentor):
        zone = await _zone(ctx, person)
        nudges = tuple(next_sociable(ctx.now + after, zone) for after in clock.nudges)
        deadline = ctx.now + clock.asks_after
        await ctx.store.obligations.open(
            Obligation(SILENCE, pair.id, person, 0, ctx.now, nudges, deadline, nudge=said, lapse=asked)
        )


async def ask_whether_it_goes_on(ctx: Context, pair: Mentorship) -> None:
    """Both are asked, each once and awake; a word from either is enough."""
    deadline = ctx.now + silence_clock(ctx.community.settings).answer
    asked, lapsed = call("mentorship.asked", pair.id), call("mentorship.unanswered", pair.id)
    for person in (pair.mentee, pair.mentor):
        nudges = (next_sociable(ctx.now, await _zone(ctx, person)),)
        await ctx.store.obligations.open(
            Obligation(QUESTION, pair.id, person, 0, ctx.now, nudges, deadline, nudge=asked, lapse=lapsed)
        )


async def stop_clocks(ctx: Context, pair: Mentorship) -> None:
    """Nothing is asked of this pair any more."""
    for kind in (SILENCE, QUESTION, PAUSE):
        await ctx.store.obligations.close(kind, pair.id)


async def go_on(ctx: Context, pair: Mentorship) -> None:
    """A sign of life: whatever was asked is answered and the silence begins anew."""
    await stop_clocks(ctx, pair)
    await start_silence(ctx, pair)


async def end(ctx: Context, pair: Mentorship, outcome: Outcome, by: int) -> None:
    """Ends a pair, frees the mentor's place and stops its clocks; telling is the caller's. Raises Gone when it had.

    Under the lock, or a session that is confirmed at this moment would outlive it.
    """
    await lock(ctx, pair)
    if not await ctx.store.mentorships.end(pair.id, outcome, by, ctx.now):
        raise Gone(HAS_ENDED)
    await ctx.store.mentors.free_place(pair.mentor)
    await stop_clocks(ctx, pair)
    await meetings.drop_all(ctx, pair.id)
    await gatherings.part(ctx, pair.mentor, pair.mentee, by)


def told_over(ctx: Context, pair: Mentorship) -> Call:
    """What is said about an ending at this moment; a later ending of the same pair is another."""
    return call("mentorship.over", pair.id, int(ctx.now.timestamp()))


def tools(pair: Mentorship) -> Text:
    """Where they meet and write, as they agreed; it stands in every reminder."""
    if not pair.meets:
        return ()
    return text("You meet here: ", Said(pair.meets), ". You write here: ", Said(pair.writes), ".")
