"""A Jekyll site's folder: its configuration, and its files taken apart."""

import json
import re
from collections.abc import Mapping
from datetime import tzinfo
from fnmatch import fnmatch
from functools import cached_property
from hashlib import blake2b
from pathlib import PurePosixPath

from transfer.boxes import boxes_as_items
from transfer.folder import FileError, PathEscapeError, SiteFolder
from transfer.html_page import is_made, is_whole, read_html
from transfer.html_to_markdown import html_to_markdown
from transfer.jekyll.dates import named_zone
from transfer.jekyll.front_matter import Document, split_front_matter
from transfer.jekyll.liquid import translate
from transfer.jekyll.prose import Prose, read_prose
from transfer.jekyll.yaml_text import Value, YamlError, load_yaml, mapping, text, texts, truth

PAGES = (".md", ".markdown", ".mkd", ".html", ".htm")
_HTML = (".html", ".htm")
_CONFIGS = ("_config.yml", "_config.yaml")
_MANIFEST = "octavo-export.json"
# Where themes show themselves; whoever forgot to change it has no site there.
_OF_THEMES = frozenset(
    {"https://alshedivat.github.io/al-folio", "https://alshedivat.github.io",
     "https://academicpages.github.io"}
)  # fmt: skip
_RAW = re.compile(r"\{% raw %\}\n(.*)\n\{% endraw %\}", re.DOTALL)
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2,4})?", re.IGNORECASE)


class JekyllSource:
    """Reading never fails here: what cannot be read is in `problems`, and counts as absent."""

    def __init__(
        self,
        folder: SiteFolder,
        *,
        with_samples: bool = False,
        owner: tuple[str, str] = ("", ""),
    ) -> None:
        self.folder = folder
        self.owner = owner  # whose site it is, where nothing in it says so
        self.with_samples = with_samples
        self.problems: list[str] = list(folder.skipped)
        self.unreadable: dict[str, str] = {}
        self.config_path = ""
        self._read_config()

    def _read_config(self) -> None:
        self.config_path = next((path for path in _CONFIGS if path in self.folder), "")
        self.config: dict[str, Value] = mapping(self.data(self.config_path))

    def data(self, path: str) -> Value:
        """A YAML file's value; None when there is no such file."""
        if path not in self.folder:
            return None
        source = self.read(path)
        if source is None:
            return None
        try:
            value, problems = load_yaml(source)
        except YamlError as error:
            self.unreadable[path] = f"It cannot be read: {error}"
            return None
        self.problems += [f"{path}, {problem}" for problem in problems]
        return value

    def read(self, path: str) -> str | None:
        """The file's text; None, and a note in `unreadable`, when it has none."""
        try:
            return self.folder.text(path)
        except FileError as error:
            self.unreadable[path] = str(error)
            return None

    def find(self, address: str, *folders: str) -> str | None:
        """The file of the site that an address means; none where it leads out of its folder."""
        try:
            return self.folder.find(address, *folders)
        except PathEscapeError as error:
            self.problems.append(str(error))
            return None

    def document(self, path: str) -> Document | None:
        source = self.read(path)
        if source is None:
            return None
        if path.endswith(_HTML) and is_whole(source) and not is_made(source):
            page = read_html(source)
            values: dict[str, Value] = {"title": page.title, "name": page.name}
            return Document(values, page.text, has_head=True, is_own=True, problems=page.problems)
        document = split_front_matter(source)
        document.is_own = path in self._exported and self._exported[path] == _digest(source)
        return document

    def prose(self, document: Document) -> Prose:
        if document.is_own:
            return Prose(_without_raw(document.body))
        page = {f"page.{name}": value for name, value in document.values.items()}
        return read_prose(boxes_as_items(document.body), {**self.variables, **page}, document.line)

    def line(self, value: Value) -> str:
        """A head's HTML as one line of Markdown."""
        return " ".join(self.block(value).text.split())

    def block(self, value: Value) -> Prose:
        """A head's HTML as Markdown."""
        translated = translate(text(value), self.variables)
        converted = html_to_markdown(translated.text)
        found = [*translated.problems, *converted.problems]
        return Prose(converted.text, [], [problem for _line, problem in found])

    @cached_property
    def _exported(self) -> dict[str, Value]:
        """The digests of the files of an export of our own, which may have been changed since."""
        try:
            found = json.loads(self.folder.text(_MANIFEST)) if _MANIFEST in self.folder else {}
        except (FileError, ValueError, RecursionError):
            return {}
        files = found.get("files") if isinstance(found, dict) else {}
        return files if isinstance(files, dict) else {}

    @cached_property
    def variables(self) -> Mapping[str, Value]:
        """What `site.…` stands for in Liquid."""
        found: dict[str, Value] = {}
        _flatten("site", self.config, found)
        _flatten("site.data.socials", mapping(self.data("_data/socials.yml")), found)
        return found

    @cached_property
    def zone(self) -> tzinfo:
        return named_zone(text(self.config.get("timezone")))

    @property
    def shows_future(self) -> bool:
        return truth(self.config.get("future")) is True

    @property
    def origin(self) -> str:
        """The old site's own address; empty when the configuration does not tell."""
        url = text(self.config.get("url")).rstrip("/")
        base = text(self.config.get("baseurl")).strip("/")
        if not re.match(r"https?://", url) or "localhost" in url:
            return ""
        origin = f"{url}/{base}".rstrip("/")
        return "" if origin.lower() in _OF_THEMES else origin

    def excluded(self, path: str) -> bool:
        """Whether the configuration keeps the file off the site."""
        for pattern in texts(self.config.get("exclude")):
            pattern = pattern.strip("/")
            if path == pattern or path.startswith(f"{pattern}/") or fnmatch(path, pattern):
                return True
        return False

    def pages(self, folder: str) -> list[str]:
        """The pages beneath a folder, leaving out what people hide from Jekyll with `_` or `.`."""
        inside = len(PurePosixPath(folder).parts)
        return [
            path
            for path in self.folder.below(folder, *PAGES)
            if not any(
                part.startswith((".", "_", "#")) for part in PurePosixPath(path).parts[inside:]
            )
        ]

    @cached_property
    def language(self) -> str:
        """The language that is imported where the site has folders for several."""
        languages = texts(self.config.get("languages"))
        wanted = text(self.config.get("default_lang")) or text(self.config.get("lang"))
        return wanted if not languages or wanted in languages else languages[0]

    def other_language(self, path: str) -> str:
        """The language's name when the path lies in the folder of one that is not imported."""
        languages = texts(self.config.get("languages"))
        if len(languages) < 2:
            return ""
        names = [part for part in PurePosixPath(path).parts[:-1] if part in languages]
        return names[0] if names and names[0] != self.language else ""


def _flatten(name: str, values: dict[str, Value], found: dict[str, Value], depth: int = 0) -> None:
    for key, value in values.items():
        if isinstance(value, dict) and depth < 3:
            _flatten(f"{name}.{key}", value, found, depth + 1)
        elif not isinstance(value, (dict, list)):
            found[f"{name}.{key}"] = value


def _digest(source: str) -> str:
    return blake2b(source.encode(), digest_size=16).hexdigest()


def _without_raw(body: str) -> str:
    body = body.removeprefix("\n").removesuffix("\n")
    match = _RAW.fullmatch(body)
    return match[1] if match else body
