from typing import Any

import discord
import pytest
from discord import ui

from tests.fakes.discord import FakeDiscord, FakeGuild, FakeUser
from tests.fakes.discord.conftest import Bot

FIND = {
    "name": "find-mentor",
    "description": "Finds somebody",
    "options": [{"type": 3, "name": "topic", "description": "About what", "autocomplete": True}],
}
PROFILE = {
    "name": "mentor",
    "description": "Mentors",
    "options": [
        {
            "type": 1,
            "name": "profile",
            "description": "Shows one",
            "options": [{"type": 6, "name": "who", "description": "Whose", "required": True}],
        }
    ],
}


@pytest.fixture(autouse=True)
async def registered(bot: Bot) -> None:
    await bot.http.bulk_upsert_global_commands(bot.application_id or 0, payload=[FIND, PROFILE])


def card(*buttons: ui.Button[Any], text: str = "Somebody") -> ui.LayoutView:
    made = ui.LayoutView(timeout=None)
    container: ui.Container[Any] = ui.Container(ui.TextDisplay(text))
    if buttons:
        container.add_item(ui.ActionRow(*buttons))
    made.add_item(container)
    made.stop()
    return made


class Note(ui.Modal, title="A note"):
    note: ui.Label[Any] = ui.Label(text="Note", description="For them", component=ui.TextInput(custom_id="note"))
    kind: ui.Label[Any] = ui.Label(
        text="Kind",
        component=ui.Select(
            custom_id="kind",
            options=[discord.SelectOption(label="Warm", value="w", default=True), discord.SelectOption(label="Cold")],
        ),
    )


async def test_a_deferred_command_is_answered_by_an_edit(
    fake: FakeDiscord, ada: FakeUser, campus: FakeGuild, bot: Bot
) -> None:
    async def answer(interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer(ephemeral=True)
        data: Any = interaction.data
        await interaction.edit_original_response(
            view=card(ui.Button(label="Ask", custom_id="ask"), text=data["options"][0]["value"])
        )

    bot.answer = answer
    reply = await fake.command(ada, campus, "find-mentor", {"topic": "statistics"})
    assert (reply.ack, reply.message.ephemeral, reply.message.edited) == (5, True, 1)
    assert (reply.message.text, reply.message.labels) == ("statistics\nAsk", ["Ask"])
    assert fake.messages(reply.message.channel_id) == []


async def test_a_subcommand_brings_the_member_it_names(
    fake: FakeDiscord, ada: FakeUser, campus: FakeGuild, bot: Bot
) -> None:
    async def answer(interaction: discord.Interaction[Any]) -> None:
        data: Any = interaction.data
        (found,) = data["resolved"]["members"]
        await interaction.response.send_message(f"{data['options'][0]['name']} {found}")

    bot.answer = answer
    reply = await fake.command(ada, campus, "mentor profile", {"who": ada})
    assert reply.message.content == f"profile {ada.id}"
    assert fake.messages(reply.message.channel_id) == [reply.message]


async def test_typing_into_an_option_brings_choices(
    fake: FakeDiscord, ada: FakeUser, campus: FakeGuild, bot: Bot
) -> None:
    async def answer(interaction: discord.Interaction[Any]) -> None:
        await interaction.response.autocomplete([discord.app_commands.Choice(name="Statistics", value="7")])

    bot.answer = answer
    reply = await fake.complete(ada, campus, "find-mentor", field="topic", typed="sta")
    assert reply.choices == [{"name": "Statistics", "value": "7"}]


async def test_a_form_from_a_button_changes_the_message_it_came_from(
    fake: FakeDiscord, ada: FakeUser, bot: Bot
) -> None:
    sent: list[Any] = []

    async def answer(interaction: discord.Interaction[Any]) -> None:
        if interaction.type is discord.InteractionType.application_command:
            await interaction.response.send_message(view=card(ui.Button(label="Write", custom_id="write")))
        elif interaction.type is discord.InteractionType.component:
            await interaction.response.send_modal(Note())
        else:
            data: Any = interaction.data
            sent.extend(part["component"] for part in data["components"])
            await interaction.response.defer()
            await interaction.edit_original_response(view=card(text="Sent"))

    bot.answer = answer
    first = await fake.command(ada, None, "find-mentor")
    opened = await fake.press(ada, first.message, "Write")
    assert opened.modal
    assert (opened.ack, opened.modal["title"]) == (9, "A note")
    last = await fake.submit(ada, opened.modal, {"note": "Hello"})
    assert (last.ack, last.message, last.message.text) == (6, first.message, "Sent")
    assert [part.get("value") or part.get("values") for part in sent] == ["Hello", ["w"]]


async def test_what_people_choose_arrives_with_its_member(
    fake: FakeDiscord, ada: FakeUser, campus: FakeGuild, bot: Bot
) -> None:
    select: ui.UserSelect[Any] = ui.UserSelect(custom_id="who", placeholder="Who?")

    async def answer(interaction: discord.Interaction[Any]) -> None:
        data: Any = interaction.data
        if interaction.type is discord.InteractionType.component:
            await interaction.response.edit_message(view=card(text=f"Chosen {data['resolved']['users']}"))
            return
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.ActionRow(select))
        view.stop()
        await interaction.response.send_message(view=view, ephemeral=True)

    bot.answer = answer
    first = await fake.command(ada, campus, "find-mentor")
    reply = await fake.select(ada, first.message, "Who?", [ada])
    assert reply.ack == 7
    assert str(ada.id) in first.message.text


async def test_an_answer_that_comes_twice_or_late_is_refused(
    fake: FakeDiscord, ada: FakeUser, campus: FakeGuild, bot: Bot
) -> None:
    codes: list[int] = []

    async def answer(interaction: discord.Interaction[Any]) -> None:
        try:
            await interaction.response.send_message("Hello")
        except discord.HTTPException as refused:
            codes.append(refused.code)

    bot.answer = answer
    await fake.command(ada, campus, "find-mentor")
    await fake.duplicate(times=2)
    await fake.until(lambda: codes == [40060, 40060], "refused twice")
    fake.interaction_lifetime, fake.timeout = 0, 0.1
    with pytest.raises(AssertionError, match="nothing"):
        await fake.command(ada, campus, "find-mentor")
    assert codes[2:] == [10062]


async def test_what_breaks_a_limit_is_refused_and_told(
    fake: FakeDiscord, ada: FakeUser, campus: FakeGuild, bot: Bot
) -> None:
    refused: list[str] = []

    async def answer(interaction: discord.Interaction[Any]) -> None:
        try:
            await interaction.response.send_message(view=card(ui.Button(label="x" * 81, custom_id="a")))
        except discord.HTTPException as error:
            refused.append(error.text)
        await interaction.response.send_message("Sorry")

    bot.answer = answer
    await fake.command(ada, campus, "find-mentor")
    assert "components.0.components.1.components.0.label: Must be between 0 and 80" in refused[0]
    assert "Must be between 0 and 80" in fake.refusals[0]
