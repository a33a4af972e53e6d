"""Who may read a check-in, over everybody there is: the author and their mentor of now, nobody else."""

import pytest

from bot.calls import call
from bot.commands.checkin_reading import shared_check_ins
from tests.conversations.inside import acting, renders
from tests.conversations.test_checkins import checks_in
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import words


async def scene(town: Town) -> dict[str, Speaker]:
    """Ada shared one with Grace; Noor mentored her once, Olu mentors somebody else, and Mo moderates."""
    ada, grace, noor = town.person("Ada"), await town.mentor("Grace"), await town.mentor("Noor")
    olu, bo, mo = await town.mentor("Olu"), town.person("Bo"), town.person("Mo", moderator=True)
    before = await town.pair(ada, noor)
    await ada.sends(call("mentorship.ended", before))
    await town.pair(bo, olu)
    await town.pair(ada, grace)
    await checks_in(ada)
    return {"author": ada, "mentor": grace, "former": noor, "other": olu, "moderator": mo, "stranger": bo}


async def reads(town: Town, who: Speaker, ada: Speaker) -> set[str]:
    """By which ways somebody gets at Ada's check-in."""
    ways = set()
    if await renders(town, "checkin.shared", 1, 0, reader=who) is not None:
        ways.add("message")
    async with acting(town, who) as ctx:
        if await shared_check_ins(ctx, await town_id(town, ada), START):
            ways.add("brief")
    if "I do not find" not in words(await who.sends(call("checkin.react", 1, "done"))):
        ways.add("reaction")
    if "I do not find" not in words(await who.sends(call("checkin.reply", 1), {"line": "Good."})):
        ways.add("line")
    if "I do not find" not in words(await who.sends(call("checkin.show", 1))):
        ways.add("history")
    return ways


async def town_id(town: Town, who: Speaker) -> int:
    async with town.storage.reading() as tx:
        found = await tx.store(town.community.id).people.of_account("town", town.space, who.actor.account)
    assert found is not None
    return found.id


EVERY = {"message", "brief", "reaction", "line"}


@pytest.mark.parametrize(
    ("role", "ways"),
    [
        ("author", {"history"}),
        ("mentor", EVERY),
        ("former", set()),
        ("other", set()),
        ("moderator", set()),
        ("stranger", set()),
    ],
)
async def test_each_role_reads_by_the_ways_that_are_its_own(town: Town, role: str, ways: set[str]) -> None:
    people = await scene(town)
    assert await reads(town, people[role], people["author"]) == ways


@pytest.mark.parametrize("ending", ["blocked by the author", "blocked by the mentor", "ended", "paused"])
async def test_a_mentor_who_is_none_any_more_reads_nothing(town: Town, ending: str) -> None:
    people = await scene(town)
    ada, grace = people["author"], people["mentor"]
    deeds = {
        "blocked by the author": (ada, call("block.do", await town.id(grace))),
        "blocked by the mentor": (grace, call("block.do", await town.id(ada))),
        "ended": (grace, call("mentorship.ended", 3)),
        "paused": (grace, call("mentorship.pause", 3)),
    }
    who, deed = deeds[ending]
    typed = {"until": "2026-04-01"} if ending == "paused" else {}
    await who.sends(deed, typed)
    assert await reads(town, grace, ada) == set()


async def test_a_mentor_whose_pair_rested_reads_nothing_that_was_written_meanwhile(town: Town) -> None:
    people = await scene(town)
    ada, grace = people["author"], people["mentor"]
    await grace.sends(call("mentorship.pause", 3), {"until": "2026-04-01"})
    await town.passes(days=1)
    assert "nobody but you reads it" in await checks_in(ada)
    await grace.sends(call("mentorship.resume", 3))
    async with acting(town, grace) as ctx:
        assert len(await shared_check_ins(ctx, await town_id(town, ada), START)) == 1


async def test_an_answer_from_somebody_who_was_blocked_meanwhile_does_not_arrive(town: Town) -> None:
    people = await scene(town)
    ada, grace = people["author"], people["mentor"]
    town.mailbox.hiccups = 1
    await grace.sends(call("checkin.react", 1, "feel"))
    await ada.sends(call("block.do", await town.id(grace)))
    await town.passes(hours=2)
    assert not [view for view in ada.dms if "Your mentor read it" in words(view)]


async def test_a_line_is_rendered_for_nobody_but_the_author(town: Town) -> None:
    people = await scene(town)
    await people["mentor"].sends(call("checkin.react", 1, "feel"))
    assert await renders(town, "checkin.answered", 1, 1, reader=people["stranger"]) is None
    assert await renders(town, "checkin.answered", 1, 2, reader=people["author"]) is None
    assert await renders(town, "checkin.answered", 1, 1, reader=people["author"]) is not None
