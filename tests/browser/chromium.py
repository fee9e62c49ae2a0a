"""Finds a Chromium or Chrome that starts; run as a module, it sees to it that there is one.

`python -m tests.browser.chromium` takes what is there, else Debian's package where it may install
one, else Playwright's own. Where none can be had it says so, and with CI=true that is a failure.
"""
# ruff: noqa: T201 - it is a command

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLAYWRIGHT = "chromium-*/chrome-linux*/chrome"


def find() -> str | None:
    """The path of a browser that answers; OCTAVO_CHROMIUM names one that goes before all others."""
    candidates = [os.environ.get("OCTAVO_CHROMIUM", ""), *map(shutil.which, NAMES)]
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or "~/.cache/ms-playwright"
    candidates += sorted(map(str, Path(folder).expanduser().glob(PLAYWRIGHT)), reverse=True)
    return next((path for path in candidates if path and _starts(path)), None)


def is_required() -> bool:
    return os.environ.get("CI", "").lower() == "true"


def _starts(path: str) -> bool:
    # Ubuntu's chromium-browser may be a note that says where to get one.
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _install() -> None:
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not root or _runs([*root, "true"])):
        print("No browser found; installing Debian's chromium …", flush=True)
        _runs([*root, "apt-get", "update", "-qq"])
        _runs([*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    if not find():
        print("Trying Playwright's own Chromium …", flush=True)
        _runs([sys.executable, "-m", "playwright", "install", "chromium"])


def _runs(command: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=900,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> int:
    if not find():
        _install()
    if path := find():
        print(f"Browser: {path}")
        return 0
    print(
        "No Chromium or Chrome could be had: the browser's tests are skipped. "
        "Install one, or name it: OCTAVO_CHROMIUM=/path/to/chrome make test",
        file=sys.stderr,
    )
    return 1 if is_required() else 0


if __name__ == "__main__":
    sys.exit(main())
