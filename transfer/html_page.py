"""A whole page of hand-written HTML as Markdown with headings and lists.

Many such pages are laid out by tables, a row for each paper with a cell for its picture and one
for its text, or by boxes: `<div class="publication">`. A row or box becomes an item of a list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

from transfer.html_to_markdown import html_to_markdown
from transfer.html_writers import VOID
from typeset.comments import split_comments

_WHOLE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)
# Programs that keep what was written in files of its own; an editor of pages does not.
_GENERATORS = (
    r"(?:hugo|jekyll|hexo|gatsby|next\.js|nuxt|astro|quarto|pelican|eleventy|docusaurus|sphinx"
    r"|mkdocs|zola|nikola|bookdown|blogdown|wordpress|ghost|wowchemy|source themes|hakyll"
    r"|middleman|gitbook)"
)
_MADE = re.compile(
    rf"<meta\s(?=[^<>]*name=[\"']?generator)[^<>]*content=[\"']?[^\"'<>]*{_GENERATORS}"
    r"|powered by\s*(?:<[^<>]*>\s*)?(?:jekyll|hugo|al-folio|hexo)"
    r"|data-reactroot|/_next/static|id=[\"']?__(?:next|nuxt)|wowchemy|academicpages\.js",
    re.IGNORECASE,
)
_SILENT = frozenset({"head", "script", "style", "nav", "footer", "noscript", "template", "svg"})
_ENDS = {"li": {"ul", "ol"}, "tr": {"table"}, "td": {"tr", "table"}, "th": {"tr", "table"},
         "p": set(), "dt": {"dl"}, "dd": {"dl"}}  # fmt: skip
_CLOSES_P = frozenset(
    {"p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "section", "pre"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "heading"})
_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})
_BOX = re.compile(
    r"(?:^|[\s_-])(?:pubs?|papers?|publications?|entry|entries|bib|articles?|works?|projects?|items?"
    r"|box|card|row|media|preprint)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:^|[\s_-])(?:name|author-?name|fullname)(?:$|[\s_-])", re.IGNORECASE)
_FALLBACK = re.compile(r"\s*Your browser does not support[^<>]{0,60}", re.IGNORECASE)
_FEW = 3  # words that are no entry
_MAX_DEPTH = 200


@dataclass
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def all(self) -> Iterator["Node"]:
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack += [each for each in reversed(node.children) if isinstance(each, Node)]

    def has(self, *tags: str) -> bool:
        return any(node.tag in tags for node in self.all() if node is not self)

    @property
    def words(self) -> str:
        pieces: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            each = stack.pop()
            if isinstance(each, str):
                pieces.append(each)
            else:
                stack += reversed(each.children)
                pieces.append(" ")
        return " ".join(unescape("".join(pieces)).split())

    @property
    def classes(self) -> str:
        return self.attributes.get("class", "")


@dataclass
class HtmlPage:
    title: str
    name: str  # as the page prints it above all; empty when it does not say
    text: str  # Markdown
    problems: list[str] = field(default_factory=list)


def is_whole(source: str) -> bool:
    return bool(_WHOLE.match(source))


def is_made(source: str) -> bool:
    """Whether a program made the page of other files, which would be the ones to bring."""
    return bool(_MADE.search(source))


def read_html(source: str) -> HtmlPage:
    kept, comments = split_comments(source)
    parser = _Parser()
    parser.feed(_FALLBACK.sub("", kept))
    parser.close()
    root = parser.root
    title = next((node.words for node in parser.titles), "")
    name = _take_name(root)
    converted = html_to_markdown("".join(_Opener(root).html()))
    problems = [f"line {comment.line}: a comment was left out." for comment in comments]
    problems += [f"{problem}" for _line, problem in converted.problems]
    return HtmlPage(title, name, converted.text, problems)


class _Parser(HTMLParser):
    """A tree of what a reader of the page sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.root = Node("body")
        self.titles: list[Node] = []
        self.stack = [self.root]
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and not self.titles:
            self.titles.append(Node("title"))
            return
        if self.silent:
            return
        if tag in _SILENT and tag != "head":
            self.silent = tag
            return
        if tag in ("html", "head", "body"):
            return
        self._end_implied(tag)
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(node)
        if tag not in VOID and len(self.stack) < _MAX_DEPTH:
            self.stack.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            self.silent = "" if tag == self.silent else self.silent
            return
        if tag == "title":
            self.titles += [Node("")] if len(self.titles) == 1 else []
            return
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].tag == tag:
                del self.stack[depth:]
                return
            if self.stack[depth].tag == "table" and tag not in _TABLE:
                return  # no tag outside ends what is in a cell

    def handle_data(self, data: str) -> None:
        if len(self.titles) == 1:
            self.titles[0].children.append(data)
        elif not self.silent:
            self.stack[-1].children.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _end_implied(self, tag: str) -> None:
        """A further cell, row or item ends the one before; a block ends a paragraph."""
        if tag in _CLOSES_P and self.stack[-1].tag == "p":
            self.stack.pop()
        if tag not in _ENDS:
            return
        ended = (
            {"td", "th"} if tag in ("td", "th") else {"dt", "dd"} if tag in ("dt", "dd") else {tag}
        )
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].tag in ended:
                del self.stack[depth:]
                return
            if self.stack[depth].tag in _ENDS[tag] or self.stack[depth].tag == "table":
                return


def _take_name(root: Node) -> str:
    """The name above the page, which is taken out of it."""
    for node in root.all():
        named = node.tag == "name" or (node.tag != "a" and _NAME.search(node.classes))
        if (named or node.tag == "h1") and 1 < len(node.words.split()) <= 6:
            words = node.words
            node.children = []
            return words
        if node.tag in ("h2", "heading"):
            return ""
    return ""


class _Opener:
    """Writes the tree again, with headings, lists and paragraphs in place of tables and boxes."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.headed = False  # whether a heading has come

    def html(self) -> Iterator[str]:
        for child in self._listed(self.root):
            yield from self._write(child)

    def _write(self, node: Node | str) -> Iterator[str]:
        if isinstance(node, str):
            yield node
        elif node.tag == "video" and self.headed:
            return  # shows what a picture beside it does, or moves
        elif node.tag == "a" and (picture := _only_picture(node)):
            yield from self._write(picture)
        elif node.tag in _HEADINGS:
            self.headed = self.headed or bool(node.words)
            tag = "h2" if node.tag == "heading" else node.tag
            yield f"<{tag}>{escape(node.words)}</{tag}>"
        elif node.tag in _TABLE:
            yield from self._table_part(node)
        else:
            yield from self._element(node)

    def _element(self, node: Node) -> Iterator[str]:
        tag = {"papertitle": "strong", "name": "strong"}.get(node.tag, node.tag)
        if "papertitle" in node.classes.lower():
            tag = "strong"
        kept = "".join(
            f' {name}="{escape(unescape(value))}"'
            for name, value in node.attributes.items()
            if name in ("href", "src", "alt", "title")
        )
        yield f"<{tag}{kept}>"
        if tag in VOID:
            return
        for child in self._listed(node):
            yield from self._write(child)
        yield f"</{tag}>"

    def _table_part(self, node: Node) -> Iterator[str]:
        if node.tag == "table" and _is_data(node):
            yield "".join(_as_it_is(node))
        elif node.tag == "tr" and self.headed and _is_entry(node):
            yield "<ul><li>"
            yield from self._cells(node)
            yield "</li></ul>"
        elif node.tag in ("td", "th"):
            yield "<div>"
            for child in self._listed(node):
                yield from self._write(child)
            yield "</div>"
        else:
            for child in self._listed(node):
                yield from self._write(child)

    def _cells(self, row: Node) -> Iterator[str]:
        """The cells of an entry, those of pictures alone last: the title leads the item."""
        cells = [each for each in row.children if isinstance(each, Node)]
        for cell in sorted(cells, key=lambda each: not each.words):
            yield "<div>"
            for child in cell.children:
                yield from self._write(child)
            yield "</div>"

    def _listed(self, node: Node) -> list[Node | str]:
        """The children, boxes of one kind as an item of a list each."""
        boxes = [each for each in node.children if isinstance(each, Node) and _is_box(each)]
        if len(boxes) < 2 or len({_kind(each) for each in boxes}) > 2:
            return node.children
        children: list[Node | str] = []
        known = {id(box) for box in boxes}
        for each in node.children:
            if isinstance(each, Node) and id(each) in known:
                children.append(Node("ul", {}, [Node("li", {}, [_flat(each)])]))
            else:
                children.append(each)
        return children


def _only_picture(link: Node) -> Node | None:
    """The picture in a link that leads to a picture: the same, only larger."""
    if link.words or not re.search(
        r"\.(?:jpe?g|png|webp|gif)$", link.attributes.get("href", ""), re.IGNORECASE
    ):
        return None
    return next((node for node in link.all() if node.tag == "img"), None)


def _is_data(table: Node) -> bool:
    """Whether a table shows something, rather than laying out the page."""
    return table.has("th") and not table.has("table", "img", "video", *_HEADINGS)


def _is_entry(row: Node) -> bool:
    return (
        not row.has("table", *_HEADINGS)
        and len(row.words.split()) > _FEW
        and (row.has("a", "strong", "b", "papertitle", "em", "i") or row.has("img"))
    )


def _is_box(node: Node) -> bool:
    return (
        node.tag in ("div", "article", "section")
        and bool(_BOX.search(node.classes))
        and not node.has("h1", "h2", "heading", "table")
        and len([each for each in node.all() if each.tag in _HEADINGS]) <= 1
        and len(node.words.split()) > _FEW
    )


def _kind(box: Node) -> str:
    return " ".join(sorted(box.classes.split()))


def _flat(box: Node) -> Node:
    """The box with its heading, if it has one, as its title."""
    for node in box.all():
        if node.tag in _HEADINGS:
            node.tag, node.children = "p", [Node("strong", {}, node.children)]
    box.tag = "div"
    return box


def _as_it_is(node: Node | str) -> Iterator[str]:
    if isinstance(node, str):
        yield node
        return
    yield (
        f"<{node.tag}>"
        if node.tag != "a"
        else f'<a href="{escape(node.attributes.get("href", ""))}">'
    )
    for child in node.children:
        yield from _as_it_is(child)
    if node.tag not in VOID:
        yield f"</{node.tag}>"
