"""Strangers, floods, other communities, and moderators who would like to know who wrote."""

import asyncio
from typing import Any

from sqlalchemy import select

from bot.app import App
from bot.calls import call
from bot.registry import registry
from bot.scheduling.clockwork import Clockwork
from storage.database import Database
from storage.tables import metadata
from tests.conversations.test_mirror import calls_of, typed_for
from tests.conversations.town import Town
from tests.conversations.venting import ids, key_of, last, opened, posts, vents
from tests.conversations.words import words

AUTHOR, VENT = "Wilhelmina", "The library smells of rain."
TABLES = ("vents", "vent_voices", "vent_quotas", "vent_reports", "vent_mutes", "vent_drafts")


async def test_a_flood_posts_no_more_than_the_quota_and_a_day_later_goes_on(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    for _ in range(100):
        await ada.sends(call("vent.write"), {"text": "Flood"})
    assert "You have posted 3 in 24 hours" in words(ada.seen) if ada.seen else False
    await town.passes(hours=23)
    assert len(posts(town)) == 3
    await vents(ada)
    await town.passes(minutes=16)
    assert len(posts(town)) == 3
    await town.passes(hours=2)
    await vents(ada)
    await town.passes(minutes=16)
    assert len(posts(town)) == 4


async def test_a_flood_at_once_through_two_processes_posts_no_more_either(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    apps = [town.app, App(town.storage, registry)]
    wanted = [
        apps[number % 2].answer(ada.actor, call("vent.write"), {"text": "x"}, now=town.now) for number in range(20)
    ]
    said = [words(view) for view in await asyncio.gather(*wanted)]
    assert sum("It waits to be posted" in one for one in said) == 3
    await town.passes(minutes=16)
    assert len(posts(town)) == 3


async def test_taking_one_back_gives_its_place_back_and_answers_have_a_quota_of_their_own(town: Town) -> None:
    ada, bo = await opened(town, "Ada", "Bo")
    for _ in range(9):
        key = await vents(ada)
        await ada.sends(call("vent.undo", key))
    await vents(ada)
    await town.passes(minutes=16)
    for _ in range(12):
        await bo.sends(call("vent.answer", ids(town)[0]), {"text": "Me too"})
    assert "You have answered 10 times" in words(bo.seen) if bo.seen else False
    await bo.sends(call("vent.write"), {"text": "x"})
    assert "It waits" in words(bo.seen) if bo.seen else False


async def test_two_processes_post_a_vent_once(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    await vents(ada)
    other = Clockwork(town.storage, registry, {"town": town.mailbox})
    moment = await town.clockwork.next_at()
    assert moment is not None
    town.mailbox.attempts = 0
    await asyncio.gather(town.clockwork.tick(moment), other.tick(moment))
    assert len(posts(town)) == 1
    assert town.mailbox.attempts == 1


async def test_of_two_who_answer_first_at_once_each_has_a_number_of_their_own(town: Town) -> None:
    ada, *others = await opened(town, "Ada", "Bo", "Cy", "Di", "Flo")
    await vents(ada)
    await town.passes(minutes=16)
    post = ids(town)[0]
    asked = (
        town.app.answer(who.actor, call("vent.answer", post), {"text": who.actor.name}, now=town.now)
        for who in (*others, *others)
    )
    await asyncio.gather(*asked)
    await town.passes(minutes=16)
    voices = {post.split("\n")[2]: set[str]() for post in posts(town)[1:]}
    for one in posts(town)[1:]:
        voices[one.split("\n")[2]].add(one.split("\n")[1])
    assert {len(found) for found in voices.values()} == {1}
    assert len({next(iter(found)) for found in voices.values()}) == 4


async def test_a_stranger_without_the_key_can_do_nothing_about_a_post(town: Town) -> None:
    ada, eve = await opened(town, "Ada", "Eve")
    key = await vents(ada)
    guesses = ("", "A" * 22, key[:-1], key.swapcase(), f"{key}A")
    for name in ("vent.mine", "vent.undo", "vent.down", "vent.again"):
        for guess in guesses:
            assert "I do not find this post" in words(await eve.sends(call(name, guess))), (name, guess)
    assert "I do not find this post" in words(await eve.sends(call("vent.own", "A" * 22), {"text": "x"}))
    await town.passes(minutes=16)
    [post] = ids(town)
    for name in ("vent.keep", "vent.remove", "vent.look", "vent.unmute"):
        assert "This is for moderators" in words(await eve.sends(call(name, post)))
    assert "This is for moderators" in words(await eve.sends(call("vent.mute", post, 0)))
    assert "not for pressing" in words(await eve.sends(call("vent.said", post)))
    assert len(posts(town)) == 1


async def test_whoever_took_their_agreement_back_is_asked_again_before_they_write_as_the_author(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    key = await vents(ada)
    await town.passes(minutes=16)
    await ada.sends(call("privacy.withdraw", "vent"))
    assert "Type /vent first" in words(await ada.sends(call("vent.own", key), {"text": "Thank you"}))
    assert "Taken down" in words(await ada.sends(call("vent.down", key)))


async def test_one_that_waits_is_shown_to_nobody(town: Town) -> None:
    mo = town.person("Mo", moderator=True)
    ada, eve = await opened(town, "Ada", "Eve")
    await vents(ada, VENT)
    [waiting] = [row.id for row in await rows(town, "vents")]
    for name in ("vent.look", "vent.remove", "vent.keep", "vent.report"):
        assert "I do not find this post" in words(await mo.sends(call(name, waiting)))
    assert "I do not find this post" in words(await mo.sends(call("vent.mute", waiting, 0)))
    assert "not in the channel" in words(await eve.sends(call("vent.answer", waiting), {"text": "x"}))


async def test_another_community_with_the_ids_and_even_the_key_finds_nothing(town: Town, database: Database) -> None:
    [ada] = await opened(town, "Ada")
    key = await vents(ada)
    await town.passes(minutes=16)
    there = await Town.founded(database, "Night School", "T2")
    mo = there.person("Mo", moderator=True)
    await opened(there)
    await mo.sends(call("vent.agree"))
    for name, first in (
        ("vent.mine", key),
        ("vent.down", key),
        ("vent.report", ids(town)[0]),
        ("vent.flag", ids(town)[0]),
    ):
        assert "I do not find this post" in words(await mo.sends(call(name, first)))
    for name in ("vent.remove", "vent.keep", "vent.look"):
        assert "I do not find this post" in words(await mo.sends(call(name, ids(town)[0])))
    assert "I do not find this post" in words(await mo.sends(call("vent.answer", ids(town)[0]), {"text": "x"}))
    assert len(posts(town)) == 1


async def test_a_moderator_learns_the_author_by_no_ask_there_is(town: Town) -> None:
    mo = town.person("Mo", moderator=True)
    ada, *others = await opened(town, AUTHOR, "Bo", "Cy", "Di")
    await vents(ada, VENT)
    await town.passes(minutes=16)
    post = ids(town)[0]
    for who in others:
        await who.sends(call("vent.flag", post))
    await mo.sends(call("vent.mute", post, 7))
    seen = 0
    for ask in registry:
        typed = {param.name: typed_for(param.kind, mo.actor.account) for param in ask.typed}
        made = (
            [call(ask.name, *(post if param.base is str else 7 for param in ask.ids))]
            if ask.ids
            else calls_of(ask, set())
        )
        for one in made:
            said = words(await town.app.answer(mo.actor, one, typed, now=town.now))
            together = VENT in said and AUTHOR in said
            assert not together, one
            if ask.name.startswith("vent"):
                assert AUTHOR not in said, one
                seen += 1
    assert seen > 15
    for view in mo.dms:
        assert AUTHOR not in words(view)


async def rows(town: Town, table: str) -> list[Any]:
    assert isinstance(town.storage, Database)
    async with town.storage.engine.connect() as connection:
        return list(await connection.execute(select(metadata.tables[table])))


async def test_no_column_about_vents_can_be_joined_to_a_person() -> None:
    for name in TABLES:
        table = metadata.tables[name]
        assert {key.column.table.name for key in table.foreign_keys} <= {"communities", "vents"}
        assert not [column.name for column in table.columns if "person" in column.name or "author" in column.name]


async def test_nothing_kept_of_a_vent_names_its_author_or_shows_its_words(town: Town) -> None:
    """Nor do two of one author have anything in common that two of two authors have not."""
    ada, bo = await opened(town, AUTHOR, "Bo")
    for who in (ada, ada, bo):
        await vents(who, VENT)
    await town.passes(minutes=16)
    for post in ids(town):
        await bo.sends(call("vent.flag", post))
        await town.person("Mo", moderator=True).sends(call("vent.mute", post, 0))
    marks: dict[str, list[bytes]] = {}
    for name in TABLES:
        found = await rows(town, name)
        assert VENT not in repr(found)
        assert AUTHOR not in repr(found)
        marks[name] = [row.mark for row in found if "mark" in row._fields]
    assert {name: len(set(found)) for name, found in marks.items()} == {
        name: len(found) for name, found in marks.items()
    }
    assert len(marks["vent_quotas"]) == 3
    whole = {row.expires_at.minute for row in await rows(town, "vents")} | {
        row.until.minute for row in await rows(town, "vent_quotas")
    }
    assert whole == {0}
    notices = [row for row in await rows(town, "notices") if row.purpose == "vent"]
    assert all(row.person_id is None and VENT not in repr(row) for row in notices)


async def test_when_somebody_was_seen_last_says_nothing_about_when_they_vented(town: Town) -> None:
    ada, bo = await opened(town, "Ada", "Bo")
    await town.passes(hours=5)
    before = {row.external_id: row.used_at for row in await rows(town, "accounts")}
    await ada.types("/vent")
    await ada.presses("Vent anonymously")
    await ada.fills(text=VENT)
    await ada.presses("How it stands")
    await town.passes(minutes=16)
    await bo.sends(call("vent.answer", ids(town)[0]), {"text": "Mine too"})
    await bo.sends(call("vent.flag", ids(town)[0]))
    assert {row.external_id: row.used_at for row in await rows(town, "accounts")} == before
    assert {row.given_at.hour for row in await rows(town, "consents")} == {0}
    await bo.types("/home")
    assert {row.external_id: row.used_at for row in await rows(town, "accounts")} != before


async def test_nobody_speaks_as_the_author_by_being_called_so(town: Town) -> None:
    ada, eve = await opened(town, "Ada", "the author")
    await vents(ada)
    await town.passes(minutes=16)
    await eve.sends(call("vent.answer", ids(town)[0]), {"text": "It was a joke", "shown": "name"})
    await town.passes(minutes=16)
    assert "the author, with their name:\nIt was a joke" in posts(town)[-1]


async def test_hostile_words_and_names_stay_words(town: Town) -> None:
    [ada] = await opened(town, "Ada")
    assert "characters too long" in words(await ada.sends(call("vent.write"), {"text": "x" * 1501}))
    await ada.sends(call("vent.write"), {"text": "@everyone <!channel> **x** https://evil.example\n" + "y" * 1400})
    assert key_of(ada.seen)
    await town.passes(minutes=16)
    assert "@everyone" in words(last(town))
    bo = town.person("B" * 300)
    await bo.sends(call("vent.agree"))
    await bo.sends(call("vent.answer", ids(town)[0]), {"text": "x" * 1500, "shown": "name"})
    await town.passes(minutes=16)
    assert "BBB" in words(last(town))
