"""Two sessions in a row that did not take place: kindness first, then a line for the moderators, and nothing more."""

from datetime import timedelta

from bot.calls import call
from tests.conversations.afterwards import Two, over, told
from tests.conversations.town import Town
from tests.conversations.words import words

NEXT = timedelta(days=1)


async def missed(two: Two) -> None:
    """Both say that the mentee was not there."""
    await two.says(two.ada, "me")
    await two.says(two.grace, "they")


async def test_two_in_a_row_bring_a_kind_word_and_a_line_for_moderators(town: Town) -> None:
    two = await over(town)
    mo = town.person("Mo", moderator=True)
    await missed(two)
    assert "No pair needs you" in words(await mo.types("/at-risk"))
    await two.again(NEXT)
    await town.passes(days=1, hours=1)
    await missed(two)
    await town.passes(hours=20)
    for one in (two.ada, two.grace):
        [kind] = told(one.dms, "Shall we make it easier?")
        assert "nobody is to blame" in kind
    assert "Times that suit you both" in words(await two.ada.presses("Half an hour", from_dm=True))
    said = words(await mo.types("/at-risk"))
    assert "Ada and Grace" in said
    assert "My exam" not in said
    assert "1 pair that missed two sessions" in words(await mo.types("/home"))
    assert "for moderators" in words(await two.ada.types("/at-risk"))
    await two.again(NEXT)
    await town.passes(days=1, hours=1)
    await missed(two)
    await town.passes(days=1)
    assert len(told(two.ada.dms, "Shall we make it easier?")) == 1, "a third one brings no other word"
    await two.again(NEXT)
    await town.passes(days=1, hours=1)
    for one in (two.ada, two.grace):
        await two.says(one, "held")
    assert "No pair needs you" in words(await mo.types("/at-risk"))


async def test_a_pair_of_long_names_is_listed_as_well(town: Town) -> None:
    ada, grace = town.person("A" * 80), await town.mentor("G" * 80)
    two = Two(town, ada, grace, await town.pair(ada, grace), 0)
    for _ in range(2):
        await two.again(NEXT)
        await town.passes(days=1, hours=2)
        await missed(two)
    await town.passes(days=1)
    assert f"{'A' * 39}… and {'G' * 39}…" in words(await town.person("Mo", moderator=True).types("/at-risk"))


async def test_an_undisputed_word_counts_after_a_week_and_a_dispute_never(town: Town) -> None:
    two = await over(town)
    await missed(two)
    await two.again(NEXT)
    await town.passes(days=1, hours=1)
    await two.says(two.ada, "they")
    await two.says(two.grace, "held")
    await town.passes(days=8)
    assert told(two.ada.dms, "Shall we make it easier?") == []
    await two.again(NEXT)
    await town.passes(days=1, hours=1)
    await two.says(two.grace, "me")
    await town.passes(days=6)
    assert told(two.ada.dms, "Shall we make it easier?") == []
    await town.passes(days=2)
    assert len(told(two.ada.dms, "Shall we make it easier?")) == 1


async def test_the_kind_word_is_not_for_a_pair_that_has_ended(town: Town) -> None:
    two = await over(town)
    await missed(two)
    await two.again(NEXT)
    await town.passes(days=1, hours=1)
    await two.says(two.ada, "me")
    await two.ada.sends(call("mentorship.ended", two.pair))
    await two.says(two.grace, "they")
    await town.passes(days=2)
    assert told(two.ada.dms, "Shall we make it easier?") == []
    assert "No pair needs you" in words(await town.person("Mo", moderator=True).types("/at-risk"))
