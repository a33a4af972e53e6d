"""config.toml as somebody writes it: what is read, and what is said about what cannot be."""

import re
from pathlib import Path

import pytest

from adapters.cli.config import Config, DatabaseConfig, environment_name, keys, load
from adapters.cli.errors import ConfigError

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    """The sentence about `text`, without the folder's name."""
    with pytest.raises(ConfigError) as caught:
        load(written(folder, text), {})
    return str(caught.value).removeprefix(f"{folder}/")


def test_the_example_loads_and_is_all_defaults() -> None:
    assert load(EXAMPLE, {}) == Config()


def test_the_example_names_every_key_once_in_its_table() -> None:
    named, table = [], ""
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if header := re.match(r"\[(\w+)\]$", line):
            table = header[1]
        elif entry := re.match(r"(?:# )?(\w+) = ", line):
            named.append(f"{table}.{entry[1]}")
    assert sorted(named) == sorted(keys())


def test_the_example_explains_every_key_in_the_lines_above_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    entries = [n for n, line in enumerate(lines) if re.match(r"(# )?\w+ = ", line)]
    assert entries
    assert all(lines[n - 1].startswith("# ") for n in entries)


def test_without_a_file_everything_has_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(None, {}) == Config()


def test_the_file_in_the_current_folder_is_read_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "[playground]\nport = 9000\nopen_browser = false\n")
    monkeypatch.chdir(tmp_path)
    chosen = load(None, {}).playground
    assert (chosen.port, chosen.open_browser) == (9000, False)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '# one\n# two\n[databse]\n\n# five\n\nurl = "sqlite:///a.db"\n',
            "config.toml, line 7: I do not know the key `databse.url`. Did you mean `database.url`?",
        ),
        (
            'url = "sqlite:///a.db"',
            "config.toml, line 1: I do not know the key `url`. Did you mean `database.url`?",
        ),
        ("[databse]\n", "config.toml, line 1: I do not know the table `databse`. Did you mean `database`?"),
        ("zzzzqq = 1", "config.toml, line 1: I do not know the key `zzzzqq`."),
        (
            '[database.url]\nhost = "h"',
            "config.toml, line 2: I do not know the key `database.url.host`. Did you mean `database.url`?",
        ),
        (
            '[community]\nname = "Ours"\nzone = "Europe/Berln"',
            "config.toml, line 3: `community.zone` must be the name of a time zone in quotes, such as "
            '"Europe/Berlin" or "UTC". Did you mean `Europe/Berlin`?',
        ),
        (
            '[playground]\nport = "8421"',
            "config.toml, line 2: `playground.port` must be a whole number from 0 to 65535, without quotes; "
            "0 takes any free port.",
        ),
        (
            '[log]\nlevel = "infor"',
            'config.toml, line 2: `log.level` must be one of "debug", "info", "warning", "error". Did you mean `info`?',
        ),
        (
            '[database]\nurl = "sqlite:///a.db"\nurl_file = "b"',
            "config.toml, line 3: Give either `database.url` or `database.url_file`, not both.",
        ),
        (
            '[database]\nurl_file = "nowhere"',
            "config.toml, line 2: I cannot read the file of `database.url_file`: No such file or directory.",
        ),
        (
            "[database]\nurl_file = 3",
            "config.toml, line 2: `database.url_file` must be a line of text in quotes",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_what_was_meant(tmp_path: Path, text: str, sentence: str) -> None:
    assert refusal(tmp_path, text).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "line"), [("[log", 1), ("\n[log]\nlevel = ", 3), ("a = 1\na = 2", 2), ("x = [1,\n2,\n", 2)]
)
def test_what_is_not_toml_is_said_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    assert refusal(tmp_path, text).startswith(f"config.toml, line {line}: this is not TOML (")


@pytest.mark.parametrize(
    "value",
    [
        '"mysql://me:hunter2@db/name"',
        '"postgres://me:hunter2@db/name"',
        '"hunter2"',
        '"sqlite://hunter2.db"',
        '"sqlite:///"',
        '["hunter2"]',
        '"postgresql://me:hunter2\\n@db"',
    ],
)
def test_a_wrong_address_is_refused_without_repeating_its_password(tmp_path: Path, value: str) -> None:
    said = refusal(tmp_path, f"[database]\nurl = {value}")
    assert said.startswith("config.toml, line 2: `database.url` must be ")
    assert "hunter2" not in said


@pytest.mark.parametrize(
    "value",
    [
        '"http://bot.example"',
        '"bot.example"',
        '"https://"',
        '"https:///calendar"',
        '"https://bot.example/?x=1"',
        '"https://bot.example/#a"',
        '"https://me:secret@bot.example"',
        '"https://bot .example"',
        '"https://bot.example\\n"',
        "7",
    ],
)
def test_calendars_are_served_under_an_https_address_or_not_at_all(tmp_path: Path, value: str) -> None:
    said = refusal(tmp_path, f"[calendars]\naddress = {value}")
    assert said.startswith("config.toml, line 2: `calendars.address` must be an https address in quotes, such as ")


@pytest.mark.parametrize(("value", "kept"), [("https://bot.example/", "https://bot.example"), ("", "")])
def test_an_address_of_calendars_ends_without_a_stroke(tmp_path: Path, value: str, kept: str) -> None:
    assert load(written(tmp_path, f'[calendars]\naddress = "{value}"'), {}).calendars.address == kept


@pytest.mark.parametrize("value", ["true", "-1", "65536", "1.5", "[]"])
def test_a_port_is_a_whole_number_that_fits(tmp_path: Path, value: str) -> None:
    assert "`playground.port` must be a whole number" in refusal(tmp_path, f"[playground]\nport = {value}")


@pytest.mark.parametrize("value", ['""', '"  "', '"two\\nlines"', "7"])
def test_a_community_has_a_name_of_one_line(tmp_path: Path, value: str) -> None:
    assert "`community.name` must be a line of text" in refusal(tmp_path, f"[community]\nname = {value}")


def test_a_switch_is_true_or_false(tmp_path: Path) -> None:
    said = refusal(tmp_path, '[playground]\nopen_browser = "yes"')
    assert said == "config.toml, line 2: `playground.open_browser` must be true or false, without quotes."


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, '[database]\nurl = "sqlite:///a.db"')
    config = load(path, {environment_name("database.url"): "postgresql://me:hunter2@db/name"})
    assert config.database == DatabaseConfig("postgresql://me:hunter2@db/name")


def test_a_wrong_value_in_the_environment_is_said_to_come_from_there() -> None:
    with pytest.raises(ConfigError, match="OFFICE_HOURS_DATABASE_URL in the environment must hold an address"):
        load(EXAMPLE, {"OFFICE_HOURS_DATABASE_URL": "somewhere"})


def test_a_secret_is_read_from_the_file_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "address").write_text("postgresql://me:hunter2@db/name\n", encoding="utf-8")
    path = written(tmp_path, '[database]\nurl_file = "address"')
    assert load(path, {}).database.url == "postgresql://me:hunter2@db/name"


def test_a_secret_file_that_holds_something_else_is_named(tmp_path: Path) -> None:
    (tmp_path / "address").write_text("hunter2", encoding="utf-8")
    path = written(tmp_path, '[database]\nurl_file = "address"')
    with pytest.raises(ConfigError, match=r"The file of `database\.url_file` must hold an address") as caught:
        load(path, {})
    assert "hunter2" not in str(caught.value)


def test_a_missing_file_points_to_init(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"There is no .*mine\.toml\. `office-hours init` writes one\."):
        load(tmp_path / "mine.toml", {})


def test_a_folder_or_bytes_in_place_of_the_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="I cannot read"):
        load(tmp_path, {})
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="is not text in UTF-8"):
        load(path, {})


def test_a_secret_does_not_show_when_the_configuration_is_printed() -> None:
    assert "hunter2" not in repr(DatabaseConfig("postgresql://me:hunter2@db/name"))


def test_the_hosts_of_a_school_are_names_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path, '[feeds]\nenabled = false\nhosts = ["Canvas.example.edu"]\n')
    chosen = load(path, {}).feeds
    assert (chosen.enabled, chosen.hosts) == (False, ("canvas.example.edu",))
    for wrong in ('"canvas.example.edu"', '["https://canvas.example.edu"]', '["canvas"]', "[1]"):
        assert "a list of host names" in refusal(tmp_path, f"[feeds]\nhosts = {wrong}\n")
