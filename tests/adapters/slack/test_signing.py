"""A request is Slack's when its signature is right, fresh and new; anything else is refused without a fuss."""

import hashlib
import hmac

import pytest

from adapters.slack.signing import OLDEST, Signatures

SECRET = "a signing secret"
NOW = 1_772_452_800.0
BODY = b"payload=%7B%7D"


def signature(stamp: str, body: bytes = BODY, secret: str = SECRET) -> str:
    return "v0=" + hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()


def test_a_right_signature_is_taken_once() -> None:
    signatures, stamp = Signatures(SECRET), str(int(NOW))
    assert signatures.is_new(stamp, signature(stamp), BODY, NOW)
    assert not signatures.is_new(stamp, signature(stamp), BODY, NOW + 1)


@pytest.mark.parametrize("ahead", [-OLDEST - 1, OLDEST + 1])
def test_an_old_or_early_request_is_refused(ahead: int) -> None:
    stamp = str(int(NOW) + ahead)
    assert not Signatures(SECRET).is_new(stamp, signature(stamp), BODY, NOW)


@pytest.mark.parametrize(
    "stamp", ["", "abc", "-1", "1e9", "9" * 5000, "١٢٣", " 1772452800", "1772452800\n", "1772452800.0", "nan"]
)
def test_a_malformed_timestamp_is_refused(stamp: str) -> None:
    assert not Signatures(SECRET).is_new(stamp, "v0=00", BODY, NOW)


@pytest.mark.parametrize("wrong", ["", "v0=", "v0=é", "v1=" + "0" * 64, "v0=" + "0" * 64])
def test_a_wrong_signature_is_refused(wrong: str) -> None:
    assert not Signatures(SECRET).is_new(str(int(NOW)), wrong, BODY, NOW)


def test_a_changed_body_or_another_secret_is_refused() -> None:
    stamp = str(int(NOW))
    assert not Signatures(SECRET).is_new(stamp, signature(stamp), BODY + b"x", NOW)
    assert not Signatures(SECRET).is_new(stamp, signature(stamp, secret="another"), BODY, NOW)


def test_a_refused_signature_does_not_use_up_the_right_one() -> None:
    signatures, stamp = Signatures(SECRET), str(int(NOW))
    assert not signatures.is_new(stamp, signature(stamp), BODY + b"x", NOW)
    assert signatures.is_new(stamp, signature(stamp), BODY, NOW)
