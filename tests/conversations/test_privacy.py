"""What is kept is told, handed out whole, and erased for good, and nobody else stumbles over the gap."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from bot.calls import call
from bot.commands.my_data import packed
from bot.domain.consents import Purpose
from bot.views import Card, attachment_of
from storage.database import Database
from storage.tables import metadata
from tests.conversations.codes import code_of, elsewhere, links
from tests.conversations.groups import mentored, opens, takes
from tests.conversations.inside import acting, renders
from tests.conversations.test_checkins import about_check_ins, checks_in, paired
from tests.conversations.test_questions import asks
from tests.conversations.test_sessions import agreed, suggests
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import buttons, labels, words

WROTE = "canary words of hers"


async def erases(who: Speaker) -> str:
    await who.types("/privacy")
    await who.presses("Erase me")
    return words(await who.presses("Erase me for good"))


async def dumped(town: Town) -> str:
    assert isinstance(town.storage, Database)
    rows = []
    async with town.storage.engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows += [f"{table.name}: {tuple(row)}" for row in await connection.execute(select(table))]
    return "\n".join(rows)


async def exported(who: Speaker) -> dict[str, list[dict[str, object]]]:
    await who.types("/privacy")
    file = attachment_of(await who.presses("Get everything"))
    assert file is not None
    assert file.name == "everything-of-mine.json"
    held: dict[str, list[dict[str, object]]] = json.loads(file.data)["yours"]
    return held


def looks(who: Speaker) -> Iterator[str]:
    """The commands with which somebody looks at what they had with others."""
    yield from ("/home", "/mentorships", "/sessions", "/requests", "/questions", "/group-sessions", "/check-ins")
    yield from ("/notes", "/actions", "/thanks-received", "/calendars", "/me", "/privacy", "/find-mentor", "/mentees")


async def looks_around(who: Speaker) -> None:
    """Everything they can type to look, and every button that opens something from there."""
    for command in looks(who):
        seen = await who.types(command)
        for button in buttons(seen):
            said = words(await who.town.app.answer(who.actor, button.call, now=who.town.now))
            assert "That is on me" not in said, (command, button.call)
        assert "That is on me" not in words(seen), command


async def test_the_card_says_what_is_kept_who_sees_it_and_for_how_long(town: Town) -> None:
    ada, _, _ = await paired(town)
    card = await ada.types("/privacy")
    said = words(card)
    assert "never notes, check-ins, goals or your journal" in said
    assert "What you told a mentor or a listener, and anonymous posts: 30 days." in said
    assert "What you wrote in check-ins, and what was said back: 180 days." in said
    assert "What you told a mentor or a listener, and anonymous posts: 30 days." in said
    assert "your journal" in said
    assert "Nothing so far. I ask before the first time." in said
    assert labels(card) == ["Get everything of mine", "Erase me"]


async def test_a_consent_is_shown_and_taken_back_and_then_mentors_read_nothing(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await checks_in(ada)
    assert "Your mentors read check-ins you share, since Mon 2 Mar 2026" in words(await ada.types("/privacy"))
    assert "also not the earlier ones" in words(await ada.presses("Stop sharing check-ins"))
    assert "I do not find this check-in" in words(await grace.presses("Well done", from_dm=True))
    assert "Only you read it." in words(await ada.sends(call("checkin.show", 1)))
    async with acting(town, ada) as ctx:
        assert not await ctx.store.consents.has(ctx.actor.id, Purpose.CHECK_INS)
    await town.passes(days=1)
    before = len(about_check_ins(grace))
    await ada.types("/check-in")
    assert "May your mentor read it?" in words(await ada.fills(went="x", next="y", audience="mentors"))
    assert len(about_check_ins(grace)) == before


async def test_sharing_that_was_chosen_before_such_agreements_were_asked_for_is_shown_and_taken_back(
    town: Town,
) -> None:
    ada, grace, _ = await paired(town)
    await checks_in(ada)
    async with acting(town, ada) as ctx:
        await ctx.store.consents.withdraw(ctx.actor.id, Purpose.CHECK_INS, town.now)
        await ctx.store.prompts.share(ctx.actor.id, town.now)
    card = await ada.types("/privacy")
    assert "suggests your mentors as readers, since Mon 2 Mar 2026" in words(card)
    assert labels(card) == ["Get everything of mine", "Stop sharing check-ins", "Erase me"]
    await ada.presses("Stop sharing check-ins")
    assert "I do not find this check-in" in words(await grace.presses("Well done", from_dm=True))
    assert labels(await ada.types("/privacy")) == ["Get everything of mine", "Erase me"]


async def test_venting_is_taken_back_too_and_what_is_no_purpose_is_refused(town: Town) -> None:
    ada = town.person("Ada")
    async with acting(town, ada) as ctx:
        await ctx.store.consents.give(ctx.actor.id, Purpose.VENT, town.now)
    await ada.types("/privacy")
    assert "I ask you again" in words(await ada.presses("Take back: venting"))
    assert "Nothing so far" in words(await ada.types("/privacy"))
    assert "I do not know what this button was for" in words(await ada.sends(call("privacy.withdraw", "all")))


async def test_the_file_holds_what_is_mine_and_not_what_others_wrote(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    await checks_in(ada, went=WROTE)
    await grace.presses("Write a line", from_dm=True)
    await grace.fills(line="private words of Grace")
    await ada.sends(call("goal.add"), {"title": "Pass the exam", "steps": "Read it"})
    await asks(ada, question="What is a p-value?")
    await ada.types("/block", person=(await town.mentor("Noor", topics="Python")).actor.account)
    held = await exported(ada)
    assert held["people"][0]["name"] == "Ada"
    assert held["accounts"][0] | {"external_id": "T1-ada", "person": "me"} == held["accounts"][0]
    assert held["check_ins"][0]["went"] == WROTE
    assert held["check_in_readers"][0]["person"] == "Grace"
    assert held["mentorships"][0]["mentor"] == "Grace"
    assert held["sessions"][0]["topic"] == "My exam"
    assert str(held["sessions"][0]["starts_at"]).endswith("Z")
    assert held["goals"][0]["title"] == "Pass the exam"
    assert held["goal_steps"][0]["title"] == "Read it"
    assert held["questions"][0]["topic"] == "Statistics"
    assert held["consents"][0]["purpose"] == "check-ins"
    assert "private words" not in json.dumps(held)
    theirs = await exported(grace)
    assert theirs["mentors"][0]["week"] == "Mon–Fri 18:00–21:00"
    assert theirs["check_in_answers"][0]["text"] == "private words of Grace"
    assert WROTE not in json.dumps(theirs)
    assert "T1-ada" not in json.dumps(theirs)


async def test_whoever_is_erased_is_nowhere_and_their_partner_hears_it_without_the_name(town: Town) -> None:
    ada, grace, pair = await agreed(town)
    await checks_in(ada, went=WROTE)
    assert "You are forgotten" in await erases(ada)
    await town.passes(minutes=1)
    [told] = [view for view in grace.dms if "everything of theirs was erased" in words(view)]
    assert "Your mentee of the mentorship that began on Mon 2 Mar 2026 is not here any more" in words(told)
    assert isinstance(told, Card)
    assert told.attachment is not None, "what they had agreed to meet for leaves the calendar"
    left = await dumped(town)
    for word in ("Ada", "T1-ada", WROTE, "My exam", "Please help me with statistics"):
        assert word not in left, [line for line in left.splitlines() if word in line]
    before = len(ada.dms)
    await town.passes(days=40)
    assert len(ada.dms) == before
    await looks_around(grace)
    assert await renders(town, "privacy.parted", pair, 5, reader=grace) is None
    assert await renders(town, "privacy.parted", 99, 5, reader=grace) is None
    assert "a free place" in words(await town.person("Mo", moderator=True).types("/home"))


async def test_a_mentor_who_is_erased_leaves_nobody_waiting(town: Town) -> None:
    ada, grace, _ = await agreed(town)
    bo, cy = town.person("Bo"), town.person("Cy")
    grace_id = await town.id(grace)
    await bo.sends(call("request.make", grace_id), {"note": "Would you read my thesis?"})
    await opens(grace, "Thursday 19:00", places="2")
    await takes(ada)
    await asks(cy)
    await grace.presses("I take it", from_dm=True)
    noor = await town.mentor("Noor", bio="Another one.")
    assert "You are forgotten" in await erases(grace)
    await town.passes(minutes=1)
    assert any("Would you read my thesis?" in words(view) for view in bo.dms), "their text is kept for the next"
    heard = [words(view) for view in ada.dms]
    assert any("Your mentor of the mentorship" in said and "kept for the next request" in said for said in heard)
    assert any("called off" in said.lower() for said in heard)
    assert any("What is a p-value?" in words(view) for view in noor.dms), "what they had claimed is asked again"
    left = await dumped(town)
    for word in ("Grace", "T1-grace", "I like to explain things twice", "meet.example/grace"):
        assert word not in left, [line for line in left.splitlines() if word in line]
    for one in (ada, bo, cy, noor):
        await looks_around(one)
    await town.passes(days=3)
    await looks_around(ada)


async def test_what_was_open_series_and_waiting_goes_with_a_student(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await suggests(ada)
    other = await town.mentor("Noor")
    await ada.sends(call("request.make", await town.id(other)), {"note": "And you too?"})
    await asks(ada)
    await erases(ada)
    await town.passes(minutes=1)
    assert "off your list" in words(other.last_dm)
    assert "somebody who left took their request back" in words(other.last_dm)
    for one in (grace, other):
        await looks_around(one)
    await town.passes(days=20)
    assert "Ada" not in await dumped(town)


async def test_a_place_goes_to_who_waits_and_a_series_is_off(town: Town) -> None:
    grace, [ada, bo, cy] = await mentored(town, "Ada", "Bo", "Cy")
    await opens(grace, places="2")
    for one in (ada, bo):
        await takes(one)
    await cy.sends(call("group.wait", 1))
    at = int((START + timedelta(days=1, hours=3)).timestamp())
    typed = {"topic": "Week by week", "every": "1", "until": "2026-04-14"}
    async with acting(town, ada) as ctx:
        [pair] = await ctx.store.mentorships.of(ctx.actor.id)
    await ada.sends(call("session.suggest", pair.id, at, 60), typed)
    assert "every week" in words(await grace.presses("Yes", from_dm=True))
    await erases(ada)
    await town.passes(minutes=1)
    assert "A place came free, and it is yours" in words(cy.last_dm)
    left = await dumped(town)
    assert "Ada" not in left
    async with acting(town, grace) as ctx:
        assert [one for one in await ctx.store.sessions.of_pair(pair.id, town.now) if one.state != "cancelled"] == []
    await town.passes(days=9)
    for one in (grace, bo, cy):
        await looks_around(one)


async def test_a_second_tap_finds_nobody_and_makes_nobody(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await ada.types("/privacy")
    confirm = await ada.presses("Erase me")
    yes = buttons(confirm)[0].call
    await ada.sends(yes)
    assert "This button was for somebody who is gone" in words(await ada.sends(yes))
    assert "T1-ada" not in await dumped(town)
    assert "This button was for somebody who is gone" in words(await grace.sends(yes))
    assert "Ada" not in await dumped(town)


async def test_whoever_comes_back_is_new(town: Town) -> None:
    ada, grace, _ = await paired(town)
    before = await town.id(ada)
    await checks_in(ada)
    await erases(ada)
    assert "No check-ins of yours yet" in words(await ada.types("/check-ins"))
    assert "No mentorships yet" in words(await ada.types("/mentorships"))
    assert await town.id(ada) != before
    await town.pair(ada, grace)
    assert "Grace" in words(await ada.types("/mentorships"))


@pytest.mark.usefixtures("workspace")
async def test_all_accounts_of_one_person_go_and_a_moderator_can_go_too(town: Town) -> None:
    mo, eve, there = town.person("Mo", moderator=True), town.person("Eve"), elsewhere(town, "Mo on Chat")
    assert "Linked" in await links(there, await code_of(mo))
    await eve.types("/home")
    await mo.sends(call("setup.name"), {"person": eve.actor.account})
    await eve.types("/report", person=mo.actor.account, text="They were unkind.")
    await erases(there)
    left = await dumped(town)
    for word in ("Mo on Chat", there.actor.account, mo.actor.account):
        assert word not in left, [line for line in left.splitlines() if word in line]
    await eve.types("/audit")
    assert "somebody who left" in words(await eve.types("/audit"))
    assert "They were unkind." in words(await eve.types("/reports"))
    await erases(eve)
    assert "Eve" not in await dumped(town), "nor in what she was made by others"


@pytest.mark.parametrize(
    "name", ["privacy.forget", "privacy.quiet", "privacy.parted", "privacy.lapsed", "privacy.warn"]
)
async def test_what_the_bot_alone_does_nobody_else_does(town: Town, name: str) -> None:
    eve = town.person("Eve")
    assert "That did not work" in words(await eve.sends(call(name, await town.id(eve))))


def test_what_is_too_long_for_a_file_comes_zipped() -> None:
    many = {"check_ins": [{"went": "x" * 2000} for _ in range(2000)]}
    file = packed(many, "Far Campus", START)
    assert (file.name, file.media) == ("everything-of-mine.zip", "application/zip")
    with ZipFile(BytesIO(file.data)) as held:
        told = json.loads(held.read("everything-of-mine.json"))
    assert told["made_at"] == "2026-03-02T12:00:00Z"
    assert len(told["yours"]["check_ins"]) == 2000
