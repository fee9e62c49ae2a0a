"""Portraits for the demo: a few flat shapes in one colour's shades, and the sea."""

import math
from dataclasses import dataclass
from itertools import pairwise

from django.core.files.base import ContentFile

from website.demo.canvas import PALETTES, Canvas, Palette, Point, mix

SIZE = 480


@dataclass(frozen=True)
class Style:
    palette: str
    hair: str = "short"  # short, bob, long, bun, curly, wrap or bald
    wave: str = "low"  # low, high or none
    glasses: bool = False
    beard: bool = False


def portrait(style: Style) -> ContentFile:
    palette = PALETTES[style.palette]
    canvas = Canvas(SIZE, SIZE, palette.paper)
    canvas.ellipse(0.72, 0.3, 0.2, 0.2, mix(palette.paper, palette.light, 0.45))
    if style.wave == "high":
        canvas.wave(0.56, 0.02, 0.6, 0.4, mix(palette.paper, palette.light, 0.55))
    _hair_behind(canvas, style.hair, palette)
    _shoulders(canvas, palette)
    _head(canvas, style, palette)
    if style.wave != "none":
        canvas.wave(0.9, 0.018, 0.55, 1.2, mix(palette.dark, palette.light, 0.5))
        canvas.wave(0.95, 0.014, 0.42, 0.2, mix(palette.dark, palette.light, 0.75))
    return canvas.file(style.palette)


def _shoulders(canvas: Canvas, palette: Palette) -> None:
    half = [(0.0, 1.0), (0.015, 0.9), (0.06, 0.8), (0.15, 0.735), (0.25, 0.7), (0.32, 0.66)]
    left = [(0.13 + x, y) for x, y in half]
    right = [(1 - x, y) for x, y in reversed(left)]
    canvas.polygon(_rounded([*left, *right]), palette.dark)
    # The neck and its shadow, above the collar.
    skin = mix(palette.light, palette.middle, 0.45)
    canvas.box(0.435, 0.5, 0.565, 0.66, mix(skin, palette.middle, 0.6))
    canvas.ellipse(0.5, 0.66, 0.065, 0.035, mix(skin, palette.middle, 0.6))


def _head(canvas: Canvas, style: Style, palette: Palette) -> None:
    skin = mix(palette.light, palette.middle, 0.45)
    canvas.ellipse(0.5, 0.42, 0.135, 0.17, skin)
    if style.beard:
        _beard(canvas, palette)
    _hair_before(canvas, style.hair, palette)
    if style.glasses:
        frame = mix(palette.dark, palette.middle, 0.15)
        for x in (0.443, 0.557):
            canvas.ellipse(x, 0.43, 0.044, 0.04, frame)
            canvas.ellipse(x, 0.43, 0.034, 0.03, mix(skin, palette.paper, 0.35))
        canvas.line([(0.485, 0.425), (0.515, 0.425)], frame, 0.01)


def _beard(canvas: Canvas, palette: Palette) -> None:
    tone = mix(palette.dark, palette.middle, 0.3)
    arc = [_on(0.5, 0.44, 0.138, 0.165, turn) for turn in range(0, 181, 6)]
    inner = [_on(0.5, 0.44, 0.075, 0.075, turn) for turn in range(180, -1, -6)]
    canvas.polygon([*arc, *inner], tone)


def _hair_behind(canvas: Canvas, hair: str, palette: Palette) -> None:
    tone = mix(palette.dark, palette.middle, 0.18)
    if hair == "long":
        canvas.polygon(
            _rounded(
                [(0.335, 0.4), (0.31, 0.62), (0.3, 0.74), (0.7, 0.74), (0.69, 0.62), (0.665, 0.4)]
            ),
            tone,
        )
        canvas.ellipse(0.5, 0.39, 0.168, 0.185, tone)
    elif hair == "bob":
        canvas.ellipse(0.5, 0.41, 0.172, 0.19, tone)
        canvas.box(0.33, 0.42, 0.67, 0.54, tone)
        canvas.ellipse(0.37, 0.54, 0.042, 0.03, tone)
        canvas.ellipse(0.63, 0.54, 0.042, 0.03, tone)
    elif hair == "bun":
        canvas.ellipse(0.5, 0.19, 0.062, 0.06, tone)
    elif hair == "curly":
        for turn in range(170, 371, 20):
            x, y = _on(0.5, 0.37, 0.14, 0.15, turn)
            canvas.ellipse(x, y, 0.052, 0.052, tone)
    elif hair == "wrap":
        canvas.ellipse(0.5, 0.25, 0.165, 0.125, tone)


def _hair_before(canvas: Canvas, hair: str, palette: Palette) -> None:
    """The hairline: the upper part of the head, cut by a shallow arc."""
    if hair == "bald":
        return
    tone = mix(palette.dark, palette.middle, 0.18)
    low = {"short": 0.36, "bob": 0.35, "long": 0.355, "bun": 0.335, "curly": 0.33, "wrap": 0.33}[
        hair
    ]
    parting = {"short": 0.6, "bob": 0.42, "long": 0.5, "bun": 0.5, "curly": 0.5, "wrap": 0.5}[hair]
    crown = [_on(0.5, 0.4, 0.146, 0.165, turn) for turn in range(180, 361, 6)]
    brow = [(0.646, low + 0.06), (parting, low - 0.05), (0.354, low + 0.06)]
    canvas.polygon([*crown, *_curve(brow)], tone)
    if hair == "wrap":
        band = mix(palette.dark, palette.light, 0.55)
        canvas.line(_curve([(0.37, 0.345), (0.5, 0.255), (0.63, 0.345)]), band, 0.018)


def _on(x: float, y: float, rx: float, ry: float, degrees: float) -> Point:
    turn = math.radians(degrees)
    return x + rx * math.cos(turn), y + ry * math.sin(turn)


def _curve(three: list[Point]) -> list[Point]:
    """A quadratic curve from the first to the third point, drawn to the second."""
    (ax, ay), (bx, by), (cx, cy) = three
    steps = [step / 16 for step in range(17)]
    return [
        (
            (1 - t) ** 2 * ax + 2 * (1 - t) * t * bx + t**2 * cx,
            (1 - t) ** 2 * ay + 2 * (1 - t) * t * by + t**2 * cy,
        )
        for t in steps
    ]


def _rounded(points: list[Point]) -> list[Point]:
    """Corners cut off twice, which reads as a curve at this size."""
    for _ in range(3):
        cut = [points[0]]
        for (ax, ay), (bx, by) in pairwise(points):
            cut += [(ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25)]
            cut += [(ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75)]
        points = [*cut, points[-1]]
    return points
