"""What an al-folio repository does not take along, each thing by its name."""

from collections.abc import Collection, Iterable

from django.db.models import Model

from profiles.models import Researcher
from publications.models import Coauthor, Publication
from publications.names import Name

_PRIVATE = "--private takes it along."


def left_behind(person: Researcher, taken: Collection[Model], *, private: bool) -> list[str]:
    """A sentence for each thing of the person that is not among ``taken``."""
    return [
        *_papers(person, taken),
        *([] if private else _hidden(person, taken)),
        *_coauthors(person.coauthors.order_by("folded", "id")),
        *_groups(taken, person),
    ]


def _papers(person: Researcher, taken: Collection[Model]) -> Iterable[str]:
    """The theme would show what is hidden, and drafts."""
    for row in person.authorships.select_related("publication").order_by("publication__year", "pk"):
        work = row.publication
        if work in taken:
            continue
        if work.draft or row.hidden:
            state = "a draft" if work.draft else "hidden on this page"
            yield f"The paper “{work.title}” is {state} and stays behind; the theme would show it."


def _hidden(person: Researcher, taken: Collection[Model]) -> Iterable[str]:
    for name, rows in (
        ("news item", person.news.all()),
        ("post", person.posts.all()),
        ("project", person.projects.all()),
        ("page", person.pages.all()),
        ("course", person.courses.all()),
    ):
        for row in rows:
            if row not in taken:
                title = " ".join(str(row).split())[:80]
                yield f"The {name} “{title}” is not public and stays behind. {_PRIVATE}"


def _coauthors(rows: Iterable[Coauthor]) -> Iterable[str]:
    for row in rows:
        if row.draft:
            yield f"The link of the co-author “{row}” is a draft and stays behind."
            continue
        for name in row.spellings:
            if _is_group(name):
                yield _group(name.display(), row.url)


def _groups(taken: Collection[Model], person: Researcher) -> Iterable[str]:
    """Groups in bylines that have a home page, and are no co-authors of the person's own list."""
    own = {name.display() for row in person.coauthors.all() for name in row.spellings}
    found: dict[str, str] = {}
    for work in taken:
        for author in work.authorships.all() if isinstance(work, Publication) else ():
            name = author.name
            if _is_group(name) and author.home_page and name.display() not in own:
                found[name.display()] = author.home_page
    return [_group(name, address) for name, address in found.items()]


def _is_group(name: Name) -> bool:
    """The theme looks co-authors up by family and given name; a group has but one."""
    return not (name.family and name.given)


def _group(name: str, address: str) -> str:
    return (
        f"The theme links co-authors by family and given name, and has no place for “{name}”: "
        f"its link to {address} stays behind."
    )
