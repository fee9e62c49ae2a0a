from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from publications.admin import imports
from publications.bibtex import read
from publications.importing.planner import plan
from publications.models import Authorship, ImportRecord, Publication
from tests import factories

START = "/admin/publications/publication/import/"
FILE = r"""
@article{tide2024, author = {S{\o}rensen, Mina and Baek, Jun-ho}, selected = {true},
  title = {On the agreement of tide gauges}, journal = {JSM}, year = 2024, pages = {1--9}}
@article{drift, author = {S{\o}rensen, M.}, title = {A drift of instruments}, year = 2023}
"""


@pytest.fixture
def mina(db):
    return factories.researcher(given_name="Mina", family_name="Sørensen", slug="mina")


@pytest.fixture
def client(client_of, mina):
    return client_of(mina.user)


def send(client, text=FILE, person=None, **fields):
    """Paste text; the plan's page."""
    data = {"text": text, **fields}
    if person:
        data["researcher"] = person.pk
    return client.post(START, data, follow=True)


def apply(client, page, **fields):
    return client.post(page.request["PATH_INFO"], fields, follow=True)


def text_of(page):
    return page.content.decode()


def test_pasting_shows_the_plan_and_writes_nothing(client, mina):
    page = send(client, person=mina)
    assert page.status_code == 200
    assert "On the agreement of tide gauges" in text_of(page)
    assert page.context["groups"]["created"].count == 2
    assert not Publication.objects.exists()


@pytest.mark.parametrize("long", [imports.LONG, 1])
def test_a_plan_that_was_applied_while_it_was_made_again_is_not_applied_twice(
    client, mina, monkeypatch, long
):
    monkeypatch.setattr(imports, "LONG", long)
    offer_of = imports.offers.offer_of

    def overtaken(record):
        """Between our plan and our writing the other request is through."""
        offer = offer_of(record)
        made = offer.plan(mina.user, {})
        ImportRecord.objects.update(state=ImportRecord.State.APPLIED)
        return replace(offer, plan=lambda *_given: made)

    page = send(client, person=mina)
    monkeypatch.setattr(imports.offers, "offer_of", overtaken)
    response = client.post(page.request["PATH_INFO"], follow=True)
    said = b"".join(response) if response.streaming else response.content
    assert "has been applied already" in said.decode()
    assert not Publication.objects.exists()


def test_applying_writes_and_can_be_undone(client, mina):
    page = apply(client, send(client, person=mina))
    assert "Imported: 2 new" in text_of(page)
    assert Authorship.objects.filter(researcher=mina).count() == 2
    assert Authorship.objects.get(researcher=mina, selected=True).publication.key == "tide2024"
    record = ImportRecord.objects.get()
    assert (record.user, record.researcher, record.text) == (mina.user, mina, "")
    page = client.post(reverse("admin:publications_import_undo", args=[record.pk]), follow=True)
    assert "Undone: 2 deleted" in text_of(page)
    assert not Publication.objects.exists()
    page = client.post(reverse("admin:publications_import_undo", args=[record.pk]), follow=True)
    assert "not in force" in text_of(page)


def test_a_file_is_read_as_it_is_encoded(client, mina):
    data = "@misc{a, title={Über Gezeiten}, author={Sørensen, Mina}}".encode("latin-1")
    page = client.post(
        START,
        {"researcher": mina.pk, "file": SimpleUploadedFile("alt.bib", data)},
        follow=True,
    )
    assert "Über Gezeiten" in text_of(page)
    assert "cp1252" in text_of(page)


def test_each_field_that_changes_is_shown_and_can_be_kept(client, mina):
    apply(client, send(client, person=mina))
    page = send(client, FILE.replace("1--9", "201--240").replace("JSM", "New"), mina)
    (row,) = page.context["groups"]["updated"].rows
    assert {(field.label, field.stands, field.offered) for field in row.fields} == {
        ("pages", "1–9", "201–240"), ("venue as written", "JSM", "New"),
    }  # fmt: skip
    apply(client, page, **{"keep:tide2024": "venue_text"})
    paper = Publication.objects.get(key="tide2024")
    assert (paper.pages, paper.venue_text) == ("201–240", "JSM")


def test_an_entry_can_be_left_out(client, mina):
    apply(client, send(client, person=mina), leave="drift")
    assert [paper.key for paper in Publication.objects.all()] == ["tide2024"]


@pytest.mark.parametrize(("decision", "count"), [("own", 2), ("skip", 1), ("same", 1)])
def test_an_unsure_entry_is_the_persons_to_decide(client, mina, decision, count):
    one = "@misc{one, author={S{\\o}rensen, Mina}, title={A drift of instruments}, doi={10.1000/x}}"
    apply(client, send(client, one, mina))
    page = send(client, one.replace("{one", "{two").replace("A drift", "The tides"), mina)
    (row,) = page.context["groups"]["unsure"].rows
    value = row.suspect_is if decision == "same" else decision
    apply(client, page, **{"decide:two": value})
    assert Publication.objects.count() == count


def test_a_long_import_tells_how_far_it_is(client, mina, monkeypatch):
    monkeypatch.setattr(imports, "LONG", 1)
    page = send(client, person=mina)
    answer = client.post(page.request["PATH_INFO"])
    body = b"".join(answer.streaming_content).decode()
    assert '<progress value="2" max="2">' in body
    assert "data-go-on" in body
    assert body.rstrip().endswith("</html>")
    assert Publication.objects.count() == 2


def test_who_leaves_a_long_import_writes_nothing(client, mina, monkeypatch):
    monkeypatch.setattr(imports, "LONG", 1)
    page = send(client, person=mina)
    steps = imports._told(page.wsgi_request, ImportRecord.objects.get(), _plan(page, mina))
    next(steps), next(steps)
    steps.close()
    assert not Publication.objects.exists()
    assert ImportRecord.objects.get().state == "planned"


def test_a_refusal_of_the_database_is_said(client, mina, monkeypatch):
    def refuse(*args):
        raise DatabaseError("locked")
        yield

    monkeypatch.setattr(imports, "LONG", 1)
    monkeypatch.setattr(imports, "applying", refuse)
    page = send(client, person=mina)
    body = b"".join(client.post(page.request["PATH_INFO"]).streaming_content).decode()
    assert "nothing was written" in body


def _plan(page, mina):
    return plan(read(FILE), researcher=mina, user=page.wsgi_request.user)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose a file, or paste text"),
        ({"text": "10.1000/tide"}, "not available here"),
        ({"text": "@article{a, title={T}}\x00"}, "Null characters"),
        ({"text": FILE, "file": SimpleUploadedFile("a.bib", b"@misc{a}")}, "one of the two"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 \x00")}, "not text"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_form(client, mina, data, words):
    page = client.post(START, {"researcher": mina.pk, **data})
    assert page.status_code == 200
    assert words in text_of(page)
    assert not ImportRecord.objects.exists()


def test_hostile_text_stays_text_on_the_plan(client, mina):
    evil = "<script>alert(1)</script>"
    page = send(client, f"@misc{{k, title={{{evil}}}, author={{{evil}}}, note={{{evil}}}}}", mina)
    assert evil not in text_of(page)
    assert "&lt;script&gt;alert(1)" in text_of(page)


def test_a_member_imports_for_themselves_only(client, client_of, mina):
    other = factories.researcher()
    page = send(client, person=other)
    assert "Select a valid choice" in text_of(page)
    page = send(client)
    assert "required" in text_of(page)
    apply(client, send(client, person=mina))
    record = ImportRecord.objects.get()
    for address in (
        reverse("admin:publications_import_record", args=[record.pk]),
        reverse("admin:publications_import_undo", args=[record.pk]),
    ):
        assert client_of(other.user).post(address).status_code == 404
    assert Publication.objects.count() == 2


def test_an_administrator_may_import_for_nobody(client_of, administrator, mina):
    client = client_of(administrator)
    apply(client, send(client))
    assert Publication.objects.count() == 2
    assert Authorship.objects.filter(researcher=mina, selected=True).count() == 0


def test_who_belongs_to_no_page_is_refused(db, client_of):
    assert client_of(factories.user()).get(START).status_code == 403


def test_plans_that_nobody_applied_are_forgotten(client, mina):
    send(client, person=mina)
    ImportRecord.objects.update(created_at=timezone.now() - timedelta(days=3))
    send(client, person=mina)
    assert ImportRecord.objects.count() == 1


def test_the_page_lists_former_imports(client, mina):
    apply(client, send(client, person=mina))
    assert "pasted text" in text_of(client.get(START))


def test_papers_that_name_somebody_else_are_left_out_together(client, mina):
    other = "@article{b, title = {Of other people}, author = {Roe, Ann}, year = 2020}\n"
    page = send(client, FILE + other, person=mina)
    assert page.context["strangers"] == 1
    assert "Leave out the one paper in which Mina Sørensen is not recognised" in text_of(page)
    apply(client, page, leave_all="strangers")
    assert not Publication.objects.filter(key="b").exists()
    assert Publication.objects.count() == 2


def test_a_whole_kind_is_left_out(client, mina):
    apply(client, send(client, person=mina), leave_all="created")
    assert not Publication.objects.exists()


def test_two_entries_of_one_file_can_be_put_together(client, mina):
    twin = FILE.split("@article{drift")[0].replace("tide2024", "tide2").replace("gauges", "gages")
    page = send(client, FILE + twin, person=mina)
    (row,) = page.context["groups"]["unsure"].rows
    assert row.suspect_is == "entry:tide2024"
    apply(client, page, **{"decide:tide2": row.suspect_is})
    assert Publication.objects.count() == 2


def test_what_the_table_shows_is_not_said_again(client, mina):
    apply(client, send(client, person=mina))
    Publication.objects.filter(key="drift").update(year=2001)
    page = send(client, FILE.replace("2023", "2022"), person=mina)
    (row,) = [each for each in page.context["groups"]["unchanged"].rows if each.ref == "drift"]
    assert [field.name for field in row.fields] == ["year"]
    assert row.problems == []
