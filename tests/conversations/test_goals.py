"""Somebody sets a goal, ticks its steps off, reaches it or lets it go; nobody else sees it unless they say so."""

from datetime import date

import pytest

from bot.calls import call
from bot.commands.goals import shared_goals
from bot.text import plain
from bot.views import Card, Listing, View
from tests.conversations.inside import acting
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words

STEPS = "Read three papers\nWrite a page\nShow it to Bo"


async def sets(speaker: Speaker, title: str = "Hand in chapter one", **typed: str) -> View:
    return await speaker.sends(call("goal.add"), {"title": title, **typed})


async def seen_by(town: Town, reader: Speaker, mentee: Speaker) -> str:
    """What `shared_goals` gives this reader."""
    whose = await town.id(mentee)
    async with acting(town, reader) as ctx:
        return plain(await shared_goals(ctx, whose))


async def test_a_goal_is_set_with_a_day_and_steps_and_the_form_says_first_who_sees_it(town: Town) -> None:
    ada = town.person("Ada")
    assert "No open goals" in words(await ada.types("/goal"))
    form = words(await ada.presses("New goal"))
    assert "Only you see a goal" in form
    assert "Moderators do not see goals" in form
    assert "[me]" in form
    said = words(await ada.fills(title="Hand in chapter one", until="2026-03-14", steps=STEPS))
    assert "Hand in chapter one\n0 of 3 steps · by Sat 14 Mar 2026\nOnly you see it.\n○ Read three papers" in said


async def test_steps_are_ticked_off_one_by_one_and_can_be_taken_back(town: Town) -> None:
    ada = town.person("Ada")
    await sets(ada, steps=STEPS)
    await ada.types("/goal")
    await ada.presses("Steps")
    assert "1 of 3 steps" in words(await ada.presses("Tick it off"))
    assert "0 of 3 steps" in words(await ada.presses("Not yet"))
    for _ in range(3):
        view = await ada.presses("Tick it off")
    assert isinstance(view, Listing)
    assert "3 of 3 steps" in words(view)
    assert "Tick it off" not in labels(view)
    assert "Well done" in words(await ada.presses("Done"))


async def test_a_tick_pressed_twice_is_one_and_on_a_step_that_is_gone_is_none(town: Town) -> None:
    ada = town.person("Ada")
    await sets(ada, steps=STEPS)
    for _ in range(2):
        assert "1 of 3 steps" in words(await ada.sends(call("goal.tick", 1, 1, 1)))
    await ada.sends(call("goal.edit", 1), {"title": "Less", "steps": "Write a page"})
    assert "no longer there" in words(await ada.sends(call("goal.tick", 1, 1, 1)))


async def test_ten_steps_take_two_pages_and_a_tick_stays_on_its_page(town: Town) -> None:
    ada = town.person("Ada")
    await sets(ada, steps="\n".join(f"Step {number}" for number in range(1, 11)))
    await ada.sends(call("goal.steps", 1))
    assert "Step 6" in words(await ada.presses("Older"))
    view = await ada.presses("Tick it off")
    assert "✓ Step 6" in words(view)
    assert "Newer" in labels(view)


async def test_without_steps_a_goal_is_as_far_as_its_owner_says(town: Town) -> None:
    ada = town.person("Ada")
    await sets(ada)
    assert "60 %" in words(await ada.picks("60"))
    assert "Hand in chapter one\n60 %" in words(await ada.types("/goal"))
    assert "0 to 100" in words(await ada.sends(call("goal.progress", 1), {"percent": "101"}))
    assert "Your goal" in words(await ada.sends(call("goal.steps", 1)))
    await ada.sends(call("goal.edit", 1), {"title": "In steps", "steps": STEPS})
    assert "counts its steps" in words(await ada.sends(call("goal.progress", 1), {"percent": "50"}))


async def test_what_is_reached_is_said_quietly_and_counted_once(town: Town) -> None:
    ada = town.person("Ada")
    await sets(ada)
    await sets(ada, "Swim a mile")
    assert "The first one here." in words(await ada.sends(call("goal.done", 1)))
    assert "done or let go already" in words(await ada.sends(call("goal.done", 1)))
    assert "done or let go already" in words(await ada.sends(call("goal.drop", 1)))
    assert "That makes 2." in words(await ada.sends(call("goal.done", 2)))
    assert "It goes on" in words(await ada.presses("Not done yet"))
    assert "1 done so far" in words(await ada.types("/goal"))
    assert town.mailbox.dms == {}


async def test_a_goal_let_go_can_be_taken_up_again(town: Town) -> None:
    ada = town.person("Ada")
    assert "Nothing here yet" in words(await ada.sends(call("goal.over", 0)))
    await sets(ada)
    assert "Nobody is told" in words(await ada.presses("Let it go"))
    await ada.presses("Your goals")
    over = words(await ada.presses("Past goals"))
    assert "Let go on Mon 2 Mar 2026" in over
    assert "It goes on" in words(await ada.presses("Take it up again"))
    assert "open already" in words(await ada.sends(call("goal.reopen", 1)))


async def test_a_goal_is_changed_and_the_form_knows_what_it_says(town: Town) -> None:
    ada = town.person("Ada")
    await sets(ada, until="2026-03-14", steps=STEPS, who="mentor")
    form = words(await ada.presses("Change it"))
    assert "[Hand in chapter one]" in form
    assert "[2026-03-14]" in form
    assert "[mentor]" in form
    said = words(await ada.fills(title="Hand in two chapters", until="", who="me"))
    assert "Hand in two chapters\n0 of 3 steps\nOnly you see it." in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": "\u200b \u2800"}, "Write a few words"),
        ({"title": "x" * 81}, "1 characters too long"),
        ({"title": "Swim", "until": "2026-03-01"}, "Choose today or a day"),
        ({"title": "Swim", "until": "2036-03-01"}, "Choose today or a day"),
        ({"title": "Swim", "until": "9999-12-31"}, "Choose today or a day"),
        ({"title": "Swim", "steps": "\n".join("abcdefghijk")}, "10 steps fit, and these are 11"),
        ({"title": "Swim", "steps": "x" * 81}, "at most 80 characters"),
    ],
)
async def test_what_does_not_fit_comes_back_beside_its_field(town: Town, typed: dict[str, str], said: str) -> None:
    assert said in words(await town.person("Ada").sends(call("goal.add"), typed))


async def test_today_is_the_day_it_is_for_the_one_who_types(town: Town) -> None:
    """At noon in London it is Tuesday already on Kiritimati, and Monday is over there."""
    there = town.person("Teuila", zone="Pacific/Kiritimati")
    assert "Choose today" in words(await sets(there, until="2026-03-02"))
    assert "Your goal is set" in words(await sets(there, until="2026-03-03"))
    assert "Your goal is set" in words(await sets(town.person("Ada"), until="2026-03-02"))


async def test_twenty_open_goals_are_enough_and_the_list_has_pages(town: Town) -> None:
    ada = town.person("Ada")
    for number in range(20):
        await sets(ada, f"Goal {number}")
    assert "You have 20 open goals" in words(await sets(ada, "One more"))
    view = await ada.types("/goal")
    assert "1–5 of 20" in words(view)
    assert "6–10 of 20" in words(await ada.presses("Older"))
    await ada.sends(call("goal.done", 1))
    assert "Your goal is set" in words(await sets(ada, "One more"))
    assert "You have 20 open goals" in words(await ada.sends(call("goal.reopen", 1)))


async def test_a_picture_shows_how_far_goals_are_and_none_of_their_words(town: Town) -> None:
    ada = town.person("Ada")
    assert "nothing to draw" in words(await ada.sends(call("goal.picture")))
    for number in range(10):
        await sets(ada, f"Goal {number}", steps=STEPS if number else "")
    await ada.types("/goal")
    view = await ada.presses("See a picture")
    assert isinstance(view, Card)
    assert view.picture is not None
    assert view.picture.png.startswith(b"\x89PNG")
    assert view.picture.alt.startswith("Goal 1: 0 %. Goal 2: 0 of 3.")
    assert "1. Goal 0 · 0 %\n2. Goal 1 · 0 of 3 steps" in words(view)
    assert "2 more are in the list" in words(view)


async def test_a_mentor_sees_what_is_shared_and_nothing_else(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    pair = await town.pair(ada, grace)
    await sets(ada, "Keep calm")
    assert "Goals they share" not in words(await grace.sends(call("mentorship.show", pair)))
    await sets(ada, who="mentor", until="2026-03-14", steps=STEPS)
    shown = words(await grace.sends(call("mentorship.show", pair)))
    assert "Goals they share: Hand in chapter one · 0 of 3 steps · by Sat 14 Mar 2026" in shown
    assert "Keep calm" not in shown
    assert "Goals they share" not in words(await ada.sends(call("mentorship.show", pair)))
    await ada.sends(call("goal.done", 2))
    assert await seen_by(town, grace, ada) == ""


async def test_a_mentor_reads_five_and_how_many_more_there_are(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await town.pair(ada, grace)
    for number in range(7):
        await sets(ada, f"Goal {number}", who="mentor")
    said = await seen_by(town, grace, ada)
    assert said.splitlines() == [*(f"Goal {number} · 0 %" for number in range(5)), "and 2 more"]


async def test_strangers_moderators_mentees_and_former_mentors_see_no_goal(town: Town) -> None:
    ada, grace, noor = town.person("Ada"), await town.mentor("Grace"), await town.mentor("Noor")
    mo = town.person("Mo", moderator=True)
    pair = await town.pair(ada, grace)
    await sets(ada, who="mentor")
    await sets(grace, "Learn to listen", who="mentor")
    assert "chapter one" in await seen_by(town, grace, ada)
    assert await seen_by(town, ada, grace) == "", "what a mentor shares is for who mentors them"
    await grace.sends(call("mentorship.ended", pair))
    for reader in (grace, noor, mo, town.person("Eve")):
        assert await seen_by(town, reader, ada) == ""


async def test_a_mentor_sees_no_goals_while_the_mentorship_rests(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    pair = await town.pair(ada, grace)
    await sets(ada, who="mentor")
    await grace.sends(call("mentorship.pause", pair), {"until": "2026-04-01"})
    assert await seen_by(town, grace, ada) == ""
    assert "Goals they share" not in words(await grace.sends(call("mentorship.show", pair)))
    await grace.sends(call("mentorship.resume", pair))
    assert "chapter one" in await seen_by(town, grace, ada)


async def test_where_goals_are_off_one_that_is_over_is_not_taken_up_again(town: Town) -> None:
    ada = town.person("Ada")
    await sets(ada)
    await ada.sends(call("goal.drop", 1))
    await town.person("Mo", moderator=True).sends(call("setup.feature", "is_goals", 0))
    assert "switched this off" in words(await ada.sends(call("goal.reopen", 1)))


ATTACKS = (
    call("goal.show", 1),
    call("goal.steps", 1, 0),
    call("goal.tick", 1, 1, 1),
    call("goal.done", 1),
    call("goal.drop", 1),
    call("goal.reopen", 1),
)


@pytest.mark.parametrize("asked", ATTACKS, ids=str)
async def test_nobody_but_the_owner_touches_a_goal_not_even_their_mentor(town: Town, asked: object) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await town.pair(ada, grace)
    await sets(ada, who="mentor", steps=STEPS)
    for other in (grace, town.person("Eve"), town.person("Mo", moderator=True)):
        assert "do not find this goal" in words(await other.sends(asked))  # type: ignore[arg-type]  # a Call
    assert "0 of 3 steps" in words(await ada.sends(call("goal.show", 1)))


async def test_forms_of_somebody_elses_goal_show_nothing_of_it(town: Town) -> None:
    ada, eve = town.person("Ada"), town.person("Eve")
    await sets(ada)
    for name, typed in (
        ("goal.edit", {"title": "Mine now"}),
        ("goal.carry", {"until": "2026-03-20"}),
        ("goal.progress", {"percent": "100"}),
    ):
        assert "do not find this goal" in words(await eve.sends(call(name, 1), typed))
    assert "do not find this goal" in words(await town.app.form(eve.actor, call("goal.edit", 1), now=town.now))
    assert "do not find" in words(await town.app.form(eve.actor, call("goal.edit"), now=town.now))
    assert "Hand in chapter one\n0 %" in words(await ada.types("/goal"))


async def test_a_day_is_never_converted(town: Town) -> None:
    ada = town.person("Ada", zone="Pacific/Niue")
    await sets(ada, until="2026-03-14")
    await ada.sends(call("zone.set"), {"zone": "Pacific/Kiritimati"})
    assert "by Sat 14 Mar 2026" in words(await ada.types("/goal"), "Pacific/Kiritimati")
    async with town.storage.reading() as tx:
        [goal] = await tx.store(town.community.id).goals.of(await town.id(ada))
    assert goal.until == date(2026, 3, 14)
