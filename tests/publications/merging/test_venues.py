from profiles.merging.engine import merge
from profiles.merging.undo import undo
from publications.importing.venues import Venues
from publications.merging.venues import VENUES
from publications.models import Venue
from tests import factories


def test_papers_and_versions_go_over_and_what_is_missing_is_filled(db):
    kept = factories.venue(name="Journal of Drift")
    dropped = factories.venue(name="J. Drift", short_name="JD", url="https://drift.example")
    work = factories.publication(venue=dropped)
    version = work.versions.create(kind="journal", venue=dropped)
    record = merge(VENUES, kept, dropped, None)
    for row in (work, version, kept):
        row.refresh_from_db()
    assert work.venue == version.venue == kept
    assert (kept.name, kept.short_name, kept.folded) == (
        "Journal of Drift", "JD", "journal of drift jd",
    )  # fmt: skip
    undo(record, None)
    work.refresh_from_db()
    assert work.venue.name == "J. Drift"


def test_the_next_import_knows_the_venue_by_its_former_name(db):
    one, other, third = (factories.venue(name=name) for name in ("J. Drift", "Drift", "Tides"))
    merge(VENUES, other, one, None)
    record = merge(VENUES, third, other, None)
    assert Venues().find("J. Drift", "JDR") == third
    assert Venues().find("Drift", "") == third
    assert Venue.objects.count() == 1
    undo(record, None)
    assert Venues().find("J. Drift", "") == other


def test_a_venue_of_that_name_goes_before_the_former_one(db):
    one, other = factories.venue(name="Drift"), factories.venue(name="Tides")
    merge(VENUES, other, one, None)
    new = factories.venue(name="Drift")
    assert Venues().find("Drift", "") == new
