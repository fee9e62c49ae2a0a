"""How much of what somebody else packed is taken, and what of it is never looked at."""

MAX_FILES = 50_000
MAX_DEPTH = 20
MAX_BYTES = 1024 * 1024 * 1024  # of all files together
MAX_BYTES_OF_ONE = 100 * 1024 * 1024
MAX_RATIO = 100  # times as large unpacked as packed
RATIO_COUNTS_FROM = 32 * 1024 * 1024
PIECE = 256 * 1024

# What tools make and site generators never read.
IGNORED = frozenset(
    {".git", ".github", ".jekyll-cache", ".sass-cache", "_site", "node_modules", "vendor"}
)


class FolderError(Exception):
    """The folder or archive as a whole cannot be read; the message says why, for people."""


class Meter:
    """Counts what comes out of an archive, and stops when it is too much."""

    def __init__(self, name: str, packed: int) -> None:
        self.name = name
        self.most = min(MAX_BYTES, max(RATIO_COUNTS_FROM, packed * MAX_RATIO))
        self.bytes = 0

    def count(self, size: int) -> None:
        """Raises FolderError."""
        self.bytes += size
        if self.bytes <= self.most:
            return
        if self.most == MAX_BYTES:
            raise FolderError(
                f"{self.name} holds more than {MAX_BYTES // 2**30} GB. "
                "Leave out what the site does not need."
            )
        raise FolderError(
            f"{self.name} unpacks to more than {MAX_RATIO} times its size, as no site does. "
            "It was not read."
        )


def too_many(name: str) -> str:
    return f"{name} holds more than {MAX_FILES:,} files. Name the site's own folder."


def ignored(parts: list[str]) -> bool:
    return not IGNORED.isdisjoint(parts[:-1])


def printable(name: str) -> bool:
    """Whether the name is text; other bytes come as lone surrogates, or as control signs."""
    return not any("\ud800" <= sign <= "\udfff" or sign < " " for sign in name)
