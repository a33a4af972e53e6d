"""Words that sound like danger reach their author first: nothing is blocked, told, or kept for long."""

from bot.calls import call
from tests.conversations.town import Town
from tests.conversations.venting import agreed, opened, posts
from tests.conversations.words import labels, words

HEAVY = "I want to die."
CHOICES = ["Ask a moderator to write to me", "Keep it in my journal", "Post it anyway"]


async def test_the_author_chooses_and_the_words_survive_the_detour(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    shown = await ada.sends(call("vent.write"), {"text": HEAVY})
    assert "findahelpline.com" in words(shown)
    assert [label for label in labels(shown) if label in CHOICES] == CHOICES
    await town.passes(minutes=30)
    assert posts(town) == []
    assert "It waits to be posted" in words(await ada.presses("Post it anyway"))
    await town.passes(minutes=16)
    assert HEAVY in posts(town)[0]
    ada.seen = shown
    assert "no longer" in words(await ada.presses("Post it anyway"))
    assert town.mailbox.dms == {}


async def test_they_can_be_kept_or_told_instead(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    grace = await town.mentor("Grace")
    await town.pair(ada, grace)
    await ada.sends(call("vent.write"), {"text": HEAVY})
    assert "Kept for you" in words(await ada.presses("Keep it"))
    assert HEAVY in words(await ada.sends(call("journal.list")))
    await ada.sends(call("vent.write"), {"text": HEAVY})
    assert "It is on its way" in words(await ada.presses("Tell my mentor"))
    assert HEAVY in words(grace.last_dm)
    assert posts(town) == []


async def test_moderators_hear_once_an_hour_however_often_it_is_pressed(town: Town) -> None:
    mo = town.person("Mo", moderator=True)
    await mo.types("/home")
    [ada] = await opened(town, "Ada")
    shown = await ada.sends(call("vent.write"), {"text": HEAVY})
    for _ in range(5):
        ada.seen = shown
        assert "The moderators know" in words(await ada.presses("Ask a moderator"))
        await town.passes(minutes=1)
    assert len(mo.dms) == 1


async def test_a_moderator_hears_who_asks_and_never_the_words(town: Town) -> None:
    mo = town.person("Mo", moderator=True)
    await mo.types("/home")
    [ada] = await opened(town, "Ada")
    await ada.sends(call("vent.write"), {"text": HEAVY})
    await ada.presses("Ask a moderator")
    assert "Ada asks a moderator to write to them" in words(mo.last_dm)
    assert HEAVY not in words(mo.last_dm)
    assert labels(ada.seen)[:2] == CHOICES[1:] if ada.seen else False
    await ada.presses("Post it anyway")


async def test_a_draft_is_for_who_has_its_buttons_and_for_two_hours_at_most(town: Town) -> None:
    ada, eve = await opened(town, "Ada", "Eve")
    await ada.sends(call("vent.write"), {"text": HEAVY})
    kept = ada.seen
    for name in ("draft.post", "draft.keep", "draft.tell", "draft.ask"):
        assert "no longer" in words(await eve.sends(call(name, "A" * 22)))
    await town.passes(hours=2)
    ada.seen = kept
    assert "no longer" in words(await ada.presses("Post it anyway"))


async def test_a_page_or_a_word_to_a_mentor_goes_its_way_and_care_comes_beside(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await agreed(ada)
    await town.pair(ada, grace)
    for name, args, done in (("journal.write", (), "Kept for you"), ("vent.tell", (0,), "It is on its way")):
        said = words(await ada.sends(call(name, *args), {"text": HEAVY}))
        assert done in said
        assert "findahelpline.com" in said
    assert HEAVY in words(grace.last_dm)
