"""What Slack tells of its own accord: App Home, people who change or go, the app removed."""

from datetime import timedelta

import pytest

from adapters.slack import PLATFORM
from storage.database import Database
from tests.adapters.slack.crowd import Crowd
from tests.adapters.slack.faculty import Colleague, Faculty, faculty_on
from tests.adapters.slack.test_outgoing import pair_on
from tests.fakes.slack import FakeView


def home(one: Colleague) -> str:
    return one.faculty.read(one.faculty.workspace.homes[one.user.id])


async def opens(one: Colleague) -> str:
    """Opens App Home; what stands there."""
    await one.faculty.fake.open_home(one.faculty.workspace, one.user)
    await one.faculty.rests()
    return home(one)


async def test_app_home_is_what_the_home_command_says(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    shown = await opens(ada)
    await ada.types("home")
    assert shown == ada.words


async def test_app_home_follows_what_others_do(faculty: Faculty) -> None:
    grace = await faculty.mentor("Grace")
    ada = faculty.person("Ada")
    before = await opens(ada)
    assert "Nothing is open" in await opens(grace)
    await ada.types("find-mentor", "statistics")
    await ada.presses("Request")
    await ada.fills(note="I fear my exam.")
    await faculty.rests()
    assert "Ada" in home(grace)
    assert home(ada) != before
    await grace.presses("Accept", on=faculty.workspace.homes[grace.user.id])
    await faculty.rests()
    assert "Your mentorships" in home(grace)
    assert "Your mentorships" in home(ada)


async def test_app_home_is_published_only_when_it_changed(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    await opens(ada)
    await ada.types("topics")
    await ada.types("help")
    assert len(faculty.fake.asked("views.publish")) == 1


async def test_app_home_shows_moderators_the_programme_and_nobody_else(faculty: Faculty) -> None:
    await pair_on(faculty)
    mo, ada = faculty.person("Mo", moderator=True), faculty.person("Bo")
    assert "1 mentorship running" in await opens(mo)
    assert "programme" not in await opens(ada)


async def test_a_button_in_app_home_opens_a_modal(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    await opens(ada)
    await ada.presses("Find a mentor", on=faculty.workspace.homes[ada.user.id])
    assert isinstance(ada.seen, FakeView)


async def test_app_home_that_slack_does_not_take_is_no_trouble(faculty: Faculty) -> None:
    ada = faculty.person("Ada")
    faculty.fake.error("views.publish", "hash_conflict")
    await faculty.fake.open_home(faculty.workspace, ada.user)
    await ada.types("home")
    assert "Home" in ada.words


async def test_somebody_who_moves_is_spoken_to_in_their_new_time_zone(faculty: Faculty) -> None:
    ada = faculty.person("Ada", "Asia/Kolkata")
    await ada.types("home")
    ada.user.zone = "America/Lima"
    await faculty.fake.tell(faculty.workspace, {"type": "user_change", "user": ada.user.json})
    await faculty.rests()
    await ada.types("home")
    crowd = await Crowd.gathered(faculty, ada.user)
    async with faculty.storage.reading() as tx:
        person = await tx.store(crowd.community).people.get(crowd.people[0])
    assert person is not None
    assert person.zone == "America/Lima"


async def test_an_account_that_is_closed_rests_mentorships_and_tells_the_partner_once(faculty: Faculty) -> None:
    ada, grace = await pair_on(faculty)
    before = len(ada.dms)
    grace.user.is_deleted = True
    await faculty.fake.tell(faculty.workspace, {"type": "user_change", "user": grace.user.json}, times=3)
    await faculty.fake.again()
    await faculty.rests()
    await faculty.passes(days=2)
    told = [faculty.read(message) for message in ada.dms[before:]]
    assert len(told) == 1, told
    assert "is not in this community any more" in told[0]


def removals(faculty: Faculty) -> list[dict[str, object]]:
    return [{"type": "tokens_revoked", "tokens": {"bot": [faculty.workspace.bot]}}, {"type": "app_uninstalled"}]


@pytest.mark.parametrize("first", [0, 1])
async def test_an_app_that_is_removed_forgets_its_token_in_either_order(sqlite_database: Database, first: int) -> None:
    async with faculty_on(sqlite_database, mode="http", bot_token="") as faculty:
        assert await faculty.installs(faculty.workspace) == 200
        crowd = await Crowd.gathered(faculty, count=1)
        told = removals(faculty)
        faculty.workspace.why_not = "token_revoked"
        await faculty.fake.tell(faculty.workspace, told[first])
        await faculty.fake.tell(faculty.workspace, told[1 - first])
        await faculty.rests()
        async with faculty.storage.reading() as tx:
            assert await tx.installs.find(PLATFORM, faculty.workspace.id) is None
        asked = crowd.requests
        await crowd.hears()
        await faculty.passes(days=1)
        assert crowd.requests == asked, "nothing is tried without a token"

        faculty.now += timedelta(days=1)
        assert await faculty.installs(faculty.workspace) == 200
        await crowd.hears()
        assert crowd.heard()[0] >= 1


async def test_a_user_token_that_is_revoked_changes_nothing(faculty: Faculty) -> None:
    await faculty.fake.tell(faculty.workspace, {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
    await faculty.rests()
    assert not faculty.service.gone.done()


async def test_the_only_workspace_that_removes_the_app_ends_the_service_with_words(faculty: Faculty) -> None:
    for told in removals(faculty):
        await faculty.fake.tell(faculty.workspace, told)
    await faculty.rests()
    assert "removed" in faculty.service.gone.result()
