"""How well hand-written lists are read: their records beside records that people made by hand.

    python bench/corpora_lists.py [FOLDER …]

A folder holds lists and a ``truth.json``: for each list the number of its publications and some or
all of them, each with title, authors, co-first authors, year and identifiers. Without a folder the
lists are those of the corpora beside the project. Prints a table in Markdown.
"""

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from publications.listing import Record, read_list  # noqa: E402
from publications.names import Match, matches  # noqa: E402
from typeset.fold import fold  # noqa: E402

CORPORA = ROOT.parent / "shared/corpora"
COLUMNS = ("titles", "authors", "years", "identifiers", "co-first")
OTHERS = "..."  # stands in a byline for those who are not named


@dataclass
class Score:
    """How many of a list's facts were read right, of how many."""

    name: str
    found: int = 0
    publications: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def note(self, column: str, title: str, read: Any, true: Any, *, right: bool) -> None:
        self.asked[column] += 1
        self.right[column] += right
        if not right:
            self.wrong.append(f"{self.name}: {title[:60]}: {column}: {read!r}, not {true!r}")

    def row(self) -> str:
        shares = [f"{self.right[each]}/{self.asked[each]}" for each in COLUMNS]
        return " | ".join((self.name, f"{self.found}/{self.publications}", *shares))


def score(name: str, text: str, truth: dict[str, Any]) -> Score:
    records = read_list(text, truth.get("owner") or None).records
    result = Score(name, len(records), truth["publications"])
    by_title = defaultdict(list)
    for record in records:
        by_title[fold(record.title)].append(record)
    for true in truth["records"]:
        alike = by_title[fold(true["title"])]
        record = alike.pop(0) if alike else None
        result.note("titles", true["title"], record and record.title, None, right=bool(record))
        _compare(result, record or Record(0, ""), true)
    return result


def _compare(result: Score, record: Record, true: dict[str, Any]) -> None:
    title = true["title"]
    names = [author.name.inverted() for author in record.authors]
    wanted = [name for name in true["authors"] if name != OTHERS]
    same = _same(names, wanted) and record.others == (OTHERS in true["authors"])
    result.note("authors", title, names, wanted, right=same)
    result.note("years", title, record.year, true["year"], right=record.year == true["year"])
    for key, read in (("doi", record.doi), ("arxiv", record.arxiv_id)):
        if wanted_id := true.get(key):
            right = read.lower() == wanted_id.lower()
            result.note("identifiers", title, read, wanted_id, right=right)
    equal = [author.name.inverted() for author in record.authors if author.co_first]
    if equal or true["cofirst"]:
        result.note("co-first", title, equal, true["cofirst"], right=_same(equal, true["cofirst"]))


def _same(read: list[str], true: list[str]) -> bool:
    return len(read) == len(true) and all(
        matches(one, other) is not Match.NONE for one, other in zip(read, true, strict=True)
    )


def main(folders: list[Path]) -> int:
    total = Score("**All**")
    print("| List | found | " + " | ".join(COLUMNS) + " |")
    print("|---" * (len(COLUMNS) + 2) + "|")
    for folder in folders:
        beside = folder / "truth.json"
        truths = json.loads(
            (beside if beside.exists() else folder.parent / "truth.json").read_text()
        )
        for name, truth in sorted(truths["lists"].items()):
            text = (folder / name).read_text(encoding="utf-8", errors="replace")
            one = score(name, text, truth)
            print(f"| {one.row()} |")
            total.found += one.found
            total.publications += one.publications
            total.right += one.right
            total.asked += one.asked
            total.wrong += one.wrong
    print(f"| {total.row()} |")
    for line in total.wrong:
        print(f"- {line}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]] or [CORPORA / "lists"]
    if missing := [folder for folder in given if not folder.is_dir()]:
        sys.exit(f"{missing[0]} is no folder with lists.")
    sys.exit(main(given))
