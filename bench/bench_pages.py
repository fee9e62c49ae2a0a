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
import random
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
LARGE = 3_000  # authors of a collaboration's paper
OWN = 500  # papers of one person
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
WORDS = [
    "agreement",
    "drift",
    "gauge",
    "tide",
    "signal",
    "sparse",
    "matrix",
    "kernel",
    "random",
    "field",
    "sample",
    "bound",
    "estimate",
    "graph",
    "cluster",
    "noise",
    "sensor",
    "depth",
    "rate",
    "slow",
    "measure",
    "coast",
    "wave",
    "model",
    "test",
    "inference",
    "shift",
    "domain",
    "local",
    "global",
    "smooth",
    "tensor",
    "flow",
    "network",
    "layer",
    "prior",
    "posterior",
    "variance",
    "median",
    "error",
    "curve",
    "volume",
    "channel",
    "salt",
    "current",
    "estuary",
    "sediment",
]
GIVEN = ["Mina", "Jun-ho", "Rosalind", "André", "Li", "Björn", "Ada K.", "Tomás", "Noor", "Zoë"]
FAMILIES = ["Sørensen", "Müller", "García", "Novák", "Łuczak", "Baek", "Chen", "Åström", "Okafor",
            "Şahin", "Lindqvist", "Hašek", "Tanaka", "O'Brien", "Díaz", "Whitfield"]  # fmt: skip


class Filler:
    """Writes a site of so many people and papers, the same at every run."""

    def __init__(self, people: int, papers: int) -> None:
        self.chance = random.Random(20260401)
        self.people, self.papers = people, papers

    def fill(self) -> None:
        from django.db import transaction  # noqa: PLC0415 - Django is set up by now

        with transaction.atomic():
            self._fill_people()
            self._fill_papers()
            self._fill_news()
            self._fill_accounts()

    def _words(self, count: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=count)).capitalize()

    def _name(self) -> dict[str, str]:
        return {"given": self.chance.choice(GIVEN), "family": self.chance.choice(FAMILIES)}

    def _fill_people(self) -> None:
        from profiles.models import Lab, Membership, Page, Researcher, Section  # noqa: PLC0415
        from profiles.models.about import SectionKind  # noqa: PLC0415

        lab = Lab.objects.create(name="Tidewater Lab", slug="lab", description=self._words(60))
        found = []
        for number in range(self.people):
            name = self._name()
            person = Researcher(slug=f"p{number}", given_name=name["given"])
            person.family_name, person.bio = name["family"], self._words(80)
            person.layout = "plain" if number == 2 else "profile"
            found.append(person)
        self.members = Researcher.objects.bulk_create(found)
        roles = ["pi", "phd", "postdoc", "masters"]
        Membership.objects.bulk_create(
            Membership(researcher=each, lab=lab, role=roles[number % 4])
            for number, each in enumerate(self.members)
        )
        Page.objects.create(researcher=self.members[1], title="Software", slug="software")
        Section.objects.bulk_create(
            Section(researcher=self.members[2], kind=kind, position=at)
            for at, kind in enumerate(SectionKind.values)
        )

    def _fill_papers(self) -> None:
        from publications.models import Authorship, Link, Publication, Topic, Venue  # noqa: PLC0415

        venues = Venue.objects.bulk_create(
            Venue(name=f"Journal of Slow {word} {number}", short_name=f"JS{number}")
            for number, word in enumerate(self.chance.choices(WORDS, k=40))
        )
        topics = Topic.objects.bulk_create(Topic(name=word, slug=word) for word in WORDS[:20])
        for start in range(0, self.papers, 5_000):
            count = min(5_000, self.papers - start)
            works = Publication.objects.bulk_create(
                [self._paper(number, venues) for number in range(start, start + count)],
                batch_size=500,
            )
            Authorship.objects.bulk_create(
                [name for at, work in enumerate(works, start) for name in self._byline(at, work)],
                batch_size=500,
            )
            Link.objects.bulk_create(
                [Link(publication=work, kind="code", url=f"https://code.example/{work.slug}")
                 for work in works[::2]],
                batch_size=500,
            )  # fmt: skip
            Publication.topics.through.objects.bulk_create(
                [Publication.topics.through(publication=work, topic=self.chance.choice(topics))
                 for work in works[::3]],
                batch_size=500,
            )  # fmt: skip
        self._fill_large(venues[0])

    def _paper(self, number: int, venues: list) -> object:
        from publications.models import Publication  # noqa: PLC0415

        return Publication(
            key=f"work{number}", slug=f"work-{number}",
            title=f"{self._words(8)} of $k_{{{number}}}$",
            type=("article", "inproceedings", "preprint")[number % 3], year=2026 - number % 35,
            month=number % 12 + 1, venue=venues[number % 40], volume=str(number % 60),
            pages=f"{number}–{number + 9}", doi=f"10.1000/slow.{number}",
            abstract=self._words(120) if number % 5 < 2 else "", highlighted=number < 12,
        )  # fmt: skip

    def _byline(self, number: int, work: object) -> list:
        """Six names; the first papers are all by the first person, eight by the second."""
        from publications.models import Authorship  # noqa: PLC0415

        own = 0 if number < OWN else 1 + number % 2 if number < OWN + 16 else None
        at = own if own is not None else self.chance.randrange(self.people)
        byline = []
        for position in range(6):
            name = Authorship(publication=work, position=position, **self._name())
            if position == number % 6:
                name.researcher, name.co_first = self.members[at], True
                name.selected = own is not None and own > 0
            byline.append(name)
        return byline

    def _fill_large(self, venue: object) -> None:
        from publications.models import Authorship, Publication  # noqa: PLC0415

        for number in range(3):
            work = Publication.objects.create(
                key=f"large{number}", slug=f"large-{number}", title=self._words(9), year=2026,
                month=12, venue=venue, type="article",
            )  # fmt: skip
            names = [
                Authorship(publication=work, position=at, **self._name()) for at in range(LARGE)
            ]
            names[2_500].researcher = self.members[0]
            Authorship.objects.bulk_create(names, batch_size=500)

    def _fill_news(self) -> None:
        from news.models import NewsItem  # noqa: PLC0415

        news = NewsItem.objects.bulk_create(NewsItem(body=self._words(20)) for _ in range(200))
        NewsItem.researchers.through.objects.bulk_create(
            NewsItem.researchers.through(
                newsitem=item, researcher=self.members[at % len(self.members)]
            )
            for at, item in enumerate(news)
        )

    def _fill_accounts(self) -> None:
        """An administrator, and a member with a paper of fifty authors."""
        from accounts.models import User  # noqa: PLC0415
        from publications.models import Authorship, Publication  # noqa: PLC0415

        User.objects.create_superuser(email="admin@lab.example")
        member, person = User.objects.create_user(email="member@lab.example"), self.members[5]
        person.user = member
        person.save()
        work = Publication.objects.create(key="fifty", slug="fifty", title="By fifty", year=2026)
        names = [Authorship(publication=work, position=at, **self._name()) for at in range(50)]
        names[7].researcher = person
        Authorship.objects.bulk_create(names)


def measure(people: int, papers: int) -> None:
    """One size, in a process of its own; says its figures as JSON."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

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
