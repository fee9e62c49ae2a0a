"""A form comes back whose row somebody deleted meanwhile."""

import pytest
from django.urls import reverse

from news.models import NewsItem
from profiles.models import Course, CourseSession
from tests import factories
from tests.forms import filled, new_row


def change(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def mina(client_of, researcher):
    return client_of(researcher.user)


def typed(response) -> dict[str, str]:
    return {label: text for part in response.context["parts"] for label, text in part.lines}


def test_what_was_typed_into_the_form_of_a_deleted_row_is_shown(mina, researcher):
    item = factories.news_item(researcher)
    address = change(item)
    data = filled(mina.get(address), body="A long text.\n\nWith <b>two</b> paragraphs.")
    item.delete()
    response = mina.post(address, data)
    assert response.status_code == 404
    assert typed(response)["Text"] == "A long text.\n\nWith <b>two</b> paragraphs."
    assert "With &lt;b&gt;two&lt;/b&gt; paragraphs." in response.content.decode()
    assert not NewsItem.objects.exists()


def test_its_rows_are_shown_too(mina, researcher):
    course = factories.course(researcher, title="Tides")
    CourseSession.objects.create(course=course, topic="Moon")
    address = change(course)
    data = filled(mina.get(address), title="Tides and moons")
    data = new_row(data, "sessions", topic="Sun")
    course.delete()
    page = mina.post(address, data).content.decode()
    for text in ("Tides and moons", "Moon", "Sun"):
        assert f"<dd>{text}</dd>" in page
    assert not Course.objects.exists()


def test_a_row_of_somebody_else_gets_the_same_answer_as_one_that_is_gone(
    client_of, stranger, researcher
):
    item = factories.news_item(researcher, body="Mine")
    client = client_of(stranger)
    data = {"body": "Yours", "date": "2026-01-01"}
    there = client.post(change(item), data)
    address = change(item)
    item.delete()
    gone = client.post(address, data)
    assert there.status_code == gone.status_code == 404
    assert typed(there) == typed(gone)
    assert typed(gone)["Text"] == "Yours"
    assert "Mine" not in there.content.decode()


def test_a_form_that_is_none_is_answered_all_the_same(mina, researcher):
    item = factories.news_item(researcher)
    address = change(item)
    item.delete()
    odd = {"form-TOTAL_FORMS": "x", "researchers": ["a", "-1"], "date": "never", "body": "\0"}
    for data in ({}, odd, {"body": "x" * 100_000}):
        assert mina.post(address, data).status_code == 404


def test_looking_at_what_is_gone_is_not_found(mina, researcher):
    item = factories.news_item(researcher)
    address = change(item)
    item.delete()
    assert b"What you typed" not in mina.get(address).content
