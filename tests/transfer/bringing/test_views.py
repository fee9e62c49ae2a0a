"""A site in the admin: whose it may be, its plan, its application, and the way back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.models import NewsItem
from profiles.models import OldAddress, Page, Researcher
from publications.models import Publication
from tests import factories
from tests.transfer.archives import tarred, zipped
from tests.transfer.sites import ABOUT, CONFIG, doc
from transfer.bringing import imports
from transfer.importer import SiteError
from transfer.models import Imported, SiteImport

pytestmark = pytest.mark.django_db

BIB = "@article{k, title={On Drift}, author={Sørensen, Mina}, year={2024}, journal={Tides}}"
FILES = {
    "site-main/_config.yml": CONFIG,
    "site-main/_pages/about.md": ABOUT,
    "site-main/_pages/join.md": doc("permalink: /join/\ntitle: Join", "We hire people."),
    "site-main/_pages/profiles.md": doc("layout: profiles\nprofiles:\n  - name: Ada Lund"),
    "site-main/_news/one.md": doc("date: 2024-05-01\ninline: true", "A prize."),
    "site-main/_bibliography/papers.bib": BIB,
}


def upload(root, files=None, name="site.zip", make=zipped):
    path = make(root / name, files or FILES)
    return SimpleUploadedFile(name, path.read_bytes())


def plan(client, person, file, **more):
    given = {"researcher": person.pk, "file": file, **more}
    return client.post(reverse("bring_site"), given, follow=True)


def apply(client):
    record = SiteImport.objects.get()
    page = client.post(reverse("brought_site", args=[record.pk]))
    return b"".join(page.streaming_content).decode()


@pytest.fixture(autouse=True)
def uploads(tmp_path, monkeypatch):
    monkeypatch.setattr(imports, "UPLOADS", tmp_path / "uploads")
    monkeypatch.setattr(imports, "SCRATCH", tmp_path / "scratch")
    return tmp_path / "uploads"


@pytest.mark.parametrize(("name", "make"), [("site.zip", zipped), ("site.tar.gz", tarred)])
def test_a_plan_is_shown_and_nothing_written(client_of, researcher, tmp_path, name, make):
    page = plan(client_of(researcher.user), researcher, upload(tmp_path, name=name, make=make))
    said = page.content.decode()
    assert "Nothing is written yet" in said
    assert "On Drift" in said
    assert "_pages/join.md" in said
    assert not Publication.objects.exists()
    assert not NewsItem.objects.exists()
    assert not Imported.objects.exists()
    researcher.refresh_from_db()
    assert researcher.bio != "I measure what drifts."


def test_a_site_that_was_brought_meanwhile_is_not_brought_twice(client_of, researcher, tmp_path):
    plan(client_of(researcher.user), researcher, upload(tmp_path))
    record = SiteImport.objects.get()
    SiteImport.objects.update(state=SiteImport.State.APPLIED)
    with pytest.raises(SiteError, match="applied already"):
        list(imports.applying(record, researcher.user))
    assert not NewsItem.objects.exists()
    assert not Publication.objects.exists()


def test_the_plan_is_applied_once_and_its_archive_is_gone(client_of, researcher, tmp_path, uploads):
    client = client_of(researcher.user)
    plan(client, researcher, upload(tmp_path))
    said = apply(client)
    assert "The site is imported." in said
    assert "progress" in said
    record = SiteImport.objects.get()
    assert (record.state, record.report["created"]) == ("applied", 3)
    assert NewsItem.objects.get().researchers.get() == researcher
    assert Publication.objects.exists()
    assert list(uploads.iterdir()) == []
    assert NewsItem.history.first().history_user == researcher.user
    page = client.post(reverse("brought_site", args=[record.pk]))
    assert page.status_code == 302
    assert NewsItem.objects.count() == 1


def test_an_import_is_undone_but_for_what_was_edited_since(client_of, researcher, tmp_path):
    researcher.bio = ""
    researcher.save()
    client = client_of(researcher.user)
    plan(client, researcher, upload(tmp_path))
    apply(client)
    researcher.refresh_from_db()
    assert researcher.bio == "I measure what drifts."
    page = Page.objects.get()
    page.body = "Mine now."
    page.save()
    record = SiteImport.objects.get()
    said = client.post(reverse("brought_site_undo", args=[record.pk]), follow=True)
    assert "“Join” was kept: it has been edited since the import." in said.content.decode()
    assert not NewsItem.objects.exists()
    assert not Publication.objects.exists()
    assert Page.objects.exists()
    researcher.refresh_from_db()
    assert researcher.bio == ""
    assert not OldAddress.objects.filter(path__contains="/news/").exists()
    again = client.post(reverse("brought_site_undo", args=[record.pk]), follow=True)
    assert "not in force" in again.content.decode()


def test_what_was_undone_can_be_brought_again(client_of, researcher, tmp_path):
    client = client_of(researcher.user)
    plan(client, researcher, upload(tmp_path))
    apply(client)
    client.post(reverse("brought_site_undo", args=[SiteImport.objects.get().pk]))
    SiteImport.objects.all().delete()
    plan(client, researcher, upload(tmp_path))
    apply(client)
    assert NewsItem.objects.count() == 1


def test_a_member_adds_no_further_people_and_an_editor_does(client_of, lab, editor, tmp_path):
    mina = factories.researcher(lab=lab)
    client = client_of(mina.user)
    said = plan(client, mina, upload(tmp_path)).content.decode()
    assert "Only editors of a lab bring further people" in said
    apply(client)
    assert not Researcher.objects.filter(family_name="Lund").exists()
    SiteImport.objects.all().delete()
    client = client_of(editor)
    plan(client, mina, upload(tmp_path))
    apply(client)
    assert Researcher.objects.get(family_name="Lund").visibility == "awaiting"


def test_a_person_who_is_not_theirs_is_not_touched(client_of, lab, editor, tmp_path):
    other = factories.researcher(given_name="Ada", family_name="Lund", slug="ada", bio="")
    profiles = "layout: profiles\nprofiles:\n  - name: Ada Lund\n    description: Taken."
    files = {**FILES, "site-main/_pages/profiles.md": doc(profiles)}
    mina = factories.researcher(lab=lab)
    client = client_of(editor)
    said = plan(client, mina, upload(tmp_path, files)).content.decode()
    assert "which is not yours to change" in said
    apply(client)
    other.refresh_from_db()
    assert other.bio == ""


def test_an_editor_applies_a_member_s_site_as_the_member_could(client_of, lab, editor, tmp_path):
    member, colleague = (
        factories.researcher(given_name="Ada", family_name=name, bio="") for name in ("One", "Lund")
    )
    for person in (member, colleague):
        factories.membership(researcher=person, lab=lab)
    listed = doc("layout: profiles\nprofiles:\n  - name: Ada Lund\n    description: Taken.")
    pages = {"site-main/_pages/profiles.md": listed}
    plan(client_of(member.user), member, upload(tmp_path, FILES | pages))
    assert "The site is imported." in apply(client_of(editor))
    colleague.refresh_from_db()
    assert colleague.bio == ""
    assert not Researcher.objects.exclude(pk__in=[member.pk, colleague.pk]).exists()


def test_a_plan_can_be_left(client_of, researcher, tmp_path, uploads):
    client = client_of(researcher.user)
    plan(client, researcher, upload(tmp_path))
    record = SiteImport.objects.get()
    client.post(reverse("brought_site", args=[record.pk]), {"forget": "1"})
    assert not SiteImport.objects.exists()
    assert list(uploads.iterdir()) == []


def test_whoever_leaves_while_it_is_written_gets_nothing(client_of, researcher, tmp_path):
    client = client_of(researcher.user)
    plan(client, researcher, upload(tmp_path))
    record = SiteImport.objects.get()
    steps = imports.applying(record, researcher.user)
    next(steps)
    next(steps)
    steps.close()
    assert not NewsItem.objects.exists()
    record.refresh_from_db()
    assert record.state == "planned"


@pytest.mark.parametrize(
    ("files", "name", "problem"),
    [
        ({"notes.txt": "x"}, "site.zip", "site.zip holds no site that can be read"),
        ({"bomb.md": bytes(33 * 2**20)}, "site.zip", "unpacks to more than 100 times its size"),
        (None, "site.rar", "This is no archive that can be read"),
    ],
)
def test_what_is_no_site_is_refused_with_the_reason(
    client_of, researcher, tmp_path, uploads, files, name, problem
):
    file = upload(tmp_path, files) if files else SimpleUploadedFile(name, b"Rar!")
    page = plan(client_of(researcher.user), researcher, file)
    assert problem in page.content.decode()
    assert not SiteImport.objects.exists()
    assert not uploads.exists() or list(uploads.iterdir()) == []


def test_a_cut_off_archive_is_called_by_its_own_name(client_of, researcher, tmp_path):
    whole = upload(tmp_path).read()
    page = plan(client_of(researcher.user), researcher, SimpleUploadedFile("my.zip", whole[:300]))
    assert "my.zip is damaged or was cut off" in page.content.decode()


def test_nobody_brings_a_site_for_others_or_sees_theirs(client_of, researcher, stranger, tmp_path):
    outsider = client_of(stranger.user if hasattr(stranger, "user") else stranger)
    page = plan(outsider, researcher, upload(tmp_path))
    assert not SiteImport.objects.exists()
    assert page.status_code in (200, 403)
    plan(client_of(researcher.user), researcher, upload(tmp_path))
    record = SiteImport.objects.get()
    for name in ("brought_site", "brought_site_undo"):
        address = reverse(name, args=[record.pk])
        assert outsider.post(address).status_code in (403, 404)
    assert outsider.get(reverse("brought_site", args=[record.pk])).status_code in (403, 404)
    assert SiteImport.objects.get().state == "planned"


def test_plans_that_nobody_applied_are_forgotten(client_of, researcher, tmp_path, uploads):
    client = client_of(researcher.user)
    plan(client, researcher, upload(tmp_path))
    SiteImport.objects.update(created_at="2020-01-01T00:00:00Z")
    plan(client, researcher, upload(tmp_path))
    assert SiteImport.objects.count() == 1
    assert len(list(uploads.iterdir())) == 1


def brought_by_an_editor(client_of, lab, editor, tmp_path):
    """A site with a further person on it, who is made."""
    mina = factories.researcher(lab=lab)
    client = client_of(editor)
    plan(client, mina, upload(tmp_path))
    apply(client)
    return client, Researcher.objects.get(family_name="Lund")


def undo(client) -> str:
    record = SiteImport.objects.get()
    return client.post(reverse("brought_site_undo", args=[record.pk]), follow=True).content.decode()


def test_a_person_whom_only_the_import_knows_goes_with_it(client_of, lab, editor, tmp_path):
    client, person = brought_by_an_editor(client_of, lab, editor, tmp_path)
    assert "was kept" not in undo(client)
    assert not Researcher.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (lambda person, lab: factories.publication(person, title="Theirs"), "1 publication"),
        (lambda person, lab: factories.course(person), "1 course"),
        (lambda person, lab: factories.membership(researcher=person, lab=lab), "1 membership"),
        (lambda person, lab: factories.news_item(person), "1 news item"),
    ],
    ids=["paper", "course", "membership", "news"],
)
def test_a_person_to_whom_others_linked_since_is_kept_and_told(
    client_of, lab, editor, tmp_path, link, said
):
    client, person = brought_by_an_editor(client_of, lab, editor, tmp_path)
    row = link(person, lab)
    told = undo(client)
    assert "was kept, without what the import brought for them" in told
    assert said in told
    assert Researcher.objects.filter(pk=person.pk).exists()
    assert type(row).objects.filter(pk=row.pk).exists()
    assert not Page.objects.exists()
