import pytest
from django.urls import reverse

from profiles.merging.undo import ImpossibleError, undo
from profiles.models import MergeRecord
from publications.merging.spellings import Spelling, from_token, respell, respelling
from publications.models import Authorship
from publications.names import Name
from tests import factories
from tests.forms import filled

FULL, SHORT = Name(given="Ada Maria", family="Holt"), Name(given="A. M.", family="Holt")
OVERVIEW = reverse("admin:publications_spellings")
MERGE = reverse("admin:publications_spellings_merge")


@pytest.fixture
def colleague(lab):
    return factories.researcher(lab=lab)


def paper(person, *names, **fields):
    made = factories.publication(person, **fields)
    made.authorships.filter(researcher=None).delete()
    for position, name in enumerate(names, 1):
        factories.authorship(made, given=name.given, family=name.family, position=position)
    return made


def spelled(work):
    return [row.name.display() for row in work.authorships.filter(researcher=None)]


def test_one_author_gets_one_spelling_in_all_papers_and_back(colleague, editor):
    one, other = paper(colleague, FULL), paper(colleague, SHORT)
    record = respell(editor, [FULL, SHORT], FULL)
    assert spelled(one) == spelled(other) == ["Ada Maria Holt"]
    row = other.authorships.get(researcher=None)
    assert row.folded == "ada maria holt"
    assert row.history.first().history_user == editor
    assert (record.kept_name, record.dropped_name) == ("Ada Maria Holt", "A. M. Holt")
    undo(record, editor)
    assert spelled(other) == ["A. M. Holt"]
    row.refresh_from_db()
    assert row.folded == "a m holt"


def test_two_who_stand_in_one_byline_are_two(colleague, editor):
    both, alone = paper(colleague, FULL, SHORT), paper(colleague, SHORT)
    made = respelling(editor, [SHORT], FULL)
    assert [row.publication for row in made.changed] == [alone]
    assert [row.publication for row in made.left] == [both]
    respell(editor, [SHORT], FULL)
    assert spelled(both) == ["Ada Maria Holt", "A. M. Holt"]


def test_papers_of_other_labs_and_people_with_a_page_stay(colleague, editor, researcher):
    foreign = paper(researcher, SHORT)
    mine = paper(colleague, FULL)
    linked = paper(colleague)
    factories.authorship(linked, researcher, given="A. M.", family="Holt")
    assert respell(editor, [FULL, SHORT], FULL) is None
    assert spelled(foreign) == ["A. M. Holt"]
    assert linked.authorships.get(researcher=researcher).given == "A. M."
    assert spelled(mine) == ["Ada Maria Holt"]


def test_a_name_that_was_changed_since_forbids_undoing(colleague, editor):
    work = paper(colleague, SHORT)
    record = respell(editor, [SHORT], FULL)
    Authorship.objects.filter(publication=work, family="Holt").update(given="Ada")
    with pytest.raises(ImpossibleError, match="has been changed since"):
        undo(record, editor)


def test_a_group_is_an_author_too(colleague, editor):
    work = factories.publication(colleague)
    factories.authorship(work, literal="Tide Collab.", given="", family="")
    group = Name(literal="The Tide Collaboration")
    respell(editor, [Name(literal="Tide Collab.")], group)
    assert "The Tide Collaboration" in spelled(work)


@pytest.mark.parametrize(
    "token", ["", "null", "[]", '{"a": 1}', '["a"]', "[1,2,3,4,5]", "[[],[],[],[],[]]", "é{"]
)
def test_what_is_no_token_is_no_name(token):
    assert from_token(token) is None


def test_a_token_is_the_name_to_the_letter():
    name = Name(given='Ñ "x"', particle="van", family="D'Ø<b>", suffix="Jr.")
    assert from_token(Spelling(name).token) == name


def test_in_the_admin_they_are_found_chosen_looked_over_and_undone(
    client_of, colleague, editor, client
):
    one, other = paper(colleague, FULL, slug="one"), paper(colleague, SHORT, slug="other")
    admin = client_of(editor)
    page = admin.get(OVERVIEW, {"q": "hólt"}).content.decode()
    assert "Holt, Ada Maria" in page
    assert "Holt, A. M." in page
    names = [Spelling(name).token for name in (FULL, SHORT)]
    shown = admin.get(MERGE, {"name": names})
    assert other.title in shown.content.decode()
    assert one.title not in shown.content.decode()
    assert filled(shown)["stands"] == [names[0]]
    response = admin.post(MERGE, {"name": names, "stands": names[0]}, follow=True)
    assert "Spelled alike" in response.content.decode()
    assert "Ada Maria Holt" in client.get("/publications/other/").content.decode()
    record = reverse("admin:publications_spellings_merged", args=[MergeRecord.objects.get().pk])
    admin.post(record)
    assert spelled(other) == ["A. M. Holt"]


@pytest.mark.parametrize("names", [[], ["x"], [Spelling(FULL).token], [Spelling(FULL).token] * 2])
def test_fewer_than_two_spellings_are_refused(client_of, editor, names):
    response = client_of(editor).get(MERGE, {"name": names}, follow=True)
    assert "Choose the spellings of one author" in response.content.decode()


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_only_editors_spell_others_names(client_of, request, colleague, who):
    work = paper(colleague, SHORT)
    client = client_of(request.getfixturevalue(who))
    names = [Spelling(name).token for name in (FULL, SHORT)]
    assert client.get(OVERVIEW).status_code == 403
    assert client.post(MERGE, {"name": names, "stands": names[0]}).status_code == 403
    assert spelled(work) == ["A. M. Holt"]


def test_editors_of_another_lab_change_nothing_here(client_of, colleague, editor):
    work = paper(colleague, SHORT)
    record = respell(editor, [SHORT], FULL)
    other_lab = factories.lab()
    other = factories.user()
    other_lab.editors.add(other)
    client = client_of(other)
    assert "Holt" not in client.get(OVERVIEW).content.decode()
    names = [Spelling(name).token for name in (FULL, SHORT)]
    client.post(MERGE, {"name": names, "stands": names[1]})
    address = reverse("admin:publications_spellings_merged", args=[record.pk])
    assert client.post(address).status_code == 404
    assert spelled(work) == ["Ada Maria Holt"]


@pytest.mark.parametrize("count", [3, 30])
def test_the_list_costs_the_same_queries_for_any_number(
    client_of, colleague, editor, count, django_assert_max_num_queries
):
    for number in range(count):
        paper(colleague, Name(given="Ada", family=f"Holt{number}"))
    client = client_of(editor)
    with django_assert_max_num_queries(30):
        assert client.get(OVERVIEW).content.decode().count('type="checkbox"') >= count
