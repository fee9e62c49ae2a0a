"""Flat pictures drawn with Pillow: palettes, waves, and a PNG as if it had been uploaded."""

import math
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]


@dataclass(frozen=True)
class Palette:
    paper: Colour
    light: Colour
    middle: Colour
    dark: Colour


PALETTES = {
    "teal": Palette((220, 233, 229), (170, 205, 197), (93, 153, 146), (31, 95, 91)),
    "dusk": Palette((228, 222, 236), (196, 184, 214), (136, 122, 168), (66, 56, 104)),
    "sand": Palette((243, 235, 220), (226, 207, 173), (183, 146, 95), (107, 78, 42)),
    "plum": Palette((240, 226, 231), (215, 182, 194), (164, 106, 128), (92, 44, 64)),
    "ink": Palette((222, 229, 237), (177, 194, 214), (104, 132, 168), (38, 62, 98)),
    "rust": Palette((244, 229, 221), (230, 190, 170), (193, 121, 90), (113, 55, 31)),
    "moss": Palette((230, 236, 220), (191, 208, 167), (124, 152, 92), (58, 82, 36)),
    "gold": Palette((246, 237, 214), (234, 211, 150), (196, 154, 62), (112, 80, 18)),
    "clay": Palette((240, 229, 222), (218, 191, 174), (168, 125, 103), (92, 62, 48)),
    "slate": Palette((228, 232, 234), (188, 198, 204), (118, 134, 144), (52, 66, 76)),
}


def mix(one: Colour, two: Colour, share: float) -> Colour:
    """``share`` of the second colour in the first."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, two, strict=True))
    return red, green, blue


class Canvas:
    """Draws at twice the size in units of 0 to 1, so that edges come out smooth."""

    def __init__(self, width: int, height: int, paper: Colour) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * 2, height * 2), paper)
        self.draw = ImageDraw.Draw(self.image)

    def points(self, points: list[Point]) -> list[Point]:
        return [(x * self.width * 2, y * self.height * 2) for x, y in points]

    def polygon(self, points: list[Point], colour: Colour) -> None:
        self.draw.polygon(self.points(points), fill=colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        self.draw.ellipse(self.points([(x - rx, y - ry), (x + rx, y + ry)]), fill=colour)

    def dot(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Round whatever the picture's proportions."""
        self.ellipse(x, y, radius, radius * self.width / self.height, colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        self.draw.rectangle(self.points([(left, top), (right, bottom)]), fill=colour)

    def line(self, points: list[Point], colour: Colour, thickness: float = 0.006) -> None:
        width = max(1, round(thickness * self.width * 2))
        self.draw.line(self.points(points), fill=colour, width=width, joint="curve")

    def wave(
        self, level: float, height: float, length: float, shift: float, colour: Colour
    ) -> None:
        """The area under a wave, down to the lower edge."""
        crest = [
            (x / 80, level + height * math.sin((x / 80) / length * math.tau + shift))
            for x in range(81)
        ]
        self.polygon([(0.0, 1.0), *crest, (1.0, 1.0)], colour)

    def file(self, name: str) -> ContentFile:
        picture = self.image.resize((self.width, self.height), Image.Resampling.BOX)
        buffer = BytesIO()
        picture.save(buffer, "PNG", compress_level=1)
        return ContentFile(buffer.getvalue(), f"{name}.png")
