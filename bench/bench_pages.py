"""How long pages take to be drawn, and how many questions they ask the database.

    .venv/bin/python bench/bench_pages.py [--quick]

Fills new SQLite databases with 10, 100 and 1,000 people and 1,000, 10,000 and 100,000 papers of six
authors, three of them with 3,000, and asks for each page without the page cache, and for pages of
the admin as an administrator and as a member, several times in one process. Prints medians in
milliseconds of the processor, SQLite's included, which other work on the machine disturbs less than
the clock's; the queries of each page, and the time of the first request, at which lists draw their
items. Fails when a page takes longer than its limit at the largest size, or any public page more
than 8 queries.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.figures import hold  # noqa: E402

SIZES = [(10, 1_000), (100, 10_000), (1_000, 100_000)]
ROUNDS = 5
PATIENCE = 3.0  # seconds in which a page is asked for again and again
LARGEST_FILE = 10_000  # papers
MOST_QUERIES, MOST_OF_ABOUT = 8, 5
ABOUT = "about, 8 selected"
# Milliseconds at the largest size.
LIMITS = {
    "a person's papers": 200, "people": 150, "all papers": 200, "the last page of them": 200,
    "map of the site": 300, "a file of the map": 300, "admin: start": 500, "admin: papers": 300,
    "admin: last page": 300, "admin: of 50 authors": 500, "member: start": 200,
    "member: papers": 300, "member: of 50 authors": 500,
}  # fmt: skip
PAGES = {
    "home": "/",
    "people": "/people/",
    ABOUT: "/people/p1/",
    "plain, all sections": "/people/p2/",
    "a person's papers": "/people/p0/publications/",
    "all papers": "/publications/",
    "the last page of them": "/publications/?page=9999",
    "papers by a word": "/publications/?q=estuary",
    "papers by type": "/publications/?group=type",
    "search": "/search/?q=estuary",
    "a paper": "/publications/work-7/",
    "of 3,000 authors": "/publications/large-0/",
    "news": "/news/",
    "all feeds in one": "/feed.xml",
    "papers' feed": "/publications/feed.xml",
    "map of the site": "/sitemap.xml",
    "a file of the map": "/sitemap-papers-0.xml",
    "all papers' BibTeX": "/publications.bib",
    "a person's BibTeX": "/people/p0/publications.bib",
}
PAPERS = "/admin/publications/publication/"
# Each as whoever stands before the colon. The last paper is one of fifty authors.
DESK = {
    "admin: start": "/admin/",
    "admin: papers": PAPERS,
    "admin: last page": f"{PAPERS}?p={{pages}}",
    "admin: papers by a word": f"{PAPERS}?q=estuary",
    "admin: of 50 authors": f"{PAPERS}{{fifty}}/change/",
    "member: start": "/admin/",
    "member: papers": PAPERS,
    "member: papers by a word": f"{PAPERS}?q=estuary",
    "member: of 50 authors": f"{PAPERS}{{fifty}}/change/",
}


def measure(people: int, papers: int) -> None:
    """One size, in a process of its own; says its figures as JSON."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from bench.large_site import Filler  # noqa: PLC0415

    call_command("migrate", verbosity=0, skip_checks=True)
    start = time.perf_counter()
    Filler(people, papers).fill()
    filled = time.perf_counter() - start
    figures = {name: _page(address) for name, address in PAGES.items() if _fits(name, papers)}
    figures |= {name: _page(address, name) for name, address in _desk().items()}
    print(json.dumps({"filled": filled, "pages": figures}))


def _fits(name: str, papers: int) -> bool:
    """A file of 100,000 papers is nobody's."""
    return name != "all papers' BibTeX" or papers <= LARGEST_FILE


def _desk() -> dict[str, str]:
    from publications.models import Publication  # noqa: PLC0415

    fifty, pages = Publication.objects.get(slug="fifty").pk, Publication.objects.count() // 50
    return {name: each.format(fifty=fifty, pages=pages) for name, each in DESK.items()}


def _page(address: str, name: str = "") -> dict[str, float]:
    """The first time, when drawings are made, and the median of the others."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    if name:
        who = name.partition(":")[0]
        client.force_login(User.objects.get(email=f"{who}@lab.example"))

    def ask() -> float:
        start = time.process_time()
        answer = client.get(address)
        if answer.status_code != 200 or not answer.content:
            raise SystemExit(f"{address} answered {answer.status_code}.")
        return (time.process_time() - start) * 1000

    first = ask()
    with CaptureQueriesContext(connection) as queries:
        size = len(client.get(address).content) / 1024
    asked = len(queries)
    times, until = [], time.perf_counter() + PATIENCE
    while not times or (len(times) < ROUNDS and time.perf_counter() < until):
        times.append(ask())
    return {
        "first": first,
        "median": statistics.median(times),
        "queries": asked,
        "size": size,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="the smallest site only")
    parser.add_argument("--measure", nargs=2, type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(*given.measure)
        return 0
    sizes = SIZES[:1] if given.quick else SIZES
    found = [_in_new_site(*size) for size in sizes]
    print(
        "Each page without the page cache: median ms of processor, queries (ms when first drawn)."
    )
    print(
        f"{'':24}" + "".join(f"{people:>9,} people{papers:>9,} papers" for people, papers in sizes)
    )
    for name in (*PAGES, *DESK):
        print(f"{name:24}" + "".join(_cell(each["pages"].get(name)) for each in found))
    print(f"{'filled in, s':24}" + "".join(f"{each['filled']:>32.0f}" for each in found))
    return 0 if _hold_all(found, sizes) else 1


def _cell(figures: dict[str, float] | None) -> str:
    if figures is None:
        return f"{'–':>32}"
    return f"{figures['median']:>13.1f}{figures['queries']:>5.0f}  ({figures['first']:>8.0f})  "


def _hold_all(found: list[dict], sizes: list[tuple[int, int]]) -> bool:
    """Whether the bounded pages keep their bounds, each at the size that they are bounded for."""
    good = True
    largest = f"{sizes[-1][0]:,} people, {sizes[-1][1]:,} papers"
    for name, limit in LIMITS.items():
        figure = found[-1]["pages"][name]["median"]
        good &= hold(f"{name}, ms of CPU ({largest})", figure, most=limit)
        print(f"{name}: {figure:.0f} ms of {limit}{'' if figure <= limit else ', too slow'}")
    costs = [
        {name: each["queries"] for name, each in size["pages"].items() if name in PAGES}
        for size in found
    ]
    grow = [name for name, of in costs[0].items() if any(cost.get(name, of) > of for cost in costs)]
    most = max(max(cost.values()) for cost in costs)
    good &= hold("queries of any page", most, most=MOST_QUERIES)
    good &= hold("queries of the about page", costs[-1][ABOUT], most=MOST_OF_ABOUT)
    good &= hold("pages whose queries grow with the site", len(grow), most=0)
    print(f"queries: {most:.0f} at most; more on a larger site: {', '.join(grow) or 'none'}")
    return good


def _in_new_site(people: int, papers: int) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "OCTAVO_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "OCTAVO_HOSTS": "localhost",
        }
        collect = [sys.executable, str(ROOT / "manage.py"), "collectstatic", "--noinput", "-v0"]
        subprocess.run(collect, check=True, env=environment)
        done = subprocess.run(
            [sys.executable, __file__, "--measure", str(people), str(papers)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
    return json.loads(done.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
