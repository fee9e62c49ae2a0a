"""What becomes of real sites: each is imported twice into an empty database; prints a table.

    python bench/corpora_sites.py [FOLDER OF SITES …]        the table
    python bench/corpora_sites.py --reasons [FOLDER …]       and why things were left out
    python bench/corpora_sites.py --write docs/importing-sites.md

Without a folder the corpus beside the project is taken. Nothing is kept: database and files lie in
a temporary folder.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publications.report import Report

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "../shared/corpora/sites"
MARKS = ("<!-- table of the corpora: make corpora -->\n", "<!-- end of the table -->")
HEAD = ("Site", "Made with", "Found", "Imported", "As what", "Left out", "Why", "Twice")
_PLACE = re.compile(r"“[^”]*”|`[^`]*`|\b_?[\w./-]+\.(?:md|yml|json|bib)\b|\d+")


def main() -> None:
    form = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("folders", nargs="*", type=Path, default=[CORPUS])
    parser.add_argument("--reasons", action="store_true", help="list what was left out, and why")
    parser.add_argument("--write", type=Path, help="put the table into this document")
    options = parser.parse_args()
    missing = [str(each) for each in options.folders if not each.is_dir()]
    if missing:
        sys.exit(f"There is no folder of sites at {', '.join(missing)}.")
    found = [site for folder in options.folders for site in sorted(folder.iterdir())]
    sites = [site for site in found if site.is_dir()]
    with tempfile.TemporaryDirectory(prefix="octavo-corpora-") as scratch:
        prepare(scratch)
        rows = [row_of(site, reasons=options.reasons) for site in sites]
    table = "\n".join([line(HEAD), line(["---"] * len(HEAD)), *map(line, rows)])
    if options.write:
        before, rest = options.write.read_text(encoding="utf-8").split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        text = f"{before}{MARKS[0]}\n{table}\n\n{MARKS[1]}{after}"
        options.write.write_text(text, encoding="utf-8")
    else:
        print(table)


def prepare(scratch: str) -> None:
    os.environ["OCTAVO_DATA"] = scratch
    os.environ["DATABASE_URL"] = f"sqlite:///{scratch}/octavo.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    sys.path.insert(0, str(ROOT))
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)


def row_of(path: Path, *, reasons: bool) -> list[str]:
    """One line of the table; the database is as it was afterwards."""
    from django.db import transaction  # noqa: PLC0415 - after django.setup

    from transfer.folder import SiteFolder  # noqa: PLC0415
    from transfer.importer import import_site  # noqa: PLC0415
    from transfer.limits import FolderError  # noqa: PLC0415
    from transfer.reading import read_site  # noqa: PLC0415

    began = time.perf_counter()
    try:
        folder = SiteFolder(path)
        site = read_site(folder)
    except FolderError as error:
        return [path.name, "–", "0", "0", "–", "–", str(error).replace(str(path), path.name), "–"]
    with transaction.atomic():
        first = import_site(site, folder, slug="owner")
        again = import_site(read_site(folder), folder, slug="owner")
        transaction.set_rollback(True)
    taken = [item for item in first.items if item.action != "rejected"]
    left = [item for item in first.items if item.action == "rejected"]
    if reasons:
        tell(path.name, first, time.perf_counter() - began)
    kinds = Counter(item.kind for item in taken)
    why = Counter(_reason(item.problems) for item in left)
    changed = again.counts["created"] + again.counts["updated"]
    return [
        path.name.split("__")[0].split("+")[0],
        site.made_with,
        str(len(first.items)),
        str(len(taken)),
        ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()),
        str(len(left)),
        "; ".join(f"{count} × {reason}" for reason, count in why.most_common(4)),
        "nothing changed" if not changed else f"{changed} changed",
    ]


def tell(name: str, report: "Report", seconds: float) -> None:
    """All that was left out or is odd, with its place."""
    print(f"\n## {name} ({seconds:.1f} s)")
    for item in report.items:
        if item.action == "rejected" or item.problems:
            said = " ".join(item.problems)
            print(f"{item.action} {item.kind} {item.ref} | {item.title} | {said}")
    for problem in report.problems:
        print(f"- {problem}")


def _reason(problems: list[str]) -> str:
    """The reason without the names in it, so that like ones count together."""
    return _PLACE.sub("…", problems[0]).strip(" .") if problems else "no reason given"


def line(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    main()
