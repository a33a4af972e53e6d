"""Ids in buttons are no secret: whoever presses them must be one of the two, in this community."""

import pytest

from bot.calls import Call, call
from bot.registry import registry
from tests.conversations.town import Town
from tests.conversations.words import words

TYPED = {
    "weeks": "4",
    "rhythm": "weekly",
    "meets": "my place",
    "writes": "my mail",
    "rating": "1",
    "thanks": "hello you",
    "concern": "lies",
}
ASKS = sorted(
    one.name for one in registry if one.name.startswith("mentorship.") and one.ids and one.who.name != "the bot"
)


@pytest.mark.parametrize("name", [name for name in ASKS if name not in ("mentorship.list", "mentorship.thanks")])
async def test_a_third_person_can_do_nothing_with_a_pairs_id(town: Town, name: str) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    eve, mo = await town.mentor("Eve"), town.person("Mo", moderator=True)
    pair = await town.pair(ada, grace)
    before = words(await ada.sends(call("mentorship.show", pair)))
    told = len(ada.dms), len(grace.dms)
    typed = {field.name: TYPED[field.name] for field in registry.find(name).typed if field.name in TYPED}
    for stranger in (eve, mo):
        assert "do not find this mentorship" in words(await stranger.sends(call(name, pair), typed))
        assert "do not find this mentorship" in words(await stranger.sends(call(name, 10**17), typed))
        form = await town.app.form(stranger.actor, call("mentorship.agree", pair), now=town.now)
        assert "do not find this mentorship" in words(form)
    assert words(await ada.sends(call("mentorship.show", pair))) == before
    assert (len(ada.dms), len(grace.dms)) == told


@pytest.mark.parametrize("name", ["mentorship.show", "mentorship.ended", "mentorship.talked", "mentorship.undo"])
async def test_a_mentor_of_another_community_is_a_stranger(town: Town, name: str) -> None:
    other = await Town.founded(town.storage, "Night School", "T2")
    pair = await town.pair(town.person("Ada"), await town.mentor("Grace"))
    await other.pair(other.person("Bo"), await other.mentor("Grace"))
    for stranger in (other.person("Grace"), other.person("Ada"), other.person("Bo")):
        said = words(await stranger.sends(call(name, pair)))
        assert "do not find this mentorship" in said


async def test_an_old_button_does_nothing_twice(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    pair = await town.pair(ada, grace)
    await ada.sends(call("mentorship.finished", pair))
    told = len(grace.dms)
    for name in ("finished", "ended", "finish", "end", "talked", "keep", "pause", "resume"):
        assert "has ended" in words(await grace.sends(call(f"mentorship.{name}", pair))), name
    assert "has ended" in words(await grace.sends(call("mentorship.agree", pair), TYPED))
    assert len(grace.dms) == told
    assert "Free places: 2 of 2" in words(await grace.types("/mentor profile"))


@pytest.mark.parametrize("raw", ["", "x", "-1", "9" * 30, "1:2"])
async def test_a_forged_id_is_answered_calmly(town: Town, raw: str) -> None:
    eve = town.person("Eve")
    for name in ("show", "agree", "pause"):
        forged = Call(f"mentorship.{name}", tuple(raw.split(":")) if raw else ())
        assert "on my side" not in words(await eve.sends(forged))
        assert "on my side" not in words(await town.app.form(eve.actor, forged, now=town.now))
