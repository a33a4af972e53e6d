"""How words are read: one plain form for all the ways in which somebody may have typed them.

In order: at most `MOST` characters (the beginning and the end of a longer text); compatibility forms (NFKC) and lower
case; accents of Latin letters and what has no width go; letters of other alphabets that look like Latin ones become
those, inside words that have Latin letters; three and more of one letter are one; a digit inside a word is the letter
it stands for; whatever is no letter, digit or mark is a space. Sentences end with " . ", at a full stop, question or
exclamation mark, semicolon or colon before a space, and at an empty line. Three or more lone letters are one word.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

MOST = 6000
"""Characters that are looked at: more than any text a member can send here at once."""
END = "."
QUOTE = '"'
_HEAD = MOST * 3 // 4
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´＇ʹ′"), "'")
_QUOTES = dict.fromkeys(map(ord, "“”„«»＂"), QUOTE)
_ALIKE = str.maketrans("авекмнорстухіјѕԁһԛԝαβεικνορτυχ", "abekmhopctyxijsdhqwabeiknoptux")
_DIGITS = str.maketrans("013457", "oleast")
_LATIN = re.compile(r"[a-z]")
_MIXED = re.compile(r"[a-z]+[0-9]+[a-z]*|[0-9][a-z]+[0-9a-z]*")
_ENDS = re.compile(r"[.!?;:…]+(?=\s|$|[\"')])|\n\s*\n")
_CLOSED = re.compile(rf"([.!?…]+){QUOTE}")
_RUNS = re.compile(r"([^\W\d_])\1{2,}")


def normal(words: str, spellings: Mapping[str, str]) -> str:
    """The words in their plain form, between spaces, sentences parted by " . "; `spellings` are words' other forms."""
    shown = words if len(words) <= MOST else f"{words[:_HEAD]} {words[_HEAD - MOST :]}"
    parts = list(_words(_plain(shown)))
    spelled = (spellings.get(part, spellings.get(part.replace("'", ""), part.replace("'", ""))) for part in parts)
    return f" {' '.join(_without_gaps(spelled))} "


def _plain(words: str) -> str:
    """Lower case and compatible, with signs for where sentences end and what is quoted."""
    folded = unicodedata.normalize("NFKC", words.translate(_APOSTROPHES | _QUOTES)).casefold()
    bare = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", folded))
    seen = "".join(char for char in unicodedata.normalize("NFC", bare) if unicodedata.category(char) != "Cf")
    return _RUNS.sub(r"\1", _ENDS.sub(f" {END} ", _CLOSED.sub(rf"{QUOTE}\1 ", seen)))


def _words(plain: str) -> Iterator[str]:
    kept = "".join(char if _is_kept(char) else " " for char in plain.replace(QUOTE, f" {QUOTE} "))
    for word in kept.replace(" . ", " \x00 ").replace(".", " ").replace("\x00", END).split():
        bare = word if word in (END, QUOTE) else word.strip("'*")
        if _LATIN.search(bare):
            bare = bare.translate(_ALIKE)
        if bare:
            yield bare


def _is_kept(char: str) -> bool:
    return char in f"'*{END}{QUOTE}" or unicodedata.category(char)[0] in "LMN"


def _without_gaps(parts: Iterator[str]) -> Iterator[str]:
    """Lone letters in a row joined, and letters for digits."""
    row: list[str] = []
    for part in parts:
        if len(part) == 1 and part.isalpha():
            row.append(part)
            continue
        yield from _joined(row)
        row = []
        yield part.translate(_DIGITS) if _MIXED.fullmatch(part) else part
    yield from _joined(row)


def _joined(row: list[str]) -> list[str]:
    return ["".join(row)] if len(row) >= 3 else row
