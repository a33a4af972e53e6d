"""The outbox: sent once, in time, retried with patience, given up with a reason, never after its expiry."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.authority import bot_only
from bot.calls import call
from bot.context import Context
from bot.founding import found
from bot.ports.directory import Actor
from bot.ports.obligations import Obligation
from bot.ports.outbox import Dm, Notice, Post
from bot.ports.storage import Storage
from bot.registry import Registry
from bot.scheduling.clockwork import Clockwork
from bot.scheduling.delivery import LEASE
from bot.scheduling.ledger import LONGEST_WAIT, MOST_ATTEMPTS, wait
from bot.scheduling.summaries import Summarist
from bot.text import text
from bot.views import Card
from storage.database import Database
from tests.conversations.town import START, Mailbox
from tests.conversations.words import words

SUMMARY = datetime(2026, 3, 9, 9, tzinfo=UTC)
"""When there is something to do again where nothing waits to be sent."""


@dataclass(frozen=True, slots=True)
class One:
    number: int


class Office:
    """A community with one reader, asks that say their number, and a mailbox."""

    def __init__(self, storage: Storage, community: int, ada: int) -> None:
        self.storage, self.community, self.ada = storage, community, ada
        self.mailbox = Mailbox()
        self.stale: set[int] = set()
        self.broken: set[int] = set()
        self.lapsed: list[int] = []
        registry = Registry()
        registry.ask("say.number", who=bot_only, summary="Says a number")(self.say)
        registry.ask("say.lapsed", who=bot_only, summary="Notes a lapse")(self.lapse)
        self.clockwork = Clockwork(storage, registry, {"town": self.mailbox})

    async def say(self, ctx: Context, args: One) -> Card | None:
        if args.number in self.broken:
            raise RuntimeError("broken template")
        return None if args.number in self.stale else Card(f"Number {args.number}", text(ctx.actor.name))

    async def lapse(self, ctx: Context, args: One) -> None:
        if args.number in self.broken:
            raise RuntimeError("broken lapse")
        self.lapsed.append(args.number)

    async def put(self, number: int, due: datetime = START, to: Dm | Post | None = None, hours: float = 24) -> bool:
        async with self.storage.writing() as tx:
            notice = Notice(
                f"n:{number}",
                to or Dm(self.ada),
                call("say.number", number),
                due,
                due + timedelta(hours=hours),
            )
            return await tx.outbox(self.community).put(notice)

    async def owe(self, number: int, nudges: tuple[datetime, ...], deadline: datetime) -> None:
        async with self.storage.writing() as tx:
            said, lapse = call("say.number", number), call("say.lapsed", number)
            owed = Obligation("thing", number, self.ada, 0, START, nudges, deadline, nudge=said, lapse=lapse)
            await tx.store(self.community).obligations.open(owed)

    @property
    def said(self) -> list[str]:
        return [words(post.view).split("\n")[0] for post in self.mailbox.dms.get("ada", [])]


@pytest.fixture
async def office(database: Database) -> Office:
    community = await found(database, "Far Campus", "UTC", "town", "T1", START)
    async with database.writing() as tx:
        ada = await tx.directory.enter(Actor("town", "T1", "ada", "Ada"), community.id, START)
    await Summarist(database).keep(START)
    return Office(database, community.id, ada.id)


def later(**length: float) -> datetime:
    return START + timedelta(**length)


async def test_a_notice_is_sent_when_due_and_only_once(office: Office) -> None:
    await office.put(1, later(hours=1))
    await office.clockwork.tick(START)
    assert office.said == []
    assert await office.clockwork.next_at() == later(hours=1)
    await office.clockwork.tick(later(hours=1))
    await office.clockwork.tick(later(hours=2))
    assert office.said == ["Number 1"]
    assert await office.clockwork.next_at() == SUMMARY


async def test_the_same_key_is_the_same_notice(office: Office) -> None:
    assert await office.put(1)
    assert not await office.put(1)
    await office.clockwork.tick(START)
    assert not await office.put(1)
    await office.clockwork.tick(START)
    assert office.said == ["Number 1"]


async def test_what_is_no_longer_true_is_dropped(office: Office) -> None:
    await office.put(1)
    office.stale.add(1)
    await office.clockwork.tick(START)
    office.stale.clear()
    await office.clockwork.tick(later(hours=1))
    assert office.said == []


async def test_nothing_is_sent_after_its_expiry(office: Office) -> None:
    await office.put(1, hours=1)
    await office.clockwork.tick(later(hours=1, seconds=1))
    assert office.said == []


async def test_a_hiccup_is_retried_with_the_same_nonce_until_it_works(office: Office) -> None:
    office.mailbox.hiccups = 2
    await office.put(1)
    await office.clockwork.tick(START)
    assert office.said == []
    moment = await office.clockwork.next_at()
    assert moment is not None
    assert START < moment <= START + timedelta(seconds=23)
    await office.clockwork.tick(moment)
    again = await office.clockwork.next_at()
    assert again is not None
    await office.clockwork.tick(again)
    assert office.said == ["Number 1"]
    assert office.mailbox.attempts == 3


async def test_it_gives_up_after_five_tries(office: Office) -> None:
    office.mailbox.hiccups = 99
    await office.put(1, hours=999)
    for _ in range(20):
        await office.clockwork.tick(await office.clockwork.next_at() or later(days=1))
    assert office.mailbox.attempts == MOST_ATTEMPTS


async def test_one_broken_notice_stops_no_other(office: Office) -> None:
    office.broken.add(1)
    for number in (1, 2, 3):
        await office.put(number)
    await office.clockwork.tick(START)
    assert office.said == ["Number 2", "Number 3"]


async def test_closed_dms_are_remembered_and_not_hammered(office: Office) -> None:
    office.mailbox.closed.add("ada")
    await office.put(1)
    await office.put(2)
    await office.clockwork.tick(START)
    assert office.mailbox.attempts == 1
    async with office.storage.reading() as tx:
        assert await tx.store(office.community).people.are_dms_closed(office.ada)


async def test_a_channel_that_is_not_set_is_nobodys_fault(office: Office) -> None:
    await office.put(1, to=Post("mentors"))
    await office.put(2)
    await office.clockwork.tick(START)
    assert office.said == ["Number 2"]


async def test_a_channel_post_is_read_as_the_bot_in_the_communitys_zone(office: Office) -> None:
    async with office.storage.writing() as tx:
        await tx.store(office.community).people.set_channel("mentors", "town", "T1", "C9")
    await office.put(1, to=Post("mentors"))
    await office.clockwork.tick(START)
    assert [words(post.view) for post in office.mailbox.channels["C9"]] == ["Number 1\nOffice Hours"]


async def test_somebody_unknown_is_not_written_to(office: Office) -> None:
    await office.put(1, to=Dm(99))
    await office.clockwork.tick(START)
    assert office.mailbox.attempts == 0
    assert await office.clockwork.next_at() == SUMMARY


async def test_a_crash_between_claim_and_send_is_made_up_for_when_the_lease_ends(office: Office) -> None:
    await office.put(1)
    async with office.storage.writing() as tx:
        claimed = await tx.deliveries.claim(START, START + LEASE, 10)
    assert len(claimed) == 1
    await office.clockwork.tick(START)
    assert office.said == []
    await office.clockwork.tick(START + LEASE)
    assert office.said == ["Number 1"]


async def test_nudges_come_in_order_and_then_it_lapses_once(office: Office) -> None:
    await office.owe(7, (later(days=1), later(days=2)), later(days=3))
    for day in (1, 2, 3, 4):
        await office.clockwork.tick(later(days=day))
    assert office.said == ["Number 7", "Number 7"]
    assert office.lapsed == [7]


async def test_a_long_sleep_does_not_bring_nudges_of_the_past(office: Office) -> None:
    await office.owe(7, (later(days=1), later(days=2)), later(days=3))
    await office.clockwork.tick(later(days=5))
    assert office.said == []
    assert office.lapsed == [7]


async def test_nudges_slept_through_are_not_made_up_for(office: Office) -> None:
    await office.owe(7, (later(days=1), later(days=2), later(days=3)), later(days=9))
    await office.clockwork.tick(later(days=2, hours=1))
    assert office.said == ["Number 7"]
    assert await office.clockwork.next_at() == later(days=3)


async def test_a_lapse_that_fails_is_tried_again_and_stops_no_other(office: Office) -> None:
    office.broken.add(7)
    await office.owe(7, (), later(days=1))
    await office.owe(8, (), later(days=1))
    await office.clockwork.tick(later(days=1))
    assert office.lapsed == [8]
    office.broken.clear()
    await office.clockwork.tick(later(days=1, hours=1))
    assert office.lapsed == [8, 7]


def test_waits_double_up_to_half_an_hour_and_spread_out() -> None:
    waits = [wait(attempt, "nonce") for attempt in range(40)]
    assert timedelta(seconds=15) <= waits[0] <= timedelta(seconds=22.5)
    assert all(LONGEST_WAIT <= w <= LONGEST_WAIT * 1.5 for w in waits[8:])
    assert len({wait(3, f"nonce {n}") for n in range(100)}) > 90
    assert wait(3, "nonce") == wait(3, "nonce")
