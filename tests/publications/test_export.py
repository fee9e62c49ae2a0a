import json
from io import StringIO
from unicodedata import normalize

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profiles.models import NameVariant
from publications.bibtex import read
from publications.export import FORMATS, to_bibtex, to_csl, to_json, to_ris
from publications.importing.apply import apply
from publications.importing.planner import plan
from publications.models import Authorship, Link, Publication, Topic, Version
from tests import factories

FILE = r"""
@article{tide2024,
  author = {S{\o}rensen*, Mina and Baek*, Jun-ho and {The Tide Collaboration} and others},
  title = {On the {Agreement} of {T}ide Gauges: $x^2$},
  journal = {Journal of Slow Measurement}, volume = 12, number = {3}, pages = {201--240},
  year = 2024, month = apr, doi = {https://doi.org/10.1000/tide}, eprint = {2404.08080},
  archiveprefix = {arXiv}, code = {https://code.example/tide}, pdf = {tide.pdf},
  selected = {true}, abbr = {JSM}, preview = {tide.png}, bibtex_show = {true},
  location = {Bergen}, keywords = {tides, drift}, note = {* equal contribution},
  award = {For {\'e}lan}, award_name = {Best Paper}, editor = {Chen, Li and L\"uck, Ann}
}
@phdthesis{thesis, author = {van der Berg, Jr., Jan}, title = {A Thesis}, school = {Uni},
  year = 2020}
@misc{untitled, author = {Chen, Li}, howpublished = {A talk}, year = {in press}}
"""


def bring(text, **options):
    return apply(plan(read(text), **options))


@pytest.fixture
def mina(db):
    return factories.researcher(given_name="Mina", family_name="Sørensen", slug="mina")


def run(*arguments):
    out = StringIO()
    call_command("export_publications", *arguments, stdout=out)
    return out.getvalue()


def facts(entry):
    """What an entry says, but for its place in a file."""
    return {
        name: getattr(entry, name)
        for name in entry.__slots__
        if name not in ("line", "source", "problems", "offers", "fields", "inherited", "parents")
    }


def test_what_came_in_goes_out_again(mina):
    bring(FILE, researcher=mina)
    written = to_bibtex(Publication.objects.order_by("pk"), owner=mina, include_private=True)
    before, after = read(FILE).entries, read(written).entries
    for one, other in zip(before, after, strict=True):
        assert facts(other) == facts(one)
    assert "{On the {Agreement} of {T}ide Gauges: $x^2$}" in written
    assert r"L\"uck" in written


def test_the_same_file_out_and_in_again_is_unchanged(mina):
    bring(FILE, researcher=mina)
    written = to_bibtex(Publication.objects.order_by("pk"), owner=mina, include_private=True)
    made = plan(read(written), researcher=mina)
    assert made.report().counts["created"] == 0
    apply(made)
    assert Publication.objects.count() == 3
    again = plan(read(written), researcher=mina).report()
    assert again.counts["unchanged"] == 3


def test_private_fields_stay_at_home(mina):
    bring(FILE, researcher=mina)
    written = to_bibtex(Publication.objects.all())
    for word in ("selected", "preview", "bibtex_show", "abbr"):
        assert word not in written
    assert "location = {Bergen}" in written


def test_marks_leave_the_names_and_become_annotations(mina):
    bring(FILE, researcher=mina)
    written = to_bibtex(Publication.objects.filter(key="tide2024"))
    assert "*, Mina" not in written
    entry = read(written).entries[0]
    assert [author.co_first for author in entry.authors] == [True, True, False]


def test_what_was_edited_here_goes_out_as_it_stands(mina):
    bring(FILE, researcher=mina)
    paper = Publication.objects.get(key="tide2024")
    paper.title, paper.extra = "On 100 % agreement", {**paper.extra, "location": "Oslo"}
    paper.save()
    Authorship.objects.filter(publication=paper, family="Baek").update(
        given="Junho", co_first=False
    )
    Link.objects.all().delete()
    entry = read(to_bibtex([paper])).entries[0]
    assert entry.title == "On 100 % agreement"
    assert entry.extra["location"] == "Oslo"
    assert entry.authors[1].name.given == "Junho"
    assert not entry.authors[1].co_first
    assert "code" not in entry.fields
    assert entry.fields["journal"] == "Journal of Slow Measurement"


def test_a_work_that_never_was_bibtex_is_written_too(mina):
    paper = factories.publication(mina, key="new", title="{Braces} & 5 %", doi="10.1000/x", month=4)
    entry = read(to_bibtex([paper])).entries[0]
    assert (entry.key, entry.title, entry.doi, entry.month) == ("new", paper.title, "10.1000/x", 4)
    assert [author.name.family for author in entry.authors] == ["Sørensen", "Achterberg"]


def test_json_says_what_other_programs_ask_for(mina):
    venue = factories.venue(name="Journal of Slow Measurement")
    paper = factories.publication(
        mina, key="k", type="article", title="On $x^2$", month=4, venue=venue, doi="10.1000/x",
        arxiv_id="2404.08080", note="Talk", award="Best",
    )  # fmt: skip
    paper.authorships.filter(researcher=mina).update(selected=True, co_first=True)
    factories.authorship(paper, literal="The Tide Collaboration", position=9)
    Link.objects.create(publication=paper, kind="code", url="https://code.example/")
    Version.objects.create(publication=paper, venue_text="arXiv", year=2023, arxiv_id="2304.00001")
    assert json.loads(to_json([paper])) == [
        {
            "key": "k", "type": "article", "title": "On $x^2$", "status": "published",
            "year": 2024, "month": 4, "venue": "Journal of Slow Measurement",
            "authors": [
                {"given": "Mina", "family": "Sørensen", "literal": "", "researcher": "mina",
                 "co_first": True, "co_last": False, "corresponding": False, "selected": True},
                {"given": "Rosalind", "family": "Achterberg", "literal": "", "researcher": None,
                 "co_first": False, "co_last": False, "corresponding": False, "selected": False},
                {"given": "", "family": "", "literal": "The Tide Collaboration",
                 "researcher": None, "co_first": False, "co_last": False, "corresponding": False,
                 "selected": False},
            ],
            "doi": "10.1000/x", "arxiv_id": "2404.08080", "note": "Talk", "award": "Best",
            "links": [{"kind": "code", "label": "", "url": "https://code.example/"}],
            "versions": [
                {"venue": "arXiv", "year": 2023, "url": "https://arxiv.org/abs/2304.00001"}
            ],
        }
    ]  # fmt: skip


def test_people_who_are_hidden_are_not_named_by_their_page(mina):
    paper = factories.publication(mina)
    type(mina).objects.update(visibility="hidden")
    (author, _other) = json.loads(to_json([paper]))[0]["authors"]
    assert author["researcher"] is None
    (author, _other) = json.loads(to_json([paper], owner=mina))[0]["authors"]
    assert author["researcher"] == "mina"


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_spellings_kept_for_matching_are_in_no_export(mina, kind):
    NameVariant.objects.create(researcher=mina, name="Oldname, Mina", private=True)
    factories.publication(mina)
    assert "Oldname" not in FORMATS[kind](Publication.objects.all())


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_thirty_works_cost_as_many_queries_as_one(mina, kind, django_assert_num_queries):
    text = "".join(
        f"@article{{k{n}, title={{Work of number {n * 7919}}}, author={{S{{\\o}}rensen, Mina}},"
        f" year={2000 + n}, url={{https://a.example/{n}}}}}\n" for n in range(30)
    )  # fmt: skip
    bring(text)
    for works in (Publication.objects.all()[:1], Publication.objects.all()):
        with django_assert_num_queries(2):
            assert FORMATS[kind](works)


def test_csl_json_is_what_citation_styles_read(mina):
    bring(FILE, researcher=mina)
    items = {item["id"]: item for item in json.loads(to_csl(Publication.objects.all()))}
    item = items["tide2024"]
    assert item["type"] == "article-journal"
    assert item["author"][:2] == [
        {"given": "Mina", "family": "Sørensen"},
        {"given": "Jun-ho", "family": "Baek"},
    ]
    assert item["author"][2] == {"literal": "The Tide Collaboration"}
    assert item["editor"][1] == {"given": "Ann", "family": "Lück"}
    assert item["issued"] == {"date-parts": [[2024, 4]]}
    assert (item["container-title"], item["page"]) == ("Journal of Slow Measurement", "201-240")
    thesis = items["thesis"]
    assert (thesis["type"], thesis["publisher"], thesis["genre"]) == ("thesis", "Uni", "PhD thesis")
    assert thesis["author"] == [
        {"given": "Jan", "non-dropping-particle": "van der", "family": "Berg", "suffix": "Jr."}
    ]
    assert "issued" not in items["untitled"]


def test_ris_has_one_tag_a_line(mina):
    bring(FILE, researcher=mina)
    text = to_ris(Publication.objects.filter(key="tide2024"))
    assert text.startswith("TY  - JOUR\r\nID  - tide2024\r\nAU  - Sørensen, Mina\r\n")
    for line in ("PY  - 2024", "DA  - 2024/04//", "SP  - 201", "EP  - 240", "DO  - 10.1000/tide"):
        assert f"{line}\r\n" in text
    assert text.endswith("ER  - \r\n\r\n")
    thesis = to_ris(Publication.objects.filter(key="thesis"))
    assert "AU  - van der Berg, Jan, Jr.\r\n" in thesis


def test_a_line_break_in_a_value_cannot_begin_a_tag(mina):
    paper = factories.publication(title="One\nER  - \nTY  - JOUR", note="a\r\nb")
    assert to_ris([paper]).count("\nER") == 1
    assert len(read(to_bibtex([paper])).entries) == 1


def test_the_command_prints_one_persons_works_with_those_they_hide(mina):
    other = factories.researcher()
    own, hidden = factories.publication(mina, key="own"), factories.publication(mina, key="hid")
    hidden.authorships.filter(researcher=mina).update(hidden=True)
    factories.publication(other, key="others")
    factories.publication(mina, key="draft", draft=True)
    keys = [item["key"] for item in json.loads(run("--researcher", "mina", "--format", "json"))]
    assert sorted(keys) == sorted([own.key, hidden.key])
    assert len(json.loads(run("--format", "csl"))) == 3


def test_the_command_refuses_whom_it_does_not_know(db):
    with pytest.raises(CommandError, match="nobody with the address"):
        run("--researcher", "nobody", "--format", "json")
    with pytest.raises(CommandError, match="--private"):
        run("--private", "--format", "json")


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_nothing_to_export_is_no_error(db, kind):
    assert FORMATS[kind](Publication.objects.none()) in ("", "[]\n")


def test_topics_become_keywords_once(mina):
    paper = factories.publication(mina)
    paper.topics.add(Topic.objects.create(name="Tides", slug="tides"))
    paper.extra = {"keywords": "tides, drift"}
    paper.save()
    assert read(to_bibtex([paper])).entries[0].topics == ["tides", "drift"]


words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=40
)


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(title=words, note=words, family=words)
def test_any_text_survives_the_way_out_and_in(db, title, note, family):
    title, note, family = (
        normalize("NFC", " ".join(text.split())) for text in (title, note, family)
    )
    if not (title and family):
        return
    paper = factories.publication(title=title, note=note)
    Authorship.objects.filter(publication=paper).update(family=family, given="")
    entry = read(to_bibtex([paper])).entries[0]
    assert entry.title == title
    assert entry.note == note
