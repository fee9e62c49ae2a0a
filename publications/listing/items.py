"""Text → the items of what may be a list of names: their words, signs, and what parts them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from publications.listing import name_parts as parts
from publications.listing.strip import BLOCK, HARD, HOLE, QUOTED, RAISED, SOFT, Strip
from publications.listing.tokens import Item, Items, Word
from publications.listing.words import CUES, FUNCTION, is_topical
from publications.names import PARTICLES
from typeset.fold import fold

__all__ = ["Items", "read_items"]

_LONGEST = 20_000
_MOST = 2000


class _Reader:
    def __init__(self, strip: Strip, text: str, start: int, stops: Sequence[int]) -> None:
        self.strip = strip
        self.text = text
        self.position = start
        self.limit = min(len(text), start + _LONGEST)
        self.stops = frozenset(stops) - {start}
        self.items: list[Item] = []
        self.current = Item(start=start)
        self.others = False
        self.stopped = ""  # by what the list ended

    def read(self) -> None:
        while not self.stopped:
            if self.position >= self.limit:
                self.stopped = "end"
            elif self.position in self.stops:
                self.stopped = "style"
            else:
                self._step()
            if len(self.items) > _MOST:
                self.stopped = "end"
        self._finish()

    def _finish(self) -> None:
        if self.current.words:
            self.items.append(self.current)
            self.current = Item()

    def _step(self) -> None:
        char = self.text[self.position]
        if char in (HARD, BLOCK):
            self._line_ends()
        elif char == SOFT:
            self._line_wraps()
        elif char == HOLE:
            self._hole()
        elif char.isspace():
            self.position += 1
        elif self.strip.styles[self.position] & RAISED:
            self._mark(self._raised())
        elif not self._parts_names():
            self._part_of_a_name(char)

    def _parts_names(self) -> bool:
        """Take a separator: a comma, "and", "et al."."""
        inside = self.position > 0 and self.text[self.position - 1].isalnum()
        others = None if inside else parts.ET_AL.match(self.text, self.position)
        if others := others or parts.ELLIPSIS.match(self.text, self.position):
            self.others = True
            self.position = others.end()
            self._separate("others")
        elif found := parts.SEPARATOR.match(self.text, self.position):
            self.position = found.end()
            self._separate({"&": "and", "＆": "and", "；": ";", "，": ","}.get(found[0], found[0]))
        elif self._is_slash():
            self.position += 1
            self._separate(";")
        elif (found := parts.AND.match(self.text, self.position)) and self._joins(
            found[0], found.end()
        ):
            self.position = found.end()
            self._separate("and")
        else:
            return False
        return True

    def _is_slash(self) -> bool:
        """ "Holt, Mira / Okafor, Clara", as German lists have it."""
        around = self.text[max(0, self.position - 1) : self.position + 2]
        return around == " / " and bool(self.current.words or self.items)

    def _part_of_a_name(self, char: str) -> None:
        if found := parts.MARK.match(self.text, self.position):
            self._mark(found.end())
        elif char in "([\"'“‘":
            self._bracket()
        elif char.isalpha():
            self._word()
        elif char.isdigit():
            self._digit()
        else:
            self._other(char)

    def _line_ends(self) -> None:
        rest = self.text[self.position : self.limit].lstrip()
        joined = rest[:1] in ",，;；&" or bool(re.match(r"and\s+[^\W\d_]", rest))
        open_ = not self.current.words and self.items and self.current.before
        if joined or open_:
            self.position += 1
        else:
            self.stopped = "break"

    def _line_wraps(self) -> None:
        words = self.current.words
        full = [word for word in words if not word.is_initial]
        whole = len(full) > 1 or (full and words[0].is_initial)
        rest = self.text[self.position : self.position + 60].lstrip()
        if not whole or rest[:1] in ",;&" or re.match(r"and\b", rest) or self._wraps(rest):
            self.position += 1
        else:
            self.stopped = "wrap"

    def _wraps(self, rest: str) -> bool:
        """Whether a long name goes on in the next line: "Kim Ames / Reed, and Mira Holt"."""
        last = parts.LAST_WORD.match(rest)
        start = self.text.find(rest[:1], self.position + 1)
        if last and len(self.items) > 1 and start + last.end() in self.stops:
            return True
        found = parts.NAMES_GO_ON.match(rest)
        return found is not None and len(self.items) > 1 and not is_topical(fold(found[1]))

    def _hole(self) -> None:
        end = self.position
        while end < self.limit and (self.text[end] == HOLE or self.text[end] == " "):
            end += 1
        rest = self.text[end : end + 5]
        if self.current.words and re.match(r"[,;&]|and\s", rest):
            self.position = end
        else:
            self.stopped = "hole"

    def _raised(self) -> int:
        end = self.position
        while end < self.limit and self.strip.styles[end] & RAISED:
            end += 1
        return end

    def _mark(self, end: int) -> None:
        """A sign belongs to the name before it, or, glued to a word that follows, to that one."""
        signs = "".join(self.text[self.position : end].split())
        follows = self.text[end : end + 1]
        if not self.current.words and self.items and not follows.isalpha():
            self.items[-1].marks += signs
            self.items[-1].end = end
        else:
            if not self.current.words:
                self.current.start = self.position
            self.current.marks += signs
            self.current.end = end
        self.position = end

    def _separate(self, kind: str) -> None:
        if self.current.words:
            self.items.append(self.current)
            self.current = Item(before=kind, start=self.position)
        elif kind in ("and", "others", ";") or not self.current.before:
            self.current.before = kind
        if not self.items and kind != "others":
            self.stopped = "start"

    def _joins(self, word: str, end: int) -> bool:
        """Whether a foreign "and" parts two names; "y" and "e" also stand within one."""
        if word == "and":
            return True
        least = 2 if len(word) == 1 else 1
        return len(self.current.words) >= least and bool(
            re.match(r"\s+[^\W\d_a-z]", self.text[end : end + 20])
        )

    def _bracket(self) -> None:
        if (found := parts.MARK_GROUP.match(self.text, self.position)) and self.current.words:
            self.current.marks += re.sub(r"[\s()\[\],]", "", found[0])
            self.current.end = self.position = found.end()
        elif (found := parts.NICKNAME.match(self.text, self.position)) and parts.is_nickname(
            found, self.text[found.end() : found.end() + 1], len(self.current.words)
        ):
            name = self.text[found.start() : found.end()].strip()
            self.current.words.append(Word(name, found.start(), found.end()))
            self.position = found.end()
        elif (found := parts.REMARK.match(self.text, self.position)) and self._is_remark(found):
            self.current.remarks.append((found.start(1), found.end(1)))
            self.current.end = self.position = found.end()
        else:
            self.stopped = "bracket" if self.text[self.position] in "([" else "quote"

    def _is_remark(self, found: re.Match[str]) -> bool:
        """Whether a bracket is about the person before it: "(Fog Institute)", "(advisor)"."""
        return (
            bool(self.current.words)
            and not parts.YEAR.search(found[1])
            and not parts.EDITOR.match(found[1])
            and not self.strip.styles[self.position] & QUOTED
        )

    def _word(self) -> None:
        if found := parts.INITIALS.match(self.text, self.position):
            self._take(found.end(), dotted=True)
            return
        found = parts.WORD.match(self.text, self.position)
        if not found:
            self.stopped = "odd"
            return
        end, text = found.end(), found[0]
        dotted = self.text[end : end + 1] == "." and self.text[end : end + 2] != ".."
        if dotted and len(text) == 1 and self.items and parts.TO_A_NAME.match(self.text, end + 1):
            self._take(end, dotted=True)  # "l. Holt" among others: an initial all the same
            self.current.words[-1] = replace(self.current.words[-1], text=text.upper())
            return
        if self._ends_with(text, end, dotted):
            return
        # "Yu. Holt" begins with an initial, "Bin Yu." ends with a family name.
        length = len(re.sub(r"[\W_]", "", text))
        short = text[0].isupper() and (length == 1 or (length == 2 and not self.current.words))
        if dotted and (short or text.lower() in ("jr", "sr", "st") or text.lower() in parts.TITLES):
            self._take(end, dotted=True)
            return
        self._take(end, dotted=False)
        if dotted and self.text[end + 1 : end + 2] == ",":
            self.position += 1  # a dot that slipped in: "Holt., Mira"
        elif dotted and not self.stopped:
            self.stopped = "dot"

    def _take(self, end: int, *, dotted: bool) -> None:
        text = self.text[self.position : end]
        if not (text.lower().strip(".") in parts.TITLES and not self.current.words):
            if not self.current.words and not self.current.marks:
                self.current.start = self.position
            self.current.words.append(Word(text, self.position, end, dotted))
            self.current.end = end + (1 if dotted else 0)
        self.position = end + (1 if dotted else 0)

    def _ends_with(self, text: str, end: int, dotted: bool) -> bool:
        """Whether a word in small letters ends the list here."""
        if not text[0].islower():
            return False
        if text.lower() in parts.ARCHIVES:
            self.stopped = "cue"
            return True
        if self._is_a_name(text, end, dotted):
            return False
        if text.lower() in CUES and self.current.words:
            self.stopped = "cue"
        else:
            self.current.broken = True
            self.stopped = "word"
        return True

    def _is_a_name(self, text: str, end: int, dotted: bool) -> bool:
        """Whether a word in small letters may be a part of a name all the same."""
        lower = text.lower()
        if lower == parts.MYSELF:
            return True
        if lower in PARTICLES and parts.TO_A_CAPITAL.match(self.text, end, end + 40):
            return True
        if any(char.isupper() for char in text) or (not text.isascii() and len(text) <= 4):
            return True
        if self.items and parts.TO_AN_INITIAL.match(self.text, end, end + 6):
            return True  # "joost R. Reed"
        last = self.text[end : end + 1]
        alone = dotted or last in (",", ";", ".", "&", HARD, BLOCK, SOFT, HOLE, "")
        one_before = len(self.current.words) == 1 and bool(self.items)
        return alone and one_before and lower not in FUNCTION and lower not in CUES

    def _digit(self) -> None:
        glued = self.current.words and self.current.words[-1].end == self.position
        found = re.match(r"\d{1,2}(?:,\d{1,2})*(?=\s*(?:[,;.&*†]|and\b|$|[\n\f\v]))",
                         self.text[self.position : self.position + 12])  # fmt: skip
        if glued and found:
            self._mark(self.position + len(found[0]))
            return
        year = re.match(r"(?:19|20)\d\d\b", self.text[self.position : self.position + 5])
        self.current.broken = bool(self.current.words) and not year
        self.stopped = "digit"

    def _other(self, char: str) -> None:
        if char == "." and (found := parts.DOT_BEFORE_MARK.match(self.text, self.position)):
            self.position = found.end()  # "Holt, M.. †, Ames"
        elif char == ".":
            self.stopped = "dot"
        elif char in ":：":
            self.stopped = "colon"
        elif char in "-–—|/@" and not self.text[self.position + 1 : self.position + 2].strip():
            self.stopped = "dash"
        elif char in "?!@%=<>\\$":
            self.current.broken = True
            self.stopped = "odd"
        elif char in "-–—|/)]}>。．":
            self.stopped = "sign"
        else:
            self.current.broken = bool(self.current.words)
            self.stopped = "odd"


def read_items(strip: Strip, text: str, start: int, stops: Sequence[int]) -> Items:
    reader = _Reader(strip, text, start, stops)
    reader.read()
    return Items(reader.items, reader.stopped, reader.others)
