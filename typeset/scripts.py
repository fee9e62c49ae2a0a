"""What the script of a name means for how it is set."""

import re
import unicodedata

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff々〆]+")


def is_cjk(text: str) -> bool:
    """Whether all of it is Han, kana or Hangul: names have the family first, and no space."""
    return bool(_CJK.fullmatch(text))


def reads_leftwards(text: str) -> bool:
    """Whether letters of a script such as Hebrew or Arabic are in it."""
    return not text.isascii() and any(
        unicodedata.bidirectional(each) in ("R", "AL") for each in text
    )


def has_case(text: str) -> bool:
    """Whether it has capitals or small letters: a name without them is not shortened."""
    return text.lower() != text.upper()
