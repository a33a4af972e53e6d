"""What is sealed opens where it was sealed, with the key it was sealed with, and nowhere else."""

import base64
from datetime import UTC, date, datetime

import pytest

from storage.seal import BadKey, Seal, WrongKey
from tests.sealing import OTHER, SEAL, THIRD

FIRST, SECOND = OTHER, THIRD


def test_what_is_sealed_opens_in_its_place() -> None:
    for text in ("", "Ünïcode 🙂\nand lines", "x" * 10_000):
        assert SEAL.open(7, "notes.text", SEAL.seal(7, "notes.text", text)) == text


def test_what_is_sealed_shows_neither_text_nor_sameness() -> None:
    sealed = [SEAL.seal(1, "notes.text", "canary") for _ in range(2)]
    assert sealed[0] != sealed[1]
    assert b"canary" not in b"".join(sealed)


@pytest.mark.parametrize(("community", "column"), [(2, "notes.text"), (1, "notes.texts"), (1, "goals.title")])
def test_it_opens_in_no_other_community_and_no_other_column(community: int, column: str) -> None:
    sealed = SEAL.seal(1, "notes.text", "canary")
    with pytest.raises(WrongKey, match="sealed for another place"):
        SEAL.open(community, column, sealed)


def test_no_bit_of_it_can_be_changed() -> None:
    sealed = SEAL.seal(1, "notes.text", "canary")
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(WrongKey):
            SEAL.open(1, "notes.text", bytes(changed))


def test_no_end_of_it_can_be_cut_off() -> None:
    sealed = SEAL.seal(1, "notes.text", "canary")
    for length in range(len(sealed)):
        with pytest.raises(WrongKey):
            SEAL.open(1, "notes.text", sealed[:length])


def test_the_first_key_seals_and_all_open() -> None:
    old, both, new = Seal.of([FIRST]), Seal.of([SECOND, FIRST]), Seal.of([SECOND])
    was, now = old.seal(1, "notes.text", "canary"), both.seal(1, "notes.text", "canary")
    assert both.open(1, "notes.text", was) == new.open(1, "notes.text", now) == "canary"
    assert (both.is_newest(was), both.is_newest(now)) == (False, True)
    assert both.names == (*new.names, *old.names)


def test_a_key_that_is_not_there_is_named() -> None:
    sealed = Seal.of([FIRST]).seal(1, "notes.text", "canary")
    [was], [now] = Seal.of([FIRST]).names, Seal.of([SECOND]).names
    with pytest.raises(WrongKey, match=f"sealed with key {was}; the keys given are {now}"):
        Seal.of([SECOND]).open(1, "notes.text", sealed)


@pytest.mark.parametrize("key", ["", "secret", "a" * 44, base64.b64encode(b"short").decode(), f"{FIRST}{SECOND}", "ü"])
def test_what_is_no_key_is_refused_without_being_repeated(key: str) -> None:
    with pytest.raises(BadKey, match="office-hours key") as refused:
        Seal.of([FIRST, key])
    assert not key or key not in str(refused.value)


def test_no_key_at_all_is_refused() -> None:
    with pytest.raises(BadKey):
        Seal.of([])


def test_keys_may_be_written_for_addresses_and_with_space_around_them() -> None:
    key = base64.b64encode(b"\xfb\xff" * 16).decode()
    assert "+" in key
    assert Seal.of([f" {key}\n"]).names == Seal.of([key.replace("+", "-").replace("/", "_")]).names


def test_a_pseudonym_is_the_same_each_time_and_differs_by_key_purpose_and_parts() -> None:
    moment = datetime(2026, 3, 2, 12, tzinfo=UTC)
    told = [
        Seal.of([FIRST]).digest("vents", 1, 2),
        Seal.of([SECOND]).digest("vents", 1, 2),
        Seal.of([FIRST]).digest("reports", 1, 2),
        *(
            Seal.of([FIRST]).digest("vents", *parts)
            for parts in (
                (12,),
                (1, "2"),
                ("12",),
                ("1", "2"),
                (b"12",),
                ("", "12"),
                (2, 1),
                (1, moment),
                (date(1, 1, 1),),
                (),
            )
        ),
    ]
    assert len(set(told)) == len(told)
    assert {len(one) for one in told} == {32}
    assert Seal.of([FIRST, SECOND]).digest("vents", 1, 2) == told[0]


def test_a_pseudonym_is_made_of_what_has_bytes_of_its_own() -> None:
    with pytest.raises(TypeError, match="float"):
        SEAL.digest("vents", 1.5)
