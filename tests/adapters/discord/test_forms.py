"""Forms: opened at once, come back filled in when something is wrong, whatever was typed and whoever restarts."""

from adapters.discord.forms import DRAFT
from tests.adapters.discord.campus import Campus, Member
from tests.fakes.discord.messages import walk

HARD = "Line one\n```python\nx = '`'\n``` and <@1> @everyone `` *not* \\ this"


async def profile(campus: Campus) -> Member:
    ada = campus.person("Ada")
    await ada.types("mentor profile")
    return ada


def values(member: Member) -> dict[str, str]:
    """What stands in the modal that is open, by field."""
    assert member.reply is not None
    assert member.reply.modal is not None
    parts = [part for part in walk(member.reply.modal["components"]) if part["type"] == 4]
    return {part["custom_id"]: part.get("value") or "" for part in parts}


async def test_a_form_opens_at_once_with_what_is_known(campus: Campus) -> None:
    ada = await profile(campus)
    await ada.presses("Who you are")
    await ada.fills(topics="statistics", languages="English", bio=HARD)
    await ada.types("mentor profile")
    opened = await ada.presses("Who you are")
    assert opened.ack == 9
    assert values(ada)["bio"] == HARD


async def test_a_form_with_a_mistake_comes_back_filled_after_a_restart_too(campus: Campus) -> None:
    ada = await profile(campus)
    await ada.presses("Who you are")
    answer = await ada.fills(topics="statistics", languages="Klingon-ish", bio=HARD)
    assert "⚠️" in answer.message.text
    assert "@everyone" in answer.message.text
    await campus.restarts()
    await ada.presses("Open it again")
    assert values(ada) == {"topics": "statistics", "languages": "Klingon-ish", "bio": HARD}


async def test_mending_the_mistake_replaces_the_complaint(campus: Campus) -> None:
    ada = await profile(campus)
    await ada.presses("Who you are")
    wrong = await ada.fills(topics="statistics", languages="Klingon-ish", bio="Hello")
    await ada.presses("Open it again")
    mended = await ada.fills(languages="English")
    assert mended.message.id == wrong.message.id
    assert "⚠️" not in mended.message.text


async def test_what_a_command_left_out_is_asked_for_and_what_was_typed_is_kept(campus: Campus) -> None:
    grace = await campus.mentor("Grace")
    ada = campus.person("Ada")
    opened = await ada.types("ask", {"topic": "statistics"})
    assert opened.ack == 9
    assert values(ada) == {"question": "", "topic": "statistics"}
    await ada.fills(question="What does a p-value say?")
    assert "Asked" in ada.seen.text
    assert "p-value" in grace.last_dm.text


async def test_picking_somebody_the_bot_never_met_works_from_a_command_and_its_form(campus: Campus) -> None:
    ada, mallory = campus.person("Ada"), campus.person("Mallory")
    await ada.types("report", {"person": mallory.user})
    done = await ada.fills(text="They keep writing to me.")
    assert done.message.ephemeral
    await ada.types("block", {"person": mallory.user})
    assert "Mallory" in ada.seen.text or str(mallory.user.id) in ada.seen.text


async def test_a_bot_cannot_be_picked(campus: Campus) -> None:
    ada = campus.person("Ada")
    again = await ada.types("block", {"person": campus.fake.world.bot})
    assert again.modal is not None
    labels = [part for part in walk(again.modal["components"]) if part["type"] == 18]
    assert "I do not know this person" in labels[0]["description"]


async def test_the_drafts_of_a_form_are_marked_in_the_message(campus: Campus) -> None:
    ada = await profile(campus)
    await ada.presses("Your time")
    await ada.fills(week="whenever", zone="Europe/Berlin", capacity="2")
    marked = [part["id"] for part in walk(ada.seen.components) if part.get("id", 0) >= DRAFT]
    assert marked[:3] == [DRAFT, DRAFT + 1, DRAFT + 2]
