"""Each person picks their reminders and says when their day is; what was planned for an earlier choice says nothing."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.calls import call
from tests.conversations.afterwards import TOMORROW, Two, agree, begun, told
from tests.conversations.inside import acting
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words


async def reminded(two: Two, who: Speaker, **length: float) -> int:
    """How many reminders come in that time."""
    before = len(who.dms)
    await two.town.passes(**length)
    return len(told(who.dms[before:], "You meet soon"))


async def test_everybody_has_a_day_an_hour_and_ten_minutes_and_can_choose_others(town: Town) -> None:
    ada = town.person("Ada")
    said = words(await ada.types("/reminders"))
    assert "a day, an hour and ten minutes before a session" in said
    assert "from 09:00 to 21:00" in said
    shown = await ada.presses("Three hours: off")
    assert "a day, three hours, an hour and ten minutes" in words(shown)
    await ada.presses("A day: on")
    assert labels(await ada.types("/reminders"))[:3] == ["A week: off", "A day: off", "Three hours: on"]
    assert "do not remind you" in words(await ada.presses("None at all"))
    assert "None at all" not in labels(await ada.types("/reminders"))
    assert "do not know this reminder" in words(await ada.sends(call("reminders.turn", 7, 1)))


async def test_a_changed_choice_plans_what_is_coming_anew(town: Town) -> None:
    two = await begun(town)
    await two.ada.types("/reminders")
    await two.ada.presses("An hour: on")
    await two.ada.presses("Three hours: off")
    await two.ada.presses("Ten minutes: on")
    assert await reminded(two, two.ada, days=1, hours=2, minutes=59) == 1, "a day before, sent once"
    assert await reminded(two, two.ada, minutes=2) == 1, "three hours before"
    assert await reminded(two, two.ada, hours=5) == 0
    assert len(told(two.grace.dms, "You meet soon")) == 3


async def test_none_means_none_and_coming_back_brings_the_rest(town: Town) -> None:
    two = await begun(town)
    await two.ada.sends(call("reminders.none"))
    assert await reminded(two, two.ada, days=1, hours=3) == 0
    await two.ada.sends(call("reminders.turn", 60, 1))
    await two.ada.sends(call("reminders.turn", 60, 1))
    assert await reminded(two, two.ada, hours=9) == 1


async def test_turning_one_off_and_on_again_brings_it_once(town: Town) -> None:
    two = await begun(town)
    for on in (0, 1, 0, 1):
        await two.ada.sends(call("reminders.turn", 10, on))
    assert await reminded(two, two.ada, days=2) == 3


async def test_a_day_of_ones_own_is_kept_and_only_the_last_comes_outside_it(town: Town) -> None:
    two = await begun(town)
    await two.ada.types("/reminders")
    await two.ada.presses("Change my day")
    assert "from 11:00 to 17:00" in words(await two.ada.fills(opens="11", closes="17"))
    await two.ada.presses("Change my day")
    assert "Pick one of these" in words(await two.ada.fills(opens="3"))
    before = len(two.ada.dms)
    moments = []
    for _ in range(31 * 4):
        seen = len(told(two.ada.dms[before:], "You meet soon"))
        await town.passes(minutes=15)
        if len(told(two.ada.dms[before:], "You meet soon")) > seen:
            moments.append(town.now)
    hours = [at.astimezone(ZoneInfo("Africa/Lagos")).hour for at in moments]
    assert len(hours) == 3
    assert all(11 <= hour < 17 for hour in hours[:-1])
    assert moments[-1] == TOMORROW


async def test_another_time_zone_moves_what_fell_into_the_night(town: Town) -> None:
    two = await begun(town)
    await two.ada.types("/timezone", zone="Pacific/Auckland")
    before = len(two.ada.dms)
    await town.passes(days=2)
    soon = told(two.ada.dms[before:], "You meet soon")
    assert 2 <= len(soon) <= 3
    assert len(soon) == len(set(map(id, soon)))


async def test_a_session_that_moves_takes_its_reminders_along(town: Town) -> None:
    two = await begun(town)
    await two.ada.sends(call("reminders.turn", 60 * 24 * 7, 1))
    later = int((TOMORROW + timedelta(days=9)).timestamp())
    await two.ada.sends(call("session.move", two.session, later))
    await two.grace.sends(call("session.confirm", two.session))
    assert await reminded(two, two.ada, days=2) == 0
    assert await reminded(two, two.ada, days=9) == 4
    assert await reminded(two, two.ada, days=9) == 0


async def test_a_session_agreed_after_the_choice_goes_by_it(town: Town) -> None:
    two = await begun(town)
    await two.grace.sends(call("reminders.none"))
    await agree(town, two.ada, two.grace, two.pair, TOMORROW + timedelta(days=2))
    assert await reminded(two, two.grace, days=5) == 0


async def test_a_zone_in_a_profile_plans_reminders_anew_as_well(town: Town) -> None:
    two = await begun(town)
    kept = await _version(two, two.ada)
    await two.ada.sends(call("student.edit"), {"zone": "Africa/Lagos"})
    assert await _version(two, two.ada) == kept, "the same zone changes nothing"
    await two.ada.sends(call("student.edit"), {"zone": "Asia/Tokyo"})
    assert await _version(two, two.ada) == kept + 1
    kept = await _version(two, two.grace)
    await two.grace.sends(
        call("mentor.time"), {"week": "Mon 10-12", "zone": "Asia/Tokyo", "capacity": "2", "notice": "1"}
    )
    assert await _version(two, two.grace) == kept + 1


async def _version(two: Two, who: Speaker) -> int:
    person = await two.town.id(who)
    async with acting(two.town) as ctx:
        return (await ctx.store.reminders.of(person)).version
