from typing import Any

from profiles.models import Lab, Researcher
from publications.models import Authorship, Coauthor, Link, Publication, Topic, Venue, Version
from publications.names import split_name
from typeset.fold import slugify
from website.demo.content import create_in_order, paper_slug, read
from website.demo.drawings import drawing

HANGING = {"authors", "links", "versions", "topics", "preview", "venue"}
MARKS = {"*": "co_first", "‡": "co_last", "†": "corresponding"}


def create(lab: Lab, everybody: dict[str, Researcher]) -> None:
    content = read("papers")
    for row in content["coauthors"]:
        Coauthor.objects.create(lab=lab, **row)
    topics = {
        name: Topic.objects.create(name=name, slug=slugify(name, "topic"))
        for name in content["topics"]
    }
    venues = {key: Venue.objects.create(**row) for key, row in content["venues"].items()}
    # Oldest first, so that of two works without a month the later in the file has the higher id.
    for row in reversed(content["papers"]):
        fields = {name: value for name, value in row.items() if name not in HANGING}
        if preview := row.get("preview"):
            fields["preview"] = drawing(preview["kind"], 480, 360)
            fields["preview_alt"] = preview["alt"]
        paper = Publication.objects.create(
            slug=paper_slug(row),
            venue=venues.get(row.get("venue", "")),
            **fields,
        )
        paper.topics.set([topics[name] for name in row.get("topics", [])])
        create_in_order(
            Authorship,
            [_author(part, row["key"], everybody) for part in _byline(row)],
            publication=paper,
        )
        links = [
            dict(zip(("kind", "url", "label"), link, strict=False)) for link in row.get("links", [])
        ]
        create_in_order(Link, links, publication=paper)
        versions = [
            {**version, "venue": venues.get(version.get("venue", ""))}
            for version in row.get("versions", [])
        ]
        create_in_order(Version, versions, publication=paper)


def _byline(row: dict[str, Any]) -> list[str]:
    return [part.strip() for part in row["authors"].split(",")]


def _author(written: str, paper: str, everybody: dict[str, Researcher]) -> dict[str, Any]:
    """One name of a byline; content/papers.yaml says how they are written."""
    name = written.rstrip("".join(MARKS))
    flags: dict[str, Any] = {flag: mark in written for mark, flag in MARKS.items()}
    key, _, spelling = name.partition("=")
    person = everybody.get(key)
    if person is None:
        parsed = split_name(name)
        return {
            "given": parsed.given,
            "particle": parsed.particle,
            "family": parsed.family,
            "suffix": parsed.suffix,
            "literal": parsed.literal,
            **flags,
        }
    if spelling:
        parsed = split_name(spelling)
        names = {"given": parsed.given, "family": parsed.family}
    else:
        names = {"given": person.given_name, "family": person.family_name}
    return {"researcher": person, **names, **flags, **_choices(key, paper)}


def _choices(key: str, paper: str) -> dict[str, Any]:
    """What the person chose for this paper: selected and in which place, or hidden."""
    row = read("people")[key]
    selected = row.get("selected", [])
    return {
        "selected": paper in selected,
        "selected_position": selected.index(paper) if paper in selected else 0,
        "hidden": paper in row.get("hidden", []),
    }
