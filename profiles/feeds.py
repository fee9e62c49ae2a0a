"""What the feeds of all apps share."""

import re

# What XML has no way to say (XML 1.0, section 2.2): one such character would make the feed
# unreadable for everybody.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def sound(text: str) -> str:
    return _UNSPEAKABLE.sub("", text)
