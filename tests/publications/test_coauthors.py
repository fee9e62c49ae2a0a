"""Co-authors elsewhere: their home pages in bylines, in all papers, and in nobody else's."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from profiles.models import Membership, Researcher
from profiles.revealing import revealing
from publications.coauthors import key_of, printed_keys, standing
from publications.loading import loaded_by_id
from publications.models import Authorship, Coauthor, Drawing, Publication
from publications.names import Name, split_name
from publications.presentation import drawing
from publications.presentation.lists import items
from tests import factories

HOME = "https://achterberg.example/"


@pytest.fixture
def mina(lab):
    return factories.researcher(lab=lab, given_name="Mina", family_name="Sørensen", slug="mina")


def links(owner: int | None = None) -> dict[str, str]:
    """Where each linked name of all papers leads, as the lists show it."""
    return {
        str(part.html): part.url
        for item in items(Publication.objects.all(), owner=owner).items
        for part in (*item.byline.shown, *item.byline.folded)
        if part.url
    }


def test_one_record_links_the_name_in_every_paper_also_in_those_that_come_later(mina, client):
    factories.publication(mina)
    factories.coauthor(mina)
    factories.publication(mina)
    page = client.get("/publications/").content.decode()
    assert page.count(f'<a class="away" href="{HOME}">Rosalind Achterberg</a>') == 2


@pytest.mark.parametrize(
    "path", ["/", "/publications/", "/people/mina/", "/people/mina/publications/", "{work}"]
)
def test_the_name_is_linked_wherever_the_paper_is_shown(path, mina, lab, client):
    work = factories.publication(mina, highlighted=True)
    work.authorships.filter(researcher=mina).update(selected=True)
    factories.coauthor(mina)
    page = client.get(path.format(work=work.get_absolute_url()), follow=True).content.decode()
    assert f'href="{HOME}">Rosalind Achterberg</a>' in page


def test_the_page_of_a_person_here_wins(mina):
    rosa = factories.researcher(given_name="Rosalind", family_name="Achterberg", slug="rosa")
    work = factories.publication(mina)
    factories.coauthor(mina)
    names = work.authorships.filter(family="Achterberg")
    names.update(researcher=rosa)
    assert links()["Rosalind Achterberg"] == "/people/rosa/"
    for visibility, address in (("name", HOME), ("unlisted", HOME), ("hidden", None)):
        Researcher.objects.filter(pk=rosa.pk).update(visibility=visibility)
        assert links().get("Rosalind Achterberg") == address


def test_on_the_page_of_its_owner_a_name_stays_emphasised(mina):
    factories.publication(mina)
    factories.coauthor(mina, names="Sørensen, Mina")
    Researcher.objects.update(visibility="unlisted")
    assert links(owner=mina.pk) == {}
    assert links() == {"Mina Sørensen": HOME}


def test_nobody_else_s_papers_get_the_link(mina):
    other = factories.researcher()
    factories.publication(other)
    factories.coauthor(mina)
    factories.coauthor(lab=Membership.objects.get().lab)
    assert links().keys() <= {"Mina Sørensen", other.name}


def test_a_lab_says_it_for_everybody_who_is_or_was_in_it(mina, lab):
    former = factories.researcher(lab=lab)
    former.memberships.update(ended="2021-01-01")
    factories.publication(former)
    factories.coauthor(lab=lab)
    assert links()["Rosalind Achterberg"] == HOME


def test_a_person_s_word_goes_before_the_lab_s_and_the_last_change_before_others(mina, lab):
    peer = factories.researcher(lab=lab)
    factories.publication(mina, peer)
    factories.coauthor(lab=lab, url="https://lab.example/")
    assert links()["Rosalind Achterberg"] == "https://lab.example/"
    first = factories.coauthor(mina, url="https://one.example/")
    factories.coauthor(peer, url="https://two.example/")
    assert links()["Rosalind Achterberg"] == "https://two.example/"
    first.save()
    assert links()["Rosalind Achterberg"] == "https://one.example/"


CHANGES = {
    "made": lambda lab, mina: Coauthor.objects.bulk_create(
        [Coauthor(researcher=mina, names="Achterberg, Rosalind", url="https://new.example/")]
    ),
    "changed": lambda lab, mina: Coauthor.objects.update(url="https://new.example/"),
    "handed over": lambda lab, mina: Coauthor.objects.update(researcher=None, lab=lab),
    "no draft any more": lambda lab, mina: Coauthor.objects.update(draft=True),
    "deleted": lambda lab, mina: Coauthor.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_makes_the_drawings_of_its_papers_void_and_of_no_others(change, mina, lab):
    mine, other = factories.publication(mina), factories.publication(factories.researcher())
    if change != "made":
        factories.coauthor(mina)
    items(Publication.objects.all())
    CHANGES[change](lab, mina)
    void = {each.pk for each in Drawing.objects.all() if each.drawn_at != each.changes}
    assert void == {mine.pk}
    assert Drawing.objects.get(pk=other.pk).parts


MOVES = {
    "joined": lambda lab, mina: factories.membership(researcher=mina, lab=lab),
    "moved": lambda lab, mina: Membership.objects.update(lab=lab),
    "taken out": lambda lab, mina: Membership.objects.all().delete(),
}


@pytest.mark.parametrize("move", MOVES)
def test_who_joins_or_leaves_a_lab_gets_its_links_or_loses_them(move, mina, lab):
    saying = factories.lab()
    if move == "taken out":
        saying = lab
    factories.publication(mina)
    factories.coauthor(lab=saying)
    before = links()
    MOVES[move](saying, mina)
    assert (HOME in before.values()) == (move == "taken out")
    assert (HOME in links().values()) == (move != "taken out")


def test_who_joins_a_lab_that_says_nothing_leaves_drawings_alone(mina, monkeypatch):
    factories.publication(mina)
    items(Publication.objects.all())
    monkeypatch.setattr(drawing, "draw", lambda _: pytest.fail("It was drawn again."))
    factories.membership(researcher=mina, lab=factories.lab())
    items(Publication.objects.all())


@pytest.mark.parametrize("count", [1, 3])
def test_drawing_with_links_costs_as_many_queries_as_without(
    count, mina, lab, django_assert_num_queries
):
    for number in range(count):
        factories.publication(mina)
        factories.coauthor(mina, names=f"Name {number}")
        factories.coauthor(lab=lab)
    with django_assert_num_queries(3):  # the drawings, what they are made of, and keeping them
        items(Publication.objects.all())


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "//elsewhere.example",
        "https://a@b.example/",
        "https://white space.example/",
        "",
    ],
)
def test_an_address_that_may_not_be_linked_is_refused_and_never_drawn(address, mina):
    row = Coauthor(researcher=mina, names="Achterberg, Rosalind", url=address)
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert set(error.value.message_dict) == {"url"}
    factories.publication(mina)
    row.save()  # past validation
    assert "Rosalind Achterberg" not in links()


def test_hostile_names_and_addresses_stay_text(mina, client):
    work = factories.publication(mina)
    work.authorships.filter(family="Achterberg").update(given="", family="<b>Rosa</b>")
    factories.coauthor(mina, names="<b>Rosa</b>", url='https://a.example/"onclick="x')
    page = client.get(work.get_absolute_url()).content.decode()
    assert 'href="https://a.example/&quot;onclick=&quot;x">&lt;b&gt;Rosa&lt;/b&gt;</a>' in page


@pytest.mark.parametrize(
    ("spelled", "printed", "same"),
    [
        ("Achterberg, Rosalind", Name(given="Rosalind", family="Achterberg"), True),
        ("Rosalind Achterberg", Name(given="Rosalind", family="Achterberg"), True),
        ("zubeldia, martin", Name(given="Martín", family="Zubeldía"), True),
        ("Baek, Junho", Name(given="Jun-ho", family="Baek"), True),
        ("Adams, E.P.", Name(given="E. P.", family="Adams"), True),
        ("Berg, Jan", Name(given="Jan", particle="van der", family="Berg"), True),
        ("van der Berg, Jan", Name(given="Jan", particle="van der", family="Berg"), True),
        ("{Tide Collaboration}", Name(literal="Tide Collaboration"), True),
        ("Wierman, Adam", Name(given="Adam", family="Wierman", suffix="Jr."), True),
        ("백준호", Name(given="준호", family="백"), True),
        ("Achterberg, Rosalind", Name(given="R.", family="Achterberg"), False),
        ("Peters, Jan", Name(given="J.", family="Peters"), False),
        ("van der Berg, Jan", Name(given="Jan", family="Berg"), False),
    ],
)
def test_a_name_is_found_by_its_spelling_and_an_initial_by_an_initial_alone(
    spelled, printed, same, mina
):
    work = factories.publication(mina)
    fields = {part: getattr(printed, part) for part in Name.__dataclass_fields__}
    work.authorships.filter(family="Achterberg").update(**fields)
    factories.coauthor(mina, names=f"Nobody, Else\n{spelled}")
    assert (HOME in links().values()) is same


def test_a_name_without_letters_is_nobody_s():
    assert printed_keys(Name(family="—")) == ()
    assert printed_keys(split_name("van der Berg, Jan")) == ("janvanderberg", "janberg")
    assert key_of(split_name("van der Berg, Jan")) == "janvanderberg"


def test_names_are_tidied_and_counted(mina):
    row = factories.coauthor(mina, names="  Achterberg,   Rosalind \n\n Achterberg, R.\n")
    row.full_clean()
    assert row.names == "Achterberg, Rosalind\nAchterberg, R."
    assert str(row) == "Rosalind Achterberg"
    for names in ("", " \n ", "x" * 400, "\n".join(f"Name {n}" for n in range(60))):
        row.names = names
        with pytest.raises(ValidationError):
            row.full_clean()


def test_it_belongs_to_a_person_or_to_a_lab(mina, lab):
    for owners in ({}, {"researcher": mina, "lab": lab}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Coauthor.objects.create(names="A B", url=HOME, **owners)


def test_machines_are_told_where_the_author_is(mina, client):
    work = factories.publication(mina)
    factories.authorship(work, literal="The Tide Collaboration", position=7)
    factories.coauthor(mina)
    factories.coauthor(mina, names="{The Tide Collaboration}", url="https://tide.example/")
    response = client.get(work.get_absolute_url())
    page = response.content.decode()
    found = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    authors = {each["name"]: each for each in json.loads(found[1])["author"]}
    assert authors["Rosalind Achterberg"]["sameAs"] == HOME
    assert authors["The Tide Collaboration"]["sameAs"] == "https://tide.example/"
    assert "url" not in authors["Rosalind Achterberg"]
    assert HOME not in response["Link"]


def test_in_a_long_byline_a_link_keeps_nobody_in_sight_but_unfolds(mina, settings):
    settings.AUTHOR_FOLD = 3
    work = factories.publication(mina)
    for number in range(9):
        factories.authorship(work, position=10 + number, given="Ada", family=f"Nr{number}")
    factories.coauthor(mina, names="Ada Nr7")
    (item,) = items(Publication.objects.all()).items
    assert item.byline.kept == []
    assert [part.url for part in item.byline.folded if part.away] == [HOME]


def test_it_is_told_in_how_many_papers_the_names_stand_and_which_others_are_near(mina):
    factories.publication(mina)
    factories.publication(mina)
    odd = factories.publication(mina)
    odd.authorships.filter(family="Achterberg").update(given="R. M.")
    factories.authorship(factories.publication(), given="R.", family="Achterberg", position=9)
    assert standing(factories.coauthor(mina)) == (2, ["Achterberg, R. M."])


def test_a_draft_is_shown_to_whoever_has_the_link_to_a_preview_only(mina):
    work = factories.publication(mina)
    row = factories.coauthor(mina, draft=True)
    assert HOME not in links().values()
    with revealing({Coauthor._meta.label: frozenset({row.pk})}):
        (found,) = loaded_by_id([work.pk])
    assert [name.home_page for name in found.authorships.all()] == ["", HOME]


def test_bylines_of_no_person_here_ask_nobody(db):
    factories.publication()
    factories.coauthor(factories.researcher())
    assert links() == {}
    assert Authorship.objects.get().home_page == ""
