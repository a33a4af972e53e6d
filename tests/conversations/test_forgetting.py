"""What is old is forgotten, the silent are asked first, and what was left alone is gone after a month."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.calls import call
from bot.context import Context
from bot.domain.retention import GRACE
from bot.ports.storage import StorageBusy
from bot.presence import Presence
from bot.registry import registry
from bot.scheduling import retention
from bot.scheduling.retention import Forgetting
from tests.conversations.codes import code_of, elsewhere, links
from tests.conversations.inside import acting, asks_nobody, sets
from tests.conversations.test_checkins import WENT, checks_in, paired
from tests.conversations.test_leaving import leaves
from tests.conversations.test_privacy import dumped, erases
from tests.conversations.test_sessions import agreed
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def stays(town: Town, *people: Speaker, days: int, step: int = 20) -> None:
    """Time passes and they look in now and then."""
    for _ in range(days // step):
        await town.passes(days=step)
        for one in people:
            await one.types("/privacy")


async def test_what_a_check_in_said_goes_after_half_a_year_and_the_streak_stays(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await asks_nobody(town)
    for _ in range(3):
        said = await checks_in(ada)
        await town.passes(days=7)
    assert "3 weeks in a row" in said
    await stays(town, ada, grace, days=200)
    assert "No check-ins of yours yet" in words(await ada.types("/check-ins"))
    assert "best is 3" in await checks_in(ada, "private") or "Good to have you back" in await checks_in(ada, "private")
    await town.passes(days=7)
    assert "your best is 3" in await checks_in(ada, "private")


async def test_a_community_may_keep_less(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await asks_nobody(town)
    await sets(town, keep_check_ins_days=90)
    await checks_in(ada)
    await stays(town, ada, grace, days=80)
    assert WENT in words(await ada.types("/check-ins"))
    await stays(town, ada, grace, days=20)
    assert WENT not in words(await ada.types("/check-ins"))


async def test_sessions_requests_and_messages_go_with_time_and_the_pair_stays(town: Town) -> None:
    ada, grace, pair = await agreed(town)
    await asks_nobody(town)
    await town.passes(days=1)
    await ada.sends(call("session.note", 1), {"notes": "We read it.", "actions": "Read on", "rating": "4"})
    await ada.sends(call("mentorship.ended", pair))
    await stays(town, ada, grace, days=380)
    left = await dumped(town)
    for table in ("sessions", "session_notes", "requests"):
        assert f"\n{table}: " not in left
    assert "\nmentorships: " in left
    async with acting(town) as ctx:
        found = await ctx.store.mentorships.get(pair)
    assert found is not None
    assert (found.note, found.meets) == ("", "")


async def test_somebody_not_heard_of_is_asked_a_month_before_and_stays_by_one_tap(town: Town) -> None:
    ada = town.person("Ada")
    await ada.types("/me")
    await town.passes(days=334)
    assert not ada.dms
    await town.passes(days=2)
    await town.passes(minutes=5)
    assert "Within 30 days I erase everything of yours here" in words(ada.last_dm)
    assert labels(ada.last_dm) == ["Keep me", "Get everything of mine"]
    assert "Shall I keep your things?" in words(await town.app.answer(ada.actor, call("home.show"), now=town.now))
    assert "Good to hear of you" in words(await ada.presses("Keep me", from_dm=True))
    await town.passes(days=40)
    assert "Ada" in await dumped(town)
    assert len(ada.dms) == 1


async def test_anything_they_do_keeps_them_and_silence_erases_them(town: Town) -> None:
    ada, bo = town.person("Ada"), town.person("Bo")
    for one in (ada, bo):
        await one.types("/me")
    await town.passes(days=336)
    await bo.types("/help")
    await town.passes(days=32)
    left = await dumped(town)
    assert "Ada" not in left
    assert "Bo" in left
    await town.passes(days=340)
    await town.passes(days=31)
    assert "Bo" not in await dumped(town)


async def test_nobody_is_erased_unasked_because_the_bot_stood_still(town: Town) -> None:
    ada = town.person("Ada")
    await ada.types("/me")
    await Forgetting(town.storage, registry).keep(town.now + timedelta(days=336))
    town.now += timedelta(days=380)
    await town.passes(minutes=1)
    assert "Ada" in await dumped(town)
    await town.passes(days=1)
    assert "Within 30 days I erase everything of yours here" in words(ada.last_dm)
    await town.passes(days=30)
    assert "Ada" not in await dumped(town)


async def test_a_page_in_a_journal_is_a_sign_of_life_and_an_anonymous_post_is_said_to_be_none(town: Town) -> None:
    ada, bo = town.person("Ada"), town.person("Bo")
    for one in (ada, bo):
        await one.sends(call("vent.agree"))
        await one.sends(call("journal.write"), {"text": "Day one"})
    await town.passes(days=300)
    await ada.sends(call("journal.write"), {"text": "Still here"})
    await town.passes(days=36)
    assert not ada.dms
    assert "Posting without your name does not count" in words(bo.last_dm)
    await bo.sends(call("journal.write"), {"text": "Still here as well"})
    await town.passes(days=32)
    left = await dumped(town)
    assert "Ada" in left
    assert "Bo" in left


async def test_whoever_left_is_gone_after_a_month_and_back_before_finds_everything(town: Town) -> None:
    ada, bo = town.person("Ada"), town.person("Bo")
    for one in (ada, bo):
        await one.sends(call("goal.add"), {"title": "Pass"})
        await leaves(town, one)
    await town.passes(days=29)
    assert "Pass" in words(await bo.types("/goal"))
    await town.passes(days=2)
    left = await dumped(town)
    assert "Ada" not in left
    assert "Bo" in left


async def test_a_community_without_the_bot_is_gone_after_a_month_with_every_row(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await checks_in(ada)
    other = await Town.founded(town.storage, "Near Campus", "T2")
    await other.person("Zoe").types("/me")
    presence = Presence(town.storage, registry)
    await presence.space_left("town", town.space, town.now)
    await town.passes(days=29)
    async with town.storage.writing() as tx:
        await tx.presence.space_back("town", town.space)
    await town.passes(days=5)
    assert "Grace" in words(await ada.types("/mentorships")), "coming back within the month finds everything"
    await presence.space_left("town", town.space, town.now)
    await town.passes(days=31)
    left = await dumped(town)
    assert "Far Campus" not in left
    assert "Ada" not in left
    assert "Zoe" in left
    assert "I do not know which community" in words(await ada.types("/home"))


async def test_one_of_two_spaces_is_no_reason_to_purge(town: Town, workspace: str) -> None:
    ada = town.person("Ada")
    await ada.types("/me")
    await Presence(town.storage, registry).space_left("chat", workspace, town.now)
    await town.passes(days=40)
    assert "Ada" in await dumped(town)


async def test_nothing_is_looked_at_twice_within_the_hour_and_much_goes_in_batches(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bo = town.person("Ada"), town.person("Bo")
    monkeypatch.setattr("bot.scheduling.retention.BATCH", 1)
    for one in (ada, bo):
        await checks_in(one, "private")
    forgetting = Forgetting(town.storage, registry)
    await forgetting.keep(town.now)
    later = town.now + timedelta(minutes=59)
    async with acting(town) as ctx:
        await ctx.store.check_ins.close(1)
    await forgetting.keep(later)
    assert "check_ins: " in await dumped(town)
    await forgetting.keep(town.now + timedelta(days=190))
    assert "check_ins: " not in await dumped(town)


async def test_what_fails_for_one_stops_no_other(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [town.person(name) for name in ("Ada", "Bo", "Cy")]
    for one in people:
        await one.types("/me")
        await leaves(town, one)
    errors = [StorageBusy("busy"), ValueError("broken")]
    handled = retention.handled

    async def handles(registry: Any, ctx: Any, asked: Any) -> Any:
        if errors:
            raise errors.pop()
        return await handled(registry, ctx, asked)

    monkeypatch.setattr(retention, "handled", handles)
    await Forgetting(town.storage, registry).keep(town.now + GRACE + timedelta(days=1))
    left = await dumped(town)
    assert sum(name in left for name in ("T1-ada", "T1-bo", "T1-cy")) == 2
    await Forgetting(town.storage, registry).keep(town.now + GRACE + timedelta(days=1))
    left = await dumped(town)
    assert not any(name in left for name in ("T1-ada", "T1-bo", "T1-cy"))


async def test_whoever_an_old_copy_brings_back_is_erased_again_and_whoever_came_back_is_not(town: Town) -> None:
    ada, bo = town.person("Ada"), town.person("Bo")
    for one in (ada, bo):
        await one.types("/me")
        await erases(one)
    forgetting = Forgetting(town.storage, registry)
    assert await forgetting.revive(town.now) == 0
    async with town.storage.writing() as tx:
        await tx.directory.enter(ada.actor, town.community.id, town.now - timedelta(days=9))
        await tx.directory.enter(bo.actor, town.community.id, town.now + timedelta(days=1))
    assert await forgetting.revive(town.now) == 1
    left = await dumped(town)
    assert "Ada" not in left
    assert "Bo" in left


async def test_only_who_is_really_erased_again_is_counted(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, bo = town.person("Ada"), town.person("Bo")
    for one in (ada, bo):
        await one.types("/me")
        await erases(one)
    async with town.storage.writing() as tx:
        for one in (ada, bo):
            await tx.directory.enter(one.actor, town.community.id, town.now - timedelta(days=9))
    handled, errors = retention.handled, [ValueError("broken")]

    async def handles(registry: Any, ctx: Any, asked: Any) -> Any:
        if errors:
            raise errors.pop()
        return await handled(registry, ctx, asked)

    monkeypatch.setattr(retention, "handled", handles)
    forgetting = Forgetting(town.storage, registry)
    assert await forgetting.revive(town.now) == 1
    assert await forgetting.revive(town.now) == 1
    assert await forgetting.revive(town.now) == 0


@pytest.mark.usefixtures("workspace")
async def test_whoever_came_back_and_linked_an_older_account_is_not_erased_again(town: Town) -> None:
    ada, there = town.person("Ada"), elsewhere(town, "Ada O")
    await ada.types("/me")
    await there.types("/me")
    await erases(there)
    await town.passes(days=1)
    assert "Linked" in await links(there, await code_of(ada))
    assert await Forgetting(town.storage, registry).revive(town.now) == 0
    assert "Ada" in await dumped(town)


async def test_a_community_that_went_meanwhile_is_passed_over(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    forgetting = Forgetting(town.storage, registry)
    await town.id(town.person("Ada"))
    real = type(forgetting)._community

    async def went(self: Forgetting, number: int, now: datetime) -> None:
        await real(self, number + 900, now)
        await self._does(number + 900, call("privacy.forget", 1), now)

    monkeypatch.setattr(Forgetting, "_community", went)
    await forgetting.keep(town.now)
    assert "Ada" in await dumped(town)


async def test_the_silent_are_looked_for_a_few_at_a_time(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.scheduling.retention.LOOKED_AT", 2)
    people = [town.person(name) for name in ("Ada", "Bo", "Cy")]
    for one in people:
        await one.types("/me")
    forgetting, later = Forgetting(town.storage, registry), town.now + timedelta(days=340)
    for hours, asked in ((0, 2), (1, 3), (2, 3)):
        await forgetting.keep(later + timedelta(hours=hours))
        async with acting(town) as ctx:
            waiting = [await ctx.store.obligations.owed_by(await town_id(ctx, one)) for one in people]
        assert sum(map(len, waiting)) == asked


async def town_id(ctx: Context, who: Speaker) -> int:
    found = await ctx.store.people.of_account("town", "T1", who.actor.account)
    assert found is not None
    return found.id
