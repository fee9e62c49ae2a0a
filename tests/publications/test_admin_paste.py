import pytest
from django.test import Client
from django.urls import reverse

from publications.models import ImportRecord, Publication, Version
from tests import factories

PASTE = "/admin/publications/publication/paste/"
ADD = "/admin/publications/publication/add/"
BIBTEX = "@article{tide, title = {On tides}, author = {Sørensen, Mina}, year = 2024}"


@pytest.fixture
def mina(db):
    return factories.researcher(given_name="Mina", family_name="Sørensen", slug="mina")


@pytest.fixture
def client(client_of, mina):
    return client_of(mina.user)


def paste(client, text):
    return client.post(PASTE, {"text": text}, follow=True)


def text_of(page):
    return page.content.decode()


def test_bibtex_leads_to_its_plan(client, mina):
    page = paste(client, BIBTEX)
    assert "On tides" in text_of(page)
    record = ImportRecord.objects.get()
    assert (record.researcher, record.state) == (mina, ImportRecord.State.PLANNED)
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("text", "said", "query"),
    [
        ("https://doi.org/10.1000/xyz", "This is the DOI 10.1000/xyz.", "doi=10.1000%2Fxyz"),
        ("arXiv:2404.08080v2", "This is 2404.08080 at arXiv.", "arxiv_id=2404.08080"),
        ("On tides & drift", "This looks like a title: On tides &amp; drift", "title=On+tides+%26"),
        ("https://press.example/12", "neither a DOI nor", "link=https%3A%2F%2Fpress.example%2F12"),
    ],
)
def test_what_cannot_be_looked_up_fills_the_form(client, text, said, query):
    page = paste(client, text)
    assert said in text_of(page)
    assert "Looking it up is not available on this installation yet" in text_of(page)
    address = page.context["form_address"]
    assert query in address
    form = client.get(address)
    name, value = next(iter(form.wsgi_request.GET.items()))
    assert value in text_of(form).replace("&amp;", "&")
    if name == "link":
        assert "links-0-url" in text_of(form)


def test_a_pasted_address_is_saved_with_the_paper(client, mina):
    data = {
        "title": "On tides", "type": "misc", "status": "published",
        "authorships-TOTAL_FORMS": "1", "authorships-INITIAL_FORMS": "0",
        "authorships-0-name": "Sørensen, Mina", "authorships-0-researcher": mina.pk,
        "authorships-0-position": "0",
        "links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": "0", "links-0-kind": "html",
        "links-0-url": "https://press.example/12", "links-0-position": "0",
        "versions-TOTAL_FORMS": "0", "versions-INITIAL_FORMS": "0",
    }  # fmt: skip
    page = client.post(f"{ADD}?link=https%3A%2F%2Fpress.example%2F12", data, follow=True)
    assert page.status_code == 200
    assert [link.url for link in Publication.objects.get().links.all()] == [
        "https://press.example/12"
    ]


def test_a_paper_that_is_here_already_is_named(client, mina):
    own = factories.publication(mina, title="On Tides", doi="10.1000/XYZ")
    Version.objects.create(publication=own, kind="preprint", arxiv_id="2404.08080")
    change = reverse("admin:publications_publication_change", args=[own.pk])
    for text in ("10.1000/xyz", "2404.08080", "on tides"):
        assert f'href="{change}"' in text_of(paste(client, text))


def test_a_draft_of_somebody_else_is_told_to_nobody(client):
    factories.publication(factories.researcher(), title="Secret tides", draft=True, doi="10.1000/s")
    assert "Secret tides" not in text_of(paste(client, "10.1000/s"))


def test_who_edits_several_pages_is_asked_whose_papers_they_are(client_of, administrator):
    page = paste(client_of(administrator), BIBTEX)
    assert not ImportRecord.objects.exists()
    assert BIBTEX in page.context["form"].initial["text"]


def test_an_empty_box_says_so(client):
    assert "The box is empty" in text_of(paste(client, "  "))


def test_hostile_text_stays_text(client):
    page = text_of(paste(client, "<script>alert(1)</script>"))
    assert "<script>alert(1)" not in page


def test_nobody_pastes_without_signing_in(db):
    page = Client().get(PASTE)
    assert page.status_code == 302
    assert "login" in page.headers["Location"]
