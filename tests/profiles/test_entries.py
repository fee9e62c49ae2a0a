from profiles.entries import KINDS, entries_of
from tests import factories


def fill(person) -> None:
    for position in (2, 1):
        factories.education(person, institution=f"School {position}", position=position)
        person.experience_entries.create(organisation="“Lab”", role="Fellow", description="*A*")
        person.award_entries.create(title="Médaille 백준호", date="2020-04")
        person.talk_entries.create(title='On "drift"', kind="keynote")
        person.service_entries.create(organisation="Journal", started="2018")


def test_one_query_brings_every_kind_in_its_order(researcher, django_assert_num_queries):
    fill(researcher)
    with django_assert_num_queries(1):
        found = entries_of(researcher)
    assert {kind: len(entries) for kind, entries in found.items()} == dict.fromkeys(KINDS, 2)
    assert [entry.institution for entry in found["education"]] == ["School 1", "School 2"]


def test_an_entry_is_the_row_that_its_table_holds(researcher):
    fill(researcher)
    for kind, entries in entries_of(researcher).items():
        for entry in entries:
            row = KINDS[kind].objects.get(pk=entry.pk)
            names = [field.attname for field in row._meta.concrete_fields]
            assert [getattr(entry, name) for name in names] == [
                getattr(row, name) for name in names
            ]


def test_nobody_else_s_entries_come_along(researcher, stranger):
    fill(stranger.researcher)
    assert entries_of(researcher) == {kind: [] for kind in KINDS}
