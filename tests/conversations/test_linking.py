"""Several accounts are one person, by a code that is typed once."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.calls import call
from bot.views import Confirm, Form
from storage.database import Database
from storage.tables.links import link_codes, link_failures
from tests.conversations.codes import UNKNOWN, code_in, code_of, count, elsewhere, links
from tests.conversations.town import Town
from tests.conversations.words import labels, words


@pytest.mark.usefixtures("workspace")
async def test_two_accounts_become_one_person_who_hears_where_they_last_were(town: Town) -> None:
    ada, there = town.person("Ada"), elsewhere(town, "Ada O")
    grace = await town.mentor("Grace")
    await town.pair(ada, grace)
    code = await code_of(ada)
    view = await there.types("/link", code=code.lower().replace("-", " "))
    assert isinstance(view, Confirm)
    assert "You become the same person as Ada here" in words(view)
    assert "Reminders go to the account you used last" in words(view)
    goes = "reminder choices of this account go, the calendars you added with it and its /calendar-feed address too"
    assert goes in words(view)
    assert "You are" in words(await there.presses("Link"))
    assert await town.id(there) == await town.id(ada)
    assert "Grace" in words(await there.types("/mentorships"))
    assert await count(town) == 2
    await there.types("/home")
    await grace.types("/mentorships")
    await town.passes(days=8)
    assert there.dms


@pytest.mark.usefixtures("workspace")
async def test_the_card_explains_and_offers_each_what_they_may_do(town: Town) -> None:
    ada, mo = town.person("Ada"), town.person("Mo", moderator=True)
    own = ["Get a code for my account", "I have a code"]
    assert labels(await ada.types("/link")) == own
    assert labels(await mo.types("/link")) == [*own, "Get a code for this server"]
    await ada.types("/link")
    form = await ada.presses("I have a code")
    assert isinstance(form, Form)
    assert "eight letters and digits" in words(await ada.fills(code="hello"))
    assert "eight letters and digits" in words(await ada.types("/link", code="ACDE-FGH0"))
    assert await count(town, link_failures) == 0


@pytest.mark.usefixtures("workspace")
async def test_a_code_works_once_and_for_an_hour(town: Town) -> None:
    ada, there, eve = town.person("Ada"), elsewhere(town, "Ada O"), town.person("Eve")
    code, late = await code_of(ada), await code_of(ada)
    assert "Linked" in await links(there, code)
    assert UNKNOWN in await links(eve, code)
    assert UNKNOWN in words(await eve.sends(call("link.confirm", code.replace("-", ""))))
    town.now += timedelta(hours=1)
    assert UNKNOWN in await links(eve, late)
    await code_of(ada)
    assert await count(town, link_codes) == 1
    assert await town.id(eve) != await town.id(ada)


@pytest.mark.usefixtures("workspace")
async def test_unknown_used_expired_foreign_and_other_kinds_read_the_same(town: Town, database: Database) -> None:
    other = await Town.founded(database, "Night School", "T2")
    foreign = await code_of(other.person("Zoe"))
    mo, ada, there = town.person("Mo", moderator=True), town.person("Ada"), elsewhere(town, "Ada O")
    used, late = await code_of(ada), await code_of(ada)
    assert "Linked" in await links(there, used)
    for_space = code_in(await mo.sends(call("link.space")))
    eve = elsewhere(town, "Eve")
    said = {await links(eve, code) for code in ("ACDE-FGHJ", used, foreign, for_space)}
    town.now += timedelta(hours=1)
    said.add(await links(eve, late))
    assert len(said) == 1
    assert UNKNOWN in said.pop()


@pytest.mark.usefixtures("workspace")
async def test_five_wrong_codes_are_enough_for_an_hour_even_for_the_right_one(town: Town) -> None:
    ada, eve = town.person("Ada"), elsewhere(town, "Eve")
    code = await code_of(ada)
    for sign in "ACDEF":
        assert UNKNOWN in await links(eve, sign * 8)
    for tried in (code, "GGGGGGGG"):
        assert "A little later" in await links(eve, tried)
        assert "A little later" in words(await eve.sends(call("link.confirm", tried.replace("-", ""))))
    assert await town.id(eve) != await town.id(ada)
    town.now += timedelta(hours=1)
    assert "Linked" in await links(eve, await code_of(ada))
    assert await count(town, link_failures) == 0


async def test_nobody_has_more_than_three_open_codes_and_each_is_kept_as_its_hash(town: Town) -> None:
    ada = town.person("Ada")
    codes = [await code_of(ada) for _ in range(3)]
    assert "Three of your codes are open" in words(await ada.sends(call("link.account")))
    assert isinstance(town.storage, Database)
    async with town.storage.engine.connect() as connection:
        kept = repr((await connection.execute(select(link_codes))).all())
    assert all(code not in kept and code.replace("-", "") not in kept for code in codes)
    assert not set("".join(codes)) & set("0O1IL5S8B2Z")


@pytest.mark.usefixtures("workspace")
async def test_of_two_who_type_one_code_at_the_same_moment_one_wins(town: Town) -> None:
    ada, others = town.person("Ada"), [elsewhere(town, name) for name in ("Bo", "Cy")]
    code = (await code_of(ada)).replace("-", "")
    for other in others:
        await town.id(other)
    tries = (town.app.answer(other.actor, call("link.confirm", code), now=town.now) for other in others)
    said = [words(view) for view in await asyncio.gather(*tries)]
    assert sum("Linked" in one for one in said) == 1
    assert sum(UNKNOWN in one for one in said) == 1
    assert [await town.id(other) for other in others].count(await town.id(ada)) == 1


@pytest.mark.usefixtures("workspace")
async def test_two_accounts_that_type_each_others_code_at_once_end_as_one_person(town: Town) -> None:
    ada, there = town.person("Ada"), elsewhere(town, "Ada O")
    codes = [(await code_of(speaker)).replace("-", "") for speaker in (there, ada)]
    both = zip((ada, there), codes, strict=True)
    await asyncio.gather(
        *(town.app.answer(speaker.actor, call("link.confirm", code), now=town.now) for speaker, code in both)
    )
    assert await town.id(ada) == await town.id(there)
    assert await count(town) == 1


@pytest.mark.usefixtures("workspace")
async def test_a_code_that_was_looked_at_is_still_checked_when_it_is_confirmed(town: Town) -> None:
    ada, there = town.person("Ada"), elsewhere(town, "Ada O")
    await there.types("/link", code=await code_of(ada))
    town.now += timedelta(hours=1)
    assert UNKNOWN in words(await there.presses("Link"))
    assert "That is you" in await links(ada, await code_of(ada))
    assert await count(town) == 2
