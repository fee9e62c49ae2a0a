"""What it costs to take a photo: a JPEG of 24 megapixels, checked and kept in several widths.

    .venv/bin/python bench/bench_pictures.py [--quick]

Each measurement is a process of its own, as a form's request would do it: `validate_picture`, then
`renditions`. It may take two seconds and 200 MB; the base is what Python with Django takes alone.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS, MEGABYTES = 2.0, 200
SIZE = (6000, 4000)


def draw(path: Path) -> None:
    """A photo's worth of detail: soft colours with noise, so that it does not compress away."""
    from PIL import Image, ImageFilter  # noqa: PLC0415 - in the process that needs it

    soft = Image.effect_noise((600, 400), 90).resize(SIZE, Image.Resampling.BICUBIC)
    fine = Image.effect_noise(SIZE, 14)
    photo = Image.merge("RGB", (soft, Image.blend(soft, fine, 0.4), fine.filter(ImageFilter.BLUR)))
    photo.save(path, "JPEG", quality=90)


def take(path: Path) -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415
    from django.core.files import File  # noqa: PLC0415

    django.setup()
    from profiles.pictures import renditions, validate_picture  # noqa: PLC0415

    base = _peak()
    with path.open("rb") as file:
        start = time.perf_counter(), time.process_time()
        validate_picture(File(file))
        _, made = renditions(File(file))
        wall, cpu = time.perf_counter() - start[0], time.process_time() - start[1]
    sizes = {width: len(data) for width, data in made.items()}
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": _peak(), "base": base, "sizes": sizes}))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(rounds: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        photo = Path(name) / "photo.jpg"
        subprocess.run([sys.executable, __file__, "--draw", photo], check=True)
        command = [sys.executable, __file__, "--take", photo]
        runs = [
            json.loads(
                subprocess.run(
                    command,
                    check=True,
                    capture_output=True,
                    env={**os.environ, "OCTAVO_DATA": name},
                ).stdout
            )
            for _ in range(rounds)
        ]
        size = photo.stat().st_size / 1e6
    wall, cpu, peak, base = (
        statistics.median(run[what] for run in runs) for what in ("wall", "cpu", "peak", "base")
    )
    print(f"JPEG of {SIZE[0]} × {SIZE[1]}, {size:.1f} MB → WebP")
    for width, length in sorted(runs[0]["sizes"].items(), key=lambda each: int(each[0])):
        print(f"  {width:>5} px {length / 1024:7.0f} KiB")
    print(f"{wall:.2f} s, {cpu:.2f} s of CPU (≤ {SECONDS})")
    print(f"{peak:.0f} MiB at most (≤ {MEGABYTES}), {base:.0f} of them before")
    return 0 if cpu <= SECONDS and peak <= MEGABYTES else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", default=bool(os.environ.get("QUICK")))
    parser.add_argument("--draw", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--take", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.draw:
        draw(given.draw)
    elif given.take:
        take(given.take)
    else:
        sys.exit(main(1 if given.quick else 5))
