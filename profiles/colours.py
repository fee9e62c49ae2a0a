"""Colours that people choose, made legible: in OKLCH, where lightness is what the eye sees.

A chosen colour keeps its hue. Its lightness is moved only as far as text in it needs to reach
the contrast that WCAG 2.2 AA asks for, on light paper and on dark.
"""

import math
from dataclasses import dataclass

# As in static/css/variables.css; a test holds the two together.
PAPER_LIGHT = "#fdfcf9"
PAPER_DARK = "#171613"
# AA asks for 4.5 : 1; the rest is for text on marks, which are tinted with the accent itself.
ENOUGH = 5.6
TONES = 24
GREY = 0.03  # less chroma than this has no hue to speak of


@dataclass(frozen=True)
class Oklch:
    """Lightness 0–1, chroma 0–0.4, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


@dataclass(frozen=True)
class Accent:
    """One chosen colour as it is drawn on light and on dark paper, both as ``#rrggbb``."""

    light: str
    dark: str


def accent(colour: str) -> Accent:
    """The colour as close as it can be to the chosen one while its text is legible."""
    chosen = _to_oklch(_channels(colour))
    light = Oklch(min(chosen.lightness, 0.52), chosen.chroma, chosen.hue)
    dark = Oklch(max(chosen.lightness, 0.78), min(chosen.chroma, 0.14), chosen.hue)
    return Accent(
        light=_legible(light, PAPER_LIGHT, step=-0.01), dark=_legible(dark, PAPER_DARK, step=0.01)
    )


def tone(colour: str) -> str:
    """The class in the stylesheet that is nearest to the hue: ``tone-0`` to ``tone-23``."""
    if not colour:
        return ""
    chosen = _to_oklch(_channels(colour))
    if chosen.chroma < GREY:
        return "tone-grey"
    return f"tone-{round(chosen.hue / 360 * TONES) % TONES}"


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _legible(colour: Oklch, paper: str, step: float) -> str:
    lightness = colour.lightness
    while True:
        drawn = _to_hex(Oklch(lightness, colour.chroma, colour.hue))
        if contrast(drawn, paper) >= ENOUGH or not 0 < lightness < 1:
            return drawn
        lightness += step


def _channels(colour: str) -> tuple[float, float, float]:
    """Linear light of ``#rrggbb``, each 0–1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# The matrices are those of Björn Ottosson's definition of Oklab.
def _to_oklch(channels: tuple[float, float, float]) -> Oklch:
    red, green, blue = channels
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def _to_channels(colour: Oklch) -> tuple[float, float, float]:
    a = colour.chroma * math.cos(math.radians(colour.hue))
    b = colour.chroma * math.sin(math.radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _to_hex(colour: Oklch) -> str:
    """The nearest colour that a screen can show, chroma giving way before hue and lightness."""
    chroma = colour.chroma
    channels = _to_channels(colour)
    while chroma > 0 and not all(-0.0005 <= channel <= 1.0005 for channel in channels):
        chroma = max(0.0, chroma - 0.004)
        channels = _to_channels(Oklch(colour.lightness, chroma, colour.hue))
    return "#" + "".join(
        f"{round(255 * min(1.0, max(0.0, _encoded(max(0.0, channel))))):02x}"
        for channel in channels
    )
