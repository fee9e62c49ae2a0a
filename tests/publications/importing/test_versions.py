from publications.bibtex import read
from publications.export import to_bibtex, to_cite, to_csl, to_ris
from publications.importing.apply import apply
from publications.importing.planner import plan
from publications.models import ImportedEntry, Publication, Version
from tests import factories

PREPRINT = r"""
@article{holt2023arxiv, title = {The {D}rift of Buoys}, author = {Holt, Mira and Baek, Jun-ho},
  journal = {arXiv preprint arXiv:2301.01234}, year = 2023, annote = {As sent}}
"""
PUBLISHED = r"""
@article{holt2024drift, title = {The Drift of Buoys}, author = {Holt, Mira and Baek, Jun-ho},
  journal = {Journal of Slow Measurement}, volume = 3, year = 2024, doi = {10.1000/drift}}
"""
CONFERENCE = r"""
@inproceedings{holt2022flow, title = {Drifting Buoys}, author = {Holt, Mira},
  booktitle = {FLOW}, year = 2022, related = {holt2024drift},
  relatedtype = {conferenceversionof}}
"""


def bring(text):
    return apply(plan(read(text)))


def standing():
    names = ("kind", "venue_text", "year", "doi", "arxiv_id", "url")
    works = Publication.objects.order_by("pk").prefetch_related("versions")
    return [
        (work.key, work.title, work.year, work.arxiv_id,
         [tuple(getattr(version, name) for name in names) for version in work.versions.all()])
        for work in works
    ]  # fmt: skip


def again(text):
    """What stands after the file has been imported into an empty site."""
    Publication.objects.all().delete()
    ImportedEntry.objects.all().delete()
    bring(text)
    return standing()


def test_a_preprint_and_its_paper_are_one_work_after_export_and_import(db):
    bring(PREPRINT + PUBLISHED + CONFERENCE)
    before = standing()
    assert len(before) == 1
    assert sorted(version[0] for version in before[0][4]) == ["conference", "preprint"]
    written = to_bibtex(Publication.objects.all())
    assert "annote = {As sent}" in written
    assert "holt2023arxiv" in written
    assert again(written) == before
    assert to_bibtex(Publication.objects.all()) == written


def test_versions_that_were_typed_here_are_exported_and_read_again(db):
    work = factories.publication(key="k", title="On tides", arxiv_id="2404.00001")
    Version.objects.create(publication=work, kind="journal", venue_text="JSM", year=2026)
    Version.objects.create(
        publication=work, kind="preprint", doi="10.48550/arXiv.2404.00001", position=1
    )
    Version.objects.create(
        publication=work, kind="other", url="https://a.example/?a=1&b=2", position=2
    )
    before = standing()
    written = to_bibtex([work])
    assert [entry.key for entry in read(written).entries] == [
        "k", "k-journal", "k-preprint2", "k-other3"
    ]  # fmt: skip
    assert again(written) == before


def test_an_exported_file_changes_nothing_where_it_came_from(db):
    bring(PREPRINT + PUBLISHED)
    report = plan(read(to_bibtex(Publication.objects.all()))).report()
    assert report.counts["unchanged"] == report.counts["found"] == 2


def test_each_version_is_in_the_report(db):
    report = plan(read(PUBLISHED + CONFERENCE)).report()
    assert report.counts["found"] == 2
    (said,) = [item.problems for item in report.items if item.ref == "holt2022flow"]
    assert said == ["It is a version of “holt2024drift”, and was read with it."]


def test_a_version_whose_work_is_not_in_the_file_is_a_work(db):
    bring(CONFERENCE)
    assert [work[1] for work in standing()] == ["Drifting Buoys"]


def test_versions_that_name_each_other_are_works(db):
    bring(
        "@misc{a, title={One two three}, year=2001, related={b}, relatedtype={versionof}}\n"
        "@misc{b, title={Four five six}, year=2009, related={a}, relatedtype={versionof}}\n"
        "@misc{c, title={Seven eight nine}, year=2015, related={c}, relatedtype={preprintof}}"
    )
    assert len(standing()) == 3


def test_an_address_that_may_not_be_linked_is_kept_as_a_field(db):
    bring(PUBLISHED + CONFERENCE.replace("year", "url = {javascript:alert(1)}, year"))
    work = Publication.objects.get()
    assert work.versions.get().url == ""
    assert work.extra["conference_url"] == "javascript:alert(1)"


def test_two_works_whose_versions_share_a_key_are_kept_apart(db):
    for key in ("a", "a-preprint"):
        work = factories.publication(key=key, title=f"Work {key}")
        Version.objects.create(publication=work, kind="preprint", venue_text="arXiv")
    keys = [each.key for each in read(to_bibtex(Publication.objects.order_by("pk"))).entries]
    assert len(set(keys)) == 4
    assert {"a", "a-preprint"} < set(keys)


def test_the_entry_to_cite_is_one(db):
    bring(PREPRINT + PUBLISHED)
    assert [entry.key for entry in read(to_cite(Publication.objects.get())).entries] == [
        Publication.objects.get().key
    ]


def test_other_formats_tell_of_versions_too(db):
    bring(PREPRINT + PUBLISHED)
    works = Publication.objects.all()
    note = "N1  - Preprint: arXiv preprint arXiv:2301.01234, 2023, https://arxiv.org/abs/"
    assert note in to_ris(works)
    assert '"custom"' in to_csl(works)
