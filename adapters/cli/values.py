"""The kinds of value a key in config.toml takes.

Each reader takes what TOML held and returns the value, or raises ValueError with words that complete the
sentence "`key` must be ...".
"""

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

Reader = Callable[[object], object]

DATABASES = ("sqlite", "postgresql")
_HOST = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most likely meant to be; None when nothing is near."""
    from rapidfuzz import process

    found = process.extractOne(word, list(known), score_cutoff=70, processor=str.lower)
    return found[0] if found else None


def guess(word: object, known: Iterable[str]) -> str:
    """ " Did you mean `...`?", or nothing when nothing is near."""
    near = closest(word, known) if isinstance(word, str) else None
    return f" Did you mean `{near}`?" if near else ""


def words(value: object) -> str:
    """A line of text that is not empty and carries no control characters."""
    if not (isinstance(value, str) and value.strip() and value.isprintable()):
        raise ValueError('a line of text in quotes, such as "Data Mentors".')
    return value.strip()


def token(value: object) -> str:
    """A platform's secret, or nothing where the platform is not used."""
    if not (isinstance(value, str) and value.isascii() and value.isprintable() and " " not in value.strip()):
        raise ValueError("a token in quotes, as the platform shows it.")
    return value.strip()


def database_url(value: object) -> str:
    """`sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`; the driver is ours to choose."""
    wanted = "an address such as `sqlite:///office-hours.db` or `postgresql://user:password@host/name`."
    if not isinstance(value, str):
        raise ValueError(f"{wanted} Put it in quotes.")
    scheme, separator, rest = value.strip().partition("://")
    if not separator or not rest.strip("/") or not value.isprintable():
        raise ValueError(wanted)
    if scheme not in DATABASES:
        raise ValueError(wanted + guess(scheme, DATABASES))
    if scheme == "sqlite" and not rest.startswith("/"):
        raise ValueError("`sqlite:///FILE`, with three strokes before the file's name, four for a full path.")
    return value.strip()


def zone(value: object) -> str:
    """An IANA time zone, such as `Europe/Berlin`."""
    from zoneinfo import available_timezones

    if isinstance(value, str) and value in available_timezones():
        return value
    near = guess(value, available_timezones())
    raise ValueError(f'the name of a time zone in quotes, such as "Europe/Berlin" or "UTC".{near}')


def port(value: object) -> int:
    """A TCP port; 0 lets the system choose a free one."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 65535:
        raise ValueError("a whole number from 0 to 65535, without quotes; 0 takes any free port.")
    return value


def whole(value: object) -> int:
    """A whole number that is not negative, such as a platform's id."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("a whole number without quotes.")
    return value


def wholes(value: object) -> tuple[int, ...]:
    """A list of whole numbers, such as `[0, 1]`."""
    if not isinstance(value, list):
        raise ValueError("a list of whole numbers, such as [0, 1].")
    return tuple(whole(one) for one in value)


def hosts(value: object) -> tuple[str, ...]:
    """A list of names of hosts, such as `["canvas.example.edu"]`."""
    wanted = 'a list of host names in quotes, such as ["canvas.example.edu"], without https://.'
    if not isinstance(value, list):
        raise ValueError(wanted)
    for one in value:
        if not (isinstance(one, str) and _HOST.fullmatch(one)):
            raise ValueError(wanted)
    return tuple(one.lower() for one in value)


def web_address(value: object) -> str:
    """An address that begins with http or https, without a stroke at its end."""
    if not (isinstance(value, str) and value.startswith(("https://", "http://")) and value.isprintable()):
        raise ValueError('an address in quotes, such as "https://proxy.example/api/v10".')
    return value.strip().rstrip("/")


def public_address(value: object) -> str:
    """An https address that others can reach, without a stroke at its end; or nothing where nothing is served."""
    wanted = 'an https address in quotes, such as "https://bot.example.org", or "" to serve nothing.'
    if value == "":
        return ""
    if not (isinstance(value, str) and value.isascii() and value.isprintable() and value.startswith("https://")):
        raise ValueError(wanted)
    parts = urlsplit(value.strip())
    if not parts.hostname or " " in value.strip() or parts.query or parts.fragment or parts.username:
        raise ValueError(wanted)
    return value.strip().rstrip("/")


def safe_address(value: object) -> str:
    """An address that begins with https, without a stroke at its end; http only for this machine."""
    found = web_address(value)
    if not found.startswith(("https://", "http://127.0.0.1")):
        raise ValueError('an https address in quotes, such as "https://meet.example.org".')
    return found


def sealing_keys(value: object) -> tuple[str, ...]:
    """Keys, the one that seals first: a list of them, or one text with commas between them."""
    found = value.split(",") if isinstance(value, str) else value
    if not (isinstance(found, list) and all(isinstance(one, str) and one.isascii() for one in found)):
        raise ValueError("a key in quotes, as `office-hours key` prints it, or a list of keys, the newest first.")
    return tuple(one.strip() for one in found if one.strip())


def services(value: object) -> tuple[str, ...]:
    """A list of services that make rooms, the preferred one first."""
    known = ("zoom", "meet", "teams", "jitsi")
    if not isinstance(value, list) or len(set(map(str, value))) != len(value):
        raise ValueError('a list of services, each once, such as ["zoom", "jitsi"].')
    return tuple(one_of(*known)(one) for one in value)


def json_key(value: object) -> str:
    """A key file in JSON, as it was downloaded, or nothing."""
    if not isinstance(value, str) or (value.strip() and not value.strip().startswith("{")):
        raise ValueError("the JSON of a service account's key, as Google's console gives it.")
    return value.strip()


def file_name(value: object) -> str:
    """The name of a file, or nothing."""
    if not (isinstance(value, str) and value.isprintable()):
        raise ValueError('the name of a file in quotes, such as "/var/lib/office-hours/erased".')
    return value.strip()


def switch(value: object) -> bool:
    """On or off."""
    if not isinstance(value, bool):
        raise ValueError("true or false, without quotes.")
    return value


def one_of(*known: str) -> Callable[[object], str]:
    """A reader for one word out of a few."""

    def read(value: object) -> str:
        if isinstance(value, str) and value in known:
            return value
        choices = ", ".join(f'"{word}"' for word in known)
        raise ValueError(f"one of {choices}.{guess(value, known)}")

    return read
