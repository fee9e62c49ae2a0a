from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.urls import reverse

from accounts.models import User
from news.models import NewsItem, Post
from profiles.models import (
    Course,
    CourseMaterial,
    Lab,
    Membership,
    Page,
    Photo,
    ProfileLink,
    Project,
    Researcher,
)
from profiles.models.lab import Role
from publications.kinds import LinkKind, Status, Type, VersionKind
from publications.models import Authorship, Link, Publication, Version
from tests import factories
from website.demo.accounts import SIGN_INS, sign_ins
from website.demo.drawings import FIGURES, drawing
from website.demo.load import is_empty, is_loaded
from website.demo.portraits import Style, portrait

OURS = ("accounts", "profiles", "publications", "news")


@pytest.fixture
def run_demo():
    def run() -> str:
        told = StringIO()
        call_command("demo", stdout=told, skip_checks=True)
        return told.getvalue()

    return run


def values(queryset, field):
    return set(queryset.values_list(field, flat=True))


@pytest.mark.django_db
class TestContent:
    @pytest.fixture(autouse=True)
    def _loaded(self, demo):
        pass

    def test_every_row_passes_its_own_validation(self):
        for model in apps.get_models():
            if model._meta.app_label in OURS and not hasattr(model, "history_type"):
                for row in model._default_manager.all():
                    if not model._meta.model_name.startswith("historical"):
                        row.full_clean()

    def test_people_have_every_role_and_some_have_left(self):
        assert values(Membership.objects.current(), "role") == set(Role)
        assert Membership.objects.ended().exclude(next_position="").count() >= 3
        assert Researcher.objects.public().count() >= 12
        assert values(Researcher.objects.all(), "visibility") == {"public", "unlisted", "hidden"}

    def test_profiles_show_what_a_profile_can(self):
        assert values(Researcher.objects.all(), "layout") == {"profile", "plain"}
        assert values(Researcher.objects.all(), "photo_align") == {"left", "right"}
        assert values(Researcher.objects.all(), "photo_circular") == {True, False}
        assert Researcher.objects.filter(photo_random=True, photos__position=2).exists()
        assert Researcher.objects.exclude(original_name="").exists()
        plain = Researcher.objects.get(layout="plain")
        assert plain.sections.count() >= 6
        assert plain.sections.filter(types=["abstract"]).exists()

    def test_there_are_sixty_works_of_every_kind(self):
        assert Publication.objects.count() == 60
        assert values(Publication.objects.all(), "type") == set(Type)
        assert values(Publication.objects.all(), "status") == set(Status)
        assert values(Link.objects.all(), "kind") == set(LinkKind)
        assert values(Version.objects.all(), "kind") == set(VersionKind)

    def test_bylines_have_every_mark_and_length(self):
        for flag in ("co_first", "co_last", "corresponding", "selected", "hidden"):
            assert Authorship.objects.filter(**{flag: True}).exists(), flag
        assert Authorship.objects.exclude(literal="").exists()
        assert Authorship.objects.exclude(suffix="").exists()
        assert Authorship.objects.exclude(particle="").exists()
        longest = Publication.objects.annotate(names=Count("authorships")).order_by("-names")[0]
        assert longest.names > 12
        shared = Publication.objects.annotate(ours=Count("authorships__researcher"))
        assert shared.filter(ours__gte=3).count() >= 5

    def test_selected_works_stand_in_the_order_of_the_content(self):
        mina = Researcher.objects.get(slug="mina-sorensen")
        keys = [paper.key for paper in Publication.objects.selected_by(mina)]
        assert keys[0] == "sorensen2026agreement"
        assert keys[-1] == "sorensen2016forget"

    def test_no_mark_is_left_in_a_name(self):
        for authorship in Authorship.objects.all():
            assert not set("*†‡={}") & set(str(authorship))

    def test_news_fills_a_box_and_some_of_it_is_not_public(self):
        mina = Researcher.objects.get(slug="mina-sorensen")
        assert NewsItem.objects.of(mina).count() >= 12
        assert NewsItem.objects.published().with_pages().count() >= 2
        assert NewsItem.objects.filter(pinned=True).exists()
        assert NewsItem.objects.filter(draft=True).exists()
        assert (
            NewsItem.objects.filter(draft=False)
            .exclude(pk__in=NewsItem.objects.published())
            .exists()
        )
        assert Post.objects.published().exists()
        assert Post.objects.filter(draft=True).exists()

    def test_teaching_has_a_double_code_sessions_and_an_uploaded_file(self):
        assert Course.objects.filter(code__contains="/", sessions__isnull=False).exists()
        assert CourseMaterial.objects.exclude(file="").exists()

    def test_there_are_pages_and_projects_in_draft_and_published(self):
        for model in (Page, Project):
            assert values(model.objects.all(), "draft") == {True, False}

    def test_every_photo_says_what_it_shows(self):
        assert Photo.objects.count() >= 12
        assert values(Photo.objects.all(), "alt").isdisjoint({""})

    def test_no_link_leads_to_a_real_site(self):
        addresses = [
            *values(Link.objects.exclude(url=""), "url"),
            *values(Version.objects.exclude(url=""), "url"),
            *values(Course.objects.exclude(url=""), "url"),
            *(link.url for link in ProfileLink.objects.exclude(platform="orcid")),
        ]
        for address in addresses:
            host = urlsplit(address).hostname
            assert host is None or host.endswith(".example"), address


@pytest.mark.django_db
def test_the_three_accounts_sign_in_by_what_is_printed(run_demo, client):
    told = run_demo()
    for each in SIGN_INS:
        assert each.email in told
        assert each.password in told
        answer = client.post(
            reverse("account_login"), {"login": each.email, "password": each.password}
        )
        assert answer.headers["Location"] == reverse("admin:index")
        assert client.get(reverse("admin:index")).status_code == 200
        client.logout()
    assert User.objects.get(is_superuser=True).email == "admin@tidewater.example"
    assert Lab.objects.get().editors.get().researcher.slug == "mina-sorensen"
    assert User.objects.get(email="kofi@tidewater.example").researcher.slug == "kofi-mensah"


@pytest.mark.django_db
def test_a_second_load_changes_nothing(run_demo):
    run_demo()
    counts = [model.objects.count() for model in (User, Researcher, Publication)]
    assert "already" in run_demo()
    assert [model.objects.count() for model in (User, Researcher, Publication)] == counts


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make",
    [factories.user, factories.lab, factories.publication, factories.news_item, factories.post],
)
def test_the_demo_leaves_other_content_alone(run_demo, make):
    make()
    assert not is_empty()
    with pytest.raises(CommandError, match="has content already"):
        run_demo()
    assert not is_loaded()


@pytest.mark.django_db
def test_a_changed_password_is_not_printed_any_more(run_demo):
    run_demo()
    kofi = User.objects.get(email="kofi@tidewater.example")
    kofi.set_password("my own, thank you")
    kofi.save()
    assert "kofi@" not in "".join(map(str, sign_ins()))


@pytest.mark.django_db
def test_on_a_public_site_nobody_knows_the_passwords(run_demo, client, settings):
    settings.BASE_URL = "https://lab.example.org"
    assert "password" not in run_demo()
    for each in SIGN_INS:
        assert not client.login(username=each.email, password=each.password)


@pytest.mark.parametrize("kind", FIGURES)
def test_a_figure_is_the_same_at_every_drawing(kind):
    assert drawing(kind, 120, 90).read() == drawing(kind, 120, 90).read()


def test_portraits_differ_by_style_alone():
    one = portrait(Style("teal", "bob")).read()
    assert one == portrait(Style("teal", "bob")).read()
    assert one != portrait(Style("teal", "bun")).read()
