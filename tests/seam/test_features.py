"""What can be switched off is there to be switched."""

import bot.commands
from bot.domain.features import FEATURES, withheld
from bot.domain.settings import SETTINGS, Settings
from bot.registry import registry

assert bot.commands


def test_a_feature_begins_with_asks_there_are_and_has_a_switch_that_is_on() -> None:
    names = {ask.name for ask in registry}
    for feature in FEATURES:
        assert feature.begins <= names
        assert feature.is_on(Settings())
        assert feature.setting not in {setting.name for setting in SETTINGS}


def test_a_button_that_begins_something_by_its_args_is_held_back_with_its_feature() -> None:
    names, off = {ask.name for ask in registry}, Settings(is_scheduling=0)
    assert all(feature.begins_anew <= names for feature in FEATURES)
    assert withheld("session.times", ("1", "60", "0", "0"), off) is not None
    assert withheld("session.times", ("1", "60", "0", "0"), Settings()) is None
    assert withheld("session.times", ("1", "60", "0", "7"), off) is None
    assert withheld("session.plan", (), off) is not None
    assert withheld("session.show", ("0",), off) is None
