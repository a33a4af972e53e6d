"""The picture of a shared week shows what its words say."""

from io import BytesIO

from PIL import Image

from bot.domain.hours import parse_week
from bot.pictures.shared_week import shared_week_alt, shared_week_png

MINE = parse_week("Mon 18-20")
THEIRS = parse_week("Mon 19-21, Tue 9-10")


def pixel(png: bytes, day: int, hour: int) -> tuple[int, ...]:
    with Image.open(BytesIO(png)) as image:
        found = image.convert("RGB").getpixel(((40 + day * 40 + 20) * 2, (26 + hour * 9 + 5) * 2))
    assert isinstance(found, tuple)
    return found


def test_each_hour_has_the_colour_of_who_is_free() -> None:
    png = shared_week_png(MINE, THEIRS)
    mine, both, theirs, nobody = (pixel(png, 0, hour) for hour in (18, 19, 20, 12))
    assert len({mine, both, theirs, nobody}) == 4
    assert pixel(png, 1, 9) == theirs
    assert nobody == (255, 255, 255)


def test_the_words_say_the_same() -> None:
    assert shared_week_alt(MINE, THEIRS) == (
        "In your clock, both of you have time: Mon 19:00–20:00. They have time: Mon 19:00–21:00, Tue 09:00–10:00."
    )
    assert "share no hours" in shared_week_alt(MINE, parse_week("Sun 9-10"))
