"""The body of a Jekyll file as Markdown that anybody can read and edit."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from transfer.html_to_markdown import markdown_without_html, tidy
from transfer.jekyll.kramdown import without_kramdown
from transfer.jekyll.liquid import Translated, translate
from transfer.jekyll.yaml_text import Value
from typeset.comments import Comment, split_comments

MAX_PROBLEMS = 20
_OPENING = re.compile(r"[ \t>]*(?:<!|\{%|\{:)")


@dataclass
class Prose:
    """`comments` were never on the page, and must not come onto one."""

    text: str
    comments: list[Comment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_prose(body: str, variables: Mapping[str, Value] | None, first_line: int = 1) -> Prose:
    """``first_line`` is the line of the file on which the body begins.

    Without ``variables`` there is no Liquid in the text.
    """
    kept, comments = split_comments(body)
    translated = Translated(kept) if variables is None else translate(kept, variables)
    converted = markdown_without_html(without_kramdown(translated.text))
    # What Liquid's variables stood for may hold a comment too.
    text, _comments = split_comments(converted.text)
    lines = _Lines(body, comments, first_line)
    found = sorted([*translated.problems, *converted.problems], key=lambda each: each[0])
    problems = [f"line {lines.original(line)}: {problem}" for line, problem in found]
    if len(problems) > MAX_PROBLEMS:
        problems[MAX_PROBLEMS:] = [f"and {len(problems) - MAX_PROBLEMS} more of the kind."]
    moved = [Comment(comment.text, comment.line + first_line - 1) for comment in comments]
    return Prose(tidy(text), moved, problems)


class _Lines:
    """Which line of the file a line of the text without its comments was."""

    def __init__(self, body: str, comments: list[Comment], first_line: int) -> None:
        self.first_line = first_line
        self.starts: list[int] = []  # lines of the kept text behind which something was cut out
        self.removed: list[int] = []
        lines = body.split("\n")
        for number, comment in enumerate(comments):
            following = comments[number + 1].line if number + 1 < len(comments) else len(lines) + 1
            before = "\n".join(lines[: following - 1])
            kept = split_comments(before)[0].count("\n")
            self.removed.append(before.count("\n") - kept)
            # What stood before the comment on its line is not behind it.
            begins_line = bool(_OPENING.match(lines[comment.line - 1]))
            earlier = self.removed[-2] if number else 0
            self.starts.append(comment.line - earlier - begins_line)

    def original(self, line: int) -> int:
        place = bisect_right(self.starts, line - 1)
        return line + self.first_line - 1 + (self.removed[place - 1] if place else 0)
