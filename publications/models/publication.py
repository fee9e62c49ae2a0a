from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField
from simple_history.models import HistoricalRecords

from profiles.documents import DocumentField
from profiles.fields import FoldedField, LinkField
from profiles.pictures import PictureField
from publications.kinds import LinkKind, Status, Type, VersionKind
from publications.querysets import PublicationQuerySet

DOI = RegexValidator(
    r"^10\.\d{4,9}/\S+\Z", _("A DOI begins with 10. and holds a slash: 10.1000/xyz123.")
)
ARXIV = RegexValidator(
    r"^(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?\Z",
    _("Write the arXiv id alone, such as 2404.08080 or math/0309136."),
)
YEAR = [MinValueValidator(1000), MaxValueValidator(2999)]


class Topic(models.Model):
    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Publication(models.Model):
    """A work, entered once for all its authors; its further appearances are its versions."""

    Type, Status = Type, Status

    key = models.CharField(
        _("key"),
        max_length=255,
        unique=True,
        help_text=_("Its name in BibTeX files, for example sorensen2026agreement."),
        error_messages={"unique": _("Another publication has this key. Add a letter to it.")},
    )
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        help_text=_("The last part of the page's address under /publications/."),
        error_messages={"unique": _("Another publication has this address. Choose another one.")},
    )
    type = models.CharField(_("type"), max_length=20, choices=Type.choices, default=Type.ARTICLE)
    title = models.TextField(
        _("title"), help_text=_("Plain text; mathematics as $x^2$: Drift of $k$ instruments.")
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.PUBLISHED
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=YEAR, help_text=_("For example 2026.")
    )
    month = models.PositiveSmallIntegerField(
        _("month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(
        _("day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    venue = models.ForeignKey(
        "publications.Venue",
        verbose_name=_("venue"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="publications",
        help_text=_("Type a few letters of the journal's or conference's name."),
    )
    venue_text = models.CharField(
        _("venue as written"),
        max_length=500,
        blank=True,
        help_text=_(
            "Shown instead of the venue's name: 3rd Conference on Field Observation (FLOW)."
        ),
    )
    volume = models.CharField(_("volume"), max_length=50, blank=True)
    number = models.CharField(_("number"), max_length=50, blank=True)
    pages = models.CharField(
        _("pages"), max_length=100, blank=True, help_text=_("For example 201–240.")
    )
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    abstract = MarkdownxField(_("abstract"), blank=True)
    doi = models.CharField(
        _("DOI"),
        max_length=255,
        blank=True,
        db_index=True,
        validators=[DOI],
        help_text=_("Without the address before it: 10.1000/xyz123."),
    )
    arxiv_id = models.CharField(
        _("arXiv id"),
        max_length=50,
        blank=True,
        db_index=True,
        validators=[ARXIV],
        help_text=_("For example 2404.08080."),
    )
    identifiers = models.JSONField(
        _("other identifiers"),
        default=dict,
        blank=True,
        help_text=_('By kind, such as {"pmid": "12345", "isbn": "978-0-00-000000-2"}.'),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("Shown under the venue, as Markdown: Spotlight talk.")
    )
    award = models.CharField(
        _("award"), max_length=300, blank=True, help_text=_("For example Best paper award.")
    )
    preview = PictureField(
        _("preview picture"),
        upload_to="previews",
        blank=True,
        width_field="preview_width",
        height_field="preview_height",
    )
    preview_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    preview_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    preview_alt = models.CharField(
        _("picture's description"),
        max_length=200,
        blank=True,
        help_text=_("For those who cannot see it: Two curves that meet at low tide."),
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="publications"
    )
    highlighted = models.BooleanField(
        _("highlight"), default=False, help_text=_("Shown on the lab's home page.")
    )
    draft = models.BooleanField(_("draft"), default=False, help_text=_("Drafts are not public."))
    extra = models.JSONField(
        _("further BibTeX fields"),
        default=dict,
        blank=True,
        help_text=_("Fields that Octavo has no place for; they are kept and exported."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    folded_title = FoldedField(sources=("title",))
    folded_abstract = FoldedField(sources=("abstract",))
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = PublicationQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["folded_title", "folded_abstract"], m2m_fields=[topics]
    )

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = [
            models.F("year").desc(nulls_first=True),
            models.F("month").desc(nulls_last=True),
            models.F("day").desc(nulls_last=True),
            "-id",
        ]
        indexes = [
            models.Index(fields=["year", "month", "day", "draft"], name="publication_date"),
            models.Index(fields=["year", "type", "draft"], name="publication_counts"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="publication_has_title"),
            models.CheckConstraint(
                condition=models.Q(month__isnull=True) | models.Q(month__range=(1, 12)),
                name="publication_month_valid",
            ),
            models.CheckConstraint(
                condition=models.Q(day__isnull=True)
                | models.Q(day__range=(1, 31), month__isnull=False),
                name="publication_day_valid",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("publication", args=[self.slug])

    @property
    def hosted_pdf(self) -> "Link | None":
        """The first of its links that is a PDF of ours; reads links fetched with it."""
        for link in self.links.all():
            if link.kind == LinkKind.PDF and (link.file.name or "").endswith(".pdf"):
                return link
        return None

    @property
    def pdf_path(self) -> str:
        """Where that PDF is served: beneath the paper's page."""
        return reverse("publication_pdf", args=[self.slug, self.slug])

    def clean(self) -> None:
        errors = {}
        if self.day and not self.month:
            errors["month"] = _("Give the month too, or leave the day empty.")
        if self.preview and not self.preview_alt:
            errors["preview_alt"] = _("Say what the picture shows: Two curves that meet.")
        if errors:
            raise ValidationError(errors)


class Version(models.Model):
    """A further appearance of the same work: a preprint, a conference or journal version."""

    Kind = VersionKind

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="versions")
    kind = models.CharField(
        _("kind"), max_length=20, choices=VersionKind.choices, default=VersionKind.PREPRINT
    )
    venue = models.ForeignKey(
        "publications.Venue",
        verbose_name=_("venue"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions",
    )
    venue_text = models.CharField(_("venue as written"), max_length=500, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEAR)
    doi = models.CharField(_("DOI"), max_length=255, blank=True, validators=[DOI])
    arxiv_id = models.CharField(_("arXiv id"), max_length=50, blank=True, validators=[ARXIV])
    url = LinkField(_("address"), blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.venue_text or str(self.venue or self.get_kind_display())

    @property
    def href(self) -> str:
        """Where this version is: its own address, else its DOI's, else arXiv's."""
        if self.url or not (self.doi or self.arxiv_id):
            return self.url
        return (
            f"https://doi.org/{self.doi}" if self.doi else f"https://arxiv.org/abs/{self.arxiv_id}"
        )


class Link(models.Model):
    """A button under a publication: its PDF, code, slides …, by address or as a file."""

    Kind = LinkKind

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=20, choices=LinkKind.choices)
    label = models.CharField(
        _("label"), max_length=100, blank=True, help_text=_("Only if it is not the kind's name.")
    )
    url = LinkField(_("address"), blank=True, help_text=_("https://…, or upload a file instead."))
    file = DocumentField(_("file"), upload_to="publications", blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(url="") ^ models.Q(file=""),
                name="link_has_address_or_file",
                violation_error_message=_("Give either an address or a file, not both."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return self.label or self.get_kind_display()

    @property
    def href(self) -> str:
        return self.file.url if self.file else self.url
