"""A list's papers are found by their keys: `/publications/#key`, as al-folio has it."""

import re
from collections import Counter
from urllib.parse import quote

import pytest

from publications import views
from publications.bibtex import read
from publications.importing.apply import apply
from publications.importing.planner import plan
from publications.models import Publication, Topic
from publications.presentation.anchors import fragment, identifier
from tests import factories


def ids(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.findall(r'\sid="([^"]*)"', answer.content.decode())


def bring(person, text: str) -> None:
    apply(plan(read(text.encode()), researcher=person), None)


def entry(key: str, title: str, *, doi: str = "") -> str:
    return (
        f"@article{{{key}, title={{{title}}}, author={{Sørensen, Mina}}, year={{2020}},"
        f" doi={{{doi}}}}}"
    )


@pytest.fixture
def mina(db):
    return factories.researcher(given_name="Mina", family_name="Sørensen", slug="mina")


def test_the_lists_of_a_person_and_of_all_have_each_key_as_an_id(client, mina):
    for key in ("einstein1905", "DBLP:conf/icml/Bohr20", "sørensen2020"):
        factories.publication(mina, key=key, title=f"On {key}")
    for address in ("/people/mina/publications/", "/publications/"):
        html = client.get(address).content.decode()
        for key in ("einstein1905", "DBLP:conf/icml/Bohr20", "sørensen2020"):
            assert f'<li class="work" id="{key}">' in html


def test_the_home_page_and_the_person_s_page_have_none(client, mina):
    work = factories.publication(mina, key="einstein1905")
    work.authorships.update(selected=True)
    assert "einstein1905" in client.get("/people/mina/").content.decode()
    assert "einstein1905" not in ids(client, "/people/mina/")


def test_a_key_that_the_page_uses_for_itself_makes_no_second_id(client, mina):
    factories.publication(mina, key="first", abstract="# Setup\n\nWe measure.")
    used = ids(client, "/people/mina/publications/")
    assert {"main", "setup"} <= set(used)
    for number, key in enumerate(sorted({*used, "content"} - {"first"})):
        factories.publication(mina, key=key, title=f"Work {number}")
    found = Counter(ids(client, "/people/mina/publications/"))
    assert set(found.values()) == {1}
    assert "content" in found


def test_a_key_is_written_as_text(client, mina):
    factories.publication(mina, key='a"><script>alert(1)</script>')
    assert "<script>alert" not in client.get("/people/mina/publications/").content.decode()


def test_a_work_under_two_topics_has_its_id_once(client, mina):
    work = factories.publication(mina, key="drift")
    work.topics.add(*(Topic.objects.create(name=name, slug=name) for name in ("tides", "gauges")))
    found = ids(client, "/people/mina/publications/?group=topic")
    assert found.count("drift") == 1


def test_a_person_s_own_keys_lead_to_works_that_others_entered_first(client, mina):
    other = factories.researcher(given_name="Jun", family_name="Baek", slug="jun")
    bring(other, entry("baek20", "Drift of gauges", doi="10.1000/drift"))
    bring(mina, entry("drift2020", "Drift of gauges", doi="10.1000/drift"))
    bring(mina, entry("baek20", "Quite another work"))
    assert Publication.objects.count() == 2
    works = {work.title: work for work in Publication.objects.all()}
    html = client.get("/people/mina/publications/").content.decode()
    items = {
        title: item
        for item in html.split('<li class="work"')[1:]
        for title in works
        if f">{title}</a>" in item
    }
    assert items["Drift of gauges"].startswith(' id="drift2020">')
    assert items["Quite another work"].startswith(' id="baek20">')
    # On the list of all, the keys of the works are all that is unambiguous.
    everything = ids(client, "/publications/")
    assert {work.key for work in works.values()} <= set(everything)
    assert "drift2020" not in everything


def test_two_entries_of_one_work_both_lead_to_it(client, mina):
    bring(mina, entry("first", "Drift of gauges", doi="10.1000/drift"))
    bring(mina, entry("second", "Drift of gauges", doi="10.1000/drift"))
    html = client.get("/people/mina/publications/").content.decode()
    assert html.count('<li class="work"') == 1
    assert set(re.findall(r'id="(first|second)"', html)) == {"first", "second"}


def test_a_blank_in_a_key_stands_in_the_id_as_in_an_address():
    assert identifier("Sørensen 2020") == "S%C3%B8rensen%202020" == fragment("Sørensen 2020")
    assert identifier("a%b/c:d") == "a%b/c:d"
    assert fragment("sørensen") == quote("sørensen")


@pytest.fixture
def short_pages(monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    monkeypatch.setattr(views, "PER_PAGE_OF_PERSON", 3)


def test_a_work_on_a_later_page_is_found_by_its_key(client, mina, short_pages):
    for year in range(2010, 2017):
        factories.publication(mina, key=f"of {year}", title=f"Work of {year}", year=year)
    for address, key, page in [
        ("/people/mina/publications/", "of 2010", 3),
        ("/people/mina/publications/", "of 2015", 1),
        ("/publications/", "of 2010", 4),
    ]:
        answer = client.get(address, {"key": key})
        assert answer.headers["Location"] == f"{address}?page={page}#{fragment(key)}"
        assert identifier(key) in ids(client, f"{address}?page={page}")
        assert "js/landing.js" in client.get(address).content.decode()


def test_a_key_that_nothing_on_the_list_has_leads_to_its_beginning(client, mina, short_pages):
    factories.publication(mina, key="drafted", draft=True)
    for key in ("drafted", "unknown", "\x00", "x" * 5000, "//evil.example"):
        answer = client.get("/people/mina/publications/", {"key": key})
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            "/people/mina/publications/",
        )
