"""One entry's Markdown and HTML → a strip: plain text, its styles, links and pictures.

Emphasis never crosses a block, and stars inside <sup> are marks.
"""

import html
import re
from collections.abc import Mapping, Sequence

from publications.listing.emphasis import Node, emphasise, star
from publications.listing.markup import address, attribute, brackets, destination, styled
from publications.listing.strip import (
    BLOCK,
    BOLD,
    CODE,
    HARD,
    HEADED,
    ITALIC,
    QUOTED,
    RAISED,
    SOFT,
    UNDERLINE,
    Builder,
    Strip,
)
from typeset.latex import to_unicode

__all__ = ["parse"]

_TOKEN = re.compile(
    r"""
    \\(?P<escape>[!-/:-@\[-`{-~])
  | (?P<code>(?P<ticks>`{1,8}+)(?!`)(?P<inner>[^`\f]{1,400}?)(?<!`)(?P=ticks)(?!`))
  | (?P<math>\$\$[^$\f]{1,400}\$\$|\$(?=[^\s$])(?:[^$\\\f]|\\.){0,400}?(?<=\S)\$(?!\d))
  | (?P<image>!\[)
  | (?P<open>\[)
  | (?P<auto><(?:https?://|www\.|mailto:)[^\s<>]{1,2000}>)
  | <(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?P<attributes>(?:\s[^<>]{0,3000})?)/?>
  | (?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,30}|\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6});)
  | (?P<url>(?:https?://|(?<![\w/.])www\.)[^\s<>。，、；）]{2,2000})
  | (?P<star>\*+|_+|~~+)
  | (?P<raised>\^(?=[^\s^]{1,12}\^)[^\s^]{1,12}\^)
  | (?P<liquid>\{\{[^{}\f]{0,300}\}\})
  | (?P<icon>(?<!\w):\((?:fa[a-z]?\s)?[a-z0-9\
  _-]{1,60}\):|(?<![\w:]):[a-z][a-z0-9_+-]{1,40}:(?![\w:]))
  | (?P<text>(?:[^\\`$!\[<&hw*_~^{:]|h(?!ttps?:)|w(?!ww\.)|:(?![a-z(])|!(?!\[)|\{(?!\{))+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_STYLES = {
    "b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC, "cite": ITALIC, "u": UNDERLINE,
    "ins": UNDERLINE, "mark": UNDERLINE, "code": CODE, "kbd": CODE, "tt": CODE, "sup": RAISED,
    "q": QUOTED,
}  # fmt: skip
_BRACED_ACCENT = re.compile(r"\{\\[`'^\"~=.uvHcdbkr]\s*\{?\\?[A-Za-z]\}?\}|\{\\[A-Za-z]{1,2}\}")
_BARE_ACCENT = re.compile(r"(?<=[A-Za-z])\\[`'^\"~](?:\{[A-Za-z]\}|[aeiouycnsz](?=[a-z]))")
_QUOTES = re.compile(
    r"“[^“”\f]{2,600}”|„[^„“”\f]{2,600}[“”]|«[^«»\f]{2,600}»|``[^`\f]{2,600}?(?:''|”|\")"
    r"|''[^'\f]{2,600}?''|「[^「」\f]{2,300}」|『[^『』\f]{2,300}』|《[^《》\f]{2,300}》"
    r"|(?<![\w”\"])\"(?=\S)[^\"\f]{2,600}?(?<=\S)[\"”](?!\w)|(?<!\w)‘(?=\S)[^‘’\f]{10,600}?’(?!\w)"
    r"|“[^“”\"\f]{2,600}\"|(?<![\w”\"])\"(?=\S)[^\"“”\f]{2,600}?(?<=\S)“(?=\s)"
)
_URL_END = re.compile(r"[.,;:!?'\"*_\]}|”’)]+$")
_SPACES = re.compile(r"[ \t\xa0\u2000-\u200b\u202f\u205f\u3000]+")
_MAX_LABEL = 1500
_BREAKS = {"soft": SOFT, "hard": HARD, "block": BLOCK, "": " "}


def parse(
    parts: Sequence[tuple[str, str]], references: Mapping[str, str], heading: int = 0
) -> Strip:
    """The strip of an entry's lines, given as (what parts it from the line before, text).

    The first `heading` lines are headings.
    """
    builder = Builder()
    pending: list[str] = []
    for index, (breaks, text) in enumerate(parts):
        text = _SPACES.sub(" ", text)
        if index and (breaks == "block" or index == heading):
            _read(builder, "".join(pending), references, HEADED if index <= heading else 0)
            builder.add(BLOCK)
            pending = []
        elif index:
            pending.append(_BREAKS[breaks])
        pending.append(text)
    _read(builder, "".join(pending), references, HEADED if heading >= len(parts) else 0)
    strip = builder.done
    for found in _QUOTES.finditer(strip.text):
        for position in range(found.start(), found.end()):
            strip.styles[position] |= QUOTED
    return strip


def _read(builder: Builder, text: str, references: Mapping[str, str], style: int) -> None:
    """Add one block."""
    text = _BRACED_ACCENT.sub(lambda found: to_unicode(found[0]), text)
    text = _BARE_ACCENT.sub(lambda found: to_unicode(found[0]), text)
    for node in _nodes(text, references, 0):
        node.write(builder, style)


def _nodes(text: str, references: Mapping[str, str], depth: int) -> list[Node]:
    nodes = _Scanner(text, references, depth).scan()
    emphasise(nodes)
    return nodes


class _Scanner:
    def __init__(self, text: str, references: Mapping[str, str], depth: int) -> None:
        self.text = text
        self.references = references
        self.depth = depth
        self.nodes: list[Node] = []
        self.style = 0
        self.tags: list[tuple[str, int]] = []
        self.anchor: tuple[int, str] | None = None  # where an open <a> began, and its address
        self.pressed: int | None = None  # where an open <button> began
        self.closers = brackets(text)

    def scan(self) -> list[Node]:
        position = 0
        while position < len(self.text):
            found = _TOKEN.match(self.text, position)
            if not found:  # never: the last branch takes any character
                break
            position = self._token(found)
        self._close_anchor()
        return self.nodes

    def _add(self, text: str, style: int = 0) -> Node:
        node = Node(text, self.style | style)
        self.nodes.append(node)
        return node

    def _token(self, found: re.Match[str]) -> int:
        kind = found.lastgroup
        if found["tag"] is not None:
            self._tag(bool(found["close"]), found["tag"].lower(), found["attributes"])
        elif found["escape"] is not None:
            self._add(found["escape"])
        elif found["code"] is not None:
            self._add(found["inner"], CODE)
        elif kind in ("math", "raised", "auto", "url", "entity", "star"):
            return self._plain(kind, found)
        elif kind in ("image", "open"):
            return self._bracket(found, image=kind == "image")
        elif kind in ("liquid", "icon"):
            pass
        else:
            self._add(found[0])
        return found.end()

    def _plain(self, kind: str, found: re.Match[str]) -> int:
        text = found[0]
        if kind == "math":
            raised = re.fullmatch(r"\$\{?\}?\^\{?(.{1,40}?)\}?\$", text)
            self._add(to_unicode(raised[1]) if raised else text,
                      RAISED if raised else 0)  # fmt: skip
        elif kind == "raised":
            self._add(text[1:-1].replace("\\", ""), RAISED)
        elif kind == "auto":
            self._link(text[1:-1], text[1:-1])
        elif kind == "url":
            return self._url(found)
        elif kind == "entity":
            self._add(html.unescape(text).replace("\xa0", " "))
        else:
            self._star(found)
        return found.end()

    def _url(self, found: re.Match[str]) -> int:
        url = found[0]
        while True:
            shorter = _URL_END.sub("", url)
            if (
                shorter.count("(") > shorter.count(")")
                and url[len(shorter) : len(shorter) + 1] == ")"
            ):
                shorter += ")"
            if shorter == url:
                break
            url = shorter
        if self.anchor or self.depth or len(url) < 8:
            self._add(url)
        else:
            self._link(url, url)
        return found.start() + len(url)

    def _link(self, text: str, url: str) -> None:
        node = self._add("")
        node.url, node.linked = address(url), True
        node.children = [Node(text)]

    def _star(self, found: re.Match[str]) -> None:
        if self.style & RAISED:
            self._add(found[0])
            return
        before = self.text[found.start() - 1] if found.start() else " "
        after = self.text[found.end()] if found.end() < len(self.text) else " "
        self.nodes.append(star(found[0], self.style, before, after))

    def _tag(self, closing: bool, name: str, attributes: str) -> None:
        if name == "a":
            self._close_anchor()
            url = "" if closing else attribute(attributes, "href")
            if url:
                self.anchor = (len(self.nodes), url)
        elif name == "button":
            self._button(closing)
        elif name == "img":
            node = self._add("")
            node.image = attribute(attributes, "src")
            node.text = "" if not self.anchor else attribute(attributes, "alt")
        elif closing:
            self._close_tag(name)
        else:
            style = _STYLES.get(name, 0)
            if name in ("span", "font", "div"):
                style = styled(attributes)
            if name in _STYLES or name in ("span", "font"):
                self.tags.append((name, self.style))
                self.style |= style

    def _button(self, closing: bool) -> None:
        """A button of the page leads nowhere that could be kept."""
        if not closing:
            self.pressed = len(self.nodes)
        elif self.pressed is not None and self.nodes[self.pressed :]:
            node = Node("")
            node.linked, node.children = True, self.nodes[self.pressed :]
            emphasise(node.children)
            self.nodes[self.pressed :] = [node]
            self.pressed = None

    def _close_tag(self, name: str) -> None:
        for index in range(len(self.tags) - 1, -1, -1):
            if self.tags[index][0] == name:
                self.style = self.tags[index][1]
                del self.tags[index:]
                return

    def _close_anchor(self) -> None:
        if self.anchor is None:
            return
        start, url = self.anchor
        self.anchor = None
        node = Node("")
        node.url, node.linked = address(url), True
        node.children = self.nodes[start:] or [Node("")]
        emphasise(node.children)
        self.nodes[start:] = [node]

    def _bracket(self, found: re.Match[str], *, image: bool) -> int:
        opened = found.end() - 1
        closed = self.closers.get(opened)
        if closed is None or closed - opened > _MAX_LABEL:
            self._add(found[0])
            return found.end()
        label = self.text[opened + 1 : closed]
        url, end = self._destination(closed, label)
        if end == closed:  # not a link, only brackets
            self._add(found[0])
            return found.end()
        if image:
            node = self._add("")
            node.image = address(url)
            if self.anchor or self.depth:
                node.text = label
            return end
        node = self._add("")
        node.url, node.linked = address(url), True
        inner = label if self.depth < 3 else html.escape(label, quote=False)
        node.children = _nodes(inner, self.references, self.depth + 1) or [Node("")]
        return end

    def _destination(self, closed: int, label: str) -> tuple[str, int]:
        """The address behind a bracket and where it ends; `closed` itself when there is none."""
        after = self.text[closed + 1 : closed + 2]
        if after == "(":
            end = self.closers.get(closed + 1)
            if end is not None:
                inner = self.text[closed + 2 : end].strip()
                url = inner[1:].partition(">")[0] if inner.startswith("<") else destination(inner)
                return url, end + 1
        if after == "[":
            end = self.closers.get(closed + 1)
            if end is not None:
                key = self.text[closed + 2 : end] or label
                url = self.references.get(" ".join(key.casefold().split()), "")
                if url:
                    return url, end + 1
        url = self.references.get(" ".join(label.casefold().split()), "")
        return (url, closed + 1) if url else ("", closed)
