from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import NewsItem, Post
from tests import factories
from tests.forms import errors, filled

ADD = "admin:news_newsitem_add"


def test_a_members_news_is_theirs_without_asking(client_of, member, researcher):
    client, address = client_of(member), reverse(ADD)
    page = client.get(address)
    assert 'name="researchers"' not in page.content.decode()
    assert 'name="lab"' not in page.content.decode()
    typed = {"body": "A paper.", "researchers": [factories.researcher().pk]}
    assert client.post(address, filled(page, **typed)).status_code == 302
    item = NewsItem.objects.get()
    assert list(item.researchers.all()) == [researcher]
    assert item.lab is None


def test_an_editor_posts_for_the_lab_and_its_people(client_of, editor, lab):
    person = factories.researcher(lab=lab)
    client, address = client_of(editor), reverse(ADD)
    typed = {"body": "A grant.", "researchers": [person.pk], "lab": lab.pk}
    assert client.post(address, filled(client.get(address), **typed)).status_code == 302
    assert NewsItem.objects.get().lab == lab


@pytest.mark.parametrize("field", ["researchers", "lab"])
def test_an_editor_posts_for_nobody_else(client_of, editor, field):
    other = {"researchers": factories.researcher().pk, "lab": factories.lab().pk}[field]
    client, address = client_of(editor), reverse(ADD)
    response = client.post(address, filled(client.get(address), body="X", **{field: other}))
    assert field in errors(response)


def test_the_lab_and_the_others_of_a_news_item_stay_when_a_member_edits_it(client_of, lab):
    person, other = factories.researcher(lab=lab), factories.researcher()
    item = factories.news_item(person, other, lab=lab)
    client = client_of(person.user)
    address = reverse("admin:news_newsitem_change", args=[item.pk])
    assert client.post(address, filled(client.get(address), body="New.")).status_code == 302
    item.refresh_from_db()
    assert (item.body, item.lab) == ("New.", lab)
    assert set(item.researchers.all()) == {person, other}


def test_news_with_a_page_gets_its_address_from_the_title(client_of, member, researcher):
    factories.news_item(inline=False, title="A new instrument", slug="a-new-instrument")
    client, address = client_of(member), reverse(ADD)
    data = filled(client.get(address), body="X", inline=None, title="A new instrument")
    assert client.post(address, data).status_code == 302
    assert NewsItem.objects.filter(slug="a-new-instrument-2", researchers=researcher).exists()


def test_a_line_of_news_has_no_address(client_of, member, researcher):
    client, address = client_of(member), reverse(ADD)
    for _ in range(2):
        assert client.post(address, filled(client.get(address), body="X")).status_code == 302
    assert list(NewsItem.objects.values_list("slug", flat=True)) == [None, None]


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"inline": None}, "title", "A new instrument"),
        ({"inline": None, "title": "T", "slug": "taken"}, "slug", "Choose another one"),
        ({"body": ""}, "body", "required"),
        ({"date": "yesterday"}, "date", "valid date"),
        ({"publish_at_0": "2026-05-01", "publish_at_1": "noon"}, "publish_at", "valid time"),
    ],
)
def test_what_is_wrong_with_news_is_told_at_its_field(
    client_of, member, researcher, typed, field, told
):
    factories.news_item(inline=False, title="T", slug="taken")
    client, address = client_of(member), reverse(ADD)
    response = client.post(address, filled(client.get(address), **{"body": "Typed.", **typed}))
    assert told in " ".join(errors(response)[field])
    assert NewsItem.objects.count() == 1


def test_tags_are_typed_with_commas(client_of, member, researcher):
    client, address = client_of(member), reverse("admin:news_post_add")
    data = filled(client.get(address), title="On drift", body="X", tags="drift, sensors,, drift")
    assert client.post(address, data).status_code == 302
    post = Post.objects.get()
    assert post.tags == ["drift", "sensors"]
    assert post.slug == "on-drift"
    assert list(post.authors.all()) == [researcher]
    change = reverse("admin:news_post_change", args=[post.pk])
    assert 'value="drift, sensors"' in client.get(change).content.decode()


def test_the_list_says_what_visitors_see(client_of, member, researcher):
    later = timezone.now() + timezone.timedelta(days=2)
    for fields in ({}, {"draft": True}, {"publish_at": later}):
        factories.news_item(researcher, **fields)
    page = client_of(member).get(reverse("admin:news_newsitem_changelist")).content.decode()
    for state in ("public", "draft", "scheduled"):
        assert state in page


def test_news_is_found_without_accents(client_of, administrator):
    item = factories.news_item(body="Über Drift")
    factories.news_item(body="Other")
    address = reverse("admin:news_newsitem_changelist")
    page = client_of(administrator).get(address, {"q": "uber"})
    assert list(page.context["cl"].result_list) == [item]


def save_at(client, moment, **typed):
    address = reverse(ADD)
    local = timezone.localtime(moment)
    typed |= {"publish_at_0": local.date().isoformat(), "publish_at_1": f"{local:%H:%M:%S}"}
    return client.post(address, filled(client.get(address), body="The tide turns.", **typed))


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "is past"), (365 * 11, "more than ten years ahead")]
)
def test_a_minute_that_looks_like_a_slip_is_asked_about_once(
    client_of, member, researcher, days, words
):
    client, moment = client_of(member), timezone.now().replace(microsecond=0)
    moment += timedelta(days=days)
    asked = save_at(client, moment)
    assert words in str(errors(asked)["publish_at"])
    assert "The tide turns." in asked.content.decode()
    assert save_at(client, moment - timedelta(seconds=60)).status_code == 200  # another slip
    assert save_at(client, moment - timedelta(seconds=60)).status_code == 302
    assert NewsItem.objects.get().publish_at == moment - timedelta(seconds=60)


def test_a_minute_to_come_is_taken_and_never_asked_about_again(client_of, member, researcher):
    client, moment = client_of(member), timezone.now().replace(microsecond=0) + timedelta(days=1)
    assert save_at(client, moment).status_code == 302
    NewsItem.objects.update(publish_at=moment - timedelta(days=2))
    address = reverse("admin:news_newsitem_change", args=[NewsItem.objects.get().pk])
    changed = client.post(address, filled(client.get(address), body="The tide turned."))
    assert changed.status_code == 302
