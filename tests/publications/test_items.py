import pytest
from django.core.files.base import ContentFile

from publications.models import Link, Publication, Version
from publications.presentation.item import items
from tests import factories


def only(**filters):
    """The single publication there is, as an item on nobody's page."""
    (item,) = items(Publication.objects.filter(**filters).for_list()).items
    return item


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


def test_a_list_knows_its_years_marks_and_margin(db):
    for year in (2023, 2024, None):
        factories.publication(year=year)
    found = items(Publication.objects.for_list())
    assert [year for year, _items in found.years] == ["In progress", "2024", "2023"]
    assert found.legend == []
    assert not found.has_margin
    factories.publication(venue=factories.venue(short_name="FLOW"))
    assert items(Publication.objects.for_list()).has_margin


def test_an_empty_list_is_false(db):
    assert not items([])


def test_items_ask_nothing_more_than_their_list(db, django_assert_num_queries):
    person = factories.researcher()
    for _ in range(3):
        factories.publication(person, venue=factories.venue(short_name="FLOW"))
    works = list(Publication.objects.for_list())
    # The BibTeX wants topics and what was imported, once for all.
    with django_assert_num_queries(2):
        assert len(items(works, owner=person.pk).years) == 1


def test_items_without_their_bibtex_ask_nothing_more(db, django_assert_num_queries):
    factories.publication(venue=factories.venue(short_name="FLOW"))
    works = list(Publication.objects.for_list())
    with django_assert_num_queries(0):
        (item,) = items(works, cited=False).items
    assert item.bibtex == ""
