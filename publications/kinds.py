"""The types, states and link kinds of publications."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Type(models.TextChoices):
    """BibLaTeX's entry types, and the four that researchers miss there."""

    ARTICLE = "article", _("Journal article")
    INPROCEEDINGS = "inproceedings", _("Conference paper")
    WORKSHOP = "workshop", _("Workshop paper")
    ABSTRACT = "abstract", _("Extended abstract")
    PREPRINT = "preprint", _("Preprint")
    BOOK = "book", _("Book")
    MVBOOK = "mvbook", _("Multi-volume book")
    INBOOK = "inbook", _("Part of a book")
    BOOKINBOOK = "bookinbook", _("Book within a book")
    SUPPBOOK = "suppbook", _("Supplement of a book")
    BOOKLET = "booklet", _("Booklet")
    COLLECTION = "collection", _("Collection")
    MVCOLLECTION = "mvcollection", _("Multi-volume collection")
    INCOLLECTION = "incollection", _("Chapter")
    SUPPCOLLECTION = "suppcollection", _("Supplement of a collection")
    PROCEEDINGS = "proceedings", _("Proceedings")
    MVPROCEEDINGS = "mvproceedings", _("Multi-volume proceedings")
    REFERENCE = "reference", _("Reference work")
    MVREFERENCE = "mvreference", _("Multi-volume reference work")
    INREFERENCE = "inreference", _("Article in a reference work")
    PHDTHESIS = "phdthesis", _("PhD thesis")
    MASTERSTHESIS = "mastersthesis", _("Master's thesis")
    THESIS = "thesis", _("Thesis")
    REPORT = "report", _("Report")
    MANUAL = "manual", _("Manual")
    PATENT = "patent", _("Patent")
    PERIODICAL = "periodical", _("Issue of a periodical")
    SUPPPERIODICAL = "suppperiodical", _("Supplement of a periodical")
    DATASET = "dataset", _("Dataset")
    SOFTWARE = "software", _("Software")
    ONLINE = "online", _("Web page")
    UNPUBLISHED = "unpublished", _("Unpublished")
    MISC = "misc", _("Other")


class Status(models.TextChoices):
    PUBLISHED = "published", _("Published")
    ACCEPTED = "accepted", _("Accepted")
    SUBMITTED = "submitted", _("Submitted")
    IN_PREPARATION = "in preparation", _("In preparation")
    PREPRINT = "preprint", _("Preprint")


class LinkKind(models.TextChoices):
    PDF = "pdf", _("PDF")
    HTML = "html", _("HTML")
    CODE = "code", _("Code")
    PACKAGE = "package", _("Package")
    DATA = "data", _("Data")
    SLIDES = "slides", _("Slides")
    POSTER = "poster", _("Poster")
    VIDEO = "video", _("Video")
    WEBSITE = "website", _("Website")
    BLOG = "blog", _("Blog post")
    SUPPLEMENT = "supplement", _("Supplement")
    PREPRINT = "preprint", _("Preprint")
    REVIEW = "review", _("Reviews")
    DEMO = "demo", _("Demo")
    PRESS = "press", _("Press")
    OTHER = "other", _("Link")


class VersionKind(models.TextChoices):
    PREPRINT = "preprint", _("Preprint")
    WORKSHOP = "workshop", _("Workshop version")
    CONFERENCE = "conference", _("Conference version")
    JOURNAL = "journal", _("Journal version")
    EXTENDED = "extended", _("Extended version")
    THESIS = "thesis", _("Thesis chapter")
    OTHER = "other", _("Other version")
