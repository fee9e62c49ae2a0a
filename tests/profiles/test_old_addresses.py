import pytest

from profiles.models import OldAddress
from profiles.old_addresses import answer, remember, remember_address
from tests import factories


@pytest.fixture
def person(db):
    return factories.researcher(slug="mina-sorensen")


def test_an_old_address_leads_on_with_all_that_lies_beneath_it(person):
    remember("/people/mina/", person)
    assert answer("/people/mina/").address == "/people/mina-sorensen/"
    assert answer("/people/mina/news/").address == "/people/mina-sorensen/news/"
    assert answer("/people/mina-k/") is None
    assert answer("/people/") is None


def test_it_follows_the_row_to_wherever_it_stands(person):
    remember("/people/mina/", person)
    person.slug = "mina-holt"
    person.save()
    assert answer("/people/mina/").address == "/people/mina-holt/"


def test_the_nearest_old_address_is_asked_first(person):
    page = factories.page(researcher=person, slug="tides")
    remember("/people/mina/", person)
    remember("/people/mina/research/", page)
    assert answer("/people/mina/research/").address == "/people/mina-sorensen/tides/"


def test_a_file_that_is_named_after_its_page_is_renamed_with_it(db):
    paper = factories.publication(slug="drift")
    remember("/publications/old-drift/", paper)
    assert answer("/publications/old-drift/old-drift.pdf").address == (
        "/publications/drift/drift.pdf"
    )
    assert answer("/publications/old-drift/cite.bib").address == "/publications/drift/cite.bib"


@pytest.mark.parametrize("visibility", ["hidden"])
def test_nobody_finds_a_hidden_person_by_an_old_address(person, visibility):
    remember("/people/mina/", person)
    person.visibility = visibility
    person.save()
    assert answer("/people/mina/") is None


def test_a_draft_is_not_told(db):
    paper = factories.publication(slug="drift", draft=True)
    remember("/publications/old/", paper)
    assert answer("/publications/old/") is None


def test_what_has_been_removed_is_gone(person):
    remember("/people/mina/", person)
    person.delete()
    assert answer("/people/mina/").address == ""


def test_an_address_on_an_own_domain_is_another_one(person):
    remember("/", person, host="mina.example")
    remember("/papers.html", person, host="mina.example")
    assert answer("/papers.html", "mina.example").address == "/people/mina-sorensen/"
    assert answer("/papers.html") is None
    assert not OldAddress.objects.filter(path="/").exists()


def test_an_address_may_lead_to_a_page_that_is_no_row(db):
    remember_address("/papers.html", "/publications/")
    assert answer("/papers.html").address == "/publications/"


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/papers.html", ""]
)
def test_no_address_leads_off_the_site_or_in_a_circle(db, to):
    assert remember_address("/papers.html", to) is None
    assert answer("/papers.html") is None


def test_what_stands_at_its_own_address_has_no_old_one_there(person):
    assert remember("/people/mina-sorensen/", person) is None
    remember("/people/mina/", person)
    person.slug = "mina"
    person.save()
    # The page answers itself; should it not, it does not lead to itself.
    assert answer("/people/mina/") is None


def test_a_later_word_about_an_address_holds(person):
    other = factories.researcher(slug="other")
    remember("/people/mina/", person)
    remember("/people/mina/", other)
    assert answer("/people/mina/").address == "/people/other/"


@pytest.mark.parametrize("path", ["", "people/", "/people/#course-3", "/" + "a" * 600])
def test_what_is_no_page_is_not_remembered(person, path):
    assert remember(path, person) is None
    assert answer(path) is None
