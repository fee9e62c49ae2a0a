"""Drawings of publications: made once, never out of date, never with what is not public."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.db.utils import OperationalError
from django.urls import set_script_prefix

from profiles.models import Researcher
from publications import triggers
from publications.bibtex import read
from publications.importing.apply import apply
from publications.importing.planner import plan
from publications.models import (
    Authorship,
    Drawing,
    ImportedEntry,
    Link,
    Publication,
    Topic,
    Venue,
    Version,
)
from publications.presentation import drawing, stamp
from publications.presentation.drawing import columns, columns_by_key, draw, drawn
from publications.presentation.lists import items
from tests import factories


@pytest.fixture
def mina(db):
    return factories.researcher(given_name="Mina", family_name="Sørensen", slug="mina")


@pytest.fixture
def work(mina):
    """A paper with something in each place from which a drawing is made."""
    work = factories.publication(
        mina, title="Drift of gauges", key="drift", venue=factories.venue(short_name="FLOW")
    )
    work.topics.add(Topic.objects.create(name="Tides", slug="tides"))
    Link.objects.create(publication=work, kind="code", url="https://code.example/drift")
    Version.objects.create(publication=work, venue_text="arXiv", year=2020, kind="preprint")
    return work


def shown(owner: int | None = None) -> str:
    """The only work there is, as a list shows it."""
    (item,) = items(Publication.objects.all(), owner=owner).items
    names = [f"{part.html}|{part.url}|{part.me}" for part in item.byline.shown]
    html = [item.margin, item.title, item.where, item.notes, item.acts, item.bibtex]
    return "\n".join([*html, *names])


def is_kept() -> bool:
    return Drawing.objects.get().drawn_at > 0


def test_what_was_drawn_is_kept_and_not_drawn_again(work, monkeypatch):
    first = shown()
    assert is_kept()
    monkeypatch.setattr(drawing, "draw", lambda _: pytest.fail("It was drawn again."))
    assert shown() == first


def test_a_drawing_tells_what_stands_in_the_rows(work):
    text = shown()
    for word in ("FLOW", "Drift of gauges", "https://code.example/drift", "arXiv", "Sørensen"):
        assert word in text
    assert "keywords = {Tides}" in text


CHANGES = {
    "a title": (lambda: Publication.objects.update(title="Slow gauges"), "Slow gauges"),
    "an award": (lambda: Publication.objects.update(award="**Best**"), "<strong>Best</strong>"),
    "an abstract": (lambda: Publication.objects.update(abstract="New *words*"), "<em>words</em>"),
    "a status": (lambda: Publication.objects.update(status="accepted"), "Accepted"),
    "an author's name": (lambda: Authorship.objects.update(family="Berg"), "Berg"),
    "a mark": (lambda: Authorship.objects.update(co_first=True), "<sup"),
    "a further author": (
        lambda: Authorship.objects.bulk_create(
            [Authorship(publication=Publication.objects.get(), family="Novák", position=9)]
        ),
        "Novák",
    ),
    "a venue's name": (lambda: Venue.objects.update(short_name="TIDE"), "TIDE"),
    "a link": (lambda: Link.objects.update(url="https://new.example/"), "https://new.example/"),
    "a version": (lambda: Version.objects.update(venue_text="HAL"), "HAL"),
    "a topic's name": (lambda: Topic.objects.update(name="Waves"), "keywords = {Waves}"),
    "a person's address": (lambda: Researcher.objects.update(slug="mins"), "/people/mins/"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_in_bulk_which_sends_no_signal_shows_at_once(name, work):
    change, new = CHANGES[name]
    assert new not in shown()
    change()
    assert new in shown()
    assert new in shown(), "and what was kept then"


REMOVALS = {
    "a link": (lambda: Link.objects.all(), "https://code.example/drift"),
    "a version": (lambda: Version.objects.all(), "arXiv"),
    "a venue": (lambda: Venue.objects.all(), "FLOW"),
    "an author": (lambda: Authorship.objects.all(), "Sørensen"),
}


@pytest.mark.parametrize("name", REMOVALS)
def test_what_is_removed_is_shown_no_longer(name, work):
    rows, word = REMOVALS[name]
    assert word in shown()
    rows().delete()
    assert word not in shown()


def test_a_version_s_venue_is_followed_too(work):
    venue = factories.venue(name="Journal of Tides")
    Version.objects.update(venue=venue, venue_text="")
    assert "Journal of Tides" in shown()
    Venue.objects.filter(pk=venue.pk).update(name="Tidal Letters")
    assert "Tidal Letters" in shown()


def test_a_topic_that_is_taken_away_is_in_no_bibtex(work):
    assert "keywords" in shown()
    work.topics.clear()
    assert "keywords" not in shown()


def test_what_a_source_wrote_is_followed(work):
    shown()
    fields = {"title": "Drift of gauges", "annote": "Their own field"}
    state = {"title": "Drift of gauges"}
    ImportedEntry.objects.create(
        publication=work, origin="x", key="drift", imported_at="2026-01-01T00:00Z",
        payload={"type": "article", "fields": fields, "state": state},
    )  # fmt: skip
    assert "Drift of gauges" in shown()
    assert Drawing.objects.get().changes == Drawing.objects.get().drawn_at


@pytest.mark.parametrize("visibility", ["hidden", "unlisted", "awaiting"])
@pytest.mark.parametrize("by_form", [True, False])
def test_whoever_is_hidden_is_linked_no_longer(visibility, by_form, work, mina):
    assert "/people/mina/" in shown()
    if by_form:
        mina.visibility = visibility
        mina.save()
    else:
        Researcher.objects.filter(pk=mina.pk).update(visibility=visibility)
    assert "/people/mina/" not in shown()
    assert "/people/mina/" not in str(Drawing.objects.get().parts)
    assert "Mina Sørensen||True" in shown(owner=mina.pk), "but it is their own page"


def test_somebody_who_only_edits_their_page_leaves_drawings_alone(work, mina):
    shown()
    before = Drawing.objects.get().changes
    mina.bio = "Something else."
    mina.save()
    assert Drawing.objects.get().changes == before


def test_a_person_who_is_deleted_is_a_plain_name(work, mina):
    shown()
    mina.delete()
    assert "Mina Sørensen, Rosalind Achterberg||False" in shown()


def test_a_change_during_the_drawing_makes_it_void(work, monkeypatch):
    def meanwhile(row):
        made = draw(row)
        Publication.objects.update(title="Changed meanwhile")
        return made

    monkeypatch.setattr(drawing, "draw", meanwhile)
    assert "Drift of gauges" in shown()
    monkeypatch.setattr(drawing, "draw", draw)
    assert "Changed meanwhile" in shown()


def test_another_version_of_the_program_draws_anew(work, monkeypatch):
    shown()
    Drawing.objects.update(parts={"title": "as it was drawn formerly"})
    monkeypatch.setattr(drawing, "stamp", lambda: "another")
    assert "Drift of gauges" in shown()


@pytest.mark.parametrize(("name", "value"), [("AUTHOR_FOLD", 1), ("BASE_URL", "https://x.example")])
def test_the_stamp_follows_the_settings_that_show(name, value, settings):
    before = stamp.stamp()
    setattr(settings, name, value)
    assert stamp.stamp() != before


def test_nothing_that_is_drawn_for_a_preview_is_kept_or_shown_elsewhere(work):
    set_script_prefix("/preview/secret~token/")
    try:
        assert "/preview/secret~token/" in shown()
    finally:
        set_script_prefix("/")
    assert not is_kept()
    assert "secret" not in shown()
    set_script_prefix("/preview/other~token/")
    try:
        assert "/preview/other~token/publications/" in shown()
    finally:
        set_script_prefix("/")


def test_a_page_is_drawn_though_nothing_can_be_kept(work, monkeypatch):
    def refuse(*_):
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(drawing, "_failed", {"at": 0.0})
    monkeypatch.setattr(drawing, "_without_waiting", refuse)
    assert "Drift of gauges" in shown()
    assert not is_kept()


def test_a_list_costs_one_query_once_it_was_drawn(mina, django_assert_num_queries):
    for number in range(3):
        factories.publication(mina, slug=f"w-{number}", venue=factories.venue(short_name="FLOW"))
    works = Publication.objects.all()
    with django_assert_num_queries(3):  # the list, what is drawn, the drawings
        assert len(items(works)) == 3
    with django_assert_num_queries(1):
        assert len(items(works, owner=mina.pk)) == 3


def test_drawing_does_not_begin_a_new_generation_of_content(work):
    from profiles import generation  # noqa: PLC0415 - to see its mark

    before = generation.current()
    shown()
    assert generation.current() == before


def test_a_list_knows_its_headings_marks_and_margin(db):
    for year in (2023, 2024, None):
        factories.publication(year=year)
    found = items(Publication.objects.all())
    assert [heading for heading, _items in found.groups] == ["In progress", "2024", "2023"]
    assert found.legend == []
    assert not found.has_margin
    factories.publication(venue=factories.venue(short_name="FLOW"))
    assert items(Publication.objects.all()).has_margin


def test_an_empty_list_is_false(db):
    assert not items(Publication.objects.none())


def test_long_bibtex_is_linked_and_not_shown(client, mina):
    work = factories.publication(mina)
    Authorship.objects.bulk_create(
        [Authorship(publication=work, family=f"N{at}", position=at) for at in range(1, 900)]
    )
    page = client.get("/publications/").content.decode()
    assert f'href="/publications/{work.slug}/cite.bib"' in page
    assert "N500" not in page
    assert "and 889 more" in page
    assert "N500" in client.get(f"/publications/{work.slug}/").content.decode()


def test_a_byline_that_names_not_everybody_says_so(client, mina):
    factories.publication(mina, extra={"others": "yes"})
    assert "et al." in client.get("/publications/").content.decode()


def test_migrating_gives_each_publication_a_drawing(work):
    connection.check_constraints()  # PostgreSQL changes no table while some wait to be checked
    triggers.remove()
    Drawing.objects.all().delete()
    late = factories.publication(slug="late")
    assert not Drawing.objects.filter(pk=late.pk).exists()
    assert len(drawn(Publication.objects.all())) == 2, "what is not kept is drawn all the same"
    connection.check_constraints()
    call_command("migrate", verbosity=0)
    assert Drawing.objects.count() == 2
    Publication.objects.update(title="Counted again")
    assert set(Drawing.objects.values_list("changes", flat=True)) == {2}


def test_a_command_draws_all_that_is_out_of_date(work, capsys, monkeypatch):
    monkeypatch.setattr(drawing, "_BATCH", 1)
    factories.publication()
    call_command("draw_publications")
    assert capsys.readouterr().out == "2 publications drawn.\n"
    Publication.objects.filter(pk=work.pk).update(title="Changed")
    call_command("draw_publications")
    assert capsys.readouterr().out == "1 publications drawn.\n"
    monkeypatch.setattr(drawing, "draw", lambda _: pytest.fail("It was drawn again."))
    assert len(drawn(Publication.objects.all())) == 2


def test_the_triggers_count_every_event(work):
    triggers.install()
    names = {name for name, _table in triggers._installed(connection)}
    parts = ("authorship", "link", "version", "importedentry", "publication_topics")
    wanted = {f"{part}_{event}" for part in parts for event in ("insert", "update", "delete")}
    wanted |= {"publication_insert", "publication_update"}
    homes = ("coauthor", "membership")
    wanted |= {f"{each}_{event}" for each in homes for event in ("insert", "update", "delete")}
    wanted |= {"venue_update", "topic_update", "researcher_update"}
    assert names == {triggers.PREFIX + each for each in wanted}


def test_a_preview_picture_stands_beside_the_title(db):
    factories.publication(preview=factories.picture(8, 8), preview_alt="A <curve>")
    assert 'alt="A &lt;curve&gt;"' in shown()


def test_hostile_text_stays_text(db):
    bad = "<script>alert(1)</script>"
    work = factories.publication(title=bad, note=bad, award=bad, abstract=bad, venue_text=bad)
    Link.objects.create(publication=work, kind="code", label=bad, url="https://x.example/")
    (item,) = items(Publication.objects.all()).items
    html = f"{item.margin}{item.title}{item.where}{item.notes}{item.acts}"
    assert "<script" not in html


def test_an_uploaded_file_is_linked_from_its_drawing(db):
    work = factories.publication()
    Link.objects.create(publication=work, kind="pdf", file=ContentFile(b"%PDF-", name="a.pdf"))
    assert f'href="{work.get_absolute_url()}{work.slug}.pdf"' in shown()


@pytest.mark.django_db(transaction=True)
def test_after_a_large_import_the_drawings_of_what_it_changed_are_void(monkeypatch):
    monkeypatch.setattr(triggers, "MANY", 1)
    first = "@article{tides, title = {On tides}, author = {Holt, Mira}, year = {2024}}"
    other = "@article{waves, title = {On waves}, author = {Holt, Mira}, year = {2023}}"
    apply(plan(read(f"{first}\n{other}"), name="a.bib"))
    items(Publication.objects.all())
    changed = first.replace("2024}", "2024}, volume = {7}")
    apply(plan(read(f"{changed}\n{other}"), name="a.bib"))
    void = Publication.objects.exclude(drawing__drawn_at=F("drawing__changes"))
    assert [work.key for work in void] == ["tides"]
    items(Publication.objects.all())
    Publication.objects.filter(key="waves").update(pages="1--2")
    assert [work.key for work in void.all()] == ["waves"]


@pytest.mark.django_db(transaction=True)
def test_a_large_import_that_fails_leaves_the_triggers_in_place(monkeypatch):
    monkeypatch.setattr(triggers, "MANY", 1)
    apply(plan(read("@article{tides, title = {On tides}, author = {Holt, Mira}}"), name="a.bib"))
    items(Publication.objects.all())

    def fails(*_arguments):
        raise RuntimeError

    monkeypatch.setattr("publications.importing.apply._remember_entries", fails)
    with pytest.raises(RuntimeError):
        apply(plan(read("@article{tides, title = {Tides}, author = {Holt, Mira}}"), name="b.bib"))
    Publication.objects.update(pages="1--2")
    void = Publication.objects.exclude(drawing__drawn_at=F("drawing__changes"))
    assert void.count() == Publication.objects.count()


def test_a_page_of_a_long_list_is_found_by_keys_and_drawn_in_order(mina, django_assert_num_queries):
    topic = factories.publication(mina).topics.create(name="Tides", slug="tides")
    works = [factories.publication(mina, year=2001 + at) for at in range(4)]
    works[1].topics.add(topic)
    assert len(items(Publication.objects.all())) == 5  # draws them
    by_topic = Publication.objects.order_by(F("topics__name").asc(nulls_first=True), "year")
    with django_assert_num_queries(2):
        rows = columns_by_key(by_topic[1:3], "topics__name")
    assert [(row[0], row[1], row[3]) for row in rows] == [
        (work.pk, work.year, heading) for work, heading in [(works[2], None), (works[3], None)]
    ]
    assert rows[0] in columns(by_topic, "topics__name")
