"""One person's archive: a .zip that is written while it is sent, whatever its size."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from profiles.models import Researcher
from publications.export import to_bibtex, to_csl
from transfer.alfolio_export.documents import without_empty, yaml_of
from transfer.leaving.records import VERSION, files_of, record_of
from transfer.own_rows import own_works
from transfer.uploads import LostUploadError, open_upload
from typeset.fold import slugify

CHUNK = 256 * 1024
_TEXTS = {"news": "body", "posts": "body", "pages": "body", "projects": "body",
          "courses": "description", "sections": "body"}  # fmt: skip
_README = """\
All that Octavo keeps of {name}, as of {day}.

octavo.json       every field of every record; the format is "octavo-person", version {version}
publications.bib  the papers as BibTeX; publications.csl.json for reference managers
texts/            about.md, news, posts, pages, projects, courses: Markdown with a head of YAML
media/            photos, pictures and documents, at the places that octavo.json names
"""


class Archive:
    """Asks the database at once, and reads the files while it is sent."""

    def __init__(self, person: Researcher, *, with_account: bool) -> None:
        self.now = datetime.now(UTC)
        self.name = f"{person.slug}-{self.now:%Y-%m-%d}.zip"
        self.record = record_of(person, with_account=with_account)
        works = list(own_works(person, private=True))
        self.texts = {
            "README.txt": _README.format(name=person.name, day=self.now.date(), version=VERSION),
            "publications.bib": to_bibtex(works, owner=person, include_private=True),
            "publications.csl.json": to_csl(works),
            **dict(_markdown(self.record)),
        }

    def __iter__(self) -> Iterator[bytes]:
        sink = _Sink()
        lost = []
        with ZipFile(sink, "w", ZIP_DEFLATED, strict_timestamps=False) as zipped:
            for name, text in self.texts.items():
                zipped.writestr(self._entry(name), text)
                yield sink.take()
            for name, own in files_of(self.record):
                try:
                    source = open_upload(name, own=own)
                except LostUploadError:
                    lost.append(name)
                    continue
                # Pictures and PDFs are compressed already.
                entry = self._entry(f"media/{name}", ZIP_STORED)
                with source, zipped.open(entry, "w", force_zip64=True) as target:
                    while chunk := source.read(CHUNK):
                        target.write(chunk)
                        yield sink.take()
            whole = {**self.record, "made_at": self.now.isoformat(), "lost_files": lost}
            text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
            zipped.writestr(self._entry("octavo.json"), text)
        yield sink.take()

    def _entry(self, name: str, compression: int = ZIP_DEFLATED) -> ZipInfo:
        entry = ZipInfo(name, self.now.timetuple()[:6])
        entry.compress_type = compression
        entry.external_attr = 0o644 << 16
        return entry


def _markdown(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    person = record["person"]
    yield "texts/about.md", _text(person, "bio")
    for kind, body in _TEXTS.items():
        for row in record[kind]:
            title = row.get("slug") or slugify(row.get("title") or row.get("heading") or "", kind)
            yield f"texts/{kind}/{row['id']}-{title}.md", _text(row, body)


def _text(row: dict[str, Any], body: str) -> str:
    head = without_empty({name: value for name, value in row.items() if name != body})
    return f"---\n{yaml_of(head)}---\n\n{row[body]}\n"


class _Sink:
    """Where the archive is written: it cannot go back, and is emptied again and again."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._position = 0

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        self._position += len(data)
        return len(data)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        """There is nothing behind it."""

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken
