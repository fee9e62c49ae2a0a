"""The demo lab as rows."""

from django.db import transaction

from accounts.models import User
from news.models import NewsItem, Post
from profiles import generation
from profiles.models import Lab, Page, Project, Researcher
from publications.models import Publication
from website.demo import accounts, lab, news, papers, people, teaching

CONTENT = (User, Lab, Researcher, Page, Project, Publication, NewsItem, Post)


def is_empty() -> bool:
    """Whether nobody has put anything into the database yet."""
    return not any(model.objects.exists() for model in CONTENT)


def is_loaded() -> bool:
    return Lab.objects.filter(slug=lab.SLUG).exists()


@transaction.atomic
def load() -> None:
    """Fill an empty database; the caller asks ``is_empty`` first."""
    users = accounts.create()
    tidewater = lab.create(users["mina"])
    everybody = people.create(tidewater, users)
    lab.create_projects(tidewater, everybody)
    papers.create(tidewater, everybody)
    teaching.create(everybody)
    news.create(tidewater, everybody)
    generation.bump()
