"""The community reads its week in sums of many, and moderators what needs them, on Monday by the community's clock."""

from datetime import date, timedelta

from bot.calls import call
from bot.domain.checkins import CheckIn
from bot.domain.mentorships import Outcome
from bot.domain.prompts import Prompt, PromptState
from bot.views import Card
from tests.conversations.afterwards import over
from tests.conversations.inside import only_sums_up, renders
from tests.conversations.test_misses import NEXT, missed
from tests.conversations.test_programme import busy_week, of_age
from tests.conversations.town import START, Speaker, Town
from tests.conversations.words import labels, words

WEEK = timedelta(weeks=1)
BEFORE, FIRST = date(2026, 2, 23), date(2026, 3, 2)
"""The weeks before the start, and of it."""


async def asked(town: Town, number: int, answered: int, weeks_ago: int) -> None:
    """So many people were asked in a week, and some of them checked in."""
    at = START - weeks_ago * WEEK
    for one in [await town.id(town.person(f"Asked-{index}")) for index in range(number)]:
        async with town.storage.writing() as tx:
            store = tx.store(town.community.id)
            await store.prompts.wish(Prompt(one, at.date(), at))
            await store.prompts.mark(one, at.date(), (PromptState.WISHED,), PromptState.MISSED)
            if answered > 0:
                await store.check_ins.save(CheckIn(author=one, on=at.date(), written_at=at, went="Well", next="Rest"))
        answered -= 1


async def named(town: Town, weeks_ago: int, *numbers: int) -> None:
    """Pairs of a busy week, of which both agreed to be named."""
    for number in numbers:
        both = [await town.id(town.person(f"{role}-{weeks_ago}-{number}")) for role in ("Mentee", "Mentor")]
        async with town.storage.writing() as tx:
            store = tx.store(town.community.id)
            pair = await store.mentorships.running_between(*both)
            assert pair is not None
            for one in both:
                await store.namings.turn(pair.id, 0, one, True)
                await store.namings.turn(pair.id, both[0], one, True)


async def told(town: Town) -> Card:
    """What the channel reads this Monday."""
    await of_age(town)
    await town.opens_channel("announcements")
    await town.clockwork.tick(town.now)
    [card] = town.channel("announcements")
    assert isinstance(card, Card)
    return card


async def test_the_channel_reads_sums_and_sees_the_last_weeks(town: Town) -> None:
    await busy_week(town, 5, 1)
    await busy_week(town, 6, 2)
    await asked(town, 30, 20, 1)
    await asked(town, 24, 12, 2)
    card = await told(town)
    assert card.is_public
    assert words(card).split("\n") == [
        "Our week",
        "Mon 23 Feb 2026 to Sun 1 Mar 2026, all of us together.",
        "Checked in: 67 % of those who were asked. The week before: 50 %.",
        "Sessions held: 5. The week before: 6.",
        "New pairs: 5.",
        "Thanks: 5.",
        "Weeks from 5 Jan, 12 Jan, 19 Jan, 26 Jan, 2 Feb, 9 Feb, 16 Feb, 23 Feb. "
        f"Checked in: {'not shown, ' * 6}50 %, 67 %. Sessions held: {'not shown, ' * 6}6, 5.",
        "A number stands here when 10 people or more are behind it, a name when everybody named agreed.",
    ]
    assert labels(card) == ["Check in", "Find a mentor"]
    assert card.picture is not None
    assert card.picture.png.startswith(b"\x89PNG")


async def test_small_numbers_are_left_out_and_with_them_a_channel_of_few_stays_silent(town: Town) -> None:
    await busy_week(town, 4, 1)
    await asked(town, 19, 10, 1)
    await of_age(town)
    await town.opens_channel("announcements")
    await town.clockwork.tick(town.now)
    assert town.channel("announcements") == []


async def test_names_stand_beside_a_number_only_when_it_still_hides_the_others(town: Town) -> None:
    await busy_week(town, 6, 1)
    await named(town, 1, 0)
    said = words(await told(town))
    assert "New pairs: 6.\nMentee-1-0 and Mentor-1-0\n" in said
    assert "Thanks: 6.\nMentee-1-0 thanked Mentor-1-0\n" in said


async def test_a_number_that_would_tell_of_few_beside_the_names_is_left_out(town: Town) -> None:
    await busy_week(town, 6, 1)
    await named(town, 1, *range(6))
    said = words(await told(town))
    assert "New pairs: Mentee-1-0 and Mentor-1-0\n" in said
    assert "Mentee-1-4" in said
    assert "Mentee-1-5" not in said, "more than five are no pleasure to read"
    assert "6" not in said.split("New pairs")[1].split("Weeks from")[0]


async def test_a_number_beside_names_is_not_told_again_when_the_names_are_gone(town: Town) -> None:
    await busy_week(town, 5, 2)
    await named(town, 2, 0)
    await busy_week(town, 5, 1)
    both = await town.id(town.person("Mentee-2-0")), await town.id(town.person("Mentor-2-0"))
    async with town.storage.writing() as tx:
        pairs = tx.store(town.community.id).mentorships
        pair = await pairs.running_between(*both)
        assert pair is not None
        await pairs.end(pair.id, Outcome.COMPLETED, both[0], town.now)
    said = words(await told(town))
    assert "Sessions held: 5. The week before: 5." in said
    assert "New pairs: 5.\nThanks: 5.\n" in said


async def test_it_comes_once_a_week_and_not_at_all_where_moderators_turned_it_off(town: Town) -> None:
    await busy_week(town, 5, 1)
    await told(town)
    mo = town.person("Mo", moderator=True)
    await busy_week(town, 5, 0)
    await town.passes(days=7)
    assert len(town.channel("announcements")) == 2
    await mo.sends(call("summary.rhythm"), {"is_on": "0", "day": "0", "at": "9"})
    assert await renders(town, "summary.community", FIRST.toordinal()) is None
    await busy_week(town, 5, -1)
    await town.passes(days=7)
    assert len(town.channel("announcements")) == 2


async def needy(town: Town) -> Speaker:
    """A pair that missed twice and then went quiet, somebody without a mentor, a mentor without a place."""
    two = await over(town)
    await missed(two)
    await two.again(NEXT)
    await town.passes(days=1, hours=1)
    await missed(two)
    lin = await town.mentor("Lin", capacity=1)
    await town.pair(town.person("Bo"), lin)
    noor = await town.mentor("Noor")
    await town.person("Eve").sends(call("request.make", await town.id(noor)), {"note": "My secret fear."})
    mo = town.person("Mo", moderator=True)
    await mo.types("/home")
    await town.passes(days=11)
    return mo


async def test_moderators_read_counts_with_the_lists_behind_them(town: Town) -> None:
    mo = await needy(town)
    view = await renders(town, "summary.programme", BEFORE.toordinal() + 14, reader=mo)
    assert view is not None
    assert words(view).split("\n") == [
        "What may need you this week",
        "· 1 student looks for a mentor",
        "· 1 of 3 mentors has no place left",
        "· 2 pairs went quiet; they all hear from me",
        "· 1 pair missed two sessions in a row",
        "· 1 request closes this week without an answer",
    ]
    assert labels(view) == ["Pairs at risk", "The last eight weeks", "Not for me any more"]
    mo.seen = view
    assert "Pairs that may need a kind word" in words(await mo.presses("Pairs at risk"))
    view = await renders(town, "summary.programme", BEFORE.toordinal() + 14)
    assert view is not None
    assert labels(view) == ["Pairs at risk", "The last eight weeks"], "a channel is nobody's to turn off"


async def test_a_broken_channel_is_named(town: Town) -> None:
    mo = town.person("Mo", moderator=True)
    await town.opens_channel("mentors")
    town.mailbox.lost.add("mentors")
    await mo.sends(call("setup.test", "mentors"))
    await town.passes(days=7)
    view = await renders(town, "summary.programme", FIRST.toordinal(), reader=mo)
    assert view is not None
    assert "· Mentors' channel does not work" in words(view)
    assert labels(view)[0] == "Mend channels"


async def test_moderators_hear_nothing_where_nothing_needs_them_or_they_do_not_want_it(town: Town) -> None:
    mo, ada = town.person("Mo", moderator=True), town.person("Ada")
    await mo.types("/home")
    await only_sums_up(town)
    await town.passes(days=7)
    assert await renders(town, "summary.programme", FIRST.toordinal(), reader=mo) is None
    await ada.sends(call("request.make", await town.id(await town.mentor("Grace"))), {"note": "Please."})
    assert await renders(town, "summary.programme", FIRST.toordinal(), reader=mo) is not None
    assert await renders(town, "summary.programme", FIRST.toordinal(), reader=ada) is None, "no moderator"
    assert await renders(town, "summary.programme", BEFORE.toordinal() + 1, reader=mo) is None
    await mo.sends(call("summary.turn", 0))
    assert await renders(town, "summary.programme", FIRST.toordinal(), reader=mo) is None


async def test_a_moderator_has_it_by_message_where_there_is_no_channel(town: Town) -> None:
    mo, ada = town.person("Mo", moderator=True), town.person("Ada")
    for one in (mo, ada):
        await town.id(one)
    await of_age(town)
    await ada.sends(call("request.make", await town.id(await town.mentor("Grace"))), {"note": "Please."})
    await town.passes(days=7)
    [said] = [words(view) for view in mo.dms if words(view).startswith("What may need you")]
    assert "1 student looks for a mentor" in said
    await town.opens_channel("moderators")
    await town.passes(days=7)
    assert len(town.channel("moderators")) == 1


async def test_each_person_gets_theirs_at_nine_and_can_stop_it_there(town: Town) -> None:
    ada, grace = town.person("Ada", zone="Asia/Tokyo"), await town.mentor("Grace")
    await town.id(ada)
    await of_age(town)
    await town.pair(ada, grace)
    await town.passes(days=6, hours=11, minutes=59)
    assert not [view for view in ada.dms if words(view).startswith("Your week")]
    await town.passes(minutes=1)
    assert words(ada.last_dm).startswith("Your week")
    assert not [view for view in grace.dms if words(view).startswith("Your week")]
    await ada.presses("Not for me any more", from_dm=True)
    await town.passes(days=7)
    assert len([view for view in ada.dms if words(view).startswith("Your week")]) == 1
    assert "Ada: You were last in touch" in words(
        next(view for view in grace.dms if words(view).startswith("Your week"))
    )
