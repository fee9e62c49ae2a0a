"""The whole public site as files: drawn, finished, and put in its place at the end."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage

from profiles import generation
from transfer.finished_folder import files_below, finished_folder
from transfer.static_site.crawl import DOORS, Crawled, crawl
from transfer.static_site.finishing import finish
from website.startup import collect_static

KIND = "static site"


@dataclass
class Exported:
    """What was written; ``problems`` are whole sentences for people."""

    folder: str
    pages: int = 0
    files: int = 0
    bytes: int = 0
    problems: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def export_site(target: Path) -> Exported:
    """Write the site to the folder, which appears whole or not at all.

    Raises OccupiedError or ExportError; then nothing has changed.
    """
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        collect_static()
    mark = generation.current()
    with finished_folder(target, KIND) as folder:
        found = crawl(folder)
        finish(found, folder)
        _drop_empty(folder)
        written = files_below(folder)
        report = Exported(
            folder=str(target),
            pages=len(found.pages),
            files=len(written),
            bytes=sum((folder / path).stat().st_size for path in written),
            problems=_problems(found),
        )
    if generation.current() != mark:
        report.problems.append(
            "The content changed while it was exported, so some pages may tell of another state "
            "than others. Export again to be sure."
        )
    return report


def _problems(found: Crawled) -> list[str]:
    problems = [
        f"{page} leads to {address}, where nothing is. The link was taken away."
        for address, page in sorted(found.missing.items())
        if not address.startswith(DOORS)
    ]
    if not settings.BASE_URL:
        problems.append(
            f"OCTAVO_BASE_URL is not set: feeds, the sitemap and what pages tell search engines "
            f"name the site {found.origin}."
        )
    return problems


def _drop_empty(folder: Path) -> None:
    """Folders that were made for answers that never came."""
    for each in sorted(folder.rglob("*"), reverse=True):
        if each.is_dir() and not any(each.iterdir()):
            each.rmdir()
