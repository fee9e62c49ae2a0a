"""Who changed what and when: of a row, and of the parts that are edited in its form."""

from accounts.history.pages import HistoryOfParts

__all__ = ["HistoryOfParts"]
