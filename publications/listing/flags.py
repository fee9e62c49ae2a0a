"""Who contributed equally and who corresponds: the signs beside names, by the page's legend."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from publications.listing.legend import meaning_of, normal_sign
from publications.listing.people import Person
from publications.listing.records import Author, Confidence

__all__ = ["authors_of"]


def authors_of(
    people: list[Person], text: str, legends: Sequence[Mapping[str, str]]
) -> tuple[tuple[Author, ...], Confidence | None]:
    """The authors with their flags, and how sure the flags are when there are any signs.

    Of the legends the first that explains a sign decides: the entry's, the section's, the page's.
    """
    authors = [Author(person.name, person.text, marks=_signs(person.marks)) for person in people]
    said = _said_of_signs(authors, people, text, legends)
    legends = (said, *legends)
    if not said:
        authors = _remarked_all(authors, people, text)
    signs = sorted({sign for author in authors for sign in _split(author.marks, legends)})
    if not signs:
        flagged = any(a.co_first or a.co_last or a.corresponding for a in authors)
        return tuple(authors), Confidence(0.95, "The entry says so in words.") if flagged else None
    confidence = Confidence(0.95, "The page explains its signs.")
    equal = [sign for sign in signs if _meaning(sign, legends) == "co_first"]
    leading = [sign for sign in equal if _has(authors[0], sign, legends)]
    for sign in signs:
        bearers = [index for index, author in enumerate(authors) if _has(author, sign, legends)]
        meaning = _meaning(sign, legends)
        if meaning == "co_first" and leading and sign not in leading:
            confidence = Confidence(0.6, f"A second group of equal authors is marked {sign}.")
            continue
        if not meaning:
            meaning = _believed(sign, bearers)
            confidence = _unexplained(sign, meaning, confidence)
        for index in bearers:
            authors[index] = _flagged(authors[index], meaning)
    return _several(authors), confidence


def _several(authors: list[Author]) -> tuple[Author, ...]:
    """The authors; a first author alone is not one of several."""
    if sum(author.co_first for author in authors) == 1:
        authors = [replace(author, co_first=False) for author in authors]
    return tuple(authors)


def _believed(sign: str, bearers: list[int]) -> str:
    """What a sign means that nothing explains: stars on several authors, the first among them."""
    if sign == "✉":
        return "corresponding"
    if sign == "*" and len(bearers) > 1 and bearers[0] == 0:
        return "co_first"
    return ""


def _unexplained(sign: str, meaning: str, standing: Confidence) -> Confidence:
    if sign.isdigit() or (sign.isalpha() and sign.isascii()):  # of institutes, most often
        return standing
    if meaning:
        found = Confidence(0.7, f"The page does not explain {sign}; it mostly means this.")
    else:
        found = Confidence(0.3, f"The page does not explain {sign}.")
    return min(standing, found, key=lambda one: one.value)


def _said_of_signs(
    authors: list[Author], people: list[Person], text: str, legends: Sequence[Mapping[str, str]]
) -> dict[str, str]:
    """What words behind one name say of the signs of several: "A. Holt#, B. Reed# (co-first)"."""
    shared = [sign for author in authors for sign in _split(author.marks, legends)]
    for author, person in zip(authors, people, strict=True):
        for start, end in person.remarks:
            meaning = meaning_of(text[start:end])
            own = _split(author.marks, legends)
            several = not own and text[start:end].lower().rstrip(" .").endswith("s")
            signs = {sign for sign in (shared if several else own) if shared.count(sign) > 1}
            if meaning == "co_first" and len(signs) == 1:
                return dict.fromkeys(signs, meaning)
    return {}


def _remarked_all(authors: list[Author], people: list[Person], text: str) -> list[Author]:
    """The authors with what words behind their names say of each."""
    found = [_remarked(a, p, text) for a, p in zip(authors, people, strict=True)]
    places = [place for place, author in enumerate(found) if author.co_first]
    if len(places) == 1 and places[0] and not any(author.marks for author in authors):
        leading = found[: places[0]]  # "A. Holt, B. Reed (co-first author)": so is the first
        return [*(replace(author, co_first=True) for author in leading), *found[places[0] :]]
    return found


def _remarked(author: Author, person: Person, text: str) -> Author:
    """Flags that stand in words behind the name: "B. Reed (corresponding author)"."""
    for start, end in person.remarks:
        author = _flagged(author, meaning_of(text[start:end]))
    return author


def _flagged(author: Author, meaning: str) -> Author:
    return replace(
        author,
        co_first=author.co_first or meaning == "co_first",
        co_last=author.co_last or meaning == "co_last",
        corresponding=author.corresponding or meaning == "corresponding",
    )


def _signs(marks: str) -> str:
    return (
        "".join(normal_sign(sign) for sign in marks if sign not in " ,^()[]{}\\")
        .replace("ddagger", "‡")
        .replace("dagger", "†")
    )


def _split(marks: str, legends: Sequence[Mapping[str, str]]) -> list[str]:
    """The single signs; "**" is one where a legend knows it, and "12" is two institutes."""
    for legend in legends:
        for sign in sorted(legend, key=len, reverse=True):
            if len(sign) > 1 and sign in marks:
                return [sign, *_split(marks.replace(sign, ""), legends)]
    if marks and marks == marks[0] * len(marks) and not marks[0].isalnum() and len(marks) > 1:
        return [marks]
    return list(dict.fromkeys(marks))


def _has(author: Author, sign: str, legends: Sequence[Mapping[str, str]]) -> bool:
    return sign in _split(author.marks, legends)


def _meaning(sign: str, legends: Sequence[Mapping[str, str]]) -> str:
    return next((legend[sign] for legend in legends if sign in legend), "")
