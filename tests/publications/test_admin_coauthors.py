"""Co-authors elsewhere in the admin: who may say where they are, and what history tells."""

from django.urls import reverse

from profiles.models import Proposal
from publications.models import Coauthor
from tests import factories
from tests.forms import filled

ADD = "/admin/publications/coauthor/add/"


def change(row: Coauthor) -> str:
    return reverse("admin:publications_coauthor_change", args=[row.pk])


def test_a_member_says_it_once_and_sees_in_how_many_papers_it_stands(
    client_of, member, researcher, client
):
    for given in ("Rosalind", "Rosalind", "R."):
        work = factories.publication(researcher)
        work.authorships.filter(family="Achterberg").update(given=given)
    signed_in = client_of(member)
    page = signed_in.get(ADD, {"names": "Achterberg, Rosalind"})
    data = filled(page)
    assert data["names"] == ["Achterberg, Rosalind"]
    assert not {"researcher", "lab"} & data.keys()
    data["url"] = "https://achterberg.example/"
    said = signed_in.post(ADD, data, follow=True).content.decode()
    assert "The names stand in 2 papers." in said
    assert "Achterberg, R." in said
    row = Coauthor.objects.get()
    assert row.researcher == researcher
    assert client.get("/publications/").content.decode().count("achterberg.example") == 2
    assert row.history.get().history_user == member


def test_a_member_cannot_say_it_for_the_papers_of_others(client_of, member, stranger, lab):
    data = {"names": "A B", "url": "https://a.example/", "lab": lab.pk}
    client_of(member).post(ADD, {**data, "researcher": stranger.researcher.pk})
    assert not Coauthor.objects.exclude(researcher=member.researcher).exists()


def test_an_editor_says_it_for_the_lab_but_not_for_another(client_of, editor, lab):
    signed_in = client_of(editor)
    data = {"names": "A B", "url": "https://a.example/"}
    for wrong in ({"lab": factories.lab().pk}, {"researcher": factories.researcher().pk}, {}):
        assert signed_in.post(ADD, {**data, **wrong}).status_code == 200
    assert not Coauthor.objects.exists()
    assert filled(signed_in.get(ADD))["lab"] == [str(lab.pk)]
    said = signed_in.post(ADD, {**data, "lab": lab.pk}, follow=True).content.decode()
    assert "No paper has these names yet." in said
    assert Coauthor.objects.get().lab == lab


def test_an_address_that_may_not_be_linked_is_explained_beside_its_field(client_of, member):
    answer = client_of(member).post(ADD, {"names": "A B", "url": "javascript:alert(1)"})
    assert "Write the whole address" in answer.content.decode()
    assert not Coauthor.objects.exists()


def test_where_a_lab_asks_for_it_a_member_s_word_waits_for_an_editor(
    client_of, editor, lab, client
):
    lab.approval = True
    lab.save()
    person = factories.researcher(lab=lab)
    factories.publication(person)
    signed_in = client_of(person.user)
    data = {"names": "Achterberg, Rosalind", "url": "https://achterberg.example/"}
    signed_in.post(ADD, data)
    row = Coauthor.objects.get()
    assert row.draft
    assert "achterberg.example" not in client.get("/publications/").content.decode()
    proposal = Proposal.objects.get()
    assert proposal.target == row
    page = reverse("admin:profiles_proposal_change", args=[proposal.pk])
    decides = client_of(editor)
    newest = decides.get(page).context["newest"]
    decides.post(page, {"decision": "agree", "newest": newest})
    assert "achterberg.example" in client.get("/publications/").content.decode()


def test_the_history_tells_what_was_changed_and_goes_back(client_of, member, researcher):
    row = factories.coauthor(researcher)
    signed_in = client_of(member)
    data = filled(signed_in.get(change(row)))
    signed_in.post(change(row), {**data, "url": "https://new.example/"})
    history = signed_in.get(reverse("admin:publications_coauthor_history", args=[row.pk]))
    page = history.content.decode()
    assert "https://new.example/" in page
    assert "https://achterberg.example/" in page


def test_the_list_is_reached_from_the_desk_and_found_by_folded_letters(
    client_of, member, researcher
):
    factories.coauthor(researcher, names="Zubeldía, Martín")
    signed_in = client_of(member)
    address = reverse("admin:publications_coauthor_changelist")
    assert address in signed_in.get("/admin/").content.decode()
    page = signed_in.get(address, {"q": "zubeldia"}).content.decode()
    assert "Martín Zubeldía" in page
