import pytest

from tests.transfer.alfolio.reading import config, news, of, read
from tests.transfer.sites import doc
from transfer.alfolio.samples import LEFT_OUT


@pytest.mark.parametrize(
    ("head", "inline", "title", "slug"),
    [
        ("inline: true", True, "", ""),
        ("inline: True\ntitle: Accepted", True, "Accepted", ""),
        ("inline: false\ntitle: Accepted", False, "Accepted", "a"),
        ("title: 'Accepted: at last'", False, "Accepted: at last", "a"),
        ("inline: false", True, "", ""),
        ("", True, "", ""),
    ],
)
def test_news_are_lines_or_have_pages(tmp_path, head, inline, title, slug):
    (item,) = of(read(tmp_path, news(f"date: 2024-05-01\n{head}")), "news")
    assert (item.values["inline"], item.values["title"], item.slug) == (inline, title, slug)
    assert item.values["draft"] is False


def test_the_day_of_news_is_the_one_that_is_written(tmp_path):
    (item,) = of(read(tmp_path, news("date: 2024-05-01 23:30:00-0400")), "news")
    assert item.values["date"].isoformat() == "2024-05-01"


@pytest.mark.parametrize("head", ["", "date: soon", "date: 2024-13-45", "date:"])
def test_news_without_a_date_are_drafts_and_asked_about(tmp_path, head):
    (item,) = of(read(tmp_path, news(head)), "news")
    assert item.values["draft"] is True
    assert "date" not in item.values
    assert "no date that can be read" in item.problems[0]


@pytest.mark.parametrize("written", ["false", "False", "no", "'false'"])
def test_unpublished_news_are_drafts(tmp_path, written):
    (item,) = of(read(tmp_path, news(f"date: 2024-05-01\npublished: {written}")), "news")
    assert item.values["draft"] is True


def test_news_to_come_are_scheduled_unless_the_site_shows_them(tmp_path):
    files = news("date: 2999-01-01 10:00:00+0200")
    (item,) = of(read(tmp_path, files), "news")
    assert item.values["publish_at"].isoformat() == "2999-01-01T10:00:00+02:00"
    (shown,) = of(read(tmp_path, {**files, **config("future: true")}), "news")
    assert shown.values["publish_at"] is None


def test_a_file_that_is_commented_out_as_a_whole_is_a_draft(tmp_path):
    files = {"_news/a.md": "<!--\n---\ndate: 2024-05-01\ninline: true\n---\nSecret.\n-->\n"}
    (item,) = of(read(tmp_path, files), "news")
    assert (item.values["body"], item.values["draft"]) == ("Secret.", True)


def test_excluded_hidden_and_sample_files_are_left_out_with_a_reason(tmp_path):
    files = {
        **config("exclude:\n  - _news/old*\n  - _news/no.md"),
        "_news/old1.md": doc("date: 2020-01-01"),
        "_news/no.md": doc("date: 2020-01-01"),
        "_news/_hidden.md": doc("date: 2020-01-01"),
        "_news/announcement_1.md": doc("date: 2015-10-22", "A simple inline announcement."),
        "_news/empty.md": doc("date: 2020-01-01", ""),
    }
    reasons = {item.ref: item.left_out for item in of(read(tmp_path, files), "news")}
    assert reasons == {
        "_news/announcement_1.md": LEFT_OUT,
        "_news/empty.md": "It holds no text.",
        "_news/no.md": "The configuration keeps it off the site.",
        "_news/old1.md": "The configuration keeps it off the site.",
    }


def test_a_file_that_is_not_utf8_is_named_and_the_others_come(tmp_path):
    files = {
        "_news/a.md": b"---\ndate: 2020-01-01\n---\ncaf\xe9",
        "_news/b.md": doc("date: 2020-01-01"),
    }
    found = of(read(tmp_path, files), "news")
    assert [bool(item.left_out) for item in found] == [True, False]
    assert "_news/a.md is not UTF-8" in found[0].left_out


def test_posts_take_date_and_address_from_their_names(tmp_path):
    moved_head = "title: Moved\ndate: 2024-03-01"
    tide = "title: Low tide\ntags: sea mud\ncategories: [notes]"
    files = {
        "_posts/2024-01-31-low-tide.md": doc(tide),
        "_posts/2024-03-02-odd.md": doc("title: Odd\ndate: 2024-03-02 9am or so, 1 Mar"),
        "_posts/2024-03-03-odder.md": doc("title: Odder\ndate: third of March"),
        "_posts/2024-02-01-moved.md": doc(f"{moved_head}\nredirect: https://x.example", ""),
        "_drafts/later.md": doc("title: Later"),
        "_posts/2024-01-27-x.md": doc("title: a post with tabs\ncategories: sample-posts"),
    }
    found = {item.title: item for item in of(read(tmp_path, files), "post")}
    low, moved = found["Low tide"], found["Moved"]
    sample, later = found["a post with tabs"], found["Later"]
    assert (low.slug, low.values["date"].isoformat()) == ("low-tide", "2024-01-31")
    assert low.values["tags"] == ["sea", "mud", "notes"]
    assert found["Odder"].values["date"].isoformat() == "2024-03-03"
    assert found["Odder"].values["draft"] is False
    assert low.addresses == [
        "/_posts/2024-01-31-low-tide.md",
        "/notes/2024/01/31/low-tide.html",
        "/blog/2024/low-tide/",
    ]
    assert (moved.values["date"].isoformat(), moved.values["body"]) == (
        "2024-03-01",
        "[Moved](https://x.example)",
    )
    assert "sample content" in sample.left_out
    assert later.values["draft"] is True


@pytest.mark.parametrize(
    ("permalink", "last"),
    [
        ("pretty", "/notes/2024/01/31/low-tide/"),
        ("/blog/:year/:title/", "/blog/2024/low-tide/"),
        ("words/:i_month/:slug:output_ext", "/words/1/low-tide.html"),
        ("/:unheard_of/:title", "/blog/2024/low-tide/"),
    ],
)
def test_posts_stood_where_the_configuration_put_them(tmp_path, permalink, last):
    files = {"_posts/2024-01-31-low-tide.md": doc("title: Low tide\ncategories: Notes")}
    (post,) = of(read(tmp_path, {**files, **config(f"permalink: {permalink}")}), "post")
    assert post.addresses[-1] == last


def test_a_folder_that_the_configuration_does_not_name_was_not_on_the_site(tmp_path):
    files = {
        "_tides/a.md": doc("title: Ebb"),
        "_old/b.md": doc("title: Once"),
        "_tides/c.md": doc("title: a post with tabs\ncategories: sample-posts"),
        **config("collections:\n  tides:\n    output: true"),
    }
    reasons = {item.title: item.left_out for item in of(read(tmp_path, files), "page")}
    assert reasons["Ebb"] == ""
    assert "names no such collection" in reasons["Once"]
    assert "sample content" in reasons["a post with tabs"]


def test_projects_and_courses_come_with_all_their_parts(tmp_path):
    gauge_head = (
        "title: Gauge\ndescription: Slow <br>\nimg: assets/img/g.jpg\nimportance: 2\n"
        "category: work\ngithub: mina/gauge"
    )
    course_head = (
        "title: Tides\ncourse_id: T1\nyear: 2024\nterm: Fall\ninstructor: Mina\nschedule:\n"
        "  - week: 1\n    date: Sept 5\n    topic: Low <b>tide</b>\n"
        "    materials:\n      - name: Slides\n        url: /a.pdf"
    )
    sample_text = "Every project has a beautiful feature showcase page."
    files = {
        "_projects/gauge.md": doc(gauge_head, "Words."),
        "_projects/1_project.md": doc("title: project 1", sample_text),
        "_teachings/tides.md": doc(course_head, "Words."),
    }
    site = read(tmp_path, files)
    sample, gauge = of(site, "project")
    assert "sample content" in sample.left_out
    assert (gauge.values["summary"], gauge.values["url"], gauge.values["position"]) == (
        "Slow",
        "https://github.com/mina/gauge",
        2,
    )
    (course,) = of(site, "course")
    assert (course.values["code"], course.values["year"], course.values["term"]) == (
        "T1",
        2024,
        "Fall",
    )
    assert course.values["description"] == "**Instructor:** Mina\n\nWords."
    (session,) = course.parts
    assert session.values == {"label": "Week 1", "topic": "Low tide", "description": "Sept 5"}
    assert session.parts[0].values == {"label": "Slides", "url": "/a.pdf"}


def test_collections_of_other_names_become_pages_outside_of_the_navigation(tmp_path):
    (item,) = of(read(tmp_path, {"_gauges/one.md": "---\ntitle: One\n---\nx"}), "page")
    assert (item.title, item.slug, item.left_out) == ("One", "gauges-one", "")
    assert item.values["in_navigation"] is False
    assert item.addresses == ["/_gauges/one.md", "/gauges/one/"]


def test_only_one_language_comes(tmp_path):
    files = {
        **config("languages: [en-us, pt-br]\ndefault_lang: en-us"),
        "_news/en-us/a.md": "---\ndate: 2020-01-01\n---\nHello.",
        "_news/pt-br/a.md": "---\ndate: 2020-01-01\n---\nOi.",
    }
    english, other = of(read(tmp_path, files), "news")
    assert english.left_out == ""
    assert other.left_out == "It is in another language (pt-br); only en-us was imported."


def test_a_description_that_links_or_is_long_opens_the_text_too(tmp_path):
    long = "word " * 100
    files = {
        "_projects/a.md": doc("title: A\ndescription: See <a href='/x'>x</a>.", "Words."),
        "_projects/b.md": doc(f"title: B\ndescription: {long}", "Words."),
        "_projects/c.md": doc("title: C\ndescription: Short <b>words</b>", "Words."),
    }
    linked, longer, short = (item.values for item in of(read(tmp_path, files), "project"))
    assert (linked["summary"], linked["body"]) == ("See x.", "See [x](/x).\n\nWords.")
    assert (len(longer["summary"]) <= 300, longer["body"]) == (True, f"{long.strip()}\n\nWords.")
    assert (short["summary"], short["body"]) == ("Short words", "Words.")


def test_scheduled_posts_are_drafts(tmp_path):
    files = {"_scheduled/2024-01-31-later.md": doc("title: Later")}
    (item,) = of(read(tmp_path, files), "post")
    assert item.values["draft"] is True


def test_talks_come_with_event_place_and_day(tmp_path):
    head = "title: On drift\ndate: 2024-05-08\nvenue: FLOW\nlocation: Bergen\ntype: Keynote"
    (item,) = of(read(tmp_path, {"_talks/a.md": doc(head)}), "talk")
    assert item.values == {
        "title": "On drift", "kind": "keynote", "event": "FLOW", "place": "Bergen",
        "date": "2024-05-08", "url": "",
        "description": "Words.",
    }  # fmt: skip
