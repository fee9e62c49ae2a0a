"""Archives that somebody else packed: read within limits, and never beyond their own folder."""

from transfer.archives.unpacking import SUFFIXES, opened

__all__ = ["SUFFIXES", "opened"]
