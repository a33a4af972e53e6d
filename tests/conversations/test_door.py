"""The door: what reaches a member when things go wrong, and what never does."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.app import App
from bot.calls import Call, call
from bot.founding import found
from bot.ports.directory import Actor
from bot.ports.storage import StorageBusy, Transaction
from bot.registry import registry
from bot.views import Card, Choice, Form
from tests.conversations.town import START, Town
from tests.conversations.words import labels, words


async def test_a_button_of_another_age_is_answered_with_what_to_do_now(town: Town) -> None:
    ada = town.person("Ada")
    assert "/help" in words(await ada.sends(Call("long.gone")))
    assert "/help" in words(await ada.sends(call("request.accept", "x")))


async def test_what_only_the_bot_may_say_cannot_be_pressed(town: Town) -> None:
    ada = town.person("Ada")
    for ask in registry:
        if ask.who.name == "the bot":
            ids = tuple("1" for _ in ask.ids)
            assert "not for pressing" in words(await ada.sends(Call(ask.name, ids)))


async def test_what_is_for_moderators_is_refused_to_all_others(town: Town) -> None:
    grace = await town.mentor("Grace")
    for ask in registry:
        if ask.who.name == "moderators":
            typed = {param.name: "1" for param in ask.typed}
            said = await grace.sends(Call(ask.name, tuple("1" for _ in ask.ids)), typed)
            assert "for moderators" in words(said), ask.name
            form = await town.app.form(grace.actor, Call(ask.name), now=town.now)
            assert "for moderators" in words(form), ask.name


async def test_a_form_that_needs_another_look_comes_back_filled(town: Town) -> None:
    ada = town.person("Ada")
    typed = {"goals": "Pass the exam", "topics": "underwater basket weaving", "week": "Mon 18-20"}
    form = await ada.sends(call("student.edit"), typed)
    assert isinstance(form, Form)
    shown = {f.name: (f.value, f.error) for f in form.fields}
    assert shown["goals"] == ("Pass the exam", "")
    assert shown["topics"][0] == "underwater basket weaving"
    assert "underwater basket weaving" in shown["topics"][1]


async def test_a_missing_field_opens_the_form_with_what_there_is(town: Town) -> None:
    form = await town.person("Ada").sends(call("mentor.time"), {"capacity": "3"})
    assert isinstance(form, Form)
    assert {f.name: f.value for f in form.fields}["capacity"] == "3"


async def test_a_defect_is_one_calm_sentence_for_the_member_and_a_trace_for_the_operator(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = registry.find("home.show")

    async def breaks(ctx: object, args: object) -> Card:
        raise RuntimeError("secret detail")

    monkeypatch.setitem(registry._asks, "home.show", replace(broken, handler=breaks))
    with caplog.at_level(logging.ERROR):
        said = words(await town.person("Ada").types("/home"))
    assert "secret detail" not in said
    reference = said.rstrip(".").rpartition(" ")[2]
    assert reference in caplog.text
    assert "secret detail" in caplog.text


class Busy:
    """A storage that is busy a number of times before it works."""

    def __init__(self, town: Town, times: int) -> None:
        self.town = town
        self.times = times

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        if self.times:
            self.times -= 1
            raise StorageBusy("locked")
        async with self.town.storage.writing() as tx:
            yield tx

    reading = writing


async def test_a_busy_database_is_tried_again_and_then_said_honestly(town: Town) -> None:
    ada = town.person("Ada")
    once, often = App(Busy(town, 1), registry), App(Busy(town, 9), registry)
    assert isinstance(await once.answer(ada.actor, call("zone.set"), {"zone": "Lagos"}, now=START), Card)
    assert "nothing was saved" in words(await often.answer(ada.actor, call("home.show"), now=START))
    assert isinstance(await often.form(ada.actor, call("student.edit"), now=START), Form)
    assert await often.suggest(ada.actor, "zone.set", "zone", "lag", now=START) == ()
    assert len(await often.commands(ada.actor, now=START)) == len(registry.commands())


async def test_somebody_from_nowhere_is_told_how_to_begin(town: Town) -> None:
    stranger = Actor("town", "no-such-space", "x", "Stranger")
    assert "Type the command once in its server" in words(await town.app.answer(stranger, call("home.show"), now=START))


async def test_a_dm_of_somebody_in_two_communities_asks_once_and_remembers(town: Town) -> None:
    other = await Town.founded(town.storage, "Night School", "T2")
    here, there = town.person("Ada").actor, replace(town.person("Ada").actor, space="T2")
    await town.app.answer(here, call("home.show"), now=START)
    await other.app.answer(there, call("home.show"), now=START)
    dm = replace(here, space="")
    choice = await town.app.answer(dm, call("zone.set"), now=START)
    assert isinstance(choice, Choice)
    assert sorted(option.label for option in choice.options) == ["Far Campus", "Night School"]
    assert isinstance(await town.app.form(dm, call("zone.set"), now=START), Choice)
    picked = next(option.value for option in choice.options if option.label == "Night School")
    assert isinstance(await town.app.answer(dm, choice.call, {"community": picked}, now=START), Form)
    assert not isinstance(await town.app.answer(dm, call("home.show"), now=START), Choice)


async def test_a_community_one_is_not_in_cannot_be_chosen(town: Town) -> None:
    other = await found(town.storage, "Night School", "UTC", "town", "T2", START)
    ada = town.person("Ada").actor
    await town.app.answer(ada, call("home.show"), now=START)
    forged = await town.app.answer(
        replace(ada, space=""), call("community.choose"), {"community": str(other.id)}, now=START
    )
    assert "do not know which community" in words(forged)


async def test_only_commands_one_may_use_are_listed(town: Town) -> None:
    ada, mo = town.person("Ada"), town.person("Mo", moderator=True)
    mine = {ask.command for ask in await town.app.commands(ada.actor, now=START)}
    all_of_them = {ask.command for ask in await town.app.commands(mo.actor, now=START)}
    assert "find-mentor" in mine
    assert "config" in all_of_them - mine


async def test_fields_are_completed_while_typing(town: Town) -> None:
    ada = town.person("Ada").actor

    async def offered(ask: str, field: str, typed: str) -> list[str]:
        return [option.label for option in await town.app.suggest(ada, ask, field, typed, now=START)]

    assert "statistics" in [label.lower() for label in await offered("mentor.find", "topic", "stat")]
    assert any("Lagos" in label for label in await offered("zone.set", "zone", "lag"))
    assert "German" in await offered("student.edit", "languages", "English, Ger")
    assert await offered("student.edit", "goals", "x") == []
    assert await offered("no.such", "x", "x") == []


async def test_help_lists_what_one_can_type(town: Town) -> None:
    ada, mo = town.person("Ada"), town.person("Mo", moderator=True)
    said = words(await ada.types("/help"))
    assert "/find-mentor" in said
    assert "/config" not in said
    assert "/config" in words(await mo.types("/help"))


async def test_a_zone_is_set_by_city_and_read_back(town: Town) -> None:
    ada = town.person("Ada", zone="")
    assert "guess" in words(await ada.types("/home"))
    assert "Africa/Lagos" in words(await ada.types("/timezone", zone="Lagos"))
    assert "guess" not in words(await ada.types("/home"))
    assert "IST" in words(await ada.types("/timezone", zone="IST"))


async def test_closed_dms_are_noticed_said_and_tried_again(town: Town) -> None:
    ada = town.person("Ada")
    town.mailbox.closed.add(ada.actor.account)
    await ada.types("/dms")
    assert "could not send you a direct message" in words(await ada.types("/home"))
    town.mailbox.closed.clear()
    await town.passes(minutes=1)
    await ada.types("/dms")
    assert "This works" in words(ada.last_dm)
    assert "could not send" not in words(await ada.types("/home"))


async def test_home_of_somebody_new_says_that_nothing_is_open(town: Town) -> None:
    view = await town.person("Ada").types("/home")
    assert "Nothing is open" in words(view)
    assert "Find a mentor" in labels(view)
