"""The admin's start page, as each kind of person finds it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation
from profiles.models import Proposal, Researcher
from tests import factories
from website.desk.gaps import gaps_of

START = "/admin/"


def complete(person: Researcher) -> Researcher:
    factories.photo(person)
    factories.profile_link(person)
    person.bio, person.title = "I study drift.", "Reader"
    person.save()
    return person


def shorts(page) -> list[str]:
    return [gap.short for gap in page.context["gaps"]]


def test_a_new_member_is_told_what_the_page_lacks(client_of, member, researcher):
    page = client_of(member).get(START)
    assert shorts(page) == ["photo", "text", "title", "links"]
    assert "Your page has no photo." in page.content.decode()


def test_a_complete_page_lacks_nothing(client_of, member, researcher):
    complete(researcher)
    page = client_of(member).get(START)
    assert page.context["gaps"] == []
    assert "the page is complete" in page.content.decode()


def test_every_way_to_mend_leads_to_a_form_with_that_field(client_of, member, researcher):
    factories.publication(researcher)
    client = client_of(member)
    for gap in client.get(START).context["gaps"]:
        form, _hash, leaf = gap.address.partition("#")
        response = client.get(form)
        field = form.partition("field=")[2]
        page = response.content.decode()
        assert f'id="{leaf}-group"' in page
        assert f'id="id_{field}"' in page or f'id="{field}-group"' in page, gap


def test_papers_without_pdf_or_venue_are_named(client_of, member, researcher):
    complete(researcher)
    bare = factories.publication(researcher, title="Bare")
    full = factories.publication(researcher, title="Full", venue=factories.venue())
    full.links.create(kind="pdf", url="https://t.example/full.pdf")
    factories.publication(researcher, title="Draft", draft=True)
    factories.publication(researcher, title="Thesis", type="phdthesis", arxiv_id="2404.08080")
    gaps = client_of(member).get(START).context["gaps"]
    assert [(gap.short, [title for title, _address in gap.works]) for gap in gaps] == [
        ("PDF", ["Bare"]),
        ("venue", ["Bare"]),
    ]
    assert gaps[0].address.startswith(
        reverse("admin:publications_publication_change", args=[bare.pk])
    )


def test_a_paper_that_one_hides_is_not_ones_own_to_complete(client_of, member, researcher):
    complete(researcher)
    work = factories.publication(researcher)
    work.authorships.filter(researcher=researcher).update(hidden=True)
    assert client_of(member).get(START).context["gaps"] == []


@pytest.mark.parametrize("text", ["![](/media/x.webp)", "a ![What the picture shows](/x.webp) b"])
def test_pictures_in_texts_without_a_description_are_named(client_of, member, researcher, text):
    complete(researcher)
    researcher.bio = text
    researcher.save()
    factories.news_item(researcher, body=text)
    factories.post(researcher, body=text, title="The gauge")
    factories.page(researcher=researcher, body=text)
    factories.section(researcher, body=text)
    assert shorts(client_of(member).get(START)) == ["alt text"] * 5


def test_a_member_is_shown_no_list_of_apps_and_nobody_elses_rows(client_of, member, researcher):
    factories.publication(factories.researcher(family_name="Zephyrite"), title="Zephyrite")
    page = client_of(member).get(START)
    assert "Zephyrite" not in page.content.decode()
    assert "overviews" not in page.context
    assert "changes" not in page.context
    assert len(page.context["tasks"]) == 5


def test_the_preview_is_the_page_itself_in_a_frame(client_of, member, researcher):
    client = client_of(member)
    address = reverse("page_preview", args=[researcher.pk])
    assert f'src="{address}"' in client.get(START).content.decode()
    response = client.get(address)
    assert researcher.name in response.content.decode()
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy


def test_nobody_previews_the_page_of_somebody_else(client_of, member, researcher, client):
    other = factories.researcher()
    assert client_of(member).get(reverse("page_preview", args=[other.pk])).status_code == 404
    assert client.get(reverse("page_preview", args=[other.pk])).status_code == 302


def test_a_hidden_page_has_no_preview(client_of, member, researcher):
    researcher.visibility = "hidden"
    researcher.save()
    page = client_of(member).get(START).content.decode()
    assert "<iframe" not in page
    assert "The page is hidden" in page


def test_a_delegate_sees_for_whom_they_edit(client_of, researcher):
    other = complete(factories.researcher())
    aide = factories.user()
    aide.delegations.create(researcher=researcher)
    page = client_of(aide).get(START)
    assert f"The page of {researcher.name}" in page.content.decode()
    assert page.context["tasks"][0].title == f"Edit the page of {researcher.name}"
    aide.delegations.create(researcher=other)
    page = client_of(aide).get(START)
    assert {each.person: each.lacks for each in page.context["others"]} == {
        researcher: ["photo", "text", "title", "links"],
        other: [],
    }


def test_an_editor_sees_who_lacks_what_who_left_and_who_never_came(client_of, editor, lab):
    done = complete(factories.researcher(lab=lab))
    done.user.last_login = timezone.now()
    done.user.save()
    bare = factories.researcher(lab=lab, account=False)
    waiting = factories.researcher(lab=lab, visibility="awaiting")
    gone = factories.researcher(account=False)
    today = timezone.localdate()
    factories.membership(researcher=gone, lab=lab, ended=today - timedelta(days=30))
    Invitation.objects.create(
        researcher=bare,
        email="bare@lab.example",
        digest="0" * 64,
        expires_at=timezone.now() + timedelta(days=3),
    )
    page = client_of(editor).get(START)
    [overview] = page.context["overviews"]
    assert overview.lab == lab
    assert overview.people == 3
    assert [line.person for line in overview.awaiting] == [waiting]
    assert {line.person for line in overview.incomplete} == {bare, waiting}
    assert {line.person: bool(line.invitation) for line in overview.never_in} == {
        bare: True,
        waiting: False,
    }
    assert [line.person for line in overview.left] == [gone]
    assert "invited on" in page.content.decode()


def test_who_left_one_role_for_another_has_not_left(client_of, editor, lab):
    person = factories.researcher(lab=lab)
    yesterday = timezone.localdate() - timedelta(days=1)
    factories.membership(researcher=person, lab=lab, role="masters", ended=yesterday)
    [overview] = client_of(editor).get(START).context["overviews"]
    assert overview.left == []


def test_an_editor_sees_the_last_changes_of_the_lab_and_of_no_other(client_of, editor, lab):
    person = factories.researcher(lab=lab)
    stranger = factories.researcher(family_name="Zephyrite")
    factories.publication(stranger, title="Zephyrite's work")
    work = factories.publication(person, title="Our work")
    record = work.history.first()
    record.history_user = person.user
    record.save()
    page = client_of(editor).get(START)
    assert "Zephyrite" not in page.content.decode()
    told = {(change.who, change.what, change.name) for change in page.context["changes"]}
    assert (person.name, "added", "Our work") in told
    for change in page.context["changes"]:
        assert client_of(editor).get(change.address).status_code == 200


def test_many_changes_at_one_go_are_one_line(client_of, administrator, researcher):
    for _number in range(20):
        factories.publication(researcher)
    changes = client_of(administrator).get(START).context["changes"]
    papers = [each for each in changes if "publication" in each.address]
    assert len(papers) == 1
    assert papers[0].more == "and 19 more"


def test_an_administrator_sees_every_lab_and_who_is_in_none(client_of, administrator, lab):
    other = factories.lab()
    both = factories.researcher(lab=lab)
    factories.membership(researcher=both, lab=other)
    alone = factories.researcher()
    found = client_of(administrator).get(START).context["overviews"]
    assert {each.lab for each in found} == {lab, other, None}
    by_lab = {each.lab: {line.person for line in each.incomplete} for each in found}
    assert by_lab == {lab: {both}, other: {both}, None: {alone}}


def test_the_start_page_costs_as_many_queries_for_many_as_for_few(
    client_of, editor, lab, django_assert_max_num_queries
):
    client = client_of(editor)
    for _number in range(3):
        factories.publication(factories.researcher(lab=lab))
    client.get(START)
    with django_assert_max_num_queries(200) as few:
        client.get(START)
    for _number in range(12):
        factories.publication(factories.researcher(lab=lab))
    with django_assert_max_num_queries(len(few) + 2):
        client.get(START)


def test_an_account_without_a_page_is_offered_nothing(client_of, db):
    page = client_of(factories.user()).get(START)
    assert page.context["tasks"] == []
    assert "Ask the editor of your lab" in page.content.decode()


def test_what_may_be_entered_twice_leads_to_the_comparison(client_of, member, researcher):
    title = "When agreement is evidence for the truth of instruments"
    one = factories.publication(researcher, title=title)
    other = factories.publication(researcher, title=title)
    client = client_of(member)
    page = client.get(START)
    [pair] = page.context["suspicions"]
    assert {pair.one, pair.other} == {one, other}
    assert client.get(pair.merge_address).status_code == 200
    assert pair.merge_address in page.content.decode()


def test_nobody_hears_of_doubles_among_the_works_of_others(client_of, member, researcher):
    for _number in range(2):
        factories.publication(factories.researcher(), title="The same long title of a paper")
    assert client_of(member).get(START).context["suspicions"] == []


def test_a_members_own_page_leads_to_what_is_shown_and_to_preview_links(client_of, member):
    text = client_of(member).get(START).content.decode()
    person = member.researcher
    for page in ("shown", "preview_links", "history"):
        assert reverse(f"admin:profiles_researcher_{page}", args=[person.pk]) in text


def test_a_hidden_page_can_be_shown_again_from_here(client_of, member, researcher):
    for visibility in ("hidden", "name"):
        researcher.visibility = visibility
        researcher.save()
        text = client_of(member).get(START).content.decode()
        assert "The page is hidden" in text
        assert reverse("admin:profiles_researcher_shown", args=[researcher.pk]) in text
        assert reverse("page_preview", args=[researcher.pk]) not in text


def test_a_member_reads_what_editors_say_for_a_month_and_editors_what_waits(
    client_of, member, researcher, editor, lab
):
    now = timezone.now()
    answer = {"decided_by": editor, "decided_at": now, "remark": "Keep the harbour."}
    common = {"lab": lab, "target": researcher, "name": "Mina", "made_by": member}
    declined = Proposal.objects.create(**common, state="declined", **answer)
    Proposal.objects.create(**common, state="agreed", decided_by=editor, decided_at=now)
    waiting = Proposal.objects.create(**common)
    page = client_of(member).get(START)
    assert set(page.context["proposed"]) == {declined, waiting}
    assert "Keep the harbour." in page.content.decode()
    assert "to_decide" not in page.context
    page = client_of(editor).get(START)
    assert list(page.context["to_decide"]) == [waiting]
    assert page.context["proposed"] == []
    Proposal.objects.update(decided_at=now - timedelta(days=31))
    assert client_of(member).get(START).context["proposed"] == [waiting]


def test_of_a_large_lab_those_are_named_whose_pages_lack_most(client_of, editor, lab, monkeypatch):
    monkeypatch.setattr("website.desk.overview.MOST", 2)
    nearly = complete(factories.researcher(lab=lab, account=False))
    factories.publication(nearly, venue=None, venue_text="")
    bare = {factories.researcher(lab=lab, account=False) for _ in range(2)}
    page = client_of(editor).get(START)
    [overview] = page.context["overviews"]
    assert {line.person for line in overview.incomplete} == bare
    assert (len(overview.never_in), overview.never_in_count) == (2, 3)
    assert "those whose own pages lack most" in page.content.decode()
    assert "The first 2 of them." in page.content.decode()


def test_works_that_lack_something_are_no_parameters_of_a_query(researcher):
    for _number in range(3):
        factories.publication(researcher)
    with CaptureQueriesContext(connection) as asked:
        gaps = gaps_of([researcher])[researcher.pk]
    assert [len(gap.works) for gap in gaps if gap.short == "PDF"] == [3]
    works = sorted(researcher.authorships.values_list("publication_id", flat=True))
    for order in (works, works[::-1]):
        assert not any(f"({', '.join(map(str, order))})" in query["sql"] for query in asked)


@pytest.mark.parametrize(
    ("role", "queries"), [("administrator", 58), ("editor", 61), ("member", 28)]
)
def test_the_start_page_asks_as_much_for_three_papers_as_for_one(
    client_of, request, lab, researcher, role, queries, django_assert_num_queries
):
    factories.membership(researcher=researcher, lab=lab)
    client = client_of(request.getfixturevalue(role))
    for papers in (1, 2):
        for _number in range(papers):
            factories.publication(researcher)
        client.get(START)
        with django_assert_num_queries(queries):
            client.get(START)


def test_the_first_administrator_is_told_to_begin_with_the_lab(client_of, administrator):
    page = client_of(administrator).get(START)
    assert [str(task.title) for task in page.context["tasks"][:2]] == [
        "Add the lab",
        "Add a person",
    ]
    assert page.context["tasks"][0].address == reverse("admin:profiles_lab_add")
    assert "Begin with the lab" in page.content.decode()


@pytest.mark.parametrize("make", [factories.lab, factories.researcher])
def test_a_site_that_has_a_lab_or_a_person_is_no_new_one(client_of, administrator, make):
    make()
    page = client_of(administrator).get(START)
    assert str(page.context["tasks"][0].title) == "Add a person"
    assert "Begin with the lab" not in page.content.decode()


def test_a_lab_without_people_is_not_said_to_be_complete(client_of, administrator, lab):
    page = client_of(administrator).get(START).content.decode()
    assert "Nobody is in this lab yet" in page
    assert "everybody has signed in" not in page
