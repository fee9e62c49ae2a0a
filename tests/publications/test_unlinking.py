"""Taking an author's page off a byline."""

import pytest
from django.core import mail
from django.urls import reverse

from publications.models import Authorship
from tests import factories
from tests.forms import errors, filled

LAST = "_last_author_goes"


def change(work) -> str:
    return reverse("admin:publications_publication_change", args=[work.pk])


def row_of(data: dict, person) -> str:
    pk = str(Authorship.objects.get(researcher=person).pk)
    total = int(data["authorships-TOTAL_FORMS"][0])
    index = next(i for i in range(total) if data[f"authorships-{i}-id"] == [pk])
    return f"authorships-{index}"


def without(client, work, person) -> dict:
    data = filled(client.get(change(work)))
    return {**data, f"{row_of(data, person)}-DELETE": "on"}


def test_the_last_linked_author_is_asked_before_they_go(client_of, member, researcher):
    work = factories.publication(researcher)
    client = client_of(member)
    data = without(client, work, researcher)
    asked = client.post(change(work), data)
    assert "no author of the paper has a page here" in str(errors(asked)["authorships"])
    assert f'name="{LAST}"' in asked.content.decode()
    assert work.authorships.filter(researcher=researcher).exists()
    again = {**filled(asked), LAST: "on"}
    assert client.post(change(work), again).status_code == 302
    assert not work.authorships.filter(researcher=researcher).exists()
    assert not mail.outbox


def test_clearing_the_link_is_asked_as_well_as_removing_the_row(client_of, member, researcher):
    work = factories.publication(researcher)
    client = client_of(member)
    data = filled(client.get(change(work)))
    data[f"{row_of(data, researcher)}-researcher"] = ""
    assert "authorships" in errors(client.post(change(work), data))
    assert client.post(change(work), {**data, LAST: "on"}).status_code == 302
    assert work.authorships.count() == 2
    assert not work.authorships.filter(researcher__isnull=False).exists()


def test_one_of_two_goes_without_a_question(client_of, member, researcher):
    work = factories.publication(researcher, factories.researcher())
    client = client_of(member)
    assert client.post(change(work), without(client, work, researcher)).status_code == 302
    assert work.authorships.filter(researcher__isnull=False).count() == 1


def test_a_paper_that_never_had_one_is_saved_without_a_question(client_of, administrator):
    work = factories.publication()
    client = client_of(administrator)
    assert client.post(change(work), filled(client.get(change(work)))).status_code == 302


def test_whose_authorship_an_editor_takes_away_is_told_and_the_history_shows_it(
    client_of, editor, lab, django_capture_on_commit_callbacks
):
    one, other = factories.researcher(lab=lab), factories.researcher(lab=lab)
    work = factories.publication(one, other, title="On drift")
    client = client_of(editor)
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(change(work), without(client, work, one), follow=True)
    assert "a letter tells them" in done.content.decode()
    [letter] = mail.outbox
    assert letter.to == [one.user.email]
    assert "On drift" in letter.body
    assert letter.reply_to == [editor.email]
    history = client.get(
        reverse("admin:publications_publication_history", args=[work.pk])
    ).content.decode()
    assert f"Removed: <strong>Author: {one.name}" in history
    assert str(editor) in history


def test_the_authorship_of_somebody_elses_person_stays(client_of, member, researcher, stranger):
    work = factories.publication(researcher, stranger.researcher)
    client = client_of(member)
    client.post(change(work), without(client, work, stranger.researcher))
    assert work.authorships.filter(researcher=stranger.researcher).exists()


@pytest.mark.parametrize("reachable", [True, False])
def test_nobody_is_written_to_whose_account_is_closed(
    client_of, editor, lab, reachable, django_capture_on_commit_callbacks
):
    one, other = factories.researcher(lab=lab, account=reachable), factories.researcher(lab=lab)
    if reachable:
        one.user.is_active = False
        one.user.save()
    work = factories.publication(one, other)
    client = client_of(editor)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(change(work), without(client, work, one))
    assert not mail.outbox
