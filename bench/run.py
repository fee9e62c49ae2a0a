"""Every bench, one after the other, and at the end one table of all limits.

    .venv/bin/python bench/run.py [--quick] [--write]

Fails when a limit is exceeded. With --write the tables, the machine and the versions go to
docs/performance.md, between its two marks.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.figures import PLACE, Figure, told  # noqa: E402

PAGE = ROOT / "docs/performance.md"
MARKS = "<!-- A run writes from here -->\n", "<!-- to here. -->\n"
PACKAGES = ("Django", "gunicorn", "pillow", "brotli", "markdown-it-py")


def bench(script: Path, options: list[str], place: Path) -> tuple[str, bool]:
    """What a script prints, which is printed meanwhile too, and whether it ended well."""
    said = []
    with subprocess.Popen(
        [sys.executable, "-u", script, *options],
        env={**os.environ, PLACE: str(place)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            said.append(line)
    return "".join(said), process.returncode == 0


def machine() -> str:
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} × {found[1] if found else 'processor'}, "
        f"{platform.platform()}, Python {platform.python_version()}, {packages}"
    )


def table(figures: list[Figure]) -> str:
    rows = [f"| {each.what} | {each.measured:.4g} | {each.limit} | {each.said} |"
            for each in figures]  # fmt: skip
    return "\n".join(["| figure | measured | limit | |", "|---|---|---|---|", *rows]) + "\n"


def write(page: Path, text: str) -> None:
    """Put the text between the two marks of a page."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not (begin and end):
        raise SystemExit(f"{page} lacks its marks: {' … '.join(each.strip() for each in MARKS)}")
    page.write_text(f"{before}{begin}{text}{end}{after}", encoding="utf-8")


def main(options: list[str], *, into: Path | None) -> int:
    start, load = time.monotonic(), os.getloadavg()[0]
    outputs, figures, failed = [], [], []
    with tempfile.TemporaryDirectory(prefix="octavo-bench-") as folder:
        for script in sorted((ROOT / "bench").glob("bench_*.py")):
            print(f"== {script.name}", flush=True)
            place = Path(folder) / script.stem
            said, good = bench(script, options, place)
            outputs.append(f"### {script.name}\n```\n{said.strip()}\n```\n")
            figures += told(place)
            if not good:
                failed.append(script.name)
    minutes = (time.monotonic() - start) / 60
    head = f"{machine()}; {minutes:.0f} minutes; the machine's load was {load:.1f} before.\n"
    print(f"\n== All limits\n{head}")
    for each in figures:
        print(f"{each.what:52}{each.measured:>12.4g}{each.limit:>10}  {each.said}")
    print(f"Not within its limits: {', '.join(failed)}." if failed else "All within their limits.")
    if into:
        write(into, "\n".join([head, table(figures), *outputs]))
        print(f"Written to {into}.")
    return 1 if failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--quick", action="store_true", help="a few minutes instead of half an hour"
    )
    parser.add_argument("--write", action="store_true", help=f"write the results to {PAGE.name}")
    given = parser.parse_args()
    sys.exit(main(["--quick"] if given.quick else [], into=PAGE if given.write else None))
