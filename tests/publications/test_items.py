import pytest
from django.core.files.base import ContentFile

from publications.loading import loaded
from publications.models import Link, Publication, Version
from publications.presentation.item import item
from tests import factories


def only():
    """The single publication there is, as an item."""
    (work,) = loaded(Publication.objects.all())
    return item(work)


def test_buttons_stand_in_a_fixed_order_and_no_address_twice(db):
    work = factories.publication(arxiv_id="2404.08080", doi="10.1000/xyz")
    for position, (kind, url) in enumerate(
        [
            ("code", "https://code.example/"),
            ("preprint", "https://arxiv.org/abs/2404.08080"),
            ("pdf", "https://pdf.example/"),
        ]
    ):
        Link.objects.create(publication=work, kind=kind, url=url, position=position)
    assert [(button.text, button.url) for button in only().buttons] == [
        ("PDF", "https://pdf.example/"),
        ("arXiv", "https://arxiv.org/abs/2404.08080"),
        ("DOI", "https://doi.org/10.1000/xyz"),
        ("Code", "https://code.example/"),
    ]


def test_a_link_s_own_label_goes_before_its_kind(db):
    Link.objects.create(
        publication=factories.publication(), kind="other", url="https://x.example/", label="Errata"
    )
    assert [button.text for button in only().buttons] == ["Errata"]


def test_an_uploaded_file_is_linked(db):
    work = factories.publication()
    Link.objects.create(publication=work, kind="pdf", file=ContentFile(b"%PDF-", name="drift.pdf"))
    (button,) = only().buttons
    assert button.url == f"{work.get_absolute_url()}{work.slug}.pdf"


def test_an_uploaded_file_that_is_no_pdf_lies_with_the_uploads(db):
    work = factories.publication()
    Link.objects.create(publication=work, kind="data", file=ContentFile(b"a,b", name="drift.csv"))
    (button,) = only().buttons
    assert button.url.startswith("/media/publications/")
    assert button.url.endswith("/drift.csv")


def test_a_badge_has_the_venue_s_short_name_and_tone(db):
    factories.publication(
        venue=factories.venue(name="Field Observation", short_name="FLOW", colour="#1f5f5b")
    )
    badge = only().badge
    assert (badge.text, badge.title, badge.tone) == ("FLOW", "Field Observation", "tone-13")


@pytest.mark.parametrize("status", ["submitted", "in preparation"])
def test_the_badge_does_not_tell_where_a_work_is_judged(status, db):
    factories.publication(venue=factories.venue(short_name="FLOW"), status=status)
    assert only().badge is None
    assert "FLOW" not in str(only().venue)


def test_a_venue_without_a_short_name_has_no_badge(db):
    factories.publication(venue=factories.venue())
    assert only().badge is None


def test_versions_come_along(db):
    work = factories.publication()
    Version.objects.create(publication=work, kind="journal", venue_text="JSM", year=2025)
    assert [str(line) for line in only().versions] == ["Journal version: JSM, 2025"]
