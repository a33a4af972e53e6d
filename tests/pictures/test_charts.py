"""Charts can be read: on a phone, in a light and in a dark chat, with every kind of colour vision, and without eyes."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from bot.pictures import paper
from bot.pictures.goals import MOST, Bar, goals_alt, goals_png
from bot.pictures.weeks import WITHHELD, Row, weeks_alt, weeks_png
from tests.pictures.golden import CHATS, GOALS, MONDAYS, PHONE, PICTURES, PROGRAMME, on_a_phone
from tests.pictures.seeing import SIGHTS, colours, contrast, difference, of_hex, size

KEPT = Path(__file__).parents[2] / "docs" / "pictures"
SHEET = of_hex(paper.PAPER)
FILLS = [of_hex(colour) for colour in (paper.BLUE, paper.VERMILION, paper.GREEN, paper.TRACK)]


@pytest.mark.parametrize("name", PICTURES)
def test_a_chart_is_twice_a_phone_wide_and_mostly_quiet(name: str) -> None:
    png = PICTURES[name]()
    width, height = size(png)
    found = colours(png)
    assert width == paper.WIDTH == 2 * PHONE
    assert height < 2 * PHONE
    assert found.most_common(1)[0][0] == SHEET
    assert 0.3 < found[SHEET] / (width * height) < 0.9
    assert found[of_hex(paper.INK)] > 100, "there are letters"
    assert any(found[fill] > 5000 for fill in FILLS[:3]), "there are bars"


@pytest.mark.parametrize("name", PICTURES)
def test_the_kept_picture_is_still_what_is_drawn(name: str) -> None:
    """Coarsely: the same size, and each colour of ours on nearly as many pixels, whatever a library's new edges do."""
    kept, drawn = (KEPT / f"{name}.png").read_bytes(), PICTURES[name]()
    assert size(kept) == size(drawn), "run: python -m tests.pictures.golden docs/pictures"
    before, now = colours(kept), colours(drawn)
    for colour in (SHEET, *FILLS):
        assert abs(before[colour] - now[colour]) <= 0.02 * before[SHEET]


def test_letters_stand_out_from_what_they_are_written_on() -> None:
    """Text wants 4.5 : 1, ours has far more; bars want 3 : 1."""
    assert contrast(of_hex(paper.INK), SHEET) > 12
    assert contrast(of_hex(paper.QUIET), SHEET) > 6
    assert all(contrast(fill, SHEET) > 3 for fill in FILLS[:3])
    assert all(contrast(fill, FILLS[3]) > 2 for fill in FILLS[:3]), "how far a bar is filled"


@pytest.mark.parametrize("sight", SIGHTS)
def test_colours_differ_for_every_kind_of_colour_vision(sight: str) -> None:
    for one, other in combinations((*FILLS, SHEET), 2):
        assert difference(one, other, sight) > (10 if {one, other} == {FILLS[3], SHEET} else 20), (one, other)


@pytest.mark.parametrize("chat", CHATS)
def test_the_sheet_is_opaque_so_that_no_chat_shines_through(chat: str) -> None:
    found = colours(PICTURES["goals"]())
    shown = on_a_phone([PICTURES["goals"]()], CHATS[chat])
    middle = shown.getpixel((shown.width // 2, 20))
    assert middle == SHEET
    assert found[(0, 0, 0)] == 0


def test_every_sign_we_write_has_a_letter_in_the_font() -> None:
    from matplotlib.ft2font import FT2Font

    letters = FT2Font(paper._font().get_file()).get_charmap()
    assert {sign for sign in paper.SIGNS if ord(sign) not in letters} == set()
    assert set(WITHHELD) <= paper.SIGNS
    assert all(set(row.name) <= paper.SIGNS for row in PROGRAMME)


def test_a_sign_without_a_letter_is_refused_and_not_drawn_as_a_box() -> None:
    with pytest.raises(ValueError, match="no letters for"):
        goals_png((Bar(3, "3 ☕"),))


def test_a_formula_is_only_letters() -> None:
    with pytest.raises(ValueError, match="no letters for"):
        weeks_png(MONDAYS[:1], (Row("$x^2$", (1,)),))


def test_the_words_say_what_the_picture_says() -> None:
    assert goals_alt(GOALS[:2]) == "Goal 1: 60 %. Goal 2: 2 of 5."
    rows = (Row("Checked in", (62, None), is_rate=True), Row("Sessions held", (0, 12000)))
    said = weeks_alt((date(2026, 2, 23), date(2026, 3, 2)), rows)
    assert said == "Weeks from 23 Feb, 2 Mar. Checked in: 62 %, not shown. Sessions held: 0, 12000."


def test_the_fullest_words_fit_an_alt_text() -> None:
    rows = tuple(Row("Sessions held that count", (123_456_789,) * 8) for _ in range(3))
    assert len(weeks_alt(MONDAYS, rows)) <= 1000
    assert len(goals_alt((Bar(100, "10 of 10"),) * MOST)) <= 1000


def test_only_a_withheld_week_is_explained() -> None:
    open_weeks = weeks_png(MONDAYS[:2], (Row("Thanks", (0, 5)),))
    withheld = weeks_png(MONDAYS[:2], (Row("Thanks", (None, 5)),))
    assert size(withheld)[1] > size(open_weeks)[1]
    assert colours(open_weeks)[of_hex(paper.TRACK)] == 0
    assert colours(withheld)[of_hex(paper.TRACK)] > 500


def test_withheld_weeks_look_alike_whatever_stands_beside_them() -> None:
    tracks = [
        colours(weeks_png(MONDAYS[:3], (Row("Thanks", (None, other, None)),)))[of_hex(paper.TRACK)]
        for other in (3, 10**7)
    ]
    assert tracks[0] == tracks[1]


def test_numbers_above_bars_stay_as_wide_as_their_bar() -> None:
    """Ten thousand and a million are shortened; the alt text has them whole."""
    for value in (9_999, 10_000, 250_000, 12_000_000):
        assert colours(weeks_png(MONDAYS, (Row("Thanks", (value,) * 8),)))[of_hex(paper.INK)] > 100


@pytest.mark.parametrize(
    ("mondays", "rows"),
    [
        ((), (Row("Thanks", ()),)),
        (MONDAYS, ()),
        (MONDAYS, PROGRAMME * 2),
        (MONDAYS[:2], (Row("Thanks", (1, 2, 3)),)),
        (MONDAYS[:1], (Row("Checked in", (101,), is_rate=True),)),
    ],
)
def test_what_does_not_fit_a_chart_is_refused(mondays: tuple[date, ...], rows: tuple[Row, ...]) -> None:
    with pytest.raises(ValueError, match=r"fit|weeks|rate"):
        weeks_png(mondays, rows)


@pytest.mark.parametrize("bars", [(), (Bar(0, "0 %"),) * (MOST + 1), (Bar(101, "101 %"),)])
def test_what_does_not_fit_the_picture_of_goals_is_refused(bars: tuple[Bar, ...]) -> None:
    with pytest.raises(ValueError, match="fit"):
        goals_png(bars)
