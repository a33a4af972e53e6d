"""Profiles are written once, in people's own words and their own time."""

from bot.calls import call
from bot.views import Form
from tests.conversations.town import Town
from tests.conversations.words import labels, words


async def test_a_mentor_signs_up_in_two_short_forms(town: Town) -> None:
    grace = town.person("Grace", zone="")
    assert "topics and languages and hours are missing" in words(await grace.types("/mentor profile"))
    await grace.presses("Who you are")
    said = words(await grace.fills(topics="stats, R", languages="english, Deutsch", bio="Patient."))
    assert "your hours are missing" in said
    await grace.presses("Your time")
    assert "Free places: 3 of 3" in words(await grace.fills(week="Mon-Fri 18-21", zone="Lagos", capacity="3"))
    shown = words(await grace.types("/mentor profile"))
    assert "Mon–Fri 18:00–21:00 (Lagos time)" in shown
    assert "English, German" in shown


async def test_a_profile_is_changed_from_what_stands_in_it(town: Town) -> None:
    grace = await town.mentor("Grace", week="Mon 18-20", zone="Europe/London")
    await grace.types("/mentor profile")
    form = await grace.presses("Your time")
    assert isinstance(form, Form)
    assert {f.name: f.value for f in form.fields} == {
        "week": "Mon 18:00–20:00",
        "zone": "Europe/London",
        "capacity": "2",
        "notice": "24",
        "meeting": "",
    }
    await grace.fills(week="Tue 18-20")
    assert "Tue 18:00–20:00" in words(await grace.types("/mentor profile"))
    await grace.presses("Who you are")
    await grace.fills(bio="Kinder now.")
    assert "Kinder now." in words(await grace.types("/mentor profile"))


async def test_what_cannot_be_read_comes_back_beside_its_field(town: Town) -> None:
    grace = town.person("Grace")
    for typed, field in (
        ({"topics": "quantum knitting", "languages": "English"}, "topics"),
        ({"topics": ",", "languages": "English"}, "topics"),
        ({"topics": "statistics", "languages": "Klingonese"}, "languages"),
    ):
        form = await grace.sends(call("mentor.about"), typed)
        assert isinstance(form, Form)
        assert [f.name for f in form.fields if f.error] == [field]
    for typed, field in (
        ({"week": "whenever"}, "week"),
        ({"week": "Mon 18-20", "zone": "IST"}, "zone"),
        ({"week": "Mon 18-20", "capacity": "0"}, "capacity"),
    ):
        form = await grace.sends(call("mentor.time"), typed)
        assert isinstance(form, Form)
        assert [f.name for f in form.fields if f.error] == [field]


async def test_a_student_says_what_they_are_after(town: Town) -> None:
    ada = town.person("Ada", zone="")
    assert "not said yet" in words(await ada.types("/me"))
    await ada.presses("Change")
    await ada.fills(goals="Pass", topics="statistics", languages="English", week="evenings", zone="Kolkata")
    shown = words(await ada.types("/me"))
    assert "Kolkata time" in shown
    assert "Pass" in shown
    form = await ada.presses("Change")
    assert isinstance(form, Form)
    assert {f.name: f.value for f in form.fields}["zone"] == "Asia/Kolkata"


async def test_a_mentor_pauses_until_a_day_and_is_back_by_themselves(town: Town) -> None:
    grace, ada = await town.mentor("Grace", zone="Asia/Tokyo"), town.person("Ada")
    await grace.types("/mentor pause", until="2026-03-10")
    assert "paused until Tue 10 Mar" in words(await grace.types("/mentor profile"), "Asia/Tokyo")
    assert "Grace" not in words(await ada.types("/find-mentor", topic="statistics"))
    await town.passes(days=8)
    assert "Your pause is over" in words(grace.last_dm)
    assert "Grace" in words(await ada.types("/find-mentor", topic="statistics"))


async def test_a_pause_changed_in_between_is_not_announced_twice(town: Town) -> None:
    grace = await town.mentor("Grace")
    await grace.types("/mentor pause", until="2026-03-10")
    await grace.types("/mentor resume")
    await town.passes(days=10)
    assert not grace.dms
    await grace.types("/mentor pause")
    assert "Take requests again" in labels(await grace.types("/mentor profile"))
    assert "nobody new is sent to you" in words(await grace.types("/mentor profile"))


async def test_a_pause_that_ends_in_the_past_is_refused_and_kept(town: Town) -> None:
    grace = await town.mentor("Grace")
    for day, said in (("2026-03-01", "later one"), ("0001-01-01", "later one"), ("9999-12-31", "two years ahead")):
        form = await grace.sends(call("mentor.pause"), {"until": day})
        assert isinstance(form, Form)
        assert said in words(form)


async def test_a_full_mentor_is_told_why_students_do_not_see_them(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace", capacity=1)
    await town.pair(ada, grace)
    assert "Your places are taken" in words(await grace.types("/mentor profile"))


async def test_another_communitys_people_and_mentors_do_not_exist_here(town: Town) -> None:
    other = await Town.founded(town.storage, "Night School", "T2")
    grace = await other.mentor("Grace")
    ada = town.person("Ada")
    assert "Grace" not in words(await ada.types("/find-mentor", topic="statistics"))
    said = await ada.sends(call("request.make", await other.id(grace)), {"note": "Hello"})
    assert "do not find this mentor" in words(said)
