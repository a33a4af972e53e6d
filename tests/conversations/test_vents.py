"""Who hears it is chosen before anything is written, and each says honestly what it means."""

from bot.calls import call
from bot.views import Form
from tests.conversations.test_vent_attacks import rows
from tests.conversations.town import Town
from tests.conversations.venting import agreed, ids, key_of, last, opened, posts, vents
from tests.conversations.words import buttons, labels, words


async def test_everybody_is_asked_once_before_the_first_one(town: Town) -> None:
    ada = town.person("Ada")
    assert "Before your first vent" in words(await ada.types("/vent"))
    assert "Type /vent first" in words(await ada.sends(call("journal.write"), {"text": "Hard day"}))
    await ada.types("/vent")
    await ada.presses("I understand")
    assert "Who should hear it?" in words(await ada.presses("Choose who"))
    assert "Who should hear it?" in words(await ada.types("/vent"))


async def test_only_who_is_there_is_offered(town: Town) -> None:
    ada = town.person("Ada")
    await agreed(ada)
    assert labels(await ada.types("/vent")) == ["Write in my journal", "Read my journal"]
    await town.pair(ada, await town.mentor("Grace"))
    assert labels(await ada.types("/vent"))[2:] == ["Tell my mentor"]
    await town.opens_channel("vent")
    assert labels(await ada.types("/vent"))[3:] == ["Vent anonymously", "Take down all I posted"]
    await town.pair(ada, await town.mentor("Noor"))
    assert labels(await ada.types("/vent"))[2:] == ["Tell a mentor", "Vent anonymously", "Take down all I posted"]
    mo = town.person("Mo", moderator=True)
    await mo.sends(call("setup.feature", "is_vent_channel", 0))
    assert labels(await ada.types("/vent"))[2:] == ["Tell a mentor"]
    assert "switched this off" in words(await ada.sends(call("vent.write"), {"text": "x"}))


async def test_a_small_community_is_told_and_a_larger_one_is_not(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    assert "Fewer than 10 people are active here" in words(await ada.types("/vent"))
    assert "Fewer than 10 people" in words(await ada.presses("Vent anonymously"))
    for number in range(9):
        await town.person(f"P{number}").types("/home")
    assert "Fewer than" not in words(await ada.types("/vent"))
    await town.passes(days=31)
    assert "Fewer than 10" in words(await ada.types("/vent"))


async def test_a_journal_is_written_read_page_by_page_and_deleted_by_its_author_alone(town: Town) -> None:
    ada, eve = town.person("Ada"), town.person("Eve", moderator=True)
    await agreed(ada, eve)
    await ada.types("/vent")
    form = words(await ada.presses("Write in my journal"))
    assert "Nobody reads this but you" in form
    assert "Kept for you" in words(await ada.fills(text="Page 0 of my canary"))
    for number in range(1, 6):
        await ada.sends(call("journal.write"), {"text": f"Page {number}"})
    first = words(await ada.presses("Read my journal"))
    assert "Page 5" in first
    assert "canary" not in first
    assert "canary" in words(await ada.presses("Older"))
    await ada.presses("Read")
    page = ada.seen
    assert page is not None
    assert "canary" in words(page)
    entry = next(button.call.args[0] for button in buttons(page) if button.call.name == "journal.confirm")
    for name in ("journal.read", "journal.confirm", "journal.drop"):
        assert "I do not find this page" in words(await eve.sends(call(name, entry)))
    await ada.presses("Delete")
    await ada.presses("Keep it")
    await ada.sends(call("journal.confirm", entry))
    assert "Deleted" in words(await ada.presses("Delete it"))
    assert "Newer" not in labels(await ada.sends(call("journal.list", 1)))
    assert "Your journal is empty" in words(await eve.sends(call("journal.list")))


async def test_a_mentor_reads_it_and_answers_and_nobody_else_can(town: Town) -> None:
    ada, grace, eve = town.person("Ada"), await town.mentor("Grace"), await town.mentor("Eve")
    await agreed(ada)
    await town.pair(ada, grace)
    await ada.types("/vent")
    assert "For Grace alone" in words(await ada.presses("Tell my mentor"))
    assert "Grace reads it, and nobody else" in words(await ada.fills(text="I am so tired."))
    told = words(grace.last_dm)
    assert "I am so tired." in told
    assert "Ada" in told
    await grace.presses("Answer", from_dm=True)
    assert isinstance(grace.seen, Form)
    reply = grace.seen.call
    await grace.fills(text="I hear you.")
    assert "I hear you." in words(ada.last_dm)
    await ada.presses("Answer", from_dm=True)
    await ada.fills(text="Thank you.")
    assert "Thank you." in words(grace.last_dm)
    assert "I do not find this" in words(await eve.sends(reply, {"text": "Ha"}))
    await town.passes(days=31)
    assert "I do not find this" in words(await grace.sends(reply, {"text": "Late"}))


async def test_of_several_mentors_one_or_all_are_told_and_never_somebody_elses(town: Town) -> None:
    ada, bo, grace, noor = town.person("Ada"), town.person("Bo"), await town.mentor("Grace"), await town.mentor("Noor")
    await agreed(ada, bo)
    pair = await town.pair(ada, grace)
    await town.pair(ada, noor)
    shown = labels(await ada.sends(call("vent.mentors")))
    assert sorted(shown) == ["All of them", "Back to who hears it", "Grace", "Noor"]
    await ada.presses("Noor")
    await ada.fills(text="Only for one")
    assert "Only for one" in words(noor.last_dm)
    assert all("Only for one" not in words(view) for view in grace.dms)
    await ada.sends(call("vent.tell", 0), {"text": "For both"})
    assert "For both" in words(noor.last_dm)
    assert "For both" in words(grace.last_dm)
    assert "no running mentorship" in words(await bo.sends(call("vent.tell", pair), {"text": "x"}))
    assert "no running mentorship" in words(await bo.sends(call("vent.mentors")))
    await grace.sends(call("mentorship.ended", pair))
    sent = next(view for view in grace.dms if "For both" in words(view))
    grace.seen = sent
    await grace.presses("Answer")
    assert "no running mentorship any more" in words(await grace.fills(text="Too late"))


async def test_a_vent_goes_out_within_a_quarter_of_an_hour_without_a_name(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    await ada.types("/vent")
    form = words(await ada.presses("Vent anonymously"))
    assert "are not shown your name" in form
    assert "whoever runs this bot could find out" in form
    said = await ada.fills(text="Exams are hard.")
    assert "without your name" in words(said)
    assert posts(town) == []
    await town.passes(seconds=59)
    assert posts(town) == []
    await town.passes(minutes=15)
    [post] = posts(town)
    assert "Exams are hard." in post
    assert "Ada" not in post
    assert labels(last(town)) == ["Answer", "Report"]


async def test_one_that_comes_while_another_waits_goes_out_with_it(town: Town) -> None:
    ada, bo = await opened(town, "Ada", "Bo")
    await vents(ada)
    await vents(bo, "Mine as well.")
    moments = []
    for _ in range(16):
        await town.passes(minutes=1)
        moments.append(len(posts(town)))
    assert set(moments) == {0, 2}


async def test_whoever_holds_the_key_takes_it_back_and_down_and_answers_as_the_author(town: Town) -> None:
    ada, bo = await opened(town, "Ada", "Bo")
    await ada.sends(call("vent.write"), {"text": "Oops"})
    first = key_of(ada.seen)
    assert "It waits" in words(await ada.presses("How it stands"))
    assert "Taken back" in words(await ada.presses("Take it back"))
    assert "I do not find this post" in words(await ada.sends(call("vent.mine", first)))
    key = await vents(ada)
    await town.passes(minutes=16)
    assert "does not wait any more" in words(await ada.sends(call("vent.undo", key)))
    assert "It stands in the channel" in words(await ada.sends(call("vent.mine", key)))
    await ada.presses("Answer as the author")
    await ada.fills(text="Thank you all.")
    await town.passes(minutes=16)
    assert "the author:\nThank you all." in posts(town)[-1]
    assert "Taken down" in words(await ada.sends(call("vent.down", key)))
    assert [post for post in posts(town) if "Exams" in post] == []
    assert "It was taken down" in words(await ada.sends(call("vent.mine", key)))
    assert "cannot be done any more" in words(await ada.sends(call("vent.down", key)))
    assert "not in the channel any more" in words(await bo.sends(call("vent.own", key), {"text": "x"}))


async def test_answers_come_from_numbered_voices_of_the_thread_or_with_a_name(town: Town) -> None:
    ada, bo, cy = await opened(town, "Ada", "Bo", "Cy")
    await vents(ada)
    await town.passes(minutes=16)
    for who, said in ((bo, "From Bo"), (cy, "From Cy"), (bo, "Bo again"), (ada, "Me")):
        who.seen = town.channel("vent")[0]
        await who.presses("Answer")
        assert "It waits to be posted" in words(await who.fills(text=said))
        await town.passes(minutes=16)
    bodies = [post.split("\n", 1)[1] for post in posts(town)[1:]]
    assert bodies == ["voice 1:\nFrom Bo", "voice 2:\nFrom Cy", "voice 1:\nBo again", "the author:\nMe"]
    await cy.sends(call("vent.answer", ids(town)[0]), {"text": "Hi", "shown": "name"})
    await town.passes(minutes=16)
    assert posts(town)[-1].split("\n", 1)[1] == "Cy, with their name:\nHi"
    titles = {post.split("\n")[0].removeprefix("A vent: ").removeprefix("An answer to ") for post in posts(town)}
    assert len(titles) == 1
    assert "I do not find this post" in words(await bo.sends(call("vent.answer", ids(town)[1]), {"text": "x"}))


async def test_after_thirty_days_it_is_gone_from_the_channel_and_from_here(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    key = await vents(ada)
    await town.passes(days=29)
    assert len(posts(town)) == 1
    await town.passes(days=1, hours=3)
    assert posts(town) == []
    assert "I do not find this post" in words(await ada.sends(call("vent.mine", key)))


async def test_it_leaves_the_channel_also_when_the_list_of_sent_messages_is_forgotten_first(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    await vents(ada)
    await town.passes(minutes=16)
    await town.passes(days=30)
    assert len(posts(town)) == 1
    await town.passes(hours=2)
    assert posts(town) == []
    assert not await rows(town, "vents")
    assert not [row for row in await rows(town, "notices") if row.purpose == "vent"]


async def test_what_was_cut_off_is_not_sent_again_until_its_author_says_so(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    key = await vents(ada)
    town.mailbox.cut_off = 1
    await town.passes(minutes=30)
    assert posts(town) == []
    assert "I never post twice of my own accord" in words(await ada.sends(call("vent.mine", key)))
    assert "It is posted again" in words(await ada.presses("Post it again"))
    assert len(posts(town)) == 1
    assert "cannot be done any more" in words(await ada.sends(call("vent.again", key)))


async def test_everything_one_posted_comes_down_without_its_buttons_and_nothing_of_others(town: Town) -> None:
    ada, bo = await opened(town, "Ada", "Bo")
    await vents(ada, "First of Ada")
    await vents(bo, "Of Bo")
    await town.passes(minutes=16)
    bos = next(post for post, said in zip(ids(town), posts(town), strict=True) if "Of Bo" in said)
    await ada.sends(call("vent.answer", bos), {"text": "Ada to Bo"})
    await town.passes(minutes=16)
    await vents(ada, "Second of Ada")
    await ada.types("/vent")
    await ada.presses("Take down all")
    assert "Posts and answers of yours: 3." in words(await ada.presses("Take all of it down"))
    await town.passes(minutes=16)
    assert [post.split("\n")[-1] for post in posts(town)] == ["Of Bo"]
    await ada.sends(call("vent.all"))
    assert "There was nothing of yours" in words(await ada.presses("Take all of it down"))
    assert "Who should hear it?" in words(await ada.sends(call("vent.show")))
