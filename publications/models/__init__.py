from publications.models.authorship import Authorship
from publications.models.publication import Link, Publication, Topic, Version
from publications.models.venue import Venue

__all__ = ["Authorship", "Link", "Publication", "Topic", "Venue", "Version"]
