"""A headline → the title and the authors of a record, with how sure they are."""

import re
from dataclasses import replace
from unicodedata import category

from publications.listing.byline import Byline
from publications.listing.draft import Draft
from publications.listing.emphasis import ICON
from publications.listing.flags import authors_of
from publications.listing.headline import Headline
from publications.listing.looks import Page
from publications.listing.name_parts import MYSELF
from publications.listing.records import Author, Confidence, Record
from publications.listing.strip import HOLE, spaced

__all__ = ["name_authors", "name_title"]

_STANDING = {
    "heading": (0.97, "It is the heading of the entry."),
    "quoted": (0.97, "It stands between quotation marks."),
    "linked": (0.95, "It is what the entry links to."),
    "bold": (0.93, "It is printed in bold."),
    "italic": (0.85, "It is printed in italics."),
    "underlined": (0.85, "It is underlined."),
    "line": (0.88, "It has a line of its own."),
    "place": (0.8, "It stands where the page's titles stand."),
}
_EDITORS = re.compile(r"\s*,?\s*\(?\s*(?:eds?\b\.?|editors?\b|hrsg\.)\s*\)?", re.IGNORECASE)
# Behind a title, in brackets: how far the work has come, and how it was presented.
_STANDS = re.compile(
    r"\s*[(\[]\s*(?:accepted|to appear|in press|under (?:review|revision)|submitted|forthcoming"
    r"|in prep\w*)\b[^()\[\]]{0,40}[)\]]\s*$",
    re.IGNORECASE,
)
_LATEX_QUOTED = re.compile(r"(?:''|``)\s*(.+?)[,.]?\s*(?:''|”|\")[,.]?")


def name_title(record: Record, draft: Draft, headline: Headline) -> None:
    title = headline.title
    if title is None:
        record.confidence["title"] = Confidence(0.0, "No title was found.")
        record.problems.append("No title was found in this entry.")
        return
    text = draft.strip.text[title.start : title.end]
    behind = draft.strip.text[title.end : title.end + 1]
    if behind == ")" and text.count("(") > text.count(")"):
        text += behind  # "… in otters (*Enhydra lutris*)"
    if found := _STANDS.search(text):
        text = text[: found.start()]
    record.title = _clean(text)
    draft.strip.claim(title.start, title.start + len(text), "title")
    value, reason = _STANDING[title.how]
    value -= 0.35 if headline.margin < 0.25 else 0.15 if headline.margin < 0.6 else 0.0
    value -= 0.2 if headline.byline is None else 0.0
    record.confidence["title"] = Confidence(round(max(0.1, value), 2), reason)


def _clean(text: str) -> str:
    text = spaced(text.replace(HOLE, " ").replace(ICON, "")).strip(" ,;:|–—")
    text = re.sub(r"[\s(\[]+$", "", text)
    while text and category(text[0]) in ("So", "Sk", "Mn", "Cf"):  # a little picture before it
        text = text[1:].lstrip()
    if found := _LATEX_QUOTED.fullmatch(text):
        text = found[1]
    while len(text) > 2 and text[0] in '“"„«「『《`' and text[-1] in "”\"»」』》'“":
        text = text[1:-1].strip(" ,;:`'").strip()
    if text[:1] in '“"„' and not re.search('[“”"„]', text[1:]):  # a sign of quotation left alone
        text = text[1:].strip()
    text = re.sub(r"[.,](?=”$)", "", text)
    if "$" not in text and text.count("{") == text.count("}"):
        text = text.replace("{", "").replace("}", "")  # BibTeX's protection of capitals
    return re.sub(r"(?<!\.[A-Z])\.$", "", text).strip(" ,;:")


def name_authors(record: Record, draft: Draft, headline: Headline, page: Page) -> None:
    byline = headline.byline
    if byline is None:
        _without_authors(record, page)
        return
    strip = draft.strip
    legends = (draft.legend, draft.entry.legend, page.legend)
    authors, marked = authors_of(byline.people, strip.text, legends)
    if (
        len(authors) == 1 and not byline.others
    ):  # whatever the sign means, with nobody in equal parts
        authors = (replace(authors[0], co_first=False, co_last=False),)
    record.authors = tuple(
        replace(author, url=link.url) if (link := strip.link_over(person.start, person.end))
        else author
        for author, person in zip(authors, byline.people, strict=True)
    )  # fmt: skip
    record.others = byline.others
    if marked:
        record.confidence["marks"] = marked
    if headline.led_by:
        strip.claim_rest(headline.led_from, byline.start, "connector")
    strip.claim_rest(byline.start, byline.end, "authors")
    if found := _EDITORS.match(strip.text, byline.end):
        strip.claim(byline.end, found.end(), "editors")
        record.editors = tuple(person.name for person in byline.people)
    record.confidence["authors"] = _sureness(byline)
    if any(author.name.family == MYSELF for author in record.authors):
        _with_myself(record, page)
    if headline.led_by == "with":
        _with_owner(record, page)


def _sureness(byline: Byline) -> Confidence:
    value = round(min(0.97, 0.45 + 0.3 * byline.score), 2)
    slip = next((person for person in byline.people if person.merged), None)
    if slip:
        return Confidence(min(value, 0.6), f"A comma inside “{slip.text}” was taken for a slip.")
    if value > 0.7:
        return Confidence(value, "The list reads as names.")
    return Confidence(value, "This may not be a list of names.")


def _without_authors(record: Record, page: Page) -> None:
    if owner := page.acquaintance.owner:
        record.authors = (Author(owner, ""),)
        reason = "The entry names no authors; the page is this person's."
        record.confidence["authors"] = Confidence(0.3, reason)
        return
    record.confidence["authors"] = Confidence(0.0, "No list of authors was found.")
    record.problems.append("No authors were found in this entry.")


def _with_myself(record: Record, page: Page) -> None:
    """ "A. Holt, myself, and B. Reed": the page's owner, in that place."""
    owner = page.acquaintance.owner
    if owner is None:
        reason = "The entry says “myself”. Give the name of the page's owner to put it there."
        record.confidence["authors"] = Confidence(0.3, reason)
        record.problems.append(reason)
        return
    record.authors = tuple(
        replace(author, name=owner) if author.name.family == MYSELF else author
        for author in record.authors
    )


def _with_owner(record: Record, page: Page) -> None:
    """ "(with B. Reed)": the page's owner is an author too."""
    value = min(record.confidence["authors"].value, 0.5)
    reason = "The entry names only the co-authors; their order is open."
    record.confidence["authors"] = Confidence(value, reason)
    owner = page.acquaintance.owner
    if owner is None:
        record.problems.append(
            "The entry names only the co-authors. Give the name of the page's owner to add it."
        )
    elif not any(page.acquaintance.is_owner(author.name) for author in record.authors):
        record.authors = (Author(owner, ""), *record.authors)
