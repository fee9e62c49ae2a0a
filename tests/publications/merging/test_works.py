import pytest

from profiles.merging.engine import merge, plan
from profiles.merging.fields import DROPPED, KEPT
from profiles.merging.undo import undo
from profiles.models import KnownApart
from publications.bibtex import read
from publications.importing.apply import apply
from publications.importing.planner import plan as plan_import
from publications.merging.works import WORKS
from publications.models import Authorship, ImportedEntry, Publication, Topic
from tests import factories

TITLE = "Quiet instruments for slow tides"


def work(*names: str, **fields) -> Publication:
    made = factories.publication(**{"title": TITLE, **fields})
    made.authorships.all().delete()
    for position, name in enumerate(names):
        given, _space, family = name.rpartition(" ")
        factories.authorship(made, given=given, family=family, position=position)
    return made


def put_together(kept, dropped, **asked):
    record = merge(WORKS, kept, dropped, None, asked)
    kept.refresh_from_db()
    return record


def names(made: Publication) -> list[str]:
    return [str(row) for row in made.authorships.order_by("position", "id")]


def choice(kept, dropped, name):
    return next((each for each in plan(WORKS, kept, dropped).fields if each.name == name), None)


def test_one_byline_stands_with_the_flags_and_people_of_both(researcher):
    kept = work("Ada Holt", "Wei Zhang")
    dropped = work("A. Holt", "Wei Zhang")
    first, second = dropped.authorships.all()
    first.co_first = True
    first.researcher = researcher
    first.selected = True
    first.save()
    second.corresponding = True
    second.save()
    put_together(kept, dropped)
    assert names(kept) == ["Ada Holt", "Wei Zhang"]
    one, other = kept.authorships.order_by("position")
    assert (one.co_first, one.researcher, one.selected) == (True, researcher, True)
    assert (other.corresponding, other.researcher) == (True, None)


def test_the_other_byline_stands_if_it_is_chosen(researcher):
    kept = work("Ada Holt", "Somebody Else")
    dropped = work("Wei Zhang", "Ada M. Holt")
    kept.authorships.filter(family="Holt").update(researcher=researcher, selected=True)
    put_together(kept, dropped, authors=DROPPED)
    assert names(kept) == ["Wei Zhang", "Ada M. Holt"]
    assert kept.authorships.get(family="Holt").selected


def test_whoever_has_a_page_and_is_not_in_the_byline_comes_last(researcher, administrator):
    for authors, expected in (
        (KEPT, ["Ada Holt", "Wei Zhang", str(researcher)]),
        (DROPPED, [str(researcher), "Wei Zhang"]),
    ):
        kept, dropped = work("Ada Holt", "Wei Zhang"), work("Wei Zhang")
        factories.authorship(dropped, researcher, position=0, selected=True)
        Authorship.objects.filter(publication=dropped, family="Zhang").update(position=1)
        record = put_together(kept, dropped, authors=authors)
        assert names(kept) == expected
        assert kept.authorships.get(researcher=researcher).selected
        undo(record, administrator)
        assert names(kept) == ["Ada Holt", "Wei Zhang"]
        dropped = Publication.objects.get(pk=dropped.pk)
        assert names(dropped) == [str(researcher), "Wei Zhang"]
        dropped.delete()


def test_people_of_the_kept_byline_stay_when_the_other_is_chosen(researcher):
    kept, dropped = work("Wei Zhang"), work("Wei Zhang", "Ada Holt")
    factories.authorship(kept, researcher, position=1)
    put_together(kept, dropped, authors=DROPPED)
    assert names(kept) == ["Wei Zhang", "Ada Holt", str(researcher)]


def test_two_people_are_never_taken_for_one_because_their_names_are_alike(db):
    one, other = (
        factories.researcher(given_name="Wei", family_name="Zhang") for _number in range(2)
    )
    kept, dropped = work(), work()
    factories.authorship(kept, one)
    factories.authorship(dropped, other)
    put_together(kept, dropped)
    assert {row.researcher for row in kept.authorships.all()} == {one, other}


def test_the_record_that_somebody_hid_because_it_was_one_too_many_hides_nothing(researcher):
    kept, dropped = factories.publication(researcher), factories.publication(researcher)
    kept.authorships.filter(researcher=researcher).update(hidden=True)
    put_together(kept, dropped)
    assert not kept.authorships.get(researcher=researcher).hidden


def test_the_same_byline_is_not_asked_about(db):
    assert choice(work("Ada Holt"), work("Ada Holt"), "authors") is None
    assert choice(work("Ada Holt"), work(), "authors").open is False


def test_a_long_byline_is_merged_name_by_name(db):
    people = [f"Given{number} Family{number}" for number in range(150)]
    kept, dropped = work(*people), work(*people[:-1])
    put_together(kept, dropped)
    assert kept.authorships.count() == 150


def test_what_is_published_stands_and_the_preprint_becomes_a_version(db):
    kept = work(
        "Ada Holt", type="preprint", status="preprint", year=2023, month=5, arxiv_id="2305.01234",
        venue_text="arXiv", doi="10.48550/arXiv.2305.01234",
    )  # fmt: skip
    journal = factories.venue()
    dropped = work("Ada Holt", year=2024, venue=journal, doi="10.1000/quiet", pages="1–9")
    assert choice(kept, dropped, "year").stands == DROPPED
    put_together(kept, dropped)
    assert (kept.status, kept.type, kept.year, kept.month) == ("published", "article", 2024, None)
    assert (kept.venue, kept.venue_text, kept.doi) == (journal, "", "10.1000/quiet")
    assert (kept.arxiv_id, kept.pages) == ("2305.01234", "1–9")
    version = kept.versions.get()
    assert (version.kind, version.venue_text, version.year) == ("preprint", "arXiv", 2023)


def test_a_preprint_that_goes_becomes_a_version_once(db):
    kept = work("Ada Holt", arxiv_id="2305.01234")
    kept.versions.create(kind="preprint", arxiv_id="2305.01234")
    dropped = work("Ada Holt", type="preprint", status="preprint", arxiv_id="2305.01234")
    put_together(kept, dropped)
    assert kept.versions.count() == 1


def test_a_doi_that_is_not_chosen_is_kept_as_a_version(db):
    kept, dropped = work(doi="10.1000/one"), work(doi="10.1000/two", venue_text="Tides", year=2025)
    assert "Their DOIs differ" in " ".join(plan(WORKS, kept, dropped).remarks)
    record = put_together(kept, dropped)
    version = kept.versions.get()
    assert (version.doi, version.venue_text, version.year) == ("10.1000/two", "Tides", 2025)
    undo(record, None)
    assert not kept.versions.exists()


def test_what_is_public_stands_before_a_draft(db):
    kept, dropped = work(draft=True), work()
    assert choice(kept, dropped, "draft").stands == DROPPED


def test_fields_that_are_sets_hold_what_both_have(db):
    kept = work(identifiers={"pmid": "1"}, extra={"keywords": "tides"}, highlighted=False)
    dropped = work(identifiers={"pmid": "2", "isbn": "3"}, extra={"annote": "x"}, highlighted=True)
    put_together(kept, dropped)
    assert kept.identifiers == {"pmid": "1", "isbn": "3"}
    assert kept.extra == {"keywords": "tides", "annote": "x"}
    assert kept.highlighted


def test_topics_links_and_versions_go_over_and_none_is_there_twice(db):
    kept, dropped = work(), work()
    tides, drift = (Topic.objects.create(name=name, slug=name) for name in ("tides", "drift"))
    kept.topics.add(tides)
    dropped.topics.add(tides, drift)
    for made in (kept, dropped):
        made.links.create(kind="code", url="https://tides.example/code")
    dropped.links.create(kind="slides", url="https://tides.example/slides")
    record = put_together(kept, dropped)
    assert set(kept.topics.all()) == {tides, drift}
    assert [link.kind for link in kept.links.all()] == ["code", "slides"]
    assert {row.topic for row in kept.history.first().topics.all()} == {tides, drift}
    undo(record, None)
    assert set(kept.topics.all()) == {tides}
    assert set(Publication.objects.get(pk=dropped.pk).topics.all()) == {tides, drift}


def test_a_picture_goes_over_with_its_size_and_description(db):
    kept = work()
    dropped = work(preview=factories.picture(), preview_alt="Two curves")
    put_together(kept, dropped)
    assert (kept.preview_alt, kept.preview_width, kept.preview_height) == ("Two curves", 64, 48)
    assert kept.preview.storage.exists(kept.preview.name)


def test_the_key_and_the_address_can_be_those_of_the_other(db, client):
    kept, dropped = work(key="one", slug="one"), work(key="two", slug="two")
    record = put_together(kept, dropped, key=DROPPED, slug=DROPPED)
    assert (kept.key, kept.slug) == ("two", "two")
    assert client.get("/publications/one/cite.bib")["Location"] == "/publications/two/cite.bib"
    undo(record, None)
    assert client.get("/publications/one/").status_code == 200


def test_works_that_are_known_to_be_two_are_warned_of(db, administrator):
    kept, dropped = work(), work()
    KnownApart.objects.remember(kept, dropped, administrator)
    assert "different works" in " ".join(plan(WORKS, kept, dropped).remarks)


BIBTEX = """
@article{quiet, title = {Quiet instruments for slow tides}, author = {Holt, Ada}, year = 2024}
@article{other, title = {Quiet instruments}, author = {Holt, Ada}, year = 2010}
"""


def imported(person):
    made = plan_import(read(BIBTEX), researcher=person, name="papers.bib")
    apply(made)
    return made


def test_the_next_import_knows_that_they_are_one(researcher):
    imported(researcher)
    kept, dropped = Publication.objects.order_by("key")[::-1]
    put_together(kept, dropped)
    made = imported(researcher)
    assert Publication.objects.count() == 1
    assert ImportedEntry.objects.filter(publication=kept).count() == 2
    assert all(item.publication == kept.pk for item in made.items)


@pytest.mark.parametrize("side", [KEPT, DROPPED])
def test_history_tells_what_became_of_each_name(researcher, administrator, side):
    kept, dropped = work("Ada Holt"), work("A. Holt")
    merge(WORKS, kept, dropped, administrator, {"authors": side})
    row = kept.authorships.get()
    gone = Authorship.history.filter(history_type="-").latest("history_date")
    assert gone.history_user == administrator
    if side == DROPPED:
        assert row.history.first().history_user == administrator
