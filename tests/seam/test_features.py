"""What can be switched off is there to be switched."""

import bot.commands
from bot.domain.features import FEATURES
from bot.domain.settings import SETTINGS, Settings
from bot.registry import registry

assert bot.commands


def test_a_feature_begins_with_asks_there_are_and_has_a_switch_that_is_on() -> None:
    names = {ask.name for ask in registry}
    for feature in FEATURES:
        assert feature.begins <= names
        assert feature.is_on(Settings())
        assert feature.setting not in {setting.name for setting in SETTINGS}
