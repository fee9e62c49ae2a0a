"""An example for each field of works, versions and links whose model gives none."""

from django.utils.translation import gettext_lazy as _

AUTHORSHIP = {
    "corresponding": _("Letters about the paper go to this author."),
}
LINK = {
    "kind": _("For example PDF or Code."),
    "file": _("Instead of an address: a PDF, slides or data."),
}
VERSION = {
    "kind": _("For example Preprint."),
    "year": _("For example 2025."),
    "venue": _("Type a few letters of the name."),
    "venue_text": _("Instead of the venue: arXiv preprint."),
    "doi": _("For example 10.1000/xyz123."),
    "arxiv_id": _("For example 2404.08080."),
    "url": _("Where it is, if neither DOI nor arXiv id says so: https://…"),
}
PUBLICATION = {
    "type": _("For example Journal article."),
    "status": _("For example Accepted."),
    "month": _("From 1 to 12, if it is known."),
    "day": _("Only together with a month."),
}
TOPIC = {
    "name": _("For example Sensors."),
    "slug": _("In addresses, for example sensors."),
}
