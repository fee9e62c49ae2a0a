"""What was made of a text, remembered: one text is drawn for every page that it stands on."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from typing import TypeVar

from django.utils.safestring import SafeString

Text = TypeVar("Text", str, SafeString)


class Memory:
    """Up to ``most`` characters of results; the least recently used are given up first.

    Texts are known by a digest of all that is in them. So nothing here can be out of date, as long
    as what is made depends on the text, and on what ``how`` says, alone.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._made: OrderedDict[tuple[bytes, object], str] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._made)

    def recall(self, text: str, how: object, make: Callable[[], Text]) -> Text:
        """What ``make`` makes of ``text``."""
        key = (blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest(), how)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]  # type: ignore[return-value]
        made = make()
        if len(made) <= self.most // 16:
            self._keep(key, made)
        return made

    def _keep(self, key: tuple[bytes, object], made: str) -> None:
        with self._lock:
            if key in self._made:  # made by two at once
                return
            self._made[key] = made
            self.size += len(made)
            while self.size > self.most:
                self.size -= len(self._made.popitem(last=False)[1])
