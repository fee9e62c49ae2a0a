"""Merging in the admin: by whom, what is shown, what is written, and what is not anybody's."""

import pytest
from django.urls import reverse

from profiles.models import KnownApart, MergeRecord
from publications.models import Publication, Venue
from tests import factories
from tests.forms import filled

TITLE = "Quiet instruments for slow tides"


def address(row, deed, *others):
    options = row._meta
    name = f"admin:{options.app_label}_{options.model_name}_{deed}"
    return reverse(name, args=[row.pk, *(each.pk for each in others)])


@pytest.fixture
def pair(researcher):
    return (
        factories.publication(researcher, title=TITLE, slug="quiet", doi="10.1000/quiet"),
        factories.publication(researcher, title=f"{TITLE}!", slug="quiet-2", award="Best paper"),
    )


@pytest.fixture
def mine(client_of, member):
    return client_of(member)


def test_two_that_are_chosen_in_the_list_lead_to_the_preview(mine, pair):
    data = {"action": "merge_chosen", "_selected_action": [each.pk for each in pair]}
    response = mine.post(reverse("admin:publications_publication_changelist"), data)
    assert response["Location"] == address(pair[0], "merge", pair[1])


@pytest.mark.parametrize("count", [1, 3])
def test_one_or_three_are_no_pair(mine, pair, researcher, count):
    rows = [*pair, factories.publication(researcher)][:count]
    data = {"action": "merge_chosen", "_selected_action": [each.pk for each in rows]}
    response = mine.post(reverse("admin:publications_publication_changelist"), data, follow=True)
    assert "Choose two rows" in response.content.decode()


def test_the_preview_shows_both_and_writes_nothing(mine, pair):
    page = mine.get(address(pair[0], "merge", pair[1])).content.decode()
    for text in (TITLE, "Best paper", "10.1000/quiet", "Swap the two", "They are different"):
        assert text in page
    assert Publication.objects.count() == 2


def test_what_is_chosen_stands_and_the_other_is_found_at_its_old_address(mine, pair, client):
    preview = address(pair[0], "merge", pair[1])
    data = filled(mine.get(preview))
    assert data["stands:title"] == data["stands:slug"] == ["kept"]
    assert "stands:award" not in data
    response = mine.post(preview, {**data, "stands:title": "dropped"}, follow=True)
    assert "It can be undone here" in response.content.decode()
    work = Publication.objects.get()
    assert (work.pk, work.title, work.award) == (pair[0].pk, f"{TITLE}!", "Best paper")
    assert client.get("/publications/quiet-2/")["Location"] == "/publications/quiet/"


def test_swapped_the_other_stays(mine, pair):
    preview = address(pair[1], "merge", pair[0])
    mine.post(preview, filled(mine.get(preview)))
    assert Publication.objects.get().pk == pair[1].pk


def test_what_changed_meanwhile_is_shown_first(mine, pair):
    preview = address(pair[0], "merge", pair[1])
    data = filled(mine.get(preview))
    Publication.objects.filter(pk=pair[1].pk).update(pages="1–9")
    response = mine.post(preview, data)
    assert "Something has changed since this page was drawn" in response.content.decode()
    assert "1–9" in response.content.decode()
    assert Publication.objects.count() == 2


def test_without_the_plan_nothing_is_merged(mine, pair):
    mine.post(address(pair[0], "merge", pair[1]), {})
    assert Publication.objects.count() == 2


def test_it_is_undone_from_its_record(mine, pair):
    preview = address(pair[0], "merge", pair[1])
    mine.post(preview, filled(mine.get(preview)))
    record = reverse("admin:publications_publication_merged", args=[MergeRecord.objects.get().pk])
    assert "Undo this merge" in mine.get(record).content.decode()
    assert "both stand as they did" in mine.post(record, follow=True).content.decode()
    assert Publication.objects.count() == 2
    assert "has been undone already" in mine.post(record, follow=True).content.decode()


def test_what_forbids_undoing_is_told_and_nothing_is_undone(mine, pair):
    preview = address(pair[0], "merge", pair[1])
    mine.post(preview, filled(mine.get(preview)))
    Publication.objects.update(award="Another one")
    record = reverse("admin:publications_publication_merged", args=[MergeRecord.objects.get().pk])
    page = mine.get(record).content.decode()
    assert "has been changed since" in page
    assert "award" in page
    assert "Undo this merge" not in page
    mine.post(record)
    assert Publication.objects.count() == 1


def test_they_are_different_is_remembered_and_forgotten(mine, pair, member):
    apart = address(pair[1], "apart", pair[0])
    choose = address(pair[0], "merge_with")
    assert "These may be one" in mine.get(choose).content.decode()
    response = mine.post(apart, {"next": choose})
    assert response["Location"] == choose
    assert KnownApart.objects.get().told_by == member
    page = mine.get(choose).content.decode()
    assert "These may be one" not in page
    assert "Known to be others" in page
    mine.post(apart, {"forget": "1"})
    assert not KnownApart.objects.exists()


def test_only_a_post_says_that_two_are_different(mine, pair):
    assert mine.get(address(pair[0], "apart", pair[1])).status_code == 404


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_nobody_is_sent_off_the_site(mine, pair, back):
    response = mine.post(address(pair[0], "apart", pair[1]), {"next": back})
    assert response["Location"] == reverse("admin:publications_publication_changelist")


def test_another_one_is_found_by_a_few_letters(mine, pair):
    page = mine.get(address(pair[0], "merge_with"), {"q": "quiet"}).content.decode()
    assert address(pair[0], "merge", pair[1]) in page
    page = mine.get(address(pair[0], "merge_with"), {"q": "zephyr"}).content.decode()
    assert "Nothing of that name" in page


def test_the_form_has_a_button_for_those_who_may(mine, pair, client_of, editor):
    change = address(pair[0], "change")
    assert address(pair[0], "merge_with") in mine.get(change).content.decode()
    person = factories.researcher(lab=editor.edited_labs.get())
    own = reverse("admin:profiles_researcher_change", args=[person.pk])
    button = reverse("admin:profiles_researcher_merge_with", args=[person.pk])
    assert button not in client_of(person.user).get(own).content.decode()
    assert button in client_of(editor).get(own).content.decode()


@pytest.mark.parametrize("who", ["stranger", "editor", "half"])
def test_nobody_merges_what_they_may_not_edit(client_of, request, pair, who, db):
    if who == "half":
        # An author of the one, and not of the other.
        user = factories.researcher().user
        factories.authorship(pair[0], user.researcher)
    else:
        user = request.getfixturevalue(who)
    if who == "stranger":
        assert user.researcher
    client = client_of(user)
    for one, other in (pair, pair[::-1]):
        for method in (client.get, client.post):
            assert method(address(one, "merge", other)).status_code in (403, 404)
            assert method(address(one, "apart", other)).status_code in (403, 404)
    data = {"action": "merge_chosen", "_selected_action": [each.pk for each in pair]}
    response = client.post(reverse("admin:publications_publication_changelist"), data)
    assert "/merge/" not in response.get("Location", "")
    if who != "half":
        assert client.get(address(pair[0], "merge_with")).status_code in (403, 404)
    assert Publication.objects.count() == 2
    assert not KnownApart.objects.exists()


def test_a_visitor_is_asked_to_sign_in(client, pair):
    for deed in ("merge", "apart"):
        response = client.post(address(pair[0], deed, pair[1]))
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_a_record_is_not_there_for_others(client_of, mine, pair, stranger):
    preview = address(pair[0], "merge", pair[1])
    mine.post(preview, filled(mine.get(preview)))
    record = reverse("admin:publications_publication_merged", args=[MergeRecord.objects.get().pk])
    other_kind = reverse("admin:profiles_researcher_merged", args=[MergeRecord.objects.get().pk])
    for client in (client_of(stranger), client_of(factories.user())):
        assert client.post(record).status_code in (403, 404)
    assert mine.get(other_kind).status_code in (403, 404)
    assert Publication.objects.count() == 1


def test_venues_are_for_editors(client_of, member, editor):
    one, other = factories.venue(name="Journal of Drift"), factories.venue(name="J. Drift")
    work = factories.publication(venue=other)
    preview = address(one, "merge", other)
    assert client_of(member).get(preview).status_code in (403, 404)
    client = client_of(editor)
    client.post(preview, filled(client.get(preview)))
    assert list(Venue.objects.all()) == [one]
    work.refresh_from_db()
    assert work.venue == one
    assert work.history.first().history_user == editor
