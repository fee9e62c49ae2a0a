from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_news_stands_newest_first_below_what_is_pinned(client, lab):
    for day, pinned in ((1, True), (3, False), (2, False)):
        factories.news_item(lab=lab, date=f"2024-05-0{day}", body=f"Day {day}.", pinned=pinned)
    html = page(client, "/news/")
    assert html.index("Day 1.") < html.index("Day 3.") < html.index("Day 2.")
    assert html.count(">pinned<") == 1


def test_news_says_whose_it_is_but_names_nobody_unlisted(client, researcher):
    unlisted = factories.researcher(visibility="unlisted", family_name="Unseen")
    factories.news_item(researcher, unlisted)
    html = page(client, "/news/")
    assert researcher.get_absolute_url() in html
    assert "Unseen" not in html


def test_a_person_has_their_own_news(client, researcher, stranger):
    factories.news_item(researcher, body="Mine.")
    factories.news_item(stranger.researcher, body="Not mine.")
    html = page(client, f"{researcher.get_absolute_url()}news/")
    assert "Mine." in html
    assert "Not mine." not in html


def test_an_item_can_be_linked_to(client, lab):
    item = factories.news_item(lab=lab)
    path, _, anchor = item.get_absolute_url().partition("#")
    assert f'id="{anchor}"' in page(client, path)


def test_an_item_with_a_page_shows_its_title_in_the_list_and_its_text_there(client, researcher):
    item = factories.news_item(
        researcher, inline=False, title="An instrument", slug="instrument", body="It **drifts**."
    )
    assert '<a href="/news/instrument/">An instrument</a>' in page(client, "/news/")
    html = page(client, item.get_absolute_url())
    assert "<h1>An instrument</h1>" in html
    assert "It <strong>drifts</strong>." in html
    assert '<time datetime="2024-05-01">1 May 2024</time>' in html


def test_a_line_has_no_page(client, researcher):
    factories.news_item(researcher, slug="line", title="Line")
    assert client.get("/news/line/").status_code == 404


def test_the_blog_lists_posts_and_each_has_a_page(client, researcher):
    post = factories.post(
        researcher, title="On patience", summary="In short.", body="At *length*.", tags=["slow"]
    )
    html = page(client, "/blog/")
    assert "On patience" in html
    assert "In short." in html
    html = page(client, post.get_absolute_url())
    assert "At <em>length</em>." in html
    assert "slow" in html


@pytest.mark.parametrize(
    "fields", [{"draft": True}, {"publish_at": timezone.now() + timedelta(days=1)}]
)
def test_what_is_not_out_has_no_page(client, researcher, fields):
    item = factories.news_item(researcher, inline=False, title="T", slug="t", **fields)
    post = factories.post(researcher, **fields)
    assert client.get(item.get_absolute_url()).status_code == 404
    assert client.get(post.get_absolute_url()).status_code == 404


def test_what_was_scheduled_comes_out(client, researcher):
    factories.news_item(researcher, body="It is out.", publish_at=timezone.now())
    assert "It is out." in page(client, "/news/")


def test_a_long_list_comes_in_pages(client, lab):
    for _ in range(101):
        factories.news_item(lab=lab)
    html = page(client, "/news/")
    assert html.count('id="news-') == 100
    assert '<a rel="next" href="?page=2">' in html
    assert page(client, "/news/?page=2").count('id="news-') == 1


def test_empty_lists_say_so(client, researcher):
    assert "There is no news yet." in page(client, "/news/")
    assert "There is no news yet." in page(client, f"{researcher.get_absolute_url()}news/")
    assert "There are no posts yet." in page(client, "/blog/")


def test_markdown_in_news_cannot_act(client, researcher):
    factories.news_item(
        researcher, body="<script>alert(1)</script>[x](javascript:alert(1)) <b onclick=x>b</b>"
    )
    html = page(client, "/news/")
    for sign in ("<script>alert", '="javascript:', "onclick"):
        assert sign not in html
