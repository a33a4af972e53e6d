"""Group sessions in the hands of strangers, of those who were blocked, of those who leave, and of the impatient."""

import asyncio

import pytest

from bot.calls import call
from bot.presence import Presence
from bot.registry import registry
from bot.views import attachment_of
from storage.database import Database
from tests.conversations.groups import heard, mentored, opens, takes
from tests.conversations.inside import acting, renders
from tests.conversations.town import Speaker, Town
from tests.conversations.words import words

UNKNOWN = "I do not find this group session"
OWNERS = ("move", "moved", "cancel", "cancel_series", "people", "everybody", "nobody", "write", "tick")
ANYBODYS = ("show", "take", "wait", "give_back", "wish")


async def tries(who: Speaker, name: str, group: int = 1) -> str:
    extra = {"moved": (1900000000,), "tick": (1,)}.get(name, ())
    typed = {
        "move": {"when": "Fri 18:00"},
        "cancel": {"reason": "Ha"},
        "cancel_series": {"reason": "Ha"},
        "write": {"words": "Ha"},
        "wish": {"words": "Ha"},
    }
    return words(await who.sends(call(f"group.{name}", group, *extra), typed.get(name, {})))


async def test_a_stranger_and_a_student_of_another_mentor_find_nothing(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    lin, bo, eve = await town.mentor("Lin"), town.person("Bo"), town.person("Eve")
    await town.pair(bo, lin)
    await opens(grace)
    for name in (*OWNERS, *ANYBODYS):
        for one in (eve, bo, lin):
            assert UNKNOWN in await tries(one, name), name
    await takes(ada)
    for name in OWNERS:
        assert UNKNOWN in await tries(ada, name), name
    assert "No group sessions yet" in words(await bo.types("/group-sessions"))
    assert "2 of 3 places free" in words(await ada.types("/group-sessions"))


async def test_ids_of_another_community_are_as_good_as_none(town: Town, database: Database) -> None:
    grace, _ = await mentored(town, "Ada")
    await opens(grace, audience="everybody")
    other = await Town.founded(database, "Near Campus", "T2")
    eve = await other.mentor("Eve")
    for name in (*OWNERS, *ANYBODYS):
        assert UNKNOWN in await tries(eve, name), name
    assert "No group sessions yet" in words(await eve.types("/group-sessions"))


async def test_a_mentor_takes_no_place_at_their_own(town: Town) -> None:
    grace, _ = await mentored(town, "Ada")
    await opens(grace)
    for name in ("take", "wait"):
        assert "your own group session" in await tries(grace, name)
    assert "You have no place there" in await tries(grace, "give_back")
    assert "for those who have a place" in await tries(grace, "wish")


async def test_a_place_is_taken_once_and_never_after_the_start(town: Town) -> None:
    grace, [ada, bo] = await mentored(town, "Ada", "Bo")
    await opens(grace)
    await takes(ada)
    assert "You have a place already" in await tries(ada, "take")
    assert "You have no place there" in await tries(bo, "give_back")
    await town.passes(hours=29.5)
    for name in ("take", "wait"):
        assert "begun already" in await tries(bo, name), name
    for name in ("give_back", "wish"):
        assert "begun already" in await tries(ada, name), name
    for name in ("move", "cancel", "cancel_series", "moved"):
        assert "begun already" in await tries(grace, name), name
    assert "not over yet" in await tries(grace, "everybody")
    assert "It has begun" in await tries(ada, "show")


async def test_a_place_that_would_clash_is_refused_with_the_reason(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    lin = await town.mentor("Lin")
    await opens(grace)
    await opens(lin, audience="everybody")
    await takes(ada)
    assert "You have something else then" in await tries(ada, "take", 2)


async def test_an_ended_mentorship_frees_the_place_and_lets_nobody_in(town: Town) -> None:
    grace, [ada, bo] = await mentored(town, "Ada", "Bo")
    await opens(grace, places="2")
    await opens(grace, "Thu 18:00", audience="everybody")
    for group in (1, 2):
        await ada.sends(call("group.take", group))
    await grace.sends(call("mentorship.ended", 1))
    assert heard(ada, 0, "A group session less")
    assert UNKNOWN in await tries(ada, "take")
    assert "You have a place" in words(await ada.types("/sessions"))
    await bo.sends(call("mentorship.ended", 2))
    assert UNKNOWN in await tries(bo, "take")


async def test_who_ends_it_themselves_hears_of_the_place_they_lose(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await opens(grace)
    await takes(ada)
    await ada.sends(call("mentorship.ended", 1))
    [told] = [view for view in ada.dms if "A group session less" in words(view)]
    assert attachment_of(told) is not None


async def test_a_mentorship_that_rests_takes_no_new_place_and_keeps_the_old(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    await opens(grace, "Wed 18:00", every="1", until="2026-03-18")
    await takes(ada)
    await ada.sends(call("mentorship.pause", 1))
    assert UNKNOWN in await tries(ada, "take", 2)
    assert "You have a place" in words(await ada.types("/sessions"))
    await ada.sends(call("group.give_back", 1))
    assert UNKNOWN in await tries(ada, "take")


async def test_who_waits_while_their_mentorship_rests_reads_why_there_is_no_place_for_them(town: Town) -> None:
    grace, [ada, bo, cy] = await mentored(town, "Ada", "Bo", "Cy")
    await opens(grace, places="2")
    for one in (ada, bo):
        await takes(one)
    await cy.sends(call("group.wait", 1))
    await cy.sends(call("mentorship.pause", 3))
    assert "for the mentees of this mentor" in await tries(cy, "take")


@pytest.mark.parametrize("is_by_mentor", [True, False])
async def test_a_block_frees_the_place_and_hides_one_from_the_other(town: Town, is_by_mentor: bool) -> None:
    grace, ada, bo = await town.mentor("Grace"), town.person("Ada"), town.person("Bo")
    await opens(grace, audience="everybody", places="2")
    for one in (ada, bo):
        await takes(one)
    cy = town.person("Cy")
    await cy.sends(call("group.wait", 1))
    one, other = (grace, ada) if is_by_mentor else (ada, grace)
    await one.sends(call("block.do", await town.id(other)))
    assert "A place came free" in words(cy.last_dm)
    assert bool(heard(ada, 0, "A group session less")) is is_by_mentor
    assert UNKNOWN in await tries(ada, "take")
    assert UNKNOWN in await tries(ada, "show")
    assert "No group sessions yet" in words(await ada.types("/group-sessions"))


async def test_a_paused_mentor_opens_none_for_everybody(town: Town) -> None:
    grace, _ = await mentored(town, "Ada")
    await grace.types("/mentor pause")
    asked = {"when": "tomorrow 18:00", "audience": "everybody"}
    assert "You are on a pause" in words(await grace.types("/group-session", **asked))
    at = int(town.now.timestamp()) + 86400
    refused = await grace.sends(call("group.open", at, 60, 5, "everybody"), {"topic": "Exams"})
    assert "You are on a pause" in words(refused)
    assert "One mentee hears of it" in await opens(grace)


async def test_what_no_button_ever_said_is_put_right_or_refused(town: Town) -> None:
    grace, [ada] = await mentored(town, "Ada")
    at = int(town.now.timestamp()) + 86400
    for stamp in (0, 10**12, at - 86400, at + 400 * 86400):
        refused = words(await grace.sends(call("group.open", stamp, 60, 5, "mentees"), {"topic": "Exams"}))
        assert "too near" in refused
    await grace.sends(call("group.open", at, 7, 4000, "the world"), {"topic": "@everyone"})
    assert "60 minutes. 50 of 50 places free" in words(await ada.types("/group-sessions"))
    again = await grace.sends(call("group.open", at, 60, 5, "mentees"), {"topic": "Exams"})
    assert "You have something else then" in words(again)
    assert "This is for mentors" in words(await ada.sends(call("group.open", at, 60, 5, "mentees"), {"topic": "A"}))


async def test_a_mentor_keeps_no_more_ahead_than_is_an_invitation(town: Town) -> None:
    grace, _ = await mentored(town, "Ada")
    await opens(grace, "Wed 18:00", every="1", until="2026-09-02")
    await opens(grace, "Thu 18:00", every="1", until="2026-04-02")
    said = words(await grace.types("/group-session", when="Fri 18:00"))
    assert "group sessions ahead" in said


async def leaves(town: Town, who: Speaker) -> None:
    await Presence(town.storage, registry).account_left("town", town.space, who.actor.account, town.now)
    await town.clockwork.tick(town.now)


async def test_the_place_of_somebody_who_leaves_goes_to_the_next(town: Town) -> None:
    grace, [ada, bo, cy] = await mentored(town, "Ada", "Bo", "Cy")
    await opens(grace, places="2")
    for one in (ada, bo):
        await takes(one)
    await cy.sends(call("group.wait", 1))
    await leaves(town, ada)
    assert "A place came free" in words(cy.last_dm)


@pytest.mark.parametrize("is_leaving", [True, False])
async def test_a_mentor_who_leaves_or_stops_calls_all_off(town: Town, is_leaving: bool) -> None:
    grace, [ada] = await mentored(town, "Ada")
    bo = town.person("Bo")
    await opens(grace, audience="everybody")
    for one in (ada, bo):
        await takes(one)
    if is_leaving:
        await leaves(town, grace)
    else:
        await grace.sends(call("mentor.stopped"))
    for one in (ada, bo):
        assert "Called off" in words(one.last_dm) or heard(one, 0, "Called off")
        assert "No sessions coming" in words(await one.types("/sessions"))


async def test_notices_are_silent_once_they_are_not_true(town: Town) -> None:
    grace, [ada, bo] = await mentored(town, "Ada", "Bo")
    await opens(grace)
    await takes(ada)
    for name in ("announced", "public", "new_time", "lost", "freed", "off", "no_place", "noted", "soon"):
        for number in (1, 99):
            assert await renders(town, f"group.{name}", number, 7, reader=ada) is None, name
    for reader in (ada, bo, grace):
        assert (await renders(town, "group.promoted", 1, reader=reader) is None) is (reader is not ada)
    assert await renders(town, "group.announced", 1, reader=bo) is not None
    assert await renders(town, "group.soon", 1, reader=bo) is None
    assert await renders(town, "group.over", 1, reader=ada) is None
    assert await renders(town, "group.over", 1, 7, reader=grace) is None


async def test_of_two_who_press_for_the_last_place_one_has_it_and_one_is_told(town: Town) -> None:
    grace, mentees = await mentored(town, "Ada", "Bo", "Cy", "Dee")
    await opens(grace, places="2")
    asked = [town.app.answer(one.actor, call("group.take", 1), {}, now=town.now) for one in mentees]
    titles = [words(view).split("\n")[0] for view in await asyncio.gather(*asked)]
    assert sorted(titles) == [*["All places are taken"] * 2, *["You have a place"] * 2]


async def test_giving_back_and_moving_at_once_leaves_nobody_in_two_things(town: Town) -> None:
    grace, mentees = await mentored(town, "Ada", "Bo", "Cy", "Dee")
    await opens(grace, places="2")
    for one in mentees[:2]:
        await takes(one)
    for one in mentees[2:]:
        await one.sends(call("group.wait", 1))
    at = int(town.now.timestamp()) + 3 * 86400
    asked = [
        *(town.app.answer(one.actor, call("group.give_back", 1), {}, now=town.now) for one in mentees[:2]),
        *(town.app.answer(one.actor, call("group.take", 1), {}, now=town.now) for one in mentees[2:]),
        town.app.answer(grace.actor, call("group.moved", 1, at), {}, now=town.now),
    ]
    await asyncio.gather(*asked)
    async with acting(town) as ctx:
        group = await ctx.store.groups.get(1)
        assert group is not None
        placed = [seat.person for seat in await ctx.store.groups.seats(1) if seat.has_place]
        assert len(placed) == group.taken <= 2
        for person in placed:
            assert await ctx.store.sessions.taken((person,), ctx.now) == {person: [group.span]}
