from django.contrib.auth.models import AnonymousUser

from news.permissions import editable_news, editable_posts
from tests import factories


def test_news_is_edited_by_its_people_and_by_the_labs_editors(
    lab, researcher, editor, administrator, stranger
):
    of_lab = factories.news_item(lab=lab)
    of_person = factories.news_item(researcher)
    of_colleague = factories.news_item(factories.researcher(lab=lab))
    assert set(editable_news(administrator)) == {of_lab, of_person, of_colleague}
    assert set(editable_news(editor)) == {of_lab, of_colleague}
    assert set(editable_news(researcher.user)) == {of_person}
    assert set(editable_news(stranger)) == set()
    assert set(editable_news(AnonymousUser())) == set()


def test_news_of_two_people_stands_once_in_an_editors_list(lab, editor):
    item = factories.news_item(factories.researcher(lab=lab), factories.researcher(lab=lab))
    assert list(editable_news(editor)) == [item]


def test_posts_are_edited_by_their_authors(researcher, stranger):
    post = factories.post(researcher)
    assert list(editable_posts(researcher.user)) == [post]
    assert list(editable_posts(stranger)) == []
