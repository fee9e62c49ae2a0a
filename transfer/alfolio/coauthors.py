"""Home pages of co-authors, from `_data/coauthors.yml`.

The theme's own form is a family name with a list of given names, as bylines spell them, and an
address. Forks put the whole name as the key, or name things their own way.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath

from transfer.alfolio.samples import LEFT_OUT, is_sample_coauthor
from transfer.content import Item
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import Value, mapping, text, texts
from typeset.fold import fold

KIND = "coauthor"
_STEM = "coauthors"
_FIRST = ("firstname", "first_name", "given")
_LAST = ("lastname", "last_name", "family")
_ADDRESSES = ("url", "website", "webpage", "homepage", "link")
_NO_GIVEN = "no given name (firstname) stands with it, so the theme links nobody."
_STANDS = "the name stands above with another address, and that one counts."


def is_coauthors(path: str) -> bool:
    return PurePosixPath(path).stem == _STEM


def read_coauthors(source: JekyllSource) -> list[Item]:
    """An item for each person; of a name that stands twice the first counts, as in the theme."""
    found: list[Item] = []
    for path in source.folder.below("_data", ".yml", ".yaml", ".json"):
        if is_coauthors(path):
            found += _read(source, path)
    return found


def _read(source: JekyllSource, path: str) -> list[Item]:
    lines = _Lines(source.read(path) or "")
    items: dict[tuple[str, str], Item] = {}
    seen: dict[str, str] = {}
    for key, entry in _entries(source.data(path)):
        url = _address(entry)
        names, problem = _names(key, entry)
        line = lines.of(key, url)
        known = {name: seen.setdefault(fold(name), url) for name in names}
        own = [name for name, address in known.items() if address == url]
        place = (fold(key), url)
        if place in items and own:
            _add(items[place], own)
            continue
        item = Item(KIND, f"{path}#{fold(key)}", names[0] if names else key, line=line)
        item.values = {"names": "\n".join(own), "url": url}
        item.problems += [f"line {line}: {problem}"] if problem else []
        if is_sample_coauthor(url):
            item.left_out = LEFT_OUT
        elif not own:
            item.left_out = f"line {line}: {_STANDS if names else _NO_GIVEN}"
        items.setdefault(place if own else (key, f"#{line}"), item)
    return list(items.values())


def _add(item: Item, names: list[str]) -> None:
    stand = item.values["names"].split("\n")
    folded = {fold(name) for name in stand}
    item.values["names"] = "\n".join([*stand, *(n for n in names if fold(n) not in folded)])


def _entries(value: Value) -> Iterator[tuple[str, dict[str, Value]]]:
    """What stands under each key, one person after the other."""
    if isinstance(value, list):
        for each in value:
            yield text(mapping(each).get("name")), mapping(each)
    for key, people in mapping(value).items():
        for each in people if isinstance(people, list) else [people]:
            yield key, mapping(each) or {"url": each}


def _names(key: str, entry: dict[str, Value]) -> tuple[list[str], str]:
    """The spellings, family name first, and what was odd."""
    family = _first(entry, _LAST) or key
    given, problem = _given(entry)
    if given:
        return list(dict.fromkeys(f"{family}, {each}" for each in given)), problem
    if name := _first(entry, ("name",)):
        return [name], ""
    return ([key], "") if len(key.split()) > 1 else ([], "")


def _given(entry: dict[str, Value]) -> tuple[list[str], str]:
    name = next((each for each in _FIRST if entry.get(each)), "")
    if name:
        return texts(entry[name]), ""
    for meant in get_close_matches(_FIRST[0], entry, n=1, cutoff=0.8):
        return texts(entry[meant]), f"“{meant}” was read as “{_FIRST[0]}”."
    return [], ""


def _address(entry: dict[str, Value]) -> str:
    orcid = _first(entry, ("orcid",)).removeprefix("https://orcid.org/")
    return _first(entry, _ADDRESSES) or (f"https://orcid.org/{orcid}" if orcid else "")


def _first(entry: dict[str, Value], names: tuple[str, ...]) -> str:
    return next(filter(None, (text(entry.get(name)) for name in names)), "")


class _Lines:
    """Where in the file a person stands, for people who look there."""

    def __init__(self, source: str) -> None:
        self.lines = source.splitlines()

    def of(self, key: str, url: str) -> int:
        """The line of the address below the key; else the key's own."""
        head = re.compile(rf"^\W*{re.escape(key)}\W*(?:$|:\s)")
        start = next((at for at, line in enumerate(self.lines) if head.match(line)), 0)
        below = range(start, len(self.lines))
        return 1 + next((at for at in below if url and url in self.lines[at]), start)
