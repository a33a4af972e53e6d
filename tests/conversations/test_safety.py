"""Blocking and reporting are silent, at once, and reach only whom they should."""

from bot.calls import call
from bot.views import Confirm, Form
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def blocks(ada: Speaker, other: Speaker) -> str:
    view = await ada.types("/block", person=other.actor.account)
    assert isinstance(view, Confirm)
    return words(await ada.presses("Block"))


async def test_blocked_people_do_not_find_or_ask_each_other(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await town.id(ada)
    assert "You will not meet through me" in await blocks(ada, grace)
    assert "Grace" not in words(await ada.types("/find-mentor", topic="statistics"))
    said = words(await ada.sends(call("request.make", await town.id(grace)), {"note": "Hello"}))
    assert "takes nobody new" in said
    assert "do not find this mentor" in words(await ada.sends(call("mentor.show", await town.id(grace))))
    assert not grace.dms


async def test_a_block_ends_what_runs_without_saying_why(town: Town) -> None:
    ada, bo, grace = town.person("Ada"), town.person("Bo"), await town.mentor("Grace")
    await town.pair(ada, grace)
    await bo.sends(call("request.make", await town.id(grace)), {"note": "Please"})
    await blocks(grace, ada)
    await blocks(grace, bo)
    for student in (ada, bo):
        assert "block" not in " ".join(words(view) for view in student.dms).lower()
    assert "No open requests" in words(await bo.types("/requests"))
    async with town.storage.reading() as tx:
        store = tx.store(town.community.id)
        assert await store.mentorships.running_between(await town.id(ada), await town.id(grace)) is None


async def test_a_block_is_shown_to_its_owner_alone_and_can_be_lifted(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await town.id(ada)
    assert "Nobody is blocked" in words(await ada.types("/blocks"))
    await blocks(ada, grace)
    assert "Grace" in words(await ada.types("/blocks"))
    assert "Nobody is blocked" in words(await grace.types("/blocks"))
    await ada.types("/blocks")
    assert "Unblocked" in words(await ada.presses("Unblock"))
    await blocks(ada, grace)
    assert "Unblocked" in words(await ada.types("/unblock", person=grace.actor.account))
    assert "You have not blocked this person" in words(await ada.types("/unblock", person=grace.actor.account))
    assert "Grace" in words(await ada.types("/find-mentor", topic="statistics"))


async def test_many_blocks_turn_pages(town: Town) -> None:
    ada = town.person("Ada")
    for number in range(7):
        other = await town.id(town.person(f"P{number}"))
        await ada.sends(call("block.do", other))
    assert labels(await ada.types("/blocks"))[-1] == "Older"
    assert labels(await ada.presses("Older"))[-1] == "Newer"


async def test_nobody_blocks_or_reports_themselves_or_a_stranger(town: Town) -> None:
    ada = town.person("Ada")
    await town.id(ada)
    form = await ada.types("/block", person=ada.actor.account)
    assert isinstance(form, Form)
    assert "That is you" in words(form)
    assert "do not know this person" in words(await ada.types("/block", person="no-such-account"))
    for ask in ("safety.about", "block.do", "block.confirm"):
        assert "do not find this person" in words(await ada.sends(call(ask, 999))), ask


async def test_a_report_reaches_the_moderators_and_never_the_one_it_is_about(town: Town) -> None:
    ada, grace, mo = town.person("Ada"), await town.mentor("Grace"), town.person("Mo", moderator=True)
    await town.id(mo)
    form = await ada.types("/report", person=grace.actor.account)
    assert isinstance(form, Form)
    assert "The moderators read this, with your name" in words(form)
    assert "It is with the moderators" in words(await ada.fills(text="They shouted at me."))
    assert "Ada about Grace:\nThey shouted at me." in words(mo.last_dm)
    assert not grace.dms
    await mo.presses("Close it", from_dm=True)
    await mo.fills(outcome="We talked to both.")
    assert "have looked at what you told them" in words(ada.last_dm)
    assert "We talked" not in words(ada.last_dm)
    assert "No open reports" in words(await mo.types("/reports"))
    trail = words(await mo.types("/audit"))
    assert "A report was closed\nMo, Mon 2 Mar 2026, 12:00: open → closed" in trail
    assert not any(word in trail for word in ("Ada", "Grace", "shouted", "talked"))
    assert "closed already" in words(await mo.sends(call("report.close", 1), {"outcome": "again"}))


async def test_five_of_the_longest_reports_are_one_page(town: Town) -> None:
    ada, mo = town.person("A" * 80), town.person("Mo", moderator=True)
    grace = await town.mentor("G" * 80)
    for _ in range(5):
        await ada.sends(call("report.make", await town.id(grace)), {"text": "x" * 1500})
    said = words(await mo.types("/reports"))
    assert said.count(f"{'A' * 39}… about {'G' * 39}…:") == 5


async def test_a_report_about_a_moderator_goes_to_the_others_only(town: Town) -> None:
    await town.opens_channel("moderators")
    ada = town.person("Ada")
    mo, max_ = town.person("Mo", moderator=True), town.person("Max", moderator=True)
    about = await town.id(mo)
    await town.id(max_)
    await ada.sends(call("safety.about", about))
    await ada.presses("Report")
    await ada.fills(text="Mo reads private things aloud.")
    assert "Mo reads private things" in words(max_.last_dm)
    assert not mo.dms
    assert not town.channel("moderators")
    assert "No open reports" in words(await mo.types("/reports"))
    assert "do not find this report" in words(await mo.sends(call("report.close", 1), {"outcome": "nothing"}))


async def test_with_a_channel_reports_are_posted_there_and_listed_by_pages(town: Town) -> None:
    await town.opens_channel("moderators")
    ada, grace, mo = town.person("Ada"), await town.mentor("Grace"), town.person("Mo", moderator=True)
    for number in range(7):
        await ada.sends(call("report.make", await town.id(grace)), {"text": f"Report {number}"})
    assert len(town.channel("moderators")) == 7
    first = await mo.types("/reports")
    assert "Report 0" in words(first)
    assert labels(first)[-1] == "Older"
    assert "Report 6" in words(await mo.presses("Older"))
    assert "for moderators" in words(await ada.types("/reports"))
