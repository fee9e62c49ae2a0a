"""A site with so many of everything, for tests that count queries and look through whole sites."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from profiles.models import Lab, Researcher
from profiles.models.about import SectionKind
from publications.models import Link, Topic, Version
from tests import factories

LAYOUTS = {"mina": "profile", "rosa": "plain"}


def small() -> ContentFile:
    return factories.picture(8, 8)


def fill(count: int) -> Lab:
    """One lab whose people, papers, news, posts, courses, pages and projects number ``count`` each.

    Mina (``profile``) and Rosa (``plain``) wrote everything together.
    """
    lab = factories.lab(name="Tidewater Lab", slug="tidewater", accent="#7a2f8f")
    owners = [
        factories.researcher(
            lab=lab, slug=slug, given_name=slug.title(), layout=layout, latest_posts_enabled=True
        )
        for slug, layout in LAYOUTS.items()
    ]
    for number in range(count):
        person = factories.researcher(lab=lab, account=False)
        factories.photo(person, image=small())
        _fill_shared(lab, owners, number)
        for owner in owners:
            _fill_person(owner)
    return lab


def _fill_shared(lab: Lab, owners: list[Researcher], number: int) -> None:
    venue = factories.venue(short_name=f"V{number}", colour="#1f5f5b", url="https://v.example/")
    paper = factories.publication(
        *owners,
        venue=venue,
        highlighted=True,
        abstract="We measure $k$ drifts.",
        doi=f"10.1000/{number}",
        preview=small(),
        preview_alt="A curve",
    )
    paper.authorships.filter(researcher__in=owners).update(selected=True, co_first=True)
    paper.topics.add(Topic.objects.get_or_create(name="Drift", slug="drift")[0])
    Link.objects.create(publication=paper, kind="code", url=f"https://code.example/{number}")
    Version.objects.create(publication=paper, venue=venue, year=2023)
    factories.news_item(*owners, lab=lab)
    factories.post(*owners, lab=lab)
    factories.page(lab=lab)
    factories.project(*owners, lab=lab, image=small(), image_alt="A buoy")


def _fill_person(owner: Researcher) -> None:
    factories.photo(owner, image=small())
    factories.profile_link(owner)
    factories.coauthor(owner)
    factories.education(owner)
    factories.page(researcher=owner)
    course = factories.course(owner, institution="University of Tides")
    session = course.sessions.create(topic="Waves")
    session.materials.create(label="Slides", url="https://slides.example/")
    owner.experience_entries.create(organisation="Institute", role="Fellow", started="2019")
    owner.award_entries.create(title="Medal", date="2020")
    owner.talk_entries.create(title="On drift", date="2021-04")
    owner.service_entries.create(organisation="Journal", started="2018")


def all_sections(owner: Researcher) -> None:
    for position, kind in enumerate(SectionKind.values):
        factories.section(owner, kind=kind, heading="", body="", position=position)


CANARY = "zqcanary"


def hide_canaries() -> None:
    """Content that must be in no list: each bears a word that stands nowhere else.

    Unlisted and hidden people with papers, news and pages of their own; drafts; what is scheduled.
    """
    lab = Lab.objects.first()
    tomorrow = timezone.now() + timedelta(days=1)
    shown = Researcher.objects.get(slug="mina")
    for visibility in ("unlisted", "hidden"):
        person = factories.researcher(
            lab=lab, slug=f"{CANARY}-{visibility}", family_name=CANARY, visibility=visibility
        )
        factories.photo(person, image=small())
        paper = factories.publication(title=f"{CANARY} paper", slug=f"{CANARY}-{visibility}")
        factories.authorship(paper, person, given="A", family="Writer", selected=True)
        factories.news_item(person, body=f"{CANARY} news")
        factories.news_item(
            person, title=CANARY, inline=False, slug=f"{CANARY}-{visibility}-news", body=CANARY
        )
        factories.post(person, title=f"{CANARY} post", slug=f"{CANARY}-{visibility}-post")
        factories.page(researcher=person, title=f"{CANARY} page", body=CANARY)
        factories.project(person, title=f"{CANARY} project", summary=CANARY)
        factories.course(person, title=CANARY)
    for late in ({"draft": True}, {"publish_at": tomorrow}):
        factories.news_item(shown, lab=lab, body=f"{CANARY} news", **late)
        factories.post(shown, lab=lab, title=f"{CANARY} post", **late)
    factories.publication(shown, title=f"{CANARY} paper", draft=True, highlighted=True)
    factories.page(researcher=shown, title=f"{CANARY} page", draft=True)
    factories.page(lab=lab, title=f"{CANARY} page", draft=True)
    factories.project(shown, lab=lab, title=f"{CANARY} project", draft=True)
    factories.course(shown, title=f"{CANARY} course", draft=True)
    secret_lab = factories.lab(name=f"{CANARY} lab", slug=f"{CANARY}-lab", public=False)
    factories.news_item(lab=secret_lab, body=f"{CANARY} news")
    factories.page(lab=secret_lab, title=f"{CANARY} page")
    left = factories.researcher(slug="left", family_name="Alumnus")
    factories.membership(researcher=left, lab=lab, started=date(2015, 1, 1), ended=date(2019, 1, 1))
