"""The database counts the changes of what a publication is drawn from, in `Drawing.changes`.

Triggers do, so that it holds for every way of writing: forms, imports past the ORM, ``update()``,
merges, a shell. A change and its count are one transaction. Nothing else knows of them.
"""
# ruff: noqa: S608 - the names of our own tables; nothing in a statement comes from outside

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from profiles.models import Membership, Researcher
from publications.models import (
    Authorship,
    Coauthor,
    Drawing,
    ImportedEntry,
    Link,
    Publication,
    Topic,
    Venue,
    Version,
)

PREFIX = "octavo_drawing_"
MANY = 200
_AT_ONCE = 500
_TAGGED = Publication.topics.through
_OF_PERSON = ("slug", "visibility")
# Rows that belong to one publication.
_PARTS: tuple[type[models.Model], ...] = (Authorship, Link, Version, ImportedEntry, _TAGGED)
_MODELS = (Drawing, Publication, *_PARTS, Venue, Topic, Researcher, Coauthor, Membership)


def install(using: str = "default") -> None:
    """Make the triggers, and an empty drawing for each publication that has none."""
    connection = connections[using]
    remove(using)
    if not {_table(each) for each in _MODELS} <= set(connection.introspection.table_names()):
        return  # migrated to a time before
    with connection.cursor() as cursor:
        for statement in _statements(connection):
            cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Before migrations: SQLite would find triggers on tables that it is just making anew."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, table in _installed(connection):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


@contextmanager
def resting(
    count: int, works: Callable[[], Iterable[int]], using: str = "default"
) -> Iterator[None]:
    """For a transaction that writes ``count`` works: when these are many, it is at its end that
    the changes of ``works`` are counted.

    On SQLite only, where nobody else can write meanwhile: firing for every row of an import takes
    a quarter of its time. When the transaction fails, the triggers are back with all the rest.
    """
    connection = connections[using]
    if connection.vendor != "sqlite" or count < MANY:
        yield
        return
    remove(using)
    yield
    install(using)
    keys = list(works())
    for start in range(0, len(keys), _AT_ONCE):
        some = Drawing.objects.using(using).filter(pk__in=keys[start : start + _AT_ONCE])
        some.update(changes=models.F("changes") + 1)


def _installed(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    if connection.vendor == "postgresql":
        query = (
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger "
            f"WHERE tgname LIKE '{PREFIX}%' AND NOT tgisinternal"
        )
    else:
        query = (
            f"SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' "
            f"AND name LIKE '{PREFIX}%'"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _statements(connection: BaseDatabaseWrapper) -> Iterator[str]:
    drawing, work = _table(Drawing), _table(Publication)
    yield (
        f"INSERT INTO {drawing} (publication_id) SELECT id FROM {work} "
        f"WHERE id NOT IN (SELECT publication_id FROM {drawing})"
    )
    first = f"INSERT INTO {drawing} (publication_id) VALUES (NEW.id)"
    yield from _trigger(connection, Publication, "INSERT", first)
    for model, event, condition in _changes():
        count = f"UPDATE {drawing} SET changes = changes + 1 WHERE publication_id {condition}"
        yield from _trigger(connection, model, event, count)


def _changes() -> Iterator[tuple[type[models.Model], str, str]]:
    """What changes which drawings: the table, the event, and the drawings' ``publication_id``."""
    yield Publication, "UPDATE", "= NEW.id"
    for model in _PARTS:
        yield model, "INSERT", "= NEW.publication_id"
        yield model, "UPDATE", "IN (OLD.publication_id, NEW.publication_id)"
        yield model, "DELETE", "= OLD.publication_id"
    # Those that several publications share. Making and deleting them goes through the rows above.
    works, versions, names = _table(Publication), _table(Version), _table(Authorship)
    of_venue = f"SELECT id FROM {works} WHERE venue_id = NEW.id"
    of_version = f"SELECT publication_id FROM {versions} WHERE venue_id = NEW.id"
    yield Venue, "UPDATE", f"IN ({of_venue} UNION {of_version})"
    of_topic = f"SELECT publication_id FROM {_table(_TAGGED)} WHERE topic_id = NEW.id"
    yield Topic, "UPDATE", f"IN ({of_topic})"
    # A person's address and whether it may be linked; what else they change, no byline shows.
    of_person = f"SELECT publication_id FROM {names} WHERE researcher_id = NEW.id"
    yield Researcher, f"UPDATE OF {', '.join(_OF_PERSON)}", f"IN ({of_person})"
    yield from _changes_of_home_pages()


def _changes_of_home_pages() -> Iterator[tuple[type[models.Model], str, str]]:
    """Of co-authors elsewhere, in the papers of the person or the lab who says where they are."""
    names, members, homes = _table(Authorship), _table(Membership), _table(Coauthor)
    of_people = f"SELECT publication_id FROM {names} WHERE researcher_id"
    in_labs = f"SELECT researcher_id FROM {members} WHERE lab_id"
    for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
        people = ", ".join(f"{row}.researcher_id" for row in rows)
        labs = ", ".join(f"{row}.lab_id" for row in rows)
        yield (
            Coauthor,
            event,
            f"IN ({of_people} IN ({people}) UNION {of_people} IN ({in_labs} IN ({labs})))",
        )
        # Who is in a lab matters where the lab has said it.
        said = f"EXISTS (SELECT 1 FROM {homes} WHERE lab_id IN ({labs}))"
        yield Membership, event, f"IN ({of_people} IN ({people}) AND {said})"


def _trigger(
    connection: BaseDatabaseWrapper, model: type[models.Model], event: str, statement: str
) -> Iterator[str]:
    table = _table(model)
    name = f"{PREFIX}{model._meta.model_name}_{event.split()[0].lower()}"
    if connection.vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {statement}; RETURN NULL; END $$"
        )
        does = f"EXECUTE FUNCTION {name}()"
    else:
        does = f"BEGIN {statement}; END"
    when = ""
    if model is Researcher:
        when = f"WHEN ({' OR '.join(f'OLD.{each} <> NEW.{each}' for each in _OF_PERSON)}) "
    yield f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {when}{does}"


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table
