"""Stored pictures as a page offers them: in several widths, so that phones load small ones."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from profiles.pictures import PictureFile

if TYPE_CHECKING:
    from profiles.models import Photo

USUAL = 480  # for browsers that do not read srcset


@dataclass(frozen=True)
class Picture:
    src: str
    srcset: str
    width: int
    height: int
    alt: str


def picture(file: PictureFile, alt: str, *, cut: bool = False) -> Picture | None:
    """None where there is no picture, or one whose size was never recorded.

    ``cut`` is for where it is seen in its field's shape.
    """
    view = file.field.cut(file.instance) if cut else None
    if view is None and (view := file.field.whole(file.instance)) is None:
        return None
    # Beside each other, under names of our own that need no quoting: asked for once, since a
    # directory may show a thousand.
    folder, _slash, _own = file.url.rpartition("/")
    offered = {width: f"{folder}/{name.rpartition('/')[2]}" for width, name in view.names.items()}
    usual = max((width for width in offered if width <= USUAL), default=min(offered))
    return Picture(
        src=offered[usual],
        srcset=", ".join(f"{url} {width}w" for width, url in offered.items()),
        width=usual,
        height=max(1, round(view.height * usual / view.width)),
        alt=alt,
    )


def portraits(photos: Iterable["Photo"], *, cut: bool = False) -> list[Picture]:
    found = (picture(photo.image, photo.alt, cut=cut) for photo in photos if photo.public)
    return [each for each in found if each]


def as_json(pictures: list[Picture]) -> str:
    """For the script that shows one of them."""
    return json.dumps([asdict(each) for each in pictures], ensure_ascii=False)
