"""What an author took off a page: a whole page in a comment comes back as a draft."""

import re

from transfer.content import Item
from transfer.html_to_markdown import plain_words
from transfer.jekyll.front_matter import read_bare_head
from transfer.jekyll.source import JekyllSource
from transfer.jekyll.yaml_text import text
from typeset.comments import Comment
from typeset.fold import fold, slugify

_HEADING = re.compile(r"^#{1,3}[ \t]+(\S.*?)[ \t#]*$", re.MULTILINE)
_LONG = 400  # characters that make a page even without head or heading


def pages_in(
    source: JekyllSource, path: str, comments: list[Comment], known: set[str]
) -> list[Item]:
    """A draft for each comment that holds a page, and the lines of those that are mere remarks.

    ``known`` are titles that say nothing: the page's own, and the person's name.
    """
    return [
        page
        for number, comment in enumerate(comments, 1)
        if (page := _page(source, f"{path}#comment-{number}", comment, known))
    ]


def is_page(comment: Comment) -> bool:
    document = read_bare_head(comment.text)
    body = document.body.strip()
    return bool(body) and (document.has_head or bool(_HEADING.search(body)) or len(body) > _LONG)


def _page(source: JekyllSource, ref: str, comment: Comment, known: set[str]) -> Item | None:
    if not is_page(comment):
        return None
    document = read_bare_head(comment.text)
    prose = source.prose(document)
    said = {fold(title) for title in known}
    title = plain_words(text(document.values.get("title")))
    headings = [plain_words(heading) for heading in _HEADING.findall(prose.text)]
    if not title or fold(title) in said:
        telling = (heading for heading in headings if fold(heading) not in said)
        title = next(telling, title or "Draft")
    body = _without_leading(prose.text, {*said, fold(title)})
    if not re.search(r"\w", body):
        return None  # a heading alone
    return Item(
        "page",
        ref,
        title,
        values={"title": title, "body": body, "draft": True, "in_navigation": False},
        slug=slugify(title, "draft"),
        problems=[
            f"line {comment.line}: a page in a comment was made a draft, seen by its owner only."
        ],
    )


def _without_leading(body: str, titles: set[str]) -> str:
    """The text without the headings at its top that the page's title repeats."""
    while (match := _HEADING.match(body)) and fold(plain_words(match[1])) in titles:
        body = body[match.end() :].lstrip("\n")
    return body
