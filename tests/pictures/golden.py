"""The pictures of docs/pictures: `python -m tests.pictures.golden docs/pictures`.

Each as it is drawn, and all of them in one light and one dark chat at the width of a phone, to be looked at.
"""

import sys
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.pictures.goals import Bar, goals_png
from bot.pictures.weeks import Row, weeks_png

MONDAYS = tuple(date(2026, 1, 5) + timedelta(weeks=week) for week in range(8))
HELD = Row("Sessions held", (12, 18, None, 25, 31, 28, 40, 37))
PROGRAMME = (HELD, Row("New pairs", (None, None, 12, 7, 6, 8, 10, 9)), Row("Thanks", (10, 12, 9, 14, 20, 22, 25, 31)))
CHECK_INS = (Row("Checked in", (62, 70, None, 75, 80, 64, 100, 71), is_rate=True), HELD)
YOUNG = (
    Row("Checked in", (None, None, None, None, None, 58, None, 99), is_rate=True),
    Row("Sessions held", (None, None, None, None, 6, 5, 11, 104)),
)
"""The summary of a community that grows: most weeks are of too few people."""
GOALS = (Bar(60, "60 %"), Bar(40, "2 of 5"), Bar(100, "100 %"), Bar(0, "0 %"), Bar(90, "9 of 10"))

PICTURES: Mapping[str, Callable[[], bytes]] = {
    "programme": partial(weeks_png, MONDAYS, PROGRAMME),
    "check-ins": partial(weeks_png, MONDAYS, CHECK_INS),
    "young": partial(weeks_png, MONDAYS, YOUNG),
    "goals": partial(goals_png, GOALS),
}
PHONE, MARGIN = 390, 12
CHATS = {"light": "#ffffff", "dark": "#313338"}


def on_a_phone(pngs: list[bytes], background: str) -> Image.Image:
    """The pictures below one another as a phone of 390 pixels shows them."""
    shown = []
    for png in pngs:
        with Image.open(BytesIO(png)) as image:
            width = PHONE - 2 * MARGIN
            shown.append(image.convert("RGB").resize((width, round(image.height * width / image.width))))
    chat = Image.new("RGB", (PHONE, MARGIN + sum(one.height + MARGIN for one in shown)), background)
    top = MARGIN
    for one in shown:
        chat.paste(one, (MARGIN, top))
        top += one.height + MARGIN
    return chat


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {name: draw() for name, draw in PICTURES.items()}
    for name, png in drawn.items():
        (folder / f"{name}.png").write_bytes(png)
    for name, background in CHATS.items():
        on_a_phone(list(drawn.values()), background).save(folder / f"phone-{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
