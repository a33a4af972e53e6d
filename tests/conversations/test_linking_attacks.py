"""What a code for an account never does: overwrite a life, shed a block, or make a moderator."""

import pytest

from bot.calls import call
from bot.domain.people import Role
from bot.views import Confirm
from tests.conversations.codes import UNKNOWN, code_of, count, elsewhere, links
from tests.conversations.town import Speaker, Town
from tests.conversations.words import words

pytestmark = pytest.mark.usefixtures("workspace")


async def roles(town: Town, speaker: Speaker) -> frozenset[Role]:
    async with town.storage.reading() as tx:
        found = await tx.store(town.community.id).people.of_account(
            speaker.actor.platform, speaker.actor.space, speaker.actor.account
        )
    assert found is not None
    return found.roles


async def test_a_mentor_ends_their_profile_first_or_goes_the_other_way_round(town: Town) -> None:
    grace, there = await town.mentor("Grace"), elsewhere(town, "Grace H")
    said = await links(grace, await code_of(there))
    assert "/mentor stop" in said
    assert "the other way round" in said
    assert await count(town) == 2
    assert "Linked" in await links(there, await code_of(grace))
    assert Role.MENTOR in await roles(town, there)


async def test_open_requests_and_questions_keep_two_people_apart_until_they_end(town: Town) -> None:
    ada, there, grace = elsewhere(town, "Ada"), town.person("Ada O"), await town.mentor("Grace")
    await ada.sends(call("request.make", await town.id(grace)), {"note": "Please"})
    await ada.sends(call("question.ask"), {"question": "How?", "topic": "statistics"})
    code = await code_of(there)
    assert "/requests" in (said := await links(ada, code))
    assert "/questions" in said
    assert "/mentorships" not in said
    await ada.sends(call("request.withdraw", 1))
    await ada.sends(call("question.close", 1))
    assert "Linked" in await links(ada, code)
    async with town.storage.reading() as tx:
        store = tx.store(town.community.id)
        request, question = await store.requests.get(1), await store.questions.get(1)
    assert request is not None
    assert question is not None
    assert (request.mentee, question.asker) == (await town.id(there), await town.id(there))


async def test_a_running_mentorship_keeps_two_people_apart(town: Town) -> None:
    ada, there, grace = town.person("Ada"), elsewhere(town, "Ada O"), await town.mentor("Grace")
    await town.pair(ada, grace)
    assert "/mentorships" in await links(ada, await code_of(there))
    assert await count(town) == 3


async def test_the_two_sides_of_a_pair_never_become_one_not_even_when_it_has_ended(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    pair = await town.pair(ada, grace)
    code = await code_of(grace)
    assert "/mentorships" in await links(ada, code)
    await ada.sends(call("mentorship.ended", pair))
    async with town.storage.reading() as tx:
        assert not await tx.store(town.community.id).mentorships.of(await town.id(ada))
    assert "they stay two people" in await links(ada, code)
    assert await town.id(ada) != await town.id(grace)


async def test_a_block_between_the_two_reads_like_a_code_that_does_not_work(town: Town) -> None:
    ada, eve = town.person("Ada"), elsewhere(town, "Eve")
    await town.id(eve)
    await ada.sends(call("block.do", await town.id(eve)))
    assert UNKNOWN in await links(eve, await code_of(ada))
    assert UNKNOWN in await links(ada, await code_of(eve))
    assert await count(town) == 2


async def test_nobody_sheds_a_block_or_a_report_by_becoming_somebody_new(town: Town) -> None:
    ada, eve, fresh = town.person("Ada"), town.person("Eve"), elsewhere(town, "Nobody")
    ids = {await town.id(one) for one in (ada, eve)}
    await ada.sends(call("safety.report"), {"person": eve.actor.account, "text": "Rude"})
    await ada.sends(call("block.do", await town.id(eve)))
    await eve.sends(call("block.do", await town.id(ada)))
    assert "Linked" in await links(eve, await code_of(fresh))
    merged = await town.id(eve)
    assert merged not in ids
    async with town.storage.reading() as tx:
        safety = tx.store(town.community.id).safety
        assert await safety.blocked_by(await town.id(ada)) == [merged]
        assert await safety.blocked_by(merged) == [await town.id(ada)]
        assert [report.about for report in await safety.open_reports()] == [merged]


async def test_a_students_code_gives_no_more_than_the_student(town: Town) -> None:
    ada, eve = town.person("Ada"), elsewhere(town, "Eve")
    assert "Linked" in await links(eve, await code_of(ada))
    assert await roles(town, eve) == frozenset()
    assert "for moderators" in words(await eve.sends(call("link.space")))
    assert "for moderators" in words(await ada.types("/config"))


async def test_a_moderator_is_not_talked_into_a_students_code(town: Town) -> None:
    mo, eve = town.person("Mo", moderator=True), elsewhere(town, "Eve")
    assert "You are a moderator with this account" in await links(mo, await code_of(eve))
    assert await roles(town, eve) == frozenset()
    assert "Linked" in await links(eve, await code_of(mo))
    assert await town.id(eve) == await town.id(mo)


async def test_a_moderators_other_account_is_one_only_as_far_as_its_own_server_says(town: Town) -> None:
    mo, there = town.person("Mo", moderator=True), elsewhere(town, "Mo T")
    assert "Linked" in await links(there, await code_of(mo))
    assert "for moderators" in words(await there.types("/config"))
    assert "Settings of" in words(await mo.types("/config"))


async def test_somebody_who_left_is_nobody_to_become(town: Town) -> None:
    ada, there = town.person("Ada"), elsewhere(town, "Ada O")
    code = await code_of(ada)
    async with town.storage.writing() as tx:
        await tx.presence.account_left("town", town.space, ada.actor.account, town.now)
    assert UNKNOWN in await links(there, code)


async def test_what_waits_to_be_said_to_the_old_person_is_said_to_the_new_one(town: Town) -> None:
    ada, there, grace = town.person("Ada"), elsewhere(town, "Ada O"), await town.mentor("Grace")
    await ada.sends(call("request.make", await town.id(grace)), {"note": "Please"})
    code = await code_of(there)
    town.mailbox.hiccups = 1
    await grace.sends(call("request.decline", 1), {"reason": "Too busy, sorry"})
    assert not ada.dms
    assert "Linked" in await links(ada, code)
    await town.passes(hours=1)
    assert any("Too busy, sorry" in words(view) for view in (*ada.dms, *there.dms))


async def test_declining_the_confirmation_leaves_everything_as_it_was(town: Town) -> None:
    ada, there = town.person("Ada"), elsewhere(town, "Ada O")
    view = await there.types("/link", code=await code_of(ada))
    assert isinstance(view, Confirm)
    await there.presses("Leave it")
    assert await town.id(there) != await town.id(ada)
