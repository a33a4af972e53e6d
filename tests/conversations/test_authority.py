"""Every ask by everybody whom it does not concern: who may is decided at the door, and what is private stays so."""

from typing import Any

import pytest
from sqlalchemy import Row, select

from bot.calls import Call, call
from bot.registry import Ask, registry
from storage.database import Database
from storage.tables.journal import mentor_vents
from storage.tables.vents import vents as vent_rows
from tests.conversations.afterwards import over
from tests.conversations.test_mirror import calls_of, rows_of, typed_for
from tests.conversations.town import Speaker, Town
from tests.conversations.venting import vents
from tests.conversations.words import words

FOR_MODERATORS = {"report", "concern"}
"""What its author was told that moderators read."""
FOR_ALL = {"vent"}
"""What stands in the vent channel: a post is anybody's to read, who wrote it is nobody's to know."""
VENTED = ("journal", "told", "vent", "pending", "draft")
ROLES = ("a stranger", "another mentor", "a moderator")
CHANGES = {
    "a stranger": set[str](),
    "another mentor": {"questions"},
    "a moderator": {
        "communities",
        "people",
        "mentors",
        "reports",
        "settings",
        "topics",
        "changes",
        "mentor_topics",
        "synonyms",
        "vents",
    },
}
"""Tables in which somebody outside may change a row that is not theirs: a question is claimed, settings are set, a post
is removed by who cannot know whose it is.
"""


def secret(kind: str) -> str:
    return f"canary-{kind}-"


async def a_private_life(town: Town) -> dict[str, str]:
    """Ada and Grace have something of everything between them, each text a canary of its kind."""
    two = await over(town)
    ada, grace, pair = two.ada, two.grace, two.pair
    kinds = ("goal", "shared-goal", "step", "checkin", "shared-checkin", "line", "note", "action", "report", "concern")
    said = {kind: secret(kind) for kind in (*kinds, *VENTED, "agenda", "request", "place")}
    await town.id(town.person("Mo", moderator=True))
    agreed = {"weeks": "12", "rhythm": "weekly", "writes": "Direct messages here"}
    await ada.sends(call("goal.add"), {"title": said["goal"], "steps": said["step"]})
    await ada.sends(call("goal.add"), {"title": said["shared-goal"], "who": "mentor"})
    await ada.sends(
        call("checkin.write"), {"went": said["shared-checkin"], "next": "x", "mood": "2", "audience": "mentors"}
    )
    await ada.sends(call("checkin.agreed", 1))
    await grace.sends(call("checkin.reply", 1), {"line": said["line"]})
    await ada.sends(call("session.note", two.session), {"notes": said["note"], "actions": said["action"]})
    await ada.sends(call("mentorship.agree", pair), agreed | {"meets": said["place"]})
    await town.passes(days=1)
    await ada.sends(call("checkin.write"), {"went": said["checkin"], "next": "x", "audience": "private"})
    await ada.sends(call("session.suggest", pair, int(town.now.timestamp()) + 2 * 86400, 60), {"topic": "Statistics"})
    await grace.sends(call("session.confirm", two.session + 1))
    await ada.sends(call("session.agenda", two.session + 1), {"item": said["agenda"]})
    await ada.sends(call("safety.report"), {"person": grace.actor.account, "text": said["report"]})
    await ada.sends(call("request.make", await town.id(await town.mentor("Noor"))), {"note": said["request"]})
    bo = town.person("Bo")
    over_soon = await town.pair(bo, grace)
    await bo.sends(call("mentorship.finished", over_soon))
    await bo.sends(call("mentorship.feedback", over_soon), {"rating": "1", "concern": said["concern"]})
    await bo.sends(call("question.ask"), {"question": "What is a median?", "topic": "statistics"})
    await vents_everywhere(town, ada, said)
    return said


async def vents_everywhere(town: Town, ada: Speaker, said: dict[str, str]) -> None:
    """A post in the channel, one that waits, words that wait for a decision, a page, and a word to her mentor."""
    await town.opens_channel("vent")
    await ada.sends(call("vent.agree"))
    await ada.sends(call("journal.write"), {"text": said["journal"]})
    await ada.sends(call("vent.tell", 0), {"text": said["told"]})
    await vents(ada, said["vent"])
    await town.passes(minutes=16)
    await vents(ada, said["pending"])
    await ada.sends(call("vent.write"), {"text": f"I want to die. {said['draft']}"})


async def secrets_of(database: Database) -> list[str]:
    """Ids that nobody was told: of the post that is public, of the one that waits, and of what a mentor was told."""
    columns = (vent_rows.c.id, mentor_vents.c.id)
    async with database.engine.connect() as connection:
        return [one for column in columns for one in await connection.scalars(select(column))]


async def outsider(town: Town, role: str) -> Speaker:
    if role == "another mentor":
        return await town.mentor("Eve", capacity=9)
    return town.person("Eve", moderator=role == "a moderator")


def calls_with(ask: Ask, known: list[str]) -> list[Call]:
    """The ask about each random id: as if somebody had guessed 128 bits, or had seen the button."""
    return [call(ask.name, one) for one in known] if [param.base for param in ask.ids] == [str] else []


async def rows(town: Town, database: Database, but: int) -> dict[str, set[Row[Any]]]:
    """Every row of the town that is not about this person, by table."""
    found = await rows_of(database, town.community.id)
    return {name: {row for row in map(_still, every) if but not in row} for name, every in found.items()}


def _still(row: Any) -> Any:
    return tuple(str(value) if isinstance(value, dict | list) else value for value in row)


@pytest.mark.parametrize("role", ROLES)
async def test_whoever_it_does_not_concern_reads_nothing_private_and_changes_nothing(
    sqlite_database: Database, role: str
) -> None:
    town = await Town.founded(sqlite_database)
    said = await a_private_life(town)
    eve = await outsider(town, role)
    mine = await town.id(eve)
    known = await secrets_of(sqlite_database)
    before, read = await rows(town, sqlite_database, mine), list[str]()
    account = town.person("Ada").actor.account
    for ask in registry:
        typed = {param.name: typed_for(param.kind, account) for param in ask.typed}
        for made in (*calls_of(ask, set(range(1, 6))), *calls_with(ask, known)):
            view = await town.app.answer(eve.actor, made, typed, now=town.now)
            shown = words(view) + words(await town.app.form(eve.actor, made, now=town.now))
            read += [f"{kind} by {made}" for kind, canary in said.items() if canary in shown]
            if not ask.who.allows(await _person(town, eve)):
                assert ask.who.refusal in shown or "no longer know" in shown, made
    may = FOR_ALL | (FOR_MODERATORS if role == "a moderator" else set())
    assert [one for one in read if one.partition(" ")[0] not in may] == []
    after = await rows(town, sqlite_database, mine)
    assert {name for name in before if before[name] - after[name]} <= CHANGES[role]
    [waiting] = [row for row in before["vents"] if "waiting" in row]
    assert waiting in after["vents"]


async def _person(town: Town, speaker: Speaker) -> Any:
    async with town.storage.writing() as tx:
        return await tx.directory.enter(speaker.actor, town.community.id, town.now)


async def test_what_the_matrix_looks_for_is_there_for_those_it_concerns(sqlite_database: Database) -> None:
    town = await Town.founded(sqlite_database)
    said = await a_private_life(town)
    ada, grace = town.person("Ada", zone="Africa/Lagos"), town.person("Grace")
    seen = dict.fromkeys(said, "")
    for who in (ada, grace, town.person("Bo"), town.person("Noor"), town.person("Mo", moderator=True)):
        for ask in registry:
            for made in calls_of(ask, set(range(1, 6))):
                if ask.name.endswith((".list", ".show", ".page", ".steps")):
                    shown = words(await town.app.answer(who.actor, made, now=town.now))
                    seen |= {kind: who.actor.name for kind, canary in said.items() if canary in shown}
        shown = "\n".join(words(view) for view in who.dms)
        seen |= {kind: who.actor.name for kind, canary in said.items() if canary in shown and not seen[kind]}
    await town.passes(minutes=16)
    shown = "\n".join(words(view) for view in town.channel("vent"))
    seen |= {kind: "the channel" for kind in ("vent", "pending") if said[kind] in shown}
    assert [kind for kind, by in seen.items() if not by] == ["draft"], seen
    [draft] = (await rows_of(sqlite_database, town.community.id))["vent_drafts"]
    assert draft, "it waits for its author, whose buttons alone find it"
