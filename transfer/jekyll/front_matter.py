"""The head of a Jekyll file: what stands between two lines of `---`."""

import re
from dataclasses import dataclass, field

from transfer.jekyll.yaml_text import Value, YamlError, load_yaml, mapping

_FENCE = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


@dataclass
class Document:
    """A file taken apart; `line` is where its body begins, counted from 1.

    ``is_own`` says that Octavo wrote it: its body is Markdown as it is kept here.
    """

    values: dict[str, Value] = field(default_factory=dict)
    body: str = ""
    line: int = 1
    has_head: bool = False
    is_own: bool = False
    problems: list[str] = field(default_factory=list)


def split_front_matter(text: str) -> Document:
    """Never fails: a head that cannot be read is reported, and the body kept."""
    start = _FENCE.match(text)
    end = _END.search(text, start.end()) if start else None
    if not (start and end):
        return Document(body=text)
    body, line = text[end.end() :], text.count("\n", 0, end.end()) + 1
    found = Document(body=body, line=line, has_head=True)
    try:
        value, problems = load_yaml(text[start.end() : end.start()])
    except YamlError as error:
        found.problems.append(f"The head of the file cannot be read: {error}")
        return found
    found.values = mapping(value)
    # Counted from the first line of the file, which is the opening `---`.
    found.problems = [_shifted(problem) for problem in problems]
    return found


def read_bare_head(text: str) -> Document:
    """A commented-out page: its head may have lost the opening `---`."""
    text = text.strip() + "\n"
    if not _FENCE.match(text):
        end = _END.search(text)
        if end is None or not re.match(r"[\w-]+:", text):
            return Document(body=text)
        text = "---\n" + text
    return split_front_matter(text)


def _shifted(problem: str) -> str:
    return re.sub(r"^line (\d+)", lambda match: f"line {int(match[1]) + 1}", problem)
