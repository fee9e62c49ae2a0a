from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from profiles.pictures import rendition_name, renditions, validate_picture
from tests import factories


def jpeg_with_position(width: int = 1200, height: int = 800) -> ContentFile:
    """A photo that lies on its side and tells where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn by a quarter
    exif[0x010E] = "secret place"
    exif.get_ifd(0x8825)[1] = "N"
    buffer = BytesIO()
    Image.new("RGB", (width, height), "#aa5533").save(buffer, "JPEG", exif=exif)
    return ContentFile(buffer.getvalue(), name="../../evil.JPG")


def test_a_picture_is_kept_upright_as_webp_without_metadata(db, researcher):
    photo = factories.photo(researcher, image=jpeg_with_position())
    assert (photo.image_width, photo.image_height) == (800, 1200)
    assert photo.image.name.startswith("people/")
    assert photo.image.name.endswith(".webp")
    data = photo.image.read()
    assert b"secret" not in data
    with Image.open(BytesIO(data)) as kept:
        assert kept.format == "WEBP"
        assert not kept.getexif()


def test_smaller_widths_lie_beside_it(db, researcher):
    photo = factories.photo(researcher, image=jpeg_with_position())
    assert photo.image.widths == [240, 480, 800]
    for width in (240, 480):
        with Image.open(default_storage.open(rendition_name(photo.image.name, width))) as smaller:
            assert smaller.width == width
    assert photo.image.url_at(800) == photo.image.url


def test_saving_again_keeps_the_picture(db, researcher):
    photo = factories.photo(researcher)
    name = photo.image.name
    photo.alt = "Another description"
    photo.full_clean()
    photo.save()
    photo.refresh_from_db()
    assert photo.image.name == name


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"not a picture at all", "not a picture"),
        (b"", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a picture"),
        (b"GIF89a\x01", "not a picture"),
    ],
)
def test_what_is_no_picture_is_refused(content, says):
    with pytest.raises(ValidationError, match=says):
        validate_picture(ContentFile(content, name="x.png"))


@pytest.mark.parametrize("side", [9_700, 13_500])
def test_a_small_file_of_very_many_pixels_is_refused_before_it_is_unpacked(side):
    buffer = BytesIO()
    Image.new("1", (side, side)).save(buffer, "PNG")
    assert buffer.tell() < 100_000
    with pytest.raises(ValidationError, match="far too many pixels"):
        validate_picture(ContentFile(buffer.getvalue(), name="bomb.png"))


@pytest.mark.parametrize(
    ("mode", "form", "kept"), [("P", "PNG", "RGB"), ("CMYK", "JPEG", "RGB"), ("L", "PNG", "RGB")]
)
def test_every_kind_of_colour_comes_out_as_it_is_seen(mode, form, kept):
    buffer = BytesIO()
    Image.new("RGB", (900, 600), "#aa5533").convert(mode).save(buffer, form)
    size, made = renditions(ContentFile(buffer.getvalue(), name="x"))
    assert size == (900, 600)
    with Image.open(BytesIO(made[240])) as smallest:
        assert smallest.mode == kept
        seen = smallest.getpixel((120, 80))
    wanted = (170, 85, 51) if mode != "L" else (107, 107, 107)
    assert all(abs(one - other) < 12 for one, other in zip(seen, wanted, strict=True))


def test_what_is_see_through_stays_so():
    buffer = BytesIO()
    Image.new("RGBA", (900, 600), (10, 20, 30, 0)).save(buffer, "PNG")
    _, made = renditions(ContentFile(buffer.getvalue(), name="x"))
    with Image.open(BytesIO(made[480])) as smaller:
        assert smaller.getpixel((5, 5))[3] == 0


def test_too_many_bytes_or_pixels_are_refused_with_what_to_do(settings):
    settings.PICTURE_MAX_BYTES = 100
    with pytest.raises(ValidationError, match="Save it smaller"):
        validate_picture(factories.picture(300, 300))
    settings.PICTURE_MAX_BYTES = 10**7
    settings.PICTURE_MAX_PIXELS = 1000
    with pytest.raises(ValidationError, match="Scale it down"):
        validate_picture(factories.picture(300, 300))
