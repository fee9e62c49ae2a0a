"""Writing: what came in goes out, what was changed is written anew, and nothing breaks out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.bibtex import Author, Entry, Link, read, write
from publications.bibtex.marks import strip_signs
from publications.names import Name, split_name
from tests.publications.bibtex.roundtrip import data


def again(entry, **options):
    found = read(write([entry], **options))
    assert not found.rejected
    (back,) = found.entries
    return back


TIDES = r"""@article{holt2024,
  author = {Holt*, Mira and Ito*, Ben and {Fog Consortium} and others},
  title = {The {D}rift of N\'emeth's {$k_1$} Gauges},
  journal = jsm # " B",
  year = 2024,
  month = mar,
  doi = {https://doi.org/10.1000/xyz},
  keywords = {tides, {S}alt},
  x-mood = {{S}ober},
  note = {Spotlight},
  selected = {true},
  abbr = {JSM},
  file = {:/home/holt/tides.pdf:PDF},
  pdf = {holt.pdf},
}
"""


def test_what_came_in_goes_out():
    (entry,) = read('@string{jsm = "Journal"}\n' + TIDES).entries
    text = write([entry], include_private=True)
    assert r"title = {The {D}rift of N\'emeth's {$k_1$} Gauges}," in text
    assert "journal = {Journal B}," in text
    assert "month = mar," in text
    assert "x-mood = {{S}ober}," in text
    assert data(again(entry, include_private=True)) == data(entry)


def test_names_go_out_clean_with_their_flags_beside_them():
    (entry,) = read(TIDES).entries
    text = write([entry])
    assert "author = {Holt, Mira and Ito, Ben and {Fog Consortium} and others}," in text
    assert "author+an = {1=cofirst;2=cofirst}," in text
    assert "*" not in text


def test_private_fields_go_out_only_on_request():
    (entry,) = read(TIDES).entries
    assert not any(word in write([entry]) for word in ("selected", "abbr", "/home/holt"))
    assert all(
        word in write([entry], include_private=True) for word in ("selected", "abbr", "/home")
    )


def test_foreign_annotations_stay_and_an_unclear_sign_is_kept():
    (entry,) = read("@misc{a, author = {Holt†, M. and Ito*, B.}, author+an = {1=me}}").entries
    text = write([entry])
    assert 'author+an = {1=me;1="†";2=cofirst},' in text
    assert again(entry).authors == entry.authors


def test_an_entry_that_never_was_bibtex_is_written_and_read_back():
    entry = Entry(
        key="holt2024drift",
        type="inproceedings",
        title=r"Drift & fall: 50% of $k_{1}$ in {braces} #1_a \ ~ ^",
        authors=[
            Author(Name("Mira", "van der", "Holt", "Jr."), co_first=True, corresponding=True),
            Author(Name(literal="Fog and Mist, Inc.")),
            Author(Name("Søren", "", "Ølgård"), co_last=True),
        ],
        others=True,
        editors=[Author(Name("Ben", "", "Ito"))],
        year=2024,
        month=3,
        day=9,
        status="accepted",
        venue="Flow & Ebb",
        volume="3",
        number="2",
        pages="10–24",
        publisher="Fog Press",
        abstract="One.\n\nTwo, 5% of it.",
        doi="10.1000/xyz_1",
        arxiv_id="2401.01234",
        identifiers={"isbn": "978-0", "jstor": "77"},
        note="See * and _there_.",
        award="Best paper",
        links=[
            Link("pdf", "", "https://p.example/a_b.pdf"),
            Link("pdf", "", "https://p.example/second"),
            Link("code", "", "https://c.example/%7Eholt"),
            Link("video", "Talk", "https://v.example"),
            Link("press", "", "https://n.example"),
            Link("slides", "", "slides.pdf", relative=True),
        ],
        topics=["tides", "C&A"],
        selected=True,
        preview="gauge.gif",
        abbr="FLOW",
        extra={"series": "Salt"},
    )
    back = again(entry, include_private=True)
    ours, theirs = data(entry), data(back)
    for name in ("fields", "raw_type"):
        del ours[name], theirs[name]
    ours["links"].sort(key=lambda link: link.url)
    theirs["links"].sort(key=lambda link: link.url)
    assert theirs == ours


@pytest.mark.parametrize(
    "kind", ["article", "preprint", "workshop", "abstract", "report", "thesis"]
)
@pytest.mark.parametrize("status", ["published", "preprint", "submitted", "in preparation"])
def test_type_and_state_survive(kind, status):
    entry = Entry(key="a", type=kind, title="A", status=status, venue="Flow", year=2024)
    back = again(entry)
    assert (back.type, back.status, back.venue) == (kind, status, "Flow")


def test_an_edit_replaces_its_field_and_leaves_the_others_alone():
    (entry,) = read(TIDES).entries
    entry.title = "Another {title"
    entry.year = 2025
    entry.doi = ""
    entry.authors[1].co_first = False
    entry.topics = ["salt"]
    entry.links = [Link("code", "", "https://c.example")]
    text = write([entry], include_private=True)
    assert r"title = {Another \textbraceleft{}title}," in text
    assert "doi" not in text
    assert "holt.pdf" not in text.replace(":/home/holt/tides.pdf", "")
    assert "x-mood = {{S}ober}," in text
    back = again(entry, include_private=True)
    assert (back.title, back.year, back.month, back.topics) == ("Another {title", 2025, 3, ["salt"])
    assert [author.co_first for author in back.authors] == [True, False, False]
    assert back.links == entry.links


def test_a_flag_that_was_taken_away_stays_away():
    (entry,) = read("@misc{a, author = {M. Holt and B. Ito}, equal_contribution = {1,2}}").entries
    entry.authors[1].co_first = False
    assert [author.co_first for author in again(entry).authors] == [True, False]


def test_a_state_that_was_changed_is_written():
    (entry,) = read("@article{a, title = {A}, year = {in press}}").entries
    entry.status = "published"
    assert again(entry).status == "published"


PAPER = "@inproceedings{p, title = {P}, crossref = {b}}\n@proceedings{b, title = {B}, year = 2024}"


def test_a_paper_goes_out_with_its_proceedings_or_with_what_it_took_from_them():
    paper, book = read(PAPER).entries
    assert "crossref = {b}" in write([paper, book])
    alone = write([paper])
    assert "crossref" not in alone
    assert "booktitle = {B}" in alone
    assert again(paper).venue == "B"


@pytest.mark.parametrize(
    "hostile",
    [
        "a}, author = {x",
        "}\n@article{b, title={c}",
        "a\\",
        "$x{$",
        "{{{",
        "}}}",
        '"',
        "%\n",
        "\\input{x}",
        "a # b",
        "@comment{",
    ],
)
def test_nothing_breaks_out_of_its_field(hostile):
    entry = Entry(
        key="k",
        type="article",
        title=hostile,
        venue=hostile,
        authors=[Author(split_name(hostile)), Author(Name(literal=hostile))],
        extra={"x-mood": hostile, "a},b": "c"},
    )
    found = read(write([entry, Entry(key="second", type="misc", title="Second")]))
    assert not found.rejected
    assert [each.key for each in found.entries] == ["k", "second"]
    assert set(found.entries[0].fields) <= {"author", "title", "journal", "x-mood", "a_b"}


def test_a_key_cannot_break_out_either():
    assert [e.key for e in read(write([Entry(key="a,b={c}\n@x{", title="A")])).entries] == [
        "a_b_c_@x_"
    ]


_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
_TEX = st.text("\\{}$&%_#~^'\"`-,=@ aB1é\n*†", max_size=25)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["title", "author", "note", "journal", "booktitle", "year", "month", "url", "doi"]
            + ["keywords", "editor", "pages", "x-mood", "author+an", "annotation", "crossref"]
        ),
        _TEXT | _TEX,
        max_size=6,
    ),
    st.sampled_from(["article", "inproceedings", "misc", "tidings", "thesis"]),
)
def test_writing_and_reading_again_is_the_identity(fields, raw_type):
    lines = "".join(f"{name} = {{{text}}},\n" for name, text in fields.items())
    for entry in read(f"@{raw_type}{{key,\n{lines}}}\n").entries:
        back = again(entry, include_private=True)
        assert data(back) == data(entry)
        assert write([back], include_private=True) == write([entry], include_private=True)


@settings(deadline=None)
@given(
    title=_TEXT,
    venue=_TEXT,
    # A sign is no part of a name: the reader makes a flag of it.
    families=st.lists(_TEXT.filter(lambda text: not strip_signs(text)[1]), max_size=3),
    note=_TEXT,
    extra=_TEXT,
    flags=st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_any_record_can_be_written(title, venue, families, note, extra, flags):
    authors = [
        Author(Name(given="Ann", family=family), co_first=flag)
        for family, flag in zip(families, flags, strict=False)
        if family.strip()
    ]
    entry = Entry(key="k", type="article", title=title, venue=venue, authors=authors, note=note)
    entry.extra = {"x-mood": extra}
    back = again(entry)
    assert len(back.authors) == len(authors)
    assert [author.co_first for author in back.authors] == [author.co_first for author in authors]
    assert set(back.fields) <= {"title", "journal", "author", "author+an", "note", "x-mood"} | {
        "pubstate",
        "entrysubtype",
    }


def test_what_a_link_is_called_is_written_beside_it_and_read_again():
    entry = Entry("tide", title="Tides", type="article")
    entry.links = [
        Link("pdf", "Paper (open)", "https://p.example/a.pdf"),
        Link("other", "Repository", "https://github.com/mina/tides"),
        Link("pdf", "", "https://p.example/b.pdf"),
        Link("video", "Talk", "https://v.example/"),
    ]
    written = write([entry], include_private=True)
    assert "pdf_label = {Paper (open)}" in written
    assert "talk_label" not in written  # the field's name says it
    (again,) = read(written).entries
    assert again.links == entry.links
    assert again.extra == {}
    again.links = again.links[1:]
    (last,) = read(write([again], include_private=True)).entries
    assert last.links == entry.links[1:]
