"""Check-ins on both engines: one a day, read through whom they were given to, and kept whole when people merge."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.checkins import Answer, AnswerKind, Audience
from bot.domain.prompts import Prompt
from bot.ports.obligations import Obligation
from tests.contracts.storage.cases import NOBODY, obligation
from tests.contracts.storage.checking_in import TODAY, check_in
from tests.contracts.storage.places import START, Place

DAY = timedelta(days=1)


async def test_writing_again_on_a_day_changes_that_day_and_its_readers(campus: Place) -> None:
    async with campus.writing() as store:
        assert await store.links.is_young()
        first = await store.check_ins.save(check_in(campus.ada, campus.grace, "one"))
        assert not await store.links.is_young(), "what somebody wrote must not go with a community that joins another"
        again = await store.check_ins.save(replace(check_in(campus.ada, 0, "two"), written_at=START + DAY))
        assert first == again
        found = await store.check_ins.of_day(campus.ada, TODAY)
        assert found is not None
        assert (found.went, found.readers, found.written_at) == ("two", frozenset(), START)
        assert await store.check_ins.shared(campus.ada, campus.grace, START) == []


async def test_the_newest_come_first_and_a_page_holds_what_was_asked_for(campus: Place) -> None:
    async with campus.writing() as store:
        for step in (2, 0, 1):
            await store.check_ins.save(check_in(campus.ada, campus.grace, on=TODAY + step * DAY))
        assert [one.on for one in await store.check_ins.of(campus.ada, 2)] == [TODAY + 2 * DAY, TODAY + DAY]
        assert [one.on for one in await store.check_ins.of(campus.ada, 2, 2)] == [TODAY]
        assert await store.check_ins.days(campus.ada) == [TODAY + step * DAY for step in range(3)]
        last = await store.check_ins.last(campus.ada, TODAY + DAY)
        assert last is not None
        assert last.on == TODAY
        assert await store.check_ins.last(campus.ada, TODAY) is None
        assert len(await store.check_ins.shared(campus.ada, campus.grace, START)) == 3
        assert await store.check_ins.shared(campus.ada, campus.grace, START + DAY) == []


async def test_a_reaction_is_kept_once_and_goes_with_its_check_in(campus: Place) -> None:
    async with campus.writing() as store:
        one = await store.check_ins.save(check_in(campus.ada, campus.grace))
        done = Answer(one, campus.grace, AnswerKind.DONE, "", START)
        assert await store.check_ins.answer(done)
        assert await store.check_ins.answer(done) is None
        assert await store.check_ins.answer(replace(done, kind=AnswerKind.LINE, text="Go on."))
        assert [said.text for said in await store.check_ins.answers(one)] == ["", "Go on."]
        assert not await store.check_ins.delete(one, campus.grace)
        assert await store.check_ins.delete(one, campus.ada)
        assert await store.check_ins.answers(one) == []


async def test_two_accounts_of_one_person_keep_what_both_wrote_and_are_asked_once(campus: Place) -> None:
    async with campus.writing() as store:
        for author, words in ((campus.ada, "of Ada"), (campus.eve, "of Eve")):
            await store.check_ins.save(check_in(author, campus.grace, words))
            await store.prompts.share(author, START)
            await store.prompts.rest(author, TODAY, TODAY + DAY)
            await store.prompts.wish(Prompt(author, TODAY, START))
            await store.obligations.open(owed_by(author))
        only = await store.check_ins.save(check_in(campus.eve, 0, "of Eve alone", TODAY + DAY))
        await store.prompts.wish(Prompt(campus.eve, TODAY + DAY, START + DAY))
        await store.links.merge(campus.eve, campus.ada)
        kept = await store.check_ins.of(campus.ada, 9)
        assert sorted(one.went for one in kept) == ["of Ada", "of Eve", "of Eve alone"]
        assert only in {one.id for one in kept}
        today = await store.check_ins.of_day(campus.ada, TODAY)
        assert today is not None
        assert today.went == "of Ada"
        assert len(await store.check_ins.shared(campus.ada, campus.grace, START)) == 2
        assert [one.on for one in await store.prompts.history(campus.ada)] == [TODAY, TODAY + DAY]
        assert len(await store.prompts.rests(campus.ada)) == 1
        assert len(await store.obligations.owed_by(campus.ada)) == 1


def owed_by(person: int) -> Obligation:
    return replace(obligation(NOBODY), kind="check-in", subject=TODAY.toordinal(), owes=person, waits=0)


async def test_a_mentor_with_two_accounts_reads_and_answered_once(campus: Place) -> None:
    async with campus.writing() as store:
        shared = replace(check_in(campus.ada, 0), audience=check_in(1, 2).audience)
        one = await store.check_ins.save(replace(shared, readers=frozenset({campus.grace, campus.eve})))
        for mentor in (campus.grace, campus.eve):
            assert await store.check_ins.answer(Answer(one, mentor, AnswerKind.DONE, "", START))
        await store.links.merge(campus.eve, campus.grace)
        found = await store.check_ins.get(one)
        assert found is not None
        assert found.readers == {campus.grace}
        assert [said.author for said in await store.check_ins.answers(one)] == [campus.grace]


async def test_one_is_shared_later_and_all_are_closed_at_once(campus: Place) -> None:
    other = await Place.made(campus.database, "T2")
    async with campus.writing() as store:
        kept = [await store.check_ins.save(check_in(campus.ada, 0, on=TODAY + step * DAY)) for step in range(2)]
        for one in kept:
            await store.check_ins.share(one, frozenset({campus.grace}))
        await store.check_ins.share(99, frozenset({campus.grace}))
        assert len(await store.check_ins.shared(campus.ada, campus.grace, START)) == 2
    async with other.writing() as store:
        await store.check_ins.share(kept[0], frozenset())
        await store.check_ins.close(campus.ada)
    async with campus.writing() as store:
        await store.check_ins.close(campus.eve)
        assert len(await store.check_ins.shared(campus.ada, campus.grace, START)) == 2
        await store.check_ins.close(campus.ada)
        assert await store.check_ins.shared(campus.ada, campus.grace, START) == []
        assert {one.audience for one in await store.check_ins.of(campus.ada, 9)} == {Audience.PRIVATE}
