"""What all charts share: the sheet they are drawn on, its colours and its letters.

Colours are three of the palette of Masataka Okabe and Kei Ito ("Color Universal Design", 2008,
jfly.uni-koeln.de/color), made to be told apart with every kind of colour vision: blue, vermilion and bluish green are
those of its eight that also stand out on a light sheet with the 3 : 1 that WCAG 2.2 (1.4.11) asks of graphics. The
sheet is opaque and not quite white: the same in a light chat and, without glaring, in a dark one.
"""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

WIDTH = 780
"""Pixels: twice the width of a phone, so that it is sharp there."""
PAPER, INK, QUIET, TRACK = "#f1f3f5", "#22272e", "#4b5560", "#c8cfd6"
BLUE, VERMILION, GREEN = "#0072b2", "#d55e00", "#009e73"
SMALL, NORMAL = 24, 28
"""Sizes of letters in pixels; half of it on a phone."""
SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 %–:,.")
"""All that may be written on a sheet, so that no sign can be missing from its letters."""
_QUICK = 3
"""How hard the PNG is packed: a third larger than at its hardest, in a quarter of the time."""


class Sheet:
    """An empty sheet of WIDTH × `height` pixels. Everything on it is in pixels, from the left and from the top.

    The first one loads matplotlib, which takes about a second. Its `pyplot` is left alone: that keeps every figure.
    """

    def __init__(self, height: int) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.height = height
        self._figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72, facecolor=PAPER)
        FigureCanvasAgg(self._figure)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled box; `x` and `y` are its upper left corner."""
        from matplotlib.patches import Rectangle

        below = self.height - y - height
        self._figure.add_artist(Rectangle((x, below), width, height, color=colour, linewidth=0, transform=None))

    def words(
        self,
        x: float,
        middle: float,
        said: str,
        size: int = NORMAL,
        colour: str = INK,
        align: Literal["left", "center", "right"] = "left",
    ) -> None:
        """One line of letters. Raises ValueError for a sign that is not of SIGNS."""
        from matplotlib.text import Text

        if not SIGNS.issuperset(said):
            raise ValueError(f"no letters for {sorted(set(said) - SIGNS)}")
        font = _font().copy()
        font.set_size(size)
        line = Text(x, self.height - middle, said, color=colour, fontproperties=font, parse_math=False, transform=None)
        line.set(ha=align, va="center_baseline")
        self._figure.add_artist(line)

    def png(self) -> bytes:
        """The sheet as a PNG."""
        out = BytesIO()
        self._figure.savefig(out, format="png", dpi=72, facecolor=PAPER, pil_kwargs={"compress_level": _QUICK})
        return out.getvalue()


@cache
def _font() -> "FontProperties":
    """The library's own, by its file: what else is installed on a machine changes nothing."""
    from matplotlib import get_data_path
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(Path(get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")))
