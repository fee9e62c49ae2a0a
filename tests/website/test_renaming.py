"""A new name of a person, on all of their papers; the former one is kept for recognising alone."""

import pytest
from django.urls import reverse

from profiles.models import Proposal
from tests import factories
from tests.forms import filled


@pytest.fixture
def mina(researcher):
    researcher.given_name, researcher.family_name = "Mina Kristine", "van der Berg"
    researcher.save()
    for number, (given, particle, family) in enumerate(
        (("Mina Kristine", "van der", "Berg"), ("M. K.", "van der", "Berg"), ("Ada", "", "Other"))
    ):
        paper = factories.publication(title=f"Paper {number}", slug=f"paper-{number}")
        factories.authorship(
            paper, researcher, given=given, particle=particle, family=family, position=1
        )
    return researcher


def bylines(person):
    rows = person.authorships.order_by("publication__slug")
    return [row.name.display() for row in rows]


def rename(client, person, **typed):
    form = reverse("admin:profiles_researcher_change", args=[person.pk])
    return client.post(form, filled(client.get(form), **typed))


def test_a_new_name_stands_on_all_papers_and_the_old_one_on_no_page(
    client, client_of, member, mina
):
    assert "van der Berg" in client.get("/publications/paper-0/").content.decode()
    rename(client_of(member), mina, given_name="Mika", family_name="Solheim")
    assert bylines(mina) == ["Mika Solheim", "M. Solheim", "Ada Other"]
    variant = mina.name_variants.get()
    assert (variant.name, variant.private) == ("van der Berg, Mina Kristine", True)
    pages = ("/publications/paper-0/", "/publications/paper-0/cite.bib", "/publications/",
             mina.get_absolute_url(), "/search/?q=paper", "/publications.bib")  # fmt: skip
    for page in pages:
        text = client.get(page).content.decode()
        assert "der Berg" not in text, page
    assert "Mika Solheim" in client.get("/publications/paper-0/").content.decode()


def test_what_is_saved_under_the_same_name_changes_no_byline(client_of, member, mina):
    before = bylines(mina)
    rename(client_of(member), mina, title="Reader")
    assert bylines(mina) == before
    assert not mina.name_variants.exists()


def test_a_new_name_waits_for_an_editor_where_the_lab_asks_for_it(
    client_of, member, mina, lab, editor
):
    lab.approval = True
    lab.save()
    factories.membership(researcher=mina, lab=lab)
    before = bylines(mina)
    rename(client_of(member), mina, family_name="Solheim")
    assert bylines(mina) == before
    proposal = reverse("admin:profiles_proposal_change", args=[Proposal.objects.get().pk])
    client = client_of(editor)
    newest = client.get(proposal).context["newest"]
    client.post(proposal, {"decision": "agree", "newest": newest})
    assert bylines(mina)[0] == "Mina Kristine Solheim"
    assert mina.name_variants.get().private
