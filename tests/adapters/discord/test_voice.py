"""Where a voice channel is asked for, Discord offers voice channels and no others."""

from typing import Any

import pytest

from adapters.discord.fields import labelled
from adapters.discord.rendering import message
from bot.calls import call
from bot.params import ChannelPick
from bot.views import FormField, Picker

VOICE, TEXT, NEWS = 2, 0, 5


def selects_of(component: Any) -> list[list[int]]:
    """The channel types of every select in a payload."""
    if isinstance(component, list):
        return [found for one in component for found in selects_of(one)]
    if not isinstance(component, dict):
        return []
    mine = [component["channel_types"]] if "channel_types" in component else []
    return mine + [found for one in component.values() for found in selects_of(one)]


@pytest.mark.parametrize(("is_voice", "types"), [(True, [VOICE]), (False, [TEXT, NEWS])])
async def test_a_picker_and_a_form_offer_the_channels_that_were_asked_for(is_voice: bool, types: list[int]) -> None:
    kind = ChannelPick("Which one?", is_voice=is_voice)
    picker = Picker("Voice channel", call("voice.set"), "channel", kind)
    assert selects_of(message(picker, in_dm=False).layout.to_components()) == [types]
    assert selects_of(labelled(FormField("channel", kind, True)).to_component_dict()) == [types]
