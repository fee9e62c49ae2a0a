from datetime import date

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from accounts.models import Delegation, Invitation, User
from news.models import NewsItem, Post
from profiles.merging.engine import merge
from profiles.merging.people import PEOPLE
from profiles.merging.undo import undo
from profiles.models import Lab, OldAddress, PreviewLink, Researcher
from publications.models import Authorship, ImportRecord, Link, Publication
from tests import factories
from tests.transfer.sites import lay_alfolio, run
from transfer.bringing.imports import archive_of
from transfer.leaving import erasure
from transfer.models import SiteImport

pytestmark = pytest.mark.django_db
WORD = "Zephyrine"


@pytest.fixture
def zoe(django_capture_on_commit_callbacks, tmp_path):
    """Somebody whose given name stands in every place that keeps a person's data."""
    for name in stored():
        default_storage.delete(name)
    lab = factories.lab(slug="lab")
    picture = factories.picture(1200, 800)
    files = {
        "_news/a.md": f"---\ndate: 2024-01-01\ninline: true\n---\n{WORD} came.",
        "_bibliography/papers.bib": f"@article{{k, author={{{WORD} Quill}}, title={{T}}, "
        "year=2020, file={/home/zephyrine/x.pdf}}",
    }
    with django_capture_on_commit_callbacks(execute=True):
        person = factories.researcher(
            lab=lab, slug="zephyrine", given_name=WORD, family_name="Quill",
            user=factories.user(email="zephyrine@lab.example"),
            bio=f"I am {WORD}. ![me](/media/text/zoe.webp)",
        )  # fmt: skip
        run(lay_alfolio(tmp_path, files), researcher="zephyrine")
        person.refresh_from_db()
        default_storage.save("text/zoe.webp", ContentFile(b"z"))
        photo = factories.photo(person, alt=WORD, image=picture)
        photo.image = factories.picture(1000, 700)
        photo.save()  # the former one stays for history
        person.photos.create(image=factories.picture(), alt=WORD).delete()
        person.title = f"Dr {WORD}"
        person.save()
        course = factories.course(person, description=WORD)
        session = course.sessions.create(topic=WORD)
        session.materials.create(label=WORD, file=ContentFile(b"%PDF-1.7", name="z.pdf"))
        gone = factories.course(person, title=f"{WORD} taught")
        gone.sessions.create(topic=f"{WORD} spoke")
        gone.delete()
        factories.post(person, title=f"{WORD} writes", slug="zephyrine-writes")
        old = factories.news_item(person, body=f"{WORD} left")
        old.save()
        old.delete()
        factories.project(person, title=WORD, image=factories.picture(), image_alt=WORD)
        factories.page(researcher=person, title=WORD, body=WORD)
        person.name_variants.create(name=f"Old, {WORD}")
        factories.coauthor(person, url=f"https://{WORD}.example/".lower())
        factories.coauthor(person, names=f"{WORD}'s Friend").delete()
        Delegation.objects.create(researcher=person, delegate=factories.user())
        Delegation.objects.create(researcher=factories.researcher(), delegate=person.user)
        kind = ContentType.objects.get_for_model(Researcher)
        OldAddress.objects.create(path="/people/zephyrine-x/", target=person)
        PreviewLink.objects.create(
            target=person, made_by=factories.administrator(), expires_at="2199-01-01T00:00Z"
        )
        LogEntry.objects.create(
            user=factories.user(), content_type=kind, object_id=person.pk, object_repr=WORD,
            action_flag=CHANGE,
        )  # fmt: skip
    return person


def traces(word: str) -> dict[str, int]:
    """Every column of every table in which the word stands, and in how many rows."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                name = connection.ops.quote_name(column.name)
                cursor.execute(
                    f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)} "  # noqa: S608
                    f"WHERE LOWER(CAST({name} AS TEXT)) LIKE %s",
                    [f"%{word.lower()}%"],
                )
                if number := cursor.fetchone()[0]:
                    found[f"{table}.{column.name}"] = number
    return found


def stored(folder: str = "") -> set[str]:
    folders, files = default_storage.listdir(folder)
    inside = {f"{folder}/{name}".lstrip("/") for name in files}
    for each in folders:
        inside |= stored(f"{folder}/{each}".lstrip("/"))
    return inside


def erase(person, capture, **options) -> None:
    with capture(execute=True):
        erasure.erase(person, **options)


def test_nothing_of_the_person_is_left_but_the_name_on_papers(
    zoe, django_capture_on_commit_callbacks
):
    number = zoe.pk
    assert len(traces(WORD)) > 30
    erase(zoe, django_capture_on_commit_callbacks)
    left = set(traces(WORD))
    assert left <= {
        "publications_authorship.given",
        "publications_authorship.folded",
        "publications_historicalauthorship.given",
    }
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Researcher:
                assert not model._base_manager.filter(**{field.attname: number}).exists(), model


def test_all_files_go_those_in_history_too(zoe, django_capture_on_commit_callbacks):
    assert len(stored()) > 10
    assert any(name.startswith("withdrawn/") for name in stored())
    erase(zoe, django_capture_on_commit_callbacks)
    assert stored() == set()


def test_the_papers_stay_with_the_name_as_text(zoe, client, django_capture_on_commit_callbacks):
    other = factories.researcher()
    shared = factories.publication(zoe, other, slug="shared")
    erase(zoe, django_capture_on_commit_callbacks)
    author = shared.authorships.get(given=WORD)
    assert author.researcher is None
    assert Publication.objects.filter(title="T").exists()
    page = client.get("/publications/shared/").content.decode()
    assert WORD in page
    assert "/people/zephyrine/" not in page
    assert client.get("/people/zephyrine/").status_code in (404, 410)


def test_papers_that_nobody_else_here_wrote_go_when_that_is_asked(
    zoe, django_capture_on_commit_callbacks
):
    other = factories.researcher()
    factories.publication(zoe, other, title="Shared")
    erase(zoe, django_capture_on_commit_callbacks, papers=True)
    assert [work.title for work in Publication.objects.all()] == ["Shared"]
    assert set(traces(WORD)) <= {
        "publications_authorship.given",
        "publications_authorship.folded",
        "publications_historicalauthorship.given",
    }


def test_what_was_brought_for_the_lab_and_written_by_others_stays(
    zoe, django_capture_on_commit_callbacks
):
    record = ImportRecord.objects.get(researcher=zoe)
    brought = factories.publication(title="The lab's")
    said = {"payload": {}, "digest": "x", "imported_at": record.created_at}
    record.entries.create(publication=brought, key="lab", origin=record.origin, **said)
    erase(zoe, django_capture_on_commit_callbacks, papers=True)
    assert list(Publication.objects.all()) == [brought]


def test_what_was_on_no_list_does_not_come_onto_one(zoe, django_capture_on_commit_callbacks):
    hidden = factories.publication(zoe, title="Hidden by her")
    hidden.authorships.filter(researcher=zoe).update(hidden=True)
    factories.publication(zoe, title="A draft", draft=True)
    before = set(Publication.objects.listed().values_list("title", flat=True))
    erase(zoe, django_capture_on_commit_callbacks)
    assert set(Publication.objects.listed().values_list("title", flat=True)) == before
    assert not Publication.objects.filter(title__in=["Hidden by her", "A draft"]).exists()


def test_what_is_others_too_stays_without_the_person(zoe, django_capture_on_commit_callbacks):
    other = factories.researcher()
    both = factories.news_item(zoe, other, body="We came.")
    labs = factories.post(zoe, lab=Lab.objects.get(slug="lab"), title="Of the lab")
    plan = erasure.plan(zoe)
    assert set(plan.others) == {str(both), str(labs)}
    erase(zoe, django_capture_on_commit_callbacks)
    assert list(NewsItem.objects.get(pk=both.pk).researchers.all()) == [other]
    assert list(Post.objects.get(pk=labs.pk).authors.all()) == []


def test_a_file_that_somebody_else_shows_stays(zoe, django_capture_on_commit_callbacks):
    factories.researcher(bio="![z](/media/text/zoe.webp)")
    erase(zoe, django_capture_on_commit_callbacks)
    assert stored() == {"text/zoe.webp"}


def test_others_and_their_history_are_untouched(zoe, django_capture_on_commit_callbacks):
    other = factories.researcher(slug="other", bio="Mine")
    other.bio = "Mine, anew"
    other.save()
    paper = factories.publication(other)
    Link.objects.create(publication=paper, kind="code", url="https://code.example/")
    factories.course(other).sessions.create(topic="Waves")
    before = {
        model: model.objects.count() for model in (Researcher, User, Publication, Authorship, Link)
    }
    erase(zoe, django_capture_on_commit_callbacks)
    assert other.history.count() == 2
    assert paper.history.exists()
    assert paper.links.get().history.exists()
    assert Researcher.objects.count() == before[Researcher] - 1
    assert User.objects.count() == before[User] - 1
    assert Authorship.objects.count() == before[Authorship]
    assert other.courses.get().sessions.get().history.exists()


def test_who_created_a_paper_is_forgotten_and_the_paper_stays(
    zoe, django_capture_on_commit_callbacks
):
    paper = factories.publication(factories.researcher(), created_by=zoe.user)
    erase(zoe, django_capture_on_commit_callbacks)
    paper.refresh_from_db()
    assert paper.created_by is None
    assert paper.history.get().created_by_id is None


def test_an_erasure_that_fails_changes_nothing(zoe, monkeypatch):
    before = traces(WORD)
    files = stored()

    def broken(self) -> None:
        raise RuntimeError

    monkeypatch.setattr("transfer.leaving.traces.Traces.wipe", broken)
    with pytest.raises(RuntimeError):
        erasure.erase(zoe)
    assert traces(WORD) == before
    assert stored() == files


def test_the_log_names_nobody(zoe, caplog, django_capture_on_commit_callbacks):
    caplog.set_level("INFO", "octavo.erasure")
    erase(zoe, django_capture_on_commit_callbacks)
    assert "was erased" in caplog.text
    assert WORD.lower() not in caplog.text.lower()


def test_the_only_administrator_stays(django_capture_on_commit_callbacks):
    person = factories.researcher(user=factories.administrator())
    with pytest.raises(erasure.RefusedError, match="only administrator"):
        erasure.erase(person)
    factories.administrator()
    erase(person, django_capture_on_commit_callbacks)


def test_the_plan_says_what_goes_and_counts_it(zoe):
    plan = erasure.plan(zoe)
    goes = dict(plan.goes)
    assert goes["Person"] == 1
    assert goes["Course"] == 1
    assert goes["Photo"] == 1
    assert [work.title for work in plan.papers] == ["T"]
    Lab.objects.get(slug="lab").editors.add(zoe.user)
    assert "no other editor" in erasure.plan(zoe).remarks[0]
    assert Researcher.objects.filter(pk=zoe.pk).exists()


# The pages.


def fresh(client_of, user):
    """A client whose user has just given their password again."""
    client = client_of(user)
    client.post("/accounts/reauthenticate/", {"password": "slow-tides-rise"})
    return client


def test_the_person_erases_themselves_by_typing_their_name(
    zoe, client_of, django_capture_on_commit_callbacks
):
    client = fresh(client_of, zoe.user)
    address = reverse("erase", args=[zoe.pk])
    page = client.get(address).content.decode()
    assert "type the name: Zephyrine Quill" in page
    wrong = client.post(address, {"name": "zephyrine"}).content.decode()
    assert "This is not the name" in wrong
    assert Researcher.objects.filter(pk=zoe.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address, {"name": " Zephyrine  Quill"})
    assert response["Location"] == "/"
    assert not Researcher.objects.filter(pk=zoe.pk).exists()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("method", ["get", "post"])
def test_one_is_asked_for_the_password_again_before(zoe, client_of, method):
    ask = getattr(client_of(zoe.user), method)
    response = ask(reverse("erase", args=[zoe.pk]), {"name": "Zephyrine Quill"})
    assert "reauthenticate" in response["Location"]
    assert Researcher.objects.filter(pk=zoe.pk).exists()


def test_an_administrator_erases_somebody(zoe, client_of, django_capture_on_commit_callbacks):
    client = fresh(client_of, factories.administrator())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("erase", args=[zoe.pk]), {"name": "Zephyrine Quill", "papers": "on"})
    assert not Publication.objects.filter(title="T").exists()
    assert not Researcher.objects.filter(pk=zoe.pk).exists()


@pytest.mark.parametrize("who", ["delegate", "editor"])
def test_who_edits_for_the_person_may_not_erase_them_and_is_told_so(zoe, client_of, who):
    user = factories.user()
    if who == "delegate":
        Delegation.objects.create(delegate=user, researcher=zoe)
    else:
        Lab.objects.get(slug="lab").editors.add(user)
    client = fresh(client_of, user)
    assert (
        "Only Zephyrine Quill and administrators"
        in client.get(reverse("leaving", args=[zoe.pk])).content.decode()
    )
    for response in (
        client.get(reverse("erase", args=[zoe.pk])),
        client.post(reverse("erase", args=[zoe.pk]), {"name": "Zephyrine Quill"}),
    ):
        assert response.status_code == 403
    assert Researcher.objects.filter(pk=zoe.pk).exists()


def test_a_deactivated_account_erases_nobody(zoe):
    zoe.user.is_active = False
    assert not erasure.can_erase(zoe.user, zoe)


def test_old_imports_go_with_the_person(zoe, django_capture_on_commit_callbacks):
    assert ImportRecord.objects.filter(researcher=zoe).exists()
    erase(zoe, django_capture_on_commit_callbacks)
    assert not ImportRecord.objects.exists()


def test_what_was_merged_into_the_person_is_forgotten_too(django_capture_on_commit_callbacks):
    kept, second, first = (
        factories.researcher(account=False, given_name=name, family_name="Quill", bio=bio)
        for name, bio in (("Ida", ""), ("Zephyrine", "Of Zephyrine"), ("Zephyrine", "Zephyrine's"))
    )
    with django_capture_on_commit_callbacks(execute=True):
        first.award_entries.create(title=f"{WORD} won")
        photo = factories.photo(first, alt=WORD, image=factories.picture())
        photo.delete()
        merge(PEOPLE, second, first, None)
        merge(PEOPLE, kept, second, None)
    assert traces(WORD)
    assert stored()
    erase(kept, django_capture_on_commit_callbacks)
    assert not traces(WORD)
    assert not stored()


def test_a_merge_that_was_undone_takes_nobody_else_along(django_capture_on_commit_callbacks):
    kept, other = (factories.researcher(account=False) for _number in range(2))
    undo(merge(PEOPLE, kept, other, None), None)
    erase(kept, django_capture_on_commit_callbacks)
    assert Researcher.objects.get().history.exists()


def test_a_site_that_waits_and_letters_to_the_account_are_gone(
    zoe, django_capture_on_commit_callbacks, tmp_path, monkeypatch
):
    monkeypatch.setattr("transfer.bringing.imports.UPLOADS", tmp_path)
    waiting = SiteImport.objects.create(researcher=zoe, user=zoe.user, name="site.zip")
    archive = archive_of(waiting)
    archive.write_bytes(b"all of it")
    for number, given in enumerate(({"accepted_by": zoe.user}, {"email": zoe.user.email})):
        Invitation.objects.create(
            **{"email": f"{WORD}@old.example", **given},
            digest=str(number),
            expires_at="2199-01-01T00:00Z",
        )
    erase(zoe, django_capture_on_commit_callbacks)
    assert not archive.exists()
    assert not Invitation.objects.exists()


def test_a_person_without_an_account_is_erased_too(django_capture_on_commit_callbacks):
    person = factories.researcher(account=False)
    factories.education(person, started=str(date(2020, 1, 1)))
    erase(person, django_capture_on_commit_callbacks)
    assert not Researcher.objects.exists()
