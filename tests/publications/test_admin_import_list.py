"""Pasting a hand-written list in the admin: the plan shows each line beside what was read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from publications.importing.offer import kind_of
from publications.models import ImportRecord, Publication
from tests import factories

START = "/admin/publications/publication/import/"
LIST = """## Publications
- Tide gauges that agree. Mina Sørensen\\*, Jun-ho Baek\\*. _Journal of Tides_, 2024.
- On doubt. Mina Sørensen, Li Chen. _Letters on Wear_. [arXiv:1801.00001](https://arxiv.org/abs/1801.00001)
"""


@pytest.fixture
def mina(db):
    return factories.researcher(given_name="Mina", family_name="Sørensen", slug="mina")


@pytest.fixture
def client(client_of, mina):
    return client_of(mina.user)


def send(client, mina, text=LIST, **fields):
    return client.post(START, {"researcher": mina.pk, "text": text, **fields}, follow=True)


def apply(client, page, **fields):
    return client.post(page.request["PATH_INFO"], fields, follow=True)


def text_of(page):
    return page.content.decode()


def test_the_line_stands_beside_what_was_read(client, mina):
    page = send(client, mina)
    assert not Publication.objects.exists()
    (tide, doubt) = page.context["groups"]["created"].rows
    assert tide.original in LIST
    assert {row.label: row.value for row in tide.read} == {
        "title": "Tide gauges that agree",
        "authors": "Mina Sørensen (co-first); Jun-ho Baek (co-first)",
        "year": "2024",
        "venue as written": "Journal of Tides",
        "type": "Journal article",
        "status": "Published",
    }
    assert "Tide gauges that agree. Mina Sørensen\\*" in text_of(page)
    assert [(row.label, row.doubt) for row in doubt.read if row.doubt] == [
        ("title", "It stands where the page's titles stand."),
        ("year", "It is the year of the arXiv id; the entry names none."),
    ]
    assert text_of(page).count("Please check</span>") == 2


def test_what_was_left_out_is_named_on_the_plan(client, mina):
    page = send(client, mina, LIST + "\n## Teaching\n- Introduction to Tides (2020)\n")
    assert "is not about publications" in text_of(page)


def test_applying_writes_and_a_later_edition_updates(client, mina):
    page = apply(client, send(client, mina))
    assert "Imported: 2 new" in text_of(page)
    assert Publication.objects.of(mina).count() == 2
    later = LIST.replace("2024.", "12(3), 2024. [Code](https://code.example)")
    page = send(client, mina, later)
    assert page.context["groups"]["updated"].count == 1
    assert "Imported: 0 new, 1 changed, 1 as before" in text_of(apply(client, page))
    assert Publication.objects.get(volume="12").links.get().kind == "code"


def test_an_entry_can_be_left_out(client, mina):
    apply(client, send(client, mina), leave=["sorensen2018doubt"])
    assert [work.title for work in Publication.objects.all()] == ["Tide gauges that agree"]


def test_a_page_is_taken_as_a_file_too(client, mina):
    file = SimpleUploadedFile("publications.md", LIST.encode())
    page = send(client, mina, text="", file=file)
    assert page.context["groups"]["created"].count == 2
    assert ImportRecord.objects.get().origin == "list"


def test_hostile_lists_stay_text_on_the_plan(client, mina):
    evil = "<script>alert(1)</script>"
    page = send(
        client, mina, f"- Waves of {evil} doubt. Mina Sørensen, {evil}. _Sea_, 2020. {evil}\n"
    )
    assert evil not in text_of(page)


def test_a_member_brings_a_list_for_themselves_only(client, mina):
    other = factories.researcher()
    page = client.post(START, {"researcher": other.pk, "text": LIST})
    assert page.status_code == 200
    assert not ImportRecord.objects.exists()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (LIST, "list"),
        ("@article{a, title={T}}", "bibtex"),
        ("% my papers\n@article{a, title={T}, author={A}, journal={J}, year=2020}", "bibtex"),
        (LIST + "```\n@article{tide2024,\n  title={Tide gauges}}\n```\n", "list"),
        ("Write to me @ home {or not}", "list"),
    ],
)
def test_bibtex_and_lists_are_told_apart(text, kind):
    assert kind_of(text) == kind
