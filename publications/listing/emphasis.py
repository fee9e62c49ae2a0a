"""Pieces of inline text, and the runs of stars among them turned into emphasis.

Publication pages are written by hand, and stars in them are both emphasis and marks of authors
("**A. Holt***, B. Reed*"). So this pairs them up as CommonMark does, and leaves every star that
emphasises nothing in the text.
"""

from publications.listing.strip import BOLD, ITALIC, LINKED, Builder

__all__ = ["ICON", "Node", "emphasise", "star"]

ICON = "🔗"  # stands for a link that shows a picture only
_MOST = 60  # runs of stars that may stand open at once


class Node:
    """A piece of text, of a link (with nodes of its own), or a run of stars."""

    __slots__ = ("children", "closes", "image", "linked", "opens", "sign", "style", "text", "url")

    def __init__(self, text: str, style: int = 0) -> None:
        self.text = text
        self.style = style
        self.url = ""
        self.linked = False  # written as a link, though its address may lead nowhere
        self.image = ""
        self.children: list[Node] = []
        self.sign = ""
        self.opens = self.closes = False

    def write(self, builder: Builder, style: int) -> None:
        style |= self.style
        if self.image:
            builder.strip.images.append(self.image)
        if not self.children:
            builder.add(self.text, style)
            return
        start = builder.length
        for child in self.children:
            child.write(builder, style | (LINKED if self.linked else 0))
        if self.url and builder.length == start:
            builder.add(ICON, LINKED)
        builder.link(start, self.url)
        if self.linked and not self.url:
            builder.strip.hollow.append((start, builder.length))


def star(text: str, style: int, before: str, after: str) -> Node:
    """A run of stars between two characters, which say whether it may open or close."""
    node = Node(text, style)
    space_before, space_after = before.isspace(), after.isspace()
    sign_before, sign_after = _is_sign(before), _is_sign(after)
    left = not space_after and (not sign_after or space_before or sign_before)
    right = not space_before and (not sign_before or space_after or sign_after)
    if len(text) == 1 and after in ",;:.)]&":  # "A. Holt *, B. Reed": a mark
        left = False
    node.sign = text[0]
    node.opens = left and (node.sign != "_" or not right or sign_before)
    node.closes = right and (node.sign != "_" or not left or sign_after)
    return node


def _is_sign(char: str) -> bool:
    return not (char.isalnum() or char.isspace())


def emphasise(nodes: list[Node]) -> None:
    """Turn runs of stars into styles of what they enclose, as far as they pair up."""
    openers: list[int] = []
    for index, node in enumerate(nodes):
        if not node.sign:
            continue
        if node.closes:
            _close(nodes, openers, index)
        if node.opens and node.text:
            openers.append(index)
            del openers[:-_MOST]


def _close(nodes: list[Node], openers: list[int], index: int) -> None:
    closer = nodes[index]
    while closer.text:
        match = next(
            (
                place
                for place in range(len(openers) - 1, -1, -1)
                if nodes[openers[place]].sign == closer.sign
                and _pairs(nodes[openers[place]], closer)
            ),
            None,
        )
        if match is None:
            return
        opener = nodes[openers[match]]
        length = 2 if len(opener.text) > 1 and len(closer.text) > 1 else 1
        style = (BOLD if length == 2 else ITALIC) if closer.sign != "~" else 0
        for inner in nodes[openers[match] + 1 : index]:
            inner.style |= style
        opener.text = opener.text[length:]
        closer.text = closer.text[length:]
        del openers[match + (1 if opener.text else 0) :]


def _pairs(opener: Node, closer: Node) -> bool:
    """CommonMark's rule of three, and two stars do not close one: "*A. Holt**" is a mark."""
    if (opener.closes or closer.opens) and (len(opener.text) + len(closer.text)) % 3 == 0:
        return len(opener.text) % 3 == 0 and len(closer.text) % 3 == 0
    return True
