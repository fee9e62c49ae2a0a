"""The history of a row with its parts: told field by field, and put back as far as one may."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.permissions import editable_people
from publications.models import Publication
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db


def page_of(row):
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[row.pk])


def form_of(row):
    return page_of(row).replace("/history/", "/change/")


def save(client, row, **typed):
    response = client.post(form_of(row), filled(client.get(form_of(row)), **typed))
    assert response.status_code == 302, response.context["errors"]


def ways_back(client, row):
    text = client.get(page_of(row)).content.decode()
    return [unquote(each) for each in re.findall(r'href="\?back=([^"]+)"', text)]


def go_back(client, row, which=0, **over):
    address = page_of(row)
    page = client.get(address, {"back": ways_back(client, row)[which]})
    data = {name: page.context[name] for name in ("back", "newest")}
    return page, client.post(address, {**data, **over}, follow=True)


@pytest.fixture
def paper(researcher):
    return factories.publication(researcher, title="On tides", year=2020)


@pytest.fixture
def apart(monkeypatch):
    """Each save is a moment of its own."""
    monkeypatch.setattr("accounts.history.moments.AT_ONE_GO", timedelta(0))


def test_a_change_is_told_field_by_field_with_what_was_and_what_is(client_of, member, paper, apart):
    client = client_of(member)
    save(client, paper, title="On the tides", year=2021)
    text = re.sub(r"\s+", " ", client.get(page_of(paper)).content.decode())
    assert str(member) in text
    assert "On <ins>the </ins>tides" in text
    assert "<del>2020</del>" in text
    assert "<ins>2021</ins>" in text


def test_authors_and_links_that_came_and_went_are_told(client_of, member, paper, apart):
    link = paper.links.create(kind="code", url="https://code.example/tides")
    link.delete()
    author = paper.authorships.create(given="Rosalind", family="Achterberg", position=5)
    author.family = "Achterburg"
    author.save()
    text = re.sub(r"\s+", " ", client_of(member).get(page_of(paper)).content.decode())
    assert "Added: <strong>Author: Rosalind Achterberg</strong>" in text
    assert "<del>Achterberg</del>" in text
    assert text.index("Removed: <strong>Link") < text.index("Added: <strong>Link")


def test_going_back_is_looked_at_first_and_puts_the_row_and_its_parts_back(
    client_of, member, paper, apart
):
    client = client_of(member)
    link = paper.links.create(kind="code", url="https://code.example/tides")
    save(client, paper, title="A slip")
    paper.authorships.create(given="Nobody", family="Known", position=9)
    link.delete()
    page, response = go_back(client, paper, 2)  # before the slip: the link came before it
    looked = page.content.decode()
    assert "Removed: <strong>Author: Nobody Known" in looked
    assert "Added: <strong>Link" in looked
    assert "Put it back" in looked
    assert "It is again as it was" in response.content.decode()
    paper.refresh_from_db()
    assert paper.title == "On tides"
    assert not paper.authorships.filter(family="Known").exists()
    assert paper.authorships.filter(researcher=member.researcher).exists()
    assert paper.links.get().url == "https://code.example/tides"
    assert paper.history.first().history_user == member
    assert "Put back" in paper.history.first().history_change_reason


def test_going_back_can_be_undone_in_the_same_way(client_of, member, paper, apart):
    client = client_of(member)
    save(client, paper, title="On the tides")
    go_back(client, paper)
    assert Publication.objects.get().title == "On tides"
    go_back(client, paper)
    assert Publication.objects.get().title == "On the tides"


def test_what_changed_since_it_was_looked_at_is_not_overwritten(client_of, member, paper, apart):
    client = client_of(member)
    save(client, paper, title="A slip")
    _page, response = go_back(client, paper, newest="publication-0")
    assert "changed meanwhile" in response.content.decode()
    paper.refresh_from_db()
    assert paper.title == "A slip"


def test_a_member_puts_nothing_back_that_is_not_theirs_to_set(
    client_of, administrator, member, researcher, lab, apart
):
    membership = factories.membership(researcher=researcher, lab=lab)
    award = researcher.award_entries.create(title="Best poster")
    account = factories.user()
    save(client_of(administrator), researcher, bio="After", user=account.pk)
    membership.delete()
    award.delete()
    client = client_of(account)
    go_back(client, researcher, 2)
    researcher.refresh_from_db()
    assert researcher.bio == ""
    assert researcher.user == account
    assert researcher.award_entries.exists()
    assert not researcher.memberships.exists()


def test_somebody_else_s_authorship_is_not_taken_away_by_going_back(
    client_of, member, paper, stranger, apart
):
    client = client_of(member)
    save(client, paper, title="Before the other author")
    paper.authorships.create(researcher=stranger.researcher, family="Other", position=3)
    go_back(client, paper, 0)
    go_back(client, paper, -1)
    assert paper.authorships.filter(researcher=stranger.researcher).exists()


def test_an_address_that_is_taken_meanwhile_stops_going_back_with_a_reason(
    client_of, administrator, researcher, apart
):
    client = client_of(administrator)
    first = researcher.slug
    save(client, researcher, slug="other")
    factories.researcher(slug=first, account=False)
    _page, response = go_back(client, researcher)
    assert "taken the place" in response.content.decode()
    researcher.refresh_from_db()
    assert researcher.slug == "other"


def test_a_removed_row_that_others_point_to_leaves_the_field_empty(client_of, member, paper, apart):
    venue = factories.venue()
    paper.venue = venue
    paper.save()
    client = client_of(member)
    save(client, paper, title="Later")
    paper.venue = None
    paper.save()
    venue.delete()
    go_back(client, paper, -1)
    paper.refresh_from_db()
    assert (paper.title, paper.venue) == ("On tides", None)


NO_MOMENTS = ("x", "2020-13-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59:59-14:00")


@pytest.mark.parametrize("back", [*NO_MOMENTS, "", "2020-01-01"])
def test_an_odd_moment_is_not_there_or_changes_nothing(client_of, member, paper, back):
    response = client_of(member).get(page_of(paper), {"back": back})
    assert response.status_code == (404 if back in NO_MOMENTS else 200)


def put_back(client, row, before):
    """Go back to how it was before a moment that no link names."""
    page = client.get(page_of(row), {"back": before.isoformat()})
    data = {name: page.context[name] for name in ("back", "newest")}
    return client.post(page_of(row), data)


def test_an_editor_does_not_go_back_to_when_somebody_was_in_their_lab(client_of, editor, lab):
    left = factories.researcher(account=False)
    gone = factories.membership(researcher=left, lab=lab)
    stays = factories.membership(researcher=factories.researcher(), lab=lab, title="Before")
    then = timezone.now()
    stays.title = "After"
    stays.save()
    gone.delete()
    factories.membership(researcher=left, lab=factories.lab())
    put_back(client_of(editor), lab, then)
    stays.refresh_from_db()
    assert stays.title == "Before"
    assert not lab.memberships.filter(researcher=left).exists()
    assert not editable_people(editor).filter(pk=left.pk).exists()


def test_an_editor_does_not_put_somebody_back_into_another_lab(client_of, editor, lab, researcher):
    factories.membership(researcher=researcher, lab=lab)
    other = factories.membership(researcher=researcher, lab=factories.lab())
    then = timezone.now()
    other.delete()
    put_back(client_of(editor), researcher, then)
    assert [each.lab for each in researcher.memberships.all()] == [lab]


def test_going_back_takes_nothing_from_the_row_to_which_it_went(client_of, member, researcher):
    award = researcher.award_entries.create(title="Best poster")
    then = timezone.now()
    award.researcher = other = factories.researcher()
    award.save()
    put_back(client_of(member), researcher, then)
    award.refresh_from_db()
    assert award.researcher == other


def test_an_editor_gives_nobody_else_s_person_a_project_by_going_back(client_of, editor, lab):
    stranger, own = factories.researcher(account=False), factories.researcher(account=False)
    factories.membership(researcher=own, lab=lab)
    project = factories.project(stranger, lab=lab, title="Before")
    project.researchers.set([stranger])
    project.save()
    then = timezone.now()
    project.researchers.set([own])
    project.title = "After"
    project.save()
    put_back(client_of(editor), project, then)
    project.refresh_from_db()
    assert project.title == "Before"
    assert not project.researchers.filter(pk=stranger.pk).exists()


def test_nobody_reads_or_sets_back_what_is_not_theirs(client_of, stranger, member, paper, apart):
    save(client_of(member), paper, title="Mine")
    back = {"back": ways_back(client_of(member), paper)[0], "newest": "x"}
    other = client_of(stranger)
    assert other.get(page_of(paper)).status_code in (403, 404)
    assert other.post(page_of(paper), back).status_code in (403, 404)
    assert Publication.objects.get().title == "Mine"
