"""Uploaded pictures: checked, upright, without metadata, kept as WebP in a few widths."""

from __future__ import annotations  # evaluated, they would load Pillow into every worker

import warnings
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

# Pillow warns of pictures that would need very much memory; for us that is a reason to refuse.
# By its words, because asking for the warning's class would load Pillow into every worker.
warnings.filterwarnings("error", message=r"Image size \(\d+ pixels\) exceeds limit")
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
WIDTHS = (240, 480, 960)
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


def renditions(file: File) -> tuple[tuple[int, int], dict[int, bytes]]:
    """The size that is kept, and the picture as WebP by width.

    The widths are those of ``WIDTHS`` below its own, and its own up to ``LARGEST``.
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
    made = {picture.width: _webp(picture)}
    for width in WIDTHS:
        if width < picture.width:
            height = max(1, round(picture.height * width / picture.width))
            made[width] = _webp(picture.resize((width, height), Image.Resampling.LANCZOS))
    return picture.size, made


def _webp(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=82, method=4)
    return buffer.getvalue()


def rendition_name(name: str, width: int) -> str:
    """``people/a1.webp`` and 480 → ``people/a1-480.webp``."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}-{width}{path.suffix}"))


class PictureFile(models.fields.files.ImageFieldFile):
    """The stored picture and its smaller renditions."""

    @property
    def widths(self) -> list[int]:
        """The widths at hand, smallest first; the last is the picture itself."""
        width = getattr(self.instance, self.field.width_field)
        return [*(each for each in WIDTHS if each < width), width] if width else []

    def rendition_names(self) -> list[str]:
        """The names of what was made of the picture, beside itself."""
        return [rendition_name(self.name, width) for width in self.widths[:-1]]

    def url_at(self, width: int) -> str:
        full = getattr(self.instance, self.field.width_field)
        return self.url if width == full else self.storage.url(rendition_name(self.name, width))

    def save(self, name: str, content: File, save: bool = True) -> None:
        (full, height), made = renditions(content)
        super().save(name, ContentFile(made.pop(full)), save=False)
        setattr(self.instance, self.field.width_field, full)
        setattr(self.instance, self.field.height_field, height)
        for width, data in made.items():
            self.storage.save(rendition_name(self.name, width), ContentFile(data))
        if save:
            self.instance.save()


class PictureField(models.ImageField):
    """A picture stored as WebP without metadata, under a random name.

    The model names the columns of its size: ``width_field="image_width"`` and so on.
    """

    attr_class = PictureFile
    default_validators = [validate_picture]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)

    def generate_filename(self, instance: models.Model | None, filename: str) -> str:
        return super().generate_filename(instance, f"{uuid4().hex}.webp")
