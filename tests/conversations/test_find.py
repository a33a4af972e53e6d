"""The list of mentors says why, turns its pages, and shows nobody it should not."""

from bot.calls import call
from bot.views import Card, Form, Listing
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def searches(ada: Speaker, topic: str = "statistics", language: str = "") -> str:
    return words(await ada.types("/find-mentor", topic=topic, language=language))


def shown(view: object) -> list[str]:
    assert isinstance(view, Listing)
    return [words(Card("-", item.title)).split("\n")[1] for item in view.items]


async def test_the_list_gives_a_reason_for_every_part_of_the_score(town: Town) -> None:
    ada = town.person("Ada", zone="Asia/Kolkata")
    await ada.sends(call("student.edit"), {"topics": "statistics, R", "languages": "English", "week": "Mon-Fri 20-22"})
    await town.mentor("Grace", topics="R, statistics", week="Mon-Fri 15-17", zone="Europe/London")
    said = words(await ada.types("/find-mentor"))
    assert "Helps with R, Statistics (all 2)" in said
    assert "You share 7.5 hours a week" in said
    assert "Speaks English" in said
    assert "2 of 2 places free" in said
    assert "New here" in said
    assert "I like to explain things twice." in said


async def test_how_soon_a_mentor_answers_is_learnt_from_what_they_did(town: Town) -> None:
    grace = await town.mentor("Grace", capacity=5)
    for name in ("Bo", "Cy", "Di"):
        await town.person(name).sends(call("request.make", await town.id(grace)), {"note": "Please"})
    await town.passes(hours=2)
    for request in (1, 2, 3):
        await grace.sends(call("request.decline", request), {"reason": "busy"})
    assert "Usually answers within a day" in await searches(town.person("Ada"))


async def test_somebody_who_said_nothing_is_asked_what_they_need(town: Town) -> None:
    form = await town.person("Ada").types("/find-mentor")
    assert isinstance(form, Form)
    assert "What do you need help with?" in words(form)


async def test_a_topic_nobody_knows_comes_back_with_what_is_near(town: Town) -> None:
    form = await town.person("Ada").types("/find-mentor", topic="statistical quantum healing")
    assert isinstance(form, Form)
    assert form.fields[0].value == "statistical quantum healing"
    assert form.fields[0].error


async def test_a_typing_error_and_a_synonym_find_the_topic(town: Town) -> None:
    await town.mentor("Grace", topics="machine learning")
    ada = town.person("Ada")
    assert "Grace" in await searches(ada, "ML")
    assert "Grace" in await searches(ada, "machine lerning")


async def test_only_mentors_of_the_language_asked_for_are_shown(town: Town) -> None:
    await town.mentor("Grace", languages="English")
    await town.mentor("Heidi", languages="German, English")
    said = await searches(town.person("Ada"), language="Deutsch")
    assert "Heidi" in said
    assert "Grace" not in said
    assert "in German" in said


async def test_nobody_found_is_said_kindly_with_a_next_step(town: Town) -> None:
    await town.mentor("Grace", languages="English")
    view = await town.person("Ada").types("/find-mentor", topic="statistics", language="Zulu")
    assert "Nobody with a free place fits Statistics in Zulu" in words(view)
    assert labels(view) == ["Ask a quick question", "Search again", "Show dismissed"]


async def test_pages_turn_and_show_everybody_once(town: Town) -> None:
    everybody = {f"Mentor{number}" for number in range(12)}
    for name in sorted(everybody):
        await town.mentor(name)
    ada = town.person("Ada")
    first = await ada.types("/find-mentor", topic="statistics")
    seen = shown(first)
    assert "1–5" in words(first)
    assert labels(first)[-1] == "Older"
    second = await ada.presses("Older")
    third = await ada.presses("Older")
    assert labels(third)[-1] == "Newer"
    seen += shown(second) + shown(third)
    assert sorted(seen) == sorted(everybody)
    assert shown(await ada.presses("Newer")) == shown(second)


async def test_a_dismissed_mentor_is_gone_until_asked_for_and_never_told(town: Town) -> None:
    grace, ada = await town.mentor("Grace"), town.person("Ada")
    await ada.types("/find-mentor", topic="statistics")
    assert "No mentor yet" in words(await ada.presses("Dismiss"))
    assert not grace.dms
    await ada.presses("Show dismissed")
    assert "Grace" in await searches(ada)


async def test_nobody_finds_themselves_or_whom_they_know_already(town: Town) -> None:
    grace, noor, ada = await town.mentor("Grace"), await town.mentor("Noor"), town.person("Ada")
    assert "Grace" not in await searches(grace)
    await town.pair(ada, grace)
    await ada.sends(call("request.make", await town.id(noor)), {"note": "You too?"})
    assert "No mentor yet" in await searches(ada)
    assert "Grace" in await searches(town.person("Bo"))


async def test_a_full_or_unfinished_mentor_is_not_shown(town: Town) -> None:
    grace = await town.mentor("Grace", capacity=1)
    await town.person("Half").sends(call("mentor.about"), {"topics": "statistics", "languages": "English"})
    await town.pair(town.person("Bo"), grace)
    assert "No mentor yet" in await searches(town.person("Ada"))


async def test_a_profile_shows_the_shared_week_as_a_picture_with_words(town: Town) -> None:
    ada = town.person("Ada", zone="Asia/Kolkata")
    await ada.sends(call("student.edit"), {"topics": "statistics", "languages": "English", "week": "Mon 20-23"})
    await town.mentor("Grace", week="Mon 15-17", zone="Europe/London")
    await ada.types("/find-mentor")
    view = await ada.presses("Profile")
    assert isinstance(view, Card)
    assert view.picture is not None
    assert view.picture.png.startswith(b"\x89PNG")
    assert view.picture.alt.startswith("In your clock, both of you have time: Mon 20:30–22:30.")
    assert "Mon 15:00–17:00 (London time)" in words(view)
    assert "Request" in labels(view)


async def test_a_profile_without_my_hours_has_no_picture(town: Town) -> None:
    await town.mentor("Grace")
    ada = town.person("Ada")
    await ada.types("/find-mentor", topic="statistics")
    view = await ada.presses("Profile")
    assert isinstance(view, Card)
    assert view.picture is None
    assert "do not find this mentor" in words(await ada.sends(call("mentor.show", 999)))


async def test_forged_pages_are_harmless(town: Town) -> None:
    await town.mentor("Grace")
    ada = town.person("Ada")
    for args in (("x-y", "", 0), ("", "", 0), ("1-2-3", "qq", 5), ("9" * 15, "", 999999)):
        assert isinstance(await ada.sends(call("mentor.page", *args)), Card | Listing), args
