"""A large site, the same at every run; Django is set up by whoever imports this."""

import random

from django.db import transaction

from accounts.models import User
from news.models import NewsItem
from profiles.models import Lab, Membership, Page, Researcher, Section
from profiles.models.about import SectionKind
from publications.models import Authorship, Link, Publication, Topic, Venue

LARGE = 3_000  # authors of a collaboration's paper
OWN = 500  # papers of one person
WORDS = [
    "agreement", "drift", "gauge", "tide", "signal", "sparse", "matrix", "kernel", "random",
    "field", "sample", "bound", "estimate", "graph", "cluster", "noise", "sensor", "depth",
    "rate", "slow", "measure", "coast", "wave", "model", "test", "inference", "shift",
    "domain", "local", "global", "smooth", "tensor", "flow", "network", "layer", "prior",
    "posterior", "variance", "median", "error", "curve", "volume", "channel", "salt",
    "current", "estuary", "sediment"
]  # fmt: skip
GIVEN = ["Mina", "Jun-ho", "Rosalind", "André", "Li", "Björn", "Ada K.", "Tomás", "Noor", "Zoë"]
FAMILIES = ["Sørensen", "Müller", "García", "Novák", "Łuczak", "Baek", "Chen", "Åström", "Okafor",
            "Şahin", "Lindqvist", "Hašek", "Tanaka", "O'Brien", "Díaz", "Whitfield"]  # fmt: skip


class Filler:
    """Writes a site of so many people and papers, the same at every run."""

    def __init__(self, people: int, papers: int) -> None:
        self.chance = random.Random(20260401)
        self.people, self.papers = people, papers

    def fill(self) -> None:
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
        news = NewsItem.objects.bulk_create(NewsItem(body=self._words(20)) for _ in range(200))
        NewsItem.researchers.through.objects.bulk_create(
            NewsItem.researchers.through(
                newsitem=item, researcher=self.members[at % len(self.members)]
            )
            for at, item in enumerate(news)
        )

    def _fill_accounts(self) -> None:
        """An administrator, and a member with a paper of fifty authors."""
        User.objects.create_superuser(email="admin@lab.example")
        member, person = User.objects.create_user(email="member@lab.example"), self.members[5]
        person.user = member
        person.save()
        work = Publication.objects.create(key="fifty", slug="fifty", title="By fifty", year=2026)
        names = [Authorship(publication=work, position=at, **self._name()) for at in range(50)]
        names[7].researcher = person
        Authorship.objects.bulk_create(names)
