"""What is rarely pressed: old buttons, choices taken back, words that came too late."""

from bot.calls import call
from tests.conversations.inside import renders
from tests.conversations.test_checkins import checks_in, paired
from tests.conversations.test_prompts import agreed, counts, said
from tests.conversations.town import Town
from tests.conversations.words import labels, words

MONDAY = 739_677


async def test_a_button_of_another_day_or_for_no_day_changes_nothing(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await town.passes(hours=3)
    assert "This one is over" in words(await ada.sends(call("prompt.later", MONDAY, "never")))
    assert "This one is over" in words(await ada.sends(call("prompt.later", 10**9, "hour")))
    assert await renders(town, "prompt.asked", MONDAY - 7, reader=ada) is None
    assert await renders(town, "prompt.asked", MONDAY, reader=ada) is not None


async def test_tomorrow_with_a_prompt_of_its_own_tells_when_that_comes(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await ada.types("/my-rhythm", level="close", at="17:00")
    await town.passes(hours=4)
    await ada.presses("Tomorrow", from_dm=True)
    await town.passes(days=1)
    assert counts(ada) == (2, 0)


async def test_a_word_that_prompts_stopped_is_not_said_to_who_began_again(town: Town) -> None:
    ada, _, _ = await agreed(town)
    for name in ("prompt.stopped", "prompt.ended"):
        assert await renders(town, name, MONDAY, reader=ada) is None


async def test_an_open_prompt_is_let_go_when_the_mentorship_rests(town: Town) -> None:
    ada, grace, pair = await agreed(town)
    await town.passes(hours=3)
    await grace.sends(call("mentorship.pause", pair))
    await town.passes(days=2)
    assert counts(ada) == (1, 0)
    await grace.sends(call("mentorship.resume", pair))
    await town.passes(days=20)
    assert not said(ada, "I leave you in peace")


async def test_off_is_off_and_shows_what_is_shared(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await town.passes(hours=3)
    await ada.sends(call("checkin.share", 1))
    off = await ada.types("/my-rhythm", level="off")
    assert "I do not ask you" in words(off)
    assert "You agreed to that once." in words(off)
    assert labels(off) == ["Change", "Share nothing by default", "Your weekly summary"]
    assert "[off]" in words(await ada.types("/my-rhythm"))
    await town.passes(days=7)
    assert counts(ada) == (1, 0)


async def test_a_rhythm_of_ones_own_comes_back_into_the_form(town: Town) -> None:
    ada, _, _ = await agreed(town)
    await ada.types("/my-rhythm", level="own", days="sat-mon", at="7am")
    form = words(await ada.types("/my-rhythm"))
    assert "[Mon, Sat, Sun]" in form
    assert "[07:00]" in form


async def test_a_community_rhythm_saved_as_it_was_moves_nothing(town: Town) -> None:
    ada, _, _ = await agreed(town)
    mo = town.person("Mo", moderator=True)
    await town.passes(hours=3)
    assert "Saved" in words(await mo.types("/check-in-rhythm", is_on="1", days="Mon, Thu", at="16:00"))
    await town.passes(days=3)
    assert counts(ada)[0] == 2


async def test_a_long_check_in_with_long_answers_still_fits_a_message(town: Town) -> None:
    ada, _, _ = await paired(town)
    noor = await town.mentor("Noor")
    await town.pair(ada, noor)
    await checks_in(ada, went="a" * 800, next="b" * 400, blockers="c" * 400)
    for mentor in (town.person("Grace"), noor):
        assert "Sent" in words(await mentor.sends(call("checkin.reply", 1), {"line": "d" * 600}))
    assert "d" * 600 in words(await ada.sends(call("checkin.show", 1)))


async def test_a_pair_that_ran_while_somebody_was_away_asks_them_again_on_their_return(town: Town) -> None:
    ada, _, _ = await agreed(town)
    town.mailbox.gone.add(ada.actor.account)
    await town.passes(days=1, hours=20)
    town.mailbox.gone.clear()
    await ada.types("/home")
    await town.passes(days=1, hours=12)
    assert counts(ada)[0] == 1, "Thursday's, though the plan of these days was made while she was away"
