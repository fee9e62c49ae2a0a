"""The admin of works, their venues and topics, and of each person's selection."""

from publications.admin.papers import PublicationAdmin
from publications.admin.vocabularies import TopicAdmin, VenueAdmin

__all__ = ["PublicationAdmin", "TopicAdmin", "VenueAdmin"]
