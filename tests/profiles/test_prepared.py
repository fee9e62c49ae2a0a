from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import NewsItem
from profiles import clock, prepared
from profiles.models import Researcher
from profiles.revealing import revealing
from profiles.together import together
from publications.presentation.drawing import columns
from tests import factories
from website import navigation, sections
from website.navigation import with_contents_by_address

pytestmark = pytest.mark.django_db
KINDS = frozenset(sections.Kind)
OWN = ("photos", "links", "sections")


@pytest.fixture(autouse=True)
def nothing_prepared(monkeypatch):
    monkeypatch.setattr(prepared, "_prepared", {})


def people(slug: str) -> dict:
    return {"people": Researcher.objects.filter(slug=slug)}


def by_half(slug: str) -> dict:
    return {"people": Researcher.objects.filter(slug__contains=slug)}


def news(*, person: int) -> dict:
    return {"news": NewsItem.objects.of(Researcher(pk=person))}


def asked(call) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        call()
    return [each["sql"] for each in queries.captured_queries]


def test_a_query_is_put_together_once_and_asked_with_each_value():
    first, second = factories.researcher(slug="mina"), factories.researcher(slug="jun")
    built = []

    def build(slug: str) -> dict:
        built.append(slug)
        return people(slug)

    for person in (first, second, first):
        assert prepared.ask(build, (), {"slug": person.slug})["people"] == [person]
    assert prepared.ask(build, (), {"slug": "nobody"})["people"] == []
    assert len(built) == 1


@pytest.mark.parametrize("slug", ["' OR 1=1 --", "%", "\ue000slug\ue000", "now", "1904-02-29", ""])
def test_a_hostile_value_is_a_value(slug):
    factories.researcher(slug="mina")
    assert prepared.ask(people, (), {"slug": slug})["people"] == []


def test_a_value_that_is_made_part_of_another_is_refused():
    with pytest.raises(ValueError, match="only be compared"):
        prepared.ask(by_half, (), {"slug": "mina"})


def test_what_is_due_appears_at_its_time_by_a_query_from_before(monkeypatch, researcher):
    item = NewsItem.objects.create(body="Soon", publish_at=timezone.now() + timedelta(hours=1))
    item.researchers.add(researcher)
    values = {"person": researcher.pk}
    assert prepared.ask(news, (), values)["news"] == []
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(clock.timezone, "now", lambda: later)
    assert prepared.ask(news, (), values)["news"] == [item]


def test_a_preview_reads_its_drafts_and_nobody_else_does(researcher):
    draft = NewsItem.objects.create(body="Draft", draft=True)
    draft.researchers.add(researcher)
    values = {"person": researcher.pk}
    assert prepared.ask(news, (), values)["news"] == []
    with revealing({"news.NewsItem": frozenset({draft.pk})}):
        assert prepared.ask(news, (), values)["news"] == [draft]
    assert prepared.ask(news, (), values)["news"] == []


def test_another_shape_is_another_query(researcher):
    for number in range(3):
        item = NewsItem.objects.create(body=f"News {number}")
        item.researchers.add(researcher)
    for limit in (1, 2, 5, 1):
        shape = (frozenset({"news"}), limit, 1, ())
        found = prepared.ask(sections.hanging_on, shape, {"person": researcher.pk})
        assert len(found["news"]) == min(limit, 3)


def test_only_so_many_queries_are_kept(monkeypatch, researcher):
    monkeypatch.setattr(prepared, "_MOST", 3)
    for limit in range(9):
        shape = (frozenset({"news"}), limit + 1, 1, ())
        prepared.ask(sections.hanging_on, shape, {"person": researcher.pk})
    assert len(prepared._prepared) <= 3


@pytest.mark.parametrize("kinds", [KINDS, frozenset({"news"}), frozenset()])
def test_an_about_page_asks_what_it_would_without_preparation(monkeypatch, kinds):
    """The very same question, with the very same values, for one person after the other."""
    at = timezone.now()
    monkeypatch.setattr(clock.timezone, "now", lambda: at)
    for slug in ("mina", "jun"):
        person = factories.researcher(slug=slug)
        also = sections.also(person, kinds, OWN)
        values = {"of": slug, "person": person.pk}
        shape = (also.build, *also.shape)
        build = navigation._frame_and
        plain = asked(lambda: together(build(*shape, **values), navigation._ONLY))  # noqa: B023
        ready = asked(lambda: prepared.ask(build, shape, values, navigation._ONLY))  # noqa: B023
        assert ready == plain
        works = sections._selected(person=person.pk)
        assert asked(lambda: prepared.rows(sections._selected, (), {"person": person.pk})) == [  # noqa: B023
            *asked(lambda: list(works))  # noqa: B023
        ]


def test_the_drawings_of_selected_works_are_read_as_they_were_kept(researcher):
    work = factories.publication(researcher)
    work.authorships.update(selected=True)
    for _ in range(2):
        (item,) = sections.selected(researcher).items
        assert item.pk == work.pk
    assert columns(type(work).objects.all()).get()[0] == work.pk


def test_what_a_person_has_comes_with_them():
    person = factories.researcher(slug="mina")
    assert with_contents_by_address("mina").has_news is False
    item = NewsItem.objects.create(body="News")
    item.researchers.add(person)
    assert with_contents_by_address("mina").has_news is True
    assert with_contents_by_address("mina").lab_id is None
