"""`office-hours init`, as somebody answers it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.cli.config import Config, DatabaseConfig, load
from adapters.cli.errors import OperatorError
from adapters.cli.main import app
from storage.seal import Seal


def init(path: Path, *answers: str) -> Result:
    """Answers the first questions so; the next five, if there are as many, with Enter."""
    said = [*answers, *([""] * 5 if answers[1:] else [])]
    return CliRunner().invoke(app, ["init", str(path)], input="".join(f"{answer}\n" for answer in said))


def test_the_answers_become_a_file_that_loads(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    said = init(
        path, "postgresql://me:hunter2@db/name", 'The "Data" Mentors \\ Düsseldorf', "Europe/Berlin", "abc.def.ghi",
        "bot-token", "app-token",
    )  # fmt: skip
    config = load(path, {})
    assert said.exit_code == 0
    assert "abc.def.ghi" not in said.output
    assert config.discord.token == "abc.def.ghi"
    assert (config.slack.bot_token, config.slack.app_token) == ("bot-token", "app-token")
    assert "bot-token" not in said.output
    assert config.database.url == "postgresql://me:hunter2@db/name"
    assert config.community.name == 'The "Data" Mentors \\ Düsseldorf'
    assert config.community.zone == "Europe/Berlin"


def test_enter_takes_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    init(path, "", "", "", "")
    [key] = load(path, {}).database.key
    assert load(path, {}) == Config(DatabaseConfig(key=(key,)))
    assert Seal.of([key]).names


def test_each_file_gets_a_key_of_its_own_which_is_not_shown(tmp_path: Path) -> None:
    said = [init(tmp_path / name, "", "", "", "") for name in ("a.toml", "b.toml")]
    keys = {load(tmp_path / name, {}).database.key[0] for name in ("a.toml", "b.toml")}
    assert len(keys) == 2
    assert not any(key in one.output for key in keys for one in said)


def test_a_key_outlives_the_file_it_was_in(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[database]\nkey = ["first", "second"]\n', encoding="utf-8")
    assert init(path, "y", "", "Theirs", "", "").exit_code == 0
    assert load(path, {}).database.key == ("first", "second")


def test_a_file_whose_key_cannot_be_read_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[database\n", encoding="utf-8")
    said = init(path, "y", "", "Theirs", "", "")
    assert "move the file away" in str(said.exception)
    assert path.read_text(encoding="utf-8") == "[database\n"


def test_a_wrong_answer_is_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    said = init(path, "", "", "Europe/Berln", "Europe/Berlin", "")
    assert "Did you mean `Europe/Berlin`?" in said.output
    assert load(path, {}).community.zone == "Europe/Berlin"


def test_a_file_that_is_there_is_kept_unless_one_says_yes(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[community]\nname = "Ours"\n', encoding="utf-8")
    said = init(path, "n")
    assert (said.exit_code, path.read_text(encoding="utf-8")) == (1, '[community]\nname = "Ours"\n')
    assert "Nothing was written." in said.output
    assert init(path, "y", "", "Theirs", "", "").exit_code == 0
    assert load(path, {}).community.name == "Theirs"


def test_stopping_half_way_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert init(path, "").exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    init(path, "", "", "", "")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    said = init(tmp_path / "nowhere" / "config.toml", "", "", "", "")
    assert isinstance(said.exception, OperatorError)
    assert str(said.exception).endswith("config.toml: No such file or directory.")


@pytest.mark.parametrize("name", ["two\tcolumns", "\x7f"])
def test_a_name_that_is_not_one_line_of_text_is_asked_again(tmp_path: Path, name: str) -> None:
    path = tmp_path / "config.toml"
    assert "That must be a line of text" in init(path, "", name, "Ours", "", "").output
    assert load(path, {}).community.name == "Ours"
