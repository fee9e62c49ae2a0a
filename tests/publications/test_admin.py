"""The form of a work: names as printed, rights on a shared byline, keys, identifiers, lists."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publications.models import Authorship, Publication, Venue
from tests import factories
from tests.forms import errors, filled, new_row

ADD = "admin:publications_publication_add"


def change(work: Publication) -> str:
    return reverse("admin:publications_publication_change", args=[work.pk])


@pytest.fixture
def shared(researcher, stranger):
    """A work of two people here and one elsewhere."""
    return factories.publication(researcher, stranger.researcher)


def row_of(data: dict, person) -> int:
    """The number of the row in which the person is linked."""
    total = int(data["authorships-TOTAL_FORMS"][0])
    pk = str(Authorship.objects.get(researcher=person).pk)
    return next(i for i in range(total) if data[f"authorships-{i}-id"] == [pk])


def test_a_member_adds_a_paper_with_their_own_name_filled_in(client_of, member, researcher):
    client = client_of(member)
    page = client.get(reverse(ADD))
    data = filled(page, title="When agreement is evidence", year=2026)
    data = new_row(data, "authorships", name="Rosalind Achterberg", co_first="on", position=1)
    assert client.post(reverse(ADD), data).status_code == 302
    work = Publication.objects.get()
    assert work.created_by == member
    family = researcher.family_name.lower().replace("ø", "o")
    assert (work.key, work.slug) == (f"{family}2026agreement", f"{family}-2026-agreement")
    first, second = work.authorships.all()
    assert (first.researcher, first.family) == (researcher, researcher.family_name)
    assert (second.given, second.family, second.co_first) == ("Rosalind", "Achterberg", True)


def test_an_abstract_in_place_of_the_title_is_refused(client_of, member):
    client = client_of(member)
    data = filled(client.get(reverse(ADD)), title="Ω " * 600 + "end", year=2026)
    (told,) = errors(client.post(reverse(ADD), data))["title"]
    assert "The title has 1203 characters; at most 1000 are taken." in told
    assert not Publication.objects.exists()


def test_a_long_title_that_an_import_brought_hinders_no_other_change(client_of, administrator):
    work = factories.publication(title="Ω" * 2000)
    client = client_of(administrator)
    data = filled(client.get(change(work)), year=2025)
    assert client.post(change(work), data).status_code == 302
    assert Publication.objects.get().year == 2025


def test_a_key_that_was_given_is_kept(client_of, member, researcher):
    client = client_of(member)
    client.post(reverse(ADD), filled(client.get(reverse(ADD)), title="Drift", key="mine"))
    assert Publication.objects.get().key == "mine"


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Mina Sørensen", ("Mina", "", "Sørensen", "", "")),
        ("Sørensen, Mina", ("Mina", "", "Sørensen", "", "")),
        ("van der Berg, Anna", ("Anna", "van der", "Berg", "", "")),
        ("King, Jr., Martin", ("Martin", "", "King", "Jr.", "")),
        ("{The Tide Collaboration}", ("", "", "", "", "The Tide Collaboration")),
        ("백준호", ("", "", "백준호", "", "")),
    ],
)
def test_a_name_is_read_as_it_is_printed(client_of, administrator, typed, parts):
    client = client_of(administrator)
    data = new_row(
        filled(client.get(reverse(ADD)), title="Drift"), "authorships", name=typed, position=0
    )
    assert client.post(reverse(ADD), data).status_code == 302
    one = Authorship.objects.get()
    assert (one.given, one.particle, one.family, one.suffix, one.literal) == parts


def test_names_that_nobody_touched_stay_letter_for_letter(client_of, administrator):
    work = factories.publication()
    names = [
        {"given": "R. & S.", "family": "Odd_Name"},
        {"given": "Ludwig", "particle": "van", "family": "Beethoven", "suffix": "III"},
        {"literal": "The {Big} 100% Collaboration, Inc."},
    ]
    work.authorships.all().delete()
    for position, fields in enumerate(names):
        factories.authorship(work, position=position, **fields)
    before = list(work.authorships.values())
    client = client_of(administrator)
    assert client.post(change(work), filled(client.get(change(work)))).status_code == 302
    assert list(work.authorships.values()) == before


def test_a_person_who_is_chosen_need_not_be_typed(client_of, administrator):
    person = factories.researcher(given_name="Jun-ho", family_name="Baek")
    client = client_of(administrator)
    data = filled(client.get(reverse(ADD)), title="Drift")
    data = new_row(data, "authorships", name="", researcher=person.pk, position=0)
    assert client.post(reverse(ADD), data).status_code == 302
    one = Authorship.objects.get()
    assert (one.given, one.family, one.researcher) == ("Jun-ho", "Baek", person)


def test_the_order_of_authors_is_saved(client_of, member, researcher, shared):
    client = client_of(member)
    data = filled(client.get(change(shared)))
    data |= {f"authorships-{i}-position": place for i, place in enumerate((2, 0, 1))}
    assert client.post(change(shared), data).status_code == 302
    families = [each.family for each in shared.authorships.all()]
    assert families[0] != researcher.family_name
    assert families[2] == researcher.family_name


def test_selected_and_hidden_are_ones_own(client_of, member, researcher, stranger, shared):
    client = client_of(member)
    data = filled(client.get(change(shared)))
    mine, theirs = row_of(data, researcher), row_of(data, stranger.researcher)
    for row in (mine, theirs):
        data |= {f"authorships-{row}-selected": "on", f"authorships-{row}-hidden": "on"}
    assert client.post(change(shared), data).status_code == 302
    own = shared.authorships.get(researcher=researcher)
    other = shared.authorships.get(researcher=stranger.researcher)
    assert (own.selected, own.hidden) == (True, True)
    assert (other.selected, other.hidden) == (False, False)


def test_nobody_takes_another_out_of_the_byline(client_of, member, stranger, shared):
    client = client_of(member)
    data = filled(client.get(change(shared)))
    row = row_of(data, stranger.researcher)
    data |= {f"authorships-{row}-DELETE": "on", f"authorships-{row}-researcher": ""}
    assert client.post(change(shared), data).status_code == 302
    assert shared.authorships.filter(researcher=stranger.researcher).exists()


def test_a_new_author_is_not_selected_by_somebody_else(client_of, member, stranger, researcher):
    work = factories.publication(researcher)
    client = client_of(member)
    data = new_row(
        filled(client.get(change(work))),
        "authorships",
        name="A B",
        researcher=stranger.researcher.pk,
        selected="on",
        position=5,
    )
    found = errors(client.post(change(work), data))
    assert "can say so" in found["authorships-2-selected"][0]


def test_a_hidden_coauthor_stays_linked_unseen_by_completion(client_of, member, researcher):
    hidden = factories.researcher(visibility="hidden")
    work = factories.publication(researcher, hidden)
    client = client_of(member)
    assert client.post(change(work), filled(client.get(change(work)))).status_code == 302
    assert work.authorships.filter(researcher=hidden).exists()
    other = factories.publication(researcher)
    data = new_row(
        filled(client.get(change(other))), "authorships", name="X Y", researcher=hidden.pk
    )
    assert "authorships-2-researcher" in errors(client.post(change(other), data))


def test_a_person_cannot_be_an_author_twice(client_of, member, researcher):
    work = factories.publication(researcher)
    client = client_of(member)
    data = new_row(
        filled(client.get(change(work))), "authorships", name="M S", researcher=researcher.pk
    )
    response = client.post(change(work), data)
    assert response.status_code == 200
    assert errors(response)


def test_a_shared_work_is_not_one_persons_to_delete(client_of, member, shared, researcher):
    client = client_of(member)
    address = reverse("admin:publications_publication_delete", args=[shared.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    own = factories.publication(researcher)
    address = reverse("admin:publications_publication_delete", args=[own.pk])
    assert client.post(address, {"post": "yes"}).status_code == 302
    listed = reverse("admin:publications_publication_changelist")
    selected = {"action": "delete_selected", "_selected_action": [shared.pk], "post": "yes"}
    client.post(listed, selected)
    assert list(Publication.objects.all()) == [shared]


def test_the_labs_home_page_is_the_editors_to_arrange(client_of, member, editor, lab):
    person = factories.researcher(lab=lab)
    work = factories.publication(person)
    client = client_of(person.user)
    client.post(change(work), filled(client.get(change(work)), highlighted="on"))
    work.refresh_from_db()
    assert not work.highlighted
    client = client_of(editor)
    client.post(change(work), filled(client.get(change(work)), highlighted="on"))
    work.refresh_from_db()
    assert work.highlighted


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("doi", "https://doi.org/10.1000/xyz123", "10.1000/xyz123"),
        ("doi", "doi:10.1000/xyz123", "10.1000/xyz123"),
        ("arxiv_id", "https://arxiv.org/abs/2404.08080", "2404.08080"),
        ("arxiv_id", "arXiv:2404.08080", "2404.08080"),
        ("arxiv_id", "2404.08080v2", "2404.08080v2"),
    ],
)
def test_an_identifier_is_taken_with_its_address(client_of, administrator, field, typed, kept):
    client = client_of(administrator)
    data = filled(client.get(reverse(ADD)), title="Drift", **{field: typed})
    assert client.post(reverse(ADD), data).status_code == 302
    assert getattr(Publication.objects.get(), field) == kept


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("doi", "about drift", "10.1000/xyz123"),
        ("arxiv_id", "drift", "2404.08080"),
        ("year", "26", "1000"),
        ("month", "13", "12"),
        ("title", "", "required"),
        ("identifiers", "isbn 978", "Line 1 is “isbn 978”"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(client_of, administrator, field, typed, told):
    client = client_of(administrator)
    data = filled(client.get(reverse(ADD)), **{"title": "Drift", "note": "Typed.", field: typed})
    response = client.post(reverse(ADD), data)
    assert response.status_code == 200
    assert told in " ".join(errors(response)[field])
    assert "Typed." in response.content.decode()


def test_a_day_without_a_month(client_of, administrator):
    client = client_of(administrator)
    response = client.post(reverse(ADD), filled(client.get(reverse(ADD)), title="D", day="3"))
    assert errors(response)["month"] == ["Give the month too, or leave the day empty."]


def test_a_preview_without_a_description(client_of, administrator):
    client = client_of(administrator)
    data = filled(client.get(reverse(ADD)), title="D", preview=factories.picture())
    response = client.post(reverse(ADD), data)
    assert "Say what the picture shows" in errors(response)["preview_alt"][0]
    assert "is kept" in response.content.decode()


def test_a_key_that_is_taken(client_of, administrator):
    factories.publication(key="taken")
    client = client_of(administrator)
    response = client.post(reverse(ADD), filled(client.get(reverse(ADD)), title="D", key="taken"))
    assert errors(response)["key"] == ["Another publication has this key. Add a letter to it."]


def test_a_link_with_neither_file_nor_address_and_with_another_scheme(client_of, administrator):
    client = client_of(administrator)
    data = filled(client.get(reverse(ADD)), title="D")
    data = new_row(data, "links", kind="pdf", position=0)
    data = new_row(data, "links", kind="code", url="javascript:alert(1)", position=1)
    found = errors(client.post(reverse(ADD), data))
    assert "one of the two" in found["links-0-url"][0]
    assert "https://" in found["links-1-url"][0]


def test_further_fields_survive_untouched_whatever_is_in_them(client_of, administrator):
    extra = {"series": "Notes", "annote": "two\nlines", "number": 3}
    work = factories.publication(extra=extra, identifiers={"isbn": "978"})
    client = client_of(administrator)
    assert client.post(change(work), filled(client.get(change(work)))).status_code == 302
    work.refresh_from_db()
    assert work.extra == extra
    data = filled(client.get(change(work)), identifiers="isbn: 979\r\npmid: 12")
    client.post(change(work), data)
    work.refresh_from_db()
    assert work.identifiers == {"isbn": "979", "pmid": "12"}


def test_anybody_adds_a_venue_and_editors_keep_them(client_of, member, researcher, editor):
    client, address = client_of(member), reverse("admin:publications_venue_add")
    data = filled(client.get(address), name="Journal of Slow Measurement")
    assert client.post(address, data).status_code == 302
    venue = Venue.objects.get()
    listed = reverse("admin:publications_venue_changelist")
    assert client.get(listed).status_code == 403
    assert client_of(editor).get(listed).status_code == 200
    query = {"app_label": "publications", "model_name": "publication", "field_name": "venue"}
    found = client.get(reverse("admin:autocomplete"), {**query, "term": "SLÖW"}).json()
    assert found["results"] == [{"id": str(venue.pk), "text": venue.name}]


def test_papers_are_found_by_title_and_author_without_accents(client_of, administrator):
    person = factories.researcher(family_name="Sørensen")
    work = factories.publication(person, title="Über Drift")
    factories.publication(title="Other")
    address = reverse("admin:publications_publication_changelist")
    for words in ("uber", "sorensen drift"):
        page = client_of(administrator).get(address, {"q": words})
        assert list(page.context["cl"].result_list) == [work]


def test_a_form_asks_as_much_for_thirty_authors_as_for_one(client_of, administrator):
    client, counts = client_of(administrator), []
    for people in (1, 30):
        work = factories.publication(*(factories.researcher() for _ in range(people)))
        client.get(change(work))
        with CaptureQueriesContext(connection) as asked:
            client.get(change(work))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_of_a_byline_of_hundreds_only_the_people_here_are_rows(client_of, member, researcher):
    work = factories.publication(researcher)
    Authorship.objects.bulk_create(
        Authorship(publication=work, family=f"Writer{i}", position=i + 2) for i in range(300)
    )
    client = client_of(member)
    page = client.get(change(work))
    data = filled(page, title="New")
    assert data["authorships-TOTAL_FORMS"] == ["1"]
    assert "This byline is very long" in page.content.decode()
    assert client.post(change(work), data).status_code == 302
    assert work.authorships.count() == 302
    assert work.authorships.get(researcher=researcher).position == 0


@pytest.mark.parametrize(
    ("role", "queries"), [("administrator", 21), ("editor", 30), ("member", 29)]
)
def test_a_papers_form_asks_as_much_for_thirty_authors_as_for_one(
    client_of, request, researcher, lab, role, queries, django_assert_num_queries
):
    factories.membership(researcher=researcher, lab=lab)
    client = client_of(request.getfixturevalue(role))
    for strangers in (0, 29):
        work = factories.publication(researcher)
        Authorship.objects.bulk_create(
            Authorship(publication=work, family=f"Writer{i}", position=i + 2)
            for i in range(strangers)
        )
        client.get(change(work))
        with django_assert_num_queries(queries):
            client.get(change(work))


@pytest.mark.parametrize(
    ("role", "queries"), [("administrator", 10), ("editor", 14), ("member", 13)]
)
def test_the_list_of_papers_asks_as_much_for_three_as_for_one(
    client_of, request, researcher, lab, role, queries, django_assert_num_queries
):
    factories.membership(researcher=researcher, lab=lab)
    client = client_of(request.getfixturevalue(role))
    address = reverse("admin:publications_publication_changelist")
    for papers in (1, 2):
        for _number in range(papers):
            factories.publication(researcher, title="A slow tide")
        client.get(address)
        for query in ({}, {"q": "tide"}):
            with django_assert_num_queries(queries):
                client.get(address, query)


def test_every_page_of_the_list_of_papers_is_in_its_order(
    client_of, administrator, researcher, monkeypatch
):
    monkeypatch.setattr("publications.admin.papers.PublicationAdmin.list_per_page", 2)
    works = [factories.publication(researcher, year=2020 + at) for at in range(5)]
    client = client_of(administrator)
    address = reverse("admin:publications_publication_changelist")
    pages = [
        list(client.get(address, {"p": number}).context["cl"].result_list) for number in (1, 2, 3)
    ]
    assert [work for page in pages for work in page] == works[::-1]
    by_title = client.get(address, {"p": 2, "o": "3"}).context["cl"].result_list
    assert [work.year for work in by_title] == [2022, 2023]
