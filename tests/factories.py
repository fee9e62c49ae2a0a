"""One plain factory per model: valid rows with unique names, every field open to the caller."""

from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from accounts.models import User
from news.models import NewsItem, Post
from profiles import models as profiles
from publications import models as publications

numbers = count(1)


def picture(width: int = 64, height: int = 48, name: str = "picture.png") -> ContentFile:
    """An uploaded picture of one colour."""
    buffer = BytesIO()
    Image.new("RGB", (width, height), "#2d6a66").save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name=name)


def user(**fields: Any) -> User:
    fields.setdefault("email", f"person{next(numbers)}@lab.example")
    return User.objects.create_user(**{"password": "slow-tides-rise", **fields})


def administrator(**fields: Any) -> User:
    return user(is_superuser=True, is_staff=True, **fields)


def lab(**fields: Any) -> profiles.Lab:
    number = next(numbers)
    fields = {"name": f"Lab {number}", "slug": f"lab-{number}", **fields}
    return profiles.Lab.objects.create(**fields)


def researcher(
    *, lab: profiles.Lab | None = None, account: bool = True, **fields: Any
) -> profiles.Researcher:
    """A public person; with ``lab``, a current PhD student there."""
    number = next(numbers)
    fields = {
        "given_name": "Mina",
        "family_name": f"Sørensen{number}",
        "slug": f"mina-{number}",
        **fields,
    }
    if account and "user" not in fields:
        fields["user"] = user(email=f"{fields['slug']}@lab.example")
    person = profiles.Researcher.objects.create(**fields)
    if lab:
        membership(researcher=person, lab=lab)
    return person


def membership(**fields: Any) -> profiles.Membership:
    fields = {"role": "phd", "started": date(2020, 1, 1), **fields}
    return profiles.Membership.objects.create(**fields)


def photo(researcher: profiles.Researcher, **fields: Any) -> profiles.Photo:
    fields = {"image": picture(), "alt": "A portrait in green", **fields}
    return profiles.Photo.objects.create(researcher=researcher, **fields)


def education(researcher: profiles.Researcher, **fields: Any) -> profiles.Education:
    fields = {"institution": "University of Tides", "degree": "Ph.D.", "field": "Drift", **fields}
    return profiles.Education.objects.create(researcher=researcher, **fields)


def profile_link(researcher: profiles.Researcher, **fields: Any) -> profiles.ProfileLink:
    fields = {"platform": "github", "value": f"mina-{next(numbers)}", **fields}
    return profiles.ProfileLink.objects.create(researcher=researcher, **fields)


def section(researcher: profiles.Researcher, **fields: Any) -> profiles.Section:
    fields = {"kind": "text", "heading": "A section", "body": "Some words.", **fields}
    return profiles.Section.objects.create(researcher=researcher, **fields)


def course(researcher: profiles.Researcher, **fields: Any) -> profiles.Course:
    fields = {"title": f"Course {next(numbers)}", "term": "Spring", "year": 2024, **fields}
    return profiles.Course.objects.create(researcher=researcher, **fields)


def page(**fields: Any) -> profiles.Page:
    number = next(numbers)
    fields = {"title": f"Page {number}", "slug": f"page-{number}", "draft": False, **fields}
    return profiles.Page.objects.create(**fields)


def project(*people: profiles.Researcher, **fields: Any) -> profiles.Project:
    number = next(numbers)
    fields = {"title": f"Project {number}", "slug": f"project-{number}", "draft": False, **fields}
    made = profiles.Project.objects.create(**fields)
    made.researchers.set(people)
    return made


def venue(**fields: Any) -> publications.Venue:
    fields = {"name": f"Journal of Slow Measurement {next(numbers)}", **fields}
    return publications.Venue.objects.create(**fields)


def publication(*people: profiles.Researcher, **fields: Any) -> publications.Publication:
    """A public article by these people, in this order, then Rosalind Achterberg."""
    number = next(numbers)
    fields = {
        "key": f"sorensen{number}",
        "slug": f"drift-{number}",
        "title": f"On drift, part {number}",
        "year": 2024,
        **fields,
    }
    made = publications.Publication.objects.create(**fields)
    for position, person in enumerate(people):
        authorship(made, person, position=position)
    authorship(made, position=len(people), given="Rosalind", family="Achterberg")
    return made


def authorship(
    publication: publications.Publication,
    researcher: profiles.Researcher | None = None,
    **fields: Any,
) -> publications.Authorship:
    if researcher:
        fields = {"given": researcher.given_name, "family": researcher.family_name, **fields}
    elif not fields.get("literal"):
        fields = {"given": "Ada", "family": f"Writer{next(numbers)}", **fields}
    return publications.Authorship.objects.create(
        publication=publication, researcher=researcher, **fields
    )


def coauthor(researcher: profiles.Researcher | None = None, **fields: Any) -> publications.Coauthor:
    """Where Rosalind Achterberg is at home; give a person or a ``lab``."""
    fields = {
        "names": "Achterberg, Rosalind",
        "url": "https://achterberg.example/",
        **fields,
    }
    return publications.Coauthor.objects.create(researcher=researcher, **fields)


def news_item(*people: profiles.Researcher, **fields: Any) -> NewsItem:
    fields = {"date": date(2024, 5, 1), "body": f"News number {next(numbers)}.", **fields}
    made = NewsItem.objects.create(**fields)
    made.researchers.set(people)
    return made


def post(*people: profiles.Researcher, **fields: Any) -> Post:
    number = next(numbers)
    fields = {
        "date": date(2024, 5, 1),
        "title": f"Post {number}",
        "slug": f"post-{number}",
        "body": "Some words.",
        **fields,
    }
    made = Post.objects.create(**fields)
    made.authors.set(people)
    return made
