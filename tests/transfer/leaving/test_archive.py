import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.models import Delegation
from profiles.models import Lab, Researcher
from publications.bibtex import read
from publications.models import Link
from tests import factories
from tests.website.content import CANARY, fill, hide_canaries
from transfer.leaving.archive import Archive
from transfer.leaving.records import ELSEWHERE, OWN

pytestmark = pytest.mark.django_db


def opened(person: Researcher, *, with_account: bool = True) -> zipfile.ZipFile:
    content = b"".join(Archive(person, with_account=with_account))
    found = zipfile.ZipFile(io.BytesIO(content))
    assert found.testzip() is None
    return found


def record(archive: zipfile.ZipFile) -> dict:
    return json.loads(archive.read("octavo.json"))


@pytest.fixture
def mina():
    fill(1)
    return Researcher.objects.get(slug="mina")


def test_every_relation_of_a_person_is_in_the_archive_or_has_its_reason():
    relations = {
        relation.get_accessor_name()
        for relation in Researcher._meta.related_objects
        if not relation.hidden
    }
    assert relations - set(OWN) - set(ELSEWHERE) == set()


def test_it_holds_every_record_the_papers_the_texts_and_the_files(mina):
    mina.photos.update(focus="40% 20%")
    paper = mina.authorships.get().publication
    Link.objects.create(publication=paper, kind="pdf", file=ContentFile(b"%PDF-1.7", name="a.pdf"))
    factories.post(mina, title="Tides: why", slug="tides", body="They *rise*.", draft=True)
    archive = opened(mina)
    found = record(archive)
    assert (found["format"], found["version"]) == ("octavo-person", 1)
    assert found["person"]["slug"] == "mina"
    assert found["account"]["email"] == mina.user.email
    for kind in (*OWN, "courses", "publications"):
        assert found[kind] or kind in ("name_variants", "sections", "talk_entries"), kind
    assert found["courses"][0]["sessions"][0]["materials"][0]["label"] == "Slides"
    [work] = found["publications"]
    assert [author["researcher"] for author in work["authors"]] == ["mina", "rosa", None]
    assert work["authors"][2]["home_page"] == found["coauthors"][0]["url"]
    assert "selected" in work["authors"][0]
    assert "selected" not in work["authors"][1]
    assert read(archive.read("publications.bib")).entries[0].selected
    assert json.loads(archive.read("publications.csl.json"))
    post = next(name for name in archive.namelist() if name.endswith("-tides.md"))
    assert archive.read(post).decode().endswith("---\n\nThey *rise*.\n")
    assert [photo["focus"] for photo in found["photos"]] == ["40% 20%"]
    photo = mina.photos.get().image.name
    assert archive.read(f"media/{photo}") == default_storage.open(photo).read()
    assert archive.read(f"media/{Link.objects.get(kind='pdf').file.name}") == b"%PDF-1.7"
    assert found["lost_files"] == []


def test_nothing_of_others_is_in_it(mina):
    hide_canaries()
    other = Researcher.objects.get(slug=f"{CANARY}-hidden")
    drafts = {"draft": True, "highlighted": True}
    own = [row for row in mina.authorships.all() if row.publication.draft]
    assert own, drafts
    archive = opened(mina)
    told = b"".join(archive.read(name) for name in archive.namelist())
    assert other.slug.encode() not in told
    assert other.user.email.encode() not in told
    rosa = Researcher.objects.get(slug="rosa")
    assert rosa.user.email.encode() not in told
    assert rosa.photos.get().image.name.encode() not in told


def test_a_hidden_photo_is_in_it_and_another_ones_is_not(mina, django_capture_on_commit_callbacks):
    other = factories.photo(Researcher.objects.get(slug="rosa"))
    with django_capture_on_commit_callbacks(execute=True):
        for photo in (mina.photos.get(), other):
            photo.public = False
            photo.save()
    name = mina.photos.get().image.name
    assert not default_storage.exists(name)
    mina.bio = f"![x](/media/{other.image.name}) ![y](/media/withdrawn/x.webp) ![z](/media/../k)"
    mina.save()
    archive = opened(mina)
    assert f"media/{name}" in archive.namelist()
    assert f"media/{other.image.name}" not in archive.namelist()
    assert all(".." not in each for each in archive.namelist())
    assert len(record(archive)["lost_files"]) == 3


def test_a_picture_in_a_text_comes_along(mina):
    default_storage.save("text/gauge.webp", ContentFile(b"webp"))
    factories.page(researcher=mina, body="![A gauge](/media/text/gauge.webp)")
    assert opened(mina).read("media/text/gauge.webp") == b"webp"


def test_a_large_file_is_sent_in_pieces(mina):
    paper = mina.authorships.get().publication
    big = ContentFile(b"%PDF-" + bytes(5_000_000), name="big.pdf")
    Link.objects.create(publication=paper, kind="pdf", file=big)
    pieces = list(Archive(mina, with_account=False))
    assert max(map(len, pieces)) < 600_000
    assert sum(map(len, pieces)) > 5_000_000


def test_the_person_their_delegates_their_editors_and_administrators_download_it(
    mina, administrator, stranger, client_of
):
    delegate, editor, outsider = factories.user(), factories.user(), factories.user()
    Delegation.objects.create(delegate=delegate, researcher=mina)
    Lab.objects.get().editors.add(editor)
    factories.lab().editors.add(outsider)
    address = reverse("archive", args=[mina.pk])
    for user, knows_account in (
        (mina.user, True),
        (administrator, True),
        (delegate, False),
        (editor, False),
    ):
        response = client_of(user).get(address)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/zip"
        assert "no-store" in response["Cache-Control"]
        found = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
        assert ("account" in record(found)) == knows_account
    for user in (stranger, outsider):
        for name in ("leaving", "archive", "erase"):
            assert client_of(user).get(reverse(name, args=[mina.pk])).status_code == 404


def test_a_visitor_is_asked_to_sign_in(mina, client):
    for name in ("leaving", "archive", "erase"):
        response = client.get(reverse(name, args=[mina.pk]))
        assert response.status_code == 302
        assert "next=/admin/leaving/" in response["Location"]


def test_the_way_out_is_on_the_start_page_and_on_the_form(mina, client_of):
    client = client_of(mina.user)
    address = reverse("leaving", args=[mina.pk])
    assert address in client.get(reverse("admin:index")).content.decode()
    leave = reverse("admin:profiles_researcher_leave", args=[mina.pk])
    assert (
        leave
        in client.get(reverse("admin:profiles_researcher_change", args=[mina.pk])).content.decode()
    )
    assert client.get(leave)["Location"] == address
    assert reverse("archive", args=[mina.pk]) in client.get(address).content.decode()


def test_two_archives_of_the_same_day_have_the_same_name(mina):
    assert Archive(mina, with_account=False).name.startswith("mina-2")
    assert date.fromisoformat(Archive(mina, with_account=False).name[5:15])
