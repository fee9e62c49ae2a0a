"""The blocks of a .bib file: entries, macros, preambles, comments, and what is broken.

bibtexparser's splitter does the work. It gives up on entries that Biber and JabRef read (a missing
key, two commas, a comment behind a field, an `@` at the start of a line of an abstract), and it
says nothing about values that it could not delimit. Those entries, and only those, are read again
by `salvage`; what that cannot read either is a `Rejection`.
"""

import logging
import re
from bisect import bisect_right
from dataclasses import dataclass, field

from bibtexparser import model
from bibtexparser.splitter import Splitter

from publications.bibtex.records import Problem, Rejection
from publications.bibtex.salvage import RawEntry, read_entry, read_macros
from publications.bibtex.source import BibtexError
from publications.bibtex.values import Macros, MalformedError, closing_brace, expand

MAX_ENTRIES = 50_000
_KEPT = 4_000  # letters of a rejected entry that the report quotes
# The splitter tells its troubles to the log; here every one of them reaches the report instead.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_HIDDEN_AT = "\ue001"
_COMMENT_LINE = re.compile(r"^[ \t]*%.*@.*$", re.MULTILINE)
_HEAD = re.compile(
    r"^([ \t]*)@([ \t]*)([\w.:+/-]+)([ \t\n]*)([{(])(?=[^,{}()\"\n]*[,})])", re.MULTILINE
)
_BLOCK = re.compile(r"@\w*[ \t]*[{(]")
_BLOCK_LINE = re.compile(r"^[ \t]*@\w+[ \t]*[{(]", re.MULTILINE)
_ENTRY_LINE = re.compile(
    r"^[ \t]*@(?!(?:comment|string|preamble)\b)\w+[ \t]*[{(]", re.MULTILINE | re.IGNORECASE
)
# The start of an entry, as sure as one can be: its key, and its first field.
_ENTRY_START = re.compile(r"^[ \t]*@\w+[ \t]*[{(][^,={}()]*,\s*[\w+:.-]+\s*=", re.MULTILINE)
_KIND = re.compile(r"@(\w*)")
_KEY = re.compile(r"\s*@\w+\s*[{(]([^,={}\n]{1,200}),")
_SOUND_KEY = re.compile(r"[^\s{}=\"%#\\]+")
_SOUND_NAME = re.compile(r"[^\s{}\"#%,=()']+")
# The splitter takes every type that begins like a command (@commentary) for the command.
_LIKE_COMMAND = re.compile(r"(?:comment|string|preamble)\w", re.IGNORECASE)
_MARK = "_"
_NO_LETTER = re.compile(r"\W")
_COMMENT = re.compile(r"%[^\n]*(?:\n|$)")


@dataclass(slots=True)
class Blocks:
    """The blocks of a file in its order, entries with their macros expanded."""

    entries: list[RawEntry] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    preambles: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    macros: Macros = field(default_factory=Macros)


def read_blocks(text: str) -> Blocks:
    """Split `text` into its blocks. Raises BibtexError when there are too many."""
    count = sum(1 for _ in _ENTRY_LINE.finditer(text))
    if count > MAX_ENTRIES or sum(1 for _ in _BLOCK.finditer(text)) > 4 * MAX_ENTRIES:
        raise BibtexError(
            f"The file has more than {MAX_ENTRIES:,} entries, which is as many as can be read at "
            "once. Split it and import the parts."
        )
    return _Reader(_HEAD.sub(_plain_head, _COMMENT_LINE.sub(_hide, text))).read()


def _hide(found: re.Match[str]) -> str:
    return found[0].replace("@", _HIDDEN_AT)


def _plain_head(found: re.Match[str]) -> str:
    """ "@ article\\n{" as "@article{", with as many lines and letters as before."""
    indent, space, kind, gap, opening = found.groups()
    if _LIKE_COMMAND.match(kind):
        kind = _MARK + kind
    elif not space and "\n" not in gap and kind.isidentifier():
        return found[0]
    kind = _NO_LETTER.sub("_", kind)
    return f"{indent}@{kind}{opening}{space}{gap}"


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks = Blocks()
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.read_to = 0  # up to here the text belongs to an entry that was salvaged
        self.budget = 8 * len(text) + 1_000_000  # letters that salvaging may look at
        self.block_starts: list[int] | None = None
        self.sure_starts: list[int] = []

    def read(self) -> Blocks:
        found = [_unwrapped(block) for block in Splitter(self.text).split().blocks]
        self._look_ahead(found)
        for block in found:
            start = self.line_starts[max(block.start_line or 0, 0)]
            if start >= self.read_to or self._offset(block) >= self.read_to:
                self._take(block)
        return self.blocks

    def _look_ahead(self, found: list[model.Block]) -> None:
        """Remember the macros that are defined only behind their use."""
        macros = self.blocks.macros
        for block in found:
            if isinstance(block, model.String) and block.key.lower() not in macros.later:
                try:
                    value, _ = expand(block.value, macros)
                except MalformedError:
                    continue
                macros.later[block.key.lower()] = value

    def _take(self, block: model.Block) -> None:
        match block:
            case model.Entry():
                self._take_entry(block)
            case model.String():
                self._take_macro(block)
            case model.Preamble():
                self.blocks.preambles.append(self._shown(block.value.strip()))
            case model.ExplicitComment() | model.ImplicitComment():
                self._take_comment(block.comment)
            case model.ParsingFailedBlock():
                self._take_failed(block)

    def _take_comment(self, text: str) -> None:
        text = "\n".join(line for line in text.split("\n") if line.strip() != "---").strip()
        if text:
            self.blocks.comments.append(self._shown(text))

    def _take_macro(self, block: model.String) -> None:
        macros = self.blocks.macros
        try:
            value, problem = expand(block.value, macros)
        except MalformedError:
            for name, text in read_macros(block.raw or "", macros).items():
                macros.define(name, text)
            value, problem = macros.values.get(block.key.lower(), ""), "It could not be read whole."
        macros.define(block.key, value)
        if problem:
            self._say(block, f"The macro “{block.key}”: {problem}")

    def _take_entry(self, block: model.Entry) -> None:
        entry = RawEntry(block.entry_type, block.key, self._line(block), block.raw or "")
        try:
            if not _SOUND_KEY.fullmatch(entry.key):
                raise MalformedError("its key is missing")
            for written in block.fields:
                name = written.key
                if not _SOUND_NAME.fullmatch(name):
                    name = _sound_name(name)
                entry.add(name, *expand(written.value, self.blocks.macros))
        except MalformedError:
            self._salvage(block)
        else:
            self._keep(entry)

    def _take_failed(self, block: model.ParsingFailedBlock) -> None:
        kind = _KIND.match(block.raw or "")
        if kind and kind[1].lower() == "comment" and self._take_commented_out(block):
            return
        if kind and kind[1].lower() in ("comment", "preamble"):
            self._take_comment(block.raw or "")
            self._say(block, f"This @{kind[1]} is never closed; it was taken for a comment.")
        elif kind and kind[1].lower() == "string":
            for name, text in read_macros(block.raw or "", self.blocks.macros).items():
                self.blocks.macros.define(name, text)
            self._say(block, "This @string is not closed; what could be read of it was kept.")
        else:
            self._salvage(block)

    def _take_commented_out(self, block: model.Block) -> bool:
        """A comment around whole entries, at each of which the splitter believes that it ends."""
        start = self._offset(block)
        opening = self.text.find("{", start, start + len("@comment") + 20)
        end = closing_brace(self.text, opening, escapes=False) if opening > 0 else -1
        if end < 0:
            return False
        inside = self.text[opening + 1 : end]
        self._take_comment(inside)
        if count := sum(1 for _ in _ENTRY_LINE.finditer(inside)):
            self._say(block, f"Entries inside this @comment, {count} of them, were left out.")
        self.read_to = end + 1
        return True

    def _salvage(self, block: model.Block) -> None:
        """Read an entry again, up to the next block, else up to the next that surely is an entry.

        The second try is for entries with an `@` at the start of a line of an abstract.
        """
        start = self._offset(block)
        next_block, next_entry = self._limits(start)
        reason = "the file has too many broken entries to look into this one"
        for limit in dict.fromkeys((next_block, next_entry)):
            self.budget -= limit - start
            if self.budget < 0:
                break
            try:
                entry, end = read_entry(
                    self.text[start:limit], self._line(block), self.blocks.macros
                )
            except MalformedError as error:
                reason = str(error) if limit == next_block else reason
                continue
            self.read_to = start + end
            self._keep(entry)
            return
        self._reject(block, self.text[start : min(next_block, start + _KEPT)], reason)
        self.read_to = next_block

    def _keep(self, entry: RawEntry) -> None:
        entry.kind = entry.kind.removeprefix(_MARK)
        entry.source = self._shown(entry.source).replace(f"@{_MARK}", "@", 1)
        if _HIDDEN_AT in self.text and any(_HIDDEN_AT in text for text in entry.fields.values()):
            entry.fields = {name: self._shown(text) for name, text in entry.fields.items()}
        self.blocks.entries.append(entry)

    def _reject(self, block: model.Block, source: str, reason: str) -> None:
        if not _BLOCK_LINE.match(self.text, self.line_starts[self._line(block) - 1]):
            self._take_comment(source)  # an @ somewhere in a line of text
            return
        key = _KEY.match(source)
        self.blocks.rejected.append(
            Rejection(
                key=key[1].strip() if key else "",
                line=self._line(block),
                reason=f"The entry could not be read: {reason}.",
                source=self._shown(source).strip(),
            )
        )

    def _limits(self, start: int) -> tuple[int, int]:
        if self.block_starts is None:
            self.block_starts = [found.start() for found in _BLOCK_LINE.finditer(self.text)]
            self.sure_starts = [found.start() for found in _ENTRY_START.finditer(self.text)]
        return self._after(self.block_starts, start), self._after(self.sure_starts, start)

    def _after(self, starts: list[int], start: int) -> int:
        place = bisect_right(starts, start)
        return starts[place] if place < len(starts) else len(self.text)

    def _offset(self, block: model.Block) -> int:
        start = self.line_starts[max(block.start_line or 0, 0)]
        return max(self.text.find((block.raw or "@")[:80], start), start)

    def _line(self, block: model.Block) -> int:
        return max(block.start_line or 0, 0) + 1

    def _say(self, block: model.Block, text: str) -> None:
        self.blocks.problems.append(Problem(self._line(block), text))

    def _shown(self, text: str) -> str:
        return text.replace(_HIDDEN_AT, "@")


def _unwrapped(block: model.Block) -> model.Block:
    """The entry or macro in a block that failed only for a key or a field that comes twice."""
    inner = block
    while isinstance(inner, model.ParsingFailedBlock) and inner.ignore_error_block is not None:
        inner = inner.ignore_error_block
    return inner


def _sound_name(name: str) -> str:
    name = _COMMENT.sub("", name).strip()
    if not _SOUND_NAME.fullmatch(name):
        raise MalformedError("a field has no proper name")
    return name
