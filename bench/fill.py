"""Fills the database that `OCTAVO_DATA` names with the page of content.py: fill.py [papers]"""

import os
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
import django  # noqa: E402

django.setup()

import content  # noqa: E402
from django.db import transaction  # noqa: E402

from news.models import NewsItem  # noqa: E402
from profiles.models import Researcher  # noqa: E402
from publications.models import Authorship, Publication  # noqa: E402


@transaction.atomic
def fill(count: int) -> None:
    person = Researcher.objects.create(
        given_name="Mina", family_name="Sørensen", slug="mina", title="Postdoc", bio=content.BIO,
        announcements_limit=5, email="mina@lab.example",
    )  # fmt: skip
    for number, body in enumerate(content.NEWS):
        item = NewsItem.objects.create(body=body, date=date(2026, 1, 9) - timedelta(days=number))
        item.researchers.add(person)
    for number, told in enumerate(content.papers(count)):
        paper = Publication.objects.create(
            key=f"slow{number}", slug=f"slow-{number}", title=told["title"], doi=told["doi"],
            venue_text=told["venue"], year=int(told["year"]), abstract=told["abstract"],
        )  # fmt: skip
        Authorship.objects.create(
            publication=paper, researcher=person, given="Mina", family="Sørensen", selected=True
        )
        for position, name in enumerate(content.AUTHORS, 1):
            given, family = name.split()
            Authorship.objects.create(
                publication=paper, position=position, given=given, family=family
            )


if __name__ == "__main__":
    fill(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
