"""A volunteer listens, neither sees the other's name, and each can stop at any time."""

from bot.calls import call
from tests.conversations.listening import listens, met, tells_of, writes
from tests.conversations.town import Town
from tests.conversations.venting import agreed
from tests.conversations.words import labels, words


async def test_a_listener_reads_first_and_then_says_when(town: Town) -> None:
    lin = town.person("Lin")
    said = words(await lin.types("/listen"))
    assert "Listen." in said
    assert "Do not diagnose" in said
    assert "/help-now" in said
    assert "You never owe an answer" in said
    form = words(await lin.presses("I have read it"))
    assert "never owe an answer" in form
    assert "At least" not in words(await lin.fills(week="never", languages="English"))
    assert "Name at least one hour" in words(lin.seen or await lin.types("/listen"))
    await lin.types("/listen")
    await lin.presses("I have read it")
    assert "You listen" in words(await lin.fills(week="Mon 18-21", languages="English, Deutsch", zone="Lagos"))
    mine = words(await lin.types("/listen"))
    assert "Mon 18:00" in mine
    assert "Lagos" in mine
    assert "English, German" in mine
    await lin.presses("Change")
    await lin.fills(most="2")
    assert "2; now 0" in words(await lin.types("/listen"))


async def test_words_go_both_ways_and_neither_learns_a_name(town: Town) -> None:
    await listens(town, "Lin")
    ada = town.person("Ada")
    await agreed(ada)
    await ada.types("/vent")
    form = words(await ada.presses("Talk with a listener"))
    assert "not a crisis service" in form
    assert "whoever runs this bot" in form
    said = words(await ada.fills(text="Nobody asks how I am."))
    assert "I am looking for a listener" in said
    assert "/help-now" in said
    lin = town.person("Lin")
    offer = words(lin.last_dm)
    assert "Are you there for somebody?" in offer
    assert "Nobody asks" not in offer, "words come after the yes"
    taken = words(await lin.presses("I listen", from_dm=True))
    assert "Nobody asks how I am." in taken
    assert "A listener is there" in words(ada.last_dm)
    await lin.presses("Write back")
    assert "It is on its way" in words(await lin.fills(text="That sounds lonely."))
    assert "The listener writes" in words(ada.last_dm)
    assert "That sounds lonely." in words(ada.last_dm)
    await ada.presses("Write back", from_dm=True)
    await ada.fills(text="It is.")
    assert "The person you listen to writes" in words(lin.last_dm)
    assert "How to listen" in labels(lin.last_dm)
    assert "How to listen" not in labels(ada.last_dm)
    whole = words(await lin.sends(call("talk.show", 1)))
    assert "Nobody asks" in whole
    assert "It is." in whole
    assert "Your listener" in labels(await ada.types("/vent"))
    assert "That sounds lonely." in words(await ada.presses("Your listener"))
    await ada.sends(call("talk.end", 1), {"text": "Thank you."})
    assert tells_of(ada, lin) == []
    assert tells_of(lin, ada) == []


async def test_nobody_listening_is_not_offered_and_nobody_free_is_said_at_once(town: Town) -> None:
    ada = town.person("Ada")
    await agreed(ada)
    assert "Talk with a listener" not in labels(await ada.types("/vent"))
    await town.opens_channel("vent")
    await listens(town, "Lin", week="Sun 3-4")
    assert "Talk with a listener" in labels(await ada.types("/vent"))
    await ada.presses("Talk with")
    said = await ada.fills(text="Hard day.")
    assert "Nobody is free right now" in words(said)
    assert labels(said) == [
        "Keep it in my journal",
        "The vent channel",
        "Try again",
        "Help lines",
        "Back to who hears it",
    ]
    assert "Nobody is free" in words(await ada.sends(call("talk.show", 1)))
    await ada.presses("Try again")
    assert "Nobody is free" in words(ada.seen or said)
    assert "Kept for you" in words(await ada.presses("Keep it"))
    assert "Hard day." in words(await ada.sends(call("journal.list")))
    assert "not so any more" in words(await ada.sends(call("talk.keep", 1)))
    assert "not so any more" in words(await ada.sends(call("talk.again", 1)))


async def test_trying_again_asks_everybody_anew(town: Town) -> None:
    lin = await listens(town, "Lin", week="Mon 13-14")
    ada = await writes(town, "Ada")
    await lin.presses("Not now", from_dm=True)
    assert "That is fine" in words(lin.seen or lin.last_dm)
    assert "Nobody is free" in words(ada.last_dm)
    await town.passes(minutes=5)
    await ada.presses("Try again", from_dm=True)
    assert "I am looking" in words(ada.seen or ada.last_dm)
    assert len(lin.dms) == 2


async def test_one_after_the_other_is_asked_and_then_the_author_is_told(town: Town) -> None:
    lin, mei = await listens(town, "Lin"), await listens(town, "Mei")
    ada = await writes(town, "Ada")
    assert (len(lin.dms), len(mei.dms)) == (1, 0)
    await town.passes(minutes=29)
    assert len(mei.dms) == 0
    await town.passes(minutes=2)
    assert len(mei.dms) == 1
    assert ada.dms == []
    await town.passes(minutes=31)
    assert "Nobody is free right now" in words(ada.last_dm)
    assert (len(lin.dms), len(mei.dms)) == (1, 1)
    assert "not needed any more" in words(await mei.presses("I listen", from_dm=True))


async def test_turns_are_fair(town: Town) -> None:
    lin, mei = await listens(town, "Lin"), await listens(town, "Mei")
    for name in ("Ada", "Bo"):
        await writes(town, name)
    assert (len(lin.dms), len(mei.dms)) == (1, 1)
    await lin.presses("Not now", from_dm=True)
    assert len(mei.dms) == 1, "whoever has to answer already is not asked again"
    assert "Nobody is free" in words(town.person("Ada").last_dm)
    await mei.presses("Not now", from_dm=True)
    assert (len(lin.dms), len(mei.dms)) == (2, 1)


async def test_hours_languages_mentors_blocks_and_oneself_are_minded(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await town.pair(ada, grace)
    before = len(grace.dms)
    for name in ("Grace", "Ada", "Eve", "Ivo"):
        await listens(town, name)
    await listens(town, "Late", week="Sun 3-4")
    await listens(town, "Dieter", languages="Deutsch")
    eve, ivo = town.person("Eve"), town.person("Ivo")
    await ada.sends(call("block.do", await town.id(eve)))
    await ivo.sends(call("block.do", await town.id(ada)))
    await ada.sends(call("student.edit"), {"languages": "English"})
    await agreed(ada)
    said = words(await ada.sends(call("talk.write"), {"text": "Hard day."}))
    assert "Nobody is free" in said
    assert len(grace.dms) == before
    noor = await listens(town, "Noor")
    await ada.sends(call("talk.again", 1))
    assert "Are you there" in words(noor.last_dm)


async def test_one_conversation_at_a_time_unless_they_say_more(town: Town) -> None:
    _, lin, _ = await met(town)
    bo = await writes(town, "Bo")
    assert "Nobody is free" in words(bo.seen or lin.last_dm)
    await lin.types("/listen")
    await lin.presses("Change")
    await lin.fills(most="2")
    await bo.presses("Try again")
    await lin.presses("I listen", from_dm=True)
    both = labels(await lin.types("/listen"))
    assert both[:2] == ["Conversation 1", "Conversation 2"]
    ada = town.person("Ada")
    assert "one at a time is enough" in words(await ada.sends(call("talk.write"), {"text": "More"}))


async def test_the_quota_is_that_of_vents(town: Town) -> None:
    lin = await listens(town, "Lin")
    ada = await writes(town, "Ada")
    for _ in range(2):
        await ada.presses("Call it off")
        assert "Called off" in words(ada.seen or lin.last_dm)
        await ada.sends(call("talk.write"), {"text": "Hard"})
    await ada.presses("Call it off")
    assert "all for now" in words(await ada.sends(call("talk.write"), {"text": "Hard"}))
    assert "not needed any more" in words(await lin.presses("I listen", from_dm=True))


async def test_worrying_words_bring_their_author_the_card_of_care_first(town: Town) -> None:
    lin = await listens(town, "Lin")
    ada = await writes(town, "Ada", "I want to die.")
    assert "You do not have to carry this alone" in words(ada.seen or lin.last_dm)
    assert lin.dms == []
    await ada.presses("Ask a moderator")
    await ada.presses("Look for a listener anyway")
    await lin.presses("I listen", from_dm=True)
    assert "I want to die." in words(lin.seen or lin.last_dm)
    shown = len(lin.dms)
    await ada.sends(call("talk.reply", 1), {"text": "I want to kill myself."})
    assert "You do not have to carry this alone" in words(ada.seen or lin.last_dm)
    assert len(lin.dms) == shown
    card = ada.seen
    assert "It is on its way" in words(await ada.presses("Send it anyway"))
    assert "kill myself" in words(lin.last_dm)
    ada.seen = card
    assert "You have chosen already" in words(await ada.presses("Send it anyway"))
    await lin.sends(call("talk.reply", 1), {"text": "I want to die too."})
    assert "carry it alone" in words(lin.seen or lin.last_dm)
    assert "I do not find" in words(await ada.sends(call("draft.line", "x", "y")))


async def test_the_switch_ends_what_begins_and_not_what_runs(town: Town) -> None:
    ada, lin, talk = await met(town)
    bo, mo = town.person("Bo"), town.person("Mo", moderator=True)
    mei = await listens(town, "Mei")
    await agreed(bo)
    await bo.sends(call("talk.write"), {"text": "Hard"})
    await mo.sends(call("setup.feature", "is_listeners", 0))
    assert "Talk with a listener" not in labels(await bo.types("/vent"))
    assert "switched this off" in words(await mei.presses("I listen", from_dm=True))
    assert "switched this off" in words(await town.person("Cy").sends(call("talk.write"), {"text": "x"}))
    assert "It is on its way" in words(await ada.sends(call("talk.reply", talk), {"text": "Still here"}))
    assert "Still here" in words(lin.last_dm)
    await town.passes(minutes=31)
    assert "Nobody is free" in words(bo.last_dm)


async def test_closed_messages_on_either_side_are_said(town: Town) -> None:
    ada, lin, talk = await met(town)
    town.mailbox.closed.add(lin.actor.account)
    await ada.sends(call("talk.reply", talk), {"text": "One"})
    said = words(await ada.sends(call("talk.reply", talk), {"text": "Two"}))
    assert "they find it in /listen" in said
    assert "Two" in words(await lin.sends(call("talk.show", talk)))
    town.mailbox.closed.add(ada.actor.account)
    await lin.sends(call("talk.reply", talk), {"text": "Hi"})
    assert "they find it in /vent" in words(await lin.sends(call("talk.reply", talk), {"text": "Hi"}))
    await ada.sends(call("talk.end", talk))
    mei = await listens(town, "Mei")
    await ada.sends(call("talk.write"), {"text": "Again"})
    assert "so press How it stands" in words(ada.seen or mei.last_dm)
    assert "Are you there" in words(mei.last_dm), "and not Lin, who cannot be reached"
    town.mailbox.closed.add("T1-vi")
    vi = town.person("Vi")
    await vi.types("/dms")
    await vi.sends(call("listen.join"), {"week": "daily 0-24", "languages": "English"})
    assert "/dms tries it again" in words(vi.seen or mei.last_dm)
