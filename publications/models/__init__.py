from publications.models.authorship import Authorship
from publications.models.coauthor import Coauthor
from publications.models.drawing import Drawing
from publications.models.imports import ImportChange, ImportedEntry, ImportRecord
from publications.models.publication import Link, Publication, Topic, Version
from publications.models.venue import Venue

__all__ = [
    "Authorship",
    "Coauthor",
    "Drawing",
    "ImportChange",
    "ImportRecord",
    "ImportedEntry",
    "Link",
    "Publication",
    "Topic",
    "Venue",
    "Version",
]
