"""Who may merge works and venues: predicate and queryset agree."""

import pytest
from django.contrib.auth.models import AnonymousUser

from profiles.merging.engine import merge
from publications.merging.venues import VENUES
from publications.merging.works import WORKS
from publications.models import Publication, Venue
from publications.permissions import (
    can_merge_publications,
    can_merge_venues,
    mergeable_publications,
    mergeable_venues,
    respellable_authorships,
    undoable_merges,
    undoable_merges_of_venues,
    undoable_respellings,
)
from tests import factories


@pytest.fixture
def colleague(lab):
    return factories.researcher(lab=lab)


def test_predicate_and_queryset_agree(colleague, researcher, editor, administrator, stranger):
    factories.publication(colleague)
    factories.publication(colleague, researcher)
    factories.publication(researcher)
    factories.venue()
    factories.venue()
    for user in (editor, administrator, stranger, colleague.user, AnonymousUser()):
        works, venues = set(mergeable_publications(user)), set(mergeable_venues(user))
        for kind, may, mine in (
            (Publication, can_merge_publications, works),
            (Venue, can_merge_venues, venues),
        ):
            rows = list(kind.objects.all())
            for one in rows:
                for other in rows:
                    assert may(user, one, other) == (one != other and {one, other} <= mine)


def test_members_merge_where_they_edit_both(colleague, researcher):
    one, shared = factories.publication(colleague), factories.publication(colleague, researcher)
    assert can_merge_publications(colleague.user, one, shared)
    assert not can_merge_publications(researcher.user, one, shared)


def test_every_author_of_what_was_merged_may_undo_it(colleague, researcher, stranger, lab):
    one, shared = factories.publication(colleague), factories.publication(colleague, researcher)
    record = merge(WORKS, one, shared, colleague.user)
    for user in (colleague.user, researcher.user):
        assert list(undoable_merges(user)) == [record]
    assert not undoable_merges(stranger).exists()
    assert not undoable_merges(AnonymousUser()).exists()


def test_venues_and_outside_names_are_for_editors(colleague, editor, stranger):
    record = merge(VENUES, factories.venue(), factories.venue(), editor)
    factories.publication(colleague)
    assert list(undoable_merges_of_venues(editor)) == [record]
    assert respellable_authorships(editor).count() == 1
    for user in (colleague.user, stranger, AnonymousUser()):
        assert not undoable_merges_of_venues(user).exists()
        assert not respellable_authorships(user).exists()
        assert not undoable_respellings(user).exists()


def test_names_of_other_labs_papers_are_not_ours_to_spell(colleague, researcher, editor):
    factories.publication(researcher)
    assert not respellable_authorships(editor).exists()
