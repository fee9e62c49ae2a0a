"""The demo's other pictures: the lab's logo, and a small figure for projects and papers."""

import math
from collections.abc import Callable
from random import Random

from django.core.files.base import ContentFile

from website.demo.canvas import PALETTES, Canvas, mix

TEAL, INK, RUST, GOLD = (PALETTES[name] for name in ("teal", "ink", "rust", "gold"))
WHITE = (252, 252, 250)


def drawing(kind: str, width: int, height: int) -> ContentFile:
    """The figure of that kind; the same one every time."""
    canvas = Canvas(width, height, WHITE)
    FIGURES[kind](canvas, Random(kind))  # noqa: S311 - a fixed seed is what is wanted
    return canvas.file(kind)


def _axes(canvas: Canvas) -> None:
    canvas.line([(0.1, 0.1), (0.1, 0.88), (0.94, 0.88)], mix(INK.dark, WHITE, 0.6), 0.004)


def _logo(canvas: Canvas, _random: Random) -> None:
    canvas.box(0, 0, 1, 1, TEAL.dark)
    canvas.box(0.45, 0.14, 0.55, 0.8, WHITE)
    for mark in range(6):
        canvas.box(0.55, 0.18 + mark * 0.08, 0.64 if mark % 2 else 0.7, 0.2 + mark * 0.08, WHITE)
    canvas.wave(0.66, 0.035, 0.5, 0.0, TEAL.middle)
    canvas.wave(0.78, 0.03, 0.4, 1.5, TEAL.light)


def _curves(canvas: Canvas, _random: Random) -> None:
    _axes(canvas)
    for drift, colour in ((-0.36, TEAL.dark), (-0.08, GOLD.middle), (0.22, RUST.middle)):
        line = [
            (0.1 + 0.82 * t / 90, 0.52 + drift * (t / 90) ** 1.6 + 0.03 * math.sin(t / 4))
            for t in range(91)
        ]
        canvas.line(line, colour, 0.009)


def _stripes(canvas: Canvas, random: Random) -> None:
    years = 60
    for year in range(years):
        warmth = min(1.0, max(0.0, year / years + random.uniform(-0.25, 0.25)))
        cold = mix(INK.dark, INK.light, min(1.0, warmth * 2))
        colour = cold if warmth < 0.5 else mix(INK.light, RUST.middle, warmth * 2 - 1)
        canvas.box(year / years, 0, (year + 1) / years, 1, colour)


def _network(canvas: Canvas, _random: Random) -> None:
    ring = [
        (
            0.5 + 0.3 * math.cos(turn) * canvas.height / canvas.width * 1.2,
            0.5 + 0.34 * math.sin(turn),
        )
        for turn in (math.tau * each / 9 for each in range(9))
    ]
    for at, one in enumerate(ring):
        for step in (1, 2, 4):
            canvas.line([one, ring[(at + step) % 9]], mix(TEAL.light, WHITE, 0.3), 0.003)
    for at, (x, y) in enumerate(ring):
        canvas.dot(x, y, 0.03, RUST.middle if at == 2 else TEAL.dark)


def _scatter(canvas: Canvas, random: Random) -> None:
    _axes(canvas)
    canvas.line([(0.12, 0.8), (0.92, 0.2)], mix(TEAL.dark, WHITE, 0.4), 0.006)
    for _ in range(130):
        x = random.uniform(0.13, 0.92)
        y = 0.8 - (x - 0.12) * 0.75 + random.gauss(0, 0.05)
        colour = GOLD.middle if random.random() < 0.15 else TEAL.middle
        canvas.dot(x, min(0.85, max(0.08, y)), 0.009, colour)


def _spike(canvas: Canvas, random: Random) -> None:
    _axes(canvas)
    line = [
        (0.1 + 0.82 * t / 200, 0.68 + 0.06 * math.sin(t / 7) + random.gauss(0, 0.008))
        for t in range(201)
    ]
    line[128:132] = [
        (line[128][0], 0.6),
        (line[129][0], 0.12),
        (line[130][0], 0.16),
        (line[131][0], 0.66),
    ]
    canvas.line(line, INK.dark, 0.006)
    canvas.dot(line[129][0], line[129][1], 0.018, RUST.middle)


def _steps(canvas: Canvas, random: Random) -> None:
    _axes(canvas)
    line = []
    for visit in range(5):
        for t in range(20):
            fall = 0.25 + 0.02 * visit + 0.5 * (t / 20) ** 0.8
            line.append((0.1 + 0.82 * (visit * 20 + t) / 99, fall + random.gauss(0, 0.006)))
    canvas.line(line, TEAL.dark, 0.008)
    for visit in range(1, 5):
        x = line[visit * 20][0]
        canvas.line([(x, 0.12), (x, 0.88)], GOLD.light, 0.004)


def _heat(canvas: Canvas, random: Random) -> None:
    columns, rows = 64, 40
    for column in range(columns):
        bottom = 0.55 + 0.1 * math.sin(column / 9) + random.uniform(-0.02, 0.02)
        for row in range(rows):
            depth = 1 / (1 + math.exp((bottom - row / rows) * 14))
            tone = mix(mix(INK.paper, INK.light, row / rows), PALETTES["clay"].dark, depth)
            canvas.box(column / columns, row / rows, (column + 1) / columns, (row + 1) / rows, tone)


def _decay(canvas: Canvas, random: Random) -> None:
    _axes(canvas)
    line = [(0.1 + 0.82 * t / 90, 0.85 - 0.7 * math.exp(-t / 22)) for t in range(91)]
    canvas.polygon([*line, (0.92, 0.88), (0.1, 0.88)], mix(TEAL.light, WHITE, 0.55))
    canvas.line(line, TEAL.dark, 0.009)
    for x, y in line[4::6]:
        canvas.dot(x, y + random.gauss(0, 0.025), 0.011, RUST.middle)


FIGURES: dict[str, Callable[[Canvas, Random], None]] = {
    "logo": _logo,
    "curves": _curves,
    "stripes": _stripes,
    "network": _network,
    "scatter": _scatter,
    "spike": _spike,
    "steps": _steps,
    "heat": _heat,
    "decay": _decay,
    # The projects, by their slugs.
    "drift": _curves,
    "long-record": _stripes,
    "neighbourhood-watch": _network,
}
