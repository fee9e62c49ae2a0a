"""Who contributed equally, and who is to be written to: what an entry says about its authors.

It says so by signs beside names, by fields (`author+an`, `cofirst_authors = {1,2}`,
`joint_first = {true}`), and in words (`note = {The first two authors contributed equally}`).
"""

import re
from collections.abc import Iterable, Mapping

from publications.bibtex.marks import Byline, is_sign, meaning_of, read_signs
from publications.bibtex.records import CO_FIRST, CO_LAST, CORRESPONDING, Author, Offer
from publications.names import matches, split_author_list, split_name
from typeset.fold import fold
from typeset.latex import to_unicode

TEXT_FIELDS = ("note", "annotation", "annote", "addendum", "comment", "comments", "additional_info")
FLAG_FIELDS = {
    **dict.fromkeys(
        (
            "cofirst", "cofirst_authors", "cofirst_author", "co_first", "co-first",
            "cofirstauthors", "co_first_authors", "joint_first", "jointfirst",
            "joint_first_authors", "shared_first",
            "equal", "equal_contribution", "equal_contributions", "equalcontribution",
            "equal_contrib", "equalcontrib", "equal_first", "equal_authors",
        ),
        CO_FIRST,
    ),
    **dict.fromkeys(
        (
            "colast", "colast_authors", "co_last", "co-last", "co_last_authors", "joint_last",
            "jointlast", "shared_last", "equal_last", "joint_senior", "co_senior", "equal_advising",
            "equal_senior",
        ),
        CO_LAST,
    ),
    **dict.fromkeys(
        (
            "corresponding", "corresponding_author", "corresponding_authors",
            "correspondingauthor", "correspondence", "corr_author",
        ),
        CORRESPONDING,
    ),
}  # fmt: skip
_ANNOTATIONS = {
    **dict.fromkeys(
        (
            "cofirst", "eq", "equal", "equally", "equalcontribution", "equalcontrib", "joint",
            "jointfirst", "sharedfirst", "contributedequally", "cofirstauthor", "equalfirst",
        ),
        CO_FIRST,
    ),
    **dict.fromkeys(
        (
            "colast", "jointlast", "sharedlast", "cosenior", "jointsenior", "equallast",
            "equalsenior", "equaladvising", "colastauthor",
        ),
        CO_LAST,
    ),
    **dict.fromkeys(
        ("corresponding", "correspondingauthor", "correspondence", "corresp", "corr"),
        CORRESPONDING,
    ),
}  # fmt: skip
_ITEM = re.compile(r"\s*(\d{1,4})(?::[\w-]+)?\s*=\s*(.+?)\s*", re.DOTALL)
_TRUE = frozenset(("true", "yes", "1", "on", "y"))
_FALSE = frozenset(("false", "no", "0", "off", "n", ""))
_CLAUSE = re.compile(r"[;\n]|(?<=\w\w\w)\.(?:\s|$)|<br\s*/?>|(?<=\w)\s{2,}(?=\W)")
_SIGNED = re.compile(
    r"([*†‡§¶‖✉#⋄•♣♠]+)\s*(?:[:=–—-]|denotes?|indicates?|marks?|means?)?\s*([^*†‡§¶‖✉#⋄•♣♠]+)"
)
_SIGN = re.compile(r"[*†‡§¶‖✉#⋄•♣♠]")
_POSITIONS = re.compile(r"\d{1,3}(?:\s*(?:,|;|and|&|-|–|to)+\s*\d{1,3})*")
_RANGE = re.compile(r"(\d{1,3})\s*(?:-|–|to)+\s*(\d{1,3})|(\d{1,3})")
# In the languages of Western Europe, in which such notes are written too.
_COUNTS = {
    "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "zwei": 2, "beiden": 2, "drei": 3, "vier": 4, "deux": 2, "trois": 3, "quatre": 4,
    "dos": 2, "tres": 3, "cuatro": 4, "due": 2, "tre": 3, "quattro": 4, "dois": 2, "duas": 2,
    "três": 3, "quatro": 4, "twee": 2, "drie": 3,
}  # fmt: skip
_COUNT = rf"(\d{{1,2}}|{'|'.join(_COUNTS)})"
_FIRST = r"(?:first|ersten|premi[eè]re?s|primer[oa]s|prim[ie]|primeir[oa]s|eerste)"
_FINAL = r"(?:last|senior|letzten|derni[eè]re?s|últim[oa]s|ultim[ie])"
_FIRST_N = re.compile(rf"\b{_FIRST} {_COUNT}\b|\b{_COUNT} {_FIRST}(?:[ -]a|-?autor)")
_LAST_N = re.compile(rf"\b{_FINAL} {_COUNT}\b|\b{_COUNT} {_FINAL} a")
_LAST = re.compile(r"\b(?:last|senior) author\b")
_NUMBERED = re.compile(r"\bauthors? ((?:\d{1,2}(?:,? and |, ?| ?& ?)?)+)")
_ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4, "last": -1, "final": -1, "senior": -1,
}  # fmt: skip
_ORDINAL_LIST = re.compile(
    rf"\b((?:(?:{'|'.join(_ORDINALS)})(?:,? and (?:the )?|, ?(?:the )?| ?& ?)?){{2,}}) ?authors?"
)
_ALL = re.compile(
    r"\b(?:all|every|each) (?:the |of the )?authors?\b|"
    r"^(?:the |these )?authors (?:have )?contributed|"
    r"\balle autor|\btous les auteurs|\btodos los autores|\btutti gli autori|\btodos os autores"
)
_BOTH = re.compile(
    r"\b(?:both|the|two|these|beide|les deux|ambos|entrambi)\b.{0,20}"
    r"\b(?:authors|autor\w+|auteurs)\b"
)
_INITIALS = re.compile(r"(?<![^\W\d_])(?:[A-ZÀ-ÖØ-Þ]\.?[ -]?){2,4}(?![^\W\d_])")
_LONGEST = 3000


def flag_authors(byline: Byline, fields: Mapping[str, str]) -> tuple[list[Author], list[Offer]]:
    """The authors with their flags, and what in the entry spoke for them or left it open."""
    authors = [Author(one.name) for one in byline.signatures]
    offers: list[Offer] = []
    texts = [(name, fields[name]) for name in TEXT_FIELDS if fields.get(name)]
    stated = {name: FLAG_FIELDS[name] for name in fields.keys() & FLAG_FIELDS.keys()}
    annotated = [name for name in fields if name[:9] == "author+an"]
    if byline.is_plain and not texts and not stated and not annotated:
        return authors, offers
    texts = [(name, text[:_LONGEST]) for name, text in texts] + [
        ("author", text) for text in byline.legends
    ]
    _read_signs(authors, byline, _legend(text for _, text in texts), stated, fields, offers)
    for name, flag in stated.items():
        _read_flag_field(authors, name, flag, fields[name], offers)
    for name in annotated:
        _read_annotation(authors, fields[name])
    for name, text in texts:
        _read_text(authors, name, text, offers)
    return authors, offers


def _legend(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What each sign means: "* equal contribution; † corresponding", "marked by * ..."."""
    legend: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for clause in _clauses(text):
            signs = set(_SIGN.findall(clause))
            pairs = _SIGNED.findall(clause) if len(signs) > 1 else [("".join(signs), clause)]
            for marks, words in pairs:
                if meaning := meaning_of(words):
                    for mark in marks:
                        legend.setdefault(mark, meaning)
    return legend


def _clauses(text: str) -> list[str]:
    plain = re.sub(r"</?\w+[^<>]*>", " ", text) if "<" in text else text
    signed = to_unicode(re.sub(r"\$\^?\{?([^$]*?)\}?\$", lambda found: read_signs(found[1]), plain))
    return [clause.strip() for clause in _CLAUSE.split(signed) if clause.strip()][:20]


def _read_signs(
    authors: list[Author],
    byline: Byline,
    legend: Mapping[str, tuple[str, ...]],
    stated: Mapping[str, str],
    fields: Mapping[str, str],
    offers: list[Offer],
) -> None:
    """Turn the signs beside names into flags; what nothing explains stays, and is asked about."""
    wanted = [flag for name, flag in stated.items() if fields[name].strip().lower() in _TRUE]
    unclear: dict[str, list[int]] = {}
    for place, (author, signature) in enumerate(zip(authors, byline.signatures, strict=True)):
        for sign in signature.signs:
            flags = legend.get(sign) or _usual(sign, wanted, legend)
            _set(author, flags)
            if not flags and not sign.isalnum():
                author.marks += sign
                unclear.setdefault(sign, []).append(place)
        for remark in signature.remarks:
            _set(author, meaning_of(remark))
    for sign, places in unclear.items():
        names = ", ".join(authors[place].name.display() for place in places)
        text = f"{sign} stands beside {names}; nothing in the entry says what it means."
        offers.append(Offer("", tuple(places), "author", text))


def _usual(sign: str, wanted: list[str], legend: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if sign == "✉":
        return (CORRESPONDING,)
    explained = {flag for flags in legend.values() for flag in flags}
    if sign == "*":
        return () if CO_FIRST in explained else (CO_FIRST,)
    open_flags = [flag for flag in wanted if flag not in explained]
    if CO_LAST in open_flags:
        return (CO_LAST,)
    return tuple(open_flags[:1])


def _set(author: Author, flags: Iterable[str]) -> None:
    for flag in flags:
        setattr(author, flag, True)


def _read_flag_field(
    authors: list[Author], name: str, flag: str, raw: str, offers: list[Offer]
) -> None:
    value = to_unicode(raw[:_LONGEST])
    if value.lower() in _FALSE:
        return
    places = _people(value, flag, authors)
    if value.lower() in _TRUE and not places:
        places = tuple(i for i, author in enumerate(authors) if getattr(author, flag))
        if places:
            return  # the signs have said who
    for place in places:
        setattr(authors[place], flag, True)
    offers.append(Offer(flag, places, name, value))


def _people(value: str, flag: str, authors: list[Author]) -> tuple[int, ...]:
    """The authors that a field names: by positions, by how many they are, or by name."""
    if _POSITIONS.fullmatch(value):
        numbers: set[int] = set()
        for low, high, one in _RANGE.findall(value):
            first, last = (int(low), int(high)) if low else (int(one), int(one))
            numbers.update(range(first, min(last, len(authors)) + 1))
        if len(numbers) == 1 and flag == CO_FIRST:
            numbers = set(range(1, max(numbers) + 1)) if max(numbers) > 1 else set()
        return tuple(sorted(n - 1 for n in numbers if 1 <= n <= len(authors)))
    named = _who(value, authors)
    if named:
        return named
    listed = split_author_list(value).names
    parts = listed if len(listed) > 1 else tuple(value.replace(";", ",").split(","))
    found = [
        place
        for place, author in enumerate(authors)
        if any(matches(split_name(part.strip()), author.name) for part in (*listed, *parts)[:50])
    ]
    return tuple(found)


def _read_annotation(authors: list[Author], raw: str) -> None:
    """BibLaTeX's `1=cofirst;2=cofirst,corresponding`, and a sign kept as `3="†"`."""
    for item in raw.split(";"):
        found = _ITEM.fullmatch(item)
        if not found or not 1 <= int(found[1]) <= len(authors):
            continue
        author = authors[int(found[1]) - 1]
        for value in found[2].split(","):
            value = value.strip()
            if sign := annotated_sign(value):
                author.marks += sign if sign not in author.marks else ""
            elif flag := annotation_flag(value):
                setattr(author, flag, True)


def annotated_sign(value: str) -> str:
    """The signs that a value such as `"†"` keeps, "" when it keeps something else."""
    sign = value.strip('"')
    return sign if value == f'"{sign}"' and is_sign(sign) else ""


def annotation_flag(value: str) -> str:
    """The flag that a value of `author+an` stands for, "" when it is somebody's own."""
    return _ANNOTATIONS.get(re.sub(r"[\W_]", "", value.lower()), "")


def _read_text(authors: list[Author], name: str, text: str, offers: list[Offer]) -> None:
    """Offer what a sentence says. It is set where it says of whom and nothing else has."""
    for clause in _clauses(text):
        for flag in meaning_of(clause):
            places = tuple(i for i, author in enumerate(authors) if getattr(author, flag))
            places = places or _who(clause, authors, flag)
            for place in places:
                setattr(authors[place], flag, True)
            offers.append(Offer(flag, places, name, clause))


def _who(clause: str, authors: list[Author], flag: str = CO_FIRST) -> tuple[int, ...]:
    """The authors that a sentence names, () when it names none."""
    text, count = clause.lower(), len(authors)
    if _ALL.search(text) or (count == 2 and flag != CORRESPONDING and _BOTH.search(text)):
        return tuple(range(count))
    if found := _FIRST_N.search(text):
        return tuple(range(min(_number(found), count)))
    if found := _LAST_N.search(text):
        return tuple(range(max(0, count - _number(found)), count))
    if found := _NUMBERED.search(text):
        return tuple(n - 1 for n in map(int, re.findall(r"\d+", found[1])) if 1 <= n <= count)
    if found := _ORDINAL_LIST.search(text):
        places = [_ORDINALS[word] for word in re.findall(r"\w+", found[1]) if word in _ORDINALS]
        return tuple(sorted({place % count for place in places if place < count}))
    if flag == CORRESPONDING and _LAST.search(text) and count:
        return (count - 1,)
    return _named(clause, authors, flag)


def _number(found: re.Match[str]) -> int:
    word = found[1] or found[2]
    return _COUNTS.get(word) or int(word)


def _named(clause: str, authors: list[Author], flag: str) -> tuple[int, ...]:
    text = f" {fold(clause)} "
    families = [fold(author.name.literal or author.name.family) for author in authors]
    found = [
        place
        for place, family in enumerate(families)
        if family and f" {family} " in text
        and (families.count(family) == 1 or f" {fold(authors[place].name.display())} " in text)
    ]  # fmt: skip
    if not found:
        found = _by_initials(clause, authors)
    return tuple(found) if len(found) > (flag != CORRESPONDING) else ()


def _by_initials(clause: str, authors: list[Author]) -> list[int]:
    """The authors of "M.H. and J.B. contributed equally", where no two have the same initials."""
    own = [
        "".join(word[0] for word in fold(author.name.display()).split()) for author in authors[:50]
    ]
    said = {re.sub(r"\W", "", found[0]).lower() for found in _INITIALS.finditer(clause)}
    return [place for place, one in enumerate(own) if one in said and own.count(one) == 1]
