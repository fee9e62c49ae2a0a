"""Text reduced to what counts when names, titles and queries are compared.

Accents, case and punctuation go; letters of every script stay. "Sørensen-Łoś" and "sorensen los"
fold to the same text, and folding twice changes nothing.
"""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, though readers type the plain one.
_LETTERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ȷ": "j",
    "ĸ": "k", "ŀ": "l", "ŋ": "n", "þ": "th", "ŧ": "t", "ə": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b",
    "ɖ": "d", "ɗ": "d", "ɨ": "i", "ʉ": "u", "ƙ": "k", "ƴ": "y", "ƒ": "f", "ȼ": "c", "ɍ": "r",
    "ё": "е",  # Russian prints one for the other
}  # fmt: skip
_COMBINING = (
    (0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip
_SHORT = 300  # longer texts (abstracts) come once each, and would only crowd the cache
_GAP = re.compile(r"[^0-9a-z]+")
_SPACES = re.compile(r" +")


class _Characters(dict[int, str]):
    """What each character becomes, worked out at its first appearance."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if character in _LETTERS:
            result = _LETTERS[character]
        elif category == "Cf" or any(low <= code <= high for low, high in _COMBINING):
            result = ""
        elif category[0] in "LNM" and not 0x02B0 <= code <= 0x02FF:
            result = character
        else:
            result = " "
        self[code] = result
        return result


_CHARACTERS = _Characters()
_ACCENTED = re.compile(r"([\0-\u03ff])[\u0300-\u036f]+")


def fold(text: str) -> str:
    """The text in lower case, without accents, its punctuation turned into single spaces."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


@lru_cache(maxsize=20_000)
def _fold_short(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        return _GAP.sub(" ", text.lower()).strip()
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    # Only letters older than Cyrillic in the code table lose their accents here: elsewhere
    # a mark makes another letter (й, が), so those are put together again first.
    text = unicodedata.normalize("NFC", _ACCENTED.sub(r"\1", text))
    text = unicodedata.normalize("NFC", text.translate(_CHARACTERS))
    return _SPACES.sub(" ", text).strip()


def slugify(text: str, fallback: str, max_length: int = 80) -> str:
    """An ASCII slug of the text; ``fallback`` where no Latin letter or digit is left of it."""
    words = "".join(character if character.isascii() else " " for character in fold(text)).split()
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > max_length:
            break
        slug = longer
    return slug or "-".join(words)[:max_length] or fallback
