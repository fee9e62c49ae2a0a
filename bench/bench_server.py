"""How fast an about page is served: cached, uncached, compressed, unchanged, and by others.

    .venv/bin/python bench/bench_server.py [--quick]

Starts, on this machine alone: Octavo and a bare WSGI function under gunicorn's sync workers; nginx
with the page as a static file, and nginx with `proxy_cache` in front of Octavo, by the files of
deploy/; and Wagtail with a page of the same content, uncached and with wagtail-cache, from an
environment of its own in var/. All wait while one is asked; rounds are interleaved, so that what
else the machine does falls on all alike. The figures are medians; compare the ratios, and CPU
before requests a second. What is not here (nginx, the peer) is left out, and said.
"""

import argparse
import gzip
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import load  # noqa: E402
from bench.figures import hold  # noqa: E402
from tests import servers  # noqa: E402

PAGE = "/people/mina/"
PEER = ROOT / "var/bench/wagtail"
WORKERS = 2
# Name of the ratio: (its upper part, its lower part, at least).
LIMITS = {
    "cached / bare WSGI": ("cached", "bare WSGI", 0.8),
    "gzip / cached": ("gzip", "cached", 0.85),
    "Brotli / cached": ("Brotli", "cached", 0.85),
    "304 / cached": ("304", "cached", 0.85),
    "cached / Wagtail with wagtail-cache": ("cached, kept", "Wagtail cached, kept", 1.6),
    "cached / Wagtail uncached": ("cached, kept", "Wagtail, kept", 35),
    "uncached / Wagtail uncached": ("uncached", "Wagtail", 2.5),
    "nginx in front / nginx static": ("nginx, proxy_cache", "nginx static", 0.8),
}
COLD_START, MEMORY = 0.6, 90  # seconds, MiB
# As a site is served: connections are kept, and shared evenly among the workers. Sync workers open
# one for each request, which costs more than a cached page does.
KEPT = ("--worker-class", "gthread", "--threads", "4", "--reuse-port")


@dataclass
class Target:
    name: str
    url: str
    processes: list[int]
    headers: dict[str, str] = field(default_factory=dict)
    rounds: list[load.Result] = field(default_factory=list)

    def median(self, what: str) -> float:
        return statistics.median(getattr(each, what) for each in self.rounds)


def environment(folder: Path) -> dict[str, str]:
    return {
        **servers.inherited(),
        "OCTAVO_DATA": str(folder),
        "WEB_CONCURRENCY": str(WORKERS),
        "PYTHONDONTWRITEBYTECODE": "",  # code is compiled beforehand, as deploy/install.sh does
    }


def fill(folder: Path) -> None:
    env = environment(folder)
    manage = [sys.executable, ROOT / "manage.py"]
    for command in (
        [*manage, "migrate", "-v0", "--skip-checks"],
        [*manage, "collectstatic", "-v0", "--no-input"],
        [sys.executable, ROOT / "bench/fill.py"],
    ):
        subprocess.run(command, env=env, check=True)


@contextmanager
def gunicorn(
    application: str,
    *options: str,
    cwd: Path = ROOT,
    python: str = sys.executable,
    **variables: str,
) -> Iterator[tuple[int, int]]:
    """Port and process of a server under sync workers, once it answers."""
    port = servers.free_port()
    command = [python, "-m", "gunicorn", "--worker-class", "sync", "--workers", str(WORKERS)]
    process = subprocess.Popen(
        [*command, "--log-level", "error", *options, "--bind", f"127.0.0.1:{port}", application],
        cwd=cwd,
        env={**os.environ, **variables},
    )
    try:
        servers.wait(lambda: servers.listens(port), process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def octavo(folder: Path, *options: str):
    # With more threads than one gunicorn takes gthread workers, whatever it is told.
    settings = ("-c", str(ROOT / "config/gunicorn.py"), "--worker-class", "sync", "--threads", "1")
    return gunicorn("config.wsgi", *settings, *options, **environment(folder))


def get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    with urlopen(Request(url, headers=headers), timeout=60) as answer:
        return answer.status, dict(answer.headers), answer.read()


def nginx_configuration(folder: Path, octavo_port: int, port: int, page: bytes) -> Path:
    """The files of deploy/, without a certificate, and beside them a server of static files."""
    (folder / "static").mkdir(parents=True)
    (folder / "static/page.html").write_bytes(page)
    (folder / "static/page.html.gz").write_bytes(gzip.compress(page))
    values = {
        "CACHE": folder / "cache", "UPSTREAM": f"127.0.0.1:{octavo_port}", "HTTP": port,
        "DOMAIN": "127.0.0.1", "ACME": folder, "PLAIN": f"include {folder}/octavo-site.conf;",
        "SECURE": "", "LOG": "/dev/null", "DATA": folder, "STATIC": port + 1,
        "ETC": folder.parent,
    }  # fmt: skip
    for name in ("octavo.conf", "octavo-site.conf"):
        text = (ROOT / "deploy/nginx" / name).read_text(encoding="utf-8")
        text = re.sub(r"@([A-Z]+)@", lambda found: str(values[found[1]]), text)
        (folder / name).write_text(text, encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "fastcgi", "scgi", "uwsgi")
    )
    file = folder / "nginx.conf"
    file.write_text(
        f"worker_processes {WORKERS};\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        "events { worker_connections 512; }\n"
        f"http {{\naccess_log off;\ntypes {{ text/html html; }}\n{temporary}\n"
        f"proxy_temp_path {folder}/proxy;\ninclude {folder}/octavo.conf;\n"
        f"server {{ listen 127.0.0.1:{port + 1}; root {folder}/static; open_file_cache max=9; "
        "access_log /dev/null octavo; }\n"  # both keep a log
        "}\n",
        encoding="utf-8",
    )
    return file


def peer_python() -> str | None:
    """The peer's own environment, made at the first run; None where it cannot be had."""
    python = PEER / "bin/python"
    stamp = PEER / "requirements.txt"
    wanted = (ROOT / "bench/wagtail/requirements.txt").read_text(encoding="ascii")
    if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
        print("Installing Wagtail into var/bench …", flush=True)
        quiet = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        for command in (
            [sys.executable, "-m", "venv", str(PEER)],
            [*quiet, "-r", str(ROOT / "bench/wagtail/requirements.txt")],
        ):
            if subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode:
                return None
        stamp.write_text(wanted, encoding="ascii")
    return str(python)


def peers(folder: Path, stack: ExitStack) -> list[Target]:
    python = peer_python()
    if not python:
        print("Wagtail cannot be had; left out.")
        return []
    site = ROOT / "bench/wagtail"
    database = {"PEER_DATABASE": str(folder / "peer.sqlite3"), "PYTHONPATH": str(ROOT / "bench")}
    for command in (["migrate", "-v0"], ["fill"]):
        subprocess.run(
            [python, "manage.py", *command], cwd=site, env={**os.environ, **database}, check=True
        )
    found = []
    for name, options, variables in (
        ("Wagtail", (), {}),
        ("Wagtail, kept", KEPT, {}),
        ("Wagtail cached, kept", KEPT, {"PEER_CACHE": "1"}),
    ):
        port, pid = stack.enter_context(
            gunicorn("peer.wsgi", *options, cwd=site, python=python, **database, **variables)
        )
        found.append(Target(name, f"http://127.0.0.1:{port}/", [pid]))
    return found


def targets(folder: Path, stack: ExitStack) -> list[Target]:
    fill(folder)
    port, pid = stack.enter_context(octavo(folder))
    url = f"http://127.0.0.1:{port}{PAGE}"
    _, headers, page = get(url)
    (folder / "page.html").write_bytes(page)
    bare_port, bare = stack.enter_context(
        gunicorn("bench.bare", BENCH_PAGE=str(folder / "page.html"))
    )
    found = [
        Target("bare WSGI", f"http://127.0.0.1:{bare_port}/", [bare]),
        Target("cached", url, [pid]),
        Target("gzip", url, [pid], {"Accept-Encoding": "gzip"}),
        Target("Brotli", url, [pid], {"Accept-Encoding": "br"}),
        Target("304", url, [pid], {"If-None-Match": headers["ETag"]}),
        # An undeclared parameter goes past the page cache.
        Target("uncached", f"{url}?bench=1", [pid]),
    ]
    kept_port, kept = stack.enter_context(octavo(folder, *KEPT))
    found.append(Target("cached, kept", f"http://127.0.0.1:{kept_port}{PAGE}", [kept]))
    found += peers(folder, stack)
    if servers.program("nginx"):
        front = servers.free_port()
        configuration = nginx_configuration(folder / "nginx", port, front, page)
        server = stack.enter_context(servers.nginx(configuration, front))
        found += [
            Target("nginx static", f"http://127.0.0.1:{front + 1}/page.html", [server.pid]),
            Target("nginx, proxy_cache", f"http://127.0.0.1:{front}{PAGE}", [server.pid, pid]),
        ]
    else:
        print("nginx is not here; left out. It is Debian's nginx-light.")
    return found


def measure(found: list[Target], rounds: int, seconds: float) -> None:
    for target in found:  # every worker draws its own first page
        load.press(target.url, 1, target.headers, target.processes)
    for _ in range(rounds):
        for target in found:
            target.rounds.append(load.press(target.url, seconds, target.headers, target.processes))


def cold_start(folder: Path, rounds: int) -> float:
    """Seconds from the start of gunicorn to the first about page."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        with octavo(folder) as (port, _):
            get(f"http://127.0.0.1:{port}{PAGE}")
            took.append(time.perf_counter() - start)
    return statistics.median(took)


def report(found: list[Target], cold: float, worker: float) -> bool:
    by_name = {target.name: target for target in found}
    print(f"\n{'':22}{'bytes':>8}{'req/s':>10}{'CPU ms':>9}{'failed':>8}   from … to req/s")
    for target in found:
        size = len(get(target.url, **_without_condition(target.headers))[2])
        rates = [each.rate for each in target.rounds]
        failed = sum(each.failed for each in target.rounds)
        print(
            f"{target.name:22}{size:8,}{target.median('rate'):10,.0f}{target.median('cpu'):9.3f}"
            f"{failed:8}   {min(rates):,.0f} … {max(rates):,.0f}"
        )
    good = not any(each.failed for target in found for each in target.rounds)
    print(f"\n{'ratio of requests a second':38}{'measured':>9}{'at least':>10}{'by CPU':>9}")
    for name, (upper, lower, least) in LIMITS.items():
        if upper not in by_name or lower not in by_name:
            print(f"{name:38}{'left out':>9}{least:>10}")
            continue
        pairs = zip(by_name[upper].rounds, by_name[lower].rounds, strict=True)
        ratio = statistics.median(one.rate / max(other.rate, 0.01) for one, other in pairs)
        by_cpu = by_name[lower].median("cpu") / max(by_name[upper].median("cpu"), 0.001)
        good &= hold(name, ratio, least=least)
        hold(f"{name}, by CPU", by_cpu)
        missed = "" if ratio >= least else "   missed"
        print(f"{name:38}{ratio:9.2f}{least:>10}{by_cpu:9.2f}{missed}")
    for name, figure, most in (
        ("cold start to the about page, s", cold, COLD_START), ("worker, MiB", worker, MEMORY)
    ):  # fmt: skip
        good &= hold(name, figure, most=most)
        print(f"{name:38}{figure:9.2f}{f'≤ {most}':>10}{'' if figure <= most else '   missed'}")
    return good


def _without_condition(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "If-None-Match"}


def machine() -> str:
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return (
        f"{os.cpu_count()} × {found[1] if found else platform.machine()}, "
        f"Python {platform.python_version()}, {WORKERS} sync workers, load {os.getloadavg()[0]:.1f}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", default=bool(os.environ.get("QUICK")))
    quick = parser.parse_args().quick
    rounds, seconds = (3, 1) if quick else (5, 3)
    with tempfile.TemporaryDirectory(prefix="octavo-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        found = targets(folder, stack)
        print(machine())
        measure(found, rounds, seconds)
        served = next(target for target in found if target.name == "cached")
        worker = load.memory(served.processes[0])
        cold = cold_start(folder, rounds)
        return 0 if report(found, cold, worker) else 1


if __name__ == "__main__":
    sys.exit(main())
