"""Two people's week as a grid in one reader's clock: when each has time, and when both do."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.domain.week import Week, week_text

_SCALE = 2
"""Drawn at twice the size it is shown, so that it is sharp on a phone."""
_LEFT, _TOP, _DAY, _HOUR, _FOOT = 40, 26, 40, 9, 30
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_INK, _PAPER, _GRID = "#3d4451", "#ffffff", "#d9dde5"
_MINE, _THEIRS, _BOTH = "#f2b134", "#9fc3e6", "#0b5fa5"
"""Okabe and Ito's palette in spirit: amber and blues differ in brightness too, for every kind of colour vision."""


def _hour_of(week: Week, day: int, hour: int) -> bool:
    """Whether at least half of this hour is free."""
    quarters = (week.bits >> (day * 96 + hour * 4)) & 0b1111
    return quarters.bit_count() >= 2


def _colour(mine: bool, theirs: bool) -> str:
    if mine and theirs:
        return _BOTH
    return _MINE if mine else _THEIRS if theirs else _PAPER


def _legend(draw: ImageDraw.ImageDraw, font: ImageFont.ImageFont | ImageFont.FreeTypeFont, width: int) -> None:
    y = (_TOP + 24 * _HOUR + 10) * _SCALE
    for index, (colour, label) in enumerate(((_MINE, "you"), (_THEIRS, "they"), (_BOTH, "both"))):
        x = _LEFT * _SCALE + index * (width - _LEFT * _SCALE) // 3
        draw.rectangle((x, y, x + 20, y + 20), fill=colour, outline=_GRID)
        draw.text((x + 28, y), label, fill=_INK, font=font)


def shared_week_png(mine: Week, theirs: Week) -> bytes:
    """The grid as a PNG, 644 × 544 pixels. Both weeks are in the reader's clock, days across, hours down."""
    width, height = (_LEFT + 7 * _DAY + 2) * _SCALE, (_TOP + 24 * _HOUR + _FOOT) * _SCALE
    image = Image.new("RGB", (width, height), _PAPER)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=11 * _SCALE)
    for day, name in enumerate(_DAYS):
        draw.text(((_LEFT + day * _DAY + 8) * _SCALE, 6 * _SCALE), name, fill=_INK, font=font)
        for hour in range(24):
            x, y = (_LEFT + day * _DAY) * _SCALE, (_TOP + hour * _HOUR) * _SCALE
            colour = _colour(_hour_of(mine, day, hour), _hour_of(theirs, day, hour))
            draw.rectangle((x, y, x + _DAY * _SCALE, y + _HOUR * _SCALE), fill=colour, outline=_GRID)
    for hour in range(0, 24, 3):
        draw.text((4 * _SCALE, (_TOP + hour * _HOUR) * _SCALE), f"{hour:02}:00", fill=_INK, font=font, anchor="lm")
    _legend(draw, font, width)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def shared_week_alt(mine: Week, theirs: Week) -> str:
    """What the picture says, in words."""
    both = week_text(Week(mine.bits & theirs.bits))
    said = f"In your clock, both of you have time: {both}." if mine.bits & theirs.bits else "You share no hours yet."
    return f"{said} They have time: {week_text(theirs)}."[:1000]
