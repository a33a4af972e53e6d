import hashlib

from tests.care.sentences import EXPLICIT, FROZEN, IDIOMS, IMPLIED, TALK, sentences

SHA_256 = "7d50c3650e4c64f51f8a6b15fb59cd8df4d6ceaca9e128411dfa4e370772d3f6"


def test_the_frozen_sentences_are_those_written_before_the_rules() -> None:
    assert hashlib.sha256(FROZEN.read_bytes().replace(b"\r\n", b"\n")).hexdigest() == SHA_256


def test_the_frozen_sentences_are_many_and_of_every_kind() -> None:
    found = sentences(FROZEN)
    assert len({sentence.text for sentence in found}) == len(found) == 646
    assert {s.kind for s in found if s.label == "danger"} == EXPLICIT | IMPLIED
    assert {s.kind for s in found if s.label == "quiet"} == IDIOMS | TALK
