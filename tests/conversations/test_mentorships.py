"""A pair begins, agrees how to work together, and looks at where it stands."""

from bot.calls import call
from bot.commands import mentorships
from bot.views import Card, Form, Listing
from tests.conversations.inside import acting, renders
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def paired(town: Town, **mentor: str) -> tuple[Speaker, Speaker, int]:
    ada, grace = town.person("Ada", zone="Asia/Kolkata"), await town.mentor("Grace", **mentor)
    return ada, grace, await town.pair(ada, grace)


AGREED = {"weeks": "8", "rhythm": "fortnightly", "meets": "Zoom", "writes": "Direct messages here"}


async def test_a_new_pair_gets_first_steps_with_the_words_it_began_with(town: Town) -> None:
    ada = town.person("Ada")
    await ada.sends(call("student.edit"), {"goals": "Pass the exam", "topics": "statistics, Python"})
    grace = await town.mentor("Grace")
    await town.pair(ada, grace)
    for speaker, other, role in ((ada, "Grace", "your mentor"), (grace, "Ada", "your mentee")):
        said = words(speaker.last_dm)
        assert f"{other} is {role} now" in said
        assert "Please help me with statistics." in said
        assert "Pass the exam" in said
        assert "one place to meet and one to write" in said
        assert "What have you tried?" in said
        assert "ython" not in said.partition("You share")[2]


async def test_what_the_pair_agrees_is_told_to_the_other_and_can_be_changed(town: Town) -> None:
    ada, grace, pair = await paired(town)
    form = await ada.presses("Write down", from_dm=True)
    assert isinstance(form, Form)
    assert {f.name: f.value for f in form.fields}["rhythm"] == "weekly"
    assert "reads it too" in words(await ada.fills(**AGREED))
    said = words(grace.last_dm)
    assert "8 weeks, until Mon 27 Apr 2026, every two weeks." in said
    assert "You meet here: Zoom. You write here: Direct messages here." in said
    form = await grace.presses("Change it", from_dm=True)
    assert isinstance(form, Form)
    assert {f.name: f.value for f in form.fields} == AGREED
    told = len(ada.dms)
    await grace.fills(meets="Jitsi")
    assert len(ada.dms) == told + 1
    assert "You meet here: Jitsi" in words(ada.last_dm)
    assert "Change what you agreed" in labels(await ada.sends(call("mentorship.show", pair)))


async def test_saving_the_same_again_tells_nobody(town: Town) -> None:
    ada, grace, pair = await paired(town)
    await ada.sends(call("mentorship.agree", pair), AGREED)
    told = len(grace.dms)
    assert "Nothing changed" in words(await ada.sends(call("mentorship.agree", pair), AGREED))
    assert len(grace.dms) == told


async def test_the_form_suggests_where_the_mentor_likes_to_meet(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await grace.sends(call("mentor.time"), {"week": "Mon 18-21", "meeting": "https://meet.example/grace"})
    await town.pair(ada, grace)
    form = await ada.presses("Write down", from_dm=True)
    assert isinstance(form, Form)
    assert {f.name: f.value for f in form.fields}["meets"] == "https://meet.example/grace"


async def test_what_does_not_fit_comes_back_in_the_filled_form(town: Town) -> None:
    ada, _, pair = await paired(town)
    for wrong in ({"weeks": "0"}, {"weeks": "many"}, {"rhythm": "hourly"}):
        form = await ada.sends(call("mentorship.agree", pair), {**AGREED, **wrong})
        assert isinstance(form, Form)
        assert [f.name for f in form.fields if f.error] == list(wrong)


async def test_the_card_shows_who_since_when_and_what_comes_next(town: Town) -> None:
    ada, grace, _ = await paired(town)
    await ada.types("/mentorships")
    card = await ada.presses("Open")
    assert isinstance(card, Card)
    said = words(card)
    assert "Grace has mentored you since Mon 2 Mar 2026. It is running." in said
    assert "Nothing yet. How long, how often, and where?" in said
    assert "If it stays quiet, I ask after you two on Mon 9 Mar 2026" in said
    assert labels(card) == [
        "We talked",
        "Write down what you agreed",
        "Pause",
        "Finish",
        "End early",
        "Find me another mentor",
        "Report or block",
    ]
    await grace.types("/mentorships")
    mentors = await grace.presses("Open")
    assert "Ada has been your mentee" in words(mentors)
    assert "Find me another mentor" not in labels(mentors)


async def test_somebody_without_one_is_shown_the_way_to_a_mentor(town: Town) -> None:
    view = await town.person("Ada").types("/mentorships")
    assert "No mentorships yet" in words(view)
    assert labels(view) == ["Find a mentor"]


async def test_many_mentorships_come_five_at_a_time(town: Town) -> None:
    grace = await town.mentor("Grace", capacity=7)
    for number in range(7):
        await town.pair(town.person(f"Ada{number}"), grace)
    first = await grace.types("/mentorships")
    assert isinstance(first, Listing)
    assert first.page == "1–5 of 7"
    second = await grace.presses("Older")
    assert isinstance(second, Listing)
    assert second.page == "6–7 of 7"
    assert "Ada0" in words(second)
    assert "Newer" in labels(second)
    beyond = await grace.sends(call("mentorship.list", 99))
    assert isinstance(beyond, Listing)
    assert beyond.page == "6–7 of 7"


async def test_looking_for_another_mentor_ends_nothing_and_tells_nobody(town: Town) -> None:
    ada, grace, pair = await paired(town)
    told = len(grace.dms)
    await ada.sends(call("mentorship.show", pair))
    card = await ada.presses("Find me another mentor")
    assert "nobody is to blame" in words(card)
    assert labels(card) == ["Who else fits", "End this one", "Keep it"]
    assert "It is running" in words(await ada.presses("Keep it"))
    assert len(grace.dms) == told
    await ada.sends(call("mentorship.ended", pair))
    assert labels(await ada.sends(call("mentorship.rematch", pair))) == ["Who else fits"]


async def test_a_pair_that_ended_before_its_first_message_is_read_is_not_welcomed(town: Town) -> None:
    ada, grace, pair = await paired(town)
    await ada.sends(call("mentorship.ended", pair))
    assert await renders(town, "mentorship.began", pair, reader=ada) is None
    assert await renders(town, "mentorship.agreed", pair, reader=grace) is None


async def test_two_who_are_a_pair_are_not_paired_again(town: Town) -> None:
    ada, grace, _ = await paired(town)
    ids = await town.id(ada), await town.id(grace)
    told = len(ada.dms)
    async with acting(town) as ctx:
        assert await mentorships.start(ctx, *ids) is None
        assert await mentorships.start(ctx, *reversed(ids)) is None
    await town.passes(hours=1)
    assert len(ada.dms) == told
