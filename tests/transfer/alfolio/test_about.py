import pytest

from tests.transfer.alfolio.reading import about, config, of, profile, read
from tests.transfer.sites import doc, lay
from transfer.folder import SiteFolder
from transfer.reading import read_site


def test_the_about_page_is_found_by_its_layout_wherever_it_lies(tmp_path):
    page = "---\nlayout: about\n---\nHere.\n"
    lay(tmp_path, {"_config.yml": "last_name: Sørensen\n", "start.md": page, "_pages/x.md": "x"})
    assert profile(read_site(SiteFolder(tmp_path))).ref == "start.md"


def test_a_sample_of_an_about_page_is_not_it(tmp_path):
    sample = "Write your biography here. Tell the world about yourself."
    site = read(tmp_path, {"_pages/a.md": doc("layout: about", sample)})
    assert profile(site).ref == "_pages/about.md"


@pytest.mark.parametrize(
    ("head", "configured", "shown"),
    [
        ("announcements:\n  enabled: true\n  scrollable: false\n  limit: 5", "", (True, False, 5)),
        ("announcements:\n  enabled: true\n  limit:", "", (True, None, None)),
        ("announcements:\n  enabled: false", "", (False, None, "unsaid")),
        ("", "", (False, None, "unsaid")),
        ("news: true", "news_limit: 8\nnews_scrollable: false", (True, False, 8)),
        ("news: true", "announcements: {enabled: true, limit: 3}", (True, None, 3)),
        ("", "announcements: {enabled: true, limit: 3}", (False, None, 3)),
        ("news: 'yes'", "", (True, None, None)),
    ],
)
def test_announcements_of_every_generation(tmp_path, head, configured, shown):
    values = profile(read(tmp_path, {**about(head), **config(configured)})).values
    assert values["announcements_enabled"] is shown[0]
    assert values.get("announcements_scrollable") is shown[1]
    if shown[2] == "unsaid":
        assert values.get("announcements_limit") is None
    else:
        assert values["announcements_limit"] == shown[2]


@pytest.mark.parametrize(
    ("written", "align"), [("left", "left"), ("right", "right"), ("middle", "right"), ("", None)]
)
def test_only_left_is_left(tmp_path, written, align):
    values = profile(read(tmp_path, about(f"profile:\n  align: {written}"))).values
    assert values.get("photo_align") == align


def test_html_of_the_head_becomes_markdown(tmp_path):
    head = (
        "subtitle: <b>Room 4</b> <a href='/x'>x</a>\nprofile:\n  image: me.jpg\n  more_info: >\n"
        "    <p style='color:red'>4 Pier Road</p>\n    <p>Bergen</p><script>x</script>"
    )
    site = read(tmp_path, about(head))
    assert profile(site).values["subtitle"] == "**Room 4** [x](/x)"
    assert profile(site).values["more_info"] == "4 Pier Road\n\nBergen"
    assert "<script> was left out with all that is in it." in profile(site).problems


def test_older_names_of_the_fields_are_known(tmp_path):
    head = "description: A <i>line</i>\nprofile:\n  address: >\n    <p>4 Pier Road</p>"
    values = profile(read(tmp_path, about(head))).values
    assert (values["subtitle"], values["more_info"]) == ("A *line*", "4 Pier Road")


def test_settings_without_counterpart_are_named(tmp_path):
    site = read(tmp_path, about("display: x\nprofile:\n  image_shadow: true"))
    assert profile(site).problems == [
        "These settings have no counterpart here: display, profile.image_shadow."
    ]


def test_a_head_that_is_commented_out_counts_for_nothing(tmp_path):
    head = "# profile:\n#   align: left\nprofile:\n  align: right\n# subtitle: secret"
    values = profile(read(tmp_path, about(head))).values
    assert (values["photo_align"], values["subtitle"]) == ("right", "")


@pytest.mark.parametrize("prefix", ["\ufeff", ""])
def test_a_byte_order_mark_and_carriage_returns_are_nothing(tmp_path, prefix):
    page = prefix + "---\r\nlayout: about\r\npermalink: /\r\n---\r\nWords.\r\n"
    assert profile(read(tmp_path, {"_pages/about.md": page})).values["bio"] == "Words."


def test_a_page_in_a_comment_is_a_draft_and_a_remark_is_gone(tmp_path):
    hidden = "layout: page\ntitle: Plans\n---\n\n# Plans\n\nSecret."
    body = f"Words. <!-- ask Bo --> More.\n\n<!--\n{hidden}\n-->"
    site = read(tmp_path, about("", body))
    (page,) = of(site, "page")
    assert profile(site).values["bio"] == "Words.  More."
    assert (page.values["title"], page.values["body"], page.values["draft"]) == (
        "Plans",
        "Secret.",
        True,
    )
    assert profile(site).problems == ["line 6: a comment was left out."]
