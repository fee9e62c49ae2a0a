"""What it costs to take a photo: a JPEG of 24 megapixels, checked, kept in several widths, and cut.

    .venv/bin/python bench/bench_pictures.py [--quick]

Each measurement is a process of its own, as a form's request would do it: `validate_picture`, then
saving a `PictureFile`. It may take two seconds and 200 MB; the base is what Python with Django
takes alone. AVIF is measured beside it, at the quality at which each width differs from the photo
as much as its WebP does (by PSNR), to see whether it would pay.
"""

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.figures import hold  # noqa: E402

SECONDS, MEGABYTES, KIBIBYTES = 2.0, 200, {160: 8, 240: 20, 480: 60}
SIZE = (6000, 4000)
SPEEDS = (8, 6)  # of AVIF's encoder; the first is what a request could wait for


def draw(path: Path) -> None:
    """As much detail on every scale as in a photo: noise whose strength grows with its grain."""
    from PIL import Image, ImageChops, ImageOps  # noqa: PLC0415 - in the process that needs it

    def noise(coarsest: int) -> Image.Image:
        sheet = Image.effect_noise(SIZE, 60)
        size = 2
        while size <= coarsest:
            coarse = Image.effect_noise((SIZE[0] // size, SIZE[1] // size), 60)
            coarse = coarse.resize(SIZE, Image.Resampling.BICUBIC)
            sheet = Image.blend(sheet, coarse, 0.5)
            size *= 2
        return sheet

    light = noise(1024)
    tones = [noise(256).resize((750, 500)).resize(SIZE, Image.Resampling.BICUBIC) for _ in range(2)]
    layers = [light, *(Image.blend(light, tone, 0.4) for tone in tones)]
    scene = Image.merge("RGB", [ImageOps.autocontrast(each, cutoff=0.1) for each in layers])
    grain = Image.merge("RGB", [Image.effect_noise(SIZE, 9) for _ in range(3)])
    photo = ImageChops.add(scene, grain, offset=-128)  # as a sensor's, which small copies lose
    photo.save(path, "JPEG", quality=90)


def take(path: Path) -> dict[str, Any]:
    """As an upload does: nothing is written to a database, and the files to a folder."""
    _django()
    from django.core.files import File  # noqa: PLC0415

    from profiles.models import Photo  # noqa: PLC0415
    from profiles.pictures import validate_picture  # noqa: PLC0415

    base = _peak()
    photo = Photo()
    with path.open("rb") as file:
        start = time.perf_counter(), time.process_time()
        validate_picture(File(file))
        photo.image.save("photo.jpg", File(file), save=False)
        wall, cpu = time.perf_counter() - start[0], time.process_time() - start[1]
    field, storage = Photo._meta.get_field("image"), photo.image.storage
    start_again = time.process_time()
    photo.focus = "50% 10%"
    photo.image.make_cut()
    again = time.process_time() - start_again
    views = {"whole": field.whole(photo), "cut": field.cut(photo)}
    sizes = {
        what: {width: storage.size(name) for width, name in view.names.items()}
        for what, view in views.items()
    }
    return {
        "wall": wall, "cpu": cpu, "again": again, "peak": _peak(), "base": base, "sizes": sizes
    }  # fmt: skip


def compare(path: Path) -> dict[str, Any]:
    """Both formats, width by width, at the same PSNR."""
    _django()
    from django.core.files import File  # noqa: PLC0415
    from PIL import Image, features  # noqa: PLC0415

    from profiles.pictures import WIDTHS, read  # noqa: PLC0415

    if not features.check("avif"):
        return {}
    with path.open("rb") as file:
        photo = read(File(file)).convert("RGB")
    forms = ["WebP", *(f"AVIF at speed {speed}" for speed in SPEEDS)]
    found: dict[str, Any] = {"forms": forms, "sizes": {}, "cpu": [0.0] * len(forms)}
    for width in (*WIDTHS, photo.width):
        shown = photo.resize((width, photo.height * width // photo.width), Image.Resampling.LANCZOS)
        webp = _encoded(shown, "WEBP", quality=82, method=4)
        alike = [_alike(shown, _psnr(shown, webp[0]), speed) for speed in SPEEDS]
        found["sizes"][width] = [len(data) for data, _took in (webp, *alike)]
        for at, (_data, took) in enumerate((webp, *alike)):
            found["cpu"][at] += took
    return {**found, "peak": _peak()}


def _alike(photo: Any, wanted: float, speed: int) -> tuple[bytes, float]:
    """The smallest AVIF that is as near to the photo, and what that one took."""
    low, high = 30, 95
    best = _encoded(photo, "AVIF", quality=high, speed=speed, max_threads=1)
    while high - low > 1:
        middle = (low + high) // 2
        made = _encoded(photo, "AVIF", quality=middle, speed=speed, max_threads=1)
        if _psnr(photo, made[0]) >= wanted:
            best, high = made, middle
        else:
            low = middle
    return best


def _encoded(photo: Any, form: str, **settings: int) -> tuple[bytes, float]:
    start, buffer = time.process_time(), BytesIO()
    photo.save(buffer, form, **settings)
    return buffer.getvalue(), time.process_time() - start


def _psnr(photo: Any, data: bytes) -> float:
    from PIL import Image, ImageChops, ImageStat  # noqa: PLC0415

    with Image.open(BytesIO(data)) as made:
        difference = ImageStat.Stat(ImageChops.difference(photo, made.convert("RGB")))
    error = statistics.mean(each**2 for each in difference.rms)
    return 10 * math.log10(255**2 / error) if error else math.inf


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415

    django.setup()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(rounds: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        photo = Path(name) / "photo.jpg"
        subprocess.run([sys.executable, __file__, "--draw", photo], check=True)
        runs = [_run("--take", photo, name) for _ in range(rounds)]
        other = _run("--compare", photo, name)
        print(f"JPEG of {SIZE[0]} × {SIZE[1]}, {photo.stat().st_size / 1e6:.1f} MB → WebP\n")
    middle = {
        what: statistics.median(run[what] for run in runs)
        for what in ("wall", "cpu", "again", "peak", "base")
    }
    _line("", "measured", "limit", "")
    held = [
        # The clock tells what else the machine does; the limit is for the processor.
        _line("time, all widths and the cut", middle["wall"], None, "s"),
        _line("CPU of that", middle["cpu"], SECONDS, "s"),
        _line("CPU of another point in focus", middle["again"], SECONDS / 4, "s"),
        _line("memory at most", middle["peak"], MEGABYTES, "MiB"),
        _line("  of that before", middle["base"], None, "MiB"),
    ]
    for what, sizes in runs[0]["sizes"].items():
        for width, length in sizes.items():
            limit = KIBIBYTES.get(int(width))
            held.append(_line(f"{what}, {width} px", length / 1024, limit, "KiB"))
    if other:
        forms = other["forms"]
        for at, form in enumerate(forms[1:], 1):
            for width, sizes in other["sizes"].items():
                _line(f"{form} / WebP, {width} px", sizes[at] / sizes[0], None, "")
        for form, took in zip(forms, other["cpu"], strict=True):
            _line(f"CPU of {form}, these widths", took, None, "s")
        _line("memory at most, with AVIF", other["peak"], None, "MiB")
    else:
        print("AVIF is left out: this Pillow does not write it")
    return 0 if all(held) else 1


def _run(what: str, photo: Path, folder: str) -> dict[str, Any]:
    command = [sys.executable, __file__, what, photo]
    environment = {**os.environ, "OCTAVO_DATA": folder}
    run = subprocess.run(command, check=True, capture_output=True, env=environment)
    return dict(json.loads(run.stdout))


def _line(what: str, measured: float | str, limit: float | str | None, unit: str) -> bool:
    if isinstance(measured, str):
        print(f"{what:44}{measured:>12}  {limit or '':<10}")
        return True
    held = limit is None or hold(f"Photo, {what}: {unit}", measured, most=float(limit))
    told = "" if limit is None else f"≤ {limit:g} {unit}"
    verdict = "" if limit is None else "ok" if held else "over"
    digits = 0 if measured >= 100 else 1 if measured >= 10 else 2
    print(f"{what:44}{measured:>8.{digits}f} {unit:4} {told:<12}{verdict}")
    return held


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", default=bool(os.environ.get("QUICK")))
    for hidden in ("--draw", "--take", "--compare"):
        parser.add_argument(hidden, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.draw:
        draw(given.draw)
    elif given.take or given.compare:
        print(json.dumps(take(given.take) if given.take else compare(given.compare)))
    else:
        sys.exit(main(1 if given.quick else 5))
