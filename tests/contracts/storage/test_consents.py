"""Consents on both engines: one stands for a purpose, and what was taken back stays on record."""

from datetime import timedelta

import pytest

from bot.domain import consents
from bot.domain.consents import Consent, Purpose
from tests.contracts.storage.places import START, Place

LATER = START + timedelta(days=1)


async def test_agreeing_twice_is_agreeing_once(campus: Place) -> None:
    async with campus.writing() as store:
        assert not await store.consents.has(campus.ada, Purpose.VENT)
        for moment in (START, LATER):
            await store.consents.give(campus.ada, Purpose.VENT, moment)
        assert await store.consents.has(campus.ada, Purpose.VENT)
        assert await store.consents.of(campus.ada) == [Consent(campus.ada, Purpose.VENT, 1, START)]


async def test_a_consent_is_for_one_purpose_of_one_person_in_one_community(campus: Place) -> None:
    other = await Place.made(campus.database, "T2")
    async with campus.writing() as store:
        await store.consents.give(campus.ada, Purpose.VENT, START)
        assert not await store.consents.has(campus.ada, Purpose.CHECK_INS)
        assert not await store.consents.has(campus.eve, Purpose.VENT)
    async with other.writing() as store:
        assert not await store.consents.has(campus.ada, Purpose.VENT)
        assert await store.consents.of(campus.ada) == []
        assert not await store.consents.withdraw(campus.ada, Purpose.VENT, LATER)


async def test_what_is_taken_back_stays_on_record_and_can_be_given_again(campus: Place) -> None:
    async with campus.writing() as store:
        await store.consents.give(campus.ada, Purpose.VENT, START)
        assert await store.consents.withdraw(campus.ada, Purpose.VENT, LATER)
        assert not await store.consents.withdraw(campus.ada, Purpose.VENT, LATER)
        assert not await store.consents.has(campus.ada, Purpose.VENT)
        await store.consents.give(campus.ada, Purpose.VENT, LATER)
        given = await store.consents.of(campus.ada)
        assert [(one.given_at, one.withdrawn_at, one.holds) for one in given] == [
            (START, LATER, False),
            (LATER, None, True),
        ]


async def test_new_words_ask_everybody_again(campus: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    async with campus.writing() as store:
        await store.consents.give(campus.ada, Purpose.VENT, START)
        monkeypatch.setattr(consents, "WORDING", {**consents.WORDING, Purpose.VENT: 2})
        monkeypatch.setattr("storage.parts.consents.WORDING", consents.WORDING)
        assert not await store.consents.has(campus.ada, Purpose.VENT)
        await store.consents.give(campus.ada, Purpose.VENT, LATER)
        assert await store.consents.has(campus.ada, Purpose.VENT)
        assert [(one.wording, one.holds) for one in await store.consents.of(campus.ada)] == [(1, False), (2, True)]


async def test_a_consent_goes_along_into_the_other_account_unless_that_one_said_otherwise(campus: Place) -> None:
    async with campus.writing() as store:
        for who in (campus.eve, campus.ada):
            await store.consents.give(who, Purpose.VENT, START)
        await store.consents.withdraw(campus.ada, Purpose.VENT, LATER)
        await store.consents.give(campus.eve, Purpose.CHECK_INS, START)
        await store.links.merge(campus.eve, campus.ada)
        assert await store.consents.has(campus.ada, Purpose.CHECK_INS)
        assert not await store.consents.has(campus.ada, Purpose.VENT)
