"""Names of people: taken apart, set together, compared.

The grammar is BibTeX's ("First von Last", "von Last, First", "von Last, Jr, First", braces
protect) and BibLaTeX's ("family=…, given=…"). Where BibTeX's reading would print the same but
files people wrongly (a trailing "Jr.", "Ludwig van" as a given name, "y" between two surnames),
the meaning goes before the letter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property, lru_cache

from publications.bylines import (
    EXTENDED_NAME,
    NameList,
    split_author_list,
    split_top,
    tokens_of,
    whole_group,
)
from typeset.fold import fold
from typeset.latex import escape, in_text, is_balanced, to_unicode
from typeset.scripts import is_cjk

__all__ = ["Match", "Name", "NameList", "matches", "split_author_list", "split_name", "written"]

# "of", "the" and "an" are absent: they stand in the names of institutions.
PARTICLES = frozenset((
    "af", "al", "am", "auf", "aus", "av", "ben", "bin", "da", "dal", "dalla", "das", "de", "dei",
    "del", "della", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "ibn", "la", "las",
    "le", "les", "lo", "los", "op", "'t", "ten", "ter", "to", "tot", "van", "vd", "vom", "von",
    "vor", "zu", "zum", "zur",
))  # fmt: skip
_SUFFIX = re.compile(r"(?:jr|sr|jnr|snr|junior|senior)\.?|i{2,3}|iv|2nd|3rd|4th", re.IGNORECASE)
_JOINERS = frozenset(("y", "e", "i"))
# Outside braces such a number would be taken for a footnote's.
_NUMBERED = re.compile(r"[^\W\d_]\d(?:,\d)*\s*(?:,|$)")
_SPELLED_HYPHEN = re.compile(r"(?<=\w\w)[-‐‑](?=\w\w)")
_SPACE_COMMAND = re.compile(r"\\[ ,;\n\t]")
# A whole name in bold, as people mark their own.
_HIGHLIGHTED = re.compile(
    r"\s*(?:\\(?:textbf|textit|emph|underline|uline|textsl|mathbf|bold|hl)\s*\{(.+)\}|"
    r"\{\s*\\(?:bf|bfseries|it|itshape|em|sl)(?:series|shape)?(?![A-Za-z])\s*(.+)\})\s*"
)
# Outside braces a tilde is a space, and so an accent would part its name.
_TILDE_ACCENT = re.compile(r"\\~\s*(?:\{(\\?\w)\}|(\\?[^\W\d_]))")
_SPACED_ACCENT = re.compile(r"\\([uvHckdbrt])\s+([^\W\d_])")
_SPACED_SYMBOL = re.compile(r"\\(ss|ae|oe|aa|o|l|i|j|AE|OE|AA|O|L)\s+(?=\w)")


@dataclass(frozen=True)
class Name:
    """One name in plain Unicode: either its parts, or a `literal` (a consortium, a company)."""

    given: str = ""
    particle: str = ""
    family: str = ""
    suffix: str = ""
    literal: str = ""

    def display(self) -> str:
        """The name in reading order: "Given van Family, Jr."."""
        if self.literal:
            return self.literal
        if self.is_cjk:
            return self.family + self.given
        name = _join(self.given, self._surname)
        return f"{name}, {self.suffix}" if self.suffix else name

    def inverted(self) -> str:
        """The name for lists: "van Family, Jr., Given"."""
        if self.literal:
            return self.literal
        if self.is_cjk:
            return self.family + self.given
        return ", ".join(part for part in (self._surname, self.suffix, self.given) if part)

    def key(self) -> str:
        """The name folded, the same for every spelling that differs in accents, case, hyphens."""
        return self._key

    @property
    def initials(self) -> str:
        """ "J. H." for "Joo Hyung", "J.-H." for "Joo-hyung"."""
        if self.is_cjk:
            return self.given
        return " ".join(
            "-".join(f"{part[0].upper()}." for part in word.split("-") if part)
            for word in self.given.replace(".", ". ").replace(". -", "-").split()
        )

    @property
    def is_cjk(self) -> bool:
        """Whether the name is written in Han, kana or Hangul: family first and no space."""
        return bool(self.family) and is_cjk(self.family + self.given)

    @property
    def index_key(self) -> str:
        """A coarse key that any two matching names share, to find candidates by."""
        return self.folded_family[-4:]

    @property
    def _surname(self) -> str:
        joined = self.particle.endswith(("'", "’"))
        return self.particle + self.family if joined else _join(self.particle, self.family)

    @cached_property
    def folded_family(self) -> str:
        if self.literal or self.is_cjk:
            return fold(self.display()).replace(" ", "")
        return fold(self._surname).replace(" ", "")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The given name folded, a hyphenated word written together: "Jun-ho" is "junho"."""
        if self.is_cjk:
            return ()
        return tuple(fold(_SPELLED_HYPHEN.sub("", self.given)).split())

    @cached_property
    def syllables(self) -> tuple[str, ...]:
        """The given name folded, a hyphenated word taken apart: "Jun-ho" is "jun", "ho"."""
        return () if self.is_cjk else tuple(fold(self.given).split())

    @cached_property
    def _key(self) -> str:
        return _join(self.folded_family, "".join(self.syllables))


class Match(IntEnum):
    """How far two names agree; false when they are two people's."""

    NONE = 0
    INITIALS = 1  # as far as initials go: "J. H. Lee", "Joohyung Lee"
    GIVEN = 2  # the first given name is written out in both: "Mira Holt", "Mira W. Holt"
    EXACT = 3  # but for accents, case and hyphens


def matches(variant: "Name | str", name: "Name | str") -> Match:
    """Whether `name` can be a spelling of `variant`, and how strongly."""
    one = split_name(variant) if isinstance(variant, str) else variant
    two = split_name(name) if isinstance(name, str) else name
    strength = _compare(one, two)
    return strength or max(_compare(_regrouped(one), two), _compare(one, _regrouped(two)))


def _regrouped(name: Name) -> Name:
    """The name with a capital particle counted to the family: "Luc Van | Gool"."""
    words = name.given.split()
    if len(words) < 2 or not _is_particle(words[-1]):
        return name
    return replace(name, given=" ".join(words[:-1]), particle=_join(words[-1], name.particle))


def _compare(one: Name, two: Name) -> Match:
    if one.suffix and two.suffix and fold(one.suffix) != fold(two.suffix):
        return Match.NONE
    if one.key() == two.key() or ((one.literal or two.literal) and _same_display(one, two)):
        return Match.EXACT if one.key() else Match.NONE
    if one.folded_family != two.folded_family or not (one.syllables and two.syllables):
        return Match.NONE
    if not _given_agree(one, two):
        return Match.NONE
    spelled = len(one.syllables[0]) > 1 and len(two.syllables[0]) > 1
    return Match.GIVEN if spelled else Match.INITIALS


def _same_display(one: Name, two: Name) -> bool:
    return fold(one.display()) == fold(two.display())


def _given_agree(one: Name, two: Name) -> bool:
    if len(one.syllables) == len(two.syllables):
        return _agree(one.syllables, two.syllables)
    ours, theirs = one.words, two.words
    return _agree(ours, theirs) or _spells(ours, theirs) or _spells(theirs, ours)


def _agree(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Word by word as far as both go: a middle name is often left out."""
    pairs = zip(ours, theirs, strict=False)
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs)


def _spells(words: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether `words` are `whole` written apart: "jun h" or "j h" for "junho"."""
    if len(words) <= len(whole):
        return False
    text, position, open_end = "".join(whole), 0, False
    for word in words:
        # Behind an initial any letters may stand; what is written out must follow at once.
        found = text.find(word, position, None if open_end else position + len(word))
        if found < 0:
            return False
        position, open_end = found + len(word), len(word) == 1
    return open_end or position == len(text)


def split_name(text: str) -> Name:
    """Read one name as BibTeX writes it. Never fails: what has no parts is a family name."""
    return _split_name(text) if len(text) < 200 else _split_name.__wrapped__(text)


@lru_cache(maxsize=65536)
def _split_name(text: str) -> Name:
    text = _tidy(text)
    if EXTENDED_NAME.search(text):
        return _from_extended(text)
    if literal := whole_group(text):
        return Name(literal=to_unicode(literal))
    parts = [part.strip() for part in split_top(text, ",")]
    parts = [part for part in parts if part]
    if len(parts) > 1 and _is_suffix(parts[-1]):
        parts = [parts[0], parts[-1], *parts[1:-1]]
    if len(parts) <= 1:
        return _from_reading_order(tokens_of(text.strip(" ,")))
    if _is_suffix(parts[1]):
        if len(parts) == 2:
            return replace(_from_reading_order(tokens_of(parts[0])), suffix=to_unicode(parts[1]))
        return _from_inverted(parts[0], parts[1], " ".join(parts[2:]))
    if len(parts) == 2:
        return _from_inverted(parts[0], "", parts[1])
    return _from_inverted(parts[0], parts[1], " ".join(parts[2:]))


def _tidy(text: str) -> str:
    if "\\" in text:
        text = in_text(text)
        if (found := _HIGHLIGHTED.fullmatch(text)) and is_balanced(found[1] or found[2]):
            text = found[1] or found[2]
        text = _SPACE_COMMAND.sub(" ", text)
        text = _TILDE_ACCENT.sub(r"{\\~{\1\2}}", text)
        text = _SPACED_ACCENT.sub(r"\\\1{\2}", text)
        text = _SPACED_SYMBOL.sub(r"\\\1{}", text)
    return " ".join(text.split())


def _is_suffix(text: str) -> bool:
    return bool(_SUFFIX.fullmatch(to_unicode(text)))


def _is_lower(token: str) -> bool:
    """BibTeX's test for a "von": the first letter, a braced group having no case."""
    if token.startswith("{") and not token.startswith("{\\"):
        return False
    letter = next((char for char in to_unicode(token) if char.isalpha()), "")
    return letter.islower()


def _is_particle(token: str) -> bool:
    return token.lower() in PARTICLES


def written(name: Name) -> str:
    """The name in the plainest form of BibTeX that is read back to the same parts."""
    if name.literal:
        literal = escape(name.literal)
        return ("{{}" if literal.startswith("\\") else "{") + literal + "}"
    prefix, *parts = (
        escape(part) for part in (name.particle, name.family, name.suffix, name.given)
    )
    braced = ["{" + part + "}" if part else "" for part in parts]
    for family, suffix, given in (parts, braced):
        text = ", ".join(part for part in (_join(prefix, family), suffix, given) if part)
        numbered = any(map(_NUMBERED.search, (family, suffix, given)))
        if not numbered and split_author_list(text).names == (text,) and split_name(text) == name:
            return text
    values = zip(("family", "suffix", "given"), braced, strict=True)
    fields = [f"{field}={value}" for field, value in values if value]
    return ", ".join([*fields, f"prefix={{{prefix}}}"] if prefix else fields)


def _text(tokens: Iterable[str]) -> str:
    return to_unicode(" ".join(tokens))


def _from_reading_order(tokens: list[str]) -> Name:
    """ "First von Last", with "Last First" for names in Han, kana and Hangul."""
    suffix = tokens.pop() if len(tokens) > 2 and _is_suffix(tokens[-1]) else ""
    if len(tokens) > 1 and is_cjk("".join(tokens)):
        return Name(given=_text(tokens[1:]), family=tokens[0])
    head = tokens[:-1]
    lower = [i for i, token in enumerate(head) if _is_lower(token)]
    joined = [i for i in lower if head[i] in _JOINERS and i > 1 and not _is_lower(head[i - 1])]
    if joined and len(joined) == len(lower):
        first = joined[0] - 1
        start = first
    elif lower and len(lower) == len(head) == 1 and not _is_particle(head[0]):
        first = start = 1
    elif lower:
        first = lower[0]
        while first > 1 and _is_particle(head[first - 1]):
            first -= 1
        start = next((i for i in range(lower[0], len(head)) if i not in lower), len(head))
    else:
        first = start = len(head)
        while first > 1 and _is_particle(head[first - 1]):
            first -= 1
        if start - first < 2:  # one capital particle may be a given name: "Anh Van Nguyen"
            first = start
    return Name(
        given=_text(tokens[:first]),
        particle=_text(tokens[first:start]),
        family=_text(tokens[start:]),
        suffix=to_unicode(suffix),
    )


def _from_inverted(surname: str, suffix: str, given: str) -> Name:
    """ "von Last", "Jr" and "First", where a particle may have gone behind the given name."""
    family, first = tokens_of(surname), tokens_of(given)
    if not suffix and len(family) > 1 and _is_suffix(family[-1]):
        suffix = family.pop()
    particle: list[str] = []
    while len(family) > 1 and (_is_lower(family[0]) or _leads_particle(family)):
        particle.append(family.pop(0))
    if not particle:
        while len(first) > 1 and _is_lower(first[-1]) and _is_particle(first[-1]):
            particle.insert(0, first.pop())
    return Name(_text(first), _text(particle), _text(family), to_unicode(suffix))


def _leads_particle(family: list[str]) -> bool:
    """ "Van der Berg": a capital particle before small ones belongs to them."""
    return _is_particle(family[0]) and len(family) > 2 and _is_lower(family[1])


def _from_extended(text: str) -> Name:
    values = dict.fromkeys(("family", "given", "prefix", "suffix"), "")
    for part in split_top(text, ","):
        field, _, value = part.partition("=")
        values[field.strip().lower()] = to_unicode(value.strip().strip('"'))
    return Name(values["given"], values["prefix"], values["family"], values["suffix"])


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)
