"""The admin of works, their venues and topics, and of each person's selection."""

from publications.admin.coauthors import CoauthorAdmin
from publications.admin.papers import PublicationAdmin
from publications.admin.vocabularies import TopicAdmin, VenueAdmin

__all__ = ["CoauthorAdmin", "PublicationAdmin", "TopicAdmin", "VenueAdmin"]
