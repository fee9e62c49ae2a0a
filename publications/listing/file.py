"""Bytes of a file that holds a list → its text; or a sentence that says why it cannot be one."""

from publications.bibtex.source import BibtexError, Source, read_source

__all__ = ["MAX_BYTES", "ListError", "text_of"]

MAX_BYTES = 2 * 1024 * 1024


class ListError(ValueError):
    """A file that cannot be read as a list; its text is one line for people."""


def text_of(data: bytes | str) -> Source:
    """The text with its encoding found and its line ends made "\\n". Raises ListError."""
    size = len(data)
    if size > MAX_BYTES:
        raise ListError(
            f"It has {size / 1024**2:.0f} MB; a list may have up to {MAX_BYTES // 1024**2} MB. "
            "Import a part of it, or a BibTeX file."
        )
    if not data.strip():
        raise ListError("It is empty. Choose another file.")
    try:
        return read_source(data)
    except BibtexError as error:
        raise ListError(
            "It is not text. Choose a Markdown, HTML or plain text file; "
            "of a PDF or a Word document copy the list and save it as text."
        ) from error
