"""The pages beside the first one of a plain site."""

import pytest

from news.models import NewsItem
from profiles.models import Education, OldAddress, Page, Researcher
from publications.models import Publication
from tests import factories
from tests.transfer.sites import counts, items, lay, run

CONFIG = "title: Tides\nurl: https://mina.example\nauthor:\n  name: Mina Sørensen\n"
INDEX = """\
---
title: Home
---

I measure [drift](/research/). All my [papers](publications.html).

## Education

- Ph.D. in Statistics, Reed College, 2018

## Recent publications

- Tide gauges that agree. Mina Sørensen, Li Chen. _Journal of Tides_, 2024.
"""
PUBLICATIONS = """\
---
title: Publications
---

See also [Scholar](https://scholar.google.com/x).

## Journal papers

- Tide gauges that agree. Mina Sørensen\\*, Li Chen\\*. _Journal of Tides_ 12, 2024.
- Salt in the autumn wind. Li Chen, Mina Sørensen. _Journal of Tides_, 2020.

## Conference papers

- Fog and its many instruments. Mina Sørensen, Jun Baek. _FLOW 2019_.

## Unwritten

- A thing that nobody remembers
"""
TEACHING = """\
---
title: Teaching
---
## Reed College
- STAT88: Drift (Fall 2020)
- STAT90: Slow waves (Spring 2021)

## Philosophy
I like to teach.
"""
CV = """\
# Curriculum vitae

## Education

- PhD in Statistics, Reed College, 2018
- B.A. in Mathematics, Pomona College, 2012

## Publications

1. Mina Sørensen and Li Chen. Tide gauges that agree. _Journal of Tides_ 12, 2024.

## Skills

Rowing.
"""
NEWS = """\
---
title: News
---
- **2024-05-03**: [A paper](https://papers.example) was accepted.
- **March 2, 2023**: I moved to Reed.
"""
RESEARCH = """\
---
layout: page
permalink: /research/
---
# What I look at

Instruments, and who reads them.
"""
SITE = {
    "_config.yml": CONFIG,
    "index.md": INDEX,
    "publications.md": PUBLICATIONS,
    "teaching.md": TEACHING,
    "cv.md": CV,
    "news.md": NEWS,
    "research/index.md": RESEARCH,
    "README.md": "# How to build this",
}


@pytest.fixture
def site(tmp_path, db):
    folder = lay(tmp_path, SITE)
    return folder, run(folder, researcher="mina")


def mina() -> Researcher:
    return Researcher.objects.get(slug="mina")


def test_papers_of_all_pages_are_records_once(site):
    titles = Publication.objects.of(mina()).values_list("title", flat=True)
    assert sorted(titles) == [
        "Fog and its many instruments",
        "Salt in the autumn wind",
        "Tide gauges that agree",
    ]
    work = Publication.objects.get(title="Tide gauges that agree")
    assert (work.volume, work.authorships.filter(co_first=True).count()) == ("12", 2)


def test_the_papers_of_the_first_page_are_those_that_were_chosen(site):
    chosen = Publication.objects.selected_by(mina())
    assert [work.title for work in chosen] == ["Tide gauges that agree"]
    kinds = list(mina().sections.values_list("kind", "heading"))
    assert ("selected", "Recent publications") in kinds
    assert "publications" not in [kind for kind, _heading in kinds]


def test_courses_and_degrees_are_records_once(site):
    courses = mina().courses.values_list("code", "term", "year", "institution")
    assert sorted(courses) == [
        ("STAT88", "Fall", 2020, "Reed College"),
        ("STAT90", "Spring", 2021, "Reed College"),
    ]
    degrees = Education.objects.filter(researcher=mina())
    assert sorted(degrees.values_list("institution", flat=True)) == [
        "Pomona College",
        "Reed College",
    ]


def test_news_with_days_are_news(site):
    found = NewsItem.objects.of(mina()).order_by("date")
    assert [(str(each.date), each.inline) for each in found] == [
        ("2023-03-02", True),
        ("2024-05-03", True),
    ]
    assert found[1].body == "[A paper](https://papers.example) was accepted."


def test_what_is_no_record_stays_on_a_page(site):
    pages = {page.title: page for page in Page.objects.filter(researcher=mina())}
    assert set(pages) == {"Publications", "Teaching", "Curriculum vitae", "What I look at"}
    left = pages["Publications"]
    assert left.body.startswith("See also [Scholar]")
    assert "## Unwritten\n\n- A thing that nobody remembers" in left.body
    assert "Journal papers" not in left.body
    assert not left.in_navigation
    assert pages["Teaching"].body == "## Philosophy\n\nI like to teach."
    assert pages["Curriculum vitae"].body == "## Skills\n\nRowing."
    research = pages["What I look at"]
    assert (research.slug, research.in_navigation) == ("research", True)
    assert research.body == "Instruments, and who reads them."
    assert "README" not in str(pages)


def test_links_and_old_addresses_lead_to_where_things_are(site):
    person = mina()
    assert f"[drift]({person.get_absolute_url()}research/)" in person.bio
    assert f"[papers]({person.get_absolute_url()}publications/)" in person.bio
    kept = OldAddress.objects.filter(path__endswith="/publications.html")
    assert kept.count() == 1


def test_the_same_site_twice_changes_nothing(site):
    folder, first = site
    assert counts(first)["created"]
    again = counts(run(folder, researcher="mina"))
    assert (again["created"], again["updated"]) == (0, 0)


def test_a_page_of_news_without_days_stays_a_page(tmp_path, db):
    news = NEWS.replace("March 2, 2023", "March 2023")
    run(lay(tmp_path, {**SITE, "news.md": news}), researcher="mina")
    assert not NewsItem.objects.exists()
    assert Page.objects.get(title="News").body.count("- **") == 2


def test_pages_without_a_head_are_read_too(tmp_path, db):
    bare = PUBLICATIONS.split("---\n", 2)[2]
    report = run(lay(tmp_path, {**SITE, "publications.md": bare}), researcher="mina")
    assert Publication.objects.count() == 3
    assert not any("README" in item["ref"] for item in items(report, "page"))


def test_drafts_stay_drafts_and_unread(tmp_path, db):
    draft = PUBLICATIONS.replace("title:", "published: false\ntitle:")
    run(lay(tmp_path, {**SITE, "publications.md": draft, "cv.md": ""}), researcher="mina")
    assert Publication.objects.count() == 1
    assert Page.objects.get(title="Publications").draft


def test_posts_and_other_collections_of_a_plain_site_come_too(tmp_path, db):
    files = {
        "_config.yml": f"{CONFIG}permalink: /:year/:title/\ncollections: [projects, ships]\n",
        "index.md": f"{INDEX}\nRead [on mud](/2024/mud/).\n",
        "_posts/2024-02-01-mud.md": "---\ntitle: On mud\n---\nMud has ![a picture](/mud.png).\n",
        "_posts/2024-01-01-welcome-to-jekyll.markdown": "---\ntitle: Welcome to Jekyll!\n---\n.\n",
        "_projects/gauge.md": "---\ntitle: A gauge\n---\nIt measures.\n",
        "_ships/anna.md": "---\ntitle: Anna\n---\nShe floats.\n",
        "mud.png": factories.picture().read(),
    }
    folder = lay(tmp_path, files)
    report = run(folder, researcher="mina")
    mina = Researcher.objects.get(slug="mina")
    post = mina.posts.get()
    assert (post.title, post.date.isoformat()) == ("On mud", "2024-02-01")
    assert "/media/" in post.body
    assert post.get_absolute_url() in " ".join(mina.sections.values_list("body", flat=True))
    assert mina.projects.get().title == "A gauge"
    assert mina.pages.get(title="Anna").body == "She floats."
    assert OldAddress.objects.filter(path=f"{mina.get_absolute_url()}2024/mud/").exists()
    (welcome,) = (item for item in items(report, "post") if item["action"] == "rejected")
    assert "sample content" in welcome["problems"][0]
    again = counts(run(folder, researcher="mina"))
    assert (again["created"], again["updated"]) == (0, 0)
