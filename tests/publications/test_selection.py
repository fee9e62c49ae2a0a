import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories


@pytest.fixture
def address(researcher):
    return reverse("admin:publications_selection", args=[researcher.pk])


@pytest.fixture
def works(researcher):
    """The person's authorships of three works."""
    made = [factories.publication(researcher, year=year) for year in (2022, 2023, 2024)]
    return [work.authorships.get(researcher=researcher) for work in made]


def state(works) -> list[tuple[bool, bool, int]]:
    for work in works:
        work.refresh_from_db()
    return [(work.selected, work.hidden, work.selected_position) for work in works]


def test_ticks_and_order_are_saved(client_of, member, address, works):
    first, second, third = works
    sent = {
        "order": [third.pk, first.pk, second.pk],
        "selected": [first.pk, third.pk],
        "hidden": [second.pk],
    }
    client = client_of(member)
    assert client.post(address, sent).status_code == 302
    assert state(works) == [(True, False, 1), (False, True, 0), (True, False, 0)]
    shown = [work.pk for work in client.get(address).context["works"]]
    assert shown == [third.pk, first.pk, second.pk]


def test_saving_without_a_change_writes_nothing(client_of, member, address, works):
    client = client_of(member)
    client.post(address, {"order": [work.pk for work in works]})
    assert all(work.history.count() == 1 for work in works)


def test_a_work_that_came_meanwhile_stays_as_it_is(client_of, member, address, works):
    works[2].selected = True
    works[2].save()
    client_of(member).post(address, {"order": [works[0].pk], "selected": [works[0].pk]})
    assert state(works)[2][0] is True


def test_rows_of_others_and_nonsense_are_not_touched(client_of, member, stranger, address, works):
    theirs = factories.publication(stranger.researcher).authorships.get(
        researcher=stranger.researcher
    )
    sent = {"order": [theirs.pk, "x", "-1", works[0].pk], "selected": [theirs.pk, "y"]}
    assert client_of(member).post(address, sent).status_code == 302
    assert state([theirs]) == [(False, False, 0)]


def test_a_stranger_has_no_part_in_it(client_of, stranger, address, works):
    client = client_of(stranger)
    assert client.get(address).status_code == 404
    assert client.post(address, {"order": [works[0].pk]}).status_code == 404


def test_the_labs_editor_arranges_it_too(client_of, editor, lab):
    person = factories.researcher(lab=lab)
    address = reverse("admin:publications_selection", args=[person.pk])
    assert client_of(editor).get(address).status_code == 200


def test_one_finds_ones_own_without_its_number(client_of, member, address):
    own = reverse("admin:publications_own_selection")
    assert client_of(member).get(own)["Location"] == address
    assert client_of(factories.user()).get(own).status_code == 403


def test_who_did_it_is_remembered(client_of, member, address, works):
    client_of(member).post(address, {"order": [works[0].pk], "selected": [works[0].pk]})
    assert works[0].history.first().history_user == member


def test_the_page_asks_as_much_for_thirty_works_as_for_one(client_of, member, researcher, address):
    client, counts = client_of(member), []
    for works in (1, 29):
        for _ in range(works):
            factories.publication(researcher, venue=factories.venue())
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_whoever_saves_second_is_told_and_loses_nothing(client_of, member, editor, address, works):
    factories.membership(researcher=member.researcher, lab=editor.edited_labs.get())
    first, second, third = works
    mine, theirs = client_of(member), client_of(editor)
    opened = mine.get(address).context["opened_with"]
    theirs.post(address, {"order": [first.pk, second.pk, third.pk], "selected": [first.pk]})
    sent = {
        "order": [third.pk, second.pk],
        "selected": [third.pk, second.pk],
        "opened_with": opened,
    }
    told = mine.post(address, sent)
    assert told.status_code == 200
    assert "Nothing is saved yet" in told.content.decode()
    assert state(works) == [(True, False, 0), (False, False, 0), (False, False, 0)]
    shown = [(work.pk, work.selected) for work in told.context["works"]]
    assert shown == [(third.pk, True), (second.pk, True), (first.pk, True)]
    again = {**sent, "opened_with": told.context["opened_with"]}
    assert mine.post(address, again).status_code == 302
    assert state(works)[1:] == [(True, False, 1), (True, False, 0)]
