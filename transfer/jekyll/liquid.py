"""Liquid in Markdown: the tags whose meaning is known are translated, and none is ever run.

What is not known is left out and reported with its line. Left-out lines stay as empty ones, so
that whatever reads the text next can count them too.
"""

import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from transfer.jekyll.yaml_text import Value, text

_MARK = re.compile(
    r"\{%-?\s*(?P<tag>[\w-]+)(?P<args>(?:[^%{]|%(?!\})|\{(?!%))*)%\}"
    r"|\{\{(?P<output>(?:[^}{]|\}(?!\})|\{(?!\{))*)\}\}"
)
_END_RAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")
# What stands between these tags is a program's, not a text's.
_PROGRAMS = frozenset({"for", "if", "unless", "case", "capture", "tablerow"})
_FIGURE = re.compile(r"(?:figure|img|image|video|audio)\.(?:liquid|html)\s*(.*)", re.DOTALL)
_ARGUMENT = re.compile(r"""(\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s"']+)""")
_LITERAL = re.compile(r""""[^"]*"|'[^']*'""")
_KEPT_BY = frozenset(
    {"relative_url", "absolute_url", "strip_index", "escape", "xml_escape", "strip", "emojify",
     "markdownify", "uri_escape"}
)  # fmt: skip


@dataclass
class Translated:
    text: str
    problems: list[tuple[int, str]] = field(default_factory=list)  # line, counted from 1


def translate(source: str, variables: Mapping[str, Value]) -> Translated:
    """``variables`` holds what `site.…` and `page.…` stand for, by their whole names."""
    if "{%" not in source and "{{" not in source:
        return Translated(source)
    return _Translator(source, variables).run()


class _Translator:
    def __init__(self, source: str, variables: Mapping[str, Value]) -> None:
        self.source = source
        self.variables = variables
        self.output: list[str] = []
        self.problems: list[tuple[int, str]] = []
        self.line, self.counted = 1, 0
        self.ends = _ends_of_blocks(source)
        self.raw_ends = deque(match.span() for match in _END_RAW.finditer(source))

    def run(self) -> Translated:
        position = 0
        while match := _MARK.search(self.source, position):
            self.output.append(self.source[position : match.start()])
            position = self._mark(match)
        self.output.append(self.source[position:])
        return Translated("".join(self.output), self.problems)

    def _mark(self, match: re.Match[str]) -> int:
        """Write what the mark stands for; where the text goes on behind it."""
        if match["output"] is not None:
            value = evaluate(match["output"].strip("- \n\t"), self.variables)
            if value is None:
                self._leave_out(match.start(), match.end(), "is a variable that is not known here")
            else:
                self.output.append(value)
            return match.end()
        tag, arguments = match["tag"], match["args"].strip().removesuffix("-").strip()
        if tag == "raw":
            return self._raw(match)
        if tag in _PROGRAMS:
            end = self.ends.get(match.start(), match.end())
            self._leave_out(match.start(), end, "is a program, which is not run", match.end())
            return end
        known = _TAGS.get(tag)
        written = known(arguments, self.variables) if known else None
        if written is None:
            self._leave_out(match.start(), match.end(), "is not known here")
        else:
            self.output.append(written)
        return match.end()

    def _raw(self, match: re.Match[str]) -> int:
        while self.raw_ends and self.raw_ends[0][0] < match.end():
            self.raw_ends.popleft()
        if not self.raw_ends:
            self._leave_out(match.start(), match.end(), "has no end")
            return match.end()
        start, end = self.raw_ends.popleft()
        self.output.append(self.source[match.end() : start])
        return end

    def _leave_out(self, start: int, end: int, reason: str, shown: int | None = None) -> None:
        self.line += self.source.count("\n", self.counted, start)
        self.counted = start
        mark = " ".join(self.source[start : shown or end].split())
        mark = mark if len(mark) <= 80 else mark[:79] + "…"
        self.problems.append((self.line, f"“{mark}” {reason} and was left out."))
        self.output.append("\n" * self.source.count("\n", start, end))


def _ends_of_blocks(source: str) -> dict[int, int]:
    """For each program's first tag that has an end: where the whole of it is over."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for match in _MARK.finditer(source):
        tag = match["tag"] or ""
        if tag in _PROGRAMS:
            opened.append(match.start())
        elif tag.startswith("end") and tag[3:] in _PROGRAMS and opened:
            ends[opened.pop()] = match.end()
    return ends


def evaluate(expression: str, variables: Mapping[str, Value]) -> str | None:
    """The text that an expression stands for; None when only a program could tell."""
    first, *filters = (part.strip() for part in _split_filters(expression))
    value = _operand(first, variables)
    for each in filters:
        name, _, argument = each.partition(":")
        if value is None:
            return None
        if name.strip() in _KEPT_BY:
            continue
        other = _operand(argument.strip(), variables)
        if other is None or name.strip() not in ("prepend", "append"):
            return None
        value = other + value if name.strip() == "prepend" else value + other
    return value


def _split_filters(expression: str) -> list[str]:
    pieces, start = [], 0
    quoted = [match.span() for match in _LITERAL.finditer(expression)]
    for match in re.finditer(r"\|", expression):
        if not any(begin < match.start() < end for begin, end in quoted):
            pieces.append(expression[start : match.start()])
            start = match.end()
    return [*pieces, expression[start:]]


def _operand(written: str, variables: Mapping[str, Value]) -> str | None:
    if _LITERAL.fullmatch(written):
        return written[1:-1]
    if written in ("site.baseurl", "site.url"):
        return ""
    if written not in variables:
        return None
    value = variables[written]
    return None if isinstance(value, (list, dict)) else text(value)


def _include(arguments: str, variables: Mapping[str, Value]) -> str | None:
    """A figure, as the picture and its caption; no other include says what it holds."""
    match = _FIGURE.fullmatch(arguments)
    if match is None:
        return None
    given = {
        name: _operand(value, variables) or value.strip("\"'")
        for name, value in _ARGUMENT.findall(match[1])
    }
    path = given.get("path") or given.get("src") or given.get("url")
    if not path:
        return None
    alt = given.get("alt") or given.get("title") or given.get("caption") or ""
    if not arguments.startswith(("figure", "img", "image")):
        return f"[{alt or path.rsplit('/', 1)[-1]}]({_target(path)})"
    caption = given.get("caption", "")
    picture = f"![{alt}]({_target(path)})"
    return f"{picture}\n*{caption}*" if caption and caption != alt else picture


def _target(path: str) -> str:
    """A path as Markdown's link target; the site's own paths begin at its root."""
    path = path.strip().replace(" ", "%20")
    return path if "://" in path or path.startswith(("/", ".")) else f"/{path}"


def _link(arguments: str, _variables: Mapping[str, Value]) -> str | None:
    """The source file stands for its page; whoever knows the page's new address puts it there."""
    return f"/{arguments.strip('/')}" if arguments else None


def _post_url(arguments: str, _variables: Mapping[str, Value]) -> str | None:
    return f"/_posts/{arguments.strip('/')}.md" if arguments else None


def _cite(arguments: str, _variables: Mapping[str, Value]) -> str | None:
    words = re.split(r"[\s,]+", arguments)
    keys = [word for word in words if re.fullmatch(r"[^\s()<>\[\]-][^\s()<>\[\]]*", word)]
    return ", ".join(f"[{key}](/publications/#{key})" for key in keys) or None


def _bold_line(arguments: str, _variables: Mapping[str, Value]) -> str:
    return f"**{arguments}**" if arguments else ""


def _tab(arguments: str, variables: Mapping[str, Value]) -> str:
    """`{% tab group title %}`"""
    return _bold_line(arguments.partition(" ")[2].strip(), variables)


def _nothing(_arguments: str, _variables: Mapping[str, Value]) -> str:
    return ""


_TAGS: dict[str, Callable[[str, Mapping[str, Value]], str | None]] = {
    "include": _include,
    "include_relative": _include,
    "link": _link,
    "post_url": _post_url,
    "cite": _cite,
    "highlight": lambda arguments, _variables: "```" + (arguments.split() or [""])[0],
    "endhighlight": lambda _arguments, _variables: "```",
    "details": _bold_line,
    "enddetails": _nothing,
    "tabs": _nothing,
    "endtabs": _nothing,
    "tab": _tab,
    "endtab": _nothing,
    "katexmm": _nothing,  # formulas between dollar signs, as everywhere here
    "endkatexmm": _nothing,
    "katex": lambda _arguments, _variables: "$",
    "endkatex": lambda _arguments, _variables: "$",
}
