import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.bibtex import Author, Entry, read, write
from publications.bibtex.records import Version
from publications.bibtex.versions import read_version, version_entry, version_of
from publications.kinds import VersionKind
from publications.names import Name

MAIN = Entry(
    key="holt2024drift", title="The drift of buoys", authors=[Author(Name("Mira", "", "Holt"))]
)
ARXIV = Version("preprint", "arXiv", 2023, arxiv_id="2301.01234")


def back(version, written=None):
    text = write([MAIN, version_entry(MAIN, "holt2024drift-preprint", version, written)])
    main, entry = read(text).entries
    assert version_of(main) == ""
    assert version_of(entry) == MAIN.key
    return entry


def test_a_version_is_an_entry_that_any_program_can_cite():
    entry = back(ARXIV)
    assert (entry.title, entry.year, entry.arxiv_id) == (MAIN.title, 2023, "2301.01234")
    assert [author.name.family for author in entry.authors] == ["Holt"]
    assert entry.fields["relatedtype"] == "preprintof"


words = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=40)
versions = st.builds(
    Version,
    st.sampled_from(VersionKind.values),
    words.map(lambda text: " ".join(text.split())).filter(lambda text: text[:4].lower() != "http"),
    st.none() | st.integers(1800, 2100),
    st.sampled_from(("", "10.1000/a_b%c", "10.48550/arXiv.2301.01234", "10.1000/(x)1")),
    st.sampled_from(("", "2301.01234", "math/0301123")),
    st.sampled_from(("", "https://a.example/~x_y?a=1&b=%20#c", "https://arxiv.org/abs/2301.01234")),
)


@given(versions)
def test_whatever_a_version_says_is_read_again(version):
    read_again = read_version(back(version))
    assert read_again._replace(venue="") == version._replace(venue="")
    plain = read(write([Entry("a", title=version.venue)])).entries[0].title
    assert read_again.venue == plain


WRITTEN = r"""@article{holt2023arxiv, title={The {D}rift of Buoys}, author={Holt, M},
 journal={arXiv preprint arXiv:2301.01234}, year=2023, abstract={First.}, keywords={tides},
 url={https://arxiv.org/abs/2301.01234}}"""


def test_what_a_source_said_of_a_version_goes_out_again():
    written = read(WRITTEN).entries[0]
    version = ARXIV._replace(venue="arXiv preprint arXiv:2301.01234")
    entry = back(version, written)
    assert read_version(entry) == version
    for name in ("title", "author", "abstract", "keywords", "journal"):
        assert entry.fields[name] == written.fields[name]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("relatedtype={conferenceversionof}, booktitle={FLOW}", Version("conference", "FLOW")),
        (r"relatedtype={versionof}, howpublished={\url{https://a.example/x}}",
         Version("other", url="https://a.example/x")),
        ("relatedtype={PreprintOf}, eprint={2301.01234v2}",
         Version("preprint", arxiv_id="2301.01234")),
    ],
)  # fmt: skip
def test_a_person_can_write_a_version_too(fields, expected):
    entry = read("@misc{v, title={T}, related={w}, " + fields + "}").entries[0]
    assert version_of(entry) == "w"
    assert read_version(entry) == expected


def test_other_relations_are_no_versions():
    entry = read("@book{t, title={T}, related={w}, relatedtype={translationof}}").entries[0]
    assert version_of(entry) == ""
