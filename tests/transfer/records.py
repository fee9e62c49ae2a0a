"""All that a person's pages are made of, as plain values, so that two of them can be compared."""

import json
import re
from typing import Any

from django.db.models import Model

from news.models import NewsItem, Post
from profiles.models import Project, Researcher
from profiles.platforms import link_address
from publications.export import loaded, to_json
from publications.models import Publication, Topic, Venue

# Pictures are drawn anew when they come in, so their names change.
_MEDIA = re.compile(r"/media/[\w./-]*?([\w-]*)(\.\w+)")
_PROFILE = (
    "given_name", "family_name", "display_name", "subtitle", "bio", "more_info", "orcid", "email",
    "layout", "photo_align", "photo_circular", "photo_random", "announcements_enabled",
    "announcements_scrollable", "announcements_limit", "latest_posts_enabled",
    "latest_posts_scrollable", "latest_posts_limit", "selected_papers", "social", "visibility",
)  # fmt: skip
_ENTRIES = {
    "education_entries": ("institution", "institution_url", "degree", "field", "started", "ended",
                          "advisor", "advisor_url", "note"),
    "experience_entries": ("organisation", "organisation_url", "role", "place", "started", "ended",
                           "description"),
    "award_entries": ("title", "organisation", "date", "url", "description"),
    "talk_entries": ("kind", "title", "event", "place", "date", "url", "description"),
    "pages": ("title", "slug", "body", "draft", "in_navigation", "position"),
}  # fmt: skip
_NEWS = ("date", "title", "slug", "body", "inline", "draft", "publish_at")
_POST = ("date", "title", "slug", "summary", "body", "tags", "draft", "publish_at")
_PROJECT = ("title", "slug", "summary", "body", "category", "position", "url", "draft")
_COURSE = ("code", "title", "term", "year", "institution", "description", "draft")
_COAUTHOR = ("names", "url")
_SECTION = ("kind", "heading", "body", "types", "visible")
_PAPER = ("volume", "number", "pages", "publisher", "abstract", "identifiers", "extra", "day")


def records(person: Researcher) -> dict[str, Any]:
    found: dict[str, Any] = {"profile": _values(person, _PROFILE)}
    found["sections"] = [_values(row, _SECTION) for row in person.sections.all()]
    found["photos"] = [photo.alt for photo in person.photos.all()]
    found["links"] = [_link(link) for link in person.links.all()]
    own = f"{person.family_name}, {person.given_name}"
    names = {variant.name for variant in person.name_variants.all()} - {own}
    found["names"] = sorted(names)
    for name, fields in _ENTRIES.items():
        found[name] = [_values(row, fields) for row in getattr(person, name).all()]
    found["news"] = _sorted(_values(row, _NEWS) for row in NewsItem.objects.all())
    found["posts"] = _sorted(_values(row, _POST) for row in Post.objects.all())
    found["projects"] = _sorted(_project(row) for row in Project.objects.all())
    found["courses"] = _sorted(_course(row) for row in person.courses.all())
    found["papers"] = _papers(person)
    found["coauthors"] = _sorted(_values(row, _COAUTHOR) for row in person.coauthors.all())
    return found


def clear() -> None:
    for model in (NewsItem, Post, Project, Publication, Researcher, Venue, Topic):
        model.objects.all().delete()


def differences(one: Any, other: Any, where: str = "") -> list[str]:
    """Where the two say different things, a line each."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [*one, *(key for key in other if key not in one)]
        return [
            line
            for key in keys
            for line in differences(one.get(key), other.get(key), f"{where}/{key}")
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [
            line for number, (a, b) in pairs for line in differences(a, b, f"{where}[{number}]")
        ]
    return [] if one == other else [f"{where}: {one!r} != {other!r}"]


def _values(row: Model, fields: tuple[str, ...]) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in fields}
    return {
        name: _MEDIA.sub(r"/media\2", value) if isinstance(value, str) else value
        for name, value in found.items()
    }


def _link(link: Any) -> tuple[str, str, str]:
    address = _MEDIA.sub(r"/media\2", link_address(link.platform, link.value))
    return link.platform, address, link.label


def _project(row: Project) -> dict[str, Any]:
    return {**_values(row, _PROJECT), "image": bool(row.image)}


def _course(row: Any) -> dict[str, Any]:
    sessions = [
        (
            session.label,
            session.topic,
            session.description,
            [
                (material.label, _MEDIA.sub(r"/media\2", material.href))
                for material in session.materials.all()
            ],
        )
        for session in row.sessions.all()
    ]
    return {**_values(row, _COURSE), "sessions": sessions}


def _papers(person: Researcher) -> dict[str, Any]:
    works = loaded(Publication.objects.all())
    plain = {each["key"]: each for each in json.loads(to_json(works, owner=person))}
    for work in works:
        record = plain[work.key]
        record |= {name: getattr(work, name) for name in _PAPER}
        record["preview"] = bool(work.preview)
        record["topics"] = sorted(topic.name for topic in work.topics.all())
        for link in record["links"]:
            link["url"] = _MEDIA.sub(r"/media\2", link["url"])
    return plain


def _sorted(rows: Any) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: json.dumps(row, default=str, sort_keys=True))
