"""Somebody is erased while they, or others, do something: nobody meets a defect, and nothing of theirs is left."""

import asyncio

import pytest

from bot.calls import Call, call
from tests.conversations.test_privacy import dumped
from tests.conversations.test_sessions import paired, suggests
from tests.conversations.town import Speaker, Town
from tests.conversations.venting import opened, posts
from tests.conversations.words import words


async def at_once(town: Town, *asked: tuple[Speaker, Call, dict[str, str]]) -> list[str]:
    told = [town.app.answer(who.actor, one, typed, now=town.now) for who, one, typed in asked]
    return [words(view) for view in await asyncio.gather(*told)]


@pytest.mark.parametrize("turn", range(4))
async def test_nobody_meets_a_defect_when_things_happen_at_once(town: Town, turn: int) -> None:
    ada, grace, pair = await paired(town)
    await suggests(ada)
    ada_id = await town.id(ada)
    asked: list[tuple[Speaker, Call, dict[str, str]]] = [
        (ada, call("privacy.erased", ada_id), {}),
        (ada, call("goal.add"), {"title": "Begin anew"}),
        (grace, call("session.confirm", 1), {}),
        (grace, call("mentorship.talked", pair), {}),
        (ada, call("privacy.erased", ada_id), {}),
        (grace, call("privacy.erased", await town.id(grace)), {}),
    ]
    said = await at_once(town, *asked[turn:], *asked[:turn])
    assert [one for one in said if "That is on me" in one] == []
    await town.passes(days=1)
    left = await dumped(town)
    assert "My exam" not in left
    assert "Please help me with statistics" not in left


async def test_two_of_a_pair_who_go_at_once_leave_no_pair(town: Town) -> None:
    ada, grace, _ = await paired(town)
    both = [(one, call("privacy.erased", await town.id(one)), dict[str, str]()) for one in (ada, grace)]
    said = await at_once(town, *both)
    again = [one for one, told in zip(both, said, strict=True) if "I am busy" in told]
    said += await at_once(town, *again)
    assert sum("You are forgotten" in told for told in said) == 2
    left = await dumped(town)
    assert "mentorships: " not in left
    assert "T1-" not in left


async def test_what_is_posted_without_a_name_while_its_author_is_erased_is_not_left_behind(town: Town) -> None:
    for turn in range(6):
        [ada] = await opened(town, f"Ada{turn}")
        gone = (ada, call("privacy.erased", await town.id(ada)), dict[str, str]())
        vent = (ada, call("vent.write"), {"text": f"number {turn}"})
        both = [gone, vent] if turn % 2 else [vent, gone]
        said = await at_once(town, *both)
        assert [one for one in said if "That is on me" in one] == []
        await town.passes(minutes=20)
        assert not posts(town)
