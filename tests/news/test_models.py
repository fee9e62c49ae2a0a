from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.models import NewsItem, Post
from tests import factories


def test_news_with_a_page_needs_a_title(db, researcher):
    item = factories.news_item(researcher)
    item.inline = False
    with pytest.raises(ValidationError) as caught:
        item.full_clean()
    assert "title" in caught.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save()


def test_drafts_and_scheduled_news_are_not_public(db, researcher):
    shown = factories.news_item(researcher)
    factories.news_item(researcher, draft=True)
    factories.news_item(researcher, publish_at=timezone.now() + timedelta(minutes=1))
    assert list(NewsItem.objects.public()) == [shown]


def test_news_of_hidden_people_only_is_not_public(db):
    hidden = factories.researcher(visibility="hidden")
    factories.news_item(hidden)
    assert not NewsItem.objects.public().exists()
    together = factories.news_item(hidden, factories.researcher())
    assert list(NewsItem.objects.public()) == [together]


def test_a_labs_news_are_its_own_and_its_listed_peoples(db, lab):
    person = factories.researcher(lab=lab)
    own, theirs = factories.news_item(lab=lab), factories.news_item(person)
    factories.news_item(factories.researcher())
    factories.news_item(factories.researcher(lab=lab, visibility="hidden"))
    assert set(NewsItem.objects.of_lab(lab)) == {own, theirs}


def test_posts_follow_the_same_rule(db, researcher):
    shown = factories.post(researcher)
    factories.post(researcher, draft=True)
    factories.post(factories.researcher(visibility="unlisted"))
    assert list(Post.objects.public()) == [shown]


def test_a_line_of_news_is_called_by_its_words(db):
    item = factories.news_item(body="Our **paper** on [drift](https://t.example/) was accepted.")
    assert str(item) == "Our paper on drift was accepted."
