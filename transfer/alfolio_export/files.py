"""Uploads, copied to where the theme looks for them, under names that people can read."""

from pathlib import Path, PurePosixPath
from shutil import copyfileobj

from transfer.uploads import LostUploadError, open_upload
from typeset.fold import slugify

PICTURES, DOCUMENTS, PREVIEWS = "assets/img", "assets/pdf", "assets/img/publication_preview"
_SHOWN = (".webp", ".png", ".jpg", ".jpeg", ".gif", ".svg")


class Files:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self._paths: dict[tuple[str, str], str] = {}  # stored name and folder → path here
        self._taken: set[str] = set()

    def place(self, stored: str, name: str = "", folder: str = "", *, own: bool = True) -> str:
        """Copy an upload, once, and give its path; empty, and reported, when it is lost.

        What a text names need not be the person's ``own``.
        """
        suffix = PurePosixPath(stored).suffix.lower()
        folder = folder or (PICTURES if suffix in _SHOWN else DOCUMENTS)
        if (stored, folder) not in self._paths:
            stem = slugify(name or PurePosixPath(stored).stem, "file")
            self._paths[stored, folder] = self._copy(stored, self._free(folder, stem, suffix), own)
        return self._paths[stored, folder]

    def write(self, path: str, text: str) -> None:
        self._taken.add(path)
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def _copy(self, stored: str, path: str, own: bool) -> str:
        file = self.folder / path
        try:
            with open_upload(stored, own=own) as source:
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("wb") as target:
                    copyfileobj(source, target)
        except LostUploadError:
            self.problems.append(f"The file {stored} is lost, and was left out.")
            return ""
        return path

    def _free(self, folder: str, stem: str, suffix: str) -> str:
        path, number = f"{folder}/{stem}{suffix}", 1
        while path in self._taken:
            number += 1
            path = f"{folder}/{stem}-{number}{suffix}"
        self._taken.add(path)
        return path
