"""The part of a picture that is seen where it is cut to a shape: around its point in focus."""

import re
from dataclasses import dataclass
from typing import NamedTuple

UPRIGHT_FROM_TOP = 40  # faces are above the middle of an upright picture
ALIKE = 0.02  # a shape that differs by less is shown as it is: nobody sees the difference
_WRITTEN = re.compile(r"(100|[1-9]?\d)% (100|[1-9]?\d)%")


@dataclass(frozen=True)
class Shape:
    across: int
    down: int

    def __str__(self) -> str:
        return f"{self.across} / {self.down}"


SQUARE = Shape(1, 1)
CARD = Shape(16, 10)


class Focus(NamedTuple):
    """In percent of the picture's size."""

    from_left: int
    from_top: int

    def __str__(self) -> str:
        return f"{self.from_left}% {self.from_top}%"


class Box(NamedTuple):
    """In pixels, as Pillow counts them."""

    left: int
    top: int
    right: int
    bottom: int


def read(text: str) -> Focus | None:
    """``"40% 30%"`` → 40 from the left, 30 from the top; None if it is not written like this."""
    found = _WRITTEN.fullmatch(text)
    return Focus(int(found[1]), int(found[2])) if found else None


def usual(width: int, height: int) -> Focus:
    """Where nobody said: the middle, and a little above it in an upright picture."""
    return Focus(50, UPRIGHT_FROM_TOP if height > width else 50)


def box(width: int, height: int, shape: Shape, focus: Focus) -> Box | None:
    """The largest part of that shape with the focus in its middle, as far as the picture reaches.

    None if the picture has the shape already.
    """
    wanted = shape.across / shape.down
    if min(width, height) < 1 or abs(width / height / wanted - 1) < ALIKE:
        return None
    across, down = min(width, round(height * wanted)), min(height, round(width / wanted))
    left = _start(width, across, focus.from_left)
    top = _start(height, down, focus.from_top)
    return Box(left, top, left + max(1, across), top + max(1, down))


def _start(whole: int, part: int, percent: int) -> int:
    return min(max(0, round(whole * percent / 100 - part / 2)), whole - max(1, part))
