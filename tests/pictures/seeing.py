"""What an eye makes of a picture: contrast as WCAG 2.2 counts it, and colours as people see them who miss a cone.

The two matrices are those of Machado, Oliveira and Fernandes ("A Physiologically-based Model for Simulation of Color
Vision Deficiency", 2009) for the full deficiency, applied to linear light. Distances are CIE76's, in CIELAB under D65:
2 is just noticed, 20 is plainly another colour.
"""

from collections import Counter
from io import BytesIO
from math import dist

from PIL import Image

Colour = tuple[int, int, int]
Light = tuple[float, float, float]

SIGHTS: dict[str, tuple[Light, Light, Light]] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)


def of_hex(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _linear(colour: Colour) -> Light:
    red, green, blue = ((c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4) for c in colour)
    return red, green, blue


def _times(matrix: tuple[Light, Light, Light], light: Light) -> Light:
    one, two, three = (sum(a * b for a, b in zip(row, light, strict=True)) for row in matrix)
    return one, two, three


def contrast(one: Colour, other: Colour) -> float:
    """1 to 21."""
    darker, lighter = sorted(_times(_XYZ, _linear(colour))[1] for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def difference(one: Colour, other: Colour, sight: str) -> float:
    """How far apart two colours look."""
    return dist(_lab(one, sight), _lab(other, sight))


def _lab(colour: Colour, sight: str) -> Light:
    red, green, blue = (min(1.0, max(0.0, part)) for part in _times(SIGHTS[sight], _linear(colour)))
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in (a / b for a, b in zip(_times(_XYZ, (red, green, blue)), _WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def colours(png: bytes) -> Counter[Colour]:
    """Every colour, with how many pixels have it."""
    with Image.open(BytesIO(png)) as image:
        found = image.convert("RGB").getcolors(1 << 24)
    assert found is not None
    return Counter({colour: count for count, colour in found if isinstance(colour, tuple)})


def size(png: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(png)) as image:
        return image.size
