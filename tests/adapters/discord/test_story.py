"""A mentorship's life in a Discord server, from the first command to thanks, with a restart in the middle."""

from tests.adapters.discord.campus import Campus


async def test_a_student_finds_a_mentor_who_accepts(campus: Campus) -> None:
    grace = await campus.mentor("Grace")
    ada = campus.person("Ada")
    found = await ada.types("find-mentor", {"topic": "statistics"})
    assert found.message.ephemeral
    assert f"<@{grace.user.id}>" in found.message.text
    opened = await ada.presses("Request")
    assert opened.modal is not None
    await ada.fills(note="Please help me with *my* thesis, @everyone.")
    assert "Grace" in ada.seen.text or f"<@{grace.user.id}>" in ada.seen.text

    asked = grace.last_dm
    assert "Ada" in asked.text
    assert "\\*my\\* thesis, \\@everyone" in asked.text
    await campus.restarts()
    await grace.presses("Accept", on=asked)
    assert "Grace" in ada.last_dm.text
    assert len(grace.dms) >= 2
