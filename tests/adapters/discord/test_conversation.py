"""Commands, autocomplete, buttons and menus, in a server and in the bot's direct messages."""

from bot.calls import MOST_CHARACTERS
from tests.adapters.discord.campus import Campus
from tests.adapters.discord.evidence import at_rest
from tests.fakes.discord.messages import walk


async def test_answers_are_only_for_who_asked(campus: Campus) -> None:
    ada = campus.person("Ada")
    for command in ("help", "home", "me", "requests", "topics"):
        assert (await ada.types(command)).message.ephemeral, command


async def test_autocomplete_offers_what_the_core_suggests(campus: Campus) -> None:
    ada = campus.person("Ada")
    offered = await campus.fake.complete(ada.user, campus.guild, "timezone", field="zone", typed="kolk")
    assert offered.ack == 8
    assert any(choice["value"] == "Asia/Kolkata" for choice in offered.choices)
    topics = await campus.fake.complete(ada.user, campus.guild, "find-mentor", field="topic", typed="stat")
    assert topics.choices


async def test_turning_a_page_edits_the_message_in_place(campus: Campus) -> None:
    mo = campus.person("Mo", moderator=True)
    first = await mo.types("config")
    before, text = first.message.id, first.message.text
    second = await mo.presses("Older")
    assert second.message.id == before
    assert second.ack == 7
    assert second.message.text != text
    await mo.presses("Newer")
    assert mo.seen.text == text


async def test_a_moderators_command_is_refused_to_others_by_the_core(campus: Campus) -> None:
    ada = campus.person("Ada")
    await ada.types("config")
    assert "moderator" in ada.seen.text


async def test_manage_server_makes_a_moderator_and_losing_it_ends_that(campus: Campus) -> None:
    mo = campus.person("Mo", moderator=True)
    await mo.types("config")
    assert "Settings" in mo.seen.text
    campus.guild.allowed.clear()
    await mo.types("config")
    assert "Settings" not in mo.seen.text


async def test_a_command_in_a_direct_message_means_the_community_one_is_known_in(campus: Campus) -> None:
    ada = campus.person("Ada")
    await ada.types("home", in_dm=True)
    assert "which community" in ada.seen.text
    await ada.types("home")
    await ada.types("home", in_dm=True)
    assert "which community" not in ada.seen.text
    assert not ada.seen.ephemeral


async def test_somebody_in_two_communities_is_asked_once(campus: Campus) -> None:
    near = campus.fake.guild("Near Campus")
    near.text_channel("general")
    await campus.fake.join(near)
    await at_rest(campus)
    ada = campus.person("Ada")
    await ada.types("home")
    await campus.fake.command(ada.user, near, "home")
    await ada.types("requests", in_dm=True)
    assert "Which community" in ada.seen.text
    menu = next(part for part in walk(ada.seen.components) if part["type"] == 3)
    await ada.picks(menu["custom_id"], "Near Campus")
    assert "Which community" not in ada.seen.text
    await ada.types("home", in_dm=True)
    assert "Which community" not in ada.seen.text


async def test_a_command_that_is_gone_and_a_button_that_is_none_of_ours_are_explained(campus: Campus) -> None:
    ada = campus.person("Ada")
    await ada.types("help")
    for part in walk(ada.seen.components):
        if part["type"] == 2:
            part["custom_id"] = "nobody.knows:1"
    await ada.presses(ada.seen.labels[0])
    assert "/help" in ada.seen.text


async def test_no_custom_id_comes_near_discords_limit(campus: Campus) -> None:
    await campus.mentor("Grace")
    ada = campus.person("Ada")
    await ada.types("find-mentor", {"topic": "statistics"})
    ids = [str(part["custom_id"]) for part in walk(ada.seen.components) if "custom_id" in part]
    assert ids
    assert all(len(custom_id) <= MOST_CHARACTERS + 20 for custom_id in ids)


async def test_commands_are_registered_once_and_written_again_only_when_they_change(campus: Campus) -> None:
    def written() -> list[str]:
        return [request.method for request in campus.fake.requests if request.path.endswith("/commands")]

    assert written() == ["GET", "PUT"]
    await campus.restarts()
    assert written() == ["GET", "PUT", "GET"]
    campus.fake.commands[None].append({"name": "old", "description": "An old command", "type": 1})
    await campus.restarts()
    assert written() == ["GET", "PUT", "GET", "GET", "PUT"]
    assert all(command["name"] != "old" for command in campus.fake.commands[None])


async def test_moderators_commands_are_hidden_from_others_by_default(campus: Campus) -> None:
    held = {command["name"]: command["default_member_permissions"] for command in campus.fake.commands[None]}
    assert held["config"] == "32"
    assert held["find-mentor"] is None
