"""Uploaded pictures: checked, upright, without metadata, kept as WebP in a few widths."""

from __future__ import annotations  # evaluated, they would load Pillow into every worker

import logging
import warnings
from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from profiles import focus as focusing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from profiles.focus import Box, Focus, Shape

logger = logging.getLogger(__name__)

# Pillow warns of pictures that would need very much memory; for us that is a reason to refuse.
# By its words, because asking for the warning's class would load Pillow into every worker.
warnings.filterwarnings("error", message=r"Image size \(\d+ pixels\) exceeds limit")
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
WIDTHS = (240, 480, 960)
# Of what is cut to a shape; it is seen from 80 to 360 pixels wide, on screens of up to three dots.
CUT_WIDTHS = (160, 320, 640, 960)
LARGEST = 1600
_SMOOTH = ("RGB", "RGBA", "L", "CMYK")  # can be scaled as they are; palettes cannot


def validate_picture(file: File) -> None:
    """Refuses a file that is no picture, or has too many bytes or pixels, saying what to do."""
    if getattr(file, "_committed", False):
        return
    if file.size > settings.PICTURE_MAX_BYTES:
        raise ValidationError(
            _(
                "The picture has %(size)s; at most %(limit)s are taken. "
                "Save it smaller and try again."
            ),
            params={
                "size": filesizeformat(file.size),
                "limit": filesizeformat(settings.PICTURE_MAX_BYTES),
            },
        )
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as picture:
            width, height = picture.size
            if width * height <= settings.PICTURE_MAX_PIXELS:
                picture.draft("RGB", (LARGEST, LARGEST))
                picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            _("The picture has far too many pixels. "
              "Scale it down to 4000 pixels at most and try again.")
        ) from error  # fmt: skip
    except (OSError, ValueError, SyntaxError) as error:
        raise ValidationError(
            _("This is not a picture that can be read. Upload a JPEG, PNG or WebP file.")
        ) from error
    finally:
        file.seek(0)
    if width * height > settings.PICTURE_MAX_PIXELS:
        raise ValidationError(
            _("The picture measures %(width)s × %(height)s pixels, which is too large. "
              "Scale it down to 4000 pixels at most and try again."),
            params={"width": width, "height": height},
        )  # fmt: skip


def read(file: File) -> Image.Image:
    """The picture upright, at most ``LARGEST`` on a side, in RGB or RGBA.

    Nothing but the pixels is kept: no EXIF, no position, no profile beyond sRGB.
    """
    file.seek(0)
    with Image.open(file, formats=FORMATS) as opened:
        # A JPEG is decoded at about the size that is needed, and made small before anything else
        # is done: a third of the time and of the memory.
        opened.draft("RGB", (LARGEST, LARGEST))
        if opened.mode in _SMOOTH:
            opened.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
        picture = ImageOps.exif_transpose(opened)
        mode = "RGBA" if picture.has_transparency_data else "RGB"
        if picture.mode != mode:
            picture = picture.convert(mode)
    picture.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    return picture


def renditions(file: File) -> tuple[tuple[int, int], dict[int, bytes]]:
    """The size that is kept, and the picture as WebP by width: those of ``WIDTHS`` below its own,
    and its own up to ``LARGEST``."""
    picture = read(file)
    return picture.size, {
        width: _webp(picture, width) for width in _widths_up_to(picture.width, WIDTHS)
    }


def _webp(picture: Image.Image, width: int, box: Box | None = None) -> bytes:
    """The picture, or the part of it in the box, at a width."""
    of = (box.right - box.left, box.bottom - box.top) if box else picture.size
    if box or width != picture.width:
        height = max(1, round(of[1] * width / of[0]))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS, box=box)
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=82, method=4)
    return buffer.getvalue()


def _widths_up_to(own: int, widths: Iterable[int]) -> list[int]:
    """Those that are smaller, and its own."""
    return [*(each for each in widths if each < own), own]


def as_data(file: File) -> str:
    """A small copy of a picture as a ``data:`` address, which needs no file."""
    picture = read(file)
    picture.thumbnail((WIDTHS[1], WIDTHS[1]))
    return f"data:image/webp;base64,{b64encode(_webp(picture, picture.width)).decode()}"


def rendition_name(name: str, width: int, cut: Focus | None = None) -> str:
    """``people/a1.webp`` and 480 → ``people/a1-480.webp``, or around a focus
    ``people/a1-at-50-40-480.webp``: another focus is another address."""
    stem, _dot, kind = name.rpartition(".")
    around = f"-at-{cut.from_left}-{cut.from_top}" if cut else ""
    return f"{stem}{around}-{width}.{kind}"


@dataclass(frozen=True)
class View:
    """A stored picture as a whole, or cut to a shape: its size, and its files by width."""

    width: int
    height: int
    names: dict[int, str]  # smallest first; the last has the view's own width
    box: Box | None = None


class PictureFile(models.fields.files.ImageFieldFile):
    """The stored picture and its smaller renditions."""

    @property
    def widths(self) -> list[int]:
        """The widths at hand, smallest first; the last is the picture itself."""
        whole = self.field.whole(self.instance)
        return list(whole.names) if whole else []

    def rendition_names(self) -> list[str]:
        """The names of what was made of the picture, beside itself."""
        return self.field.stored_names(self.instance)[1:]

    def url_at(self, width: int) -> str:
        return self.storage.url(self.field.whole(self.instance).names[width])

    def save(self, name: str, content: File, save: bool = True) -> None:
        picture = read(content)
        super().save(name, ContentFile(_webp(picture, picture.width)), save=False)
        setattr(self.instance, self.field.width_field, picture.width)
        setattr(self.instance, self.field.height_field, picture.height)
        for width in self.widths[:-1]:
            smaller = rendition_name(self.name, width)
            self.storage.save(smaller, ContentFile(_webp(picture, width)))
        self._save_cut(picture)
        if save:
            self.instance.save()

    def make_cut(self) -> None:
        """Make the picture in its field's shape around the focus, where it is not there yet."""
        cut = self.field.cut(self.instance)
        if cut is None or self.storage.exists(next(iter(cut.names.values()))):
            return
        try:
            with self.storage.open(self.name) as file:
                picture = read(file)
        except OSError as error:
            logger.warning("The picture %s cannot be cut: %s", self.name, error)
            return
        self._save_cut(picture)

    def _save_cut(self, picture: Image.Image) -> None:
        if cut := self.field.cut(self.instance):
            # The smallest comes last, so that all are there when it is.
            for width, name in reversed(cut.names.items()):
                self.storage.save(name, ContentFile(_webp(picture, width, cut.box)))


class PictureField(models.ImageField):
    """A picture stored as WebP without metadata, under a random name.

    The model names the columns of its size: ``width_field="image_width"`` and so on. One that is
    seen cut to a shape says so (``shape``), and names the column of its focus.
    """

    attr_class = PictureFile
    default_validators = [validate_picture]

    def __init__(
        self, *args: Any, shape: Shape | None = None, focus_field: str = "", **kwargs: Any
    ) -> None:
        # Neither is a matter of the database: migrations are not told of them.
        self.shape, self.focus_field = shape, focus_field
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)

    def whole(self, row: models.Model) -> View | None:
        """The picture of a row, or of its history; None where its size was never recorded."""
        name, width, height = self._stored(row)
        if not (name and width and height):
            return None
        names = {each: rendition_name(name, each) for each in _widths_up_to(width, WIDTHS)}
        return View(width, height, {**names, width: name})

    def cut(self, row: models.Model) -> View | None:
        """The picture cut to the field's shape; None where it is seen whole, or has that shape."""
        name, width, height = self._stored(row)
        if not (self.shape and name and width and height):
            return None
        focus = focusing.read(getattr(row, self.focus_field)) or focusing.usual(width, height)
        box = focusing.box(width, height, self.shape, focus)
        if box is None:
            return None
        own = min(CUT_WIDTHS[-1], box.right - box.left)
        names = {each: rendition_name(name, each, focus) for each in _widths_up_to(own, CUT_WIDTHS)}
        return View(own, max(1, round(own * self.shape.down / self.shape.across)), names, box)

    def stored_names(self, row: models.Model) -> list[str]:
        """The picture's name, and those of all that was made of it."""
        name = self._stored(row)[0]
        whole, cut = self.whole(row), self.cut(row)
        made = [*(whole.names.values() if whole else ()), *(cut.names.values() if cut else ())]
        return list(dict.fromkeys([name, *made])) if name else []

    def _stored(self, row: models.Model) -> tuple[str, int | None, int | None]:
        name = str(getattr(row, self.attname) or "")
        return name, getattr(row, self.width_field), getattr(row, self.height_field)

    def update_dimension_fields(
        self, instance: models.Model, force: bool = False, *args: Any, **kwargs: Any
    ) -> None:
        """A form that is sent again measures the stored picture again, which may be withdrawn."""
        try:
            super().update_dimension_fields(instance, force, *args, **kwargs)
        except FileNotFoundError as error:
            # Its columns hold its size since it was stored.
            logger.info("The picture cannot be measured: %s", error)

    def generate_filename(self, instance: models.Model | None, filename: str) -> str:
        return super().generate_filename(instance, f"{uuid4().hex}.webp")
