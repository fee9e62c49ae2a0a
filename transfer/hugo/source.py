"""A Hugo site's folder: its configuration from many files, and its pages taken apart."""

import re
from functools import cached_property
from inspect import cleandoc
from pathlib import PurePosixPath

from transfer.hugo import shortcodes
from transfer.hugo.front_matter import load, split_head
from transfer.jekyll.front_matter import Document
from transfer.jekyll.prose import Prose, read_prose
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import Value, YamlError, mapping, text

DATA = (".toml", ".yaml", ".yml", ".json")
_NAMES = ("hugo", "config")
_TEXTS = (".md", ".markdown", ".html", ".htm")


class HugoSource(JekyllSource):
    """Where Hugo's files lie and how they are written; the rest is as for Jekyll."""

    def _read_config(self) -> None:
        self.config: dict[str, Value] = {}
        for folder in ("", "config/_default/"):
            for name in _NAMES:
                self._take(f"{folder}{name}", "")
        for name in ("params", "languages"):
            self._take(f"config/_default/{name}", name)

    def _take(self, stem: str, key: str) -> None:
        for suffix in DATA:
            path = stem + suffix
            values = {name.lower(): value for name, value in mapping(self.data(path)).items()}
            if not values:
                continue
            self.config_path = self.config_path or path
            if key:
                values = {key: {**mapping(self.config.get(key)), **values}}
            self.config |= values

    def data(self, path: str) -> Value:
        if path not in self.folder:
            return None
        source = self.read(path)
        if source is None:
            return None
        try:
            value, problems = load(source, path.rsplit(".", 1)[-1])
        except YamlError as error:
            self.unreadable[path] = f"It cannot be read: {error}"
            return None
        self.problems += [f"{path}, {problem}" for problem in problems]
        return value

    def document(self, path: str) -> Document | None:
        source = self.read(path)
        return split_head(source) if source is not None else None

    def prose(self, document: Document) -> Prose:
        translated, found = shortcodes.translate(document.body)
        prose = read_prose(translated, None, document.line)
        first = document.line - 1
        prose.problems = [f"line {line + first}: {said}" for line, said in found] + prose.problems
        return prose

    def block(self, value: Value) -> Prose:
        """A head's text: Markdown here, with HTML among it."""
        return read_prose(shortcodes.translate(cleandoc(text(value)))[0], None)

    @property
    def origin(self) -> str:
        url = text(self.config.get("baseurl")).rstrip("/")
        return url if re.match(r"https?://[^/]+\.", url) and "example." not in url else ""

    @cached_property
    def root(self) -> str:
        """The folder of the pages; that of the main language where each has one."""
        languages = {path.split("/")[1] for path in self.folder.below("content") if "/" in path}
        main = text(self.config.get("defaultcontentlanguage")) or "en"
        return f"content/{main}" if main in languages else "content"

    @property
    def static(self) -> tuple[str, ...]:
        """The folders in which an address of the site is a file."""
        return ("static", self.root, "assets", "assets/media")

    def bundles(self, *names: str) -> list[tuple[str, str]]:
        """The pages beneath these sections by their addresses: `x/index.md` and `x.md` are one."""
        found = []
        for name in names:
            inside = f"{self.root}/{name}/"
            paths = self.folder.below(inside, *_TEXTS)
            beside = {path.removeprefix(inside) for path in paths}
            for path in paths:
                rest = PurePosixPath(path.removeprefix(inside))
                if rest.suffix.startswith(".htm") and str(rest.with_suffix(".md")) in beside:
                    continue  # made of the Markdown beside it
                if rest.stem in ("index", "_index"):
                    rest = rest.parent
                elif str(rest.parent) != "." and f"{inside}{rest.parent}/index.md" in self.folder:
                    continue  # a text that belongs to another page
                else:
                    rest = rest.with_suffix("")
                if str(rest) != ".":
                    found.append((path, str(rest)))
        return found

    def beside(self, path: str, pattern: str) -> str:
        """The file beside a page of its own folder whose name fits; empty when there is none."""
        if PurePosixPath(path).stem not in ("index", "_index"):
            return ""
        folder = str(PurePosixPath(path).parent)
        for each in self.folder.below(folder):
            name = each.removeprefix(f"{folder}/")
            if "/" not in name and re.fullmatch(pattern, name, re.IGNORECASE):
                return each
        return ""
