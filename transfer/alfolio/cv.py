"""The curriculum vitae, in the three forms that al-folio has had: degrees, positions and awards
come in as entries; all other sections make a page together."""

import json
from pathlib import PurePosixPath
from typing import Any

from transfer.alfolio.lists import page, section_text
from transfer.alfolio.samples import LEFT_OUT
from transfer.content import Item
from transfer.education_lines import read_degree
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import Value, mapping, text
from transfer.lines import address_of, take_period, words_of
from typeset.fold import fold, slugify

MORE = "More of the CV"
_ELSEWHERE = frozenset({"publications", "publicaciones", "publikationen", "profiles"})
_SECTIONS = {
    "education": ("education", "educacao", "ausbildung", "academic background", "formation"),
    "experience": (
        "experience", "work", "work experience", "employment", "employement", "positions",
        "academic positions", "professional experience", "volunteer", "academic experience",
        "research experience", "appointments", "experiencia",
    ),
    "award": (
        "awards", "honors and awards", "honours and awards", "awards and honors", "honors",
        "awards and grants", "scholarships", "fellowships", "awards and fellowships",
    ),
}  # fmt: skip
_DETAILS = (
    "department", "summary", "description", "highlights", "details", "courses", "score",
)  # fmt: skip
_KINDS = {heading: kind for kind, headings in _SECTIONS.items() for heading in headings}


def read_cv(source: JekyllSource) -> list[Item]:
    """The entries of the first CV that is somebody's own, and what else there is."""
    items: list[Item] = []
    taken = ""
    for path in _paths(source):
        data = _data(source, path)
        if path in source.unreadable:
            items.append(Item("cv", path, left_out=source.unreadable[path]))
        elif source.other_language(path):
            items.append(Item("cv", path, left_out=_other_language(source, path)))
        elif _is_sample(data) and not source.with_samples:
            items.append(Item("cv", path, left_out=LEFT_OUT))
        elif taken:
            items.append(Item("cv", path, left_out=f"{taken} was imported in its place."))
        elif data:
            taken = path
            items += _read(source, path, data)
    return items


def is_cv(path: str) -> bool:
    name = PurePosixPath(path)
    return name.stem.split("_")[0] in ("cv", "resume")


def read_section_files(source: JekyllSource) -> list[Item]:
    """Sections in the old list form that stand in data files of other names."""
    items: list[Item] = []
    for path in section_files(source):
        if not source.other_language(path):
            items += _read(source, path, source.data(path))
    for item in items:
        if item.title == MORE:
            item.title = PurePosixPath(item.ref.split("#")[0]).stem.replace("_", " ").capitalize()
            item.values["title"], item.slug = item.title, slugify(item.title, "page")
    return items


def section_files(source: JekyllSource) -> list[str]:
    return [
        path
        for path in source.folder.below("_data", ".yml", ".yaml")
        if not is_cv(path) and _is_sections(source.data(path))
    ]


def _is_sections(data: Value) -> bool:
    entries = [mapping(each) for each in data] if isinstance(data, list) else []
    return bool(entries) and all("title" in each and "contents" in each for each in entries)


def _paths(source: JekyllSource) -> list[str]:
    data = source.folder.below("_data", ".yml", ".yaml")
    resumes = source.folder.below("assets/json", ".json")
    return [path for path in [*data, *resumes] if is_cv(path)]


def _data(source: JekyllSource, path: str) -> Value:
    if not path.endswith(".json"):
        return source.data(path)
    content = source.read(path)
    if not content:
        return None
    try:
        return _as_text(json.loads(content))
    except (ValueError, RecursionError) as error:
        source.unreadable[path] = f"It is no JSON that can be read ({error})."
        return None


def _as_text(value: Any) -> Value:
    """JSON's values as YAML's are read here: every scalar is text."""
    if isinstance(value, dict):
        return {str(key): _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return None if value is None else str(value)


def _other_language(source: JekyllSource, path: str) -> str:
    language = source.other_language(path)
    return f"It is in another language ({language}); only {source.language} was imported."


def _is_sample(data: Value) -> bool:
    root = mapping(data)
    owner = mapping(root.get("cv")) or mapping(root.get("basics"))
    name = text(owner.get("name"))
    if isinstance(data, list) and data:
        first = mapping(data[0]).get("contents")
        entries = [mapping(each) for each in first] if isinstance(first, list) else []
        name = next((text(each.get("value")) for each in entries), "")
    return fold(name) == "albert einstein"


def _read(source: JekyllSource, path: str, data: Value) -> list[Item]:
    items: list[Item] = []
    others: list[str] = []
    for heading, entries in _sections(data):
        kind = _KINDS.get(fold(heading), "")
        if fold(heading) in _ELSEWHERE:
            reason = "Papers come from the bibliography, and links from the profile."
            ref = f"{path}#{slugify(heading, 'section')}"
            items.append(Item("cv", ref, heading, left_out=reason))
        elif not kind:
            others.append(section_text(source, heading, entries))
        for each in entries if kind else []:
            made = _entry(source, path, kind, mapping(each))
            items += made if isinstance(made, list) else [made]
    if body := "\n\n".join(filter(None, others)):
        items.append(page(f"{path}#more", MORE, body, []))
    for kind in _SECTIONS:
        for position, item in enumerate(item for item in items if item.kind == kind):
            item.values["position"] = position
    return items


def _sections(data: Value) -> list[tuple[str, list[Value]]]:
    """The headings with their entries, whichever form the file has."""
    if isinstance(data, list):  # the old list: title, type, contents
        found = [(text(mapping(each).get("title")), mapping(each).get("contents")) for each in data]
        return [(heading, _list(contents)) for heading, contents in found if heading]
    root = mapping(data)
    if "cv" in root:  # RenderCV
        sections = mapping(mapping(root["cv"]).get("sections"))
        return [(heading, _list(entries)) for heading, entries in sections.items()]
    return [  # JSON Resume
        (heading.capitalize(), _list(entries))
        for heading, entries in root.items()
        if isinstance(entries, list)
    ]


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _entry(
    source: JekyllSource, path: str, kind: str, entry: dict[str, Value]
) -> Item | list[Item]:
    if kind == "award" and isinstance(entry.get("items"), list):  # a year, and what came in it
        year = text(entry.get("year"))
        return [
            read_award(source, path, {"title": name, "date": year})
            for name in _list(entry["items"])
        ]
    reader = {"education": read_education, "experience": read_experience, "award": read_award}[kind]
    return reader(source, path, entry)


def read_education(source: JekyllSource, path: str, entry: dict[str, Value]) -> Item:
    place = source.line(entry.get("institution"))
    degree = source.line(entry.get("studyType") or entry.get("degree") or entry.get("title"))
    area = source.line(entry.get("area"))
    started, ended, details = _told(source, entry)
    values = read_degree(f"{degree} in {area}" if area else degree, details)
    if area or not values["degree"]:
        values |= {"degree": words_of(degree), "field": area}
    where = [words_of(place), source.line(entry.get("location"))]
    values |= {
        "institution": ", ".join(filter(None, where)),
        "institution_url": text(entry.get("url")) or address_of(place),
        "started": started,
        "ended": ended,
    }
    item = Item("education", "", f"{values['degree']}, {values['institution']}", values=values)
    item.ref = f"{path}#{slugify(item.title, 'education')}"
    return item


def read_experience(source: JekyllSource, path: str, entry: dict[str, Value]) -> Item:
    names = ("company", "institution", "organization", "name")
    place = source.line(next((entry[name] for name in names if entry.get(name)), None))
    started, ended, details = _told(source, entry)
    role = source.line(entry.get("position") or entry.get("title"))
    values = {
        "organisation": words_of(place),
        "organisation_url": text(entry.get("url")) or address_of(place),
        "role": words_of(role),
        "place": words_of(source.line(entry.get("location"))),
        "started": started or ended,
        "ended": ended,
        "description": "\n".join(f"- {line}" for line in details),
    }
    item = Item("experience", "", f"{values['role']}, {values['organisation']}", values=values)
    item.ref = f"{path}#{slugify(f'{item.title} {started}', 'experience')}"
    return item


def read_award(source: JekyllSource, path: str, entry: dict[str, Value]) -> Item:
    names = ("title", "name", "bullet", "label")
    title = source.line(next((entry[name] for name in names if entry.get(name)), None))
    _started, date, details = _told(source, entry)
    address = text(entry.get("url")) or address_of(title)
    linked = next((line for line in details if not address and address_of(line)), "")
    values = {
        "title": words_of(title),
        "organisation": words_of(source.line(entry.get("awarder") or entry.get("institution"))),
        "date": date,
        "url": address or address_of(linked),
        "description": ". ".join(map(words_of, details)),
    }
    item = Item("award", "", words_of(title), values=values)
    item.ref = f"{path}#{slugify(f'{item.title} {date}', 'award')}"
    if not values["title"]:
        item.left_out = "It has no title."
    return item


def _told(source: JekyllSource, entry: dict[str, Value]) -> tuple[str, str, list[str]]:
    """When it began and ended, and the lines beneath the entry."""
    written = source.line(entry.get("year") or entry.get("date"))
    if not written:
        first = text(entry.get("start_date")) or text(entry.get("startDate"))
        last = text(entry.get("end_date")) or text(entry.get("endDate"))
        written = f"{first} - {last}" if first else last
    rest, started, ended = take_period(written)
    return started, ended, [*([rest] if rest else []), *_details(source, entry)]


def _details(source: JekyllSource, entry: dict[str, Value]) -> list[str]:
    """The lines beneath an entry, and those beneath these."""
    found: list[Value] = []
    for name in _DETAILS:
        value = entry.get(name)
        for each in value if isinstance(value, list) else [value]:
            inner = mapping(each)
            found += [inner.get("title"), *_list(inner.get("contents"))] if inner else [each]
    return [line for each in found if (line := source.line(each))]
