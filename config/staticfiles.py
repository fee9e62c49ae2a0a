"""How static files are collected: hashed, compressed, and a style sheet with its parts in it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

# A part lies beside the sheet that names it; a word after it says for which media it is.
_PART = re.compile(r'^@import "([\w-]+\.css)"(?: (\w+))?;$', re.MULTILINE)


class CollectedFiles(CompressedManifestStaticFilesStorage):
    """A browser asks for one sheet where it would learn of each part from the one before.

    Uncollected, as in tests, the sheet names its parts and the browser asks for them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._urls: dict[str, str] = {}  # the manifest is read once, too

    def url(self, name: str | None, force: bool = False) -> str:
        if settings.DEBUG or force or name is None:
            return super().url(name, force)
        if name not in self._urls:
            self._urls[name] = super().url(name)
        return self._urls[name]

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        if not dry_run:
            paths = {name: self._whole(name, paths) for name in paths}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _whole(self, name: str, paths: dict[str, Any]) -> tuple[Any, str]:
        """Where the text of ``name`` lies, after its parts have been put into it."""
        if not name.endswith(".css"):
            return paths[name]
        text = _read(*paths[name])
        folder = name.rpartition("/")[0]

        def part(found: re.Match) -> str:
            css = _read(*paths[f"{folder}/{found[1]}".lstrip("/")])
            return f"@media {found[2]} {{\n{css}}}" if found[2] else css

        whole = _PART.sub(part, text)
        if whole == text:
            return paths[name]
        Path(self.path(name)).write_text(whole, encoding="utf-8")
        return self, name


def _read(storage: Any, path: str) -> str:
    with storage.open(path) as file:
        return file.read().decode()
