"""Hugo Blox sites, of its ages: the owner, others, papers, talks, pages."""

import pytest

from news.models import NewsItem, Post
from profiles.models import (
    Award,
    Course,
    Education,
    Experience,
    Membership,
    Page,
    Project,
    Researcher,
    Talk,
)
from profiles.old_addresses import answer
from publications.models import Publication
from tests import factories
from tests.transfer.sites import doc, items, lay, problems, run

pytestmark = pytest.mark.django_db

OWNER = """\
title: Mina Sørensen
superuser: true
role: Reader in Tides
organizations:
  - name: Coast University
    url: https://coast.example
interests: [Tides, Mud]
education:
  courses:
    - course: PhD in Statistics
      institution: Coast University
      year: 2019
social:
  - icon: envelope
    link: 'mailto:mina@tides.example'
  - icon: graduation-cap
    link: https://scholar.google.com/citations?user=abcdefgAAAAJ
  - icon: cv
    link: files/cv.pdf
  - icon: envelope
    link: '/#contact'
"""
EXPERIENCE = """\
+++
widget = "experience"
active = true
[[experience]]
  title = "Reader"
  company = "Coast University"
  location = "Bergen"
  date_start = "2020-01-01"
  date_end = ""
  description = '''
  * Tides
  * Mud
  '''
+++
"""
PAPER = """\
title: "On Drift"
authors: [admin, ada, Bo Berg]
author_notes: ["Equal contribution", "Equal contribution"]
date: "2024-06-03"
publication_types: ["2"]
publication: "*Journal of Tides*"
publication_short: "JoT 2024"
abstract: Drift is measured.
featured: true
tags: [tides]
url_pdf: publication/drift/paper.pdf
url_code: https://code.example/drift
links:
  - name: Poster
    url: https://poster.example
"""
BIB = """\
@article{sorensen2024drift, title={On Drift}, author={Sørensen, Mina and Lund, Ada and Berg, Bo},
  journal={Journal of Tides}, year={2024}, volume={3}, doi={10.1000/drift}}
"""
PDF = b"%PDF-1.4\n%%EOF\n"


def site(root, files=None):
    picture = factories.picture().read()
    return lay(
        root,
        {
            "config/_default/config.toml": 'title = "Tides"\nbaseurl = "https://mina.example/"\n',
            "content/authors/admin/_index.md": doc(OWNER, "# Biography\n\nI measure what drifts."),
            "content/authors/admin/avatar.png": picture,
            "content/authors/ada/_index.md": doc(
                "title: Dr. Ada Lund\nuser_groups: [PhD Students]\nsocial:\n"
                "  - icon: github\n    link: https://github.com/ada-l", "Mud."
            ),
            "content/authors/bo/_index.md": doc("title: Bo Berg", ""),
            "content/home/experience.md": EXPERIENCE,
            "content/home/hero.md": '+++\nwidget = "hero"\nactive = false\ntitle = "X"\n+++\nHi.',
            "content/publication/_index.md": doc("title: Publications", ""),
            "content/publication/drift/index.md": doc(PAPER, ""),
            "content/publication/drift/cite.bib": BIB,
            "content/publication/drift/featured.png": picture,
            "content/publication/drift/paper.pdf": PDF,
            "content/post/ebb/index.md": doc(
                "title: Ebb\ndate: 2024-01-02\nauthors: [admin, ada]", "See ![Mud](mud.png)."
            ),
            "content/post/ebb/mud.png": picture,
            "content/event/tides/index.md": doc(
                "title: Tides\nevent: Tide Day\nlocation: Lisbon\ndate: '2024-05-01T10:00:00Z'", ""
            ),
            "content/project/gauge/index.md": doc("title: Gauge\nsummary: A gauge.", "It floats."),
            "content/project/gauge/featured.png": picture,
            "content/course/waves/_index.md": doc("title: Waves\ndate: 2023-01-01", "How they go."),
            "content/course/waves/one.md": doc("title: One\nweight: 2", "The first."),
            "content/join/index.md": doc("title: Join", "We hire. {{< figure src=\"x.png\" >}}"),
            "static/files/cv.pdf": PDF,
            **(files or {}),
        },
    )  # fmt: skip


def test_the_marked_author_is_the_owner(tmp_path):
    run(site(tmp_path))
    mina = Researcher.objects.get(slug="mina-sorensen")
    assert (mina.given_name, mina.family_name, mina.title) == (
        "Mina",
        "Sørensen",
        "Reader in Tides",
    )
    assert mina.bio == "I measure what drifts."
    assert (
        mina.more_info == "[Coast University](https://coast.example)\n\n**Interests:** Tides, Mud"
    )
    assert mina.photos.count() == 1
    assert Education.objects.get().degree == "PhD"
    assert mina.links.get(platform="cv").value.startswith("/media/")
    assert mina.email == "mina@tides.example"
    assert mina.links.count() == 3
    work = Experience.objects.get()
    assert (work.role, work.started, work.ended) == ("Reader", "2020-01-01", "")
    assert work.description == "* Tides\n* Mud"


def test_others_get_pages_that_wait_unless_they_are_only_names(tmp_path, lab):
    report = run(site(tmp_path), lab=lab.slug)
    ada = Researcher.objects.get(family_name="Lund")
    assert (ada.given_name, ada.visibility, ada.bio) == ("Ada", "awaiting", "Mud.")
    assert ada.links.get().platform == "github"
    assert Membership.objects.get(researcher=ada).role == "phd"
    assert not Researcher.objects.filter(family_name="Berg").exists()
    assert "only a name in bylines" in problems(report)
    assert set(Post.objects.get().authors.all()) == set(Researcher.objects.all())


def test_a_person_who_was_deleted_here_does_not_come_back(tmp_path):
    run(site(tmp_path))
    Researcher.objects.get(family_name="Lund").delete()
    report = run(site(tmp_path))
    assert not Researcher.objects.filter(family_name="Lund").exists()
    assert "deleted here since the last import" in problems(report)


def test_a_paper_joins_its_head_and_its_bibtex(tmp_path):
    run(site(tmp_path))
    paper = Publication.objects.get()
    assert (paper.key, paper.title, paper.year, paper.volume) == (
        "sorensen2024drift", "On Drift", 2024, "3",
    )  # fmt: skip
    assert (paper.doi, paper.venue.short_name, paper.abstract) == (
        "10.1000/drift", "JoT", "Drift is measured.",
    )  # fmt: skip
    authors = list(paper.authorships.values_list("family", "co_first", "selected"))
    assert authors == [("Sørensen", True, True), ("Lund", True, False), ("Berg", False, False)]
    assert paper.authorships.filter(researcher__isnull=False).count() == 2
    kinds = {link.kind: bool(link.file) for link in paper.links.all()}
    assert kinds == {"pdf": True, "code": False, "poster": False}
    assert paper.preview
    assert paper.extra["keywords"] == "tides"


def test_posts_talks_projects_courses_and_pages_come_in(tmp_path):
    run(site(tmp_path))
    assert Post.objects.get().body.startswith("See ![Mud](/media/text/")
    talk = Talk.objects.get()
    assert (talk.event, talk.place, talk.date) == ("Tide Day", "Lisbon", "2024-05-01")
    assert Project.objects.get().image
    course = Course.objects.get()
    assert (course.title, course.year, course.description) == ("Waves", 2023, "How they go.")
    pages = dict(Page.objects.values_list("title", "in_navigation"))
    assert pages == {"One": False, "Join": True}


def test_a_second_import_changes_nothing(tmp_path):
    first = run(site(tmp_path))
    again = run(site(tmp_path))
    assert (again["created"], again["updated"]) == (0, 0)
    assert again["found"] == first["found"]


def test_old_addresses_lead_to_where_things_are(tmp_path):
    run(site(tmp_path))
    mina = Researcher.objects.get(slug="mina-sorensen")
    for old, there in (
        ("publication/drift/", Publication.objects.get().get_absolute_url()),
        ("post/ebb/", Post.objects.get().get_absolute_url()),
        ("event/tides/", f"{mina.get_absolute_url()}cv/"),
        ("author/ada/", Researcher.objects.get(family_name="Lund").get_absolute_url()),
    ):
        found = answer(mina.get_absolute_url() + old)
        assert found is not None, old
        assert found.address == there


NEW = {
    "config/_default/hugo.yaml": "title: Tides\nbaseURL: https://mina.example/\n",
    "data/authors/me.yaml": """\
schema: hugoblox/author/v1
slug: me
is_owner: true
name: {display: Mina Sørensen, given: Mina, family: Sørensen}
role: Reader
bio: I measure **what drifts**.
affiliations: [{name: Coast University}]
links: [{icon: brands/github, url: https://github.com/mina-s}]
awards: [{title: Tide Prize, awarder: Coast Society, date: '2021-03-01', summary: For mud.}]
experience: [{role: Reader, org: Coast University, start: 2020-01-01, summary: Tides}]
""",
    "content/_index.md": doc(
        "type: landing\nsections:\n  - block: resume-biography-3\n    content: {username: me}\n"
        "  - block: markdown\n    content:\n      title: Service\n"
        "      text: 'I review <b>mud</b>.'\n"
        "  - block: collection\n    content: {title: Recent}", ""
    ),
    "content/news/prize.md": doc("title: A prize\ndate: 2024-02-03", ""),
    "content/publications/deep/index.md": doc(
        "title: Deep\nauthors: [me]\ndate: 2024-01-01\npublication_types: [paper-conference]\n"
        "publication: In *Tide Conference*\nhugoblox: {ids: {doi: 10.1000/deep}}\n"
        "links: [{type: pdf, url: https://x.example/deep.pdf}]", ""
    ),
}  # fmt: skip


def test_papers_of_the_oldest_versions_come_with_their_bylines_and_pictures(tmp_path):
    head = (
        '+++\ntitle = "Mud at Night"\ndate = "2018-07-01"\n'
        'authors = ["Sørensen, Mina K, Lund, Bo, and Holt, Anna"]\n'
        'publication_types = ["3"]\npublication_short = "Proceedings of FLOW"\n'
        'image_preview = "mud.png"\nurl_preprint = "https://arxiv.org/abs/1801.00001"\n+++\n'
    )
    files = {
        "content/authors/admin/_index.md": doc(OWNER),
        "content/publication/mud.md": head,
        "static/img/mud.png": factories.picture().read(),
    }
    run(lay(tmp_path, files), researcher="mina")
    paper = Publication.objects.get()
    assert [each.name.display() for each in paper.authorships.order_by("position")] == [
        "Mina K Sørensen", "Bo Lund", "Anna Holt",
    ]  # fmt: skip
    assert (paper.type, paper.arxiv_id) == ("inproceedings", "1801.00001")
    assert not paper.links.exists()
    assert paper.preview


def test_the_newest_form_is_read_too(tmp_path):
    run(lay(tmp_path, NEW))
    mina = Researcher.objects.get()
    assert (mina.title, mina.bio) == ("Reader", "I measure **what drifts**.")
    assert Award.objects.get().organisation == "Coast Society"
    assert Experience.objects.get().organisation == "Coast University"
    assert Page.objects.get().body == "I review **mud**."
    assert NewsItem.objects.get().body == "A prize"
    paper = Publication.objects.get()
    assert (paper.type, paper.venue_text, paper.doi) == (
        "inproceedings", "Tide Conference", "10.1000/deep",
    )  # fmt: skip
    assert paper.authorships.get().researcher == mina


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"content/post/x/index.md": "+++\na = = 1\n+++\nWords."},
         "head of the file cannot be read"),
        ({"content/publication/x/index.md": doc("title: X", ""),
          "content/publication/x/cite.bib": "@article{broken"}, "BibTeX cannot be read"),
        ({"content/post/x/index.md": b"---\ntitle: caf\xe9\n---\n"}, "is not UTF-8"),
        ({"config/_default/params.toml": "a = = 1"}, "cannot be read"),
        ({"content/post/x/index.md": doc("title: X\ndate: 2024-01-01", "Hi {{< exec >}}")},
         "is not known here"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_the_rest_comes(tmp_path, files, problem):
    report = run(site(tmp_path, files))
    assert problem in problems(report)
    assert items(report, "profile")[0]["action"] == "created"


def test_a_cv_that_leads_out_of_the_folder_is_no_file(tmp_path):
    owner = OWNER.replace("files/cv.pdf", "../../../../etc/passwd")
    run(site(tmp_path, {"content/authors/admin/_index.md": doc(owner, "I.")}))
    links = Researcher.objects.get(slug="mina-sorensen").links.filter(platform="cv")
    assert not any(link.value.startswith("/media/") for link in links)
