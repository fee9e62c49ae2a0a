import pytest
from django.contrib.auth.models import AnonymousUser

from publications.models import Authorship, ImportRecord, Publication
from publications.permissions import (
    can_edit_coauthor,
    can_edit_publication,
    deletable_publications,
    editable_authorships,
    editable_coauthors,
    editable_publications,
    visible_imports,
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


def test_who_no_longer_edits_for_somebody_has_no_right_to_what_they_entered(db, colleague, lab):
    aide, former = factories.user(), factories.user()
    given = aide.delegations.create(researcher=colleague)
    lab.editors.add(former)
    papers = [factories.publication(colleague, created_by=user) for user in (aide, former)]
    own = factories.publication(created_by=aide)
    assert all(map(can_edit_publication, (aide, former), papers))
    given.delete()
    lab.editors.remove(former)
    assert not any(map(can_edit_publication, (aide, former), papers))
    assert can_edit_publication(aide, own)


def test_the_delegate_of_a_lab_keeps_nothing_when_that_ends(db, colleague, lab):
    aide = factories.user()
    given = aide.delegations.create(lab=lab)
    paper = factories.publication(colleague, created_by=aide)
    given.delete()
    assert not can_edit_publication(aide, paper)
    aide.delegations.create(lab=lab)
    assert can_edit_publication(aide, paper)


def test_a_colleague_for_whom_one_entered_a_paper_does_not_end_the_right(colleague, stranger):
    paper = factories.publication(colleague, created_by=stranger)
    assert can_edit_publication(stranger, paper)


def test_the_imports_of_a_former_delegate_are_the_persons(colleague):
    aide = factories.user()
    given = aide.delegations.create(researcher=colleague)
    made = ImportRecord.objects.create(user=aide, researcher=colleague, origin="x")
    assert made in visible_imports(aide)
    given.delete()
    assert made not in visible_imports(aide)
    assert made in visible_imports(colleague.user)


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


def test_of_one_paper_alone_the_same_is_answered(
    shared, colleague, editor, administrator, stranger
):
    factories.publication(colleague, created_by=stranger)
    factories.publication(colleague)
    factories.publication(created_by=stranger)
    for user in (colleague.user, editor, administrator, stranger, AnonymousUser()):
        for rule in (editable_publications, deletable_publications):
            allowed = set(rule(user))
            for paper in Publication.objects.all():
                assert set(rule(user, paper.pk)) == {paper} & allowed


def test_the_rule_can_stand_within_further_questions(shared, editor):
    """SQLite's parser gives up on questions that lie too deep within each other."""
    own = factories.publication(shared.authorships.first().researcher, created_by=editor)
    found = Publication.objects.filter(pk__in=deletable_publications(editor).values("pk"))
    bylines = Authorship.objects.filter(publication__in=found.values("pk"))
    assert set(Publication.objects.filter(authorships__in=bylines.values("pk"))) == {own}


def test_whether_somebody_may_edit_a_paper_is_asked_in_three_questions(
    shared, editor, colleague, django_assert_num_queries
):
    for user in (editor, colleague.user):
        with django_assert_num_queries(3):
            assert can_edit_publication(user, shared)


def test_where_a_co_author_is_at_home_is_said_by_those_who_edit_the_papers(
    colleague, researcher, lab, editor, administrator, stranger
):
    """The predicate and the queryset agree, and nobody's reach to another lab's papers."""
    mine = factories.coauthor(colleague)
    labs, others = factories.coauthor(lab=lab), factories.coauthor(researcher)
    rights = {
        colleague.user: {mine},
        editor: {mine, labs},
        administrator: {mine, labs, others},
        researcher.user: {others},
        stranger: set(),
        AnonymousUser(): set(),
    }
    for user, rows in rights.items():
        assert set(editable_coauthors(user)) == rows
        for row in (mine, labs, others):
            assert can_edit_coauthor(user, row) is (row in rows)
