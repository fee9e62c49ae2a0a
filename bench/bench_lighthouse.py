"""What Lighthouse says of the demo lab's pages on a phone, and what they weigh.

    .venv/bin/python bench/bench_lighthouse.py [--quick]

The site runs as a lab's server would, over an empty folder; Lighthouse comes from npm into var/,
and drives the Chromium that the tests use, as its own mobile setting has it: a slow phone on a slow
network. Each page is loaded several times; a score is the median. What a page weighs is counted
without its pictures, which depend on what people upload. Without node, npm or a browser it is left
out, and said.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.figures import hold  # noqa: E402
from tests import servers  # noqa: E402
from tests.browser import chromium  # noqa: E402

VERSION = "12.8.2"  # the last that runs under node 20
TOOL = ROOT / "var/bench/lighthouse"
PAGES = {
    "home": "/",
    "about": "/people/mina-sorensen/",
    "publications": "/publications/",
    "paper": "/publications/file-formats-that-will-open-in-2060/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 98
REQUESTS, KILOBYTES, SHIFT = 8, 40, 0.01


def program() -> Path | None:
    """Lighthouse's own script, fetched at the first run; None where it cannot be had."""
    script = TOOL / "node_modules/lighthouse/cli/index.js"
    package = TOOL / "node_modules/lighthouse/package.json"
    if package.exists() and json.loads(package.read_text(encoding="utf-8"))["version"] == VERSION:
        return script
    if not shutil.which("npm"):
        return None
    print(f"Installing Lighthouse {VERSION} into var/bench …", flush=True)
    TOOL.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-save", "--no-package-lock", "--no-fund", "--no-audit"]
    done = subprocess.run(
        [*command, "--prefix", str(TOOL), f"lighthouse@{VERSION}"],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return script if done.returncode == 0 else None


@contextmanager
def demo_lab(folder: Path) -> Iterator[str]:
    """The address of a server with the demo lab, as `make run` starts it."""
    port = servers.free_port()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "serve"],
        cwd=ROOT,
        env={
            **servers.inherited(),
            "OCTAVO_DATA": str(folder),
            "PORT": str(port),
            "OCTAVO_BASE_URL": address,
        },
        stdout=subprocess.DEVNULL,
    )
    try:
        servers.wait(lambda: servers.listens(port), process)
        yield address
    finally:
        process.terminate()
        process.wait(60)


def look(script: Path, browser: str, url: str, file: Path) -> dict:
    """Lighthouse's report of one load."""
    subprocess.run(
        [
            "node", str(script), url, "--quiet", "--output=json", f"--output-path={file}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env={**os.environ, "CHROME_PATH": browser},
        check=True,
        stderr=subprocess.DEVNULL,
        timeout=180,
    )  # fmt: skip
    return json.loads(file.read_text(encoding="utf-8"))


def scores(reports: list[dict]) -> dict[str, int]:
    return {
        name: round(statistics.median(100 * each["categories"][name]["score"] for each in reports))
        for name in CATEGORIES
    }


def weight(report: dict) -> tuple[int, float, float, set[str]]:
    """Requests and kilobytes (1,000 bytes) without pictures, the layout's shift, other hosts."""
    asked = report["audits"]["network-requests"]["details"]["items"]
    own = urlsplit(report["finalDisplayedUrl"]).netloc
    others = {urlsplit(each["url"]).netloc for each in asked} - {own}
    plain = [each for each in asked if each.get("resourceType") != "Image"]
    shift = report["audits"]["cumulative-layout-shift"]["numericValue"]
    return len(plain), sum(each["transferSize"] for each in plain) / 1000, shift, others


def main(rounds: int) -> int:
    browser = chromium.find()
    script = program() if browser and shutil.which("node") else None
    if not script or not browser:
        print("Lighthouse is left out: it needs node, npm and Chromium.")
        return 0
    good = True
    heads = (*CATEGORIES, "requests", "KB", "shift")
    print(f"\n{'':14}" + "".join(f"{head:>15}" for head in heads))
    with tempfile.TemporaryDirectory(prefix="octavo-bench-") as name:
        folder = Path(name)
        with demo_lab(folder / "data") as address:
            for page, path in PAGES.items():
                reports = [
                    look(script, browser, address + path, folder / "report.json")
                    for _ in range(rounds)
                ]
                found = scores(reports)
                requests, size, shift, others = weight(reports[-1])
                figures = (*found.values(), requests, f"{size:.1f}", f"{shift:.4f}")
                print(f"{page:14}" + "".join(f"{figure:>15}" for figure in figures), flush=True)
                for what, measured, most in (
                    ("requests", requests, REQUESTS), ("KB", size, KILOBYTES),
                    ("layout shift", shift, SHIFT), ("other hosts", len(others), 0),
                ):  # fmt: skip
                    good &= hold(f"{page}: {what}", measured, most=most)
                least = min(found.values())
                good &= hold(f"{page}: Lighthouse's least", least, least=LEAST)
                if others:
                    print(f"{'':14} asked elsewhere: {', '.join(sorted(others))}")
    limits = (*[f"≥ {LEAST}"] * 4, f"≤ {REQUESTS}", f"≤ {KILOBYTES}", f"≤ {SHIFT}")
    print(f"{'limit':14}" + "".join(f"{limit:>15}" for limit in limits))
    print("All within the limits." if good else "Something is over its limit.")
    return 0 if good else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", default=bool(os.environ.get("QUICK")))
    sys.exit(main(1 if parser.parse_args().quick else 3))
