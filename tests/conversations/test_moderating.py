"""Moderators tend the topics, the settings and the mentors of their community."""

import pytest

from bot.calls import call
from bot.commands import topics
from bot.domain.settings import SETTINGS
from bot.views import Confirm, Form
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


@pytest.fixture
def mo(town: Town) -> Speaker:
    return town.person("Mo", moderator=True)


async def test_everybody_sees_the_topics_and_moderators_change_them(town: Town, mo: Speaker) -> None:
    ada = town.person("Ada")
    first = await ada.types("/topics")
    assert "Statistics" not in words(first) or "Older" in labels(first)
    assert "Add a topic" not in labels(first)
    assert "Newer" in labels(await ada.presses("Older"))
    await mo.types("/topics")
    await mo.presses("Add a topic")
    assert "Bee keeping is a topic here. It is found as apiculture" in words(
        await mo.fills(name="Bee keeping", synonyms="apiculture, bees")
    )
    await town.mentor("Grace", topics="bees")
    assert "Grace" in words(await ada.types("/find-mentor", topic="apiculture"))


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": "ML"}, "name", "another name for Machine learning"),
        ({"name": "New", "synonyms": "stats"}, "synonyms", "another name for Statistics"),
        ({"name": "!!"}, "name", "Type one topic"),
        ({"name": "a, b"}, "name", "Type one topic"),
        ({"name": "New", "synonyms": ",".join(f"s{n}" for n in range(30))}, "synonyms", "At most 20"),
    ],
)
async def test_a_topic_that_would_confuse_is_refused(
    town: Town, mo: Speaker, typed: dict[str, str], field: str, sentence: str
) -> None:
    form = await mo.sends(call("topic.add"), typed)
    assert isinstance(form, Form)
    assert {f.name: f.error for f in form.fields if f.error}.keys() == {field}
    assert sentence in words(form)


async def test_there_is_a_most_of_topics(town: Town, mo: Speaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "MOST_TOPICS", 3)
    assert "which is the most" in words(await mo.sends(call("topic.add"), {"name": "One more"}))


async def test_a_topic_is_removed_after_a_question(town: Town, mo: Speaker) -> None:
    grace = await town.mentor("Grace", topics="statistics, R")
    assert "no topic of this name" in words(await mo.sends(call("topic.remove"), {"name": "Nothing"}))
    assert isinstance(await mo.sends(call("topic.remove"), {"name": "statistics"}), Confirm)
    assert "no topic here any more" in words(await mo.presses("Remove"))
    assert "gone already" in words(await mo.sends(call("topic.removed", 9999)))
    shown = words(await grace.types("/mentor profile"))
    assert "Statistics" not in shown
    assert "R" in shown


async def test_a_setting_is_changed_and_holds_from_then_on(town: Town, mo: Speaker) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await mo.types("/config")
    form = await mo.presses("Change")
    assert isinstance(form, Form)
    assert form.fields[0].value == "48"
    assert f"{SETTINGS[0].label}. Usually 48." in words(form)
    assert "12. It holds for everything that begins from now on" in words(await mo.fills(value="12"))
    assert "12 (usually 48)" in words(await mo.presses("All settings"))
    await ada.sends(call("request.make", await town.id(grace)), {"note": "Please"})
    await town.passes(hours=23)
    assert len(grace.dms) == 2


async def test_all_settings_can_be_paged_through(town: Town, mo: Speaker) -> None:
    said = words(await mo.types("/config"))
    for _ in range((len(SETTINGS) - 1) // 5):
        said += words(await mo.presses("Older"))
    assert all(setting.label in said for setting in SETTINGS)
    assert "Newer" in labels(await mo.sends(call("config.show", 999)))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("request_nudge_hours", "0", "whole number from 1 to 336"),
        ("request_nudge_hours", "soon", "whole number"),
        ("request_nudge_hours", "300", "both before the request closes"),
        ("silence_second_days", "60", "one after the other"),
        ("no_such", "1", "no such setting"),
    ],
)
async def test_a_setting_out_of_bounds_or_order_is_refused(
    town: Town, mo: Speaker, name: str, value: str, sentence: str
) -> None:
    assert sentence in words(await mo.sends(call("config.set", name), {"value": value}))


async def test_where_it_is_asked_for_a_moderator_looks_at_new_mentors_first(town: Town, mo: Speaker) -> None:
    ada = town.person("Ada")
    assert "need no approval here" in words(await mo.types("/approve"))
    await mo.sends(call("config.set", "is_mentor_approval"), {"value": "1"})
    assert "every" in words(await mo.types("/approve")).lower()
    grace, noor = await town.mentor("Grace"), await town.mentor("Noor")
    assert "would like to mentor" in words(mo.last_dm)
    assert "A moderator looks at your profile first" in words(await grace.types("/mentor profile"))
    assert "Grace" not in words(await ada.types("/find-mentor", topic="statistics"))
    assert "to become one" in words(await grace.types("/mentor pause"))
    await mo.types("/approve")
    assert "Approved" in words(await mo.presses("Approve"))
    assert "You are a mentor here now" in words(grace.last_dm)
    assert "Grace" in words(await ada.types("/find-mentor", topic="statistics"))
    await mo.types("/approve")
    await mo.presses("Not now")
    await mo.fills(reason="Please say more about yourself.")
    assert "Please say more about yourself." in words(noor.last_dm)
    trail = words(await mo.types("/audit"))
    assert "A mentor was approved\nMo, Mon 2 Mar 2026, 12:00: waiting → approved" in trail
    assert "A mentor was told not now\nMo, Mon 2 Mar 2026, 12:00: waiting → not now" in trail
    assert not any(name in trail for name in ("Grace", "Noor"))
    assert "approved already" in words(await mo.sends(call("mentor.approve", await town.id(grace))))
    assert "do not find this profile" in words(await mo.sends(call("mentor.approve", 999)))


async def test_many_waiting_mentors_are_counted(town: Town, mo: Speaker) -> None:
    await town.opens_channel("moderators")
    await mo.sends(call("config.set", "is_mentor_approval"), {"value": "1"})
    for number in range(7):
        await town.mentor(f"M{number}")
    assert "2 more after these" in words(await mo.types("/approve"))
    assert len(town.channel("moderators")) == 7
