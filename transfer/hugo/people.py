"""The authors of a Hugo Blox site: whose site it is, who else is on it, and names in bylines."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publications.names import Name, split_name
from transfer.alfolio.cv import read_award, read_education, read_experience
from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.hugo.links import read_links
from transfer.hugo.samples import is_sample_author
from transfer.hugo.source import DATA, HugoSource
from transfer.jekyll.owner import without_title
from transfer.jekyll.yaml_text import Value, mapping, text, texts, truth
from typeset.fold import fold, slugify

_PAGE = re.compile(r"(?:.*/)?authors?/([^/]+)/_?index\.(?:md|markdown|html)")
_OWNERS = ("admin", "me")
_OWN_HEADING = re.compile(r"\A#+ +(?:bio|biography|about(?: me)?|short bio) *#*\n+", re.IGNORECASE)
ONLY_A_NAME = "It is only a name in bylines, so no page was made of it."


@dataclass
class Person:
    slug: str
    path: str
    values: dict[str, Value] = field(default_factory=dict)
    bio: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def name(self) -> Name:
        written = self.values.get("name")
        parts = mapping(written)
        if parts.get("family"):
            return Name(text(parts.get("given")), "", text(parts.get("family")))
        shown = text(parts.get("display")) or text(written) or text(self.values.get("title"))
        if text(self.values.get("last_name")):
            return Name(text(self.values.get("first_name")), "", text(self.values["last_name"]))
        return split_name(without_title(plain_words(shown)))

    @property
    def is_owner(self) -> bool:
        marks = (self.values.get("superuser"), self.values.get("is_owner"))
        return any(truth(mark) is True for mark in marks)

    @property
    def groups(self) -> list[str]:
        return [plain_words(each) for each in texts(self.values.get("user_groups"))]


def read_people(source: HugoSource) -> dict[str, Person]:
    """Everybody who has a file, by the folder's name."""
    found: dict[str, Person] = {}
    for path in source.folder.below(source.root, ".md", ".markdown", ".html"):
        match = _PAGE.fullmatch(path)
        document = source.document(path) if match else None
        if match and document:
            prose = source.prose(document)
            found[match[1]] = Person(
                match[1], path, document.values, prose.text, [*document.problems, *prose.problems]
            )
    for path in source.folder.below("data/authors", *DATA):
        slug = PurePosixPath(path).stem
        values = mapping(source.data(path))
        old = found.get(slug)
        found[slug] = Person(slug, path, {**(old.values if old else {}), **values})
        found[slug].bio = old.bio if old else ""
    return {slug: each for slug, each in found.items() if each.name.family or each.name.literal}


def owner_of(people: dict[str, Person]) -> Person | None:
    """The person who is marked as the owner, or goes by the theme's name for one."""
    own = [each for each in people.values() if not is_sample_author(each.name)] or [
        *people.values()
    ]
    marked = [each for each in own if each.is_owner]
    named = [each for each in own if each.slug in _OWNERS]
    return next(iter([*marked, *named, *(own if len(own) == 1 else [])]), None)


def profile(source: HugoSource, person: Person) -> list[Item]:
    """The person's own page, and what hangs on it."""
    values = person.values
    role = source.line(values.get("role"))
    bio = source.block(values.get("bio")).text
    about = Item(
        "profile",
        person.path,
        values={
            "layout": "profile",
            "title": plain_words(role)[:200],
            "bio": _OWN_HEADING.sub("", person.bio) or bio,
            "subtitle": " ".join(bio.split()) if person.bio else "",
            "pronouns": plain_words(text(values.get("pronouns")))[:50],
            "more_info": _beside(source, values),
            "selected_papers": True,
            "social": True,
        },
        addresses=["/", f"/author/{person.slug}/", f"/authors/{person.slug}/"],
        problems=person.problems,
    )
    return [about, *_photo(source, person), *read_links(person.path, values), *_cv(source, person)]


def further(source: HugoSource, people: dict[str, Person], owner: Person | None) -> list[Item]:
    """Everybody else: those of a group, or of whom there is more than the name, get a page."""
    items = []
    for person in people.values():
        if person is owner:
            continue
        name = person.name
        parts = profile(source, person)
        item = parts.pop(0)
        item.kind, item.title = "person", name.display()
        item.values |= {"given_name": name.given, "family_name": _family(name)}
        item.slug = slugify(name.display(), "person")
        item.values["groups"] = person.groups
        item.parts = [part for part in parts if not part.left_out]
        if is_sample_author(name):
            item.left_out = "This is sample content that ships with the theme; it was left out."
        elif not (person.groups or person.bio or text(person.values.get("bio"))):
            item.left_out = ONLY_A_NAME
        items.append(item)
    return items


def _family(name: Name) -> str:
    return f"{name.particle} {name.family or name.literal}".strip()


def _beside(source: HugoSource, values: dict[str, Value]) -> str:
    places = values.get("organizations") or values.get("affiliations")
    lines = []
    for each in places if isinstance(places, list) else []:
        label, url = source.line(mapping(each).get("name")), text(mapping(each).get("url"))
        lines.append(f"[{label}]({url})" if label and url else label)
    block = "  \n".join(filter(None, lines))
    interests = ", ".join(source.line(each) for each in texts(values.get("interests")))
    return "\n\n".join(filter(None, [block, f"**Interests:** {interests}" if interests else ""]))


def _photo(source: HugoSource, person: Person) -> list[Item]:
    pictures = r"(?:avatar|profile|photo)[\w-]*\.(?:jpe?g|png|webp|gif)"
    image = source.beside(person.path, pictures)
    if not image:
        folder = "assets/media/authors"
        own = (
            each for each in source.folder.below(folder) if PurePosixPath(each).stem == person.slug
        )
        image = next(own, "")
    if not image:
        return []
    name = PurePosixPath(image).name
    return [Item("photo", f"{person.path}#{name}", name, files={"image": f"/{image}"})]


def _cv(source: HugoSource, person: Person) -> list[Item]:
    """Degrees, positions and awards that stand with the person."""
    values, items = person.values, []
    degrees = values.get("education")
    degrees = mapping(degrees).get("courses") if isinstance(degrees, dict) else degrees
    for kind, entries in (
        ("education", degrees),
        ("experience", values.get("experience") or values.get("work")),
        ("award", values.get("awards")),
    ):
        items += entries_of(source, person.path, kind, entries)
    return items


def entries_of(source: HugoSource, path: str, kind: str, entries: Value) -> list[Item]:
    """Entries of a curriculum vitae, whatever the version of the theme calls their parts."""
    reader = {"education": read_education, "experience": read_experience, "award": read_award}[kind]
    listed = entries if isinstance(entries, list) else []
    items = [reader(source, path, _in_usual_words(mapping(each), kind)) for each in listed if each]
    entries_ = [mapping(each) for each in listed if each]
    for position, (item, entry) in enumerate(zip(items, entries_, strict=True)):
        item.values["position"] = position
        written = entry.get("description") or entry.get("summary")
        if kind == "experience" and text(written):
            item.values["description"] = source.block(written).text
    return items


_WORDS = {
    "course": "degree", "area": "degree", "date_start": "start_date", "date_end": "end_date",
    "start": "start_date", "end": "end_date", "company_name": "company", "org": "company",
    "organization": "company", "role": "title", "company_url": "url", "organization_url": "url",
    "certificate_url": "url",
}  # fmt: skip


def _in_usual_words(entry: dict[str, Value], kind: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key, value in entry.items():
        name = _WORDS.get(key, key)
        if kind == "award" and key in ("organization", "awarder"):
            name = "awarder"
        if value and name not in found:
            found[name] = value
    if kind == "award" and "date" not in found and "start_date" in found:
        found["date"] = found.pop("start_date")
        found.pop("end_date", None)
    if kind == "experience" and "start_date" in found and "end_date" not in found:
        found["end_date"] = "present"
    return found


def names_of(people: dict[str, Person], owner: Person | None) -> dict[str, str]:
    """The names for which the folders' names stand in bylines."""
    names = {slug: person.name.display() for slug, person in people.items()}
    if owner:
        names |= {each: owner.name.display() for each in _OWNERS if each not in names}
    return {fold(slug): name for slug, name in names.items()}
