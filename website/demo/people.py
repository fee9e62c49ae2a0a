from typing import Any

from accounts.models import User
from profiles.models import (
    Award,
    Education,
    Experience,
    Lab,
    Membership,
    NameVariant,
    Page,
    Photo,
    ProfileLink,
    Researcher,
    Section,
    Service,
    Talk,
)
from website.demo.content import create_in_order, read
from website.demo.portraits import Style, portrait

ENTRIES = {
    "education": Education,
    "experience": Experience,
    "awards": Award,
    "talks": Talk,
    "service": Service,
}
HANGING = {"memberships", "photos", "links", "variants", "sections", "pages", *ENTRIES}
PAPERS = {"selected", "hidden"}  # keys of papers, read by papers.py


def create(lab: Lab, users: dict[str, User]) -> dict[str, Researcher]:
    """Everybody by their key in the content."""
    return {
        key: _person(lab, users.get(key), position, row)
        for position, (key, row) in enumerate(read("people").items())
    }


def _person(lab: Lab, user: User | None, position: int, row: dict[str, Any]) -> Researcher:
    fields = {name: value for name, value in row.items() if name not in HANGING | PAPERS}
    person = Researcher.objects.create(user=user, **fields)
    for membership in row["memberships"]:
        Membership.objects.create(
            **{"researcher": person, "lab": lab, "position": position, **membership}
        )
    for at, photo in enumerate(row.get("photos", [])):
        style = Style(**{name: value for name, value in photo.items() if name != "alt"})
        Photo.objects.create(
            researcher=person, position=at, alt=photo["alt"], image=portrait(style)
        )
    for name, private in row.get("variants", []):
        NameVariant.objects.create(researcher=person, name=name, private=private)
    links = [
        dict(zip(("platform", "value", "label"), link, strict=False))
        for link in row.get("links", [])
    ]
    create_in_order(ProfileLink, links, researcher=person)
    create_in_order(Section, row.get("sections", []), researcher=person)
    create_in_order(Page, row.get("pages", []), researcher=person)
    for name, model in ENTRIES.items():
        create_in_order(model, [_dated(entry) for entry in row.get(name, [])], researcher=person)
    return person


def _dated(entry: dict[str, Any]) -> dict[str, Any]:
    """YAML reads 2014-04-01 as a day; an entry's dates are known to the year, month or day."""
    dates = ("started", "ended", "date")
    return {name: str(value) if name in dates else value for name, value in entry.items()}
