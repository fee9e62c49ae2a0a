import pytest

from profiles.models import NameVariant
from publications.bibtex.records import Author, Bibliography, Offer, Rejection
from publications.bibtex.records import Link as Address
from publications.importing.apply import apply
from publications.importing.plan import Choice
from publications.importing.planner import plan, plan_works
from publications.importing.work import Author as WorkAuthor
from publications.importing.work import Work
from publications.models import Authorship, ImportRecord, Link, Publication, Venue
from publications.names import split_name
from tests import factories
from tests.publications.importing.conftest import entry


def test_an_entry_becomes_a_publication_with_all_that_it_says(bring):
    report = bring(
        entry(
            month=4, volume="12", number="3", pages="201–240", doi="10.1000/tide", note="Spotlight",
            award="Best paper", abstract="We look.", arxiv_id="2404.08080", publisher="Slow Press",
            identifiers={"pmid": "123"}, extra={"location": "Bergen"},
            authors=["Sørensen, Mina", Author(split_name("Baek, Jun-ho"), co_first=True)],
            links=[Address("code", "", "https://code.example/tide")],
        )
    )  # fmt: skip
    assert report.counts == {
        "found": 1, "created": 1, "updated": 0, "unchanged": 0, "rejected": 0,
    }  # fmt: skip
    paper = Publication.objects.get()
    assert (paper.key, paper.slug) == ("tide2024", "sorensen-2024-agreement")
    assert (paper.year, paper.month, paper.volume, paper.number) == (2024, 4, "12", "3")
    assert (paper.doi, paper.arxiv_id, paper.pages) == ("10.1000/tide", "2404.08080", "201–240")
    assert (paper.note, paper.award, paper.publisher) == ("Spotlight", "Best paper", "Slow Press")
    assert paper.identifiers == {"pmid": "123"}
    assert paper.extra == {"location": "Bergen"}
    assert paper.venue_text == "Journal of Slow Measurement"
    assert [(a.family, a.co_first) for a in paper.authorships.all()] == [
        ("Sørensen", False),
        ("Baek", True),
    ]
    assert paper.links.get().url == "https://code.example/tide"
    assert paper.folded_title == "on the agreement of tide gauges"
    assert Publication.objects.search("sorensen").get() == paper


def test_the_same_file_twice_changes_nothing(bring, actions):
    entries = [
        entry(links=[Address("pdf", "", "https://a.example/p.pdf")], extra={"location": "Bergen"}),
        entry("drift", "A drift of instruments", abbr="JSM", topics=["tides"]),
        entry("group", "A third work of ours", authors=["{The Tide Collaboration}"]),
    ]
    assert actions(*entries) == ["created"] * 3
    before = list(Publication.objects.values())
    rows = Publication.history.count(), Authorship.history.count()
    assert actions(*entries) == ["unchanged"] * 3
    assert list(Publication.objects.values()) == before
    assert (Publication.history.count(), Authorship.history.count()) == rows


def test_the_same_file_of_another_person_changes_nothing_either(actions, researcher):
    entries = [entry(), entry("drift", "A drift of instruments", abbr="JSM")]
    actions(*entries)
    assert actions(*entries, researcher=researcher) == ["unchanged"] * 2


def test_what_a_person_changed_by_hand_survives_a_new_import(bring, actions):
    bring(entry(pages="1–10", note="To appear"))
    Publication.objects.update(note="Oral presentation")
    assert actions(entry(pages="201–240", note="To appear")) == ["updated"]
    paper = Publication.objects.get()
    assert (paper.pages, paper.note) == ("201–240", "Oral presentation")


def test_what_both_changed_is_kept_and_said(bring):
    bring(entry(note="To appear"))
    Publication.objects.update(note="Oral presentation")
    report = bring(entry(note="Poster"))
    assert report.items[0].problems[-1] == (
        "note was kept as it stands here: “Oral presentation”, not “Poster”."
    )
    assert Publication.objects.get().note == "Oral presentation"
    assert bring(entry(note="Poster")).items[0].problems == []


def test_a_flag_set_by_hand_survives_an_author_more(bring, actions):
    bring(entry(authors=["Sørensen, Mina", "Baek, Jun-ho"]))
    Authorship.objects.filter(family="Baek").update(co_first=True)
    assert actions(entry(authors=["Sørensen, Mina", "Baek, Jun-ho", "Chen, Li"])) == ["updated"]
    assert [(a.family, a.co_first) for a in Publication.objects.get().authorships.all()] == [
        ("Sørensen", False), ("Baek", True), ("Chen", False),
    ]  # fmt: skip


def test_an_author_who_leaves_the_byline_leaves_the_rows(bring, researcher):
    NameVariant.objects.create(researcher=researcher, name="Sørensen, Mina")
    bring(entry(authors=["Sørensen, Mina", "Baek, Jun-ho"]))
    Authorship.objects.filter(researcher=researcher).update(selected=True)
    bring(entry(authors=["Chen, Li", "Sørensen, M."]))
    rows = list(Publication.objects.get().authorships.all())
    assert [(row.family, row.given) for row in rows] == [("Chen", "Li"), ("Sørensen", "M.")]
    assert rows[1].researcher == researcher
    assert rows[1].selected
    assert Authorship.history.filter(history_type="-").get().family == "Baek"


def test_links_of_the_file_come_and_go_and_those_added_by_hand_stay(bring):
    bring(entry(links=[Address("pdf", "", "https://a.example/old.pdf")]))
    paper = Publication.objects.get()
    Link.objects.create(publication=paper, kind="code", url="https://code.example/")
    bring(entry(links=[Address("pdf", "", "https://a.example/new.pdf")]))
    assert {link.url for link in paper.links.all()} == {
        "https://a.example/new.pdf", "https://code.example/",
    }  # fmt: skip


def test_a_preprint_that_was_published_is_one_work_with_two_versions(bring, actions):
    bring(
        entry(
            "arxiv", type="preprint", status="preprint", year=2023, venue="arXiv preprint",
            arxiv_id="2304.00001",
        )
    )  # fmt: skip
    assert actions(entry("published", volume="7", doi="10.1000/tide")) == ["updated"]
    paper = Publication.objects.get()
    assert (paper.type, paper.status, paper.year) == ("article", "published", 2024)
    assert (paper.venue_text, paper.volume) == ("Journal of Slow Measurement", "7")
    version = paper.versions.get()
    assert (version.kind, version.venue_text, version.year) == ("preprint", "arXiv preprint", 2023)
    assert version.arxiv_id == paper.arxiv_id == "2304.00001"
    assert (
        actions(
            entry(
                "arxiv", type="preprint", status="preprint", year=2023, venue="arXiv preprint",
                arxiv_id="2304.00001",
            ),
            entry("published", volume="7", doi="10.1000/tide"),
        )
        == ["unchanged"] * 2
    )  # fmt: skip


def test_the_preprint_of_a_published_work_becomes_its_version(bring, actions):
    published = entry("published", volume="7")
    preprint = entry(
        "arxiv", type="preprint", status="preprint", year=2023, venue="arXiv", arxiv_id="2304.00001"
    )
    assert actions(published, preprint) == ["created", "updated"]
    paper = Publication.objects.get()
    assert (paper.venue_text, paper.year) == ("Journal of Slow Measurement", 2024)
    assert paper.versions.get().arxiv_id == paper.arxiv_id == "2304.00001"
    assert actions(published, preprint) == ["unchanged"] * 2
    assert paper.versions.count() == 1


def test_three_members_files_make_one_row_with_three_linked_authors(bring):
    people = [
        factories.researcher(given_name=given, family_name=family)
        for given, family in (("Mina", "Sørensen"), ("Jun-ho", "Baek"), ("Rosalind", "Achterberg"))
    ]
    names = ["Sørensen, Mina", "J.-H. Baek", "Rosalind Achterberg"]
    for number, person in enumerate(people):
        bring(
            entry(f"key{number}", authors=names, doi="10.1000/tide", selected=number == 1),
            researcher=person,
        )
    paper = Publication.objects.get()
    rows = list(paper.authorships.all())
    assert [row.researcher for row in rows] == people
    assert [row.selected for row in rows] == [False, True, False]


def test_selected_papers_come_in_the_order_of_the_file(bring):
    person = factories.researcher(given_name="Mina", family_name="Sørensen")
    bring(
        entry("a", "First of all works", selected=True),
        entry("b", "Something else again", selected=True),
        researcher=person,
    )
    assert [paper.key for paper in Publication.objects.selected_by(person)] == ["a", "b"]


def test_selected_without_a_person_is_kept_and_said(bring):
    report = bring(entry(selected=True))
    assert Publication.objects.get().extra["selected"] == "true"
    assert "selected" in report.problems[0]
    assert not Authorship.objects.filter(selected=True).exists()


def test_taking_selected_out_of_the_file_takes_it_off_the_list(bring):
    person = factories.researcher(given_name="Mina", family_name="Sørensen")
    bring(entry(selected=True), researcher=person)
    bring(entry(selected=False), researcher=person)
    assert not Authorship.objects.filter(selected=True).exists()


def test_a_member_who_came_later_is_linked_by_the_next_import(bring, actions):
    bring(entry())
    person = factories.researcher(given_name="Mina", family_name="Sørensen")
    assert actions(entry()) == ["updated"]
    assert Authorship.objects.get().researcher == person
    assert actions(entry()) == ["unchanged"]


def test_a_link_that_was_removed_by_hand_stays_removed(bring, actions):
    factories.researcher(given_name="Mina", family_name="Sørensen")
    bring(entry())
    Authorship.objects.update(researcher=None)
    assert actions(entry()) == ["unchanged"]
    assert Authorship.objects.get().researcher is None


def test_the_owner_who_is_in_no_byline_is_told(bring, researcher):
    report = bring(entry(authors=["Chen, Li"]), researcher=researcher)
    assert report.items[0].problems == [
        (
            f"None of its authors is recognised as {researcher.name}. Link the author by hand, or "
            "add this spelling to the person's names and import again."
        )
    ]


def test_two_works_of_one_key_and_title_get_keys_and_addresses_of_their_own(bring):
    bring(entry("x", "Annual report", year=2020), entry("x", "Annual report", year=2024))
    assert [(p.key, p.slug) for p in Publication.objects.order_by("pk")] == [
        ("x", "sorensen-2020-annual"), ("xb", "sorensen-2024-annual"),
    ]  # fmt: skip


def test_an_unsure_entry_is_kept_apart_and_names_the_other(bring):
    report = bring(
        entry("one", "A drift of instruments", doi="10.1000/x"),
        entry("two", "Something else entirely here", doi="10.1000/x"),
    )
    assert [item.action for item in report.items] == ["created", "created"]
    assert report.items[1].problems == [
        (
            "It has the same DOI or arXiv id as “one”, but another title. Both were kept; merge "
            "them by hand if they are one work."
        )
    ]
    assert Publication.objects.count() == 2


def test_a_person_decides_about_an_unsure_entry(bring):
    bring(entry("one", "A drift of instruments", doi="10.1000/x"))
    one = Publication.objects.get()
    choice = {"two": Choice("same", same_as=one.pk)}
    bring(entry("two", "Instruments that drift", doi="10.1000/x", note="Talk"), choices=choice)
    assert Publication.objects.get().note == "Talk"


def test_what_a_person_leaves_out_is_not_written(bring, actions):
    assert actions(entry(), choices={"tide2024": Choice("skip")}) == ["unchanged"]
    assert not Publication.objects.exists()
    assert actions(entry()) == ["created"]


def test_a_person_may_take_the_files_word_after_all(bring):
    bring(entry(note="To appear"))
    Publication.objects.update(note="Oral")
    bring(entry(note="Poster"), choices={"tide2024": Choice(take=frozenset(["note"]))})
    assert Publication.objects.get().note == "Poster"


def test_rejected_entries_are_reported_with_their_line(db):
    made = plan(
        Bibliography(
            entries=[], rejected=[Rejection("broken", 7, "The entry is never closed.", "@article{")]
        )
    )
    item = made.report().items[0]
    assert (item.ref, item.action, item.problems) == (
        "broken", "rejected", ["Line 7: The entry is never closed."],
    )  # fmt: skip


def test_an_entry_without_a_title_goes_by_its_key(bring):
    report = bring(entry("none", title=""))
    assert report.items[0].problems == [
        "It has no title; its key stands in its place. Give it one."
    ]
    assert Publication.objects.get().title == "none"


def test_a_mark_that_nothing_explains_is_a_question(bring):
    offers = [
        Offer("", (0,), "author", "† stands beside Mina."),
        Offer("co_first", (), "note", "equal"),
    ]
    report = bring(entry(offers=offers))
    assert report.items[0].problems == [
        "† stands beside Mina.",
        "“equal” does not say which author is co-first. Tick it at the authors.",
    ]


def test_editors_and_further_authors_are_kept(bring):
    bring(
        entry(
            fields={"editor": "Chen, Li"},
            others=True,
            award="For its care",
            award_name="Best paper",
        )
    )
    paper = Publication.objects.get()
    assert paper.extra == {"editor": "Chen, Li", "others": "true", "award_text": "For its care"}
    assert paper.award == "Best paper"


def test_hostile_text_is_kept_as_text(bring):
    title = r"</script><script>alert(1)</script> \input{/etc/passwd} {{ 7*7 }}"
    bring(entry(title=title, note="<img src=x onerror=alert(1)>", authors=["<b>X</b>, Y"]))
    assert Publication.objects.get().title == title


def test_an_address_that_may_not_be_linked_is_no_link(bring):
    report = bring(
        entry(links=[Address("pdf", "", "javascript:alert(1)"), Address("code", "", "x.zip", True)])
    )
    assert not Link.objects.exists()
    assert len(report.items[0].problems) == 2
    assert Publication.objects.get().extra == {"pdf": "javascript:alert(1)", "code": "x.zip"}


def test_values_that_are_too_long_or_impossible_are_kept_among_the_further_fields(bring):
    report = bring(
        entry(
            volume="v" * 80, doi="doi: none", year=20240, month=4, day=77, venue="V" * 600,
            authors=["G" * 500 + " " + "F" * 500],
        )
    )  # fmt: skip
    paper = Publication.objects.get()
    paper.full_clean()
    assert paper.extra["volume"] == "v" * 80
    assert paper.extra["venue_text"] == "V" * 600
    assert (paper.doi, paper.year, paper.day) == ("", None, None)
    assert paper.extra["doi"] == "doi: none"
    assert paper.extra["year"] == "20240"
    assert len(report.items[0].problems) >= 4


def test_three_thousand_authors_are_one_byline(bring, actions):
    many = entry(authors=[f"Writer{n}, Ada" for n in range(3000)])
    assert actions(many) == ["created"]
    assert Authorship.objects.count() == 3000
    assert actions(many) == ["unchanged"]


def test_an_error_on_the_way_leaves_nothing_behind(bring, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("publications.importing.apply._remember_entries", fail)
    with pytest.raises(RuntimeError):
        bring(entry())
    assert not Publication.objects.exists()
    assert not Authorship.objects.exists()
    assert not ImportRecord.objects.exists()
    assert not Publication.history.exists()


def test_history_says_who_imported(bring, administrator):
    bring(entry(), user=administrator)
    record = Publication.history.get()
    assert (record.history_type, record.history_user) == ("+", administrator)
    assert Authorship.history.get().history_user == administrator
    assert Publication.objects.get().created_by == administrator


def test_a_venue_is_made_from_a_badge_and_a_name_and_found_again(bring):
    bring(
        entry(abbr="JSM"), entry("b", "Another title entirely", venue="J. Slow Meas.", abbr="JSM")
    )
    venue = Venue.objects.get()
    assert (venue.name, venue.short_name) == ("Journal of Slow Measurement", "JSM")
    assert set(Publication.objects.values_list("venue_text", "venue")) == {
        ("Journal of Slow Measurement", venue.pk), ("J. Slow Meas.", venue.pk),
    }  # fmt: skip


def test_a_venue_without_a_badge_is_linked_but_not_made(bring):
    bring(entry())
    assert not Venue.objects.exists()
    venue = factories.venue(name="JOURNAL of Slow Measurement")
    bring(entry("b", "Another title entirely"))
    assert Publication.objects.get(key="b").venue == venue


def test_keywords_that_are_topics_here_become_topics(bring):
    topic = factories.publications.Topic.objects.create(name="Tides", slug="tides")
    bring(entry(topics=["tides", "toread"]))
    paper = Publication.objects.get()
    assert list(paper.topics.all()) == [topic]
    assert paper.extra["keywords"] == "tides, toread"


@pytest.mark.parametrize("again", [False, True])
def test_the_number_of_queries_does_not_grow_with_the_file(
    bring, django_assert_max_num_queries, again
):
    def entries(count):
        return [
            entry(f"k{n}", f"Title of {n} words {n}", authors=[f"Writer{n}, Ada"])
            for n in range(count)
        ]

    if again:
        bring(*entries(40))
    with django_assert_max_num_queries(40):
        bring(*entries(40))


def test_a_new_row_has_every_column_that_a_saved_one_has(bring):
    bring(entry(authors=[]))
    imported = Publication.objects.get()
    saved = Publication.objects.create(
        key="x", slug="x", title=imported.title, year=2024, venue_text=imported.venue_text
    )
    own = {"id", "key", "slug", "created_at", "changed_at"}
    for field in Publication._meta.concrete_fields:
        if field.attname not in own:
            assert getattr(imported, field.attname) == getattr(saved, field.attname), field.name


def test_works_of_another_source_are_planned_alike(db):
    person = factories.researcher(given_name="Other", orcid="0000-0002-1825-0097")
    author = WorkAuthor(split_name("Mina Sørensen"), orcid="0000-0002-1825-0097")
    work = Work("W1", "On the agreement of tide gauges", year=2024, authors=(author,))
    for action in ("created", "unchanged"):
        made = plan_works([work], origin="openalex")
        apply(made)
        assert [item.action for item in made.report().items] == [action]
    assert Authorship.objects.get().researcher == person
