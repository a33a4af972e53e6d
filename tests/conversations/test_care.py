"""Who writes that they want to die reads where help is, alone; nothing else happens, and nothing is kept."""

import sqlalchemy as sa

from bot.calls import call
from bot.commands.care import care_card
from bot.domain.care import is_worrying
from bot.views import Button, Card
from storage.tables import metadata
from tests.conversations.inside import acting
from tests.conversations.town import Speaker, Town
from tests.conversations.words import labels, words

HEAVY = "I failed again and I want to die."
EVERYDAY = "This homework is killing me, but the draft is done."


async def rows(town: Town) -> dict[str, list[tuple[object, ...]]]:
    """All that is kept, table by table."""
    async with town.storage.engine.connect() as connection:  # type: ignore[attr-defined]  # both databases have one
        return {
            table.name: sorted(map(tuple, await connection.execute(sa.select(table))), key=repr)
            for table in metadata.sorted_tables
        }


async def checks_in(who: Speaker, went: str, **typed: str) -> Card:
    await who.types("/check-in")
    said = await who.fills(**{"went": went, "next": "Rest.", "audience": "mentors", **typed})
    assert isinstance(said, Card)
    return said


async def test_anybody_opens_the_card_and_chooses_a_country(town: Town) -> None:
    ada = town.person("Ada", zone="Asia/Kolkata")
    card = await ada.types("/help-now")
    assert isinstance(card, Card)
    assert not card.is_public
    said = words(card)
    assert "You do not have to carry this alone" in said
    assert "Your country is not chosen yet" in said
    assert "findahelpline.com" in said
    assert "Tele-MANAS" not in said, "a zone says nothing about a country"
    assert "!" not in said
    await ada.presses("Choose your country")
    said = words(await ada.fills(country="India"))
    assert "Help lines: India." in said
    assert "Tele-MANAS: 14416: Call 14416 or 1800 891 4416. 24 hours." in said
    assert "Checked 12 Aug 2026: telemanas.mohfw.gov.in" in said
    assert "If a life is in danger now: Call 112." in said
    assert "Help lines: India." in words(await ada.types("/help-now"))
    assert "[India]" in words(await ada.presses("Choose another country"))
    assert "Did you mean" in words(await ada.fills(country="Indja"))
    assert "Your country is not chosen yet" in words(await ada.sends(call("care.country"), {"country": ""}))


async def test_whoever_takes_no_direct_messages_reads_the_whole_card_as_well(town: Town) -> None:
    ada = town.person("Ada")
    town.mailbox.closed.add(ada.actor.account)
    await ada.types("/dms")
    said = words(await ada.types("/help-now"))
    assert "findahelpline.com" in said
    assert "Only you see this. Nobody was told, and I keep no note of it." in said
    assert "I could not send you a direct message" in said


async def test_a_country_of_which_nothing_is_known_for_sure_shows_where_to_look(town: Town) -> None:
    ada = town.person("Ada")
    said = words(await ada.sends(call("care.country"), {"country": "Rwanda"}))
    assert "Rwanda: I know no line there that I trust, so I show where to look." in said
    assert "findahelpline.com" in said
    assert "Call 912." in said
    assert "112 works on many mobile phones" in words(await ada.sends(call("care.country"), {"country": "Nauru"}))


async def test_moderators_choose_whose_lines_are_shown_to_whoever_chose_none(town: Town) -> None:
    mo, ada = town.person("Mo", moderator=True), town.person("Ada")
    assert "No help lines chosen." in words(await mo.types("/setup"))
    await mo.presses("Help lines")
    assert "Germany: TelefonSeelsorge." in words(await mo.fills(country="Germany"))
    assert "Help lines of Germany first." in words(await mo.types("/setup"))
    assert "[Germany]" in words(await mo.presses("Help lines"))
    said = words(await ada.types("/help-now"))
    assert "Help lines: Germany, as your community chose; yours may be another." in said
    assert "Help lines: Japan." in words(await ada.sends(call("care.country"), {"country": "Japan"}))
    assert "I know no line there that I trust" in words(await mo.sends(call("setup.help_country"), {"country": "RW"}))
    assert "Members who chose no country" in words(await mo.sends(call("setup.help_country"), {"country": "none"}))
    assert "The community's help lines" in words(await mo.sends(call("audit.show")))
    assert "moderator" in words(await ada.sends(call("setup.help_country"), {"country": "Japan"})).casefold()
    assert "Help lines: Japan." in words(await ada.types("/help-now"))


async def test_a_check_in_that_sounds_like_danger_is_saved_as_ever_and_answered_with_care(town: Town) -> None:
    ada, grace = town.person("Ada"), await town.mentor("Grace")
    await town.pair(ada, grace)
    asked = words(await checks_in(ada, HEAVY))
    assert "May your mentor read it?" in asked
    assert "That sounds heavy. You do not have to carry it alone." in asked
    card = await ada.presses("I agree")
    assert isinstance(card, Card)
    said = words(card)
    assert card.title == "Noted"
    assert not card.is_public
    assert "Grace can read it and answer." in said
    assert "That sounds heavy. You do not have to carry it alone." in said
    assert "That counts" not in said, "this is no moment to count"
    assert "findahelpline.com" in said
    assert "These lines are shown to you alone" in said
    assert "Choose your country" in labels(card)
    assert "Change it" in labels(card)
    assert HEAVY in words(await ada.types("/check-ins"))
    heard = "\n".join(words(view) for view in grace.dms)
    assert HEAVY in heard
    assert not any(word in heard for word in ("heavy", "alone", "findahelpline", "danger"))


async def test_danger_is_seen_in_each_field_and_in_none_of_an_ordinary_check_in(town: Town) -> None:
    ada = town.person("Ada")
    assert "heavy" in words(await checks_in(ada, "Fine.", next="Nothing, I want to end my life.", audience="private"))
    await town.passes(days=1)
    assert "heavy" in words(await checks_in(ada, "Fine.", blockers="My father hits me.", audience="private"))
    await town.passes(days=1)
    assert "heavy" not in words(await checks_in(ada, EVERYDAY, audience="private"))


async def test_nothing_is_kept_of_what_was_seen_or_opened(town: Town) -> None:
    ada, bo = town.person("Ada"), town.person("Bo")
    await checks_in(ada, EVERYDAY, audience="private")
    await ada.types("/help-now")
    before = await rows(town)
    assert is_worrying(HEAVY)
    await ada.types("/help-now")
    assert await rows(town) == before
    await checks_in(bo, EVERYDAY, audience="private")
    counted = {name: len(some) for name, some in (await rows(town)).items()}
    await town.passes(days=1)
    await checks_in(bo, HEAVY, audience="private")
    after = {name: len(some) for name, some in (await rows(town)).items()}
    assert {name for name in after if after[name] != counted[name]} == {"check_ins"}


async def test_the_card_puts_what_its_caller_offers_first(town: Town) -> None:
    ada = town.person("Ada")
    async with acting(town, ada) as ctx:
        card = await care_card(ctx, (Button("Post it anyway", call("help.show")), Button("Keep it", call("home.show"))))
    assert labels(card) == ["Post it anyway", "Keep it"]
    assert words(card).splitlines()[1].startswith("That sounds heavy. Whether it is about you")
    assert card.tone == "care"
