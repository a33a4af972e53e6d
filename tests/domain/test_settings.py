"""What a community sets is bounded, in order, and survives an older or newer version."""

from datetime import timedelta

import pytest

from bot.domain.settings import SETTINGS, Settings, changed, settings_of
from bot.errors import UserError


def test_every_setting_is_within_its_bounds_by_default() -> None:
    for setting in SETTINGS:
        assert setting.least <= getattr(Settings(), setting.name) <= setting.most, setting.name


def test_what_was_stored_is_read_and_unknown_names_are_passed_over() -> None:
    assert settings_of({"request_most_open": "5", "of_another_version": "7"}) == Settings(request_most_open=5)


def test_a_clock_is_made_of_its_settings() -> None:
    assert Settings().request_clock == ((timedelta(hours=48), timedelta(days=7)), timedelta(days=14))


def test_a_change_touches_one_setting_alone() -> None:
    assert changed(Settings(), "undo_days", " 14 ") == Settings(undo_days=14)


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("no_such", "1", "name"),
        ("undo_days", "0", "value"),
        ("undo_days", "٣", "value"),
        ("undo_days", "1000000", "value"),
        ("request_close_days", "7", "value"),
        ("silence_first_days", "14", "value"),
    ],
)
def test_a_change_that_cannot_be_is_refused_with_its_field(name: str, value: str, field: str) -> None:
    with pytest.raises(UserError) as caught:
        changed(Settings(), name, value)
    assert caught.value.field == field
