"""Where a lab asks for it, a member's change waits for an editor; the old text stands."""

import pytest
from django.core.files.storage import default_storage
from django.db.models.signals import post_save
from django.urls import reverse

from accounts.models import Delegation
from news.models import NewsItem
from profiles.merging.engine import merge
from profiles.models import MergeRecord, Proposal
from publications.merging.works import WORKS
from publications.models import Publication
from tests import factories
from tests.forms import filled, new_row


@pytest.fixture
def lab(lab):
    lab.approval = True
    lab.save()
    return lab


@pytest.fixture
def researcher(researcher, lab):
    researcher.bio = "The old text"
    researcher.save()
    factories.membership(researcher=researcher, lab=lab)
    return researcher


def address(row, page="change"):
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[row.pk])


def save(client, row, **typed):
    form = address(row)
    return client.post(form, filled(client.get(form), **typed), follow=True)


def decide(client, decision, remark=""):
    page = address(Proposal.objects.latest("pk"))
    newest = (client.get(page).context or {}).get("newest", "")
    data = {"decision": decision, "remark": remark, "newest": newest}
    return client.post(page, data, follow=True)


def test_the_old_text_stands_until_an_editor_agrees(client, client_of, editor, member, researcher):
    page = researcher.get_absolute_url()
    response = save(client_of(member), researcher, bio="The new text")
    assert "waits until an editor" in response.content.decode()
    assert "The old text" in client.get(page).content.decode()
    assert "The new text" not in client.get(page).content.decode()
    review = client_of(editor).get(address(Proposal.objects.get())).content.decode()
    assert "The <del>old </del>" in review
    assert "The <ins>new </ins>" in review
    decide(client_of(editor), "agree")
    assert "The new text" in client.get(page).content.decode()
    assert researcher.history.first().history_user == member
    assert Proposal.objects.get().decided_by == editor


def test_entries_that_come_change_and_go_wait_together(client_of, editor, member, researcher):
    gone = researcher.award_entries.create(title="Old prize", position=0)
    kept = researcher.award_entries.create(title="Lesser prize", position=1)
    client, form = client_of(member), address(researcher)
    data = filled(client.get(form))
    rows = {str(data[f"award_entries-{n}-id"][0]): n for n in range(2)}
    data[f"award_entries-{rows[str(gone.pk)]}-DELETE"] = ["on"]
    data[f"award_entries-{rows[str(kept.pk)]}-title"] = ["Greater prize"]
    data = new_row(data, "education_entries", institution="Bergen", position=0)
    client.post(form, data)
    titles = researcher.award_entries.values_list("title", flat=True)
    assert set(titles) == {"Old prize", "Lesser prize"}
    assert not researcher.education_entries.exists()
    decide(client_of(editor), "agree")
    assert set(titles.all()) == {"Greater prize"}
    assert researcher.education_entries.get().institution == "Bergen"


def test_what_is_new_is_a_draft_until_an_editor_agrees(
    client, client_of, editor, member, researcher
):
    mine, add = client_of(member), reverse("admin:news_newsitem_add")
    mine.post(add, filled(mine.get(add), body="A new gauge", draft=None))
    item = NewsItem.objects.get()
    assert item.draft
    assert "A new gauge" not in client.get("/news/").content.decode()
    decide(client_of(editor), "agree")
    assert "A new gauge" in client.get("/news/").content.decode()


@pytest.mark.parametrize("written", ["+{}", "%20{}", "_3{}", "0{}"])
def test_a_number_that_is_written_in_another_way_waits_as_well(
    client_of, member, researcher, written
):
    usual = address(researcher)
    form = usual.replace(f"/{researcher.pk}/", f"/{written.format(researcher.pk)}/")
    client = client_of(member)
    client.post(form, filled(client.get(usual), bio="The new text"))
    researcher.refresh_from_db()
    assert researcher.bio == "The old text"


def test_what_somebody_else_adds_at_the_same_time_is_not_proposed(client_of, member, researcher):
    mine, add = client_of(member), reverse("admin:news_newsitem_add")
    form = filled(mine.get(add), body="A new gauge", draft=None)

    def another(**_given):
        post_save.disconnect(another, NewsItem)
        factories.news_item(body="Not yet", draft=True, date="2999-01-01")

    post_save.connect(another, NewsItem)
    mine.post(add, form)
    assert NewsItem.objects.count() == 2
    assert Proposal.objects.get().target.body == "A new gauge"


def test_a_draft_that_was_edited_while_an_editor_read_it_is_not_published(
    client_of, editor, member, researcher
):
    mine, add = client_of(member), reverse("admin:news_newsitem_add")
    mine.post(add, filled(mine.get(add), body="A new gauge", draft=None))
    item, page = NewsItem.objects.get(), address(Proposal.objects.get())
    review = client_of(editor).get(page)
    save(mine, item, body="Something else")
    data = {"decision": "agree", "newest": review.context["newest"]}
    response = client_of(editor).post(page, data, follow=True)
    assert "changed meanwhile" in response.content.decode()
    item.refresh_from_db()
    assert (item.body, item.draft) == ("Something else", True)


def test_merging_and_undoing_it_are_left_to_an_editor(client_of, editor, member, researcher):
    public, draft = (factories.publication(researcher, draft=each) for each in (False, True))
    Publication.objects.filter(pk=draft.pk).update(title="The new text")
    pair = reverse("admin:publications_publication_merge", args=[public.pk, draft.pk])
    client = client_of(member)
    response = client.post(pair, {"stands:title": "dropped"}, follow=True)
    assert "an editor agrees to what is changed" in response.content.decode()
    assert Publication.objects.count() == 2
    merge(WORKS, public, draft, None)
    made = reverse("admin:publications_publication_merged", args=[MergeRecord.objects.get().pk])
    assert client.get(made).status_code == 200
    client.post(made)
    assert MergeRecord.objects.get().undone_at is None
    client_of(editor).post(made)
    assert MergeRecord.objects.get().undone_at is not None


def test_drafts_are_changed_at_once(client_of, member, researcher):
    paper = factories.publication(researcher, title="On tides", draft=True)
    save(client_of(member), paper, title="On neap tides")
    paper.refresh_from_db()
    assert paper.title == "On neap tides"
    assert not Proposal.objects.exists()


def test_a_removal_waits_too(client, client_of, editor, member, researcher):
    paper = factories.publication(researcher)
    mine = client_of(member)
    mine.post(address(paper, "delete"), {"post": "yes"})
    assert client.get(paper.get_absolute_url()).status_code == 200
    decide(client_of(editor), "agree")
    assert not Publication.objects.exists()


def test_going_back_in_the_history_waits_too(client_of, administrator, member, researcher):
    paper = factories.publication(researcher, title="First")
    save(client_of(administrator), paper, title="Second")
    mine, history = client_of(member), address(paper, "history")
    page = mine.get(history, {"back": paper.history.first().history_date.isoformat()})
    mine.post(history, {name: page.context[name] for name in ("back", "newest")})
    paper.refresh_from_db()
    assert paper.title == "Second"
    assert Proposal.objects.get().changes[0]["after"]["title"] == "First"


def test_an_editor_declines_with_a_remark_that_the_author_reads(
    client_of, editor, member, researcher
):
    save(client_of(member), researcher, bio="The new text")
    decide(client_of(editor), "decline", "Please keep the first sentence.")
    researcher.refresh_from_db()
    assert researcher.bio == "The old text"
    page = client_of(member).get(address(Proposal.objects.get())).content.decode()
    assert "Please keep the first sentence." in page
    assert "Declined" in page


def test_the_author_sees_what_waits_and_withdraws_it(client_of, member, researcher):
    mine = client_of(member)
    save(mine, researcher, bio="The new text")
    assert "waits for an editor" in mine.get(address(researcher)).content.decode()
    decide(mine, "withdraw")
    assert Proposal.objects.get().state == "withdrawn"
    assert "waits for an editor" not in mine.get(address(researcher)).content.decode()


def test_nobody_agrees_to_their_own_change_or_to_another_lab_s(
    client_of, member, researcher, stranger
):
    save(client_of(member), researcher, bio="The new text")
    other_editor = factories.user()
    factories.lab().editors.add(other_editor)
    for user in (member, stranger, other_editor):
        assert decide(client_of(user), "agree").status_code == 404
    assert Proposal.objects.get().state == "waiting"
    for user in (stranger, other_editor):
        assert client_of(user).get(address(Proposal.objects.get())).status_code == 404


def test_a_decision_is_made_once(client_of, editor, member, researcher):
    save(client_of(member), researcher, bio="The new text")
    decide(client_of(editor), "agree")
    researcher.bio = "A later text"
    researcher.save()
    response = decide(client_of(editor), "agree")
    assert "decided on this already" in response.content.decode()
    researcher.refresh_from_db()
    assert researcher.bio == "A later text"


def test_what_others_changed_since_is_told_and_the_rest_of_it_kept(
    client_of, editor, member, researcher
):
    save(client_of(member), researcher, bio="The new text")
    researcher.bio, researcher.title = "Changed meanwhile", "Professor"
    researcher.save()
    page = client_of(editor).get(address(Proposal.objects.get())).content.decode()
    assert "Changed by somebody else since:" in page
    decide(client_of(editor), "agree")
    researcher.refresh_from_db()
    assert (researcher.bio, researcher.title) == ("The new text", "Professor")


def test_editors_administrators_and_other_labs_wait_for_nobody(
    client_of, administrator, editor, researcher, lab
):
    elsewhere = factories.researcher(lab=factories.lab())
    pairs = [(editor, researcher), (administrator, researcher), (elsewhere.user, elsewhere)]
    for user, person in pairs:
        save(client_of(user), person, bio=f"By {user}")
        person.refresh_from_db()
        assert person.bio == f"By {user}"
    assert not Proposal.objects.exists()


def test_a_photo_that_was_declined_is_deleted(client_of, editor, member, researcher):
    client, form = client_of(member), address(researcher)
    data = new_row(filled(client.get(form)), "photos", alt="Mina", position=0, public="on")
    number = int(data["photos-TOTAL_FORMS"][0]) - 1
    client.post(form, {**data, f"photos-{number}-image": factories.picture(800, 600)})
    assert not researcher.photos.exists()
    name = next(
        each["after"]["image"]
        for each in Proposal.objects.get().changes
        if each["model"] == "profiles.Photo"
    )
    assert default_storage.exists(name)
    decide(client_of(editor), "decline")
    assert not default_storage.exists(name)


def test_a_photo_that_was_agreed_to_is_there(client, client_of, editor, member, researcher):
    mine, form = client_of(member), address(researcher)
    data = new_row(filled(mine.get(form)), "photos", alt="Mina", position=0, public="on")
    number = int(data["photos-TOTAL_FORMS"][0]) - 1
    mine.post(form, {**data, f"photos-{number}-image": factories.picture(800, 600)})
    decide(client_of(editor), "agree")
    photo = researcher.photos.get()
    assert photo.image_width == 800
    assert client.get(photo.image.url).status_code == 200


def test_an_import_is_left_to_an_editor(client_of, editor, member, researcher):
    mine, start = client_of(member), reverse("admin:publications_import")
    text = "@article{tides, title = {On tides}, author = {Sorensen, Mina}, year = {2024}}"
    plan = mine.post(start, {"researcher": researcher.pk, "text": text})["Location"]
    mine.post(plan)
    assert not Publication.objects.exists()
    client = client_of(editor)
    assert "waits for an editor" in client.get(start).content.decode()
    client.post(plan)
    assert Publication.objects.get().title == "On tides"
    mine.post(f"{plan}undo/")
    assert Publication.objects.exists()


def test_an_editor_of_one_lab_waits_for_nobody_there_though_a_member_elsewhere(
    client_of, lab, researcher
):
    own = factories.lab()
    theirs = factories.researcher(lab=own)
    editor = factories.user()
    own.editors.add(editor)
    me = factories.researcher(lab=lab, user=editor)
    save(client_of(editor), theirs, bio="By their editor")
    theirs.refresh_from_db()
    assert theirs.bio == "By their editor"
    save(client_of(editor), me, bio="As a member")
    assert Proposal.objects.get().target == me


def test_a_delegate_s_change_is_decided_by_the_lab_of_whom_it_is_about(client_of, lab, researcher):
    other = factories.lab(approval=True)
    colleague = factories.researcher(lab=other)
    assistant = factories.user()
    for person in (researcher, colleague):
        Delegation.objects.create(researcher=person, delegate=assistant)
    client = client_of(assistant)
    for person, decides in ((researcher, lab), (colleague, other)):
        save(client, person, bio="By the assistant")
        assert Proposal.objects.latest("pk").lab == decides


def test_what_is_added_where_nobody_asks_is_public_at_once(client_of, lab, researcher):
    free = factories.researcher(lab=factories.lab())
    assistant = factories.user()
    for person in (researcher, free):
        Delegation.objects.create(researcher=person, delegate=assistant)
    client, add = client_of(assistant), reverse("admin:news_newsitem_add")
    page = client.get(add)
    client.post(add, filled(page, body="Free news", researchers=[free.pk], draft=None))
    assert not NewsItem.objects.get().draft
    assert not Proposal.objects.exists()


def test_a_paper_that_names_nobody_here_waits_all_the_same(client_of, member, researcher):
    paper = factories.publication(title="On tides", created_by=member)
    save(client_of(member), paper, title="On neap tides")
    paper.refresh_from_db()
    assert paper.title == "On tides"
    assert Proposal.objects.get().target == paper
