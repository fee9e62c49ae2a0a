import pytest
from django.contrib.auth.models import AnonymousUser

from publications.models import Publication
from publications.permissions import (
    can_edit_publication,
    editable_authorships,
    editable_publications,
)
from tests import factories


@pytest.fixture
def colleague(lab):
    return factories.researcher(lab=lab)


@pytest.fixture
def shared(colleague, researcher):
    """A paper of a lab's member and somebody outside."""
    return factories.publication(colleague, researcher)


def test_linked_authors_their_editor_and_administrators_edit_a_paper(
    shared, colleague, researcher, editor, administrator, stranger
):
    for user in (colleague.user, researcher.user, editor, administrator):
        assert can_edit_publication(user, shared)
    for user in (stranger, AnonymousUser()):
        assert not can_edit_publication(user, shared)


def test_who_enters_a_paper_edits_it_though_not_among_its_authors(db, stranger):
    paper = factories.publication(created_by=stranger)
    assert can_edit_publication(stranger, paper)


def test_selected_and_hidden_are_each_persons_own(shared, colleague, researcher, editor):
    def people(user):
        return {row.researcher for row in editable_authorships(user)}

    assert people(researcher.user) == {researcher}
    assert people(editor) == {colleague}
    assert people(AnonymousUser()) == set()


def test_predicate_and_queryset_agree(shared, colleague, editor, administrator, stranger):
    factories.publication()
    for user in (colleague.user, editor, administrator, stranger, AnonymousUser()):
        allowed = set(editable_publications(user))
        for paper in Publication.objects.all():
            assert can_edit_publication(user, paper) == (paper in allowed)
