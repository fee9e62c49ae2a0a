"""A line of a page, and what the HTML around it said of it."""

from dataclasses import dataclass
from enum import Enum

__all__ = ["CELL_BREAK", "Line", "Mark"]

CELL_BREAK = "\u2028"


class Mark(Enum):
    """What an HTML tag said about the line that it opened."""

    NONE = ""
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"  # of a table, or a box that holds one entry
    RULE = "rule"


@dataclass(slots=True)
class Line:
    """One line; `hard` when the page breaks it there, `fold` names the <details> it is in."""

    number: int
    text: str
    mark: Mark = Mark.NONE
    level: int = 0
    hard: bool = False
    fold: str = ""
    verbatim: bool = False
    cell: bool = False
    titled: bool = False  # the page's own classes call it a title
    inside: bool = False  # still in the HTML list item or table row that was opened before
