"""Bytes of a .bib file in, text out: its encoding found, its size and nature checked."""

import codecs
import re
from dataclasses import dataclass

MAX_BYTES = 20 * 1024 * 1024


class BibtexError(ValueError):
    """A file that cannot be read as a whole; its text is one line for people."""


@dataclass(frozen=True, slots=True)
class Source:
    text: str
    encoding: str
    problem: str = ""


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"(?:Encoding|coding|charset)[:=] *([A-Za-z][\w.-]{1,30})", re.IGNORECASE)
_TEXT_ENCODING = re.compile(r"(iso8859|cp|gb|big5|shift_jis|euc|koi8|mac|utf-16|utf-8|hz)[\w-]*")
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"SQLite")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_MULTIBYTE_LETTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# What a stray byte of a file in UTF-8 most likely meant.
_STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def read_source(data: bytes | str) -> Source:
    """The text of a file with "\\n" for its line ends. Raises BibtexError for what is no text."""
    if isinstance(data, str):
        _check_size(len(data))
        return Source(_clean(data), "str")
    _check_size(len(data))
    source = _decode(data)
    return Source(_clean(source.text), source.encoding, source.problem)


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        raise BibtexError(
            f"The file has {size / 1024 / 1024:.0f} MB; up to {MAX_BYTES // 1024 // 1024} MB can "
            "be read. Split it and import the parts."
        )


def _clean(text: str) -> str:
    if "\x00" in text or len(_CONTROL.findall(text[:100_000])) > len(text[:100_000]) / 50:
        raise BibtexError(_NO_TEXT)
    # Files that were put together have a byte order mark in their midst.
    text = text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))


_NO_TEXT = "The file is not text, so it is no BibTeX file. Choose the .bib file itself."


def _decode(data: bytes) -> Source:
    if data.startswith(_BINARY):
        raise BibtexError(_NO_TEXT)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Source(data.decode(encoding, "replace"), encoding)
    try:
        return Source(data.decode(), "utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _decode_legacy(data: bytes) -> Source:
    """Text in no Unicode: as the file declares, else as its bytes look."""
    if declared := _declared(data):
        return _told(data.decode(declared), declared)
    runs = _HIGH_RUN.findall(data)
    high = sum(map(len, runs))
    letters = sum(map(len, _MULTIBYTE_LETTER.findall(data)))
    if letters > high / 2:
        text = data.decode("utf-8", "surrogateescape").translate(_STRAY)
        return Source(text, "utf-8", "Some bytes are no UTF-8; they were read as Windows-1252.")
    # Letters of two bytes stand in runs of even length; an accented letter stands alone.
    if sum(len(run) for run in runs if len(run) % 2 == 0) > high * 0.8:
        for encoding in ("gb18030", "cp932", "cp949"):
            try:
                return _told(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                continue
    return _told(data.decode("cp1252", "replace").replace("\ufffd", ""), "cp1252")


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:2000])
    if not found:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        if not _TEXT_ENCODING.fullmatch(name):
            return ""
        data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return ""
    return name


def _told(text: str, encoding: str) -> Source:
    return Source(
        text, encoding, f"The file is not in UTF-8; it was read as {encoding}. Check its accents."
    )
