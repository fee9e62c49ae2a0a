import pytest

from publications.models import Link, Topic, Version
from tests import factories


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# Lists.


def test_all_publications_stand_under_their_years(client, db):
    for title, year in (("Old", 2019), ("New", 2024), ("Coming", None)):
        factories.publication(title=f"{title} work", year=year)
    html = page(client, "/publications/")
    order = ["In progress", "Coming work", ">2024<", "New work", ">2019<", "Old work"]
    places = [html.index(text) for text in order]
    assert places == sorted(places)


def test_a_person_sees_their_own_emphasised_and_others_linked(client, researcher):
    other = factories.researcher(family_name="Baek")
    factories.publication(researcher, other)
    factories.publication(other, title="Not mine")
    html = page(client, f"{researcher.get_absolute_url()}publications/")
    assert f'<strong class="me">Mina {researcher.family_name}</strong>' in html
    assert f'<a href="{other.get_absolute_url()}">Mina Baek</a>' in html
    assert "Not mine" not in html


def test_marks_are_explained_once_a_list(client, researcher):
    for _ in range(2):
        work = factories.publication(researcher)
        work.authorships.filter(researcher=researcher).update(co_first=True)
    html = page(client, f"{researcher.get_absolute_url()}publications/")
    assert html.count('<sup role="img" aria-label="equal contribution">*</sup>') == 2
    assert html.count('class="legend"') == 1
    assert "corresponding author" not in html


def test_a_long_byline_folds_but_never_hides_its_owner(client, researcher):
    work = factories.publication()
    for position in range(1, 40):
        factories.authorship(work, position=position, family=f"Writer{position:02}")
    factories.authorship(work, researcher, position=99)
    html = page(client, f"{researcher.get_absolute_url()}publications/")
    before, _, folded = html.partition('<details class="more-authors">')
    assert "Writer11" in before
    assert "Writer12" not in before
    assert '<strong class="me">' in before
    assert "and 28 more" in folded
    assert "Writer39" in folded


def test_three_thousand_authors_make_a_page(client, researcher):
    work = factories.publication(researcher)
    made = [
        work.authorships.model(publication=work, given="Ada", family=f"W{number}", position=number)
        for number in range(2, 3001)
    ]
    work.authorships.model.objects.bulk_create(made)
    listed = page(client, f"{researcher.get_absolute_url()}publications/")
    assert f'href="{work.get_absolute_url()}">and 2989 more</a>' in listed
    assert "W3000" not in listed
    assert "W3000" in page(client, work.get_absolute_url())


def test_an_item_has_its_buttons_abstract_and_bibtex(client, db):
    work = factories.publication(
        title="Drift of $k$ instruments",
        abstract="We **measure**.",
        note="With a [rejoinder](https://r.example/).",
        award="Best paper",
        arxiv_id="2404.08080",
        doi="10.1000/xyz",
        preview=factories.picture(),
        preview_alt="Two curves",
        key="drift2024",
    )
    Link.objects.create(publication=work, kind="code", url="https://code.example/")
    html = page(client, "/publications/")
    for text in (
        f'<h3><a href="{work.get_absolute_url()}">Drift of <math',
        "<strong>measure</strong>",
        '<a href="https://r.example/"',
        "Best paper",
        "https://arxiv.org/abs/2404.08080",
        "https://doi.org/10.1000/xyz",
        "https://code.example/",
        'alt="Two curves"',
        "<summary",
        "drift2024,",
    ):
        assert text in html, text


def test_a_long_list_comes_in_pages_that_keep_the_filters(client, db):
    for _ in range(101):
        factories.publication(title="Drift")
    html = page(client, "/publications/?q=drift")
    assert html.count('class="work"') == 100
    assert '<a rel="next" href="?q=drift&amp;page=2">' in html
    html = page(client, "/publications/?q=drift&page=2")
    assert html.count('class="work"') == 1
    assert '<link rel="canonical" href="http://testserver/publications/?page=2">' in html
    assert page(client, "/publications/?page=nonsense")
    assert page(client, "/publications/?page=999")


def test_a_short_list_needs_no_search(client, db):
    factories.publication()
    assert "<search" not in page(client, "/publications/")
    assert "<search" in page(client, "/publications/?q=drift")
    for _ in range(15):
        factories.publication()
    assert "<search" in page(client, "/publications/")


def test_a_narrowed_list_is_not_for_search_engines(client, db):
    factories.publication()
    assert "noindex" not in page(client, "/publications/")
    assert "noindex" in page(client, "/publications/?year=2024")


def test_an_empty_list_says_so(client, researcher):
    assert "There are no publications here yet." in page(client, "/publications/")
    assert "Nothing fits." in page(client, "/publications/?q=drift")
    html = page(client, f"{researcher.get_absolute_url()}publications/")
    assert "There are no publications here yet." in html


def test_what_a_person_hides_is_on_none_of_their_pages(client, researcher):
    work = factories.publication(researcher, title="Best forgotten")
    work.authorships.update(hidden=True)
    for address in ("publications/", "publications.bib", "cv/", ""):
        assert "Best forgotten" not in page(client, researcher.get_absolute_url() + address)
    assert "Best forgotten" not in page(client, "/publications/")


# The page of one.


def test_a_paper_has_a_page_of_its_own(client, researcher):
    work = factories.publication(
        researcher,
        title="When agreement is evidence",
        abstract="The *whole* abstract.",
        venue=factories.venue(name="Field Observation"),
        type="inproceedings",
    )
    Version.objects.create(publication=work, kind="journal", venue_text="JSM", year=2025)
    work.topics.add(Topic.objects.create(name="Drift", slug="drift"))
    work.authorships.filter(researcher=researcher).update(corresponding=True)
    html = page(client, work.get_absolute_url())
    assert "<h1>When agreement is evidence</h1>" in html
    assert html.count("<h1") == 1
    for text in (
        "The <em>whole</em> abstract.",
        "Field Observation",
        "Journal version: ",
        "/publications/?topic=drift",
        researcher.get_absolute_url(),
        "corresponding author",
        '<meta name="description" content="The whole abstract.">',
        '<meta property="og:type" content="article">',
    ):
        assert text in html, text


def test_a_draft_has_no_page(client, researcher):
    work = factories.publication(researcher, draft=True)
    assert client.get(work.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_a_paper_costs_the_same_for_any_number_of_parts(
    count, client, db, django_assert_num_queries
):
    people = [factories.researcher() for _ in range(count)]
    work = factories.publication(*people)
    for number in range(count):
        Link.objects.create(publication=work, kind="code", url=f"https://x.example/{number}")
        Version.objects.create(publication=work, venue=factories.venue())
        work.topics.add(Topic.objects.create(name=f"T{number}", slug=f"t{number}"))
    factories.publication(*people)
    with django_assert_num_queries(4):
        client.get(work.get_absolute_url())


# BibTeX.


def test_a_bibliography_has_the_listed_works(client, researcher):
    factories.publication(researcher, key="mine2024")
    factories.publication(key="other2024")
    answer = client.get("/publications.bib")
    assert answer["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert "mine2024" in answer.content.decode()
    assert "other2024" in answer.content.decode()
    own = page(client, f"{researcher.get_absolute_url()}publications.bib")
    assert "mine2024" in own
    assert "other2024" not in own


def test_a_bibliography_may_be_narrowed(client, db):
    factories.publication(key="old2019", year=2019)
    factories.publication(key="new2024", year=2024)
    text = page(client, "/publications.bib?year=2019")
    assert "old2019" in text
    assert "new2024" not in text


# What people write cannot act.


def test_no_field_of_a_work_can_act(client, researcher):
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    work = factories.publication(
        researcher,
        title=f"{evil} $k$",
        abstract=evil,
        note=evil,
        award=evil,
        venue_text=evil,
        venue=factories.venue(name=evil, short_name=evil[:40]),
        volume=evil[:40],
        publisher=evil,
        extra={"school": evil},
        preview=factories.picture(),
        preview_alt=evil,
    )
    factories.authorship(work, position=9, literal=evil)
    Link.objects.create(publication=work, kind="code", url="https://x.example/", label=evil)
    for address in ("/publications/", work.get_absolute_url(), researcher.get_absolute_url()):
        html = page(client, address)
        assert "<script>alert" not in html
        assert "<img src=x" not in html
