"""Reading: whatever a .bib file holds, every entry of it is read or rejected with its reason."""

import pytest

from publications.bibtex import MAX_BYTES, BibtexError, read
from publications.kinds import LinkKind, Status, Type


def only(text):
    found = read(text)
    assert not found.rejected
    (entry,) = found.entries
    return entry


def names(entry):
    return [author.name.display() for author in entry.authors]


TIDES = """@article{holt2024,
  author = {Holt, Mira and Ito, Ben},
  title = {The Drift of {T}ide Gauges},
  journal = {Journal of Slow Measurement},
  year = 2024,
  month = mar,
  volume = {3}, number = {2}, pages = {10--24},
}
"""


def test_an_entry_is_read_in_full():
    entry = only(TIDES)
    assert (entry.key, entry.type, entry.raw_type, entry.line) == (
        "holt2024",
        "article",
        "article",
        1,
    )
    assert entry.title == "The Drift of Tide Gauges"
    assert names(entry) == ["Mira Holt", "Ben Ito"]
    assert (entry.year, entry.month, entry.day) == (2024, 3, None)
    assert (entry.venue, entry.volume, entry.number, entry.pages) == (
        "Journal of Slow Measurement",
        "3",
        "2",
        "10–24",
    )
    assert entry.status == "published"
    assert entry.problems == []


@pytest.mark.parametrize(
    "text",
    [
        "---\n---\n" + TIDES,
        "\ufeff" + TIDES,
        TIDES.replace("\n", "\r\n"),
        TIDES.replace("\n", "\r"),
        TIDES.replace("@article{", "@ARTICLE{")
        .replace("author", "AUTHOR")
        .replace("title", "Title"),
        TIDES.replace("@article{", "@article {").replace("holt2024,", " holt2024 ,"),
        TIDES.replace("@article{", "@article\n{"),
        TIDES.replace("@article{", "@ article{"),
        TIDES.replace("@article{", "@article(").replace("},\n}\n", "},\n)\n"),
        TIDES.replace("{Holt, Mira and Ito, Ben}", '"Holt, Mira and Ito, Ben"'),
        TIDES.replace("  author", "  % a comment, with commas = and {braces}\n  author"),
        TIDES.replace("year = 2024,", "year = 2024, % in spring"),
        TIDES.replace("},\n}", "}\n}"),
        TIDES.replace("volume", ",, volume"),
        TIDES.replace("Measurement},", "Measurement}"),
        TIDES.replace("holt2024,", "holt2024"),
        TIDES.replace("2024,\n  month", "{2024},\n  month").replace("= mar", '= "mar"'),
        TIDES.replace("month = mar", "month = {March}"),
        TIDES.replace("month = mar", "month = 3"),
        TIDES.replace("year = 2024,\n  month = mar", "date = {2024-03}"),
        TIDES.replace("journal =", "journaltitle ="),
        '@string{jsm = "Journal of " # {Slow Measurement}}\n'
        + TIDES.replace("{Journal of Slow Measurement}", "JSM"),
        TIDES.replace("{Journal of Slow Measurement}", '"Journal of" # " " # jsm')
        + "@string{jsm = {Slow Measurement}}",
        "Some words\nme@example.org @lab (room 3) and {more}\n" + TIDES + "and an end @",
        "% @article{old, title = {Old}}\n%   author = {Nobody}\n" + TIDES,
        '@comment{@article{no, title = {No}}}\n@preamble{"\\def\\x{y}"}\n' + TIDES,
    ],
)
def test_every_way_to_write_an_entry_reads_the_same(text):
    entry, plain = only(text), only(TIDES)
    for attribute in ("key", "type", "title", "authors", "year", "month", "venue", "pages"):
        assert getattr(entry, attribute) == getattr(plain, attribute), attribute


@pytest.mark.parametrize(
    "broken",
    [
        "@article{broken, title = {never closed,\n  year = 2024\n}\n\n",
        '@article{broken, title = "never closed,\n  year = 2024\n}\n\n',
        "@article{broken, title {no equals sign}, year = 2024}\n",
        "@article{broken, title = {A}, year\n}\n",
        "@article{broken, title = {A} year {B}\n",
        "@article{broken,\n",
        "@article{broken\n",
    ],
)
def test_a_broken_entry_is_rejected_alone_with_its_key_line_and_reason(broken):
    found = read(TIDES + broken + TIDES.replace("holt2024", "ito2024"))
    assert [entry.key for entry in found.entries] == ["holt2024", "ito2024"]
    (rejection,) = found.rejected
    assert rejection.line == TIDES.count("\n") + 1
    assert rejection.source.startswith("@article{broken")
    assert rejection.reason.endswith(".")
    if "," in broken:
        assert rejection.key == "broken"


def test_an_entry_may_end_with_the_other_bracket():
    found = read("@article{a, title={A}, year=2001)\n@article(b, title={B}, year=2002}")
    assert [(entry.key, entry.year) for entry in found.entries] == [("a", 2001), ("b", 2002)]


def test_entries_that_are_commented_out_are_not_read_and_said():
    found = read(
        "@comment{\n  @article{a, title={A}}\n  @book{b, title={B}}\n}\n@article{c, title={C}}"
    )
    assert [entry.key for entry in found.entries] == ["c"]
    assert [problem.text for problem in found.problems] == [
        "Entries inside this @comment, 2 of them, were left out."
    ]


def test_an_entry_that_lacks_only_its_last_brace_is_read():
    found = read("@book{a, title={A}, year={1990}\n@article{b, title={B, year={1991}}\n@misc{c,}")
    assert [entry.key for entry in found.entries] == ["a", "c"]
    assert found.entries[0].problems == ["Its closing brace is missing."]
    assert [each.key for each in found.rejected] == ["b"]


def test_a_stray_point_behind_a_value_is_left_out_and_said():
    (entry,) = read('@article{a, title="A"; year=1990,\n url={https://a.example}.\n}').entries
    assert (entry.title, entry.year, entry.links[0].url) == ("A", 1990, "https://a.example")
    assert "“.” behind field “url” was left out." in entry.problems


def test_a_crossref_is_one_key_whatever_it_holds():
    (entry,) = read("@misc{a, title={A}, crossref={heavy vehicles; noise}}").entries
    assert entry.problems == ["Its crossref “heavy vehicles; noise” is not in the file."]


def test_an_address_where_a_doi_was_wanted_becomes_a_link():
    (entry,) = read("@misc{a, title={A}, doi={https://hdl.example/2445/18}}").entries
    assert [link.url for link in entry.links] == ["https://hdl.example/2445/18"]


def test_files_that_were_put_together_have_marks_in_their_midst():
    found = read("@article{a, title={A}}\n\ufeff% @article{no, title={N}}\n\ufeff@article{b,}")
    assert [entry.key for entry in found.entries] == ["a", "b"]


def test_an_at_sign_at_the_start_of_a_line_of_an_abstract_is_text():
    entry = only(
        "@article{a, abstract = {Asked of\n@harbours (2020) and\n@ports {all},\nthey}, year = 2024}"
    )
    assert "@harbours (2020)" in entry.abstract
    assert entry.year == 2024


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"{an \{open\} question}", "an {open} question"),
        (r"{one \} brace}", "one } brace"),
        (r"{one \{ brace}", "one { brace"),
        (r'"G\"odel"', "Gödel"),
        (r'"G{\"o}del and {"}quotes{"}"', 'Gödel and "quotes"'),
        (r'"{A "quoted, title"}"', 'A "quoted, title"'),
        ("{C:\\tides\\}", "C:\\tides\\"),
    ],
)
def test_braces_and_quotation_marks_are_counted_as_people_mean_them(value, text):
    assert only(f"@misc{{a, title = {value}, year = 2024}}").title == text


def test_a_missing_key_is_made_up_and_said():
    entry = only("@article{\n author = {Holt, Mira},\n title = {The Drift of Gauges}, year = 2024}")
    assert entry.key == "holt2024drift"
    assert "no key" in entry.problems[0]


def test_a_second_entry_of_one_key_gets_a_new_one_and_says_so():
    found = read(TIDES + TIDES.replace("Drift", "Fall") + TIDES.replace("holt2024", "holt2024-2"))
    assert [entry.key for entry in found.entries] == ["holt2024", "holt2024-3", "holt2024-2"]
    assert "holt2024-3" in found.entries[1].problems[0]


def test_a_field_that_comes_twice_is_kept_twice():
    entry = only("@misc{a, title = {A}, url = {https://a.example}, url = {https://b.example}}")
    assert entry.fields["url_2"] == "https://b.example"
    assert [link.url for link in entry.links] == ["https://a.example", "https://b.example"]


def test_an_undefined_macro_keeps_its_name_and_says_so():
    entry = only("@article{a, title = {A}, journal = jsm}")
    assert entry.venue == "jsm"
    assert "jsm" in entry.problems[0]


def test_macros_have_the_value_of_their_place_in_the_file():
    found = read('@string{v="One"} @misc{a, note=v}\n@string{v="Two"} @misc{b, note=v # "!"}')
    assert [entry.note for entry in found.entries] == ["One", "Two!"]
    assert found.strings == {"v": "Two"}


def test_commands_of_the_preamble_name_journals():
    preamble = '@preamble{"\\newcommand{\\jsm}{Journal of Slow Measurement}"}'
    assert only(preamble + "@article{a, journal = {\\jsm}}").venue == "Journal of Slow Measurement"
    assert only("@article{a, journal = {\\apj}}").venue == "Astrophysical Journal"


@pytest.mark.parametrize(
    ("fields", "status", "year"),
    [
        ("year = {in press}", Status.ACCEPTED, None),
        ("year = {to appear, 2025}", Status.ACCEPTED, 2025),
        ("year = {2025}, pubstate = {inpress}", Status.ACCEPTED, 2025),
        ("pubstate = {submitted}", Status.SUBMITTED, None),
        ("note = {Under review at JSM}", Status.SUBMITTED, None),
        ("note = {In preparation}", Status.IN_PREPARATION, None),
        ("journal = {Submitted to JSM}", Status.SUBMITTED, None),
        ("journal = {arXiv preprint arXiv:2401.01234}, year = 2024", Status.PREPRINT, 2024),
        ("eprint = {2401.01234}, archiveprefix = {arXiv}", Status.PREPRINT, None),
        ("note = {Accepted as a spotlight}, pages = {1--9}, year = 2024", Status.PUBLISHED, 2024),
        ("date = {2024-02-30/2024-03-02}", Status.PUBLISHED, 2024),
        ("year = {c. 1998b}", Status.PUBLISHED, 1998),
    ],
)
def test_the_state_of_a_work_is_read_from_what_the_entry_says(fields, status, year):
    entry = only(f"@article{{a, title = {{A}}, {fields}}}")
    assert (entry.status, entry.year) == (status, year)


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("date = {2024-03-09}", (2024, 3, 9)),
        ("date = {2023/2024}", (2023, None, None)),
        ("year = 2024, month = mai", (2024, 5, None)),
        ("year = 2024, month = {Sept.}", (2024, 9, None)),
        ("year = 2024, month = {3--5 June}", (2024, 6, 3)),
        ('year = 2024, month = 10 # "~" # jan', (2024, 1, 10)),
        ("year = 2024, month = {Spring}", (2024, None, None)),
        ("year = 2024, month = 13, day = 40", (2024, None, None)),
        ("year = 2024, month = feb, day = 30", (2024, 2, None)),
        ("year = {}, month = {}", (None, None, None)),
    ],
)
def test_dates_are_read_as_far_as_they_go(fields, date):
    entry = only(f"@article{{a, title = {{A}}, {fields}}}")
    assert (entry.year, entry.month, entry.day) == date


@pytest.mark.parametrize(
    ("fields", "doi", "arxiv_id"),
    [
        ("doi = {10.1000/xyz}", "10.1000/xyz", ""),
        ("doi = {https://doi.org/10.1000/xyz_1}", "10.1000/xyz_1", ""),
        (r"doi = {http://dx.doi.org/10.1000/xyz\_1}", "10.1000/xyz_1", ""),
        ("doi = {DOI: 10.1000/(a)1;2-B.}", "10.1000/(a)1;2-B", ""),
        ("url = {https://doi.org/10.1000/xyz}", "10.1000/xyz", ""),
        ("doi = {10.48550/arXiv.2401.01234}", "10.48550/arXiv.2401.01234", "2401.01234"),
        ("eprint = {2401.01234v2}, archiveprefix = {arXiv}", "", "2401.01234"),
        ("eprint = {arXiv:math/0309136}", "", "math/0309136"),
        ("arxiv = {2401.01234}", "", "2401.01234"),
        ("url = {http://arxiv.org/abs/2401.01234v1}", "", "2401.01234"),
        ("pdf = {https://arxiv.org/pdf/2401.01234.pdf}", "", "2401.01234"),
        ("journal = {arXiv preprint arXiv:2401.01234}", "", "2401.01234"),
        ("journal = {CoRR}, volume = {abs/2401.01234}", "", "2401.01234"),
        ("doi = {soon}", "", ""),
        ("eprint = {2401.01234}, eprinttype = {biorxiv}", "", ""),
    ],
)
def test_identifiers_are_found_and_cleaned(fields, doi, arxiv_id):
    entry = only(f"@article{{a, title = {{A}}, {fields}}}")
    assert (entry.doi, entry.arxiv_id) == (doi, arxiv_id)


def test_other_identifiers_are_kept_by_their_kind():
    entry = only(
        "@book{a, isbn = {978-0}, pmid = {PMID: 12}, hal_id = {hal-1},"
        "eprint = {77}, eprinttype = {jstor}}"
    )
    assert entry.identifiers == {"isbn": "978-0", "pmid": "12", "hal": "hal-1", "jstor": "77"}


def test_links_know_their_kind_and_whether_they_are_files_of_the_old_site():
    entry = only(
        r"""@article{a, title = {A}, url = {https://journal.example/a\_b?x=1\&y=2},
        pdf = {holt_2024.pdf}, code = {github.com/holt/tides}, slides = {https://s.example/s.pdf},
        poster = {poster.pdf}, video = {https://youtu.be/abc}, website = {https://w.example/\~{}holt},
        blog = {https://b.example}, supp = {supp.zip}, html = {https://h.example},
        openreview = {AbCdEfGh12},
        talk = {https://vimeo.com/1}, data = {https://d.example}}"""
    )
    assert [(link.kind, link.url, link.relative) for link in entry.links] == [
        ("html", "https://journal.example/a_b?x=1&y=2", False),
        ("pdf", "holt_2024.pdf", True),
        ("code", "https://github.com/holt/tides", False),
        ("slides", "https://s.example/s.pdf", False),
        ("poster", "poster.pdf", True),
        ("video", "https://youtu.be/abc", False),
        ("website", "https://w.example/~holt", False),
        ("blog", "https://b.example", False),
        ("supplement", "supp.zip", True),
        ("html", "https://h.example", False),
        ("review", "https://openreview.net/forum?id=AbCdEfGh12", False),
        ("video", "https://vimeo.com/1", False),
        ("data", "https://d.example", False),
    ]
    assert {link.kind for link in entry.links} <= set(LinkKind.values)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", " "]
)
def test_an_address_that_a_page_may_not_link_to_is_a_further_field(address):
    entry = only(f"@article{{a, title = {{A}}, url = {{{address}}}, pdf = {{{address}}}}}")
    assert entry.links == []
    assert entry.extra["pdf"] == address


@pytest.mark.parametrize(
    ("raw_type", "fields", "expected", "venue"),
    [
        ("inproceedings", "booktitle = {Flow}", Type.INPROCEEDINGS, "Flow"),
        (
            "conference",
            "booktitle = {Flow}, booksubtitle = {Tides}",
            Type.INPROCEEDINGS,
            "Flow: Tides",
        ),
        ("phdthesis", "school = {Fog University}", Type.PHDTHESIS, "Fog University"),
        ("thesis", "type = {PhD thesis}, institution = {Fog}", Type.PHDTHESIS, "Fog"),
        ("thesis", "type = {mathesis}, institution = {Fog}", Type.MASTERSTHESIS, "Fog"),
        ("techreport", "institution = {Fog Lab}", Type.REPORT, "Fog Lab"),
        ("book", "publisher = {Fog Press}", Type.BOOK, "Fog Press"),
        ("misc", "howpublished = {Poster}", Type.MISC, "Poster"),
        ("misc", r"howpublished = {\url{https://x.example}}", Type.MISC, ""),
        ("electronic", "organization = {Fog}", Type.ONLINE, "Fog"),
        ("article", "journal = {arXiv:2401.01234}", Type.PREPRINT, "arXiv:2401.01234"),
        ("inproceedings", "entrysubtype = {workshop}, booktitle = {Flow}", Type.WORKSHOP, "Flow"),
        ("dataset", "publisher = {Zenodo}", Type.DATASET, "Zenodo"),
        ("video", "", Type.MISC, ""),
        ("tidings", "journal = {Fog}", Type.MISC, "Fog"),
        ("commentary", "title = {C}", Type.MISC, ""),
    ],
)
def test_types_and_venues_are_octavos(raw_type, fields, expected, venue):
    entry = only(f"@{raw_type}{{a, title = {{A}}, {fields}}}")
    assert (entry.type, entry.venue) == (expected, venue)
    assert any("not known" in problem for problem in entry.problems) == (raw_type == "tidings")


def test_octavos_types_are_those_of_the_database():
    from publications.bibtex.entry_types import TYPES  # noqa: PLC0415

    assert set(TYPES.values()) == set(Type.values)


def test_what_has_no_attribute_is_a_further_field():
    entry = only(
        "@article{a, title = {A}, series = {Salt}, x-tide = {{H}igh}, bibtex_show = {true}}"
    )
    assert entry.extra == {"series": "Salt", "x-tide": "{H}igh", "bibtex_show": "true"}


def test_al_folio_fields_are_understood():
    entry = only(
        "@article{a, title={A}, selected={True}, abbr={JSM}, preview={gauge.gif}, award={Read it.},"
        "award_name={Best Paper}, abstract={One.\n\nTwo.}, keywords={tides, {S}alt; fog}}"
    )
    assert entry.selected
    assert (entry.abbr, entry.preview) == ("JSM", "gauge.gif")
    assert (entry.award, entry.award_name) == ("Read it.", "Best Paper")
    assert entry.abstract == "One.\n\nTwo."
    assert entry.topics == ["tides", "Salt", "fog"]


def test_and_others_is_remembered():
    entry = only("@article{a, author = {Holt, Mira and others}}")
    assert names(entry) == ["Mira Holt"]
    assert entry.others


def test_three_thousand_authors_are_read():
    people = " and ".join(f"Roe{n}, Ann" for n in range(3000))
    assert len(only(f"@article{{a, author = {{{people}}}}}").authors) == 3000


def test_commands_that_read_files_and_scripts_are_text():
    entry = only("@misc{a, title = {\\input{/etc/passwd} <script>alert(1)</script>}}")
    assert entry.title == "\\input{/etc/passwd} <script>alert(1)</script>"


@pytest.mark.parametrize(
    ("data", "encoding", "family"),
    [
        ("@misc{a, author = {Björk}}".encode(), "utf-8", "Björk"),
        ("@misc{a, author = {Björk}}".encode("utf-8-sig"), "utf-8-sig", "Björk"),
        ("@misc{a, author = {Björk}}".encode("utf-16"), "utf-16", "Björk"),
        ("@misc{a, author = {Björk}}".encode("latin-1"), "cp1252", "Björk"),
        ("% Encoding: ISO8859_2\n@misc{a, author = {Łoś}}".encode("iso8859-2"), "iso8859-2", "Łoś"),
        (
            "@misc{a, author = {测量}, title = {潮汐测量的漂移}}".encode("gb18030"),
            "gb18030",
            "测量",
        ),
        ("@misc{a, author = {Björk}, title = {Åäö üü €}}".encode() + b" \xf6", "utf-8", "Björk"),
    ],
)
def test_encodings_are_found_and_said(data, encoding, family):
    found = read(data)
    assert found.entries[0].authors[0].name.family == family
    assert found.encoding == encoding
    assert bool(found.problems) == (not encoding.startswith("utf") or b"\xf6" in data[-1:])


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n...",
        b"PK\x03\x04" + b"\x00" * 100,
        b"@misc{a, title = {\x00}}",
        b"\x01\x02\x03\x04" * 50,
        b" " * (MAX_BYTES + 1),
        "@misc{a,}\n" * 50_001,
        "@string{a0 = {xxxxxxxxxx}}\n"
        + "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 60)),
    ],
    ids=["pdf", "zip", "nul", "control", "large", "many", "bomb"],
)
def test_what_cannot_be_read_as_a_whole_is_refused_with_one_line(data):
    with pytest.raises(BibtexError) as refused:
        read(data)
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("data", ["", b"", "no entry", b"\xff\xfe", "@", "@{", "@article"])
def test_a_file_without_entries_is_empty(data):
    found = read(data)
    assert (found.entries, found.rejected) == ([], [])
