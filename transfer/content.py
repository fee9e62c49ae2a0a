"""What a site holds, whatever made it: what readers find, and what the importer writes.

`values` go by the names of the fields that they are for. What the site does not say is absent
there, which is not the same as empty: only what is said is compared at the next import.
"""

from dataclasses import dataclass, field
from typing import Any

from publications.bibtex import Entry

PAPERS = "papers"  # an item of this kind holds, as its `records`, works that a page lists


@dataclass
class Item:
    """One thing of the site; `ref` is its file, with `#…` behind for one of several in it."""

    kind: str
    ref: str
    title: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)  # field → path in the folder
    slug: str = ""  # wished for; the importer finds one that is free
    addresses: list[str] = field(default_factory=list)  # where it stood on the old site
    parts: list["Item"] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)  # the slugs of further people it belongs to
    left_out: str = ""  # why it is not imported
    line: int = 0  # of its file, where one file has many

    def tell(self, problem: str) -> None:
        """Add a problem, once."""
        if problem not in self.problems:
            self.problems.append(problem)


@dataclass
class Site:
    """A whole site of one person; `origin` tells sites apart that one person brings."""

    origin: str = ""
    given_name: str = ""
    family_name: str = ""
    items: list[Item] = field(default_factory=list)
    bibliographies: list[str] = field(default_factory=list)  # paths
    problems: list[str] = field(default_factory=list)
    with_samples: bool = False
    made_with: str = ""  # as people call it
    static: tuple[str, ...] = ()  # folders in which an address of the site is a file

    @property
    def entries(self) -> list[Entry]:
        """The papers that stand in files of their own."""
        return [
            item.values["entry"]
            for item in self.items
            if item.kind == "publication" and not item.left_out
        ]

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()
