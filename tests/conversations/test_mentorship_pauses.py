"""A mentorship rests without being asked anything, and comes back by a tap or on its day."""

from datetime import UTC, datetime, timedelta

from bot.calls import call
from bot.views import Form, attachment_of
from tests.conversations.afterwards import TOMORROW, agree, begun
from tests.conversations.inside import acting, asks_nobody
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def paired(town: Town, ada_zone: str = "Asia/Kolkata") -> tuple[Speaker, Speaker, int]:
    ada, grace = town.person("Ada", zone=ada_zone), await town.mentor("Grace")
    return ada, grace, await town.pair(ada, grace)


async def test_while_it_rests_nobody_is_asked_anything(town: Town) -> None:
    ada, grace, pair = await paired(town)
    await ada.sends(call("mentorship.show", pair))
    await ada.presses("Pause")
    assert "Grace is told. Come back any time." in words(await ada.fills())
    assert "There is nothing to do for you" in words(grace.last_dm)
    told = len(ada.dms), len(grace.dms)
    await town.passes(days=100)
    assert (len(ada.dms), len(grace.dms)) == told
    assert "It rests." in words(await ada.types("/mentorships"))
    assert "Free places: 1 of 2" in words(await grace.types("/mentor profile"))


async def test_either_takes_it_up_again_by_one_tap(town: Town) -> None:
    ada, grace, pair = await paired(town)
    await asks_nobody(town)
    await ada.sends(call("mentorship.pause", pair))
    assert "Welcome back" in words(await grace.presses("Take it up again", from_dm=True))
    assert "It goes on" in words(ada.last_dm)
    assert "running" in words(await grace.sends(call("mentorship.resume", pair)))
    told = len(ada.dms)
    await town.passes(days=8)
    assert len(ada.dms) == told + 1


async def test_it_comes_back_by_itself_on_its_day_with_a_word_to_both(town: Town) -> None:
    await asks_nobody(town)
    ada, grace, pair = await paired(town)
    said = words(await ada.sends(call("mentorship.pause", pair), {"until": "2026-03-20"}), "Asia/Kolkata")
    assert "by itself on Fri 20 Mar 2026" in said
    assert "It rests until Fri 20 Mar 2026" in words(await ada.types("/mentorships"), "Asia/Kolkata")
    told = len(ada.dms), len(grace.dms)
    await town.passes(days=17)
    assert (len(ada.dms), len(grace.dms)) == told
    await town.passes(days=1)
    assert (len(ada.dms), len(grace.dms)) == (told[0] + 1, told[1] + 1)
    assert "It goes on" in words(ada.last_dm)
    await town.passes(days=5)
    assert (len(ada.dms), len(grace.dms)) == (told[0] + 1, told[1] + 1)
    await town.passes(days=2)
    assert "How is it going" in words(ada.last_dm)


async def test_a_day_begins_when_the_one_who_chose_it_says_also_when_clocks_change(town: Town) -> None:
    """In Beirut the clocks go forward at midnight of 29 March 2026, so that day begins at 01:00."""
    ada, _, pair = await paired(town, "Asia/Beirut")
    await ada.sends(call("mentorship.pause", pair), {"until": "2026-03-29"})
    async with town.storage.reading() as tx:
        resting = await tx.store(town.community.id).mentorships.get(pair)
    assert resting is not None
    assert resting.paused_until == datetime(2026, 3, 28, 22, tzinfo=UTC)
    town.now = resting.paused_until - timedelta(seconds=1)
    await town.clockwork.tick(town.now)
    assert "It rests" in words(await ada.sends(call("mentorship.show", pair)))
    await town.passes(seconds=1)
    assert "It is running" in words(await ada.sends(call("mentorship.show", pair)))
    told = len(ada.dms)
    await town.passes(hours=12)
    assert len(ada.dms) == told + 1


async def test_taken_up_early_it_does_not_come_back_a_second_time(town: Town) -> None:
    ada, grace, pair = await paired(town)
    await asks_nobody(town)
    await ada.sends(call("mentorship.pause", pair), {"until": "2026-03-05"})
    await ada.sends(call("mentorship.resume", pair))
    told = len(ada.dms), len(grace.dms)
    await town.passes(days=6)
    assert (len(ada.dms), len(grace.dms)) == told


async def test_a_day_that_cannot_be_is_refused_with_the_form_kept(town: Town) -> None:
    ada, _, pair = await paired(town)
    for day, said in (
        ("2026-03-02", "begun already"),
        ("0001-01-01", "begun already"),
        ("9999-12-31", "more than a year"),
        ("soon", "Type a date like"),
    ):
        form = await ada.sends(call("mentorship.pause", pair), {"until": day})
        assert isinstance(form, Form)
        assert said in words(form)
        assert form.fields[0].value == day


async def test_what_rests_is_not_talked_paused_or_asked_about_but_may_end(town: Town) -> None:
    ada, grace, pair = await paired(town)
    await ada.sends(call("mentorship.pause", pair))
    for verb in ("talked", "keep", "pause"):
        assert "This mentorship rests" in words(await grace.sends(call(f"mentorship.{verb}", pair)))
    card = await grace.sends(call("mentorship.show", pair))
    assert labels(card)[0] == "Take it up again"
    await grace.presses("Finish")
    assert "Well done" in words(await grace.presses("Yes, we are done"))
    assert "Free places: 2 of 2" in words(await grace.types("/mentor profile"))


async def test_what_was_agreed_until_then_is_called_off_and_the_other_one_reads_it_with_the_pause(town: Town) -> None:
    two = await begun(town)
    later = await agree(town, two.ada, two.grace, two.pair, TOMORROW + timedelta(days=30))
    await two.ada.sends(call("mentorship.show", two.pair))
    assert "sessions until then are called off" in words(await two.ada.presses("Pause"))
    said = await two.ada.sends(call("mentorship.pause", two.pair), {"until": "2026-03-20"})
    for view in (said, two.grace.last_dm):
        assert "1 session is called off" in words(view)
        file = attachment_of(view)
        assert file is not None
        assert file.name == "remove-from-calendar.ics"
        assert file.data.count(b"BEGIN:VEVENT") == 1
    told = len(two.ada.dms), len(two.grace.dms)
    await town.passes(days=2)
    assert (len(two.ada.dms), len(two.grace.dms)) == told
    async with acting(town) as ctx:
        assert [one.id for one in await ctx.store.sessions.of_pair(two.pair, town.now)] == [later]


async def test_a_pause_without_a_day_calls_off_all_and_takes_back_what_was_suggested(town: Town) -> None:
    two = await begun(town)
    await agree(town, two.ada, two.grace, two.pair, TOMORROW + timedelta(days=30))
    await two.ada.sends(call("session.suggest", two.pair, int((TOMORROW + timedelta(days=3)).timestamp()), 60), {})
    assert "2 sessions are called off. 1 suggested time is taken back." in words(
        await two.grace.sends(call("mentorship.pause", two.pair))
    )
    told = len(two.ada.dms), len(two.grace.dms)
    await town.passes(days=40)
    assert (len(two.ada.dms), len(two.grace.dms)) == told


async def test_a_wish_for_another_time_after_the_pause_is_taken_back_and_the_session_stays(town: Town) -> None:
    two = await begun(town)
    later = await agree(town, two.ada, two.grace, two.pair, TOMORROW + timedelta(days=30))
    await two.ada.sends(call("session.move", later, int((TOMORROW + timedelta(days=31)).timestamp())))
    await two.ada.sends(call("mentorship.pause", two.pair), {"until": "2026-03-20"})
    told = len(two.grace.dms)
    await town.passes(days=5)
    assert len(two.grace.dms) == told
    async with acting(town) as ctx:
        [kept] = await ctx.store.sessions.of_pair(two.pair, town.now)
    assert (kept.id, kept.moves_to) == (later, None)
