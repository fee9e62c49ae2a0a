"""Who somebody is: the configuration's names, the about page and its photo."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from profiles.models import NameVariant, Photo, Researcher, Section
from profiles.models.about import SectionKind
from publications.names import split_name
from transfer.alfolio.about import PLAIN
from transfer.alfolio_export.documents import head_and_body, without_empty
from transfer.alfolio_export.files import PICTURES, Files
from transfer.alfolio_export.places import Places
from typeset.markdown import render, render_inline

_HEADING = re.compile(r"^(#{1,6})[ \t]", re.MULTILINE)
_LEVEL = re.compile(r"(</?h)([1-6])")


def config(person: Researcher, variants: QuerySet[NameVariant]) -> dict[str, Any]:
    """What the configuration says of the person and where things lie; the rest is the theme's."""
    names = [split_name(variant.name) for variant in variants] or [split_name(_own_name(person))]
    families = [f"{name.particle} {name.family or name.literal}".strip() for name in names]
    shown = person.display_name if not person.given_name else ""
    return {
        "title": shown or "blank",
        "first_name": person.given_name,
        "middle_name": "",
        "last_name": person.family_name,
        "url": f"https://{person.domain}" if person.domain else "",
        "baseurl": "",
        "lang": "en",
        "permalink": "/blog/:year/:title/",
        "include": ["_pages"],
        "collections": {
            "news": {"defaults": {"layout": "post"}, "output": True},
            "projects": {"output": True},
            "teachings": {"output": True, "permalink": "/teachings/:path/"},
            "talks": {"output": False},
        },
        "scholar": {
            "last_name": list(dict.fromkeys(families)),
            "first_name": list(dict.fromkeys(name.given for name in names)),
            "source": "/_bibliography/",
            "bibliography": "papers.bib",
        },
    }


def about_page(
    person: Researcher,
    sections: Iterable[Section],
    photos: Iterable[Photo],
    places: Places,
    files: Files,
) -> str:
    photo = next((name for each in photos if (name := _photo(each, files))), "")
    profile: dict[str, Any] = {"align": person.photo_align}
    if photo:
        profile["image"] = photo.removeprefix(f"{PICTURES}/")
    profile["image_circular"] = person.photo_circular
    if person.photo_random:
        profile["image_random"] = True
    if person.more_info:
        profile["more_info"] = _as_html(places.text(person.more_info))
    head = {
        "layout": "about",
        "title": "about",
        "permalink": "/",
        "subtitle": render_inline(places.text(person.subtitle)),
        "profile": profile,
        "selected_papers": person.selected_papers,
        "social": person.social,
        "announcements": _block(person, "announcements"),
        "latest_posts": _block(person, "latest_posts"),
    }
    if person.layout != Researcher.Layout.PLAIN:
        return head_and_body(head, places.text(person.bio))
    bio = places.text(person.bio)
    written = [_section(each, places) for each in sections]
    head[PLAIN] = {"bio": bio, "sections": written}
    return head_and_body(head, "\n\n".join([bio, *filter(None, map(_headed, written))]))


def _section(section: Section, places: Places) -> dict[str, Any]:
    values = {
        "kind": section.kind,
        "heading": section.heading,
        "body": places.text(section.body),
        "types": section.types,
        "visible": section.visible,
    }
    return without_empty(values)


def _headed(section: dict[str, Any]) -> str:
    """The section's own words as the theme can show them, below the text about the person."""
    body = section.get("body", "")
    heading = section.get("heading") or SectionKind(section["kind"]).label
    return f"## {heading}\n\n{body}" if body and section["visible"] else ""


def _block(person: Researcher, name: str) -> dict[str, Any]:
    options = ("enabled", "scrollable", "limit")
    return {option: getattr(person, f"{name}_{option}") for option in options}


def _photo(photo: Photo, files: Files) -> str:
    return files.place(photo.image.name, "portrait", PICTURES) if photo.image else ""


def _as_html(markdown: str) -> str:
    """The theme takes HTML here; headings stay at the levels that were typed."""
    levels = iter([len(match[1]) for match in _HEADING.finditer(markdown) for _ in "<>"])
    html = render(markdown)
    return _LEVEL.sub(lambda match: f"{match[1]}{next(levels, match[2])}", html)


def _own_name(person: Researcher) -> str:
    return f"{person.family_name}, {person.given_name}".strip(", ")
