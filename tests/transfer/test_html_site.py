"""Sites of hand-written HTML: laid out by tables, a row for each paper, or by boxes."""

import pytest

from profiles.models import NameVariant, Page, Researcher, Section
from publications.models import Publication
from tests import factories
from tests.transfer.sites import counts, items, lay, run
from transfer.folder import SiteFolder
from transfer.html_page import is_made, is_whole, read_html
from transfer.limits import FolderError
from transfer.reading import read_site

ROW = """\
<tr onmouseout="{key}_stop()" onmouseover="{key}_start()">
  <td style="padding:16px;width:20%">
    <div class="one"><div class="two" id='{key}_image'><video muted><source src="images/{key}.mp4">
    Your browser does not support the video tag.</video></div>
    <img src='images/{key}.jpg' width=100%></div>
    <script type="text/javascript">function {key}_start() {{ alert("<b>no</b>") }}</script>
  </td>
  <td style="padding:8px;width:80%">
    <a href="https://{key}.example/"><span class="papertitle">{title}</span></a>
    <br>{authors}<br>
    <em>{venue}</em>, {year} {more}
    <br>
    <a href="https://{key}.example/">project page</a> / <a href="https://arxiv.org/abs/{arxiv}">arXiv</a>
    <p></p>
    <p>{summary}</p>
  </td>
</tr>
"""
ROWS: list[dict[str, str | int]] = [
    {
        "key": "gauge",
        "title": "Gauges that Agree",
        "authors": (
            '<strong>Minale Sørensen</strong>*, <a href="https://li.example">Li Chen</a>*, Jun Baek'
        ),
        "venue": "FLOW",
        "year": 2024,
        "more": "&nbsp <strong>(Oral Presentation)</strong>",
        "arxiv": "2403.01234",
        "summary": "Two gauges are better than one.",
    },
    {
        "key": "clock",
        "title": "A Clock That Waits for You",
        "authors": "Jun Baek, <strong>Minale Sørensen</strong>",
        "venue": "Journal of Tides",
        "year": 2022,
        "more": "",
        "arxiv": "2201.00001",
        "summary": "Slowness is a feature.",
    },
    {
        "key": "fog",
        "title": "Fog and its Instruments",
        "authors": "<strong>Minale Sørensen</strong>",
        "venue": "arXiv",
        "year": 2021,
        "more": "",
        "arxiv": "2101.00002",
        "summary": "We look into fog.",
    },
]
LAYOUT = f"""\
<!DOCTYPE HTML>
<html lang="en"><head><title>Mina Sørensen</title><style>p {{ color: red }}</style>
<script src="x.js"></script></head>
<body>
<table style="width:100%"><tbody><tr><td>
  <table><tbody><tr>
    <td><p class="name" style="text-align: center;">Mina Sørensen</p>
      <p>I measure <a href="https://drift.example">drift</a> &amp; more.</p>
      <p><a href="mailto:mina@reed.example">Email</a> /
      <a href="teaching.html">Teaching</a></p></td>
    <td><a href="images/mina.jpg"><img alt="profile photo" src="images/mina.jpg"></a></td>
  </tr></tbody></table>
  <table><tbody><tr><td><h2>Research</h2><p>I look at instruments.</p></td></tr></tbody></table>
  <table><tbody>{"".join(ROW.format(**row) for row in ROWS)}
  <!-- <tr><td>{ROW.format(**ROWS[0]).replace("Gauges", "Secrets")}</td></tr> -->
  </tbody></table>
  <table><tbody><tr><td><heading>Talks</heading></td></tr></tbody></table>
  <table><tbody><tr><td><img src="images/talk.jpg"></td>
    <td><a href="https://talk.example">Listening to Water, 2023</a></td></tr></tbody></table>
</td></tr></tbody></table>
</body></html>
"""
TEACHING = """\
<html><head><title>Teaching</title></head><body><h1>Teaching</h1>
<ul><li>STAT88: Drift (Fall 2020)</li><li>STAT90: Slow waves (Spring 2021)</li></ul></body></html>
"""
BOX = """\
<div class="publication card">
  <h4>{title}</h4>
  <div class="authors">{authors}</div>
  <div class="venue"><i>{venue}</i>, {year}</div>
  <div><a href="https://arxiv.org/abs/{arxiv}">arXiv</a></div>
</div>
"""
BOXES = f"""\
<!doctype html><html><head><title>Home</title></head><body>
<h1>Mina Sørensen</h1>
<div class="about">I measure drift, in harbours and elsewhere, and write about those who do.</div>
<h2>Publications</h2>
<div class="list">{"".join(BOX.format(**row) for row in ROWS)}</div>
<h2>Hobbies</h2>
<div class="hobby">Rowing.</div>
</body></html>
"""


@pytest.fixture
def mina(db):
    return factories.researcher(given_name="Mina", family_name="Sørensen", slug="mina")


def site(tmp_path, page: str, **files: str | bytes):
    picture = factories.picture().read()
    return lay(tmp_path, {"index.html": page, "images/mina.jpg": picture, **files})


def test_rows_of_a_picture_and_a_text_are_papers(tmp_path, db):
    run(site(tmp_path, LAYOUT, **{"teaching.html": TEACHING}), researcher="mina")
    mina = Researcher.objects.get(slug="mina")
    works = {work.title: work for work in Publication.objects.of(mina)}
    assert set(works) == {row["title"] for row in ROWS}
    gauges = works["Gauges that Agree"]
    assert (gauges.year, gauges.arxiv_id, gauges.award) == (2024, "2403.01234", "Oral Presentation")
    assert gauges.note == "Two gauges are better than one"
    assert [
        (str(each.name.display()), each.co_first)
        for each in gauges.authorships.order_by("position")
    ] == [("Minale Sørensen", True), ("Li Chen", True), ("Jun Baek", False)]
    assert works["Fog and its Instruments"].type == "preprint"


def test_what_stands_around_them_is_the_person_s_page(tmp_path, db):
    run(site(tmp_path, LAYOUT, **{"teaching.html": TEACHING}), researcher="mina")
    mina = Researcher.objects.get(slug="mina")
    assert mina.name == "Mina Sørensen"
    assert mina.bio.startswith("I measure [drift](https://drift.example) & more.")
    assert f"[Teaching]({mina.get_absolute_url()}teaching/)" in mina.bio
    assert mina.photos.get().alt == "Portrait of Mina Sørensen"
    assert NameVariant.objects.get(researcher=mina).name == "Sørensen, Minale"
    sections = {each.heading: each for each in Section.objects.filter(researcher=mina)}
    assert sections["Research"].kind == "publications"
    assert sections["Research"].body == "I look at instruments."
    assert "Listening to Water" in sections["Talks"].body
    assert mina.courses.count() == 2


def test_nothing_of_a_comment_or_a_script_gets_in(tmp_path, db):
    report = run(site(tmp_path, LAYOUT), researcher="mina")
    mina = Researcher.objects.get(slug="mina")
    everything = mina.bio + " ".join(mina.sections.values_list("body", flat=True))
    everything += " ".join(Publication.objects.values_list("title", flat=True))
    for secret in ("Secrets", "alert", "color: red", "does not support"):
        assert secret not in everything
    (profile,) = items(report, "profile")
    assert any("a comment was left out" in problem for problem in profile["problems"])


def test_the_same_page_twice_changes_nothing(tmp_path, db):
    folder = site(tmp_path, LAYOUT, **{"teaching.html": TEACHING})
    run(folder, researcher="mina")
    again = counts(run(folder, researcher="mina"))
    assert (again["created"], again["updated"]) == (0, 0)


def test_boxes_are_papers_and_their_headings_titles(tmp_path, db):
    page = BOXES.replace("Minale", "Mina")
    run(site(tmp_path, page), researcher="mina")
    mina = Researcher.objects.get(slug="mina")
    assert sorted(work.title for work in Publication.objects.of(mina)) == sorted(
        str(row["title"]) for row in ROWS
    )
    sections = dict(mina.sections.values_list("heading", "kind"))
    assert sections["Hobbies"] == "text"
    assert "harbours" in mina.bio


def test_the_pictures_in_rows_become_previews_of_the_papers(tmp_path, db):
    pictures = {
        "images/gauge.jpg": factories.picture().read(),
        "images/clock.jpg": b"no picture at all",
    }
    folder = site(tmp_path, LAYOUT, **pictures)
    report = run(folder, researcher="mina")
    gauges = Publication.objects.get(title="Gauges that Agree")
    assert gauges.preview
    assert gauges.preview_alt == "Gauges that Agree"
    assert not Publication.objects.get(title="Fog and its Instruments").preview
    said = {item["title"]: " ".join(item["problems"]) for item in items(report, "publication")}
    assert "images/clock.jpg" in said["A Clock That Waits for You"]
    assert "Its picture /images/fog.jpg is not in the folder." in said["Fog and its Instruments"]
    again = counts(run(folder, researcher="mina"))
    assert (again["created"], again["updated"]) == (0, 0)
    gauges.refresh_from_db()
    assert Publication.objects.get(title="Gauges that Agree").preview.name == gauges.preview.name


def test_a_preview_that_somebody_chose_is_kept(tmp_path, mina):
    folder = site(tmp_path, LAYOUT, **{"images/gauge.jpg": factories.picture().read()})
    chosen = factories.publication(
        mina, title="Gauges that Agree", year=2024, arxiv_id="2403.01234"
    )
    chosen.preview.save("chosen.png", factories.picture())
    name = chosen.preview.name
    run(folder, researcher="mina")
    chosen.refresh_from_db()
    assert chosen.preview.name == name


def test_pictures_are_found_from_the_page_in_a_folder_on_which_they_stand(tmp_path, db):
    first = LAYOUT.replace("teaching.html", "papers/index.html")
    row = ROW.format(**{**ROWS[0], "title": "A Gauge for Two Harbours", "arxiv": "2403.01999"})
    papers = (
        "<html><head><title>Publications</title></head><body><h1>Publications</h1><h2>2024</h2>"
        f"<table>{row.replace('images/gauge', 'shown/gauge')}</table></body></html>"
    )
    files = {"papers/index.html": papers, "papers/shown/gauge.jpg": factories.picture().read()}
    run(site(tmp_path, first, **files), researcher="mina")
    assert Publication.objects.get(title="A Gauge for Two Harbours").preview


def test_a_sign_beside_papers_is_no_picture_of_them(tmp_path, db):
    page = LAYOUT.replace("images/gauge.jpg", "images/both.jpg").replace(
        "images/clock.jpg", "images/both.jpg"
    )
    page = page.replace("images/fog.jpg", "images/pdf-icon.png")
    picture = factories.picture().read()
    files = {"images/both.jpg": picture, "images/pdf-icon.png": picture}
    run(site(tmp_path, page, **files), researcher="mina")
    assert not Publication.objects.exclude(preview="").exists()


def test_pages_that_the_first_one_does_not_lead_to_are_left_out(tmp_path, mina):
    old = TEACHING.replace("Teaching", "Old things")
    report = run(site(tmp_path, LAYOUT, **{"old.html": old}), researcher="mina")
    assert not Page.objects.exists()
    (line,) = (item for item in items(report, "page") if item["ref"] == "old.html")
    assert line["action"] == "rejected"


@pytest.mark.parametrize(
    "mark",
    [
        '<meta name="generator" content="Hugo 0.92">',
        "<p>Powered by <a href='https://jekyllrb.com'>Jekyll</a></p>",
    ],
)
def test_what_a_generator_made_is_refused_as_before(tmp_path, mark):
    made = LAYOUT.replace("</head>", f"{mark}</head>")
    with pytest.raises(FolderError, match="not their source"):
        read_site(SiteFolder(lay(tmp_path, {"index.html": made})))


def test_a_page_that_a_script_fills_is_refused(tmp_path):
    empty = (
        "<!doctype html><html><body><div id='root'></div><script src=a.js></script></body></html>"
    )
    with pytest.raises(FolderError, match="not their source"):
        read_site(SiteFolder(lay(tmp_path, {"index.html": empty})))


def test_pages_of_an_editor_of_pages_are_read(tmp_path):
    made = LAYOUT.replace("</head>", '<meta content="jemdoc 0.7" name="generator"></head>')
    assert not is_made(made)
    assert is_made('<head><meta content="Hugo 0.92" name="generator"></head>')
    found = read_site(SiteFolder(lay(tmp_path, {"index.html": made})))
    assert found.name == "Mina Sørensen"


def test_whole_pages_are_told_from_pieces():
    assert is_whole("<head><title>x</title></head><body>")
    assert is_whole("<!-- x -->\n<!DOCTYPE html>\n<html>")
    assert is_whole("<html lang=en>")
    assert not is_whole("---\ntitle: x\n---\n<html>")
    assert not is_whole("<p>Hello</p>")
    assert not is_made(LAYOUT)


@pytest.mark.parametrize(
    "source",
    [
        "<html><body>" + "<table><tr><td>" * 3000,
        "<html><body>" + "<div class='pub'>" * 5000 + "x",
        "<html></table></td></tr></div></p></body>",
        "<html><title>a<title>b</title><h1>" + "<b>" * 999,
        "<html><!-- <script> --><script><!-- </script>",
        "<html><ul><li>a<li>b<table><tr><td>c<tr><td>d</table>",
    ],
)
def test_broken_pages_are_read_as_far_as_they_go(source):
    assert isinstance(read_html(source).text, str)


def test_a_table_that_shows_something_stays_one():
    page = read_html(
        "<html><h2>Data</h2><table><tr><th>Year</th><th>Level</th></tr>"
        "<tr><td>2020</td><td>12</td></tr></table></html>"
    )
    assert "<th>Level</th>" in page.text
