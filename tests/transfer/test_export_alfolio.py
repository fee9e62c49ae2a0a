import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from news.models import NewsItem
from profiles.models import Course, Researcher
from publications.models import ImportRecord, Link
from tests import factories
from tests.transfer.records import clear, differences, records
from tests.transfer.sites import doc, lay_alfolio, run
from tests.website.content import CANARY, fill, hide_canaries

pytestmark = pytest.mark.django_db

ABOUT = doc(
    "layout: about\npermalink: /\ntitle: about\n"
    "subtitle: <b>Tides</b> and <a href='/cv/'>time</a>\n"
    "profile:\n  align: left\n  image: mina.png\n  image_circular: true\n"
    "  more_info: <p>Room 4</p><p>Tuesdays</p>\n"
    "selected_papers: true\nsocial: true\nannouncements:\n  enabled: true\n  scrollable: false\n"
    "  limit: 5\nlatest_posts:\n  enabled: false\n",
    "I measure *drift*, see [the news](/news/talk/), [a paper](/publications/#drift) and\n"
    "![a gauge](/assets/img/gauge.png).\n\n$$a_b + {{c}}$$",
)
BIB = r"""
@article{drift,
  author = {S{\o}rensen*, Mina and Writer*, Ada and {The Tide Group}},
  title = {On {Drift} and $k$ gauges},
  journal = {Journal of Slow Measurement},
  year = {2024}, month = may, volume = {3}, pages = {1--9},
  doi = {10.1000/1}, abbr = {JSM}, selected = {true}, preview = {gauge.png},
  pdf = {drift.pdf}, code = {https://code.example/drift}, award = {Best paper},
  annotation = {* Equal contribution}, abstract = {We measure.}, publisher = {Slow},
}
@misc{later, author = {Mina S{\o}rensen}, title = {Later}, year = {2025}, eprint = {2501.00001},
  archiveprefix = {arXiv}, slides = {https://s.example/}, note = {Spotlight}}
"""
CV = """\
cv:
  name: Mina Sørensen
  sections:
    Education:
      - institution: University of Tides
        area: Statistics
        studyType: Ph.D.
        start_date: 2010
        end_date: 2014-06
        highlights: ['Advisor: <a href="https://ada.example">Ada Writer</a>', 'Thesis: A & B']
    Experience:
      - company: Institute
        position: Fellow
        start_date: 2015
        highlights: [Built a gauge., Lost it.]
    Awards:
      - {title: Medal, date: 2020, awarder: Society, summary: For patience}
"""
COAUTHORS = """\
writer:
  - {firstname: [Ada, A., Ada B.], url: https://ada.example/}
  - firstname: [Bo]
    url: https://bo.example/
"Zubel":
  - {firstname: Zoë, url: https://zoe.example/}
"""
SITE = {
    "_pages/about.md": ABOUT,
    "_pages/research.md": doc(
        "layout: page\ntitle: research\nnav: true\nnav_order: 3", "Long. " * 60
    ),
    "_data/socials.yml": "email: mina@lab.example\nscholar_userid: abc123\n"
    "mastodon_username: sea.example/@mina\nrss_icon: true\nflickr_id: mina\n"
    "own_place: {title: My boat, url: 'https://boat.example'}\n",
    "_data/cv.yml": CV,
    "_data/coauthors.yml": COAUTHORS,
    "_news/talk.md": doc(
        "layout: post\ntitle: A talk\ndate: 2024-05-01\ninline: false", "It went well."
    ),
    "_news/line.md": doc("layout: post\ndate: 2024-04-01\ninline: true", " A line of *news*."),
    "_news/off.md": doc("date: 2024-03-01\ninline: true\npublished: false", "Not yet."),
    "_posts/2024-01-31-first.md": doc(
        "layout: post\ntitle: 'First: a post'\ntags: tide gauge\ndescription: Short & sweet",
        "Read [more](/projects/buoy/).\n\n<table>\n<tr>\n<td>\n</td>\n</tr>\n</table>",
    ),
    "_projects/buoy.md": doc(
        "title: Buoy\ndescription: It <a href='https://f.example'>floats</a>\n"
        "img: assets/img/gauge.png\nimportance: 2\ncategory: sea\ngithub: mina/buoy",
        "A buoy.",
    ),
    "_teachings/tides.md": doc(
        "layout: course\ntitle: Tides\ncourse_id: T1\nterm: Fall\nyear: 2024\n"
        "description: About them\nschedule:\n  - week: 1\n    date: Sept 5\n"
        "    topic: Waves\n    description: First\n"
        "    materials: [{name: Slides, url: /assets/pdf/drift.pdf}]\n"
        "  - date: Oct 1\n    topic: Ebb",
        "Bring boots.",
    ),
    "_talks/gauges.md": doc(
        "title: Gauges\ndate: 2023-02-03\nvenue: Sea day\ntype: Keynote", "On them."
    ),
    "_bibliography/papers.bib": BIB,
}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    picture = factories.picture().read()
    files = {
        **SITE,
        "assets/img/mina.png": picture,
        "assets/img/gauge.png": picture,
        "assets/img/publication_preview/gauge.png": picture,
        "assets/pdf/drift.pdf": b"%PDF-1.7 drift",
    }
    return lay_alfolio(tmp_path / "site", files)


def export(target: Path, slug: str = "mina", **options) -> dict:
    out = StringIO()
    call_command("export_alfolio", target, researcher=slug, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def mina() -> Researcher:
    return Researcher.objects.get(slug="mina")


def head_of(file: Path) -> dict:
    return yaml.safe_load(file.read_text().split("---\n")[1])


def test_a_site_comes_back_the_same(site, tmp_path):
    run(site, researcher="mina")
    before = records(mina())
    assert all(before[kind] for kind in before if kind not in ("names", "sections"))
    export(tmp_path / "out", private=True)
    clear()
    run(tmp_path / "out", researcher="mina")
    assert differences(before, records(mina())) == []


def test_co_authors_are_written_as_the_theme_looks_them_up(site, tmp_path):
    run(site, researcher="mina")
    theirs = mina().coauthors
    theirs.create(names="{The Tide Group}", url="https://tide.example/")  # the theme links people
    theirs.create(names="Draft, Dora", url="https://dora.example/", draft=True)
    export(tmp_path / "out")
    assert yaml.safe_load((tmp_path / "out/_data/coauthors.yml").read_text()) == {
        "writer": [
            {"firstname": ["Ada", "A.", "Ada B."], "url": "https://ada.example/"},
            {"firstname": ["Bo"], "url": "https://bo.example/"},
        ],
        "zubel": [{"firstname": ["Zoë"], "url": "https://zoe.example/"}],
    }


def test_what_a_lab_says_of_a_co_author_goes_along_and_a_page_here_goes_first(
    site, tmp_path, settings
):
    settings.BASE_URL = "https://lab.example"
    run(site, researcher="mina")
    ada = factories.researcher(given_name="Ada", family_name="Writer", slug="ada")
    mina().authorships.first().publication.authorships.filter(family="Writer").update(
        researcher=ada
    )
    lab = factories.lab()
    factories.membership(researcher=mina(), lab=lab)
    factories.coauthor(lab=lab)
    factories.authorship(
        mina().authorships.first().publication, given="Rosalind", family="Achterberg", position=9
    )
    export(tmp_path / "out")
    found = yaml.safe_load((tmp_path / "out/_data/coauthors.yml").read_text())
    assert found["writer"][0] == {
        "firstname": ["Ada"],
        "url": "https://lab.example/people/ada/",
    }
    assert found["achterberg"][0]["url"] == "https://achterberg.example/"


def test_it_comes_back_the_same_when_only_the_files_were_taken(site, tmp_path):
    """Without the manifest, as when the files were copied into another repository."""
    run(site, researcher="mina")
    NewsItem.objects.filter(title="A talk").update(body="Well, {{ it }} went.")
    before = records(mina())
    export(tmp_path / "out", private=True)
    (tmp_path / "out/octavo-export.json").unlink()
    clear()
    run(tmp_path / "out", researcher="mina")
    wrong = differences(before, records(mina()))
    assert [line.split(":")[0] for line in wrong] in ([], ["/posts[0]/body"])  # its empty cell


def test_a_text_that_was_edited_after_the_export_is_read_as_any_other(site, tmp_path):
    run(site, researcher="mina")
    export(tmp_path / "out")
    file = tmp_path / "out/_news/talk.md"
    file.write_text(file.read_text().replace("It went", "{% include x %}It <b>went</b>"))
    clear()
    run(tmp_path / "out", researcher="mina")
    assert NewsItem.objects.get(title="A talk").body == "It **went** well."


def test_importing_it_where_it_came_from_adds_nothing(site, tmp_path):
    run(site, researcher="mina")
    before = records(mina())
    export(tmp_path / "out", private=True)
    run(tmp_path / "out", researcher="mina")
    after = records(mina())
    for kind in ("news", "posts", "projects", "papers", "courses", "pages", "award_entries"):
        assert len(after[kind]) == len(before[kind]), kind


def test_what_is_private_stays_unless_it_is_asked_for(site, tmp_path):
    run(site, researcher="mina")
    person = mina()
    person.name_variants.create(name="Oldname, Mina", private=True)
    factories.post(person, title="Secret", slug="secret", draft=True)
    factories.news_item(person, body="Soon", publish_at=timezone.now() + timedelta(days=9))
    person.photos.update(public=False)
    export(tmp_path / "out")
    told = "".join(each.read_text(errors="replace") for each in (tmp_path / "out").rglob("*.*"))
    for word in ("Oldname", "Secret", "Soon", "Not yet", "portrait"):
        assert word not in told
    export(tmp_path / "all", private=True)
    assert (tmp_path / "all/_drafts/2024-05-01-secret.md").is_file()
    assert "Oldname" in (tmp_path / "all/_config.yml").read_text()
    assert (tmp_path / "all/assets/img/portrait.webp").is_file()


def test_nothing_of_other_people_is_in_it(tmp_path, settings):
    settings.BASE_URL = "https://lab.example"
    fill(1)
    hide_canaries()
    export(tmp_path / "out")
    for file in (tmp_path / "out").rglob("*"):
        assert CANARY not in str(file)
        assert not file.is_file() or CANARY.encode() not in file.read_bytes(), file
    coauthors = yaml.safe_load((tmp_path / "out/_data/coauthors.yml").read_text())
    urls = {each["url"] for entries in coauthors.values() for each in entries}
    assert urls == {"https://lab.example/people/rosa/", "https://achterberg.example/"}


def test_files_lie_where_the_theme_looks_for_them(site, tmp_path):
    run(site, researcher="mina")
    export(tmp_path / "out")
    out = tmp_path / "out"
    about = head_of(out / "_pages/about.md")
    assert (out / "assets/img" / about["profile"]["image"]).is_file()
    assert about["subtitle"] == '<strong>Tides</strong> and <a href="/cv/">time</a>'
    papers = (out / "_bibliography/papers.bib").read_text()
    assert "pdf = {drift.pdf}" in papers
    assert (out / "assets/pdf/drift.pdf").read_bytes() == b"%PDF-1.7 drift"
    assert "preview = {drift.webp}" in papers
    assert (out / "assets/img/publication_preview/drift.webp").is_file()
    body = (out / "_pages/about.md").read_text()
    assert "[the news](/news/talk/)" in body
    assert "[a paper](/publications/#drift)" in body
    assert head_of(out / "_projects/buoy.md")["github"] == "https://github.com/mina/buoy"
    socials = yaml.safe_load((out / "_data/socials.yml").read_text())
    assert list(socials) == [
        "email", "scholar_userid", "mastodon_username", "rss_icon", "flickr_id", "my_boat",
    ]  # fmt: skip
    assert socials["mastodon_username"] == "sea.example/@mina"


def test_what_only_octavo_has_goes_along_as_far_as_the_theme_can_tell(tmp_path):
    person = factories.researcher(slug="mina", email="m@lab.example", email_public=True)
    course = factories.course(person, institution="University of Tides")
    course.sessions.create(label="Week 2", topic="Waves", date=date(2024, 9, 5))
    person.service_entries.create(organisation="Journal", started="2018", kind="reviewing")
    person.talk_entries.create(title="Drift", date="2021-04", kind="invited")
    paper = factories.publication(person, key="own/1")
    Link.objects.create(
        publication=paper, kind="pdf", file=ContentFile(b"%PDF-1.7", name="mine.pdf")
    )
    factories.photo(person)
    factories.photo(person)
    report = export(tmp_path / "out")
    assert "1 more stay behind" in report["problems"][0]
    clear()
    run(tmp_path / "out", researcher="mina")
    assert Course.objects.get().institution == "University of Tides"
    assert mina().links.get().value == "m@lab.example"
    assert mina().talk_entries.get().title == "Drift"
    cv = yaml.safe_load((tmp_path / "out/_data/cv.yml").read_text())
    assert cv["cv"]["sections"]["Service"] == [{"bullet": "Reviewing, Journal, 2018"}]
    assert Link.objects.get().file.read() == b"%PDF-1.7"


def test_a_paper_that_came_with_the_site_goes_along_though_it_names_nobody_here(tmp_path):
    files = {
        "_bibliography/papers.bib": "@article{far, author={Ada Other}, title={Far}, year=2020}"
    }
    run(lay_alfolio(tmp_path / "site", files), researcher="mina")
    assert ImportRecord.objects.get().researcher.slug == "mina"
    factories.publication(title="The lab's own")
    assert export(tmp_path / "out")["publications"] == 1
    assert "title = {Far}" in (tmp_path / "out/_bibliography/papers.bib").read_text()


def test_the_selected_papers_keep_their_order(tmp_path):
    person = factories.researcher(slug="mina")
    for number, year in enumerate((2020, 2024, 2022)):
        paper = factories.publication(person, year=year, title=f"Number {number}")
        paper.authorships.filter(researcher=person).update(selected=True, selected_position=number)
    export(tmp_path / "out")
    clear()
    run(tmp_path / "out", researcher="mina")
    order = mina().authorships.order_by("selected_position").values_list("publication__title")
    assert [title for (title,) in order] == ["Number 0", "Number 1", "Number 2"]


def test_a_scheduled_item_keeps_its_minute(tmp_path):
    person = factories.researcher(slug="mina")
    moment = datetime(2190, 5, 1, 9, 30, tzinfo=UTC)
    factories.news_item(person, body="Soon", publish_at=moment, date=moment.date())
    export(tmp_path / "out", private=True)
    clear()
    run(tmp_path / "out", researcher="mina")
    assert NewsItem.objects.get().publish_at == moment


def test_a_lost_file_is_named_and_the_rest_goes_out(tmp_path):
    person = factories.researcher(slug="mina", bio="![x](/media/text/gone.webp)")
    photo = factories.photo(person)
    photo.image.storage.delete(photo.image.name)
    report = export(tmp_path / "out")
    assert sum("is lost" in problem for problem in report["problems"]) == 2
    assert (tmp_path / "out/_pages/about.md").is_file()


def test_an_unknown_person_and_an_occupied_folder_are_told_in_one_line(tmp_path):
    factories.researcher(slug="mina")
    with pytest.raises(CommandError, match="nobody with the address"):
        export(tmp_path / "out", slug="nobody")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/thesis.tex").write_text("years")
    with pytest.raises(CommandError, match="thesis"):
        export(tmp_path / "full")
    export(tmp_path / "out")
    export(tmp_path / "out")
    with pytest.raises(CommandError, match="something else"):
        call_command("export_site", tmp_path / "out")


def test_texts_that_look_like_yaml_or_liquid_stay_texts(tmp_path):
    person = factories.researcher(slug="mina", bio="{% if x %} {{ y }} {% endraw %}")
    factories.news_item(person, title="no: # yes", inline=False, slug="odd", body="---\nx")
    factories.page(researcher=person, title="2024", slug="null", body="- {: .x }\n\n:tada:")
    before = records(person)
    export(tmp_path / "out")
    clear()
    run(tmp_path / "out", researcher="mina")
    after = records(mina())
    for kind in ("news", "pages"):
        assert differences(before[kind], after[kind]) == []
    assert after["profile"]["bio"] == person.bio


def test_a_plain_page_comes_back_with_its_sections(tmp_path):
    mina = factories.researcher(
        given_name="Mina", family_name="Sørensen", slug="mina", layout="plain", bio="I measure."
    )
    mina.sections.create(kind="about", position=0)
    mina.sections.create(
        kind="publications", heading="Papers", body="See [all](/people/mina/cv/).",
        types=["article"], position=1,
    )  # fmt: skip
    mina.sections.create(kind="text", heading="Hobbies", body="Rowing & {{mud}}.", position=2)
    mina.sections.create(kind="text", heading="Old", body="Gone.", visible=False, position=3)
    before = records(mina)
    out = tmp_path / "out"
    call_command("export_alfolio", out, researcher="mina", private=True, stdout=StringIO())
    about = (out / "_pages/about.md").read_text(encoding="utf-8")
    shown = about.split("---\n", 2)[2]
    assert "## Hobbies\n\nRowing" in shown
    assert "Gone." not in shown
    clear()
    run(out, researcher="mina")
    after = records(Researcher.objects.get(slug="mina"))
    assert differences(before, after) == []
    call_command("export_alfolio", tmp_path / "public", researcher="mina", stdout=StringIO())
    assert "Gone." not in (tmp_path / "public/_pages/about.md").read_text(encoding="utf-8")


def test_an_address_that_begins_with_a_day_stays_whole(tmp_path):
    mina = factories.researcher(given_name="Mina", family_name="Sørensen", slug="mina")
    factories.news_item(mina, title="Defence", slug="2024-05-30-defence", inline=False, body="x")
    call_command("export_alfolio", tmp_path / "out", researcher="mina", stdout=StringIO())
    clear()
    run(tmp_path / "out", researcher="mina")
    assert NewsItem.objects.get().slug == "2024-05-30-defence"


def test_what_stays_behind_is_told_by_its_name(tmp_path):
    mina = factories.researcher(given_name="Mina", family_name="Sørensen", slug="mina")
    factories.publication(mina, title="A draft of a paper", draft=True)
    factories.publication(mina, title="A hidden paper")
    mina.authorships.filter(publication__title="A hidden paper").update(hidden=True)
    mina.pages.create(title="Plans", slug="plans", body="x", draft=True)
    mina.coauthors.create(names="{The Tide Group}", url="https://group.example")
    mina.coauthors.create(names="Lund, Bo", url="https://bo.example", draft=True)
    mina.coauthors.create(names="Holt, Anna", url="https://anna.example")
    out = StringIO()
    call_command("export_alfolio", tmp_path / "out", researcher="mina", stdout=out)
    told = out.getvalue()
    for name in ("A draft of a paper", "A hidden paper", "Plans", "The Tide Group", "Bo Lund"):
        assert f"“{name}”" in told
    assert "Anna Holt" not in told
    out = StringIO()
    call_command("export_alfolio", tmp_path / "all", researcher="mina", private=True, stdout=out)
    assert "Plans" not in out.getvalue()
    assert "A draft of a paper" in out.getvalue()


def test_a_family_name_with_capitals_inside_keeps_them(tmp_path):
    mina = factories.researcher(given_name="Mina", family_name="Sørensen", slug="mina")
    mina.coauthors.create(names="McReed, Ada", url="https://ada.example")
    mina.coauthors.create(names="Parra Lund, Juan", url="https://juan.example")
    mina.coauthors.create(names="Lund, Bo", url="https://bo.example")
    before = records(mina)["coauthors"]
    call_command("export_alfolio", tmp_path / "out", researcher="mina", stdout=StringIO())
    clear()
    run(tmp_path / "out", researcher="mina")
    assert records(Researcher.objects.get(slug="mina"))["coauthors"] == before
